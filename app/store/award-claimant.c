/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-claimant.h"
#include "award-ledger-private.h"
#include "award-run.h"

#include <glib/gi18n.h>

static void
award_free (gpointer data)
{
  AwardClaimantAward *award = data;

  g_free (award->batch);
  g_free (award);
}

static void
payment_free (gpointer data)
{
  AwardClaimantPayment *payment = data;

  g_free (payment->policy);
  g_free (payment->measure);
  g_free (payment->document);
  g_free (payment);
}

void
award_claimant_free (AwardClaimant *claimant)
{
  g_free (claimant->code);
  g_free (claimant->name);
  g_free (claimant->county);
  g_clear_pointer (&claimant->awards, g_ptr_array_unref);
  g_clear_pointer (&claimant->payments, g_ptr_array_unref);
  g_clear_pointer (&claimant->exclusions, g_ptr_array_unref);
  g_free (claimant);
}

static gboolean
too_large (GError **error)
{
  g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED,
               _ ("The sum of the amounts is too large"));
  return FALSE;
}

static gboolean
read_award (AwardClaimant *self, const RulesMeasure *measure, sqlite3_stmt *row, GError **error)
{
  AwardClaimantAward *award = g_new0 (AwardClaimantAward, 1);

  g_ptr_array_add (self->awards, award);
  award->measure = measure;
  award->claim = sqlite3_column_int64 (row, 0);
  award->batch = g_strdup (award_db_text (row, 1));
  award->is_decided = sqlite3_column_type (row, 2) != SQLITE_NULL;
  award->outcome = award->is_decided ? (RulesOutcome) sqlite3_column_int (row, 2) : RULES_OUTCOME_REVIEW;
  award->amount = award_db_column (row, 3);
  award->payable = award_db_column (row, 4);
  award->settlement = (AwardSettlement) sqlite3_column_int (row, 5);
  if (award->payable != RULES_MISSING &&
      __builtin_add_overflow (self->payable, award->payable, &self->payable))
    return too_large (error);
  return TRUE;
}

static gboolean
read_awards (AwardLedger *ledger, AwardClaimant *self, const RulesMeasure *measure, gint64 id, GError **error)
{
  const AwardTable *table;
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;

  /* Points are no money, and nothing that is settled. */
  if (rules_measure_get_result (measure) == RULES_RESULT_SCORE)
    return TRUE;
  if (!award_ledger_find_table (ledger, measure, &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;
  /* The batches are few: each is looked up by its index. */
  sql = g_strdup_printf (
      "SELECT c.id, b.name, d.outcome, d.amount, d.payable, d.settlement FROM batch b "
      "CROSS JOIN %s c ON c.batch = b.id AND c.claimant = ? LEFT JOIN %s d ON d.claim = c.id "
      "ORDER BY b.id, c.id",
      table->claims, table->decisions);
  rows = award_db_query (ledger->db, error, sql, "i", id);
  for (;;)
    {
      gboolean row;

      if (rows == NULL || !award_db_step (ledger->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!read_award (self, measure, rows, error))
        return FALSE;
    }
}

static gboolean
read_payments (AwardLedger *ledger, AwardClaimant *self, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = award_db_query (ledger->db, error,
                                                  "SELECT policy, measure, document, date, amount FROM "
                                                  "register_payment WHERE code = ? ORDER BY date, id",
                                                  "t", self->code);

  for (;;)
    {
      AwardClaimantPayment *payment;
      gboolean row;

      if (rows == NULL || !award_db_step (ledger->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      payment = g_new0 (AwardClaimantPayment, 1);
      g_ptr_array_add (self->payments, payment);
      payment->policy = g_strdup (award_db_text (rows, 0));
      payment->measure = g_strdup (award_db_text (rows, 1));
      payment->document = g_strdup (award_db_text (rows, 2));
      payment->date = award_db_column (rows, 3);
      payment->amount = sqlite3_column_int64 (rows, 4);
      if (__builtin_add_overflow (self->paid, payment->amount, &self->paid))
        return too_large (error);
    }
}

AwardClaimant *
award_ledger_get_claimant (AwardLedger *self, const char *code, GError **error)
{
  g_autoptr (AwardClaimant) claimant = g_new0 (AwardClaimant, 1);
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;
  gint64 id;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && code != NULL, NULL);

  claimant->awards = g_ptr_array_new_with_free_func (award_free);
  claimant->payments = g_ptr_array_new_with_free_func (payment_free);
  found = award_db_query (self->db, error, "SELECT id, code, name, county FROM claimant WHERE code = ?", "t",
                          code);
  measures = found != NULL ? award_ledger_list_measures (self, error) : NULL;
  if (measures == NULL || !award_db_step (self->db, found, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("This ledger knows no claimant of this code."));
      return NULL;
    }
  id = sqlite3_column_int64 (found, 0);
  claimant->code = g_strdup (award_db_text (found, 1));
  claimant->name = g_strdup (award_db_text (found, 2));
  claimant->county = g_strdup (award_db_text (found, 3));
  for (guint i = 0; i < measures->len; i++)
    if (!read_awards (self, claimant, measures->pdata[i], id, error))
      return NULL;
  claimant->exclusions =
      award_ledger_list_records_of (self, AWARD_REGISTER_EXCLUSIONS, claimant->code, error);
  return claimant->exclusions != NULL && read_payments (self, claimant, error) ? g_steal_pointer (&claimant)
                                                                               : NULL;
}

gboolean
award_ledger_has_claim (AwardLedger *self,
                        const RulesMeasure *measure,
                        gint64 batch,
                        const char *code,
                        gboolean *has_claim,
                        GError **error)
{
  const AwardTable *table;
  g_autofree char *sql = NULL;
  gint64 found = 0;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (measure != NULL && code != NULL && has_claim != NULL, FALSE);

  *has_claim = FALSE;
  if (!award_ledger_find_table (self, measure, &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM claimant e JOIN %s c ON c.claimant = e.id "
                         "WHERE e.code = ? AND c.batch = ?)",
                         table->claims);
  if (!award_db_get_int (self->db, &found, 0, error, sql, "ti", code, batch))
    return FALSE;
  *has_claim = found != 0;
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-acceptance"

#include "config.h"

#include "award-acceptance.h"
#include "award-audit.h"
#include "award-ledger-private.h"
#include "award-step-private.h"

#include <glib/gi18n.h>
#include <string.h>

void
award_acceptance_free (AwardAcceptance *acceptance)
{
  g_free (acceptance->code);
  g_free (acceptance->found);
  g_free (acceptance->reason);
  g_free (acceptance->person);
  g_free (acceptance);
}

gboolean
award_acceptance_is_possible (RulesSeverity severity, const char *code)
{
  return severity != RULES_SEVERITY_ERROR && strcmp (code, "conflicting-rows") != 0;
}

/* The problems ?1 that found ?2 of the imports that stand of measure ?3 in batch ?4. */
#define OF_MEASURE                                                                                           \
  " FROM problem p JOIN import i ON i.id = p.import WHERE p.code = ?1 AND (?2 IS NULL OR p.found = ?2) "     \
  "AND i.measure = ?3 AND i.batch = ?4 AND " AWARD_IMPORT_STANDS ("i")
/* The same of the register ?3. */
#define OF_REGISTER                                                                                          \
  " FROM register_problem p JOIN register_import i ON i.id = p.import WHERE p.code = ?1 AND "                \
  "(?2 IS NULL OR p.found = ?2) AND i.kind = ?3 AND " AWARD_IMPORT_STANDS ("i")

/* Whether those problems, of which there are @n_all, can be accepted: all of them must be warnings. */
static gboolean
check_possible (const char *code, gint64 n_all, gint64 n_errors, GError **error)
{
  if (n_all == 0)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("The imports have no warning “%s”."), code);
      return FALSE;
    }
  if (!award_acceptance_is_possible (n_errors > 0 ? RULES_SEVERITY_ERROR : RULES_SEVERITY_WARNING, code))
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT,
                   _ ("“%s” cannot be accepted: it must be corrected in the table, or decided."), code);
      return FALSE;
    }
  return TRUE;
}

gboolean
award_ledger_accept (AwardLedger *self,
                     const RulesMeasure *measure,
                     gint64 batch,
                     const char *code,
                     const char *found,
                     const char *reason,
                     guint *n,
                     GError **error)
{
  const AwardTable *table;
  g_autoptr (AwardTransaction) transaction = NULL;
  gint64 n_all = 0, n_errors = 0;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (measure != NULL && code != NULL && n != NULL, FALSE);
  g_return_val_if_fail (reason != NULL && *reason != '\0', FALSE);

  *n = 0;
  if (!award_ledger_find_table (self, measure, &table, error))
    return FALSE;
  if (table != NULL &&
      (!award_db_get_int (self->db, &n_all, 0, error, "SELECT count(*)" OF_MEASURE, "ttii", code, found,
                          table->id, batch) ||
       !award_db_get_int (self->db, &n_errors, 0, error, "SELECT count(*)" OF_MEASURE " AND p.severity = 0",
                          "ttii", code, found, table->id, batch)))
    return FALSE;
  if (!check_possible (code, n_all, n_errors, error))
    return FALSE;
  transaction = award_transaction_begin (self->db, error);
  if (transaction == NULL ||
      !award_db_do (self->db, error,
                    "INSERT INTO acceptance (measure, batch, code, found, reason, at, person) "
                    "SELECT DISTINCT ?3, ?4, ?1, coalesce (p.found, ''), ?5, ?6, ?7" OF_MEASURE
                    " ON CONFLICT DO NOTHING",
                    "ttiitit", code, found, table->id, batch, reason, award_db_now (), g_get_user_name ()))
    return FALSE;
  *n = (guint) sqlite3_changes (self->db->handle);
  if (*n > 0 && !award_audit_add (self->db, "accept", error,
                                  "batch=%" G_GINT64_FORMAT " measure=%s/%s code=%s found=%s reason=%s",
                                  batch, rules_policy_get_id (rules_measure_get_policy (measure)),
                                  rules_measure_get_id (measure), code, found != NULL ? found : "*", reason))
    return FALSE;
  return award_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
award_ledger_accept_register (AwardLedger *self,
                              AwardRegister kind,
                              const char *code,
                              const char *found,
                              const char *reason,
                              guint *n,
                              GError **error)
{
  const char *name = award_register_get_name (kind);
  g_autoptr (AwardTransaction) transaction = NULL;
  gint64 n_all, n_errors;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (code != NULL && n != NULL, FALSE);
  g_return_val_if_fail (reason != NULL && *reason != '\0', FALSE);

  *n = 0;
  if (!award_db_get_int (self->db, &n_all, 0, error, "SELECT count(*)" OF_REGISTER, "ttt", code, found,
                         name) ||
      !award_db_get_int (self->db, &n_errors, 0, error, "SELECT count(*)" OF_REGISTER " AND p.severity = 0",
                         "ttt", code, found, name) ||
      !check_possible (code, n_all, n_errors, error))
    return FALSE;
  transaction = award_transaction_begin (self->db, error);
  if (transaction == NULL ||
      !award_db_do (self->db, error,
                    "INSERT INTO register_acceptance (kind, code, found, reason, at, person) "
                    "SELECT DISTINCT ?3, ?1, coalesce (p.found, ''), ?4, ?5, ?6" OF_REGISTER
                    " ON CONFLICT DO NOTHING",
                    "ttttit", code, found, name, reason, award_db_now (), g_get_user_name ()))
    return FALSE;
  *n = (guint) sqlite3_changes (self->db->handle);
  /* What was found may be the number of an account: it stays out of the chain. */
  if (*n > 0 && !award_audit_add (self->db, "accept", error, "register=%s code=%s count=%u reason=%s", name,
                                  code, *n, reason))
    return FALSE;
  return award_transaction_commit (g_steal_pointer (&transaction), error);
}

GPtrArray *
award_ledger_list_acceptances (AwardLedger *self, const RulesMeasure *measure, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) award_acceptance_free);
  g_autoptr (sqlite3_stmt) rows = NULL;
  const AwardTable *table;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  if (!award_ledger_find_table (self, measure, &table, error))
    return NULL;
  if (table == NULL)
    return g_steal_pointer (&list);
  rows = award_db_query (self->db, error,
                         "SELECT code, found, reason, person, at FROM acceptance "
                         "WHERE measure = ? AND batch = ? ORDER BY code, found",
                         "ii", table->id, batch);
  if (rows == NULL)
    return NULL;
  for (;;)
    {
      AwardAcceptance *one;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      one = g_new0 (AwardAcceptance, 1);
      one->code = g_strdup (award_db_text (rows, 0));
      one->found = g_strdup (award_db_text (rows, 1));
      one->reason = g_strdup (award_db_text (rows, 2));
      one->person = g_strdup (award_db_text (rows, 3));
      one->at = sqlite3_column_int64 (rows, 4);
      g_ptr_array_add (list, one);
    }
}

const AwardAcceptance *
award_acceptance_find (const GPtrArray *list, const char *code, const char *found)
{
  for (guint i = 0; i < list->len; i++)
    {
      const AwardAcceptance *one = g_ptr_array_index (list, i);

      if (strcmp (one->code, code) == 0 && strcmp (one->found, found != NULL ? found : "") == 0)
        return one;
    }
  return NULL;
}

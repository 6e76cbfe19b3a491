/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-ledger-private.h"

void
award_total_free (AwardTotal *total)
{
  g_free (total->county);
  g_free (total);
}

static AwardTotal *
read_total (const RulesMeasure *measure, sqlite3_stmt *row, gboolean by_county)
{
  AwardTotal *total = g_new0 (AwardTotal, 1);

  total->measure = measure;
  total->claims = sqlite3_column_int64 (row, 0);
  total->award = sqlite3_column_int64 (row, 1);
  total->refuse = sqlite3_column_int64 (row, 2);
  total->review = sqlite3_column_int64 (row, 3);
  total->undecided = total->claims - total->award - total->refuse - total->review;
  /* Points are no money. */
  if (rules_measure_get_result (measure) != RULES_RESULT_SCORE)
    total->total = sqlite3_column_int64 (row, 4);
  if (by_county)
    total->county = g_strdup (award_db_text (row, 5));
  return total;
}

static gboolean
add_totals (AwardLedger *self,
            const RulesMeasure *measure,
            gint64 batch,
            gboolean by_county,
            GPtrArray *totals,
            GError **error)
{
  const AwardTable *table;
  AwardHolding holding;
  g_autoptr (sqlite3_stmt) found = NULL;

  if (!award_ledger_find_table (self, measure, &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;
  if (!award_ledger_get_holding (self, table, batch, &holding, error))
    return FALSE;
  if (holding.claims == 0)
    return TRUE;
  found = award_db_query (self->db, error,
                          by_county ? "SELECT claims, award, refuse, review, total, county FROM tally "
                                      "WHERE measure = ? AND batch = ? ORDER BY county"
                                    : "SELECT sum(claims), sum(award), sum(refuse), sum(review), sum(total) "
                                      "FROM tally WHERE measure = ? AND batch = ?",
                          "ii", table->id, batch);
  if (found == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, found, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_ptr_array_add (totals, read_total (measure, found, by_county));
    }
}

GPtrArray *
award_ledger_list_totals (AwardLedger *self, gint64 batch, gboolean by_county, GError **error)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func ((GDestroyNotify) award_total_free);
  g_autoptr (GPtrArray) measures = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  measures = award_ledger_list_measures (self, error);
  if (measures == NULL)
    return NULL;
  for (guint i = 0; i < measures->len; i++)
    if (!add_totals (self, g_ptr_array_index (measures, i), batch, by_county, totals, error))
      return NULL;
  return g_steal_pointer (&totals);
}

gboolean
award_ledger_sum_payable (AwardLedger *self,
                          const RulesMeasure *measure,
                          gint64 batch,
                          gint64 *sum,
                          GError **error)
{
  const AwardTable *table;
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);

  *sum = 0;
  if (!award_ledger_find_table (self, measure, &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;
  sql = g_strdup_printf ("SELECT coalesce(sum(d.payable), 0) FROM %s c JOIN %s d ON d.claim = c.id "
                         "WHERE c.batch = ?",
                         table->claims, table->decisions);
  found = award_db_query (self->db, error, sql, "i", batch);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return FALSE;
  *sum = sqlite3_column_int64 (found, 0);
  return TRUE;
}

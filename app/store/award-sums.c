/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-sums"

#include "config.h"

#include "award-sums.h"
#include "award-ledger-private.h"

GHashTable *
award_ledger_sum_fact (AwardLedger *self,
                       const RulesMeasure *measure,
                       gint64 batch,
                       gboolean on_line,
                       guint fact,
                       GError **error)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autofree char *sql = NULL;
  const AwardTable *table;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  if (!award_ledger_find_table (self, measure, &table, error))
    return NULL;
  if (table == NULL || (on_line && table->lines == NULL))
    return g_steal_pointer (&sums);
  if (on_line)
    /* Figures beyond all sense must not overflow a sum. */
    sql = g_strdup_printf (
        "SELECT c.code, sum (max (min (l.%s, 1000000000000000), 0)) FROM %s q JOIN %s l ON l.claim = q.id "
        "JOIN claimant c ON c.id = q.claimant WHERE q.batch = ? GROUP BY c.code",
        table->line_fields[fact], table->claims, table->lines);
  else
    sql = g_strdup_printf (
        "SELECT c.code, q.%s FROM %s q JOIN claimant c ON c.id = q.claimant WHERE q.batch = ?",
        table->fields[fact], table->claims);
  rows = award_db_query (self->db, error, sql, "i", batch);
  if (rows == NULL)
    return NULL;
  for (;;)
    {
      gint64 value;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&sums);
      value = award_db_column (rows, 1);
      if (value != RULES_MISSING)
        g_hash_table_replace (sums, g_strdup (award_db_text (rows, 0)), g_memdup2 (&value, sizeof value));
    }
}

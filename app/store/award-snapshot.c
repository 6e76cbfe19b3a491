/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-trial"

#include "config.h"

#include "award-run.h"
#include "award-snapshot-private.h"
#include "award-tally.h"

#include <glib/gi18n.h>

AwardSnapshot *
award_snapshot_ref (AwardSnapshot *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
award_snapshot_unref (AwardSnapshot *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->settings, rules_settings_free);
  g_clear_pointer (&self->scan, award_scan_free);
  g_clear_pointer (&self->counties, g_ptr_array_unref);
  g_free (self->table);
  g_free (self->places);
  g_free (self->amounts);
  g_free (self->outcomes);
  g_free (self);
}

const RulesMeasure *
award_snapshot_get_measure (const AwardSnapshot *self)
{
  return self->measure;
}

const RulesSettings *
award_snapshot_get_settings (const AwardSnapshot *self)
{
  return self->settings;
}

/* The last run of the measure in @batch and what it was made with; *@run 0: there is none. */
static gboolean
read_run (AwardSnapshot *self,
          AwardLedger *ledger,
          const RulesMeasure *measure,
          gint64 batch,
          gint64 *run,
          GError **error)
{
  g_autoptr (RulesPolicy) policy = NULL;
  g_autoptr (sqlite3_stmt) found = award_db_query (
      ledger->db, error,
      "SELECT r.id, r.policy, r.as_of FROM run r JOIN measure m ON m.id = r.measure "
      "WHERE m.policy = ? AND m.name = ? AND r.batch = ? ORDER BY r.id DESC LIMIT 1",
      "tti", rules_policy_get_id (rules_measure_get_policy (measure)), rules_measure_get_id (measure), batch);
  gboolean row;

  *run = 0;
  if (found == NULL || !award_db_step (ledger->db, found, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *run = sqlite3_column_int64 (found, 0);
  policy = award_ledger_load_policy (ledger, sqlite3_column_int64 (found, 1), error);
  if (policy == NULL)
    return FALSE;
  self->measure = rules_policy_find_measure (policy, rules_measure_get_id (measure));
  if (self->measure == NULL)
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_DAMAGED, ledger->db->path);
      return FALSE;
    }
  self->settings =
      award_ledger_get_run_settings (ledger, self->measure, *run, sqlite3_column_int64 (found, 2), error);
  return self->settings != NULL;
}

static gboolean
read_claims (AwardSnapshot *self,
             AwardDb *reader,
             const AwardTable *table,
             gint64 batch,
             const AwardHolding *holding,
             GError **error)
{
  self->scan = award_scan_new (reader, self->measure, table, batch, holding, error);
  return self->scan != NULL && award_scan_next (self->scan, G_MAXSIZE, error);
}

static gboolean
read_counties (AwardSnapshot *self, AwardDb *reader, GError **error)
{
  const gint64 *claimants = award_scan_get_claimants (self->scan);
  gsize n = award_scan_get_batch (self->scan)->n_claims;
  g_autoptr (AwardTally) tally = award_tally_new (reader, error);
  const GPtrArray *names;

  if (tally == NULL)
    return FALSE;
  names = award_tally_get_counties (tally);
  self->counties = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (self->counties, g_strdup (g_ptr_array_index (names, i)));
  self->places = g_new (guint32, n + 1);
  for (gsize i = 0; i < n; i++)
    self->places[i] = award_tally_get_county (tally, claimants[i]);
  return TRUE;
}

/* The decisions of @run run along the same ids as the claims. */
static gboolean
read_decisions (AwardSnapshot *self,
                AwardDb *reader,
                const AwardTable *table,
                const AwardHolding *holding,
                gint64 run,
                GError **error)
{
  const gint64 *ids = award_scan_get_ids (self->scan);
  gsize n = award_scan_get_batch (self->scan)->n_claims;
  g_autofree char *sql = g_strdup_printf ("SELECT claim, outcome, amount FROM %s "
                                          "WHERE claim BETWEEN ? AND ? AND run = ? ORDER BY claim",
                                          table->decisions);
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (reader, error, sql, "iii", holding->first, holding->last, run);
  gboolean row;

  if (rows == NULL || !award_db_step (reader, rows, &row, error))
    return FALSE;
  self->amounts = g_new (gint64, n + 1);
  self->outcomes = g_new (guint8, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_decided = row && sqlite3_column_int64 (rows, 0) == ids[i];

      self->outcomes[i] = is_decided ? (guint8) sqlite3_column_int (rows, 1) : AWARD_OUTCOME_NONE;
      self->amounts[i] = is_decided ? award_db_column (rows, 2) : RULES_MISSING;
      if (is_decided && !award_db_step (reader, rows, &row, error))
        return FALSE;
    }
  return TRUE;
}

AwardSnapshot *
award_ledger_read_snapshot (AwardLedger *self, const RulesMeasure *measure, gint64 batch, GError **error)
{
  g_autoptr (AwardSnapshot) snapshot = g_new0 (AwardSnapshot, 1);
  g_autoptr (AwardDb) reader = NULL;
  const AwardTable *table;
  AwardHolding holding;
  gint64 run;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  g_atomic_ref_count_init (&snapshot->ref_count);
  if (!read_run (snapshot, self, measure, batch, &run, error))
    return NULL;
  if (run == 0)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("“%s” has not been computed in this batch. Compute first."),
                   rules_measure_get_label (measure));
      return NULL;
    }
  if (!award_ledger_find_table (self, snapshot->measure, &table, error) ||
      !award_ledger_get_holding (self, table, batch, &holding, error))
    return NULL;
  snapshot->table = g_strdup (table->claims);
  reader = award_db_open (self->db->path, AWARD_DB_READ, error);
  /* One state of the ledger, whatever is written meanwhile. */
  if (reader == NULL || !award_db_exec (reader, "BEGIN", error) ||
      !read_claims (snapshot, reader, table, batch, &holding, error) ||
      !read_counties (snapshot, reader, error) ||
      !read_decisions (snapshot, reader, table, &holding, run, error))
    return NULL;
  award_scan_detach (snapshot->scan);
  return g_steal_pointer (&snapshot);
}

sqlite3_stmt *
award_snapshot_prepare_names (const AwardSnapshot *self, AwardDb *db, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "SELECT e.code, e.name FROM %s c JOIN claimant e ON e.id = c.claimant WHERE c.id = ?", self->table);

  return award_db_prepare (db, sql, error);
}

gboolean
award_snapshot_read_name (AwardDb *db,
                          sqlite3_stmt *names,
                          gint64 claim,
                          char **code,
                          char **name,
                          GError **error)
{
  gboolean row;

  if (!award_db_bind (db, names, error, "i", claim) || !award_db_step (db, names, &row, error))
    return FALSE;
  if (row)
    {
      *code = g_strdup (award_db_text (names, 0));
      *name = g_strdup (award_db_text (names, 1));
    }
  sqlite3_reset (names);
  return TRUE;
}

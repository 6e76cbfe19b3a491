/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-compute"

#include "config.h"

#include "award-compute.h"
#include "award-audit.h"
#include "award-claim.h"
#include "award-feed.h"
#include "award-policies.h"
#include "award-settlement.h"

#include <glib/gi18n.h>

/* One measure of the batch. */
typedef struct
{
  const RulesMeasure *measure;
  const AwardTable *table;
  AwardHolding holding;
} Job;

/* The measures of @batch with claims, in order. */
static GArray *
list_jobs (AwardLedger *self, gint64 batch, GError **error)
{
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  g_autoptr (GPtrArray) measures = award_ledger_list_measures (self, error);

  if (measures == NULL)
    return NULL;
  for (guint i = 0; i < measures->len; i++)
    {
      Job job = { .measure = g_ptr_array_index (measures, i) };

      if (!award_ledger_find_table (self, job.measure, &job.table, error))
        return NULL;
      if (job.table == NULL)
        continue;
      if (!award_ledger_get_holding (self, job.table, batch, &job.holding, error))
        return NULL;
      if (job.holding.claims > 0)
        g_array_append_val (jobs, job);
    }
  return g_steal_pointer (&jobs);
}

static gboolean
delete_decisions (AwardDb *db,
                  const AwardTable *table,
                  gint64 batch,
                  const AwardHolding *holding,
                  GError **error)
{
  g_autofree char *sql = NULL;
  gint64 others;

  if (!award_db_get_int (db, &others, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM holding WHERE measure = ? AND batch <> ?)", "ii",
                         table->id, batch))
    return FALSE;
  if (others == 0)
    {
      /* Without WHERE SQLite drops whole pages. */
      sql = g_strdup_printf ("DELETE FROM %s", table->decisions);
      return award_db_exec (db, sql, error);
    }
  sql = g_strdup_printf ("DELETE FROM %s WHERE claim BETWEEN ? AND ? AND claim IN "
                         "(SELECT id FROM %s WHERE batch = ?)",
                         table->decisions, table->claims);
  return award_db_do (db, error, sql, "iii", holding->first, holding->last, batch);
}

static gboolean
insert_run (AwardLedger *self, const Job *job, gint64 batch, gint64 as_of, gint64 *run, GError **error)
{
  gint64 policy;

  if (!award_ledger_keep_policy (self, rules_measure_get_policy (job->measure), &policy, error) ||
      !award_db_do (self->db, error,
                    "INSERT INTO run (batch, measure, policy, as_of, at, claims) VALUES (?, ?, ?, ?, ?, ?)",
                    "iiiiii", batch, job->table->id, policy, as_of, award_db_now (), job->holding.claims))
    return FALSE;
  *run = sqlite3_last_insert_rowid (self->db->handle);
  return award_db_do (self->db, error,
                      "INSERT INTO run_setting (run, name, value) SELECT ?, name, value FROM setting "
                      "WHERE measure = ?",
                      "ii", *run, job->table->id);
}

static gboolean
compute_measure (AwardLedger *self,
                 AwardDb *reader,
                 const Job *job,
                 AwardTally *tally,
                 gint64 batch,
                 gint64 as_of,
                 AwardFeedWatch *watch,
                 GError **error)
{
  g_autoptr (RulesSettings) settings = award_ledger_get_settings (self, job->measure, error);
  g_autoptr (AwardFeed) feed = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *sql = NULL;
  guint64 claims;
  gint64 run, sum;

  if (settings == NULL || !delete_decisions (self->db, job->table, batch, &job->holding, error) ||
      !insert_run (self, job, batch, as_of, &run, error))
    return FALSE;
  rules_settings_set_as_of (settings, as_of);
  award_tally_reset (tally);
  sql = g_strdup_printf ("INSERT INTO %s (claim, outcome, amount, code, flags, payable, settlement, run) "
                         "SELECT claim, outcome, amount, code, flags, amount, %d, %" G_GINT64_FORMAT
                         " FROM " AWARD_FEED_TABLE,
                         job->table->decisions, AWARD_SETTLEMENT_KEPT, run);
  feed = award_feed_new (self->db, reader, job->measure, settings, job->table, batch, &job->holding, tally,
                         watch, error);
  if (feed == NULL)
    return FALSE;
  if (!award_db_exec (self->db, sql, &reason))
    {
      if (!award_feed_get_error (feed, error))
        g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  award_feed_get_totals (feed, &claims, &sum);
  if (!award_tally_store (tally, self->db, job->table->id, batch, error))
    return FALSE;
  return award_audit_add (self->db, "compute", error,
                          "batch=%" G_GINT64_FORMAT " measure=%s/%s sha256=%s run=%" G_GINT64_FORMAT
                          " as-of=%" G_GINT64_FORMAT " claims=%" G_GUINT64_FORMAT " sum=%" G_GINT64_FORMAT,
                          batch, rules_policy_get_id (rules_measure_get_policy (job->measure)),
                          rules_measure_get_id (job->measure),
                          rules_policy_get_digest (rules_measure_get_policy (job->measure)), run, as_of,
                          claims, sum);
}

/* The program's own policies are right, or it would not have been built. */
static gboolean
check_policies (const GArray *jobs, GError **error)
{
  const RulesPolicy *last = NULL;

  for (guint i = 0; i < jobs->len; i++)
    {
      const RulesPolicy *policy = rules_measure_get_policy (g_array_index (jobs, Job, i).measure);

      if (policy != last && award_policies_find (rules_policy_get_id (policy)) != policy &&
          !award_ledger_check_policy (policy, error))
        return FALSE;
      last = policy;
    }
  return TRUE;
}

static gboolean
compute_batch (AwardLedger *self, gint64 batch, gint64 as_of, AwardFeedWatch *watch, GError **error)
{
  g_autoptr (AwardTransaction) transaction = award_transaction_begin (self->db, error);
  g_autoptr (AwardDb) reader = NULL;
  g_autoptr (GArray) jobs = NULL;
  g_autoptr (AwardTally) tally = NULL;
  gint64 exists;

  if (transaction == NULL ||
      !award_db_get_int (self->db, &exists, 0, error, "SELECT 1 FROM batch WHERE id = ?", "i", batch))
    return FALSE;
  if (exists == 0)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("This ledger has no such batch."));
      return FALSE;
    }
  /* What the reader sees is what was committed before: nobody else can write from here on. */
  reader = award_db_open (self->db->path, AWARD_DB_READ, error);
  if (reader == NULL)
    return FALSE;
  jobs = list_jobs (self, batch, error);
  if (jobs == NULL || !check_policies (jobs, error))
    return FALSE;
  tally = award_tally_new (reader, error);
  if (tally == NULL)
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    watch->total += (guint64) g_array_index (jobs, Job, i).holding.claims;
  for (guint i = 0; i < jobs->len; i++)
    if (!compute_measure (self, reader, &g_array_index (jobs, Job, i), tally, batch, as_of, watch, error))
      return FALSE;
  return award_settlement_store (self, batch, watch->cancellable, error) &&
         award_db_do (self->db, error, "UPDATE batch SET as_of = ? WHERE id = ?", "ii", as_of, batch) &&
         !g_cancellable_set_error_if_cancelled (watch->cancellable, error) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
award_ledger_compute (AwardLedger *self,
                      gint64 batch,
                      gint64 as_of,
                      AwardProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GError **error)
{
  AwardFeedWatch watch = { .func = progress, .data = progress_data, .cancellable = cancellable };
  gboolean done;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (self->db->depth == 0, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  /* Each decision is of a claim just read: looking its row up again would double the work. */
  sqlite3_db_config (self->db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  done = compute_batch (self, batch, as_of, &watch, error);
  sqlite3_db_config (self->db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  return done;
}

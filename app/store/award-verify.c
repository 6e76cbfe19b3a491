/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-audit.h"
#include "award-claim.h"
#include "award-digest.h"
#include "award-ledger-private.h"
#include "award-run.h"
#include "award-scan.h"
#include "award-settlement.h"

#include <glib/gi18n.h>
#include <string.h>

#define BLOCK_SIZE 4096
/* SQLite instructions between two looks at the cancellable. */
#define STEPS_PER_LOOK 100000

typedef struct
{
  AwardLedger *ledger;
  AwardDb *db;
  AwardFaultFunc fault;
  gpointer data;
  GCancellable *cancellable;
  guint n_faults;
} Verify;

static void report (Verify *verify, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
report (Verify *verify, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);
  verify->fault (text, verify->data);
  verify->n_faults++;
}

static int
look_at_cancellable (void *data)
{
  return g_cancellable_is_cancelled (data);
}

static gboolean
check_pages (Verify *verify, GError **error)
{
  g_autoptr (sqlite3_stmt) lines = award_db_query (verify->db, error, "PRAGMA integrity_check", "");

  if (lines == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (verify->db, lines, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (strcmp (award_db_text (lines, 0), "ok") != 0)
        report (verify, _ ("File: %s"), award_db_text (lines, 0));
    }
}

static gboolean
check_references (Verify *verify, GError **error)
{
  g_autoptr (sqlite3_stmt) lines = award_db_query (verify->db, error, "PRAGMA foreign_key_check", "");

  if (lines == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (verify->db, lines, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      report (verify, _ ("A row of %s refers to a row of %s that is not there."), award_db_text (lines, 0),
              award_db_text (lines, 2));
    }
}

/* Imported files (@of_files) or policy texts are what they were when they were kept. */
static gboolean
check_digests (Verify *verify, const char *sql, gboolean of_files, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = award_db_query (verify->db, error, sql, "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *digest = NULL;
      gboolean row;
      const void *content;

      if (!award_db_step (verify->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      content = sqlite3_column_blob (rows, 2);
      digest = award_digest_bytes (AWARD_DIGEST_SHA256, content, (gsize) sqlite3_column_bytes (rows, 2));
      if (g_strcmp0 (digest, award_db_text (rows, 1)) != 0)
        report (verify,
                of_files ? _ ("The imported file “%s” is not the one that was kept.")
                         : _ ("The text of policy “%s” is not the one that was kept."),
                award_db_text (rows, 0));
    }
}

/* Whether a settlement of its kind can leave that much of @decision. */
static gboolean
is_settled (const RulesDecision *decision, gint64 payable, gint64 settlement)
{
  if (settlement == AWARD_SETTLEMENT_KEPT)
    return payable == decision->amount;
  if (decision->outcome != RULES_OUTCOME_AWARD)
    return FALSE;
  if (settlement == AWARD_SETTLEMENT_TOPPED_UP || settlement == AWARD_SETTLEMENT_CAPPED_TOGETHER)
    return payable >= 0 && payable < decision->amount;
  return payable == 0;
}

static gboolean
is_same (sqlite3_stmt *stored, const RulesDecision *decision)
{
  gint64 payable = award_db_column (stored, 5);
  gint64 settlement = sqlite3_column_int64 (stored, 6);

  return sqlite3_column_int64 (stored, 1) == decision->outcome &&
         award_db_column (stored, 2) == decision->amount &&
         sqlite3_column_int64 (stored, 3) == decision->code &&
         sqlite3_column_int64 (stored, 4) == decision->flags && is_settled (decision, payable, settlement);
}

/* Compares @decisions with the rows of @stored, which runs along the same ids. */
static gboolean
compare_block (Verify *verify,
               const RulesMeasure *measure,
               const gint64 *ids,
               const RulesDecision *decisions,
               gsize n,
               sqlite3_stmt *stored,
               gboolean *row,
               GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      /* A claim that changed after it was decided has no decision until the next compute. */
      if (!*row || sqlite3_column_int64 (stored, 0) != ids[i])
        continue;
      if (!is_same (stored, &decisions[i]))
        report (verify, _ ("%s, %s: the decision stored is not the one its facts give."),
                rules_measure_get_label (measure), award_db_text (stored, 7));
      if (!award_db_step (verify->db, stored, row, error))
        return FALSE;
    }
  return TRUE;
}

/* Decides the claims of the batch again as the run did. */
static gboolean
replay (Verify *verify,
        const RulesMeasure *measure,
        const RulesSettings *settings,
        gint64 batch,
        gint64 run,
        GError **error)
{
  gsize limit = rules_measure_compares_claims (measure) ? G_MAXSIZE : BLOCK_SIZE;
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (measure, settings);
  g_autoptr (AwardScan) scan = NULL;
  g_autoptr (sqlite3_stmt) stored = NULL;
  g_autofree RulesDecision *decisions = NULL;
  g_autofree char *sql = NULL;
  const AwardTable *table;
  AwardHolding holding;
  gboolean row;

  if (!award_ledger_find_table (verify->ledger, measure, &table, error) || table == NULL ||
      !award_ledger_get_holding (verify->ledger, table, batch, &holding, error))
    return FALSE;
  sql =
      g_strdup_printf ("SELECT d.claim, d.outcome, d.amount, d.code, d.flags, d.payable, d.settlement, "
                       "(SELECT e.code FROM %s c JOIN claimant e ON e.id = c.claimant WHERE c.id = d.claim) "
                       "FROM %s d WHERE d.run = ? ORDER BY d.claim",
                       table->claims, table->decisions);
  stored = award_db_query (verify->db, error, sql, "i", run);
  scan = stored == NULL ? NULL : award_scan_new (verify->db, measure, table, batch, &holding, error);
  if (scan == NULL || !award_db_step (verify->db, stored, &row, error))
    return FALSE;
  for (;;)
    {
      gsize n;

      if (g_cancellable_set_error_if_cancelled (verify->cancellable, error) ||
          !award_scan_next (scan, limit, error))
        return FALSE;
      n = award_scan_get_batch (scan)->n_claims;
      if (n == 0)
        break;
      decisions = g_renew (RulesDecision, decisions, n);
      rules_evaluator_run (evaluator, award_scan_get_batch (scan), decisions);
      if (!compare_block (verify, measure, award_scan_get_ids (scan), decisions, n, stored, &row, error))
        return FALSE;
    }
  if (row)
    report (verify, _ ("%s: a decision belongs to no claim of its batch."),
            rules_measure_get_label (measure));
  return TRUE;
}

/* The last runs of the batches. */
static gboolean
replay_run (Verify *verify, sqlite3_stmt *runs, GError **error)
{
  gint64 run = sqlite3_column_int64 (runs, 0), batch = sqlite3_column_int64 (runs, 1);
  g_autoptr (RulesPolicy) policy =
      award_ledger_load_policy (verify->ledger, sqlite3_column_int64 (runs, 2), error);
  g_autoptr (RulesSettings) settings = NULL;
  const RulesMeasure *measure;

  if (policy == NULL)
    return FALSE;
  measure = rules_policy_find_measure (policy, award_db_text (runs, 4));
  if (measure == NULL)
    {
      report (verify, _ ("A run was made with a policy that has no measure “%s”."), award_db_text (runs, 4));
      return TRUE;
    }
  settings =
      award_ledger_get_run_settings (verify->ledger, measure, run, sqlite3_column_int64 (runs, 3), error);
  return settings != NULL && replay (verify, measure, settings, batch, run, error);
}

static void
report_settlement (const RulesMeasure *measure, gpointer data)
{
  report (data, _ ("%s: what is payable does not follow from the decisions and what was paid before."),
          rules_measure_get_label (measure));
}

static gboolean
check_decisions (Verify *verify, GError **error)
{
  /* The last run of each measure in each batch: earlier ones were replaced whole. */
  g_autoptr (sqlite3_stmt) runs = award_db_query (
      verify->db, error,
      "SELECT max(r.id), r.batch, r.policy, r.as_of, m.name FROM run r JOIN measure m ON m.id = r.measure "
      "GROUP BY r.batch, r.measure ORDER BY r.batch, r.measure",
      "");
  gint64 batch = 0;

  if (runs == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (verify->db, runs, &row, error))
        return FALSE;
      if (batch != 0 && (!row || sqlite3_column_int64 (runs, 1) != batch) &&
          !award_settlement_check (verify->ledger, batch, report_settlement, verify, error))
        return FALSE;
      if (!row)
        return TRUE;
      batch = sqlite3_column_int64 (runs, 1);
      if (!replay_run (verify, runs, error))
        return FALSE;
    }
}

/* Whether what is kept beside the claims (holding, tally) is what they come to, and no decision is left of
 * a run that was replaced. %1$s: the claims, %2$s: the decisions, %3$d %4$d %5$d: award, refuse, review. */
static const char agreement[] =
    "WITH held AS (SELECT batch, count(*), min(id), max(id) FROM %1$s GROUP BY batch), "
    "kept AS (SELECT batch, claims, first, last FROM holding WHERE measure = ?1), "
    "counted AS (SELECT c.batch, coalesce (e.county, ''), count(*), count(*) FILTER (WHERE d.outcome = "
    "%3$d), "
    "count(*) FILTER (WHERE d.outcome = %4$d), count(*) FILTER (WHERE d.outcome = %5$d), "
    "coalesce (sum(d.amount) FILTER (WHERE d.outcome = %3$d), 0) "
    "FROM %1$s c JOIN claimant e ON e.id = c.claimant LEFT JOIN %2$s d ON d.claim = c.id GROUP BY 1, 2), "
    "tallied AS (SELECT batch, county, claims, award, refuse, review, total FROM tally WHERE measure = ?1) "
    "SELECT EXISTS (SELECT * FROM held EXCEPT SELECT * FROM kept) "
    "OR EXISTS (SELECT * FROM kept EXCEPT SELECT * FROM held) "
    "OR EXISTS (SELECT * FROM counted EXCEPT SELECT * FROM tallied) "
    "OR EXISTS (SELECT * FROM tallied EXCEPT SELECT * FROM counted) "
    "OR EXISTS (SELECT 1 FROM %2$s WHERE run NOT IN (SELECT max(id) FROM run WHERE measure = ?1 GROUP BY "
    "batch))";

static gboolean
check_tables (Verify *verify, GError **error)
{
  g_autoptr (sqlite3_stmt) measures =
      award_db_query (verify->db, error, "SELECT id, suffix FROM measure ORDER BY id", "");

  if (measures == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *claims = NULL;
      g_autofree char *decisions = NULL;
      g_autofree char *quoted_claims = NULL;
      g_autofree char *quoted_decisions = NULL;
      g_autofree char *sql = NULL;
      gint64 wrong;
      gboolean row;

      if (!award_db_step (verify->db, measures, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      claims = g_strconcat ("claim_", award_db_text (measures, 1), NULL);
      decisions = g_strconcat ("decision_", award_db_text (measures, 1), NULL);
      quoted_claims = award_db_quote (claims);
      quoted_decisions = award_db_quote (decisions);
      sql = g_strdup_printf (agreement, quoted_claims, quoted_decisions, RULES_OUTCOME_AWARD,
                             RULES_OUTCOME_REFUSE, RULES_OUTCOME_REVIEW);
      if (!award_db_get_int (verify->db, &wrong, 0, error, sql, "i", sqlite3_column_int64 (measures, 0)))
        return FALSE;
      if (wrong != 0)
        report (verify, _ ("The tables of %s do not agree with each other."), award_db_text (measures, 1));
    }
}

static gboolean
check_content (Verify *verify, GError **error)
{
  return check_references (verify, error) &&
         award_audit_verify (verify->db, verify->fault, verify->data, error) &&
         check_digests (verify,
                        "SELECT i.name, f.digest, f.content FROM file f JOIN import i ON i.file = f.id", TRUE,
                        error) &&
         check_digests (verify, "SELECT name, digest, text FROM policy", FALSE, error) &&
         check_tables (verify, error) && check_decisions (verify, error);
}

gboolean
award_ledger_verify (AwardLedger *self,
                     AwardFaultFunc fault,
                     gpointer data,
                     GCancellable *cancellable,
                     GError **error)
{
  Verify verify = { .ledger = self, .fault = fault, .data = data, .cancellable = cancellable };
  g_autoptr (GError) reason = NULL;
  gboolean done;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (fault != NULL, FALSE);

  verify.db = self->db;
  sqlite3_progress_handler (self->db->handle, STEPS_PER_LOOK, look_at_cancellable, cancellable);
  done = check_pages (&verify, &reason);
  /* Where pages are damaged, what stands on them tells nothing more. */
  if (done && verify.n_faults == 0)
    done = check_content (&verify, &reason);
  sqlite3_progress_handler (self->db->handle, 0, NULL, NULL);
  if (done)
    return TRUE;
  if (g_error_matches (reason, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_DAMAGED))
    {
      report (&verify, "%s", reason->message);
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-settlement"

#include "config.h"

#include "award-settlement.h"
#include "award-audit.h"
#include "award-claim.h"
#include "award-settlement-private.h"

/* Days of payments are of China, eight hours before UTC. */
#define TO_LOCAL (8 * G_TIME_SPAN_HOUR / 1000)
#define DAY (G_TIME_SPAN_DAY / 1000)

/* A claim of the enterprise at hand. */
typedef struct
{
  gint64 batch;
  guint measure;
  gint64 id;
  gint64 payable; /* as stored */
  int settlement;
} Claim;

/* The reason of a grant: a claim of an earlier batch or a record of a register. */
typedef struct
{
  const AwardEvidence *record; /* NULL: a claim */
  Claim claim;
} Source;

typedef struct
{
  AwardLedger *ledger;
  AwardDb *db;
  const AwardPlan *plan;
  AwardTouched *touched;
  GArray *created;  /* day of each batch, by id */
  GPtrArray *finds; /* sqlite3_stmt by measure; NULL without tables */
  GPtrArray *updates;
  sqlite3_stmt *insert;
  gboolean checks;
  guint64 *seen; /* by measure: decisions not kept of the claimants looked at */
  guint64 *wrong;
  /* The enterprise at hand. */
  GArray *claims;    /* Claim, those of the batch */
  GArray *claimed;   /* RulesClaimed, the same */
  GArray *sources;   /* Source */
  GArray *grants;    /* RulesGrant, the same */
  gboolean is_stale; /* a claim is not decided */
} Settle;

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static const AwardPlanned *
planned (const Settle *settle, guint i)
{
  return &g_array_index (settle->plan->measures, AwardPlanned, i);
}

/* -------------------------------------------------------------------------------------------------
 * One enterprise
 */

static void
add_claim (Settle *settle, const Claim *claim, sqlite3_stmt *row)
{
  gboolean decided = sqlite3_column_type (row, 1) != SQLITE_NULL;

  settle->is_stale = settle->is_stale || !decided;
  if (claim->batch < settle->plan->batch)
    {
      RulesGrant grant = { .measure = (int) claim->measure, .amount = MAX (claim->payable, 0) };
      Source source = { NULL, *claim };

      g_array_append_val (settle->grants, grant);
      g_array_append_val (settle->sources, source);
    }
  else if (decided)
    {
      RulesClaimed claimed = { .measure = claim->measure,
                               .outcome = (RulesOutcome) sqlite3_column_int (row, 1),
                               .amount = award_db_column (row, 2) };

      g_array_append_val (settle->claimed, claimed);
      g_array_append_val (settle->claims, *claim);
    }
}

static gboolean
read_claims (Settle *settle, gint64 claimant, guint measure, gint64 batch, GError **error)
{
  sqlite3_stmt *find = settle->finds->pdata[measure];

  if (!award_db_bind (settle->db, find, error, "ii", batch, claimant))
    return FALSE;
  for (;;)
    {
      Claim claim = { .batch = batch, .measure = measure };
      gboolean row;

      if (!award_db_step (settle->db, find, &row, error))
        return FALSE;
      if (!row)
        break;
      claim.id = sqlite3_column_int64 (find, 0);
      claim.payable = award_db_column (find, 3);
      claim.settlement = sqlite3_column_int (find, 4);
      add_claim (settle, &claim, find);
    }
  sqlite3_reset (find);
  return TRUE;
}

/* The day of the first batch in which the ledger itself awards what @record is about; RULES_MISSING: none. */
static gint64
first_own_day (const Settle *settle, const AwardEvidence *record, gboolean *is_here)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < settle->sources->len + settle->claims->len; i++)
    {
      gboolean here = i >= settle->sources->len;
      const Source *source = here ? NULL : &g_array_index (settle->sources, Source, i);
      guint n = i - settle->sources->len;
      const Claim *claim = here ? &g_array_index (settle->claims, Claim, n) : &source->claim;
      gint64 amount = here ? g_array_index (settle->claimed, RulesClaimed, n).amount : claim->payable;
      const RulesMatter *matter = rules_measure_get_matter (planned (settle, claim->measure)->measure);

      if ((!here && source->record != NULL) || amount <= 0 || claim->batch >= first)
        continue;
      if (record->measure >= 0 ? (guint) record->measure == claim->measure
                               : matter != NULL && rules_matter_is (matter, record->matter))
        first = claim->batch;
    }
  *is_here = first == settle->plan->batch;
  return first == G_MAXINT64 ? RULES_MISSING : g_array_index (settle->created, gint64, first);
}

/* What a register says counts as granted before, unless it came of a batch of this ledger: a payment of a day
 * after the batch was made, or without a day where an earlier batch awards it. */
static void
add_record (Settle *settle, const AwardEvidence *record)
{
  gboolean is_here;
  gint64 day = first_own_day (settle, record, &is_here);
  RulesGrant grant = { record->measure, record->matter, record->amount };
  Source source = { .record = record };

  if (day != RULES_MISSING && (record->date == RULES_MISSING ? !is_here : record->date > day))
    return;
  g_array_append_val (settle->grants, grant);
  g_array_append_val (settle->sources, source);
}

static void
read_records (Settle *settle, gint64 claimant)
{
  const AwardEvidences *evidences = settle->touched->evidences;
  const GArray *records = evidences != NULL ? evidences->records : NULL;
  guint low = 0, high = records != NULL ? records->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (records, AwardEvidence, middle).claimant < claimant)
        low = middle + 1;
      else
        high = middle;
    }
  for (; records != NULL && low < records->len; low++)
    {
      if (g_array_index (records, AwardEvidence, low).claimant != claimant)
        break;
      add_record (settle, &g_array_index (records, AwardEvidence, low));
    }
}

static gboolean
read_enterprise (Settle *settle, const gint64 *ids, guint n_ids, GError **error)
{
  g_array_set_size (settle->claims, 0);
  g_array_set_size (settle->claimed, 0);
  g_array_set_size (settle->sources, 0);
  g_array_set_size (settle->grants, 0);
  settle->is_stale = FALSE;
  for (guint m = 0; m < settle->plan->measures->len; m++)
    for (guint b = 0; b < planned (settle, m)->batches->len; b++)
      for (guint i = 0; i < n_ids; i++)
        if (!read_claims (settle, ids[i], m, g_array_index (planned (settle, m)->batches, gint64, b), error))
          return FALSE;
  for (guint i = 0; i < n_ids; i++)
    read_records (settle, ids[i]);
  return TRUE;
}

static gboolean
store_reason (Settle *settle, const Claim *claim, const RulesSettledClaim *result, GError **error)
{
  const Claim *rival = result->rival >= 0 ? &g_array_index (settle->claims, Claim, result->rival) : NULL;
  const Source *source = result->grant >= 0 ? &g_array_index (settle->sources, Source, result->grant) : NULL;
  const Claim *open = result->open >= 0 ? &g_array_index (settle->claims, Claim, result->open) : NULL;
  gint64 amount = RULES_MISSING;

  if (rival != NULL)
    amount = g_array_index (settle->claimed, RulesClaimed, result->rival).amount;
  else if (source != NULL)
    {
      amount = g_array_index (settle->grants, RulesGrant, result->grant).amount;
      rival = source->record == NULL ? &source->claim : NULL;
    }
  return award_db_run (
      settle->db, settle->insert, error, "iiitmmmmmmmm", planned (settle, claim->measure)->table->id,
      claim->id, settle->plan->batch, result->label, rival != NULL ? rival->batch : RULES_MISSING,
      rival != NULL ? planned (settle, rival->measure)->table->id : RULES_MISSING,
      rival != NULL ? rival->id : RULES_MISSING,
      rival == NULL && source != NULL && source->record->measure >= 0 ? source->record->record
                                                                      : RULES_MISSING,
      rival == NULL && source != NULL && source->record->measure < 0 ? source->record->record : RULES_MISSING,
      amount, open != NULL ? planned (settle, open->measure)->table->id : RULES_MISSING,
      open != NULL ? open->id : RULES_MISSING);
}

static gboolean
apply (Settle *settle, const Claim *claim, const RulesSettledClaim *result, GError **error)
{
  int settlement = AWARD_SETTLEMENT_KEPT + (int) result->settled;

  if (settle->checks)
    {
      if (claim->settlement != AWARD_SETTLEMENT_KEPT)
        settle->seen[claim->measure]++;
      if (!settle->is_stale && (claim->settlement != settlement || claim->payable != result->payable))
        settle->wrong[claim->measure]++;
      return TRUE;
    }
  if (settlement == AWARD_SETTLEMENT_KEPT && result->open < 0)
    return TRUE;
  return award_db_run (settle->db, settle->updates->pdata[claim->measure], error, "mii", result->payable,
                       (gint64) settlement, claim->id) &&
         store_reason (settle, claim, result, error);
}

static gboolean
settle_enterprise (Settle *settle, gint64 claimant, GError **error)
{
  const GArray *kin = g_hash_table_lookup (settle->touched->kin_ids, &claimant);
  g_autofree RulesSettledClaim *results = NULL;

  /* An enterprise of several codes is settled once, with the first of them. */
  for (guint i = 0; kin != NULL && i < kin->len; i++)
    if (g_array_index (kin, gint64, i) < claimant)
      return TRUE;
  if (!read_enterprise (settle, kin != NULL ? (const gint64 *) kin->data : &claimant,
                        kin != NULL ? kin->len : 1, error))
    return FALSE;
  results = g_new (RulesSettledClaim, settle->claims->len + 1);
  rules_settlement_run (settle->plan->rules, (const RulesClaimed *) settle->claimed->data,
                        settle->claimed->len, (const RulesGrant *) settle->grants->data, settle->grants->len,
                        results);
  for (guint i = 0; i < settle->claims->len; i++)
    if (!apply (settle, &g_array_index (settle->claims, Claim, i), &results[i], error))
      return FALSE;
  return TRUE;
}

/* -------------------------------------------------------------------------------------------------
 * A batch
 */

static gboolean
prepare (Settle *settle, GError **error)
{
  for (guint i = 0; i < settle->plan->measures->len; i++)
    {
      const AwardTable *table = planned (settle, i)->table;
      g_autofree char *find = NULL;
      g_autofree char *update = NULL;

      if (table == NULL)
        {
          g_ptr_array_add (settle->finds, NULL);
          g_ptr_array_add (settle->updates, NULL);
          continue;
        }
      find = g_strdup_printf (
          "SELECT c.id, d.outcome, d.amount, d.payable, d.settlement FROM %s c LEFT JOIN %s d "
          "ON d.claim = c.id WHERE c.batch = ? AND c.claimant = ? ORDER BY c.id",
          table->claims, table->decisions);
      update =
          g_strdup_printf ("UPDATE %s SET payable = ?, settlement = ? WHERE claim = ?", table->decisions);
      g_ptr_array_add (settle->finds, award_db_prepare (settle->db, find, error));
      if (settle->finds->pdata[i] == NULL)
        return FALSE;
      g_ptr_array_add (settle->updates, award_db_prepare (settle->db, update, error));
      if (settle->updates->pdata[i] == NULL)
        return FALSE;
    }
  settle->insert = award_db_prepare (
      settle->db,
      "INSERT INTO settlement (measure, claim, batch, label, other_batch, other_measure, other_claim, "
      "payment, first_time, amount, open_measure, open_claim) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);
  return settle->insert != NULL;
}

static gboolean
read_days (Settle *settle, GError **error)
{
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (settle->db, error, "SELECT id, created FROM batch ORDER BY id", "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (settle->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (settle->created->len <= sqlite3_column_int64 (rows, 0))
        g_array_set_size (settle->created, (guint) sqlite3_column_int64 (rows, 0) + 1);
      g_array_index (settle->created, gint64, sqlite3_column_int64 (rows, 0)) =
          (sqlite3_column_int64 (rows, 1) + TO_LOCAL) / DAY;
    }
}

/* Takes back what an earlier settlement of the batch did. */
static gboolean
reset (Settle *settle, GError **error)
{
  for (guint i = 0; i < settle->plan->measures->len; i++)
    {
      g_autofree char *sql = NULL;

      if (!planned (settle, i)->is_here)
        continue;
      sql = g_strdup_printf (
          "UPDATE %s SET payable = amount, settlement = %d WHERE settlement <> %d AND claim IN "
          "(SELECT claim FROM settlement WHERE batch = ? AND measure = ?)",
          planned (settle, i)->table->decisions, AWARD_SETTLEMENT_KEPT, AWARD_SETTLEMENT_KEPT);
      if (!award_db_do (settle->db, error, sql, "ii", settle->plan->batch, planned (settle, i)->table->id))
        return FALSE;
    }
  return award_db_do (settle->db, error, "DELETE FROM settlement WHERE batch = ?", "i", settle->plan->batch);
}

static gboolean
walk (Settle *settle, gboolean alone, GCancellable *cancellable, GError **error)
{
  if (!prepare (settle, error) || !read_days (settle, error) || (!settle->checks && !reset (settle, error)))
    return FALSE;
  settle->touched = award_touched_new (settle->db, settle->plan, alone, error);
  if (settle->touched == NULL)
    return FALSE;
  for (guint i = 0; i < settle->touched->claimants->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !settle_enterprise (settle, g_array_index (settle->touched->claimants, gint64, i), error))
      return FALSE;
  return TRUE;
}

static void
settle_init (Settle *settle, AwardLedger *ledger, const AwardPlan *plan)
{
  *settle = (Settle){ .ledger = ledger, .db = ledger->db, .plan = plan };
  settle->created = g_array_new (FALSE, TRUE, sizeof (gint64));
  settle->finds = g_ptr_array_new_with_free_func (finalize);
  settle->updates = g_ptr_array_new_with_free_func (finalize);
  settle->claims = g_array_new (FALSE, FALSE, sizeof (Claim));
  settle->claimed = g_array_new (FALSE, FALSE, sizeof (RulesClaimed));
  settle->sources = g_array_new (FALSE, FALSE, sizeof (Source));
  settle->grants = g_array_new (FALSE, FALSE, sizeof (RulesGrant));
  settle->seen = g_new0 (guint64, plan->measures->len + 1);
  settle->wrong = g_new0 (guint64, plan->measures->len + 1);
}

static void
settle_clear (Settle *settle)
{
  if (settle->plan == NULL)
    return;
  g_clear_pointer (&settle->touched, award_touched_free);
  g_array_unref (settle->created);
  g_ptr_array_unref (settle->finds);
  g_ptr_array_unref (settle->updates);
  sqlite3_finalize (settle->insert);
  g_array_unref (settle->claims);
  g_array_unref (settle->claimed);
  g_array_unref (settle->sources);
  g_array_unref (settle->grants);
  g_free (settle->seen);
  g_free (settle->wrong);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Settle, settle_clear)

static gboolean
store_batch (AwardLedger *self, gint64 batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (AwardPlan) plan = award_plan_new (self, batch, FALSE, error);
  g_auto (Settle) settle = { 0 };

  if (plan == NULL)
    return FALSE;
  settle_init (&settle, self, plan);
  return walk (&settle, FALSE, cancellable, error) &&
         award_db_do (
             self->db, error,
             "INSERT OR REPLACE INTO settled (batch, registers) VALUES (?, (SELECT coalesce (max (id), "
             "0) FROM register_import))",
             "i", batch);
}

gboolean
award_settlement_store (AwardLedger *self, gint64 batch, GCancellable *cancellable, GError **error)
{
  if (!store_batch (self, batch, cancellable, error))
    return FALSE;
  for (;;)
    {
      if (!award_db_get_int (self->db, &batch, 0, error, "SELECT min (batch) FROM settled WHERE batch > ?",
                             "i", batch))
        return FALSE;
      if (batch == 0)
        return TRUE;
      if (!store_batch (self, batch, cancellable, error) ||
          !award_audit_add (self->db, "settle", error, "batch=%" G_GINT64_FORMAT, batch))
        return FALSE;
    }
}

static gboolean
report (Settle *settle, guint i, AwardSettlementFault fault, gpointer data, GError **error)
{
  const AwardPlanned *measure = planned (settle, i);
  g_autofree char *sql = NULL;
  gint64 changed;

  if (!measure->is_here)
    return TRUE;
  sql = g_strdup_printf ("SELECT count(*) FROM %s c JOIN %s d ON d.claim = c.id WHERE c.batch = ? AND "
                         "d.settlement <> %d",
                         measure->table->claims, measure->table->decisions, AWARD_SETTLEMENT_KEPT);
  if (!award_db_get_int (settle->db, &changed, 0, error, sql, "i", settle->plan->batch))
    return FALSE;
  if (settle->wrong[i] > 0 || (guint64) changed != settle->seen[i])
    fault (measure->measure, data);
  return TRUE;
}

gboolean
award_settlement_check (AwardLedger *self,
                        gint64 batch,
                        AwardSettlementFault fault,
                        gpointer data,
                        GError **error)
{
  gint64 known, newest;
  g_autoptr (AwardPlan) plan = NULL;
  g_auto (Settle) settle = { 0 };

  /* A batch settled by an earlier form of the program knew nothing but itself. */
  if (!award_db_get_int (self->db, &known, -1, error, "SELECT registers FROM settled WHERE batch = ?", "i",
                         batch) ||
      !award_db_get_int (self->db, &newest, 0, error, "SELECT max (id) FROM register_import", ""))
    return FALSE;
  if (known >= 0 && known != newest)
    return TRUE;
  plan = award_plan_new (self, batch, known < 0, error);
  if (plan == NULL)
    return FALSE;
  settle_init (&settle, self, plan);
  settle.checks = TRUE;
  if (!walk (&settle, known < 0, NULL, error))
    return FALSE;
  for (guint i = 0; i < plan->measures->len; i++)
    if (!report (&settle, i, fault, data, error))
      return FALSE;
  return TRUE;
}

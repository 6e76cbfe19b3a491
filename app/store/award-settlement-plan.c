/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which measures of a ledger touch each other. */
#define G_LOG_DOMAIN "award-settlement"

#include "config.h"

#include "award-run.h"
#include "award-settlement-private.h"

#include <string.h>

static void
clear_planned (gpointer data)
{
  AwardPlanned *planned = data;

  g_clear_pointer (&planned->settings, rules_settings_free);
  g_clear_pointer (&planned->table, award_table_free);
  g_array_unref (planned->batches);
}

void
award_plan_free (AwardPlan *plan)
{
  g_clear_pointer (&plan->rules, rules_settlement_free);
  g_array_unref (plan->measures);
  g_hash_table_unref (plan->policies);
  g_free (plan);
}

int
award_plan_find (const AwardPlan *plan, const char *policy, const char *measure)
{
  for (guint i = 0; i < plan->measures->len; i++)
    {
      const RulesMeasure *known = g_array_index (plan->measures, AwardPlanned, i).measure;

      if (strcmp (rules_measure_get_id (known), measure) == 0 &&
          strcmp (rules_policy_get_id (rules_measure_get_policy (known)), policy) == 0)
        return (int) i;
    }
  return -1;
}

/* The names of the measure's tables; its facts do not matter here. */
static AwardTable *
name_tables (gint64 id, const char *suffix)
{
  AwardTable *table = g_new0 (AwardTable, 1);
  g_autofree char *claims = g_strconcat ("claim_", suffix, NULL);
  g_autofree char *decisions = g_strconcat ("decision_", suffix, NULL);

  table->id = id;
  table->suffix = g_strdup (suffix);
  table->claims = award_db_quote (claims);
  table->decisions = award_db_quote (decisions);
  return table;
}

static RulesPolicy *
load_policy (AwardLedger *ledger, AwardPlan *plan, gint64 id, GError **error)
{
  RulesPolicy *policy = g_hash_table_lookup (plan->policies, &id);

  if (policy != NULL)
    return policy;
  policy = award_ledger_load_policy (ledger, id, error);
  if (policy != NULL)
    g_hash_table_insert (plan->policies, g_memdup2 (&id, sizeof id), policy);
  return policy;
}

static gboolean
read_batches (AwardDb *db, AwardPlan *plan, AwardPlanned *planned, gboolean alone, GError **error)
{
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (db, error,
                      "SELECT batch FROM holding WHERE measure = ? AND batch BETWEEN ? AND ? AND claims > 0 "
                      "ORDER BY batch",
                      "iii", planned->table->id, alone ? plan->batch : (gint64) 0, plan->batch);

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gint64 batch;
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      batch = sqlite3_column_int64 (rows, 0);
      planned->is_here = planned->is_here || batch == plan->batch;
      g_array_append_val (planned->batches, batch);
    }
}

/* One row: measure, suffix, name, and of its last run: id, policy, as_of. */
static gboolean
add_measure (AwardLedger *ledger, AwardPlan *plan, sqlite3_stmt *row, gboolean alone, GError **error)
{
  AwardPlanned planned = { 0 };
  RulesPolicy *policy = load_policy (ledger, plan, sqlite3_column_int64 (row, 4), error);

  if (policy == NULL)
    return FALSE;
  planned.measure = rules_policy_find_measure (policy, award_db_text (row, 2));
  if (planned.measure == NULL)
    return TRUE;
  planned.settings = award_ledger_get_run_settings (ledger, planned.measure, sqlite3_column_int64 (row, 3),
                                                    sqlite3_column_int64 (row, 5), error);
  if (planned.settings == NULL)
    return FALSE;
  planned.table = name_tables (sqlite3_column_int64 (row, 0), award_db_text (row, 1));
  planned.batches = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (plan->measures, planned);
  return read_batches (ledger->db, plan,
                       &g_array_index (plan->measures, AwardPlanned, plan->measures->len - 1), alone, error);
}

/* The last run of a measure in this batch, or in the latest before it. */
static const char runs[] =
    "SELECT m.id, m.suffix, m.name, r.id, r.policy, r.as_of FROM measure m JOIN run r ON r.id = "
    "(SELECT s.id FROM run s WHERE s.measure = m.id AND s.batch BETWEEN ? AND ? "
    "ORDER BY s.batch DESC, s.id DESC LIMIT 1) ORDER BY m.id";

static gboolean
add_measures (AwardLedger *ledger, AwardPlan *plan, gboolean alone, GError **error)
{
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (ledger->db, error, runs, "ii", alone ? plan->batch : (gint64) 0, plan->batch);

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (ledger->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!add_measure (ledger, plan, rows, alone, error))
        return FALSE;
    }
}

/* Measures that were only ever paid elsewhere. One the program does not know touches none it knows. */
static gboolean
add_paid (AwardLedger *ledger, AwardPlan *plan, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = award_db_query (ledger->db, error,
                                                  "SELECT DISTINCT policy, measure FROM register_payment "
                                                  "WHERE policy IS NOT NULL AND measure IS NOT NULL "
                                                  "ORDER BY policy, measure",
                                                  "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      AwardPlanned planned = { 0 };
      gboolean row;

      if (!award_db_step (ledger->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (award_plan_find (plan, award_db_text (rows, 0), award_db_text (rows, 1)) >= 0)
        continue;
      planned.measure =
          award_ledger_get_measure (ledger, award_db_text (rows, 0), award_db_text (rows, 1), NULL);
      if (planned.measure == NULL)
        continue;
      planned.settings = rules_settings_new (planned.measure);
      planned.batches = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (plan->measures, planned);
    }
}

static guint
place_in_policy (const RulesMeasure *measure)
{
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  guint i = 0;

  while (rules_policy_get_measure (policy, i) != measure)
    i++;
  return i;
}

static int
compare_planned (gconstpointer a, gconstpointer b)
{
  const RulesMeasure *first = ((const AwardPlanned *) a)->measure;
  const RulesMeasure *second = ((const AwardPlanned *) b)->measure;
  int order = strcmp (rules_policy_get_id (rules_measure_get_policy (first)),
                      rules_policy_get_id (rules_measure_get_policy (second)));

  return order != 0 ? order : (int) place_in_policy (first) - (int) place_in_policy (second);
}

AwardPlan *
award_plan_new (AwardLedger *ledger, gint64 batch, gboolean alone, GError **error)
{
  g_autoptr (AwardPlan) plan = g_new0 (AwardPlan, 1);
  g_autoptr (GPtrArray) measures = g_ptr_array_new ();
  g_autoptr (GPtrArray) settings = g_ptr_array_new ();

  plan->batch = batch;
  plan->policies =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) rules_policy_unref);
  plan->measures = g_array_new (FALSE, FALSE, sizeof (AwardPlanned));
  g_array_set_clear_func (plan->measures, clear_planned);
  if (!add_measures (ledger, plan, alone, error) || (!alone && !add_paid (ledger, plan, error)))
    return NULL;
  g_array_sort (plan->measures, compare_planned);
  for (guint i = 0; i < plan->measures->len; i++)
    {
      const AwardPlanned *planned = &g_array_index (plan->measures, AwardPlanned, i);

      g_ptr_array_add (measures, (gpointer) planned->measure);
      g_ptr_array_add (settings, planned->settings);
    }
  plan->rules = rules_settlement_new ((const RulesMeasure *const *) measures->pdata,
                                      (const RulesSettings *const *) settings->pdata, measures->len);
  return g_steal_pointer (&plan);
}

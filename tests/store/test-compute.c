/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions: stored as evaluated, replaced as a whole, explained, settled between measures. */
#include "award-claim.h"
#include "award-compute.h"
#include "award-policies.h"
#include "test-util.h"

#include <string.h>

#define A "91350100M000100Y43"
#define B "91350100M0001000X9"
#define C "91350100M0001001W5"
#define CLAIMS "claim_fuzhou_2024_5_production"
#define DECISIONS "decision_fuzhou_2024_5_production"

static void
test_decides (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (AwardClaim) claim = NULL;
  g_autoptr (AwardClaim) review = NULL;
  const AwardTotal *total;

  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  totals = award_ledger_list_totals (test->ledger, test->batch, FALSE, &error);
  g_assert_cmpint (((AwardTotal *) g_ptr_array_index (totals, 0))->undecided, ==, 3);
  g_clear_pointer (&totals, g_ptr_array_unref);

  test_compute (test->ledger, test->batch);
  totals = award_ledger_list_totals (test->ledger, test->batch, FALSE, &error);
  g_assert_cmpuint (totals->len, ==, 1);
  total = g_ptr_array_index (totals, 0);
  g_assert_cmpint (total->claims, ==, 3);
  g_assert_cmpint (total->award, ==, 1);
  g_assert_cmpint (total->refuse, ==, 1);
  g_assert_cmpint (total->review, ==, 1);
  g_assert_cmpint (total->undecided, ==, 0);
  g_assert_cmpint (total->total, ==, 4800000);

  claim = award_ledger_get_claim (test->ledger, test->production, 1, &error);
  g_assert_no_error (error);
  g_assert_true (claim->is_decided);
  g_assert_cmpint (claim->decision.outcome, ==, RULES_OUTCOME_AWARD);
  g_assert_cmpint (claim->decision.amount, ==, 4800000);
  g_assert_cmpint (claim->payable, ==, 4800000);
  g_assert_cmpstr (award_settlement_name (claim->settlement), ==, "kept");
  g_assert_cmpstr (rules_measure_get_code (test->production, claim->decision.code), ==, "ok");
  g_assert_cmpint (claim->as_of, ==, TEST_AS_OF);
  review = award_ledger_get_claim (test->ledger, test->production, 3, &error);
  g_assert_cmpint (review->decision.amount, ==, RULES_MISSING);
  g_assert_cmpstr (rules_measure_get_code (test->production, review->decision.code), ==,
                   "missing:power_prior");

  batch = award_ledger_get_batch (test->ledger, NULL, FALSE, &error);
  g_assert_cmpint (batch->as_of, ==, TEST_AS_OF);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

static void
test_by_county (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  const AwardTotal *first;

  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  test_compute (test->ledger, test->batch);
  totals = award_ledger_list_totals (test->ledger, test->batch, TRUE, &error);
  g_assert_cmpuint (totals->len, ==, 2);
  first = g_ptr_array_index (totals, 0);
  g_assert_cmpstr (first->county, ==, "台江区");
  g_assert_cmpint (first->claims, ==, 2);
  g_assert_cmpint (first->total, ==, 0);
  g_assert_cmpint (((AwardTotal *) g_ptr_array_index (totals, 1))->total, ==, 4800000);
}

static void
test_explains (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = NULL;
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (RulesExplanation) explanation = NULL;

  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  test_compute (test->ledger, test->batch);
  claim = award_ledger_get_claim (test->ledger, test->production, 1, &error);
  settings = award_ledger_get_settings (test->ledger, test->production, &error);
  rules_settings_set_as_of (settings, claim->as_of);
  explanation = award_claim_explain (claim, settings);
  g_assert_cmpint (explanation->decision.amount, ==, claim->decision.amount);
  g_assert_cmpint (explanation->decision.code, ==, claim->decision.code);
  g_assert_cmpuint (explanation->n_checks, >=, 4);
}

static void
test_lines (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = {
    A "; 甲; 鼓楼区; above_scale=true industry=17 meter=1 power=300000 measured_from=2024-02-01 "
      "measured_to=2024-02-29",
    B "; 乙; 鼓楼区; above_scale=true industry=17 meter=1 power=600000 measured_from=2024-02-01 "
      "measured_to=2024-02-29",
    A "; 甲; 鼓楼区; above_scale=true industry=17 meter=2 power=200000 measured_from=2024-02-01 "
      "measured_to=2024-02-29",
    NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = NULL;

  test_import (test->ledger, test->batch, test->meters, "a.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  claim = award_ledger_get_claim (test->ledger, test->meters, 1, &error);
  g_assert_cmpuint (claim->n_lines, ==, 2);
  g_assert_cmpint (claim->decision.amount, ==, 1000000);
  g_clear_pointer (&claim, award_claim_free);
  claim = award_ledger_get_claim (test->ledger, test->meters, 2, &error);
  g_assert_cmpint (claim->decision.amount, ==, 1200000);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

static gboolean
note_claim (const AwardClaim *claim, gpointer data)
{
  g_ptr_array_add (data, g_strdup (claim->claimant));
  return TRUE;
}

static gboolean
stop_at_once (const AwardClaim *claim, gpointer data)
{
  ++*(guint *) data;
  return FALSE;
}

static void
test_foreach (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint n = 0;

  test_import_many (test->ledger, test->batch, test->production, 300);
  g_assert_true (award_ledger_foreach_claim (test->ledger, test->production, test->batch, note_claim, codes,
                                             NULL, &error));
  g_assert_cmpuint (codes->len, ==, 300);
  for (guint i = 1; i < codes->len; i++)
    g_assert_cmpint (strcmp (g_ptr_array_index (codes, i - 1), g_ptr_array_index (codes, i)), <, 0);
  g_assert_true (award_ledger_foreach_claim (test->ledger, test->production, test->batch, stop_at_once, &n,
                                             NULL, &error));
  g_assert_cmpuint (n, ==, 1);
  g_cancellable_cancel (cancellable);
  g_assert_false (award_ledger_foreach_claim (test->ledger, test->production, test->batch, note_claim, codes,
                                              cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* More claims than a block, twice, in two batches. */
static void
test_again (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardBatch) other = award_ledger_get_batch (test->ledger, "二", TRUE, &error);
  gint64 sum;

  test_import_many (test->ledger, test->batch, test->production, 10000);
  test_import (test->ledger, other->id, test->production, "a.csv", test_production_rows, NULL);
  test_compute (test->ledger, other->id);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM " DECISIONS), ==, 10003);
  sum = test_query (test->path, "SELECT sum(amount) FROM " DECISIONS);
  g_assert_cmpint (sum, >, 0);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM " DECISIONS), ==, 10003);
  g_assert_cmpint (test_query (test->path, "SELECT sum(amount) FROM " DECISIONS), ==, sum);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM run"), ==, 3);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

static void
test_settings_of_run (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = {
    A "; 甲; 鼓楼区; above_scale=true industry=17 new_entrant=false province_eligible=true "
      "province_award=20000 "
      "output=60000000 output_prior=50000000 power=1100000 power_prior=1000000",
    NULL
  };
  g_autoptr (GError) error = NULL;

  test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT amount FROM " DECISIONS), ==, 1000000);
  g_assert_true (award_ledger_set (test->ledger, test->production, "floor-boundary", "refuse", &error));
  /* Stored decisions keep the settings they were made with. */
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT amount FROM " DECISIONS), ==, 0);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

static void
test_unknown_batch (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (award_ledger_compute (test->ledger, 99, TEST_AS_OF, NULL, NULL, NULL, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
}

static const char successor[] = "policy test-new {\n"
                                "  number \"试〔2024〕2号\"\n"
                                "  title \"试行办法\"\n"
                                "  measure bonus \"奖励\" {\n"
                                "    clause \"一\" \"每户按申报额发放。\"\n"
                                "    claimant enterprise\n"
                                "    fact due money \"申报额\" heading \"申报额\"\n"
                                "    award due\n"
                                "    payer city 100%\n"
                                "    supersedes test-old/bonus\n"
                                "  }\n"
                                "}\n";

static RulesPolicy *
parse (const char *text)
{
  g_autoptr (GPtrArray) problems = NULL;
  RulesPolicy *policy = rules_policy_parse (text, -1, &problems);

  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      g_test_message ("%u:%u %s %s %s", problem->line, problem->column,
                      rules_problem_code_name (problem->code), problem->found, problem->expected);
    }
  g_assert_nonnull (policy);
  return policy;
}

static void
test_superseded (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲; 鼓楼区; due=100", B "; 乙; 鼓楼区; due=200",
                                      C "; 丙; 鼓楼区; due=300", NULL };
  static const char *const rows_new[] = { A "; 甲; 鼓楼区; due=150", B "; 乙; 鼓楼区; due=0", NULL };
  g_auto (GStrv) parts = g_strsplit (successor, "    supersedes test-old/bonus\n", -1);
  g_autofree char *joined = g_strjoinv ("", parts);
  g_auto (GStrv) names = g_strsplit (joined, "test-new", -1);
  g_autofree char *predecessor = g_strjoinv ("test-old", names);
  g_autoptr (RulesPolicy) new_policy = parse (successor);
  g_autoptr (RulesPolicy) old_policy = parse (predecessor);

  test_import (test->ledger, test->batch, rules_policy_get_measure (old_policy, 0), "a.csv", rows, NULL);
  test_import (test->ledger, test->batch, rules_policy_get_measure (new_policy, 0), "b.csv", rows_new, NULL);
  /* Neither policy is installed: their texts are in the ledger. */
  test_ledger_reopen (test);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT payable FROM decision_test_new_bonus WHERE claim = 1"), ==,
                   15000);
  g_assert_cmpint (test_query (test->path, "SELECT payable FROM decision_test_old_bonus WHERE claim = 1"), ==,
                   0);
  g_assert_cmpint (test_query (test->path, "SELECT amount FROM decision_test_old_bonus WHERE claim = 1"), ==,
                   10000);
  g_assert_cmpint (test_query (test->path, "SELECT settlement FROM decision_test_old_bonus WHERE claim = 1"),
                   ==, AWARD_SETTLEMENT_SUPERSEDED);
  /* Nothing is due under the new one, which governs all the same. */
  g_assert_cmpint (test_query (test->path, "SELECT payable FROM decision_test_old_bonus WHERE claim = 2"), ==,
                   0);
  /* No claim under the new one. */
  g_assert_cmpint (test_query (test->path, "SELECT payable FROM decision_test_old_bonus WHERE claim = 3"), ==,
                   30000);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* A new text of the policy with another fact and a fact of another type: columns are added, old values
 * stay. */
static void
test_policy_grows (TestLedger *test, gconstpointer data)
{
  static const char later[] = "policy test-new {\n"
                              "  number \"试〔2024〕2号\"\n"
                              "  title \"试行办法（修订）\"\n"
                              "  measure bonus \"奖励\" {\n"
                              "    clause \"一\" \"每户按人数发放。\"\n"
                              "    claimant enterprise\n"
                              "    fact row count \"人数\" heading \"人数\"\n"
                              "    fact due count \"申报数\" heading \"申报数\"\n"
                              "    award row * 500元\n"
                              "    payer city 100%\n"
                              "  }\n"
                              "}\n";
  static const char *const rows[] = { A "; 甲; 鼓楼区; due=100", NULL };
  static const char *const rows_later[] = { A "; 甲; 鼓楼区; row=3 due=7", NULL };
  g_autoptr (RulesPolicy) first = parse (successor);
  g_autoptr (RulesPolicy) second = parse (later);
  g_autoptr (AwardLedger) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = NULL;

  test_import (test->ledger, test->batch, rules_policy_get_measure (first, 0), "a.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  other = award_ledger_open (test->path, &error);
  claim = award_ledger_get_claim (other, rules_policy_get_measure (second, 0), 1, &error);
  g_assert_cmpint (claim->facts[0].number, ==, RULES_MISSING);
  g_clear_pointer (&claim, award_claim_free);
  test_import (test->ledger, test->batch, rules_policy_get_measure (second, 0), "b.csv", rows_later, NULL);
  g_assert_cmpint (test_query (test->path, "SELECT due FROM claim_test_new_bonus"), ==, 10000);
  g_assert_cmpint (test_query (test->path, "SELECT due_2 FROM claim_test_new_bonus"), ==, 7);
  g_assert_cmpint (test_query (test->path, "SELECT row_2 FROM claim_test_new_bonus"), ==, 3);
  /* A connection that knew the table before sees what another added to it. */
  claim = award_ledger_get_claim (other, rules_policy_get_measure (second, 0), 1, &error);
  g_assert_cmpint (claim->facts[0].number, ==, 3);
  g_clear_pointer (&claim, award_claim_free);
  test_ledger_reopen (test);
  test_compute (test->ledger, test->batch);
  claim = award_ledger_get_claim (test->ledger, rules_policy_get_measure (second, 0), 1, &error);
  g_assert_cmpint (claim->decision.amount, ==, 150000);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM policy"), ==, 2);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/compute/decides", test_decides);
  ADD ("/compute/by-county", test_by_county);
  ADD ("/compute/explains", test_explains);
  ADD ("/compute/lines", test_lines);
  ADD ("/compute/foreach", test_foreach);
  ADD ("/compute/again", test_again);
  ADD ("/compute/settings", test_settings_of_run);
  ADD ("/compute/unknown-batch", test_unknown_batch);
  ADD ("/compute/superseded", test_superseded);
  ADD ("/compute/policy-grows", test_policy_grows);
  return g_test_run ();
}

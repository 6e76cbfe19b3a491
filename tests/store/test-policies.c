/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several policies in one ledger: which ones it is for, claims ranked with each other, the same matter
 * under two policies. */
#include "award-claim.h"
#include "award-compute.h"
#include "award-held-policy.h"
#include "award-policies.h"
#include "test-util.h"

#include <string.h>

#define A "91350100M000100Y43"
#define B "91350100M0001000X9"
#define NEW "decision_fuzhou_2024_5_production"
#define OLD "decision_fuzhou_2024_2_production"

static guint
count_measures (AwardLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) measures = award_ledger_list_measures (ledger, &error);

  g_assert_no_error (error);
  return measures->len;
}

static void
add (TestLedger *test, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (award_ledger_add_policy (test->ledger, award_policies_find (id), &error));
  g_assert_no_error (error);
}

static void
test_added (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const GPtrArray *installed = award_policies_get ();
  guint all = 0;

  for (guint i = 0; i < installed->len; i++)
    all += rules_policy_get_n_measures (g_ptr_array_index (installed, i));
  /* A ledger for no policy could be for any. */
  g_assert_cmpuint (installed->len, ==, 5);
  g_assert_cmpuint (count_measures (test->ledger), ==, all);
  g_assert_false (award_ledger_has_policy (test->ledger, "fujian-2020-q2", &error));
  g_assert_no_error (error);

  add (test, "fujian-2020-q2");
  g_assert_true (award_ledger_has_policy (test->ledger, "fujian-2020-q2", &error));
  g_assert_cmpuint (count_measures (test->ledger), ==, 2);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit WHERE action = 'policy'"), ==, 1);
  /* Once more is no change. */
  add (test, "fujian-2020-q2");
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM policy"), ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit WHERE action = 'policy'"), ==, 1);
  /* With claims of another it is for that one, too. */
  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  g_assert_cmpuint (count_measures (test->ledger), ==, 9);
  test_ledger_reopen (test);
  g_assert_cmpuint (count_measures (test->ledger), ==, 9);
  test_compute (test->ledger, test->batch);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* Codes of claims are names of cities here. */
static void
check_city (TestLedger *test,
            const RulesMeasure *measure,
            gint64 id,
            RulesOutcome outcome,
            gint64 amount,
            const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = award_ledger_get_claim (test->ledger, measure, id, &error);
  g_autoptr (RulesSettings) settings = award_ledger_get_settings (test->ledger, measure, &error);
  g_autoptr (RulesExplanation) explanation = NULL;

  g_assert_no_error (error);
  g_test_message ("%s", claim->claimant);
  g_assert_cmpint (claim->decision.outcome, ==, outcome);
  g_assert_cmpint (claim->decision.amount, ==, amount);
  g_assert_cmpstr (rules_measure_get_code (measure, claim->decision.code), ==, code);
  /* Alone it would be first: the explanation gives the place it has. */
  explanation = award_claim_explain (claim, settings);
  g_assert_cmpint (explanation->decision.outcome, ==, outcome);
  g_assert_cmpint (explanation->decision.amount, ==, amount);
  g_assert_cmpint (explanation->decision.code, ==, claim->decision.code);
}

static void
test_ranked (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { "福州市; 福州市; ; city=福州市 growth=6.1 period=一季度",
                                      "泉州市; 泉州市; ; city=泉州市 growth=7.2 period=一季度",
                                      "宁德市; 宁德市; ; city=宁德市 growth=5 period=一季度",
                                      "莆田市; 莆田市; ; city=莆田市 growth=4.9 period=一季度",
                                      "厦门市; 厦门市; ; city=厦门市 growth=9 period=一季度",
                                      "三明市; 三明市; ; city=三明市 growth=-1 period=一季度",
                                      NULL };
  static const char *const late[] = { "龙岩市; 龙岩市; ; city=龙岩市 growth= period=一季度", NULL };
  const RulesMeasure *measure = award_policies_measure ("fujian-2020-q2", "city-growth");

  test_import (test->ledger, test->batch, measure, "a.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  check_city (test, measure, 1, RULES_OUTCOME_AWARD, 300000000, "ok");
  check_city (test, measure, 2, RULES_OUTCOME_AWARD, 500000000, "ok");
  check_city (test, measure, 3, RULES_OUTCOME_AWARD, 200000000, "ok");
  check_city (test, measure, 4, RULES_OUTCOME_REFUSE, 0, "top-three");
  check_city (test, measure, 5, RULES_OUTCOME_REFUSE, 0, "prefecture");
  check_city (test, measure, 6, RULES_OUTCOME_REFUSE, 0, "positive");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  /* A city whose growth is not known could take every place with money. */
  test_import (test->ledger, test->batch, measure, "b.csv", late, NULL);
  test_compute (test->ledger, test->batch);
  for (gint64 id = 1; id <= 3; id++)
    check_city (test, measure, id, RULES_OUTCOME_REVIEW, RULES_MISSING, "open-rank");
  check_city (test, measure, 4, RULES_OUTCOME_REFUSE, 0, "top-three");
  check_city (test, measure, 7, RULES_OUTCOME_REVIEW, RULES_MISSING, "missing:growth");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* A claimant claims once for each value of the key; what is said again of one is compared with it. */
static void
test_several_claims (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { "福州市; 福州市; ; city=福州市 growth=6.1 period=一季度",
                                      "泉州市; 泉州市; ; city=泉州市 growth=7.2 period=一季度",
                                      "福州市; 福州市; ; city=福州市 growth=8 period=上半年",
                                      "泉州市; 泉州市; ; city=泉州市 growth=7.5 period=上半年",
                                      "泉州市; 泉州市; ; city=泉州市 growth=7.5 period=上半年",
                                      "宁德市; 宁德市; ; city=宁德市 growth=5 period=",
                                      NULL };
  static const char *const later[] = { "泉州市; 泉州市; ; city=泉州市 growth=8.5 period=上半年",
                                       "宁德市; 宁德市; ; city=宁德市 growth=5 period=",
                                       "宁德市; 宁德市; ; city=宁德市 growth=9 period=上半年", NULL };
  const RulesMeasure *measure = award_policies_measure ("fujian-2020-q2", "city-growth");
  TestMerge merges[6];
  AwardImportResult result;

  result = test_import (test->ledger, test->batch, measure, "a.csv", rows, merges);
  g_assert_cmpuint (result.added, ==, 5);
  g_assert_cmpint (merges[2].merge, ==, AWARD_MERGE_NEW);
  g_assert_cmpint (merges[4].merge, ==, AWARD_MERGE_DUPLICATE);
  test_compute (test->ledger, test->batch);
  check_city (test, measure, 1, RULES_OUTCOME_AWARD, 300000000, "ok");
  check_city (test, measure, 2, RULES_OUTCOME_AWARD, 500000000, "ok");
  check_city (test, measure, 3, RULES_OUTCOME_AWARD, 500000000, "ok");
  check_city (test, measure, 4, RULES_OUTCOME_AWARD, 300000000, "ok");
  check_city (test, measure, 5, RULES_OUTCOME_AWARD, 500000000, "ok");

  result = test_import (test->ledger, test->batch, measure, "b.csv", later, NULL);
  g_assert_cmpuint (result.added, ==, 1);
  g_assert_cmpuint (result.changed, ==, 1);
  g_assert_cmpuint (result.unchanged, ==, 1);
  test_compute (test->ledger, test->batch);
  check_city (test, measure, 6, RULES_OUTCOME_AWARD, 500000000, "ok");
  check_city (test, measure, 4, RULES_OUTCOME_AWARD, 300000000, "ok");
  check_city (test, measure, 3, RULES_OUTCOME_AWARD, 200000000, "ok");
  check_city (test, measure, 2, RULES_OUTCOME_AWARD, 500000000, "ok");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* Tables from before the measure had a key allowed one claim: they are made anew, and lose nothing. */
static void
test_older_tables (TestLedger *test, gconstpointer data)
{
#define CITY "claim_fujian_2020_q2_city_growth"
  static const char *const rows[] = { "福州市; 福州市; ; city=福州市 growth=8 period=上半年", NULL };
  const RulesMeasure *measure = award_policies_measure ("fujian-2020-q2", "city-growth");

  test_execute (
      test->path,
      "INSERT INTO measure (id, policy, name, suffix) VALUES (7, "
      "'fujian-2020-q2', 'city-growth', 'fujian_2020_q2_city_growth');"
      "INSERT INTO fact (measure, on_line, name, type, field) VALUES "
      "(7, 0, 'city', 'text', 'city'), (7, 0, 'growth', 'percent', 'growth'),"
      " (7, 0, 'period', 'text', 'period');"
      "INSERT INTO file (id, digest, size, content) VALUES (1, "
      "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, x'');"
      "INSERT INTO claimant (id, code, name) VALUES (3, '福州市', '福州市');"
      "INSERT INTO import (id, batch, measure, file, name, sheet, at, rows, claims, lines, added, changed, "
      "unchanged) VALUES (1, 1, 7, 1, 'a.csv', 'a', 0, 1, 1, 0, 1, 0, 0);"
      "CREATE TABLE " CITY " (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch (id), "
      "claimant INTEGER NOT NULL REFERENCES claimant (id), "
      "import INTEGER NOT NULL REFERENCES import (id), row INTEGER NOT NULL, "
      "conflict INTEGER NOT NULL, city TEXT, growth INTEGER, period TEXT, "
      "UNIQUE (batch, claimant)) STRICT;"
      "CREATE TABLE decision_fujian_2020_q2_city_growth (claim INTEGER PRIMARY KEY "
      "REFERENCES " CITY " (id) ON DELETE CASCADE, outcome INTEGER NOT NULL, amount INTEGER, "
      "code INTEGER NOT NULL, flags INTEGER NOT NULL, payable INTEGER, settlement INTEGER NOT NULL, "
      "run INTEGER NOT NULL REFERENCES run (id)) STRICT;"
      "INSERT INTO " CITY " VALUES (1, 1, 3, 1, 2, 0, '福州市', 6100000, '一季度');"
      "INSERT INTO holding (measure, batch, claims, first, last) VALUES (7, 1, 1, 1, 1);"
      "INSERT INTO tally (measure, batch, county, claims, award, refuse, review, total) "
      "VALUES (7, 1, '', 1, 0, 0, 0, 0);");
  test_ledger_reopen (test);
  test_import (test->ledger, test->batch, measure, "b.csv", rows, NULL);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM " CITY), ==, 2);
  g_assert_cmpint (test_query (test->path, "SELECT growth FROM " CITY " WHERE id = 1 AND period = '一季度'"),
                   ==, 6100000);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'old%'"), ==,
                   0);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (test_query (test->path,
                               "SELECT count(*) FROM pragma_foreign_key_list ("
                               "'decision_fujian_2020_q2_city_growth') WHERE \"table\" = '" CITY "'"),
                   ==, 1);
  test_compute (test->ledger, test->batch);
  check_city (test, measure, 1, RULES_OUTCOME_AWARD, 500000000, "ok");
  check_city (test, measure, 2, RULES_OUTCOME_AWARD, 500000000, "ok");
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
#undef CITY
}

static void
test_same_matter (TestLedger *test, gconstpointer data)
{
  /* 乙 gets less than the floor of the later policy; 丙 claims under the earlier one alone. */
  static const char *const rows[] = {
    A "; 甲; 鼓楼区; above_scale=true industry=17 new_entrant=false province_eligible=true "
      "province_award=96000 output=60000000 output_prior=50000000 power=1100000 power_prior=1000000",
    B "; 乙; 台江区; above_scale=true industry=17 new_entrant=false province_eligible=true "
      "province_award=15000 output=60000000 output_prior=50000000 power=1100000 power_prior=1000000",
    NULL
  };
  static const char *const more[] = {
    "91350100M0001001W5; 丙; 台江区; above_scale=true industry=17 new_entrant=false province_eligible=true "
    "province_award=15000 output=60000000 output_prior=50000000 power=1100000 power_prior=1000000",
    NULL
  };
  static const char *const faults[] = {
    "UPDATE " OLD " SET payable = amount, settlement = 1 WHERE claim = 1",
    "UPDATE " OLD " SET payable = 0, settlement = 3 WHERE claim = 3",
    "UPDATE " NEW " SET payable = 0, settlement = 3 WHERE claim = 1",
  };
  const RulesMeasure *old = award_policies_measure ("fuzhou-2024-2", "production");
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = NULL;
  g_autoptr (GPtrArray) totals = NULL;

  test_import (test->ledger, test->batch, old, "a.csv", rows, NULL);
  test_import (test->ledger, test->batch, old, "b.csv", more, NULL);
  test_import (test->ledger, test->batch, test->production, "c.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  claim = award_ledger_get_claim (test->ledger, old, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (claim->decision.outcome, ==, RULES_OUTCOME_AWARD);
  g_assert_cmpint (claim->decision.amount, ==, 4800000);
  g_assert_cmpint (claim->payable, ==, 0);
  g_assert_cmpstr (award_settlement_name (claim->settlement), ==, "superseded");
  g_assert_cmpint (test_query (test->path, "SELECT payable FROM " NEW " WHERE claim = 1"), ==, 4800000);
  /* The later policy governs with its floor. */
  g_assert_cmpint (test_query (test->path, "SELECT amount FROM " OLD " WHERE claim = 2"), ==, 750000);
  g_assert_cmpint (test_query (test->path, "SELECT payable FROM " OLD " WHERE claim = 2"), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT outcome FROM " NEW " WHERE claim = 2"), ==,
                   RULES_OUTCOME_REFUSE);
  g_assert_cmpint (test_query (test->path, "SELECT payable FROM " OLD " WHERE claim = 3"), ==, 750000);
  totals = award_ledger_list_totals (test->ledger, test->batch, FALSE, &error);
  g_assert_cmpuint (totals->len, ==, 2);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      test_execute (test->path, faults[i]);
      g_assert_cmpuint (test_count_faults (test->ledger), >=, 1);
      test_compute (test->ledger, test->batch);
      g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
    }
}

/* A policy of the bureau's own; @amount and @output: what it awards, and from when on. */
static RulesPolicy *
own_policy (const char *id, const char *measure, const char *output, const char *amount)
{
  g_autofree char *text = g_strdup_printf (
      "policy %s { number \"某政〔2025〕1号\" title \"试\" valid 2025-01-01 ..\n"
      "measure %s \"增产\" { clause \"一\" \"文\" fact output money \"产值\" heading \"总产值\"\n"
      "require enough \"达到\" output >= %s award %s\n"
      "example \"够\" { output 1000万元 } award 1万元 example \"不够\" { output 1元 } refuse } }",
      id, measure, output, amount);
  g_autoptr (GPtrArray) problems = NULL;
  RulesPolicy *policy = rules_policy_parse (text, -1, &problems);

  g_assert_nonnull (policy);
  return policy;
}

static void
assert_refused (TestLedger *test, RulesPolicy *policy, gboolean replace, AwardLedgerError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = test_digest_content (test->path);
  g_autofree char *after = NULL;

  g_assert_false (replace ? award_ledger_replace_policy (test->ledger, policy, &error)
                          : award_ledger_add_policy (test->ledger, policy, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, (int) code);
  after = test_digest_content (test->path);
  g_assert_cmpstr (before, ==, after);
}

static const AwardHeldPolicy *
find_held (GPtrArray *list, const char *id)
{
  for (guint i = 0; i < list->len; i++)
    {
      const AwardHeldPolicy *held = g_ptr_array_index (list, i);

      if (strcmp (rules_policy_get_id (held->policy), id) == 0)
        return held;
    }
  return NULL;
}

static guint
count_outdated (TestLedger *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) measures = award_ledger_list_outdated (test->ledger, test->batch, &error);

  g_assert_no_error (error);
  return measures->len;
}

static void
test_own (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲; 鼓楼区; output=10000000", NULL };
  g_autoptr (RulesPolicy) first = own_policy ("own", "growth", "1000万元", "1万元");
  g_autoptr (RulesPolicy) second = own_policy ("own", "growth", "900万元", "1万元");
  g_autoptr (RulesPolicy) failing = own_policy ("own", "growth", "1000万元", "2万元");
  g_autoptr (RulesPolicy) lacking = own_policy ("own", "grown", "1000万元", "1万元");
  g_autoptr (RulesPolicy) clashing = own_policy ("fuzhou-2024-5", "growth", "1000万元", "1万元");
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) other = NULL;

  assert_refused (test, failing, FALSE, AWARD_LEDGER_ERROR_UNSOUND);
  assert_refused (test, clashing, FALSE, AWARD_LEDGER_ERROR_CONFLICT);
  assert_refused (test, clashing, TRUE, AWARD_LEDGER_ERROR_CONFLICT);
  g_assert_true (award_ledger_add_policy (test->ledger, first, &error));
  g_assert_no_error (error);
  measures = award_ledger_list_measures (test->ledger, &error);
  g_assert_cmpuint (measures->len, ==, 1);
  test_import (test->ledger, test->batch, measures->pdata[0], "a.csv", rows, NULL);
  test_compute (test->ledger, test->batch);
  g_assert_cmpuint (count_outdated (test), ==, 0);

  /* Another text of the id is told apart, and takes its place only when asked to. */
  assert_refused (test, second, FALSE, AWARD_LEDGER_ERROR_CONFLICT);
  assert_refused (test, lacking, TRUE, AWARD_LEDGER_ERROR_CONFLICT);
  assert_refused (test, failing, TRUE, AWARD_LEDGER_ERROR_UNSOUND);
  g_assert_true (award_ledger_replace_policy (test->ledger, second, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_outdated (test), ==, 1);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  list = award_ledger_list_policies (test->ledger, &error);
  g_assert_cmpuint (list->len, ==, award_policies_get ()->len + 1);
  g_assert_false (find_held (list, "own")->is_installed);
  g_assert_true (find_held (list, "own")->is_held);
  g_assert_cmpstr (rules_policy_get_digest (find_held (list, "own")->policy), ==,
                   rules_policy_get_digest (second));
  g_assert_true (find_held (list, "fuzhou-2024-5")->is_installed);
  g_assert_false (find_held (list, "fuzhou-2024-5")->is_held);

  /* Every connection has the same policy. */
  other = award_ledger_open (test->path, &error);
  g_assert_no_error (error);
  g_clear_pointer (&measures, g_ptr_array_unref);
  measures = award_ledger_list_measures (other, &error);
  g_assert_true (rules_measure_get_policy (measures->pdata[0]) == find_held (list, "own")->policy);

  test_compute (test->ledger, test->batch);
  g_assert_cmpuint (count_outdated (test), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM policy"), ==, 2);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* The program comes with another text than the ledger kept: the program's is in force, and it is said. */
static void
test_changed (TestLedger *test, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  test_compute (test->ledger, test->batch);
  list = award_ledger_list_policies (test->ledger, &error);
  g_assert_false (find_held (list, "fuzhou-2024-5")->has_other);
  test_execute (test->path, "UPDATE policy SET text = text || char (10), digest = 'x'");
  g_clear_pointer (&list, g_ptr_array_unref);
  list = award_ledger_list_policies (test->ledger, &error);
  g_assert_true (find_held (list, "fuzhou-2024-5")->has_other);
  g_assert_cmpuint (count_outdated (test), ==, 1);
  test_compute (test->ledger, test->batch);
  g_assert_cmpuint (count_outdated (test), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/policies/added", test_added);
  ADD ("/policies/ranked", test_ranked);
  ADD ("/policies/several-claims", test_several_claims);
  ADD ("/policies/older-tables", test_older_tables);
  ADD ("/policies/same-matter", test_same_matter);
  ADD ("/policies/own", test_own);
  ADD ("/policies/changed", test_changed);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said of tables: headings, names, warnings that may stand. */
#include "award-acceptance.h"
#include "award-match.h"
#include "award-profile.h"
#include "test-util.h"

#include <string.h>

#define CODE_A "91350100M000100Y43"
#define CODE_B "9144030099900001XR"
#define CODE_C "91440300999000028R"

/* "heading=target/exponent …" */
static char *
list_headings (AwardLedger *ledger, const RulesMeasure *measure)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list =
      award_ledger_list_headings (ledger, &(AwardImportTarget){ .measure = measure }, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const AwardLearntHeading *heading = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%s=%s", heading->heading, heading->target);
      if (heading->exponent != AWARD_HEADING_NO_UNIT)
        g_string_append_printf (text, "/%d", (int) heading->exponent);
      g_string_append_c (text, ' ');
    }
  return g_string_free (text, FALSE);
}

static void
learn (AwardLedger *ledger,
       const RulesMeasure *measure,
       const char *heading,
       const char *target,
       gint64 exponent)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (award_ledger_learn_heading (ledger, &(AwardImportTarget){ .measure = measure }, heading,
                                             target, exponent, &error));
  g_assert_no_error (error);
}

static void
test_headings (TestLedger *test, gconstpointer data)
{
  TestLedger other;
  g_autoptr (GError) error = NULL;
  gint64 entries = test_query (test->path, "SELECT count(*) FROM audit");
  guint n;

  learn (test->ledger, test->production, "产值数", "output", 4);
  learn (test->ledger, test->production, "产值数", "output", 4);
  learn (test->ledger, test->meters, "产值数", "@none", AWARD_HEADING_NO_UNIT);
  /* The same again is no entry. */
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit"), ==, entries + 2);
  learn (test->ledger, test->production, "产值数", "output_prior", AWARD_HEADING_NO_UNIT);
  learn (test->ledger, test->production, "企业", "@name", AWARD_HEADING_NO_UNIT);

  test_ledger_set_up (&other, NULL);
  learn (other.ledger, other.production, "企业", "@claimant", AWARD_HEADING_NO_UNIT);
  g_assert_true (award_ledger_copy_headings (other.ledger, test->ledger, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      TestLedger *one = i == 0 ? test : &other;
      g_autofree char *production = list_headings (one->ledger, one->production);
      g_autofree char *meters = list_headings (one->ledger, one->meters);

      g_assert_cmpstr (production, ==,
                       i == 0 ? "产值数=output_prior 企业=@name " : "产值数=output_prior 企业=@claimant ");
      g_assert_cmpstr (meters, ==, "产值数=@none ");
      g_assert_cmpuint (test_count_faults (one->ledger), ==, 0);
    }
  test_ledger_tear_down (&other, NULL);
}

static void
test_name_keys (void)
{
  static const char *const same[][2] = {
    { "福州样例有限公司", "福州样例有限责任公司" },
    { "样例（福建）有限公司", "样例(福建)有限公司" },
    { "样例（福建）有限公司", " 样例 （福建） 有限公司　" },
    { "ＡＢＣ样例有限公司", "abc样例有限公司" },
  };
  static const char *const others[][2] = {
    { "福州样例有限公司", "福州样例股份有限公司" },
    { "福州样例有限公司", "样例有限公司" },
    { "样例一厂", "样例二厂" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *a = award_name_key (same[i][0]);
      g_autofree char *b = award_name_key (same[i][1]);

      g_assert_cmpstr (a, ==, b);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *a = award_name_key (others[i][0]);
      g_autofree char *b = award_name_key (others[i][1]);

      g_assert_cmpstr (a, !=, b);
    }
}

static void
check_match (TestLedger *test, const char *code, const char *name, AwardMatchKind kind, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardMatcher) matcher = award_matcher_new (test->ledger, &error);
  const char *found;

  g_assert_no_error (error);
  g_test_message ("%s %s", code != NULL ? code : "-", name != NULL ? name : "-");
  g_assert_cmpint (award_matcher_find (matcher, code, name, &found), ==, kind);
  g_assert_cmpstr (found, ==, wanted);
}

static void
decide (TestLedger *test, const char *name, const char *code, gboolean is_same)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (award_ledger_decide_match (test->ledger, name, code, is_same, &error));
  g_assert_no_error (error);
}

static void
test_matches (TestLedger *test, gconstpointer data)
{
  const char *const rows[] = { CODE_A "; 福州样例有限公司; 鼓楼区; output=1",
                               CODE_B "; 双名有限公司; ; output=1", CODE_C "; 双名有限责任公司; ; output=1",
                               NULL };

  test_import (test->ledger, test->batch, test->production, "a", rows, NULL);
  check_match (test, CODE_A, "别的名称", AWARD_MATCH_CODE, CODE_A);
  check_match (test, "913501009990000795", "福州样例有限公司", AWARD_MATCH_CODE, "913501009990000795");
  check_match (test, NULL, "福州样例有限责任公司", AWARD_MATCH_NAME, CODE_A);
  check_match (test, "", "福州样例（有限公司）", AWARD_MATCH_NAME, CODE_A);
  check_match (test, NULL, "福州样例股份有限公司", AWARD_MATCH_OPEN, NULL);
  check_match (test, NULL, "样例有限公司", AWARD_MATCH_OPEN, NULL);
  check_match (test, NULL, "福州样列有限公司", AWARD_MATCH_OPEN, NULL);
  check_match (test, NULL, "双名有限公司", AWARD_MATCH_OPEN, NULL);
  check_match (test, NULL, "无关有限公司", AWARD_MATCH_NONE, NULL);
  check_match (test, NULL, "（）", AWARD_MATCH_NONE, NULL);
  check_match (test, NULL, NULL, AWARD_MATCH_NONE, NULL);

  /* Ruled out once is not offered again; of two with the name one may be left. */
  decide (test, "福州样例股份有限公司", CODE_A, FALSE);
  check_match (test, NULL, "福州样例股份有限公司", AWARD_MATCH_NONE, NULL);
  decide (test, "双名有限公司", CODE_B, FALSE);
  check_match (test, NULL, "双名有限责任公司", AWARD_MATCH_NAME, CODE_C);
  /* Decided, and decided otherwise. */
  decide (test, "福州样列有限公司", CODE_A, TRUE);
  check_match (test, NULL, "福州样列有限公司", AWARD_MATCH_DECIDED, CODE_A);
  decide (test, "福州样列有限公司", CODE_B, TRUE);
  check_match (test, NULL, "福州样列有限公司", AWARD_MATCH_DECIDED, CODE_B);
  decide (test, "福州样列有限公司", CODE_B, FALSE);
  check_match (test, NULL, "福州样列有限公司", AWARD_MATCH_OPEN, NULL);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit WHERE action = 'match'"), ==, 5);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

static void
test_candidates (TestLedger *test, gconstpointer data)
{
  const char *const rows[] = { CODE_A "; 福州样例有限公司; 鼓楼区; output=1",
                               CODE_B "; 样例股份有限公司; ; output=1",
                               CODE_C "; 福州样例股份有限公司; ; output=1", NULL };
  static const AwardDifference wanted[] = { AWARD_DIFFERS_NOTHING, AWARD_DIFFERS_FORM, AWARD_DIFFERS_PLACE };
  static const char *const codes[] = { CODE_A, CODE_C, CODE_B };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardMatcher) matcher = NULL;
  g_autoptr (GPtrArray) list = NULL;

  test_import (test->ledger, test->batch, test->production, "a", rows, NULL);
  matcher = award_matcher_new (test->ledger, &error);
  g_assert_no_error (error);
  list = award_matcher_list (matcher, "福州样例有限责任公司");
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < list->len; i++)
    {
      const AwardCandidate *candidate = g_ptr_array_index (list, i);

      g_assert_cmpint (candidate->difference, ==, wanted[i]);
      g_assert_cmpstr (candidate->code, ==, codes[i]);
    }
}

static void
test_acceptance (TestLedger *test, gconstpointer data)
{
  const char *const rows[] = { CODE_A "; 甲公司; 鼓楼区; output=1", NULL };
  AwardImport *import = test_stage (test->ledger, test->batch, test->production, "a", rows, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  AwardImportResult result;
  guint n;

  award_import_add_problem (import, RULES_SEVERITY_WARNING, "bad-code", 2, "B", "甲", NULL);
  award_import_add_problem (import, RULES_SEVERITY_WARNING, "bad-code", 3, "B", "乙", NULL);
  award_import_add_problem (import, RULES_SEVERITY_WARNING, "conflicting-rows", 4, NULL, "3", NULL);
  award_import_add_problem (import, RULES_SEVERITY_ERROR, "not-a-date", 5, "C", "丙", NULL);
  g_assert_true (award_import_commit (import, &result, &error));
  g_assert_true (award_ledger_accept (test->ledger, test->production, test->batch, "bad-code", "甲",
                                      "执照如此", &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (award_ledger_accept (test->ledger, test->production, test->batch, "bad-code", NULL, "已核",
                                      &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (award_ledger_accept (test->ledger, test->production, test->batch, "bad-code", NULL, "再核",
                                      &n, &error));
  g_assert_cmpuint (n, ==, 0);
  list = award_ledger_list_acceptances (test->ledger, test->production, test->batch, &error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_cmpstr (award_acceptance_find (list, "bad-code", "甲")->reason, ==, "执照如此");
  g_assert_cmpstr (award_acceptance_find (list, "bad-code", "乙")->reason, ==, "已核");
  g_assert_null (award_acceptance_find (list, "bad-code", NULL));

  g_assert_false (award_ledger_accept (test->ledger, test->production, test->batch, "not-a-date", NULL, "无",
                                       &n, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (award_ledger_accept (test->ledger, test->production, test->batch, "conflicting-rows", NULL,
                                       "无", &n, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (
      award_ledger_accept (test->ledger, test->production, test->batch, "bad-code", "丁", "无", &n, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (
      award_ledger_accept (test->ledger, test->meters, test->batch, "bad-code", NULL, "无", &n, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit WHERE action = 'accept'"), ==, 2);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

#define ADD(name, function)                                                                                  \
  g_test_add (name, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/understanding/name-keys", test_name_keys);
  ADD ("/understanding/headings", test_headings);
  ADD ("/understanding/matches", test_matches);
  ADD ("/understanding/candidates", test_candidates);
  ADD ("/understanding/acceptance", test_acceptance);
  return g_test_run ();
}

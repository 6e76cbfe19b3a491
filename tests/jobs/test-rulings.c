/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says of a table before it comes in: names, codes, warnings. */
#include "award-repair.h"
#include "plan-util.h"
#include "production-table.h"

#include <string.h>

/* CODE_A with a wrong check character. */
#define CODE_WRONG "91350122MADEM0011X"
#define NAME_NEAR "福州样例股份有限公司"

static const AwardImportOutlook *
outlook_at (const GPtrArray *outlooks, guint i)
{
  const AwardImportOutlook *outlook = g_ptr_array_index (outlooks, i);

  g_assert_no_error (outlook->error);
  return outlook;
}

static const char *
claimant_at (const AwardImportOutlook *outlook, guint i)
{
  return ((AwardPlannedRow *) g_ptr_array_index (outlook->rows, i))->claimant;
}

/* Brings in the table of @rows with the heading all have. */
static void
bring_rows (TestLedger *test, const char *rows)
{
  g_autofree char *content = g_strconcat (HEADING, rows, NULL);
  const char *const contents[] = { content, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  g_autoptr (GPtrArray) reports = test_commit_plans (test, plans, NULL);

  g_assert_false (((AwardImportReport *) g_ptr_array_index (reports, 0))->is_blocked);
}

static void
test_match (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW (NAME_NEAR, "", "9900"), NULL };
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) outlooks = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) error = NULL;
  AwardImportRulings *rulings;

  bring_rows (test, ROW_A ROW_B);
  plans = test_plan_production (test, contents);
  rulings = award_import_plan_get_rulings (g_ptr_array_index (plans, 0));
  outlooks = test_try_plans (test, plans, NULL);
  g_assert_true (test_has_problem (outlook_at (outlooks, 0)->report, "undecided-match"));
  candidates = award_import_rulings_list_candidates (rulings, test->ledger, NAME_NEAR, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 1);
  g_assert_cmpstr (((AwardImportCandidate *) g_ptr_array_index (candidates, 0))->code, ==, CODE_A);

  /* It is none of them: the row needs a code. */
  award_import_rulings_decide_match (rulings, NAME_NEAR, CODE_A, FALSE);
  g_clear_pointer (&outlooks, g_ptr_array_unref);
  outlooks = test_try_plans (test, plans, NULL);
  g_assert_true (test_has_problem (outlook_at (outlooks, 0)->report, "missing-claimant"));
  g_clear_pointer (&candidates, g_ptr_array_unref);
  candidates = award_import_rulings_list_candidates (rulings, test->ledger, NAME_NEAR, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 0);

  /* It is, after all. */
  award_import_rulings_decide_match (rulings, NAME_NEAR, CODE_A, TRUE);
  g_clear_pointer (&outlooks, g_ptr_array_unref);
  outlooks = test_try_plans (test, plans, NULL);
  g_assert_true (test_has_problem (outlook_at (outlooks, 0)->report, "matched-by-decision"));
  g_assert_cmpstr (claimant_at (outlook_at (outlooks, 0), 0), ==, CODE_A);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM match"), ==, 0);
  g_ptr_array_unref (test_commit_plans (test, plans, NULL));
  g_assert_cmpint (test_query (test->path, "SELECT sum(same) FROM match"), ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant"), ==, 2);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

static void
test_taken_back (TestLedger *test, gconstpointer data)
{
  g_autoptr (AwardImportRulings) rulings = award_import_rulings_new ();
  const char *code;

  g_assert_true (award_import_rulings_is_empty (rulings));
  award_import_rulings_decide_match (rulings, "福州样例有限公司", CODE_A, TRUE);
  g_assert_true (award_import_rulings_get_match (rulings, "福州样例（有限责任公司）", &code));
  g_assert_cmpstr (code, ==, CODE_A);
  award_import_rulings_decide_match (rulings, "福州样例有限公司", CODE_A, FALSE);
  g_assert_true (award_import_rulings_get_match (rulings, "福州样例有限公司", &code));
  g_assert_null (code);
  award_import_rulings_forget_match (rulings, "福州样例（有限责任公司）");
  g_assert_false (award_import_rulings_get_match (rulings, "福州样例有限公司", &code));
  g_assert_true (award_import_rulings_is_empty (rulings));
  award_import_rulings_repair (rulings, " 91350122madem0011x ", CODE_A);
  g_assert_cmpstr (award_import_rulings_get_repair (rulings, CODE_WRONG), ==, CODE_A);
  award_import_rulings_repair (rulings, CODE_WRONG, NULL);
  g_assert_true (award_import_rulings_is_empty (rulings));
  award_import_rulings_accept (rulings, "outlier-ratio", "12", "已核实");
  award_import_rulings_accept (rulings, "outlier-ratio", NULL, "情况属实");
  g_assert_cmpstr (award_import_rulings_get_reason (rulings, "outlier-ratio", "12"), ==, "情况属实");
  award_import_rulings_accept (rulings, "outlier-ratio", "13", "已核实");
  g_assert_cmpstr (award_import_rulings_get_reason (rulings, "outlier-ratio", "13"), ==, "已核实");
  g_assert_null (award_import_rulings_get_reason (rulings, "outlier-growth", "12"));
  award_import_rulings_accept (rulings, "outlier-ratio", NULL, NULL);
  g_assert_true (award_import_rulings_is_empty (rulings));
}

static void
test_repair (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW ("福州样例有限公司", CODE_WRONG, "9858.2") ROW_B, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  g_autoptr (GPtrArray) outlooks = test_try_plans (test, plans, NULL);
  g_autoptr (GPtrArray) reports = NULL;
  g_autoptr (GHashTable) kept = NULL;
  g_autoptr (GError) error = NULL;
  AwardImportRulings *rulings = award_import_plan_get_rulings (g_ptr_array_index (plans, 0));

  g_assert_true (test_has_problem (outlook_at (outlooks, 0)->report, "bad-check-character"));
  award_import_rulings_repair (rulings, CODE_WRONG, CODE_A);
  g_clear_pointer (&outlooks, g_ptr_array_unref);
  outlooks = test_try_plans (test, plans, NULL);
  g_assert_false (test_has_problem (outlook_at (outlooks, 0)->report, "bad-check-character"));
  g_assert_true (test_has_problem (outlook_at (outlooks, 0)->report, "repaired-code"));
  g_assert_cmpstr (claimant_at (outlook_at (outlooks, 0), 0), ==, CODE_A);
  g_ptr_array_unref (test_commit_plans (test, plans, NULL));
  kept = award_ledger_list_repairs (test->ledger, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (kept, CODE_WRONG), ==, CODE_A);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant WHERE code = '" CODE_WRONG "'"), ==,
                   0);

  /* The next table that writes it so is read the same way: nobody is asked again. */
  g_clear_pointer (&plans, g_ptr_array_unref);
  plans = test_plan_production (test, contents);
  reports = test_commit_plans (test, plans, NULL);
  g_assert_true (test_has_problem (g_ptr_array_index (reports, 0), "repaired-code"));
  g_assert_cmpuint (((AwardImportReport *) g_ptr_array_index (reports, 0))->counts.added, ==, 0);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* The wrong code has a claim already: read otherwise now, the enterprise would claim twice. */
static void
test_late_repair (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW ("福州样例有限公司", CODE_WRONG, "9858.2"), NULL };
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) reports = NULL;
  const AwardImportReport *report;

  bring_rows (test, ROW ("福州样例有限公司", CODE_WRONG, "9858.2"));
  plans = test_plan_production (test, contents);
  award_import_rulings_repair (award_import_plan_get_rulings (g_ptr_array_index (plans, 0)), CODE_WRONG,
                               CODE_A);
  reports = test_commit_plans (test, plans, NULL);
  report = g_ptr_array_index (reports, 0);
  g_assert_true (report->is_blocked);
  g_assert_true (test_has_problem (report, "repair-too-late"));
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant"), ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM repair"), ==, 0);
  /* Another batch has no such claim. */
  g_clear_pointer (&reports, g_ptr_array_unref);
  reports = test_commit_plans (test, plans, "第二批");
  g_assert_false (((AwardImportReport *) g_ptr_array_index (reports, 0))->is_blocked);
}

static void
test_accept (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW ("福州样例有限公司", CODE_WRONG, "9858.2"), NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  AwardImportRulings *rulings = award_import_plan_get_rulings (g_ptr_array_index (plans, 0));

  g_assert_false (award_acceptance_is_possible (RULES_SEVERITY_ERROR, "not-a-number"));
  g_assert_false (award_acceptance_is_possible (RULES_SEVERITY_WARNING, "conflicting-rows"));
  award_import_rulings_accept (rulings, "bad-check-character", CODE_WRONG, "营业执照如此");
  /* Nothing like it is in the table. */
  award_import_rulings_accept (rulings, "outlier-growth", NULL, "情况属实");
  g_ptr_array_unref (test_commit_plans (test, plans, "第二批"));
  list = award_ledger_list_acceptances (test->ledger, test->production,
                                        test_query (test->path, "SELECT max(id) FROM batch"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (award_acceptance_find (list, "bad-check-character", CODE_WRONG)->reason, ==,
                   "营业执照如此");
}

/* The policy doubts a provincial award above the province's cap; at the cap it does not. */
static void
test_doubt (TestLedger *test, gconstpointer data)
{
  static const struct
  {
    const char *award;
    gboolean is_doubted;
  } cases[] = { { "80", FALSE }, { "80.01", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *content =
          g_strconcat (HEADING "福州样例有限公司," CODE_A ",连江县,C39,是,否,9858.2,8000,869.66,800,是,",
                       cases[i].award, "\n", NULL);
      const char *const contents[] = { content, NULL };
      g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
      g_autoptr (GPtrArray) outlooks = test_try_plans (test, plans, NULL);

      g_assert_cmpint (test_has_problem (outlook_at (outlooks, 0)->report, "doubtful-figure"), ==,
                       cases[i].is_doubted);
      g_assert_cmpuint (outlook_at (outlooks, 0)->rows->len, ==, 1);
    }
}

/* Rows are asked about many at a time: none is left out where one lot ends. */
static void
test_many_doubts (TestLedger *test, gconstpointer data)
{
  static const guint doubted[] = { 0, 1023, 1024, 2047, 2048, 2049 };
  const guint n_rows = 2050;
  g_autoptr (GString) content = g_string_new (HEADING);
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (GPtrArray) outlooks = NULL;
  const GPtrArray *problems;
  guint n = 0;

  for (guint i = 0, next = 0; i < n_rows; i++)
    {
      const gboolean is_doubted = next < G_N_ELEMENTS (doubted) && doubted[next] == i;

      g_string_append_printf (content,
                              "福州样例%u有限公司,9135%014u,连江县,C39,是,否,9858.2,8000,869.66,800,是,%s\n",
                              i, i, is_doubted ? "80.01" : "80");
      next += is_doubted;
    }
  plans = test_plan_production (test, (const char *const[]){ content->str, NULL });
  outlooks = test_try_plans (test, plans, NULL);
  problems = outlook_at (outlooks, 0)->report->problems;
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (problems, i);

      if (strcmp (problem->code, "doubtful-figure") != 0)
        continue;
      g_assert_cmpuint (n, <, G_N_ELEMENTS (doubted));
      /* Below the heading. */
      g_assert_cmpuint (problem->row, ==, doubted[n] + 2);
      n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (doubted));
}

#define ADD(path, func) g_test_add (path, TestLedger, NULL, test_ledger_set_up, func, test_ledger_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/rulings/match", test_match);
  ADD ("/rulings/taken-back", test_taken_back);
  ADD ("/rulings/repair", test_repair);
  ADD ("/rulings/late-repair", test_late_repair);
  ADD ("/rulings/accept", test_accept);
  ADD ("/rulings/doubt", test_doubt);
  ADD ("/rulings/many-doubts", test_many_doubts);
  return g_test_run ();
}

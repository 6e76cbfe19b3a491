/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan says it would do, and what it then does. */
#include "award-change.h"
#include "award-problem-group.h"
#include "award-step.h"
#include "plan-util.h"
#include "production-table.h"

#include <glib/gstdio.h>
#include <string.h>

/* Columns of the tables above. */
#define COLUMN_OUTPUT 6
#define COLUMN_PRIOR 7
#define COLUMN_AWARD 11

static char *
format (const RulesFact *fact, RulesValue value)
{
  return rules_fact_format (fact, value);
}

static void
test_trial_is_right (TestLedger *test, gconstpointer data)
{
  const char *const first[] = { HEADING ROW_A ROW_B, NULL };
  const char *const second[] = { HEADING ROW ("福州样例有限公司", CODE_A, "9900") ROW_B, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, first);
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GPtrArray) outlooks = test_bring_plans (test, plans, NULL);
  const AwardImportOutlook *outlook = g_ptr_array_index (outlooks, 0);
  const AwardPlannedRow *row = g_ptr_array_index (outlook->rows, 1);
  const AwardChange *change;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  g_assert_cmpuint (outlook->report->counts.added, ==, 2);
  g_assert_cmpuint (outlook->rows->len, ==, 2);
  g_assert_cmpuint (row->row, ==, 3);
  g_assert_cmpstr (row->claimant, ==, CODE_B);
  g_assert_cmpstr (row->name, ==, "福州乙样有限公司");
  g_assert_cmpstr (row->county, ==, "连江县");
  g_assert_cmpuint (row->n_values, ==, rules_measure_get_n_facts (test->production));
  g_assert_cmpuint (outlook->n_changes, ==, 0);

  changed = test_plan_production (test, second);
  g_clear_pointer (&outlooks, g_ptr_array_unref);
  outlooks = test_bring_plans (test, changed, NULL);
  outlook = g_ptr_array_index (outlooks, 0);
  g_assert_cmpuint (outlook->report->counts.added, ==, 0);
  g_assert_cmpuint (outlook->report->counts.changed, ==, 1);
  g_assert_cmpuint (outlook->report->counts.unchanged, ==, 1);
  g_assert_cmpuint (outlook->n_changes, ==, 1);
  g_assert_cmpuint (outlook->changes->len, ==, 1);
  change = g_ptr_array_index (outlook->changes, 0);
  g_assert_cmpstr (change->claimant, ==, CODE_A);
  g_assert_cmpstr (change->fact->id, ==, "output");
  g_assert_cmpuint (change->row, ==, 2);
  old = format (change->fact, change->old);
  new = format (change->fact, change->new);
  g_assert_cmpstr (old, ==, "98582000.00");
  g_assert_cmpstr (new, ==, "99000000.00");

  /* Again: nothing new. */
  g_clear_pointer (&outlooks, g_ptr_array_unref);
  outlooks = test_bring_plans (test, changed, NULL);
  outlook = g_ptr_array_index (outlooks, 0);
  g_assert_true (outlook->report->counts.same_file);
  g_assert_cmpuint (outlook->report->counts.unchanged, ==, 2);
  g_assert_cmpuint (outlook->n_changes, ==, 0);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* The file may be written over between the look and the button. */
static void
test_what_was_tried_comes_in (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW_A, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  g_autoptr (GPtrArray) outlooks = test_try_plans (test, plans, NULL);
  g_autoptr (GPtrArray) reports = NULL;
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, contents[0], -1);
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM file WHERE digest = '%s'", digest);

  test_write_table (test, "1.csv", HEADING ROW_A ROW_B);
  reports = test_commit_plans (test, plans, NULL);
  test_check_alike (((AwardImportOutlook *) g_ptr_array_index (outlooks, 0))->report,
                    g_ptr_array_index (reports, 0));
  g_assert_cmpint (test_query (test->path, sql), ==, 1);
}

static void
test_all_or_none (TestLedger *test, gconstpointer data)
{
  const char *const lacking[] = { HEADING ROW_A, "企业名称,统一社会信用代码\n福州乙样有限公司," CODE_B "\n",
                                  NULL };
  const char *const doubtful[] = { HEADING ROW_A, BARE ROW_B, NULL };
  const char *const good[] = { HEADING ROW_A, HEADING ROW_B, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLastStep) step = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) plans = test_plan_production (test, i == 0 ? lacking : doubtful);
      g_autoptr (GPtrArray) outlooks = test_try_plans (test, plans, "第二批");
      const AwardImportOutlook *one = g_ptr_array_index (outlooks, 0);
      const AwardImportOutlook *other = g_ptr_array_index (outlooks, 1);

      /* The good one is shown all the same. */
      g_assert_cmpuint (one->report->counts.added, ==, 1);
      if (i == 0)
        g_assert_error (other->error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING);
      else
        g_assert_true (other->report->is_blocked);
      g_assert_cmpuint (other->rows->len, ==, 0);
      test_refuse_plans (test, plans, "第二批", NULL);
    }
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM batch"), ==, 1);

  {
    g_autoptr (GPtrArray) plans = test_plan_production (test, good);
    g_autoptr (GPtrArray) outlooks = test_bring_plans (test, plans, "第二批");
  }
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM batch"), ==, 2);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM import"), ==, 2);
  g_assert_true (award_ledger_get_last_step (test->ledger, &step, &error));
  g_assert_cmpuint (step->n_files, ==, 2);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* A table sees what those before it bring: who has this name. */
static void
test_one_after_the_other (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW_A, HEADING ROW ("福州样例有限公司", "", "9900"), NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  g_autoptr (GPtrArray) outlooks = test_bring_plans (test, plans, NULL);
  const AwardImportOutlook *second = g_ptr_array_index (outlooks, 1);

  g_assert_true (test_has_problem (second->report, "matched-by-name"));
  g_assert_cmpuint (second->report->counts.changed, ==, 1);
  g_assert_cmpuint (second->n_changes, ==, 1);
}

static void
test_answers (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { BARE ROW_A, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  AwardMapping *mapping = award_import_plan_get_mapping (g_ptr_array_index (plans, 0));
  g_autoptr (GPtrArray) asked = test_try_plans (test, plans, NULL);
  g_autoptr (GPtrArray) answered = NULL;
  g_autoptr (AwardImportPlan) next = NULL;

  g_assert_true (((AwardImportOutlook *) g_ptr_array_index (asked, 0))->report->is_blocked);
  test_refuse_plans (test, plans, NULL, NULL);
  award_mapping_set_unit (mapping, COLUMN_OUTPUT, 4);
  award_mapping_set_unit (mapping, COLUMN_PRIOR, 4);
  award_mapping_set_unit (mapping, COLUMN_AWARD, 4);
  /* What is tried is not learnt. */
  answered = test_try_plans (test, plans, NULL);
  g_assert_false (((AwardImportOutlook *) g_ptr_array_index (answered, 0))->report->is_blocked);
  next = test_read_plan (test, &(AwardImportTarget){ .measure = test->production }, "1.csv");
  g_assert_cmpint (award_import_plan_get_mapping (next)->columns[COLUMN_OUTPUT].unit_source, ==,
                   AWARD_UNIT_SOURCE_NONE);
  g_clear_pointer (&next, award_import_plan_free);

  g_clear_pointer (&answered, g_ptr_array_unref);
  answered = test_bring_plans (test, plans, NULL);
  next = test_read_plan (test, &(AwardImportTarget){ .measure = test->production }, "1.csv");
  g_assert_cmpint (award_import_plan_get_mapping (next)->columns[COLUMN_OUTPUT].unit_source, ==,
                   AWARD_UNIT_SOURCE_LEARNT);
}

static void
test_changed_meaning (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW_A, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  AwardImportPlan *plan = g_ptr_array_index (plans, 0);
  AwardMapping *mapping = award_import_plan_get_mapping (plan);
  AwardColumnRole role = mapping->columns[COLUMN_OUTPUT].role;
  guint fact = mapping->columns[COLUMN_OUTPUT].fact;
  g_autoptr (GPtrArray) outlooks = NULL;
  g_autoptr (AwardImportPlan) next = NULL;
  g_autofree char *value = NULL;
  const AwardPlannedRow *row;

  award_mapping_assign (mapping, COLUMN_PRIOR, role, fact);
  award_mapping_assign (mapping, COLUMN_OUTPUT, role, fact + 1);
  outlooks = test_bring_plans (test, plans, NULL);
  row = g_ptr_array_index (((AwardImportOutlook *) g_ptr_array_index (outlooks, 0))->rows, 0);
  value = format (rules_measure_get_fact (test->production, fact), row->values[fact]);
  g_assert_cmpstr (value, ==, "80000000.00");
  next = test_read_plan (test, &(AwardImportTarget){ .measure = test->production }, "1.csv");
  mapping = award_import_plan_get_mapping (next);
  g_assert_cmpint (mapping->columns[COLUMN_PRIOR].origin, ==, AWARD_ORIGIN_LEARNT);
  g_assert_cmpuint (mapping->columns[COLUMN_PRIOR].fact, ==, fact);
}

static void
test_other_measure (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW_A, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  AwardImportPlan *plan = g_ptr_array_index (plans, 0);
  g_autoptr (GPtrArray) outlooks = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (award_import_plan_set_target (plan, test->ledger,
                                               &(AwardImportTarget){ .measure = test->workers }, &error));
  g_assert_true (award_import_plan_get_mapping (plan)->measure == test->workers);
  outlooks = test_try_plans (test, plans, NULL);
  g_assert_error (((AwardImportOutlook *) g_ptr_array_index (outlooks, 0))->error, AWARD_EXCHANGE_ERROR,
                  AWARD_EXCHANGE_ERROR_NO_HEADING);
  g_assert_true (award_import_plan_set_target (plan, test->ledger,
                                               &(AwardImportTarget){ .measure = test->production }, &error));
  g_ptr_array_unref (test_bring_plans (test, plans, NULL));
}

static void
test_given_up (TestLedger *test, gconstpointer data)
{
  const char *const contents[] = { HEADING ROW_A, HEADING ROW_B, NULL };
  g_autoptr (GPtrArray) plans = test_plan_production (test, contents);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (award_import_plan_try (test->ledger, plans, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  test_refuse_plans (test, plans, NULL, cancellable);
  /* The plans are as good as before. */
  g_ptr_array_unref (test_bring_plans (test, plans, NULL));
}

static void
test_groups (void)
{
  static const struct
  {
    RulesSeverity severity;
    const char *code;
  } given[] = { { RULES_SEVERITY_NOTE, "hidden-row" },       { RULES_SEVERITY_WARNING, "bad-code" },
                { RULES_SEVERITY_ERROR, "not-a-date" },      { RULES_SEVERITY_WARNING, "outlier-ratio" },
                { RULES_SEVERITY_WARNING, "bad-code" },      { RULES_SEVERITY_NOTE, "hidden-row" },
                { RULES_SEVERITY_ERROR, "missing-claimant" } };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    g_ptr_array_add (problems, award_problem_new (given[i].severity, given[i].code, i + 1, NULL, NULL));
  groups = award_problem_group_all (problems);
  for (guint i = 0; i < groups->len; i++)
    {
      const AwardProblemGroup *group = g_ptr_array_index (groups, i);

      g_string_append_printf (seen, "%s:", group->code);
      for (guint j = 0; j < group->problems->len; j++)
        g_string_append_printf (seen, " %u", ((AwardProblem *) g_ptr_array_index (group->problems, j))->row);
      g_string_append (seen, "; ");
    }
  g_assert_cmpstr (seen->str, ==,
                   "not-a-date: 3; missing-claimant: 7; bad-code: 2 5; outlier-ratio: 4; hidden-row: 1 6; ");
}

/* Its locks would be gone. */
static void
test_ledger_itself (TestLedger *test, gconstpointer data)
{
  const AwardImportTarget target = { .measure = test->production };
  g_autoptr (GError) error = NULL;

  g_assert_null (award_import_plan_new (test->ledger, &target, test->path, NULL, NULL, &error));
  g_assert_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NOT_A_TABLE);
  g_assert_true (award_ledger_is_open_at (test->path));
  g_clear_object (&test->ledger);
  g_assert_false (award_ledger_is_open_at (test->path));
  test_ledger_reopen (test);
}

#define ADD(path, func) g_test_add (path, TestLedger, NULL, test_ledger_set_up, func, test_ledger_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plan/trial-is-right", test_trial_is_right);
  ADD ("/plan/what-was-tried-comes-in", test_what_was_tried_comes_in);
  ADD ("/plan/all-or-none", test_all_or_none);
  ADD ("/plan/one-after-the-other", test_one_after_the_other);
  ADD ("/plan/answers", test_answers);
  ADD ("/plan/changed-meaning", test_changed_meaning);
  ADD ("/plan/other-measure", test_other_measure);
  ADD ("/plan/given-up", test_given_up);
  ADD ("/plan/ledger-itself", test_ledger_itself);
  g_test_add_func ("/plan/groups", test_groups);
  return g_test_run ();
}

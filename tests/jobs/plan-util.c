/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-util.h"

#include <string.h>

void
test_write_table (TestLedger *test, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, -1, &error));
}

AwardImportPlan *
test_read_plan (TestLedger *test, const AwardImportTarget *target, const char *name)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  AwardImportPlan *plan = award_import_plan_new (test->ledger, target, path, NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

AwardImportPlan *
test_plan_table (TestLedger *test, const AwardImportTarget *target, const char *name, const char *content)
{
  test_write_table (test, name, content);
  return test_read_plan (test, target, name);
}

/* Tries @plans and sees to it that nothing was left of it. */
GPtrArray *
test_plan_production (TestLedger *test, const char *const *contents)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_plan_free);

  for (guint i = 0; contents[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.csv", i + 1);

      g_ptr_array_add (plans, test_plan_table (test, &(AwardImportTarget){ .measure = test->production },
                                               name, contents[i]));
    }
  return plans;
}

GPtrArray *
test_try_plans (TestLedger *test, const GPtrArray *plans, const char *batch)
{
  g_autofree char *before = test_digest_content (test->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *outlooks = award_import_plan_try (test->ledger, plans, batch, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (outlooks->len, ==, plans->len);
  after = test_digest_content (test->path);
  g_assert_cmpstr (after, ==, before);
  return outlooks;
}

GPtrArray *
test_commit_plans (TestLedger *test, const GPtrArray *plans, const char *batch)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *reports = award_import_plan_commit (test->ledger, plans, batch, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return reports;
}

/* Commits what must not come in. */
void
test_refuse_plans (TestLedger *test, const GPtrArray *plans, const char *batch, GCancellable *cancellable)
{
  g_autofree char *before = test_digest_content (test->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reports =
      award_import_plan_commit (test->ledger, plans, batch, NULL, NULL, cancellable, &error);

  if (reports == NULL)
    g_assert_nonnull (error);
  else
    {
      const AwardImportReport *last = g_ptr_array_index (reports, reports->len - 1);

      g_assert_true (last->is_blocked);
      for (guint i = 0; i < reports->len; i++)
        g_assert_cmpuint (((AwardImportReport *) g_ptr_array_index (reports, i))->counts.added, ==, 0);
    }
  after = test_digest_content (test->path);
  g_assert_cmpstr (after, ==, before);
}

gboolean
test_has_problem (const AwardImportReport *report, const char *code)
{
  for (guint i = 0; i < report->problems->len; i++)
    if (strcmp (((AwardProblem *) g_ptr_array_index (report->problems, i))->code, code) == 0)
      return TRUE;
  return FALSE;
}

void
test_check_alike (const AwardImportReport *tried, const AwardImportReport *done)
{
  g_assert_cmpuint (tried->counts.rows, ==, done->counts.rows);
  g_assert_cmpuint (tried->counts.claims, ==, done->counts.claims);
  g_assert_cmpuint (tried->counts.added, ==, done->counts.added);
  g_assert_cmpuint (tried->counts.changed, ==, done->counts.changed);
  g_assert_cmpuint (tried->counts.unchanged, ==, done->counts.unchanged);
  g_assert_cmpint (tried->counts.same_file, ==, done->counts.same_file);
  g_assert_cmpint (tried->counts.import, ==, 0);
  g_assert_cmpuint (tried->problems->len, ==, done->problems->len);
  for (guint i = 0; i < tried->problems->len; i++)
    {
      const AwardProblem *a = g_ptr_array_index (tried->problems, i);
      const AwardProblem *b = g_ptr_array_index (done->problems, i);

      g_assert_cmpstr (a->code, ==, b->code);
      g_assert_cmpuint (a->row, ==, b->row);
      g_assert_cmpstr (a->column, ==, b->column);
      g_assert_cmpstr (a->found, ==, b->found);
    }
}

/* Tries and commits; the outlooks, which must have been right. */
GPtrArray *
test_bring_plans (TestLedger *test, const GPtrArray *plans, const char *batch)
{
  g_autoptr (GPtrArray) outlooks = test_try_plans (test, plans, batch);
  g_autoptr (GPtrArray) reports = test_commit_plans (test, plans, batch);

  g_assert_cmpuint (reports->len, ==, plans->len);
  for (guint i = 0; i < plans->len; i++)
    {
      const AwardImportOutlook *outlook = g_ptr_array_index (outlooks, i);

      g_assert_no_error (outlook->error);
      test_check_alike (outlook->report, g_ptr_array_index (reports, i));
    }
  return g_steal_pointer (&outlooks);
}

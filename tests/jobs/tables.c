/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tables.h"

#include <string.h>

void
write_table (TestLedger *test, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, content, -1, &error));
}

AwardImportPlan *
read_table (TestLedger *test, const char *name)
{
  g_autofree char *path = g_build_filename (test->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  AwardImportPlan *plan = award_import_plan_new (test->ledger, test->production, path, NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

GPtrArray *
plan_tables (TestLedger *test, const char *const *contents)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_plan_free);

  for (guint i = 0; contents[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.csv", i + 1);

      write_table (test, name, contents[i]);
      g_ptr_array_add (plans, read_table (test, name));
    }
  return plans;
}

GPtrArray *
try_plans (TestLedger *test, const GPtrArray *plans, const char *batch)
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
commit_plans (TestLedger *test, const GPtrArray *plans, const char *batch)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *reports = award_import_plan_commit (test->ledger, plans, batch, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return reports;
}

gboolean
has_problem (const AwardImportReport *report, const char *code)
{
  for (guint i = 0; i < report->problems->len; i++)
    if (strcmp (((AwardProblem *) g_ptr_array_index (report->problems, i))->code, code) == 0)
      return TRUE;
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an import as a file again: its bytes, its name, for reading only. */
#include "award-original.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const rows[] = { "91350100M000100Y43; 甲有限公司; 鼓楼区; output=100", NULL };

static void
test_put (TestLedger *test, gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *name;
  } names[] = {
    { "一季度 汇总.XLSX", "一季度 汇总.XLSX" },
    { "-rf.csv", "-rf.csv" },
    { "setup.desktop", "setup.desktop.txt" },
    { "run.sh", "run.sh.txt" },
    { ".hidden.xls", "_hidden.xls" },
    { "..\\..\\a.csv", "_._.._a.csv" },
    { "../a.csv", "_._a.csv" },
    { "a\nb.et", "a_b.et" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      AwardImportResult result =
          test_import (test->ledger, test->batch, test->production, names[i].file, rows, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *path =
          award_original_put (test->ledger, (AwardImportRef){ FALSE, result.import }, test->folder, &error);
      g_autofree char *expected = g_build_filename (test->folder, names[i].name, NULL);
      g_autofree char *content = g_strconcat (names[i].file, rows[0], NULL);
      g_autofree char *found = NULL;
      GStatBuf info;
      gsize length;

      g_assert_no_error (error);
      g_assert_cmpstr (path, ==, expected);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0400);
      g_assert_true (g_file_get_contents (path, &found, &length, &error));
      g_assert_cmpmem (found, length, content, strlen (content));
      g_unlink (path);
    }
}

static void
test_twice (TestLedger *test, gconstpointer data)
{
  AwardImportResult result = test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  AwardImportRef ref = { FALSE, result.import };
  g_autoptr (GError) error = NULL;
  g_autofree char *first = award_original_put (test->ledger, ref, test->folder, &error);
  g_autofree char *again = award_original_put (test->ledger, ref, test->folder, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, again);
  g_assert_null (award_original_put (test->ledger, (AwardImportRef){ TRUE, ref.id }, test->folder, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_unlink (first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/original/put", TestLedger, NULL, test_ledger_set_up, test_put, test_ledger_tear_down);
  g_test_add ("/original/twice", TestLedger, NULL, test_ledger_set_up, test_twice, test_ledger_tear_down);
  return g_test_run ();
}

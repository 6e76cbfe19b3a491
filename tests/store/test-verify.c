/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What verify finds when somebody else has been at the file. */
#include "award-ledger.h"
#include "test-util.h"

#include <string.h>

#define CLAIMS "claim_fuzhou_2024_5_production"
#define DECISIONS "decision_fuzhou_2024_5_production"

static void
test_verify_finds (TestLedger *test, gconstpointer data)
{
  static const char *const tampering[] = {
    "UPDATE " DECISIONS " SET amount = amount + 1, payable = payable + 1 WHERE claim = 1",
    "UPDATE " DECISIONS " SET payable = 0 WHERE claim = 1",
    "UPDATE " CLAIMS " SET province_award = 9700000 WHERE id = 1",
    "UPDATE audit SET detail = detail || ' ' WHERE id = 2",
    "DELETE FROM audit WHERE id = 2",
    "UPDATE file SET content = x'00'",
    "UPDATE policy SET text = text || ' '",
    "DELETE FROM claimant WHERE id = 1",
    "UPDATE holding SET claims = claims + 1",
    "UPDATE tally SET award = award + 1, refuse = refuse - 1 WHERE award = 0",
    "UPDATE tally SET total = total + 1",
    "INSERT INTO " DECISIONS " SELECT 99, 0, 1, 0, 0, 1, 1, run FROM " DECISIONS " LIMIT 1",
  };

  test_import (test->ledger, test->batch, test->production, "a.csv", test_production_rows, NULL);
  test_compute (test->ledger, test->batch);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (tampering); i++)
    {
      g_autofree char *sql = g_strdup_printf ("PRAGMA foreign_keys = OFF; %s", tampering[i]);
      g_autofree char *kept = NULL;
      gsize length;

      g_clear_object (&test->ledger);
      g_assert_true (g_file_get_contents (test->path, &kept, &length, NULL));
      test_execute (test->path, sql);
      test_ledger_reopen (test);
      g_test_message ("%s", tampering[i]);
      g_assert_cmpuint (test_count_faults (test->ledger), >, 0);
      g_clear_object (&test->ledger);
      g_assert_true (g_file_set_contents (test->path, kept, (gssize) length, NULL));
      test_ledger_reopen (test);
    }
}

static void
test_verify_damaged (TestLedger *test, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  test_import_many (test->ledger, test->batch, test->production, 2000);
  test_compute (test->ledger, test->batch);
  g_clear_object (&test->ledger);
  g_assert_true (g_file_get_contents (test->path, &content, &length, NULL));
  /* Past the pages that opening reads. */
  memset (content + length / 2, 0x5a, 8192);
  g_assert_true (g_file_set_contents (test->path, content, (gssize) length, NULL));
  test_ledger_reopen (test);
  g_assert_cmpuint (test_count_faults (test->ledger), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/verify/finds", test_verify_finds);
  ADD ("/verify/damaged", test_verify_damaged);
  return g_test_run ();
}

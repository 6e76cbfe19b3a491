/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import makes of rows that repeat, contradict or follow each other.
 *
 * Within a file: new, duplicate, conflict; keyed and keyless lines. Across files: the same again, corrected,
 * partial, with new lines, with replaced lines. Origins, changes, names, problems. Dropped and killed. */
#include "award-claim.h"
#include "award-import.h"
#include "test-util.h"

#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define A "91350100M000100Y43"
#define B "91350100M0001000X9"

#define COUNT(path, table) test_query (path, "SELECT count(*) FROM " table)
#define CLAIMS "claim_fuzhou_2024_5_production"
#define METERS "claim_fuzhou_2024_5_festival_power"
#define METER_LINES "line_fuzhou_2024_5_festival_power"
#define WORKER_LINES "line_fuzhou_2024_5_recruitment"

static void
assert_counts (AwardImportResult result, guint64 added, guint64 changed, guint64 unchanged)
{
  g_assert_cmpuint (result.added, ==, added);
  g_assert_cmpuint (result.changed, ==, changed);
  g_assert_cmpuint (result.unchanged, ==, unchanged);
}

static void
test_plain (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲公司; 鼓楼区; above_scale=true industry=17 output=100.50",
                                      B "; 乙公司; ; above_scale=false industry=39 output=", NULL };
  AwardImportResult result = test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);

  assert_counts (result, 2, 0, 0);
  g_assert_cmpuint (result.rows, ==, 2);
  g_assert_cmpuint (result.claims, ==, 2);
  g_assert_cmpuint (result.lines, ==, 0);
  g_assert_false (result.same_file);
  g_assert_cmpint (test_query (test->path, "SELECT output FROM " CLAIMS " WHERE id = 1"), ==, 10050);
  g_assert_cmpint (test_query (test->path, "SELECT output IS NULL FROM " CLAIMS " WHERE id = 2"), ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant WHERE county = '鼓楼区'"), ==, 1);
}

static void
test_duplicate_and_conflict (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = {
    A "; 甲; 鼓楼区; output=100 power=5", B "; 乙; 鼓楼区; output=100 power=5",
    A "; 甲; ; output=100.00 power=5.00", B "; 乙; ; output=101 power=5",
    B "; 乙; ; output=100 power=",        NULL
  };
  TestMerge merges[5];
  AwardImportResult result = test_import (test->ledger, test->batch, test->production, "a.csv", rows, merges);

  assert_counts (result, 2, 0, 0);
  g_assert_cmpuint (result.rows, ==, 5);
  g_assert_cmpuint (result.claims, ==, 2);
  g_assert_cmpint (merges[0].merge, ==, AWARD_MERGE_NEW);
  g_assert_cmpint (merges[1].merge, ==, AWARD_MERGE_NEW);
  g_assert_cmpint (merges[2].merge, ==, AWARD_MERGE_DUPLICATE);
  g_assert_cmpuint (merges[2].first_row, ==, 2);
  g_assert_cmpint (merges[3].merge, ==, AWARD_MERGE_CONFLICT);
  g_assert_cmpuint (merges[3].first_row, ==, 3);
  g_assert_cmpint (merges[4].merge, ==, AWARD_MERGE_CONFLICT);
  g_assert_cmpint (test_query (test->path, "SELECT group_concat (conflict, '') FROM " CLAIMS), ==, 1);
}

static void
test_same_file (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲; 鼓楼区; output=100", B "; 乙; 鼓楼区; output=200", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardBatch) other = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  AwardImportResult result;

  test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  before = test_digest_content (test->path);
  result = test_import (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  after = test_digest_content (test->path);
  g_assert_true (result.same_file);
  assert_counts (result, 0, 0, 2);
  g_assert_cmpuint (result.rows, ==, 2);
  g_assert_cmpstr (before, ==, after);

  /* Of another name, as rows only: nothing to change, yet another import. */
  result = test_import (test->ledger, test->batch, test->production, "b.csv", rows, NULL);
  g_assert_false (result.same_file);
  assert_counts (result, 0, 0, 2);
  /* Into another batch it is new. */
  other = award_ledger_get_batch (test->ledger, "二季度", TRUE, &error);
  result = test_import (test->ledger, other->id, test->production, "a.csv", rows, NULL);
  g_assert_false (result.same_file);
  assert_counts (result, 2, 0, 0);
  g_assert_cmpint (COUNT (test->path, "file"), ==, 2);
  g_assert_cmpint (COUNT (test->path, "import"), ==, 3);
  g_assert_cmpint (COUNT (test->path, "claimant"), ==, 2);
}

static void
test_corrected (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲; 鼓楼区; output=100 power=5", A "; 甲; ; output=101 power=5",
                                       B "; 乙; 鼓楼区; output=200 power=6", NULL };
  static const char *const second[] = { B "; 乙新名; ; output=200 power=6",
                                        A "; ; 台江区; output=101 power=5", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = NULL;

  test_import (test->ledger, test->batch, test->production, "a.csv", first, NULL);
  g_assert_cmpint (test_query (test->path, "SELECT sum(conflict) FROM " CLAIMS), ==, 1);
  assert_counts (test_import (test->ledger, test->batch, test->production, "b.csv", second, NULL), 0, 1, 1);
  g_assert_cmpint (test_query (test->path, "SELECT sum(conflict) FROM " CLAIMS), ==, 0);
  /* The old value stays known, and the new one's cell. */
  g_assert_cmpint (test_query (test->path, "SELECT old FROM change WHERE fact = 'output' AND new = 10100"),
                   ==, 10000);
  g_assert_cmpint (COUNT (test->path, "change"), ==, 1);
  claim = award_ledger_get_claim (test->ledger, test->production, 1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rules_measure_get_n_facts (test->production); i++)
    {
      const char *id = rules_measure_get_fact (test->production, i)->id;
      gboolean is_output = strcmp (id, "output") == 0;

      g_assert_cmpstr (claim->origins[i].file, ==, is_output ? "b.csv" : "a.csv");
      g_assert_cmpuint (claim->origins[i].row, ==, is_output ? 3 : 2);
      g_assert_cmpuint (claim->origins[i].column, ==, is_output || strcmp (id, "power") == 0 ? i + 4 : 0);
    }
  /* The latest name that is not empty wins. */
  g_assert_cmpstr (claim->name, ==, "甲");
  g_assert_cmpstr (claim->county, ==, "台江区");
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant WHERE name = '乙新名'"), ==, 1);
}

/* A table that lacks a column says nothing about it, nor settles a contradiction in it. */
static void
test_partial (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲; 鼓楼区; output=100", A "; 甲; ; output=101", NULL };
  static const char *const second[] = { A "; 甲; 鼓楼区; power=7", NULL };
  static const char *const third[] = { A "; 甲; 鼓楼区; output=101 power=", NULL };

  test_import (test->ledger, test->batch, test->production, "a.csv", first, NULL);
  assert_counts (test_import (test->ledger, test->batch, test->production, "b.csv", second, NULL), 0, 1, 0);
  g_assert_cmpint (test_query (test->path, "SELECT output FROM " CLAIMS), ==, 10000);
  g_assert_cmpint (test_query (test->path, "SELECT power FROM " CLAIMS), ==, 700);
  g_assert_cmpint (test_query (test->path, "SELECT conflict FROM " CLAIMS), ==, 1);
  assert_counts (test_import (test->ledger, test->batch, test->production, "c.csv", third, NULL), 0, 1, 0);
  g_assert_cmpint (test_query (test->path, "SELECT conflict FROM " CLAIMS), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT power IS NULL FROM " CLAIMS), ==, 1);
  g_assert_cmpint (COUNT (test->path, "change"), ==, 3);
}

static void
test_keyed_lines (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = {
    A "; 甲; 鼓楼区; above_scale=true meter=1 power=100", A "; 甲; ; above_scale= meter=2 power=200",
    A "; 甲; ; above_scale=true meter=1 power=100.00",    A "; 甲; ; above_scale=true meter=2 power=201",
    A "; 甲; ; above_scale=true meter=2 power=200",       A "; 甲; ; above_scale=true meter= power=100",
    A "; 甲; ; above_scale=true meter= power=100",        B "; 乙; ; above_scale=true meter=1 power=100",
    B "; 乙; ; above_scale=false meter=2 power=100",      NULL
  };
  static const AwardMerge expected[] = { AWARD_MERGE_NEW,      AWARD_MERGE_NEW,       AWARD_MERGE_DUPLICATE,
                                         AWARD_MERGE_CONFLICT, AWARD_MERGE_DUPLICATE, AWARD_MERGE_NEW,
                                         AWARD_MERGE_NEW,      AWARD_MERGE_NEW,       AWARD_MERGE_CONFLICT };
  static const guint first_rows[] = { 0, 0, 2, 3, 3, 0, 0, 0, 9 };
  TestMerge merges[9];
  AwardImportResult result = test_import (test->ledger, test->batch, test->meters, "a.csv", rows, merges);

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpint (merges[i].merge, ==, expected[i]);
      g_assert_cmpuint (merges[i].first_row, ==, first_rows[i]);
    }
  assert_counts (result, 2, 0, 0);
  g_assert_cmpuint (result.lines, ==, 7);
  g_assert_cmpint (COUNT (test->path, METER_LINES), ==, 7);
  /* Only the claim whose own facts differ is in conflict; the lines' contradiction is the evaluator's. */
  g_assert_cmpint (test_query (test->path, "SELECT conflict FROM " METERS " WHERE id = 1"), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT conflict FROM " METERS " WHERE id = 2"), ==, 1);
}

static void
test_later_lines (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲; 鼓楼区; above_scale=true meter=1 power=100",
                                       A "; 甲; ; above_scale=true meter=2 power=200",
                                       A "; 甲; ; above_scale=true meter=2 power=201",
                                       B "; 乙; ; above_scale=true meter=9 power=1", NULL };
  static const char *const second[] = { A "; 甲; 鼓楼区; above_scale=true meter=2 power=202",
                                        A "; 甲; ; above_scale=true meter=3 power=300",
                                        B "; 乙; ; above_scale=true meter=9 power=1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardClaim) claim = NULL;

  test_import (test->ledger, test->batch, test->meters, "a.csv", first, NULL);
  assert_counts (test_import (test->ledger, test->batch, test->meters, "b.csv", second, NULL), 0, 1, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM " METER_LINES " WHERE claim = 1"), ==, 3);
  g_assert_cmpint (
      test_query (test->path, "SELECT power FROM " METER_LINES " WHERE claim = 1 AND meter = '1'"), ==,
      10000);
  g_assert_cmpint (
      test_query (test->path, "SELECT power FROM " METER_LINES " WHERE claim = 1 AND meter = '2'"), ==,
      20200);
  g_assert_cmpint (
      test_query (test->path, "SELECT power FROM " METER_LINES " WHERE claim = 1 AND meter = '3'"), ==,
      30000);
  /* 200 → 202, and 201 with its key taken away. */
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM change WHERE fact = 'power'"), ==, 2);
  claim = award_ledger_get_claim (test->ledger, test->meters, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (claim->n_lines, ==, 3);
  g_assert_cmpstr (claim->line_facts[0].text, ==, "1");
  g_assert_cmpstr (claim->line_origins[0].file, ==, "a.csv");
  g_assert_cmpuint (claim->line_origins[0].row, ==, 2);
  /* Meter 2 itself was read in a.csv, its reading in b.csv. */
  g_assert_cmpstr (claim->line_origins[rules_measure_get_n_line_facts (test->meters)].file, ==, "a.csv");
  g_assert_cmpint (claim->line_facts[rules_measure_get_n_line_facts (test->meters) + 1].number, ==, 20200);
  g_assert_cmpstr (claim->line_origins[rules_measure_get_n_line_facts (test->meters) + 1].file, ==, "b.csv");
  g_assert_cmpuint (claim->line_origins[rules_measure_get_n_line_facts (test->meters) + 1].row, ==, 2);
}

static void
test_keyless_lines (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲; 鼓楼区; introducer=agency worker=张三 hired_on=2024-02-01",
                                       A "; 甲; ; introducer=agency worker=张三 hired_on=2024-02-01",
                                       A "; 甲; ; introducer=agency worker=李四 hired_on=2024-02-02", NULL };
  static const char *const second[] = { A "; 甲; 鼓楼区; introducer=agency worker=张三 hired_on=2024-02-01",
                                        A "; 甲; ; introducer=agency worker=张三 hired_on=2024-02-01",
                                        A "; 甲; ; introducer=agency worker=张三 hired_on=2024-02-01",
                                        A "; 甲; ; introducer=agency worker=李四 hired_on=2024-02-03", NULL };
  AwardImportResult result = test_import (test->ledger, test->batch, test->workers, "a.csv", first, NULL);

  g_assert_cmpuint (result.lines, ==, 3);
  /* Two of the three 张三 are those known; the third and the other date of 李四 are new. */
  assert_counts (test_import (test->ledger, test->batch, test->workers, "b.csv", second, NULL), 0, 1, 0);
  g_assert_cmpint (COUNT (test->path, WORKER_LINES), ==, 5);
  assert_counts (test_import (test->ledger, test->batch, test->workers, "c.csv", second, NULL), 0, 0, 1);
  g_assert_cmpint (COUNT (test->path, WORKER_LINES), ==, 5);
}

/* A changed claim has no decision until the next compute; others keep theirs. */
static void
test_forgets_decision (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲; 鼓楼区; output=100", B "; 乙; 鼓楼区; output=200", NULL };
  static const char *const second[] = { A "; 甲; 鼓楼区; output=100", B "; 乙; 鼓楼区; output=201", NULL };

  test_import (test->ledger, test->batch, test->production, "a.csv", first, NULL);
  test_execute (test->path, "INSERT INTO run VALUES (1, 1, 1, 1, 0, 0, 2);"
                            "INSERT INTO decision_fuzhou_2024_5_production "
                            "SELECT id, 1, 0, 0, 0, 0, 1, 1 FROM " CLAIMS);
  assert_counts (test_import (test->ledger, test->batch, test->production, "b.csv", second, NULL), 0, 1, 1);
  g_assert_cmpint (
      test_query (test->path, "SELECT group_concat (claim) FROM decision_fuzhou_2024_5_production"), ==, 1);
}

static void
test_problems (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲; 鼓楼区; output=100", NULL };
  g_autoptr (GError) error = NULL;
  AwardImport *import = test_stage (test->ledger, test->batch, test->production, "a.csv", rows, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  const AwardKeptProblem *first;
  AwardImportResult result;

  award_import_add_problem (import, RULES_SEVERITY_WARNING, "bad-check-character", 3, "B",
                            "91350100M000100Y44", NULL);
  award_import_add_problem (import, RULES_SEVERITY_NOTE, "total-row", 9, NULL, NULL, NULL);
  g_assert_true (award_import_commit (import, &result, &error));
  problems = award_ledger_list_problems (test->ledger, (AwardImportRef){ FALSE, result.import }, &error);
  g_assert_cmpuint (problems->len, ==, 2);
  first = g_ptr_array_index (problems, 0);
  g_assert_cmpint (first->severity, ==, RULES_SEVERITY_WARNING);
  g_assert_cmpstr (first->code, ==, "bad-check-character");
  g_assert_cmpuint (first->row, ==, 3);
  g_assert_cmpstr (first->column, ==, "B");
  g_assert_cmpstr (first->found, ==, "91350100M000100Y44");
  /* The file itself is kept. */
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM file WHERE size = length (content)"), ==, 1);
}

static void
test_dropped (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲; 鼓楼区; output=100", NULL };
  g_autofree char *before = test_digest_content (test->path);
  g_autofree char *after = NULL;

  award_import_free (test_stage (test->ledger, test->batch, test->production, "a.csv", rows, NULL));
  after = test_digest_content (test->path);
  g_assert_cmpstr (before, ==, after);
}

/* A child dies in the middle of its commit, after some milliseconds of its own work: wherever that was, the
 * ledger is as before or has the whole import. */
static void
test_killed (TestLedger *test, gconstpointer data)
{
  const guint n_claims = 20000;
  const int milliseconds[] = { 1, 10, 20, 40, 80 };
  guint n_before = 0;

  test_import_many (test->ledger, test->batch, test->production, 10);
  g_clear_object (&test->ledger);
  for (guint i = 0; i < G_N_ELEMENTS (milliseconds); i++)
    {
      g_autofree char *before = test_digest_content (test->path);
      g_autofree char *after = NULL;
      int status;
      pid_t child = fork ();

      if (child == 0)
        {
          struct itimerval timer = { .it_value.tv_usec = milliseconds[i] * 1000 };
          AwardLedger *ledger = award_ledger_open (test->path, NULL);
          AwardImport *import = test_stage_many (ledger, test->batch, test->production, n_claims);
          AwardImportResult result;

          /* Its signal, SIGPROF, ends the process where it stands. */
          if (setitimer (ITIMER_PROF, &timer, NULL) != 0 || !award_import_commit (import, &result, NULL))
            _exit (1);
          _exit (0);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      test_ledger_reopen (test);
      after = test_digest_content (test->path);
      g_assert_true (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
      if (g_str_equal (before, after))
        n_before++;
      else
        g_assert_cmpint (COUNT (test->path, CLAIMS), ==, n_claims);
      g_assert_cmpint (test_count_faults (test->ledger), ==, 0);
      g_clear_object (&test->ledger);
      if (!g_str_equal (before, after))
        break;
    }
  g_assert_cmpuint (n_before, >, 0);
  test_ledger_reopen (test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/import/plain", test_plain);
  ADD ("/import/duplicate-and-conflict", test_duplicate_and_conflict);
  ADD ("/import/same-file", test_same_file);
  ADD ("/import/corrected", test_corrected);
  ADD ("/import/partial", test_partial);
  ADD ("/import/lines/keyed", test_keyed_lines);
  ADD ("/import/lines/later", test_later_lines);
  ADD ("/import/lines/keyless", test_keyless_lines);
  ADD ("/import/forgets-decision", test_forgets_decision);
  ADD ("/import/problems", test_problems);
  ADD ("/import/dropped", test_dropped);
  ADD ("/import/killed", test_killed);
  return g_test_run ();
}

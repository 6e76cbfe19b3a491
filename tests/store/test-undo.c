/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undoing imports: random ones leave nothing behind, and what later work stands on is not undone. */
#include "award-register.h"
#include "award-step.h"
#include "test-util.h"

#include <sqlite3.h>
#include <string.h>

#define N_ROUNDS 40
#define MAX_STEPS 4

/* What stays on record of an import that was undone, and what is known of policies. */
#define RECORDS                                                                                              \
  "'audit', 'step', 'import', 'import_column', 'problem', 'register_import', 'register_column', "            \
  "'register_problem', 'file', 'batch', 'state', 'measure', 'fact', 'policy', 'code', 'run', "               \
  "'run_setting', 'settled'"

static void
append_rows (sqlite3 *db, GString *out, const char *table)
{
  g_autofree char *list = g_strdup_printf (
      "SELECT group_concat ('quote (\"' || name || '\")', ' || '','' || ') FROM pragma_table_info ('%s')",
      table);
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (db, list, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  sql = g_strdup_printf ("SELECT %s AS row FROM \"%s\" ORDER BY row", sqlite3_column_text (statement, 0),
                         table);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (out, "%s: %s\n", table, sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
}

/* Every row of every table but the records; without what compute makes when not @with_decisions. */
static char *
dump (const char *path, gboolean with_decisions)
{
  GString *out = g_string_new (NULL);
  sqlite3 *db;
  sqlite3_stmt *tables;
  const char *sql = with_decisions
                        ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN (" RECORDS
                          ") ORDER BY name"
                        : "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN (" RECORDS
                          ", 'tally') AND name NOT LIKE 'decision%' ORDER BY name";

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &tables, NULL), ==, SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    append_rows (db, out, (const char *) sqlite3_column_text (tables, 0));
  sqlite3_finalize (tables);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return g_string_free (out, FALSE);
}

static void
assert_whole (TestLedger *test)
{
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM pragma_foreign_key_check"), ==, 0);
}

static gint64
last_step (TestLedger *test)
{
  g_autoptr (AwardLastStep) step = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (award_ledger_get_last_step (test->ledger, &step, &error));
  g_assert_no_error (error);
  return step != NULL ? step->id : 0;
}

static void
undo (TestLedger *test)
{
  g_autoptr (GError) error = NULL;

  gboolean done = award_ledger_undo (test->ledger, last_step (test), &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
assert_refused (TestLedger *test, gint64 step)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = test_digest_content (test->path);
  g_autofree char *after = NULL;

  g_assert_false (award_ledger_undo (test->ledger, step, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT);
  after = test_digest_content (test->path);
  g_assert_cmpstr (before, ==, after);
}

static const char *
pick (GRand *dice, const char *const *words, guint n)
{
  return words[g_rand_int_range (dice, 0, (gint32) n)];
}

#define PICK(words) pick (dice, words, G_N_ELEMENTS (words))

static const char *const codes[] = { "91350100M000100Y43", "913501009990000608", "913501009990000795",
                                     "91350100MA00000016" };
static const char *const names[] = { "甲", "乙", "丙", "" };
static const char *const counties[] = { "鼓楼区", "长乐区", "连江县", "" };

/* A table of one of the measures, with few claimants, keys and figures, so that rows meet. */
static void
import_random (TestLedger *test, GRand *dice, guint number)
{
  g_auto (GStrv) rows = g_new0 (char *, 7);
  g_autofree char *file = g_strdup_printf ("file%u", number);
  const RulesMeasure *measures[] = { test->production, test->meters, test->workers };
  const guint kind = (guint) g_rand_int_range (dice, 0, 3);
  const guint n = (guint) g_rand_int_range (dice, 1, 7);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *facts = NULL;
      const int figure = g_rand_int_range (dice, 1, 4);

      if (kind == 0)
        facts = g_strdup_printf ("above_scale=true industry=17 new_entrant=false province_eligible=true "
                                 "province_award=%d0000 output=6000000%d power=110000%d",
                                 figure, figure, figure);
      else if (kind == 1)
        facts = g_strdup_printf ("above_scale=true industry=17 meter=%d power=%d00000", figure,
                                 g_rand_int_range (dice, 1, 4));
      else
        facts = g_strdup_printf ("introducer=agency worker=w%d employer=e%d hired_on=2024-02-1%d", figure,
                                 g_rand_int_range (dice, 1, 3), g_rand_int_range (dice, 1, 4));
      rows[i] = g_strdup_printf ("%s; %s; %s; %s", PICK (codes), PICK (names), PICK (counties), facts);
    }
  test_import (test->ledger, test->batch, measures[kind], file, (const char *const *) rows, NULL);
}

static void
import_enterprise (TestLedger *test, GRand *dice, guint number)
{
  const guint columns[AWARD_REGISTER_MAX_FIELDS] = { 1, 2, 0, 0, 3, 0, 0, 0 };
  g_autofree char *content = g_strdup_printf ("register %u", number);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardContent) kept = award_content_new_from_bytes (content, strlen (content), &error);
  AwardRegisterImport *import = award_register_begin (
      test->ledger, AWARD_REGISTER_ENTERPRISES, &(AwardSource){ "register", kept, "1" }, columns, &error);
  RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
  AwardImportResult result;
  AwardMerge merge;
  guint first;

  g_assert_no_error (error);
  for (guint i = 0; i < AWARD_REGISTER_MAX_FIELDS; i++)
    fields[i] = (RulesValue){ RULES_MISSING, NULL };
  fields[0] = (RulesValue){ 0, PICK (codes) };
  fields[1] = (RulesValue){ 0, PICK (names) };
  fields[4] = (RulesValue){ 0, PICK (counties) };
  award_register_add (import, 2, fields, &merge, &first);
  g_assert_true (award_register_commit (import, &result, &error));
  g_assert_no_error (error);
}

/* One to three tables that came in together. */
static void
make_step (TestLedger *test, GRand *dice, guint *number)
{
  g_autoptr (GError) error = NULL;
  AwardStep *step = award_step_begin (test->ledger, &error);
  gint64 id;

  g_assert_no_error (error);
  for (int n = g_rand_int_range (dice, 1, 4); n > 0; n--)
    if (g_rand_int_range (dice, 0, 4) == 0)
      import_enterprise (test, dice, (*number)++);
    else
      import_random (test, dice, (*number)++);
  g_assert_true (award_step_commit (step, &id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (id, ==, last_step (test));
}

static void
test_random (TestLedger *test, gconstpointer data)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20240229);
  guint number = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      char *before[MAX_STEPS];
      const guint n_steps = (guint) g_rand_int_range (dice, 1, MAX_STEPS + 1);
      /* In every third round a compute follows the step of this number. */
      const guint computed = round % 3 == 0 ? (guint) g_rand_int_range (dice, 0, (gint32) n_steps) : n_steps;

      if (round % 4 == 1)
        test_compute (test->ledger, test->batch);
      for (guint i = 0; i < n_steps; i++)
        {
          before[i] = dump (test->path, computed == n_steps);
          make_step (test, dice, &number);
          if (i == computed)
            test_compute (test->ledger, test->batch);
        }
      if (round % 5 == 0)
        test_ledger_reopen (test);
      for (guint i = n_steps; i-- > 0;)
        {
          g_autofree char *after = NULL;

          undo (test);
          after = dump (test->path, computed == n_steps);
          g_assert_cmpstr (before[i], ==, after);
          g_free (before[i]);
          assert_whole (test);
        }
      /* The next round starts from something else. */
      if (round % 2 == 0)
        import_random (test, dice, number++);
    }
}

static void
test_same_file_again (TestLedger *test, gconstpointer data)
{
  AwardImportResult result =
      test_import (test->ledger, test->batch, test->production, "a", test_production_rows, NULL);

  g_assert_cmpuint (result.added, ==, 3);
  undo (test);
  g_assert_cmpint (last_step (test), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant"), ==, 0);
  /* It is no longer in the ledger: it comes in again. */
  result = test_import (test->ledger, test->batch, test->production, "a", test_production_rows, NULL);
  g_assert_false (result.same_file);
  g_assert_cmpuint (result.added, ==, 3);
  result = test_import (test->ledger, test->batch, test->production, "a", test_production_rows, NULL);
  g_assert_true (result.same_file);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM import"), ==, 2);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit WHERE action = 'undo'"), ==, 1);
  assert_whole (test);
}

/* After a compute the claims left are to be computed again. */
static void
test_after_compute (TestLedger *test, gconstpointer data)
{
  static const char *const more[] = { "91350100MA00000016; 丁; 连江县; above_scale=true industry=17", NULL };

  test_import (test->ledger, test->batch, test->production, "a", test_production_rows, NULL);
  test_import (test->ledger, test->batch, test->production, "b", more, NULL);
  test_compute (test->ledger, test->batch);
  undo (test);
  g_assert_cmpint (test_query (test->path, "SELECT sum(claims) FROM tally"), ==, 3);
  g_assert_cmpint (test_query (test->path, "SELECT sum(award + refuse + review) FROM tally"), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM decision_fuzhou_2024_5_production"), ==, 0);
  assert_whole (test);
  test_compute (test->ledger, test->batch);
  g_assert_cmpint (test_query (test->path, "SELECT sum(award + refuse + review) FROM tally"), ==, 3);
  assert_whole (test);
}

static void
test_refused (TestLedger *test, gconstpointer data)
{
  static const char *const more[] = { "91350100MA00000016; 丁; 连江县; above_scale=true industry=17", NULL };
  gint64 first, second;

  assert_refused (test, 1);
  test_import (test->ledger, test->batch, test->production, "a", test_production_rows, NULL);
  first = last_step (test);
  test_import (test->ledger, test->batch, test->production, "b", more, NULL);
  second = last_step (test);
  assert_refused (test, first);
  undo (test);
  assert_refused (test, second);

  /* A claim changed by what knows no steps, and work of a kind unknown here. */
  test_execute (test->path, "UPDATE holding SET claims = claims + 1");
  assert_refused (test, first);
  test_execute (test->path, "UPDATE holding SET claims = claims - 1");
  test_execute (test->path, "INSERT INTO audit (at, person, action, detail, digest) "
                            "VALUES (1, 'a', 'approve', '', '')");
  assert_refused (test, first);
  test_execute (test->path, "DELETE FROM audit WHERE action = 'approve'");
  undo (test);
}

/* Of many steps only the last can be undone, one after the other. */
static void
test_kept (TestLedger *test, gconstpointer data)
{
  for (guint i = 0; i < AWARD_STEPS_KEPT + 2; i++)
    {
      g_autofree char *row = g_strdup_printf (
          "91350100M000100Y43; 甲; 鼓楼区; above_scale=true industry=17 province_award=%u0000", i + 1);
      const char *rows[] = { row, NULL };

      test_import (test->ledger, test->batch, test->production, "a", rows, NULL);
    }
  for (guint i = 0; i < AWARD_STEPS_KEPT; i++)
    undo (test);
  g_assert_cmpint (last_step (test), ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT province_award FROM claim_fuzhou_2024_5_production"), ==,
                   2000000);
  assert_refused (test, 2);
}

/* A step given up leaves nothing, and the ledger is as usable as before. */
static void
test_given_up (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = test_digest_content (test->path);
  g_autofree char *after = NULL;
  AwardStep *step = award_step_begin (test->ledger, &error);

  g_assert_no_error (error);
  test_import (test->ledger, test->batch, test->production, "a", test_production_rows, NULL);
  award_step_free (step);
  after = test_digest_content (test->path);
  g_assert_cmpstr (before, ==, after);
  test_import (test->ledger, test->batch, test->production, "a", test_production_rows, NULL);
  g_assert_cmpint (last_step (test), ==, 1);
  assert_whole (test);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (TestLedger *test, gconstpointer data);
  } tests[] = {
    { "/undo/random", test_random },
    { "/undo/same-file-again", test_same_file_again },
    { "/undo/after-compute", test_after_compute },
    { "/undo/refused", test_refused },
    { "/undo/kept", test_kept },
    { "/undo/given-up", test_given_up },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, TestLedger, NULL, test_ledger_set_up, tests[i].func, test_ledger_tear_down);
  return g_test_run ();
}

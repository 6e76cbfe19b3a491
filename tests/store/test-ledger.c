/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, opening, refusing, copying and migrating ledgers.
 *
 * Refused: missing, folder, empty, other file, other database, newer, cut short, damaged schema, read-only.
 * In each case the file is untouched and nothing is left beside it. */
#include "award-ledger.h"
#include "award-migrate.h"
#include "award-policies.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Released steps never change. */
static const char *const step_digests[] = {
  "fcab5cf95706df12e2791fd853a56a930cf0a3a5e779775245f16a6830227248",
  "40dbdcc913021c7bf15d9504179b8204ae4e92523e242a11b906496b9024734b",
  "3adb326fe7612559e3372853dfd74c565450c9f40776a620d9ee3ede131df8a1",
  "ce8456ca4be611e4064ade78347b2bec0c6470cd5010f5a58444a4e81f4b0de0",
  "3fd03c1e121a9c7e76d07c6e92b9ac4e203f943bedf419a258a3df28acaa549e",
  "ac60696eab763cc42fbbb2655fb73f8ef79eae1506f47b8a9a6d95536dc0d9d7",
  "4957ffdd2c0b03173bde215436d2b2ab0377412283e36cb815bd1e39ad9f5702",
};

static void
assert_refused (const char *path, AwardLedgerError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) ledger = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  gboolean is_file = g_file_test (path, G_FILE_TEST_IS_REGULAR);
  g_autofree char *before = is_file ? test_digest_file (path) : NULL;
  g_autofree char *after = NULL;
  guint n_files = test_count_files (folder);

  ledger = award_ledger_open (path, &error);
  g_assert_null (ledger);
  g_assert_error (error, AWARD_LEDGER_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, name));
  after = is_file ? test_digest_file (path) : NULL;
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (test_count_files (folder), ==, n_files);
}

static void
test_new (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) again = NULL;
  g_autoptr (GPtrArray) batches = award_ledger_list_batches (test->ledger, &error);
  const AwardBatch *batch = g_ptr_array_index (batches, 0);

  g_assert_cmpuint (batches->len, ==, 1);
  g_assert_cmpint (batch->id, ==, test->batch);
  g_assert_cmpint (batch->as_of, ==, RULES_MISSING);
  g_assert_cmpstr (award_ledger_get_path (test->ledger), ==, test->path);

  again = award_ledger_new (test->path, &error);
  g_assert_null (again);
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_EXISTS);
  g_clear_error (&error);

  /* Closed, a ledger is one file. */
  g_clear_object (&test->ledger);
  g_assert_cmpuint (test_count_files (test->folder), ==, 1);
  test_ledger_reopen (test);
}

static void
test_new_nowhere (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (test->folder, "missing", "a.duixian", NULL);
  g_autoptr (AwardLedger) ledger = award_ledger_new (path, &error);

  g_assert_null (ledger);
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_NOT_FOUND);
}

static void
test_batches (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardBatch) missing = award_ledger_get_batch (test->ledger, "2024年二季度", FALSE, &error);
  g_autoptr (AwardBatch) made = NULL;
  g_autoptr (AwardBatch) current = NULL;
  g_autoptr (AwardBatch) again = NULL;

  g_assert_null (missing);
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_clear_error (&error);
  made = award_ledger_get_batch (test->ledger, "2024年二季度", TRUE, &error);
  g_assert_no_error (error);
  again = award_ledger_get_batch (test->ledger, "2024年二季度", TRUE, &error);
  g_assert_cmpint (made->id, ==, again->id);
  test_ledger_reopen (test);
  current = award_ledger_get_batch (test->ledger, NULL, FALSE, &error);
  g_assert_cmpint (made->id, ==, current->id);
}

static void
test_refused_files (TestLedger *test, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (test->folder, "missing.duixian", NULL);
  g_autofree char *folder = g_build_filename (test->folder, "folder.duixian", NULL);
  g_autofree char *empty = g_build_filename (test->folder, "empty.duixian", NULL);
  g_autofree char *text = g_build_filename (test->folder, "text.duixian", NULL);
  g_autofree char *other = g_build_filename (test->folder, "other.duixian", NULL);

  assert_refused (missing, AWARD_LEDGER_ERROR_NOT_FOUND);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_refused (folder, AWARD_LEDGER_ERROR_NOT_A_LEDGER);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  assert_refused (empty, AWARD_LEDGER_ERROR_NOT_A_LEDGER);
  g_assert_true (g_file_set_contents (text, "企业名称,统一社会信用代码\n", -1, NULL));
  assert_refused (text, AWARD_LEDGER_ERROR_NOT_A_LEDGER);
  g_assert_true (g_file_set_contents (other, "", 0, NULL));
  test_execute (other, "CREATE TABLE t (a); INSERT INTO t VALUES (1)");
  assert_refused (other, AWARD_LEDGER_ERROR_NOT_A_LEDGER);
}

static void
test_newer (TestLedger *test, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %d", award_migrate_newest () + 1);

  g_clear_object (&test->ledger);
  test_execute (test->path, sql);
  assert_refused (test->path, AWARD_LEDGER_ERROR_NEWER);
}

static void
test_damaged (TestLedger *test, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize length;

  g_clear_object (&test->ledger);
  g_assert_true (g_file_get_contents (test->path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (test->path, content, (gssize) length - 5000, NULL));
  assert_refused (test->path, AWARD_LEDGER_ERROR_DAMAGED);
  /* The first page holds the header and the schema. */
  memset (content + 100, 0xa5, 900);
  g_assert_true (g_file_set_contents (test->path, content, (gssize) length, NULL));
  assert_refused (test->path, AWARD_LEDGER_ERROR_DAMAGED);
}

/* As root nothing is read-only but what another user owns: the child gives its rights up. */
static void
test_read_only (TestLedger *test, gconstpointer data)
{
  int status;
  pid_t child;

  g_clear_object (&test->ledger);
  g_assert_cmpint (g_chmod (test->folder, 0755), ==, 0);
  g_assert_cmpint (g_chmod (test->path, 0444), ==, 0);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;
      AwardLedger *ledger;
      g_autofree char *before = test_digest_file (test->path);
      g_autofree char *after = NULL;

      if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
        _exit (2);
      ledger = award_ledger_open (test->path, &error);
      after = test_digest_file (test->path);
      _exit (ledger == NULL && g_error_matches (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_READ_ONLY) &&
                     strcmp (before, after) == 0 && test_count_files (test->folder) == 1
                 ? 0
                 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
}

static void
test_settings (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesSettings) settings = NULL;
  const RulesChoice *choice = rules_measure_get_choice (test->production, 0);

  g_assert_cmpstr (choice->id, ==, "floor-boundary");
  g_assert_false (award_ledger_set (test->ledger, test->production, "no-such", "1", &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (award_ledger_set (test->ledger, test->production, choice->id, "no-such", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_true (
      award_ledger_set (test->ledger, test->production, choice->id, choice->options[1].id, &error));
  g_assert_no_error (error);
  test_ledger_reopen (test);
  settings = award_ledger_get_settings (test->ledger, test->production, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rules_settings_get_choice (settings, 0), ==, 1);
}

static void
test_backup (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (test->folder, "备份.duixian", NULL);
  g_autoptr (AwardLedger) copy = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  guint n_files;

  test_import_many (test->ledger, test->batch, test->production, 500);
  n_files = test_count_files (test->folder);
  g_assert_true (award_ledger_backup (test->ledger, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (test_count_files (test->folder), ==, n_files + 1);
  copy = award_ledger_open (path, &error);
  g_assert_no_error (error);
  totals = award_ledger_list_totals (copy, test->batch, FALSE, &error);
  g_assert_cmpuint (totals->len, ==, 1);
  g_assert_cmpint (((AwardTotal *) g_ptr_array_index (totals, 0))->claims, ==, 500);
  g_assert_false (award_ledger_backup (test->ledger, path, NULL, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_EXISTS);
}

static void
test_backup_cancelled (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (test->folder, "备份.duixian", NULL);
  guint n_files = test_count_files (test->folder);

  g_cancellable_cancel (cancellable);
  g_assert_false (award_ledger_backup (test->ledger, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test_count_files (test->folder), ==, n_files);
}

static void
test_migrate (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT", NULL };
  static const char *const good[] = { "", "ALTER TABLE a ADD COLUMN b TEXT", "INSERT INTO a VALUES (1, 'x')",
                                      NULL };
  static const char *const bad[] = { "", "", "", "CREATE TABLE c (id); INSERT INTO no_such VALUES (1)",
                                     NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (test->folder, "old.duixian", NULL);
  g_autofree char *copy = g_strconcat (path, ".v1", NULL);
  g_autofree char *copy_3 = g_strconcat (path, ".v3", NULL);
  g_autoptr (AwardDb) db = award_db_open (path, AWARD_DB_CREATE, &error);

  g_assert_true (award_migrate_with (db, first, FALSE, &error));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  /* Nothing to do: no copy. */
  g_assert_true (award_migrate_with (db, first, TRUE, &error));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));

  g_assert_true (award_migrate_with (db, good, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_query (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (test_query (copy, "SELECT count(*) FROM a"), ==, 0);
  g_assert_cmpint (test_query (path, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (test_query (path, "SELECT count(*) FROM a WHERE b = 'x'"), ==, 1);

  /* A step that fails leaves nothing of itself. */
  g_assert_false (award_migrate_with (db, bad, TRUE, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (test_query (path, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (test_query (path, "SELECT count(*) FROM sqlite_schema WHERE name = 'c'"), ==, 0);
  g_assert_true (g_file_test (copy_3, G_FILE_TEST_EXISTS));

  g_assert_false (award_migrate_with (db, first, TRUE, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_NEWER);
}

static void
test_step_digests (void)
{
  g_assert_cmpint (award_migrate_newest (), ==, G_N_ELEMENTS (step_digests));
  for (guint i = 0; i < G_N_ELEMENTS (step_digests); i++)
    {
      g_autofree char *name = g_strdup_printf ("%04u.sql", i + 1);
      g_autofree char *path =
          g_build_filename (g_getenv ("DUIXIAN_SOURCE_DIR"), "resources", "schema", name, NULL);
      g_autofree char *digest = test_digest_file (path);

      g_assert_cmpstr (digest, ==, step_digests[i]);
    }
}

/* Tables are STRICT and have a primary key, and none a generated column: a changeset needs that. */
static void
test_schema_rules (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { "91350100M000100Y43; 甲; 鼓楼区; meter=1 power=500000", NULL };

  test_import_many (test->ledger, test->batch, test->production, 3);
  test_import (test->ledger, test->batch, test->meters, "a.csv", rows, NULL);
  g_assert_cmpint (test_query (test->path,
                               "SELECT count(*) FROM pragma_table_list "
                               "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' "
                               "AND NOT strict"),
                   ==, 0);
  g_assert_cmpint (test_query (test->path,
                               "SELECT count(*) FROM pragma_table_list t "
                               "WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' "
                               "AND NOT EXISTS (SELECT 1 FROM pragma_table_info (t.name) WHERE pk > 0)"),
                   ==, 0);
  g_assert_cmpint (test_query (test->path,
                               "SELECT count(*) FROM pragma_table_list t, pragma_table_xinfo (t.name) c "
                               "WHERE t.schema = 'main' AND c.hidden <> 0"),
                   ==, 0);
  g_assert_cmpint (test_query (test->path, "PRAGMA application_id"), ==, 0x44756958);
  /* Named as the contract names measures, so that any SQLite tool can read them. */
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claim_fuzhou_2024_5_production"), ==, 3);
  g_assert_cmpint (test_query (test->path, "SELECT power FROM line_fuzhou_2024_5_festival_power"), ==,
                   50000000);
}

static void
test_measures (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = award_ledger_list_measures (test->ledger, &error);
  g_autoptr (GPtrArray) after = NULL;

  g_assert_cmpuint (before->len, >=, 7);
  test_import_many (test->ledger, test->batch, test->production, 3);
  after = award_ledger_list_measures (test->ledger, &error);
  g_assert_cmpuint (after->len, ==, 7);
  g_assert_true (g_ptr_array_index (after, 0) == test->production);
}

static void
test_two_connections (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) other = award_ledger_open (test->path, &error);
  g_autoptr (GPtrArray) totals = NULL;

  g_assert_no_error (error);
  totals = award_ledger_list_totals (other, test->batch, FALSE, &error);
  g_assert_cmpuint (totals->len, ==, 0);
  g_clear_pointer (&totals, g_ptr_array_unref);
  test_import_many (test->ledger, test->batch, test->production, 100);
  totals = award_ledger_list_totals (other, test->batch, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (totals->len, ==, 1);
  g_clear_pointer (&totals, g_ptr_array_unref);
  g_assert_true (award_ledger_set (other, test->production, "floor-boundary", "refuse", &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/ledger/new", test_new);
  ADD ("/ledger/new/nowhere", test_new_nowhere);
  ADD ("/ledger/batches", test_batches);
  ADD ("/ledger/refused", test_refused_files);
  ADD ("/ledger/newer", test_newer);
  ADD ("/ledger/damaged", test_damaged);
  ADD ("/ledger/read-only", test_read_only);
  ADD ("/ledger/settings", test_settings);
  ADD ("/ledger/backup", test_backup);
  ADD ("/ledger/backup/cancelled", test_backup_cancelled);
  ADD ("/ledger/migrate", test_migrate);
  ADD ("/ledger/schema", test_schema_rules);
  ADD ("/ledger/measures", test_measures);
  ADD ("/ledger/two-connections", test_two_connections);
  g_test_add_func ("/ledger/steps", test_step_digests);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever stops a computation (cancel, kill, a full disk, another writer), the ledger is as before. */
#include "award-compute.h"
#include "test-util.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  GCancellable *cancellable;
  guint64 at;
  guint64 last;
  guint64 total;
} Cancel;

static void
cancel_at (guint64 done, guint64 total, gpointer data)
{
  Cancel *cancel = data;

  g_assert_cmpuint (done, >=, cancel->last);
  cancel->last = done;
  cancel->total = total;
  if (done >= cancel->at)
    g_cancellable_cancel (cancel->cancellable);
}

static void
test_cancel (TestLedger *test, gconstpointer data)
{
  const guint64 places[] = { 0, 4096, 12288, 20000 };

  test_import_many (test->ledger, test->batch, test->production, 20000);
  test_compute (test->ledger, test->batch);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Cancel cancel = { cancellable, places[i], 0, 0 };
      g_autofree char *before = test_digest_content (test->path);
      g_autofree char *after = NULL;

      g_assert_false (award_ledger_compute (test->ledger, test->batch, TEST_AS_OF, cancel_at, &cancel,
                                            cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_cmpuint (cancel.total, ==, 20000);
      after = test_digest_content (test->path);
      g_assert_cmpstr (before, ==, after);
    }
  test_compute (test->ledger, test->batch);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

static void
die_at (guint64 done, guint64 total, gpointer data)
{
  if (done >= *(guint64 *) data)
    kill (getpid (), SIGKILL);
}

static void
test_killed (TestLedger *test, gconstpointer data)
{
  const guint64 places[] = { 4096, 16384, 20000 };

  test_import_many (test->ledger, test->batch, test->production, 20000);
  test_compute (test->ledger, test->batch);
  g_clear_object (&test->ledger);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *before = test_digest_content (test->path);
      g_autofree char *after = NULL;
      int status;
      pid_t child = fork ();

      if (child == 0)
        {
          guint64 place = places[i];
          AwardLedger *ledger = award_ledger_open (test->path, NULL);

          _exit (award_ledger_compute (ledger, test->batch, TEST_AS_OF + 1, die_at, &place, NULL, NULL));
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      test_ledger_reopen (test);
      after = test_digest_content (test->path);
      g_assert_cmpstr (before, ==, after);
      g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
      g_clear_object (&test->ledger);
    }
  test_ledger_reopen (test);
}

/* The child may not write a file past what the ledger has now. */
static void
test_full_disk (TestLedger *test, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  int status;
  pid_t child;

  test_import_many (test->ledger, test->batch, test->production, 20000);
  g_clear_object (&test->ledger);
  before = test_digest_content (test->path);
  child = fork ();
  if (child == 0)
    {
      struct rlimit limit = { 200 * 1024, 200 * 1024 };
      g_autoptr (GError) error = NULL;
      AwardLedger *ledger = award_ledger_open (test->path, NULL);
      AwardImport *import = test_stage_many (ledger, test->batch, test->production, 30000);
      AwardImportResult result;

      signal (SIGXFSZ, SIG_IGN);
      if (ledger == NULL || setrlimit (RLIMIT_FSIZE, &limit) != 0)
        _exit (2);
      if (award_ledger_compute (ledger, test->batch, TEST_AS_OF, NULL, NULL, NULL, &error) ||
          !g_error_matches (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FULL))
        {
          g_printerr ("# compute: %s\n", error != NULL ? error->message : "done");
          _exit (3);
        }
      g_clear_error (&error);
      if (award_import_commit (import, &result, &error) ||
          !g_error_matches (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FULL))
        _exit (4);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  test_ledger_reopen (test);
  after = test_digest_content (test->path);
  g_assert_cmpstr (before, ==, after);
  test_compute (test->ledger, test->batch);
}

static void
test_busy (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int ready[2], go[2];
  char byte;
  pid_t child;

  test_import_many (test->ledger, test->batch, test->production, 10);
  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (go), ==, 0);
  child = fork ();
  if (child == 0)
    {
      /* Holds the write lock until told. */
      execl ("/usr/bin/python3", "python3", "-c",
             "import os, sqlite3, sys\n"
             "db = sqlite3.connect (sys.argv[1], isolation_level=None)\n"
             "db.execute ('BEGIN IMMEDIATE')\n"
             "os.write (int (sys.argv[2]), b'r')\n"
             "os.read (int (sys.argv[3]), 1)\n",
             test->path, g_strdup_printf ("%d", ready[1]), g_strdup_printf ("%d", go[0]), NULL);
      _exit (1);
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_false (award_ledger_compute (test->ledger, test->batch, TEST_AS_OF, NULL, NULL, NULL, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_BUSY);
  g_assert_cmpint (write (go[1], "g", 1), ==, 1);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  test_compute (test->ledger, test->batch);
}

/* Another connection of this process to the ledger, come and gone, leaves the first one's locks alone: a
 * program that reads the ledger meanwhile does not take itself for the last one, and the log away. */
static void
test_beside (TestLedger *test, gconstpointer data)
{
  static const char *const script =
      "import sqlite3, sys\n"
      "db = sqlite3.connect (sys.argv[1])\n"
      "db.execute ('INSERT INTO batch (name, created) VALUES (?, 0)', ('other',))\n"
      "db.commit ()\n"
      "db.close ()\n";
  const char *argv[] = { "/usr/bin/python3", "-c", script, test->path, NULL };
  g_autofree char *log = g_strconcat (test->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) other = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  int status;

  test_import_many (test->ledger, test->batch, test->production, 10);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  other = award_ledger_open (test->path, &error);
  g_assert_no_error (error);
  g_clear_object (&other);
  g_assert_true (
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error));
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  batches = award_ledger_list_batches (test->ledger, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batches->len, ==, 2);
  other = award_ledger_open (test->path, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                                  \
  g_test_add (path, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)
  ADD ("/harm/cancel", test_cancel);
  ADD ("/harm/killed", test_killed);
  ADD ("/harm/full-disk", test_full_disk);
  ADD ("/harm/busy", test_busy);
  ADD ("/harm/beside", test_beside);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-db"

#include "config.h"

#include "award-migrate.h"
#include "award-data.h"
#include "award-ledger.h"

#include <errno.h>
#include <stdio.h>

/* Steps are 0001.sql, 0002.sql …; the array is NULL-terminated. */
static const char *const *
built_in_steps (void)
{
  static gsize once = 0;
  static const char **steps = NULL;

  if (g_once_init_enter (&once))
    {
      GPtrArray *found = g_ptr_array_new ();

      for (guint version = 1;; version++)
        {
          g_autofree char *path = g_strdup_printf (RESOURCE_PREFIX "/schema/%04u.sql", version);
          GBytes *bytes =
              g_resource_lookup_data (award_data_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

          if (bytes == NULL)
            break;
          /* Resource data ends in a NUL and lives as long as the program. */
          g_ptr_array_add (found, (gpointer) g_bytes_get_data (bytes, NULL));
          g_bytes_unref (bytes);
        }
      g_assert (found->len > 0);
      g_ptr_array_add (found, NULL);
      steps = (const char **) g_ptr_array_free (found, FALSE);
      g_once_init_leave (&once, 1);
    }
  return steps;
}

static int
count_steps (const char *const *steps)
{
  return (int) g_strv_length ((char **) steps);
}

int
award_migrate_newest (void)
{
  return count_steps (built_in_steps ());
}

gboolean
award_db_copy (AwardDb *db, const char *path, GCancellable *cancellable, GError **error)
{
  const int pages_at_once = 1024;
  g_autoptr (AwardDb) copy = award_db_open (path, AWARD_DB_CREATE, error);
  g_autoptr (sqlite3_backup) backup = NULL;
  int rc = SQLITE_OK;

  if (copy == NULL)
    return FALSE;
  backup = sqlite3_backup_init (copy->handle, "main", db->handle, "main");
  if (backup == NULL)
    return award_db_fail (copy, sqlite3_extended_errcode (copy->handle), error);
  while (rc == SQLITE_OK)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      rc = sqlite3_backup_step (backup, pages_at_once);
    }
  if (rc != SQLITE_DONE)
    return award_db_fail (copy, rc, error);
  rc = sqlite3_backup_finish (g_steal_pointer (&backup));
  return rc == SQLITE_OK || award_db_fail (copy, rc, error);
}

/* "ledger.duixian" of version 1 is kept as "ledger.duixian.v1", or .v1-2 when that is taken. */
static gboolean
copy_beside (AwardDb *db, int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("%s.v%d", db->path, version);
  g_autofree char *unfinished = NULL;

  for (int n = 2; g_file_test (path, G_FILE_TEST_EXISTS); n++)
    {
      g_free (path);
      path = g_strdup_printf ("%s.v%d-%d", db->path, version, n);
    }
  unfinished = g_strconcat (path, ".part", NULL);
  remove (unfinished);
  if (!award_db_copy (db, unfinished, NULL, error))
    {
      remove (unfinished);
      return FALSE;
    }
  return rename (unfinished, path) == 0 || award_db_fail_errno (path, errno, error);
}

gboolean
award_migrate_with (AwardDb *db, const char *const *steps, gboolean keep_copy, GError **error)
{
  int newest = count_steps (steps);
  gint64 version;

  if (!award_db_get_int (db, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  if (version > newest)
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_NEWER, db->path);
      return FALSE;
    }
  if (version < newest && keep_copy && !copy_beside (db, (int) version, error))
    return FALSE;
  for (int step = (int) version; step < newest; step++)
    {
      g_autoptr (AwardTransaction) transaction = award_transaction_begin (db, error);
      g_autofree char *done = g_strdup_printf ("PRAGMA user_version = %d", step + 1);

      if (transaction == NULL || !award_db_exec (db, steps[step], error) ||
          !award_db_exec (db, done, error) ||
          !award_transaction_commit (g_steal_pointer (&transaction), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
award_migrate (AwardDb *db, gboolean keep_copy, GError **error)
{
  return award_migrate_with (db, built_in_steps (), keep_copy, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-db"

#include "config.h"

#include "award-db.h"
#include "award-ledger.h"
#include "award-open-file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

/* How long to wait for another connection to finish writing. */
#define BUSY_MILLISECONDS 3000
/* Negative: KiB of pages. */
#define CACHE_KIB "-16384"
#define WIDE_CACHE_KIB "-65536"

struct _AwardTransaction
{
  AwardDb *db;
  guint depth; /* 0: the outermost */
};

G_DEFINE_QUARK (award - ledger - error - quark, award_ledger_error)

void
award_db_set_error (GError **error, int code, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  switch ((AwardLedgerError) code)
    {
    case AWARD_LEDGER_ERROR_NOT_A_LEDGER:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("“%s” is not a ledger of this program. Choose a file that ends in .duixian."), name);
      break;
    case AWARD_LEDGER_ERROR_DAMAGED:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("“%s” is damaged and was left as it is. Restore the latest backup of it."), name);
      break;
    case AWARD_LEDGER_ERROR_NEWER:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("“%s” was written by a newer version of this program. Update the program to open it."),
                   name);
      break;
    case AWARD_LEDGER_ERROR_EXISTS:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("“%s” is there already and was not overwritten. Choose another name."), name);
      break;
    case AWARD_LEDGER_ERROR_NOT_FOUND:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("“%s” or its folder does not exist. Check the name and where it is kept."), name);
      break;
    case AWARD_LEDGER_ERROR_READ_ONLY:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("“%s” cannot be written. Check the permissions of the file and of its folder, or work "
                      "on a copy."),
                   name);
      break;
    case AWARD_LEDGER_ERROR_FULL:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("There is no room left to write “%s”. It is as it was before; free some space and try "
                      "again."),
                   name);
      break;
    case AWARD_LEDGER_ERROR_BUSY:
      g_set_error (error, AWARD_LEDGER_ERROR, code,
                   _ ("Another program is writing to “%s”. Try again when it has finished."), name);
      break;
    case AWARD_LEDGER_ERROR_UNKNOWN:
    case AWARD_LEDGER_ERROR_CONFLICT:
    case AWARD_LEDGER_ERROR_UNSOUND:
    case AWARD_LEDGER_ERROR_FAILED:
    default:
      g_set_error (error, AWARD_LEDGER_ERROR, code, _ ("“%s” could not be read or written."), name);
      break;
    }
}

gboolean
award_db_fail_errno (const char *path, int errnum, GError **error)
{
  g_autofree char *name = NULL;

  switch (errnum)
    {
    case ENOENT:
    case ENOTDIR:
      award_db_set_error (error, AWARD_LEDGER_ERROR_NOT_FOUND, path);
      return FALSE;
    case EISDIR:
      award_db_set_error (error, AWARD_LEDGER_ERROR_NOT_A_LEDGER, path);
      return FALSE;
    case EACCES:
    case EPERM:
    case EROFS:
      award_db_set_error (error, AWARD_LEDGER_ERROR_READ_ONLY, path);
      return FALSE;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      award_db_set_error (error, AWARD_LEDGER_ERROR_FULL, path);
      return FALSE;
    case EEXIST:
      award_db_set_error (error, AWARD_LEDGER_ERROR_EXISTS, path);
      return FALSE;
    default:
      name = g_filename_display_name (path);
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED,
                   _ ("“%s” could not be read or written: %s."), name, g_strerror (errnum));
      return FALSE;
    }
}

/* What the system said last of the ledger's files. SQLite's own record may be overwritten while it rolls
 * back. */
static int
system_error (AwardDb *db)
{
  int errnum = sqlite3_system_errno (db->handle);
  sqlite3_file *log = NULL;

  if (errnum == 0)
    sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_LAST_ERRNO, &errnum);
  if (errnum == 0 &&
      sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK &&
      log != NULL && log->pMethods != NULL)
    log->pMethods->xFileControl (log, SQLITE_FCNTL_LAST_ERRNO, &errnum);
  return errnum;
}

gboolean
award_db_fail (AwardDb *db, int rc, GError **error)
{
  g_autofree char *name = g_filename_display_name (db->path);
  int errnum = system_error (db);

  switch (rc & 0xff)
    {
    case SQLITE_NOTADB:
      award_db_set_error (error, AWARD_LEDGER_ERROR_NOT_A_LEDGER, db->path);
      break;
    case SQLITE_CORRUPT:
      award_db_set_error (error, AWARD_LEDGER_ERROR_DAMAGED, db->path);
      break;
    case SQLITE_FULL:
      award_db_set_error (error, AWARD_LEDGER_ERROR_FULL, db->path);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      award_db_set_error (error, AWARD_LEDGER_ERROR_BUSY, db->path);
      break;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      award_db_set_error (
          error, errnum == ENOENT ? AWARD_LEDGER_ERROR_NOT_FOUND : AWARD_LEDGER_ERROR_READ_ONLY, db->path);
      break;
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled; nothing was changed."));
      break;
    case SQLITE_IOERR:
      if (errnum == ENOSPC || errnum == EDQUOT || errnum == EFBIG)
        award_db_set_error (error, AWARD_LEDGER_ERROR_FULL, db->path);
      else
        g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED,
                     _ ("“%s” could not be read or written: %s."), name,
                     errnum != 0 ? g_strerror (errnum) : sqlite3_errmsg (db->handle));
      break;
    default:
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED,
                   _ ("“%s” could not be read or written: %s."), name, sqlite3_errmsg (db->handle));
      break;
    }
  return FALSE;
}

AwardDb *
award_db_open (const char *path, AwardDbMode mode, GError **error)
{
  g_autoptr (AwardDb) db = g_new0 (AwardDb, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int rc;

  db->path = g_strdup (path);
  flags |= mode == AWARD_DB_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (mode == AWARD_DB_CREATE)
    flags |= SQLITE_OPEN_CREATE;
  rc = sqlite3_open_v2 (path, &db->handle, flags, NULL);
  if (rc != SQLITE_OK)
    {
      award_db_fail (db, rc, error);
      return NULL;
    }

  db->file = award_open_file_add (path);
  sqlite3_busy_timeout (db->handle, BUSY_MILLISECONDS);
  /* A ledger may come from anywhere: nothing in its schema may call what it should not. */
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  if (!award_db_exec (db,
                      "PRAGMA cell_size_check = ON;"
                      "PRAGMA temp_store = MEMORY;"
                      "PRAGMA cache_size = " CACHE_KIB ";"
                      "PRAGMA synchronous = NORMAL;",
                      error))
    return NULL;
  return g_steal_pointer (&db);
}

void
award_db_close (AwardDb *db)
{
  /* _v2: a row model may still hold a statement. */
  sqlite3_close_v2 (db->handle);
  award_open_file_remove (db->file);
  g_free (db->path);
  g_free (db);
}

gboolean
award_db_exec (AwardDb *db, const char *sql, GError **error)
{
  int rc = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  return rc == SQLITE_OK || award_db_fail (db, rc, error);
}

sqlite3_stmt *
award_db_prepare (AwardDb *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int rc = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (rc == SQLITE_OK)
    return statement;
  award_db_fail (db, rc, error);
  return NULL;
}

static gboolean
bind_all (AwardDb *db, sqlite3_stmt *statement, GError **error, const char *types, va_list values)
{
  for (int i = 1; types[i - 1] != '\0'; i++)
    {
      int rc = SQLITE_MISUSE;

      switch (types[i - 1])
        {
        case 'i':
          rc = sqlite3_bind_int64 (statement, i, va_arg (values, gint64));
          break;
        case 'm':
          {
            gint64 value = va_arg (values, gint64);

            rc = value == RULES_MISSING ? sqlite3_bind_null (statement, i)
                                        : sqlite3_bind_int64 (statement, i, value);
            break;
          }
        case 't':
          rc = sqlite3_bind_text (statement, i, va_arg (values, const char *), -1, SQLITE_STATIC);
          break;
        case 'b':
          {
            gsize size = 0;
            const void *data = g_bytes_get_data (va_arg (values, GBytes *), &size);

            rc = sqlite3_bind_blob64 (statement, i, data != NULL ? data : "", size, SQLITE_STATIC);
            break;
          }
        default:
          g_assert_not_reached ();
        }
      if (rc != SQLITE_OK)
        return award_db_fail (db, rc, error);
    }
  return TRUE;
}

gboolean
award_db_bind (AwardDb *db, sqlite3_stmt *statement, GError **error, const char *types, ...)
{
  gboolean bound;
  va_list values;

  va_start (values, types);
  bound = bind_all (db, statement, error, types, values);
  va_end (values);
  return bound;
}

gboolean
award_db_step (AwardDb *db, sqlite3_stmt *statement, gboolean *row, GError **error)
{
  int rc = sqlite3_step (statement);

  *row = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE || award_db_fail (db, rc, error);
}

static gboolean
finish (AwardDb *db, sqlite3_stmt *statement, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!award_db_step (db, statement, &row, error))
      {
        sqlite3_reset (statement);
        return FALSE;
      }
  sqlite3_reset (statement);
  return TRUE;
}

gboolean
award_db_run (AwardDb *db, sqlite3_stmt *statement, GError **error, const char *types, ...)
{
  gboolean bound;
  va_list values;

  va_start (values, types);
  bound = bind_all (db, statement, error, types, values);
  va_end (values);
  return bound && finish (db, statement, error);
}

gboolean
award_db_do (AwardDb *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = award_db_prepare (db, sql, error);
  gboolean bound;
  va_list values;

  if (statement == NULL)
    return FALSE;
  va_start (values, types);
  bound = bind_all (db, statement, error, types, values);
  va_end (values);
  return bound && finish (db, statement, error);
}

sqlite3_stmt *
award_db_query (AwardDb *db, GError **error, const char *sql, const char *types, ...)
{
  g_autoptr (sqlite3_stmt) statement = award_db_prepare (db, sql, error);
  gboolean bound;
  va_list values;

  if (statement == NULL)
    return NULL;
  va_start (values, types);
  bound = bind_all (db, statement, error, types, values);
  va_end (values);
  return bound ? g_steal_pointer (&statement) : NULL;
}

gboolean
award_db_get_int (AwardDb *db,
                  gint64 *value,
                  gint64 otherwise,
                  GError **error,
                  const char *sql,
                  const char *types,
                  ...)
{
  g_autoptr (sqlite3_stmt) statement = award_db_prepare (db, sql, error);
  gboolean bound, row;
  va_list values;

  if (statement == NULL)
    return FALSE;
  va_start (values, types);
  bound = bind_all (db, statement, error, types, values);
  va_end (values);
  if (!bound || !award_db_step (db, statement, &row, error))
    return FALSE;
  *value = row && sqlite3_column_type (statement, 0) != SQLITE_NULL ? sqlite3_column_int64 (statement, 0)
                                                                    : otherwise;
  return TRUE;
}

gint64
award_db_column (sqlite3_stmt *statement, int i)
{
  gint64 value = sqlite3_column_int64 (statement, i);

  /* The type is asked only for the 0 that NULL reads as: this runs for every value of a scan. */
  if (value == 0 && sqlite3_column_type (statement, i) == SQLITE_NULL)
    return RULES_MISSING;
  return value;
}

const char *
award_db_text (sqlite3_stmt *statement, int i)
{
  return (const char *) sqlite3_column_text (statement, i);
}

AwardTransaction *
award_transaction_begin (AwardDb *db, GError **error)
{
  g_autofree char *savepoint = NULL;
  AwardTransaction *transaction;

  if (db->depth > 0)
    savepoint = g_strdup_printf ("SAVEPOINT level_%u", db->depth);
  if (!award_db_exec (db, savepoint != NULL ? savepoint : "BEGIN IMMEDIATE", error))
    return NULL;
  transaction = g_new0 (AwardTransaction, 1);
  transaction->db = db;
  transaction->depth = db->depth++;
  return transaction;
}

gboolean
award_transaction_commit (AwardTransaction *transaction, GError **error)
{
  g_autoptr (AwardTransaction) owned = transaction;
  AwardDb *db = transaction->db;
  g_autofree char *release = NULL;

  g_assert (db->depth == transaction->depth + 1);
  if (transaction->depth > 0)
    release = g_strdup_printf ("RELEASE level_%u", transaction->depth);
  if (!award_db_exec (db, release != NULL ? release : "COMMIT", error))
    return FALSE;
  db->depth--;
  g_clear_pointer (&owned, g_free);
  return TRUE;
}

void
award_transaction_free (AwardTransaction *transaction)
{
  AwardDb *db = transaction->db;

  db->depth = transaction->depth;
  /* After a full disk SQLite has already rolled back by itself. */
  if (!sqlite3_get_autocommit (db->handle))
    {
      g_autofree char *sql = NULL;

      if (transaction->depth > 0)
        sql = g_strdup_printf ("ROLLBACK TO level_%u; RELEASE level_%u", transaction->depth,
                               transaction->depth);
      if (sqlite3_exec (db->handle, sql != NULL ? sql : "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
        g_warning ("%s: rollback: %s", db->path, sqlite3_errmsg (db->handle));
    }
  g_free (transaction);
}

void
award_db_set_wide (AwardDb *db, gboolean wide)
{
  const char *sql = wide ? "PRAGMA cache_size = " WIDE_CACHE_KIB : "PRAGMA cache_size = " CACHE_KIB;

  /* Only speed hangs on it. */
  if (sqlite3_exec (db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_warning ("%s: %s", db->path, sqlite3_errmsg (db->handle));
  if (!wide)
    sqlite3_db_release_memory (db->handle);
}

gboolean
award_db_flush (AwardDb *db, GError **error)
{
  int rc = sqlite3_db_cacheflush (db->handle);

  /* A statement is reading, which only costs memory. */
  return rc == SQLITE_OK || rc == SQLITE_BUSY || award_db_fail (db, rc, error);
}

char *
award_db_quote (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s\"", escaped);
}

gint64
award_db_now (void)
{
  return g_get_real_time () / 1000;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-database"

#include "config.h"

#include "award-database.h"
#include "award-db.h"
#include "award-ledger.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/stat.h>

/* Instructions between two looks at how long a row takes, and how many looks it may take. */
#define STEPS 10000
#define MAX_LOOKS 20000
#define MAX_HEAP (256 * 1024 * 1024)

/* A view says what is run: only reading is. */
static const struct
{
  int what;
  int most;
} limits[] = {
  { SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024 }, { SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024 },
  { SQLITE_LIMIT_EXPR_DEPTH, 200 },          { SQLITE_LIMIT_COMPOUND_SELECT, 100 },
  { SQLITE_LIMIT_VDBE_OP, 100000 },          { SQLITE_LIMIT_ATTACHED, 0 },
  { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
  { SQLITE_LIMIT_WORKER_THREADS, 0 },
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)

static int
authorise (void *data, int action, const char *a, const char *b, const char *database, const char *by)
{
  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return g_strcmp0 (b, "load_extension") == 0 || g_strcmp0 (b, "fts3_tokenizer") == 0 ? SQLITE_DENY
                                                                                          : SQLITE_OK;
    default:
      return SQLITE_DENY;
    }
}

static int
count_look (void *data)
{
  guint *n_looks = data;

  return ++*n_looks > MAX_LOOKS;
}

/* Turns a result code into words. Always FALSE. */
static gboolean
fail (int rc, const char *name, GError **error)
{
  if ((rc & 0xff) == SQLITE_INTERRUPT || (rc & 0xff) == SQLITE_NOMEM || (rc & 0xff) == SQLITE_TOOBIG)
    g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED,
                 _ ("“%s”: the table or view takes more time or memory than any table should. Make a plain "
                    "table of it and import that."),
                 name);
  else
    g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_DAMAGED,
                 _ ("“%s” is a database that cannot be read (%s). Ask for the file again."), name,
                 sqlite3_errstr (rc));
  return FALSE;
}

/* What another program has written but not yet put into the file would be missing. */
static gboolean
is_being_written (int descriptor)
{
  static const char *const endings[] = { "-wal", "-journal" };
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  g_autofree char *path = g_file_read_link (link, NULL);

  for (guint i = 0; path != NULL && i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (path, endings[i], NULL);
      struct stat status;

      if (stat (beside, &status) == 0 && status.st_size > 0)
        return TRUE;
    }
  return FALSE;
}

static sqlite3 *
open_database (int descriptor, const char *name, guint *n_looks, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  g_autofree char *uri = g_strdup_printf ("file:/proc/self/fd/%d?immutable=1", descriptor);
  int rc;

  if (is_being_written (descriptor))
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_BUSY,
                   _ ("Another program is writing to “%s”. Close it there and try again."), name);
      return NULL;
    }
  rc = sqlite3_open_v2 (uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  if (rc == SQLITE_OK)
    {
      sqlite3_hard_heap_limit64 (MAX_HEAP);
      sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
      sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
        sqlite3_limit (db, limits[i].what, limits[i].most);
      rc =
          sqlite3_exec (db, "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA query_only = ON",
                        NULL, NULL, NULL);
    }
  if (rc != SQLITE_OK)
    {
      fail (rc, name, error);
      return NULL;
    }
  sqlite3_progress_handler (db, STEPS, count_look, n_looks);
  return g_steal_pointer (&db);
}

GPtrArray *
award_database_list_tables (int descriptor, const char *name, GError **error)
{
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  guint n_looks = 0;
  g_autoptr (sqlite3) db = open_database (descriptor, name, &n_looks, error);
  g_autoptr (sqlite3_stmt) rows = NULL;
  int rc;

  if (db == NULL)
    return NULL;
  rc =
      sqlite3_prepare_v2 (db,
                          "SELECT s.name FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name "
                          "WHERE l.schema = 'main' AND l.type IN ('table', 'view') "
                          "AND s.type = l.type AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY s.rowid",
                          -1, &rows, NULL);
  while (rc == SQLITE_OK || rc == SQLITE_ROW)
    {
      rc = sqlite3_step (rows);
      if (rc == SQLITE_ROW)
        g_ptr_array_add (tables, g_strdup (award_db_text (rows, 0)));
    }
  if (rc != SQLITE_DONE)
    {
      fail (rc, name, error);
      return NULL;
    }
  return g_steal_pointer (&tables);
}

static gboolean
give_names (sqlite3_stmt *rows, AwardDatabaseFunc func, gpointer data)
{
  for (int i = 0; i < sqlite3_column_count (rows); i++)
    {
      const char *heading = sqlite3_column_name (rows, i);

      if (heading != NULL && !func (0, (guint) i, AWARD_DATABASE_TEXT, heading, strlen (heading), data))
        return FALSE;
    }
  return TRUE;
}

static gboolean
give_row (sqlite3_stmt *rows, guint row, AwardDatabaseFunc func, gpointer data)
{
  for (int i = 0; i < sqlite3_column_count (rows); i++)
    {
      AwardDatabaseType type = AWARD_DATABASE_TEXT;
      char real[G_ASCII_DTOSTR_BUF_SIZE];
      const char *text = "";
      gsize length = 0;

      switch (sqlite3_column_type (rows, i))
        {
        case SQLITE_NULL:
          continue;
        case SQLITE_FLOAT:
          type = AWARD_DATABASE_REAL;
          text = g_ascii_dtostr (real, sizeof real, sqlite3_column_double (rows, i));
          length = strlen (text);
          break;
        case SQLITE_BLOB:
          type = AWARD_DATABASE_BLOB;
          break;
        default:
          type =
              sqlite3_column_type (rows, i) == SQLITE_INTEGER ? AWARD_DATABASE_INTEGER : AWARD_DATABASE_TEXT;
          text = award_db_text (rows, i);
          length = (gsize) sqlite3_column_bytes (rows, i);
        }
      if (text == NULL || !func (row, (guint) i, type, text, length, data))
        return FALSE;
    }
  return TRUE;
}

gboolean
award_database_read_table (int descriptor,
                           const char *name,
                           const char *table,
                           AwardDatabaseFunc func,
                           gpointer data,
                           GError **error)
{
  guint n_looks = 0;
  g_autoptr (sqlite3) db = open_database (descriptor, name, &n_looks, error);
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autofree char *quoted = award_db_quote (table);
  g_autofree char *sql = g_strconcat ("SELECT * FROM main.", quoted, NULL);
  int rc;

  if (db == NULL)
    return FALSE;
  sqlite3_set_authorizer (db, authorise, NULL);
  rc = sqlite3_prepare_v2 (db, sql, -1, &rows, NULL);
  if (rc != SQLITE_OK)
    return fail (rc, name, error);
  if (!give_names (rows, func, data))
    return FALSE;
  for (guint row = 1;; row++)
    {
      n_looks = 0;
      rc = sqlite3_step (rows);
      if (rc != SQLITE_ROW)
        break;
      if (!give_row (rows, row, func, data))
        return FALSE;
    }
  return rc == SQLITE_DONE || fail (rc, name, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first bytes of a file say, before SQLite may touch it. */
#define G_LOG_DOMAIN "award-db"

#include "config.h"

#include "award-db.h"
#include "award-ledger.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of the SQLite file format: sqlite.org/fileformat2.html, section 1.3. */
#define HEADER_SIZE 100
#define OFFSET_PAGE_SIZE 16
#define OFFSET_N_PAGES 28
#define OFFSET_USER_VERSION 60
#define OFFSET_APPLICATION_ID 68

/* Through SQLite's own file layer: it never closes a file that another connection of this process has locked.
 * Closing it any other way would drop those locks, and another program could take away the log under the
 * connection. */
static gboolean
read_header (const char *path, guint8 *header, gboolean *is_short, GError **error)
{
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);
  sqlite3_filename name;
  int rc;

  if (g_access (path, R_OK) != 0)
    return award_db_fail_errno (path, errno, error);
  name = sqlite3_create_filename (path, "", "", 0, NULL);
  if (name == NULL)
    return award_db_fail_errno (path, ENOMEM, error);
  rc = vfs->xOpen (vfs, name, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);
  if (rc == SQLITE_OK)
    rc = file->pMethods->xRead (file, header, HEADER_SIZE, 0);
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  sqlite3_free_filename (name);
  *is_short = rc == SQLITE_IOERR_SHORT_READ;
  return rc == SQLITE_OK || *is_short || award_db_fail_errno (path, EIO, error);
}

static guint32
read_word (const guint8 *header, gsize offset)
{
  guint32 word;

  memcpy (&word, header + offset, sizeof word);
  return GUINT32_FROM_BE (word);
}

/* A file shorter than its header says has lost pages, unless they still wait in the write-ahead log. */
static gboolean
is_truncated (const char *path, const guint8 *header, guint64 size)
{
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  guint64 page_size = (guint64) header[OFFSET_PAGE_SIZE] << 8 | header[OFFSET_PAGE_SIZE + 1];
  GStatBuf log;

  if (page_size == 1)
    page_size = 65536;
  if (page_size < 512 || (page_size & (page_size - 1)) != 0)
    return TRUE;
  if (g_stat (log_path, &log) == 0 && log.st_size > 0)
    return FALSE;
  return size < page_size * read_word (header, OFFSET_N_PAGES);
}

gboolean
award_db_probe (const char *path, int newest_version, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  guint8 header[HEADER_SIZE];
  gboolean is_short;
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return award_db_fail_errno (path, errno, error);
  if (!S_ISREG (info.st_mode))
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_NOT_A_LEDGER, path);
      return FALSE;
    }
  if (!read_header (path, header, &is_short, error))
    return FALSE;
  if (is_short || memcmp (header, "SQLite format 3", 16) != 0 ||
      read_word (header, OFFSET_APPLICATION_ID) != AWARD_DB_APPLICATION_ID)
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_NOT_A_LEDGER, path);
      return FALSE;
    }
  if (read_word (header, OFFSET_USER_VERSION) > (guint32) newest_version)
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_NEWER, path);
      return FALSE;
    }
  if (is_truncated (path, header, (guint64) info.st_size))
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_DAMAGED, path);
      return FALSE;
    }
  /* The log lies beside the file: the folder must be writable too. */
  if (g_access (path, W_OK) != 0 || g_access (folder, W_OK) != 0)
    return award_db_fail_errno (path, errno, error);
  return TRUE;
}

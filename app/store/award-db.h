/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One SQLite connection: opening, binding, stepping, transactions, errors. Private to app/store. */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_backup, sqlite3_backup_finish)

/* "DuiX", in bytes 68–71 of every ledger. */
#define AWARD_DB_APPLICATION_ID 0x44756958

typedef struct
{
  sqlite3 *handle;
  char *path;
  char *file; /* what it is counted as among those open; nullable */
  guint depth; /* open transactions and savepoints */
} AwardDb;

typedef enum
{
  AWARD_DB_CREATE, /* a new file, not yet in WAL mode */
  AWARD_DB_WRITE,  /* an existing ledger */
  AWARD_DB_READ,   /* the same, for queries only */
} AwardDbMode;

AwardDb *award_db_open (const char *path, AwardDbMode mode, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_db_close (AwardDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardDb, award_db_close)

/* Turns result code @rc into an AWARD_LEDGER_ERROR that names the file. Always FALSE. */
gboolean award_db_fail (AwardDb *db, int rc, GError **error);
/* Why @path itself cannot be used, from @errnum of a system call. Always FALSE. */
gboolean award_db_fail_errno (const char *path, int errnum, GError **error);
/* The message of an error code of this folder that needs no more than the file's name. */
void award_db_set_error (GError **error, int code, const char *path);

/* Runs every statement of @sql. */
gboolean award_db_exec (AwardDb *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;
sqlite3_stmt *award_db_prepare (AwardDb *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Binds parameters 1, 2, … A letter of @types each: i gint64, m gint64 with RULES_MISSING as NULL, t text (or
 * NULL), b GBytes. Texts and bytes must live until the statement is reset or bound anew. */
gboolean award_db_bind (AwardDb *db, sqlite3_stmt *statement, GError **error, const char *types,
                        ...) G_GNUC_WARN_UNUSED_RESULT;
/* Steps once; *@row tells whether there is a row. */
gboolean award_db_step (AwardDb *db, sqlite3_stmt *statement, gboolean *row,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Binds, steps to the end and resets: for statements without rows. */
gboolean award_db_run (AwardDb *db, sqlite3_stmt *statement, GError **error, const char *types,
                       ...) G_GNUC_WARN_UNUSED_RESULT;
/* Prepares and runs once. */
gboolean award_db_do (AwardDb *db, GError **error, const char *sql, const char *types,
                      ...) G_GNUC_WARN_UNUSED_RESULT;
/* Prepares and binds; the caller steps. */
sqlite3_stmt *award_db_query (AwardDb *db, GError **error, const char *sql, const char *types,
                              ...) G_GNUC_WARN_UNUSED_RESULT;
/* The integer of the first row; @otherwise where there is none or it is NULL. */
gboolean award_db_get_int (AwardDb *db, gint64 *value, gint64 otherwise, GError **error, const char *sql,
                           const char *types, ...) G_GNUC_WARN_UNUSED_RESULT;

/* Column @i of the current row; RULES_MISSING for NULL. */
gint64 award_db_column (sqlite3_stmt *statement, int i);
/* Borrowed until the next step; NULL for NULL. */
const char *award_db_text (sqlite3_stmt *statement, int i);

/* A transaction, or a savepoint in one. Freed without commit it rolls back. */
typedef struct _AwardTransaction AwardTransaction;

AwardTransaction *award_transaction_begin (AwardDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends and frees it; rolled back on failure. */
gboolean award_transaction_commit (AwardTransaction *transaction, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_transaction_free (AwardTransaction *transaction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTransaction, award_transaction_free)

/* More memory for pages while much is inserted in the order of no index. */
void award_db_set_wide (AwardDb *db, gboolean wide);

/* Writes what the transaction changed so far out of memory, before a statement that changes much more: SQLite
 * would keep a second copy of it in case that statement fails. */
gboolean award_db_flush (AwardDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* @name as an SQL identifier in quotes. */
char *award_db_quote (const char *name);

/* Milliseconds since 1970, of the clock. */
gint64 award_db_now (void);

/* What the first bytes of @path say, read without SQLite so that nothing is touched. FALSE with the reason
 * when it is no ledger this program can open. */
gboolean award_db_probe (const char *path, int newest_version, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

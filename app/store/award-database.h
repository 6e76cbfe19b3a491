/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table or view of any other SQLite database, as it is: nothing in the database can write, call out, or run
 * without end. Errors are AWARD_LEDGER_ERROR: BUSY (another program is at it), DAMAGED, UNKNOWN (no table),
 * FAILED (a view that does not come to an end). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How such files begin. */
#define AWARD_DATABASE_START "SQLite format 3"

typedef enum
{
  AWARD_DATABASE_TEXT,
  AWARD_DATABASE_INTEGER, /* all its digits */
  AWARD_DATABASE_REAL,    /* enough digits to make the same double again */
  AWARD_DATABASE_BLOB,    /* no text */
} AwardDatabaseType;

/* A value that is not NULL; row 0 are the names of the columns. Returns FALSE to stop. */
typedef gboolean (*AwardDatabaseFunc) (guint              row,
                                       guint              column,
                                       AwardDatabaseType  type,
                                       const char        *text,
                                       gsize              length,
                                       gpointer           data);

/* The tables and views of the database open as @descriptor, @name for messages, in its order (char *). */
GPtrArray *award_database_list_tables (int                descriptor,
                                       const char        *name,
                                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE without an error when @func stopped. */
gboolean   award_database_read_table  (int                descriptor,
                                       const char        *name,
                                       const char        *table,
                                       AwardDatabaseFunc  func,
                                       gpointer           data,
                                       GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

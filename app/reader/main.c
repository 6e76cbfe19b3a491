/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-database.h"
#include "award-ledger.h"
#include "award-locale.h"
#include "award-reader-program.h"

/* What the store says of a database, in the words' own domain. */
static void
translate (GError *cause, GError **error)
{
  int code = AWARD_EXCHANGE_ERROR_DAMAGED;

  if (g_error_matches (cause, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_BUSY))
    code = AWARD_EXCHANGE_ERROR_NOT_FOUND;
  else if (g_error_matches (cause, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED))
    code = AWARD_EXCHANGE_ERROR_TOO_LARGE;
  g_set_error_literal (error, AWARD_EXCHANGE_ERROR, code, cause->message);
  g_error_free (cause);
}

typedef struct
{
  AwardReaderCellFunc func;
  gpointer data;
} Cells;

static gboolean
add_value (guint row, guint column, AwardDatabaseType type, const char *text, gsize length, gpointer data)
{
  const Cells *cells = data;

  switch (type)
    {
    case AWARD_DATABASE_INTEGER:
    case AWARD_DATABASE_REAL:
      return cells->func (row, column, AWARD_CELL_NUMBER, type == AWARD_DATABASE_INTEGER, text, length,
                          cells->data);
    case AWARD_DATABASE_BLOB:
      return cells->func (row, column, AWARD_CELL_ERROR, TRUE, "#BLOB", 5, cells->data);
    case AWARD_DATABASE_TEXT:
    default:
      return cells->func (row, column, AWARD_CELL_TEXT, TRUE, text, length, cells->data);
    }
}

static GPtrArray *
list_tables (int descriptor, const char *file_name, GError **error)
{
  GError *cause = NULL;
  GPtrArray *tables = award_database_list_tables (descriptor, file_name, &cause);

  if (cause != NULL)
    translate (cause, error);
  return tables;
}

static gboolean
read_table (int descriptor,
            const char *file_name,
            const char *table,
            AwardReaderCellFunc func,
            gpointer data,
            GError **error)
{
  GError *cause = NULL;
  Cells cells = { func, data };
  gboolean done = award_database_read_table (descriptor, file_name, table, add_value, &cells, &cause);

  if (cause != NULL)
    translate (cause, error);
  return done;
}

int
main (int n_arguments, char **arguments)
{
  static const AwardReaderFormat databases = { AWARD_DATABASE_START, list_tables, read_table };

  award_locale_init ();
  return award_reader_program_run (n_arguments - 1, arguments + 1, &databases);
}

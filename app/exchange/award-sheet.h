/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table as a file holds it, whatever program wrote the file.
 *
 * Cells keep what the file stores: text as it is, numbers as the decimal of their 15 significant digits
 * (the precision spreadsheet programs keep), dates as ISO text. Rows and columns count from 0 here and from
 * 1 for people. Memory is one arena; a cell is 16 bytes. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  AWARD_EXCHANGE_ERROR_NOT_FOUND,      /* the file cannot be opened */
  AWARD_EXCHANGE_ERROR_EMPTY,          /* no bytes, or no filled cell */
  AWARD_EXCHANGE_ERROR_NOT_A_TABLE,    /* no format we know */
  AWARD_EXCHANGE_ERROR_ENCRYPTED,
  AWARD_EXCHANGE_ERROR_DAMAGED,
  AWARD_EXCHANGE_ERROR_TOO_LARGE,
  AWARD_EXCHANGE_ERROR_NO_SHEET,       /* no sheet of that name or number */
  AWARD_EXCHANGE_ERROR_NO_HEADING,     /* a heading the measure needs is not there */
  AWARD_EXCHANGE_ERROR_WRITE,
  AWARD_EXCHANGE_ERROR_READER,         /* the program that reads files is not there */
} AwardExchangeError;

#define AWARD_EXCHANGE_ERROR (award_exchange_error_quark ())
GQuark award_exchange_error_quark (void);

typedef enum
{
  AWARD_CELL_EMPTY,
  AWARD_CELL_TEXT,
  AWARD_CELL_NUMBER,  /* text: "1246081.92" */
  AWARD_CELL_DATE,    /* text: "2024-02-29" */
  AWARD_CELL_BOOLEAN, /* text: "TRUE" or "FALSE" */
  AWARD_CELL_ERROR,   /* text: "#N/A", or "=": a formula without its result */
} AwardCellType;

typedef struct
{
  AwardCellType type;
  gboolean      is_long; /* a number of more than 15 digits: what the file held is already lost */
  gboolean      is_percent; /* a number shown as a percentage: 0.051 reads 5.1 % */
  const char   *text;    /* "" when empty; lives as long as the sheet */
  gboolean      hides_digits; /* a number shown with fewer decimals than it has */
} AwardCell;

typedef struct
{
  guint first_row, first_column, last_row, last_column;
} AwardMergedCells;

/* Columns of one width, in 256ths of a digit. */
typedef struct
{
  guint first, last, width;
} AwardColumnWidth;

typedef struct _AwardSheet AwardSheet;

/* Reads one sheet of @path: @which is a name, a number from 1, or NULL for the first. */
AwardSheet *award_sheet_read          (const char       *path,
                                       const char       *which,
                                       GCancellable     *cancellable,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* The names of the sheets of @path (char *), in its order, without reading them. */
GPtrArray  *award_sheet_list_names    (const char       *path,
                                       GCancellable     *cancellable,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void        award_sheet_free          (AwardSheet       *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardSheet, award_sheet_free)

/* Of the file, without its folder; for messages. */
const char *award_sheet_get_file_name (const AwardSheet *sheet);
const char *award_sheet_get_name      (const AwardSheet *sheet);
guint       award_sheet_get_n_rows    (const AwardSheet *sheet);
/* Columns of the widest row. */
guint       award_sheet_get_n_columns (const AwardSheet *sheet);
AwardCell   award_sheet_get_cell      (const AwardSheet *sheet,
                                       guint             row,
                                       guint             column);
gboolean    award_sheet_is_row_hidden (const AwardSheet *sheet,
                                       guint             row);
guint       award_sheet_get_n_merged  (const AwardSheet *sheet);
AwardMergedCells award_sheet_get_merged (const AwardSheet *sheet,
                                       guint             i);
/* How wide the file has a column: 256ths of a digit. 0: it does not say. */
guint       award_sheet_get_width     (const AwardSheet *sheet,
                                       guint             column);
/* "C" for column 2. Free with g_free(). */
char       *award_column_name         (guint             column);

G_END_DECLS

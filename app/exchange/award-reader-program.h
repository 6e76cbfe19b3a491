/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the program duixian-reader: reads the table file that is its standard input and says on its
 * standard output what is in it. It has little memory and time and cannot write a file: made to do harm, it
 * can do none. */
#pragma once

#include "award-sheet.h"

G_BEGIN_DECLS

/* Cells of a sheet that another folder reads, row by row. A number is its decimal; what of it is more than
 * spreadsheet programs keep, is dropped unless it @is_exact. Returns FALSE to stop. */
typedef gboolean (*AwardReaderCellFunc) (guint          row,
                                         guint          column,
                                         AwardCellType  type,
                                         gboolean       is_exact,
                                         const char    *text,
                                         gsize          length,
                                         gpointer       data);

/* Such a kind of file. Errors are AWARD_EXCHANGE_ERROR. */
typedef struct
{
  const char *start; /* how its files begin, with the NUL behind */
  GPtrArray *(*list_sheets) (int          descriptor,
                             const char  *file_name,
                             GError     **error);
  /* FALSE without an error when @func stopped. */
  gboolean   (*read_sheet)  (int                  descriptor,
                             const char          *file_name,
                             const char          *sheet,
                             AwardReaderCellFunc  func,
                             gpointer             data,
                             GError             **error);
} AwardReaderFormat;

/* @arguments: "rows" or "names", the file's name for messages, and perhaps the sheet asked for. Returns the
 * exit status. */
int award_reader_program_run (int                      n_arguments,
                              char                   **arguments,
                              const AwardReaderFormat *format);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints what award_sheet_read() finds in a file, for the tests that compare it with other programs:
 * a line per filled cell "row TAB column TAB type TAB text" (backslash, tab and line ends of the text escaped
 * as in C), then what is hidden and merged; on failure "error TAB code TAB message". */
#include "award-sheet.h"

#include <locale.h>

static const char *const types[] = { "empty", "text", "number", "date", "boolean", "error" };
static const char *const errors[] = { "not-found", "empty",    "not-a-table", "encrypted", "damaged",
                                      "too-large", "no-sheet", "no-heading",  "write",     "reader" };

static char *
escape (const char *text)
{
  GString *escaped = g_string_new (text);
  g_string_replace (escaped, "\\", "\\\\", 0);
  g_string_replace (escaped, "\t", "\\t", 0);
  g_string_replace (escaped, "\n", "\\n", 0);
  g_string_replace (escaped, "\r", "\\r", 0);
  return g_string_free (escaped, FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc < 2)
    return 2;
  g_autoptr (AwardSheet) sheet = award_sheet_read (argv[1], argc > 2 ? argv[2] : NULL, NULL, &error);
  if (!sheet)
    {
      g_print ("error\t%s\t%s\n",
               error->domain == AWARD_EXCHANGE_ERROR ? errors[error->code]
                                                     : g_quark_to_string (error->domain),
               error->message);
      return 1;
    }

  g_print ("sheet\t%s\t%u\t%u\n", award_sheet_get_name (sheet), award_sheet_get_n_rows (sheet),
           award_sheet_get_n_columns (sheet));
  for (guint row = 0; row < award_sheet_get_n_rows (sheet); row++)
    for (guint column = 0; column < award_sheet_get_n_columns (sheet); column++)
      {
        const AwardCell cell = award_sheet_get_cell (sheet, row, column);
        if (cell.type == AWARD_CELL_EMPTY)
          continue;
        g_autofree char *escaped = escape (cell.text);
        g_print ("%u\t%u\t%s%s\t%s\n", row, column, types[cell.type],
                 cell.is_long        ? "-long"
                 : cell.hides_digits ? "-hidden"
                                     : "",
                 escaped);
      }
  for (guint row = 0; row < award_sheet_get_n_rows (sheet); row++)
    if (award_sheet_is_row_hidden (sheet, row))
      g_print ("hidden\t%u\n", row);
  for (guint i = 0; i < award_sheet_get_n_merged (sheet); i++)
    {
      const AwardMergedCells merged = award_sheet_get_merged (sheet, i);
      g_print ("merged\t%u\t%u\t%u\t%u\n", merged.first_row, merged.first_column, merged.last_row,
               merged.last_column);
    }
  return 0;
}

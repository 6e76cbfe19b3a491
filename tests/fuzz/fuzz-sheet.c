/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads each file named as a table, cell by cell: whatever the bytes, the answer is a sheet or one error of
 * the reader's domain, never a crash. */
#include <gio/gio.h>
#include <string.h>

#include "award-sheet.h"

static void
read_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, NULL, NULL, &error);

  if (sheet == NULL)
    {
      g_assert_true (error->domain == AWARD_EXCHANGE_ERROR);
      return;
    }
  g_assert_no_error (error);
  for (guint row = 0; row < award_sheet_get_n_rows (sheet); row++)
    for (guint column = 0; column < award_sheet_get_n_columns (sheet); column++)
      {
        AwardCell cell = award_sheet_get_cell (sheet, row, column);

        g_assert_true (g_utf8_validate (cell.text, -1, NULL));
        g_assert_true ((cell.type == AWARD_CELL_EMPTY) <= (cell.text[0] == '\0'));
      }
  for (guint i = 0; i < award_sheet_get_n_merged (sheet); i++)
    {
      AwardMergedCells cells = award_sheet_get_merged (sheet, i);

      g_assert_cmpuint (cells.first_row, <=, cells.last_row);
      g_assert_cmpuint (cells.first_column, <=, cells.last_column);
    }
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    read_table (argv[i]);
  return 0;
}

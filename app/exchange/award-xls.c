/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of Excel 97 to 2003 and WPS (xls, et). */
#include "award-number.h"
#include "award-reader.h"

#include <freexl.h>
#include <string.h>

/* Adds one cell as the library gives it. */
static AwardLimit
add_value (AwardSheet *sheet, guint row, guint column, const FreeXL_CellValue *value)
{
  char decimal[AWARD_NUMBER_SIZE];
  gboolean is_long = FALSE;

  switch (value->type)
    {
    case FREEXL_CELL_INT:
      g_snprintf (decimal, sizeof decimal, "%d", value->value.int_value);
      return award_sheet_add (sheet, row, column, AWARD_CELL_NUMBER, 0, decimal, strlen (decimal));
    case FREEXL_CELL_DOUBLE:
      if (!award_number_from_double (value->value.double_value, decimal, &is_long))
        return award_sheet_add (sheet, row, column, AWARD_CELL_ERROR, 0, "#NUM!", 5);
      return award_sheet_add (sheet, row, column, AWARD_CELL_NUMBER, is_long ? AWARD_CELL_IS_LONG : 0,
                              decimal, strlen (decimal));
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
      return award_sheet_add (sheet, row, column, AWARD_CELL_TEXT, 0, value->value.text_value,
                              strlen (value->value.text_value));
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_TIME:
      return award_sheet_add (sheet, row, column, AWARD_CELL_DATE, 0, value->value.text_value,
                              strlen (value->value.text_value));
    case FREEXL_CELL_DATETIME:
      {
        g_autofree char *date = g_strdelimit (g_strdup (value->value.text_value), " ", 'T');
        char *midnight = strstr (date, "T00:00:00");
        if (midnight)
          *midnight = '\0';
        return award_sheet_add (sheet, row, column, AWARD_CELL_DATE, 0, date, strlen (date));
      }
    default:
      return AWARD_LIMIT_NONE;
    }
}

/* Reads the sheet that is active in @book. */
static gboolean
read_cells (AwardReader *reader, const void *book, AwardSheet *sheet, GError **error)
{
  unsigned int n_rows = 0;
  unsigned short n_columns = 0;

  if (freexl_worksheet_dimensions (book, &n_rows, &n_columns) != FREEXL_OK)
    return award_reader_fail_damaged (reader, NULL, error);
  for (guint row = 0; row < n_rows; row++)
    {
      if (row % 256 == 0 && g_cancellable_set_error_if_cancelled (reader->cancellable, error))
        return FALSE;
      for (guint column = 0; column < n_columns; column++)
        {
          FreeXL_CellValue value;
          if (freexl_get_cell_value (book, row, (unsigned short) column, &value) != FREEXL_OK)
            return award_reader_fail_damaged (reader, NULL, error);
          const AwardLimit limit = add_value (sheet, row, column, &value);
          if (limit != AWARD_LIMIT_NONE)
            return award_reader_fail_limit (reader, limit, error);
        }
    }
  return TRUE;
}

static AwardSheet *
read_book (AwardReader *reader, const void *book, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  unsigned int info = 0;

  if (freexl_get_info (book, FREEXL_BIFF_PASSWORD, &info) == FREEXL_OK && info == FREEXL_BIFF_OBFUSCATED)
    {
      award_reader_fail_encrypted (reader, error);
      return NULL;
    }
  if (freexl_get_info (book, FREEXL_BIFF_SHEET_COUNT, &info) != FREEXL_OK)
    info = 0;
  for (guint i = 0; i < MIN (info, AWARD_MAX_SHEETS); i++)
    {
      const char *name = NULL;
      if (freexl_get_worksheet_name (book, (unsigned short) i, &name) != FREEXL_OK || !name)
        name = "";
      g_ptr_array_add (names, g_utf8_make_valid (name, -1));
    }
  const int chosen = award_reader_choose_sheet (reader, names, 0, error);
  if (chosen < 0)
    return NULL;

  g_autoptr (AwardSheet) sheet = award_sheet_new ();
  award_sheet_set_name (sheet, names->pdata[chosen]);
  if (freexl_select_active_worksheet (book, (unsigned short) chosen) != FREEXL_OK)
    {
      award_reader_fail_damaged (reader, NULL, error);
      return NULL;
    }
  if (!read_cells (reader, book, sheet, error))
    return NULL;
  award_sheet_finish (sheet);
  return g_steal_pointer (&sheet);
}

AwardSheet *
award_read_xls (AwardReader *reader, const char *path, GError **error)
{
  const void *book = NULL;
  AwardSheet *sheet = NULL;

  if (freexl_open (path, &book) == FREEXL_OK)
    sheet = read_book (reader, book, error);
  else
    award_reader_fail_damaged (reader, NULL, error);
  if (book)
    freexl_close (book);
  return sheet;
}

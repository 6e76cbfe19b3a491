/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-table-workbook.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>
#include <xlsxwriter.h>

#include "award-output.h"
#include "award-report.h"

/* Widths of columns, in digits; a heading may be broken into lines. */
#define LEAST_WIDTH 8
#define MOST_WIDTH 42
#define MOST_HEADING_WIDTH 18
/* A column whose width was said is made wider for a code or a date, so that it stays in one line. */
#define CODE_WIDTH 22
/* Of rows, in points. */
#define LINE_HEIGHT 16
#define MOST_HEIGHT 400
/* A number of more digits is shown with all of them rather than with an exponent. */
#define MOST_GENERAL_DIGITS 11
/* Decimals of a percentage that have a format. */
#define MOST_DECIMALS 6

#define FONT "宋体"
#define FONT_SIZE 10
#define TITLE_SIZE 14

#define COLOR_FAULT 0xFFC7CE
#define COLOR_REMARK 0x9C0006
#define COLOR_HEADING 0xF2F2F2

/* Beside the formats of looks: of values that need another. */
enum
{
  SHOWN_PLAIN,
  SHOWN_WHOLE, /* every digit */
  SHOWN_DATE,
  SHOWN_TYPED,
  SHOWN_PERCENT,
  N_SHOWN = SHOWN_PERCENT + MOST_DECIMALS + 1,
};

struct _AwardTableWorkbook
{
  char *path; /* as given, for messages */
  AwardOutput *output;
  lxw_workbook *workbook;
  lxw_worksheet *sheet;                              /* the last one */
  GArray *widths;                                    /* guint, a column each, of the last one */
  GArray *fixed;                                     /* guint, a column each: its width where that was said */
  GArray *lines;                                     /* guint, a row each: lines of its tallest cell */
  guint n_typed;                                     /* its first columns that keep what is typed */
  lxw_format *formats[AWARD_TABLE_N_LOOKS][N_SHOWN]; /* made when needed, owned by the workbook */
};

static gboolean
check (AwardTableWorkbook *self, lxw_error failure, GError **error)
{
  g_autofree char *shown = NULL;

  if (failure == LXW_NO_ERROR)
    return TRUE;
  shown = g_filename_display_name (self->path);
  g_set_error (error, AWARD_REPORT_ERROR,
               failure == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ? AWARD_REPORT_ERROR_TOO_LONG
                                                                 : AWARD_REPORT_ERROR_WRITE,
               _ ("“%s” cannot be written: %s"), shown, lxw_strerror (failure));
  return FALSE;
}

AwardTableWorkbook *
award_table_workbook_new (const char *path, GError **error)
{
  g_autoptr (AwardTableWorkbook) self = g_new0 (AwardTableWorkbook, 1);

  self->path = g_strdup (path);
  self->widths = g_array_new (FALSE, TRUE, sizeof (guint));
  self->fixed = g_array_new (FALSE, TRUE, sizeof (guint));
  self->lines = g_array_new (FALSE, TRUE, sizeof (guint));
  self->output = award_output_new (path, error);
  if (self->output == NULL)
    return NULL;
  self->workbook = workbook_new (award_output_get_path (self->output));
  if (self->workbook == NULL && !check (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
set_look (lxw_format *format, AwardTableLook look)
{
  format_set_font_name (format, FONT);
  format_set_font_size (format, FONT_SIZE);
  switch (look)
    {
    case AWARD_TABLE_HEADING:
      format_set_bold (format);
      format_set_align (format, LXW_ALIGN_CENTER);
      format_set_bg_color (format, COLOR_HEADING);
      break;
    case AWARD_TABLE_FAULT:
      format_set_bg_color (format, COLOR_FAULT);
      break;
    case AWARD_TABLE_REMARK:
      format_set_font_color (format, COLOR_REMARK);
      break;
    case AWARD_TABLE_ABOVE:
    case AWARD_TABLE_ROW:
    case AWARD_TABLE_N_LOOKS:
    default:
      break;
    }
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  if (look == AWARD_TABLE_ABOVE)
    return;
  format_set_border (format, LXW_BORDER_THIN);
  format_set_text_wrap (format);
}

static void
set_shown (lxw_format *format, guint shown)
{
  if (shown == SHOWN_WHOLE)
    format_set_num_format (format, "0");
  else if (shown == SHOWN_TYPED)
    format_set_num_format (format, "@");
  else if (shown == SHOWN_DATE)
    format_set_num_format (format, "yyyy-mm-dd");
  else if (shown >= SHOWN_PERCENT)
    {
      g_autoptr (GString) code = g_string_new ("0");

      for (guint i = SHOWN_PERCENT; i < shown; i++)
        g_string_append (code, i == SHOWN_PERCENT ? ".0" : "0");
      g_string_append_c (code, '%');
      format_set_num_format (format, code->str);
    }
}

static lxw_format *
get_format (AwardTableWorkbook *self, AwardTableLook look, guint shown)
{
  lxw_format **format = &self->formats[look][shown];

  if (*format == NULL)
    {
      *format = workbook_add_format (self->workbook);
      set_look (*format, look);
      set_shown (*format, shown);
    }
  return *format;
}

/* A title stands in the middle of what it is merged over. */
static lxw_format *
get_merged_format (AwardTableWorkbook *self, AwardTableLook look)
{
  lxw_format *format;

  if (look != AWARD_TABLE_ABOVE)
    return get_format (self, look, SHOWN_PLAIN);
  format = workbook_add_format (self->workbook);
  format_set_bold (format);
  format_set_font_name (format, FONT);
  format_set_font_size (format, TITLE_SIZE);
  format_set_align (format, LXW_ALIGN_CENTER);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

static guint
get_size (const GArray *sizes, guint i)
{
  return i < sizes->len ? g_array_index (sizes, guint, i) : 0;
}

/* Programs do not all make a row as tall as its cells need. */
static void
set_sizes (AwardTableWorkbook *self)
{
  for (guint column = 0; column < MAX (self->widths->len, self->fixed->len); column++)
    {
      const guint fixed = get_size (self->fixed, column);
      const guint width = get_size (self->widths, column);

      if (fixed > 0 || width > 0)
        worksheet_set_column (
            self->sheet, (lxw_col_t) column, (lxw_col_t) column,
            fixed > 0 ? MAX (fixed, MIN (width + 2, CODE_WIDTH)) : CLAMP (width + 2, LEAST_WIDTH, MOST_WIDTH),
            column < self->n_typed ? get_format (self, AWARD_TABLE_ROW, SHOWN_TYPED) : NULL);
    }
  for (guint row = 0; row < self->lines->len; row++)
    {
      const guint lines = g_array_index (self->lines, guint, row);

      if (lines > 1)
        worksheet_set_row (self->sheet, row, MIN (lines * LINE_HEIGHT, MOST_HEIGHT), NULL);
    }
  g_array_set_size (self->widths, 0);
  g_array_set_size (self->fixed, 0);
  g_array_set_size (self->lines, 0);
  self->n_typed = 0;
}

gboolean
award_table_workbook_add_sheet (AwardTableWorkbook *self, const char *name, GError **error)
{
  const gboolean can_be =
      *name != '\0' && workbook_validate_sheet_name (self->workbook, name) == LXW_NO_ERROR;

  if (self->sheet != NULL)
    set_sizes (self);
  self->sheet = workbook_add_worksheet (self->workbook, can_be ? name : NULL);
  if (self->sheet == NULL)
    return check (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error);
  worksheet_set_landscape (self->sheet);
  worksheet_set_paper (self->sheet, 9); /* A4 */
  worksheet_fit_to_pages (self->sheet, 1, 0);
  return TRUE;
}

/* Digits that the longest line of @text is wide, and how many lines it is where @room of them fit in one. */
static guint
measure (const char *text, guint room, guint *lines)
{
  guint most = 0, width = 0;

  *lines = 1;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      const guint wide = g_unichar_iswide (c) ? 2 : 1;

      if (c == '\n' || width + wide > room)
        {
          ++*lines;
          width = 0;
        }
      if (c != '\n')
        width += wide;
      most = MAX (most, width);
    }
  return most;
}

static void
raise_to (GArray *sizes, guint i, guint size)
{
  if (i >= sizes->len)
    g_array_set_size (sizes, i + 1);
  if (g_array_index (sizes, guint, i) < size)
    g_array_index (sizes, guint, i) = size;
}

static void
make_room (AwardTableWorkbook *self, guint row, guint column, AwardTableCell cell)
{
  const guint fixed = get_size (self->fixed, column);
  const guint room = cell.look == AWARD_TABLE_HEADING ? MOST_HEADING_WIDTH
                     : fixed > 0                      ? CODE_WIDTH
                                                      : MOST_WIDTH;
  guint lines, width;

  /* What stands above the heading runs over its neighbours. */
  if (cell.look == AWARD_TABLE_ABOVE)
    return;
  width = measure (cell.text, MAX (fixed, room) - 2, &lines);
  raise_to (self->widths, column, width);
  /* Numbers do not wrap. */
  raise_to (self->lines, row, cell.value == AWARD_TABLE_TEXT ? lines : 1);
}

void
award_table_workbook_set_width (AwardTableWorkbook *self, guint column, guint width)
{
  raise_to (self->fixed, column, (width + 128) / 256);
}

static gboolean
read_day (const char *text, lxw_datetime *day)
{
  int length = 0;

  *day = (lxw_datetime){ 0 };
  return sscanf (text, "%4d-%2d-%2d%n", &day->year, &day->month, &day->day, &length) == 3 &&
         text[length] == '\0' && day->year >= 1900;
}

/* Decimals of @text behind the two that a percentage does not need. */
static guint
count_decimals (const char *text)
{
  const char *point = strchr (text, '.');
  const gsize n = point != NULL ? strlen (point + 1) : 0;

  return n > 2 ? MIN ((guint) n - 2, MOST_DECIMALS) : 0;
}

static lxw_error
write_cell (AwardTableWorkbook *self, guint row, lxw_col_t column, AwardTableCell cell)
{
  lxw_datetime day;

  switch (cell.value)
    {
    case AWARD_TABLE_NUMBER:
      return worksheet_write_number (
          self->sheet, row, column, g_ascii_strtod (cell.text, NULL),
          get_format (self, cell.look,
                      strlen (cell.text) > MOST_GENERAL_DIGITS && strchr (cell.text, '.') == NULL
                          ? SHOWN_WHOLE
                          : SHOWN_PLAIN));
    case AWARD_TABLE_PERCENT:
      return worksheet_write_number (
          self->sheet, row, column, g_ascii_strtod (cell.text, NULL),
          get_format (self, cell.look, SHOWN_PERCENT + count_decimals (cell.text)));
    case AWARD_TABLE_DATE:
      if (read_day (cell.text, &day))
        return worksheet_write_datetime (self->sheet, row, column, &day,
                                         get_format (self, cell.look, SHOWN_DATE));
      break;
    case AWARD_TABLE_BOOLEAN:
      return worksheet_write_boolean (self->sheet, row, column, strcmp (cell.text, "TRUE") == 0,
                                      get_format (self, cell.look, SHOWN_PLAIN));
    case AWARD_TABLE_TEXT:
    default:
      break;
    }
  if (*cell.text == '\0')
    return cell.look == AWARD_TABLE_ABOVE
               ? LXW_NO_ERROR
               : worksheet_write_blank (self->sheet, row, column, get_format (self, cell.look, SHOWN_PLAIN));
  return worksheet_write_string (self->sheet, row, column, cell.text,
                                 get_format (self, cell.look, SHOWN_PLAIN));
}

gboolean
award_table_workbook_write (AwardTableWorkbook *self,
                            guint row,
                            guint column,
                            AwardTableCell cell,
                            GError **error)
{
  if (column > G_MAXUINT16)
    return check (self, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE, error);
  make_room (self, row, column, cell);
  return check (self, write_cell (self, row, (lxw_col_t) column, cell), error);
}

gboolean
award_table_workbook_merge (AwardTableWorkbook *self,
                            guint first_row,
                            guint first_column,
                            guint last_row,
                            guint last_column,
                            AwardTableCell cell,
                            GError **error)
{
  if (last_column > G_MAXUINT16)
    return check (self, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE, error);
  return check (self,
                worksheet_merge_range (self->sheet, first_row, (lxw_col_t) first_column, last_row,
                                       (lxw_col_t) last_column, cell.text,
                                       get_merged_format (self, cell.look)),
                error);
}

void
award_table_workbook_keep_typed (AwardTableWorkbook *self, guint n_columns)
{
  self->n_typed = n_columns;
}

gboolean
award_table_workbook_commit (AwardTableWorkbook *self, GError **error)
{
  if (self->sheet != NULL)
    set_sizes (self);
  return check (self, workbook_close (g_steal_pointer (&self->workbook)), error) &&
         award_output_commit (self->output, error);
}

void
award_table_workbook_free (AwardTableWorkbook *self)
{
  if (self == NULL)
    return;
  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  g_clear_pointer (&self->output, award_output_free);
  g_array_unref (self->widths);
  g_array_unref (self->fixed);
  g_array_unref (self->lines);
  g_free (self->path);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-workbook-sheet.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-report.h"
#include "award-words-private.h"

/* Rows of every sheet. */
enum
{
  ROW_TITLE,
  ROW_BASIS,
  ROW_HEADINGS, /* the next one holds the keys, where there are any */
};

/* Rows kept free beneath the table for sums and notes. */
#define END_ROWS 16

/* Widths in half-width characters, the unit of a sheet's columns. */
#define LEAST_WIDTH 5
#define MOST_WIDTH 30
#define SENTENCE_WIDTH 42
/* Headings longer than this take three lines, else two. */
#define LONG_HEADING 16
/* What fits across the narrowest table. */
#define ACROSS_WIDTH 100
/* The height of a line in points, and what a note has above and below. */
#define LINE_HEIGHT 14.0
#define NOTE_SPACE 8.0
/* What a cell keeps free, and the button of a filter covers. */
#define PADDING 2.0
#define WIDE_FACTOR 1.05

/* Longest text of a cell, with room for the mark of a cut. */
#define LONGEST_TEXT 32000
#define PROGRESS_ROWS 256
#define FONT "宋体"
#define FONT_SIZE 10
#define N_TYPES (AWARD_LISTING_DATE + 1)

struct _AwardWorkbookStyles
{
  lxw_format *title;
  lxw_format *basis;
  lxw_format *unit;
  lxw_format *heading;
  lxw_format *section;
  lxw_format *note;
  lxw_format *remark;
  lxw_format *key;
  lxw_format *centred[N_TYPES];
  lxw_format *sentence;
  lxw_format *total;
  lxw_format *cells[N_TYPES];
  lxw_format *sums[N_TYPES];
};

/* The sheet at hand. */
typedef struct
{
  AwardWorkbookJob *job;
  lxw_worksheet *sheet;
  const AwardListing *listing;
  guint n_columns;
  lxw_row_t head; /* the last row of the headings */
  lxw_row_t row;
  guint *widths;
  gint64 *sums;
} Writer;

static lxw_format *
add_format (lxw_workbook *workbook, double size)
{
  lxw_format *format = workbook_add_format (workbook);

  format_set_font_name (format, FONT);
  format_set_font_size (format, size);
  format_set_align (format, LXW_ALIGN_VERTICAL_CENTER);
  return format;
}

static lxw_format *
add_cell_format (lxw_workbook *workbook, AwardListingType type, gboolean is_sum)
{
  static const char *const formats[N_TYPES] = {
    [AWARD_LISTING_CODE] = "@",
    [AWARD_LISTING_COUNT] = "#,##0",
    [AWARD_LISTING_AMOUNT] = "#,##0.00",
    [AWARD_LISTING_DECIMAL] = "#,##0.00####",
    [AWARD_LISTING_PERCENT] = "0.00####\"%\"",
    [AWARD_LISTING_DATE] = "yyyy\\-mm\\-dd",
  };
  lxw_format *format = add_format (workbook, FONT_SIZE);

  format_set_border (format, LXW_BORDER_THIN);
  if (formats[type])
    format_set_num_format (format, formats[type]);
  if (type == AWARD_LISTING_TEXT)
    format_set_text_wrap (format);
  if (is_sum)
    format_set_bold (format);
  return format;
}

AwardWorkbookStyles *
award_workbook_styles_new (lxw_workbook *workbook)
{
  AwardWorkbookStyles *styles = g_new0 (AwardWorkbookStyles, 1);

  styles->title = add_format (workbook, 16);
  format_set_bold (styles->title);
  format_set_align (styles->title, LXW_ALIGN_CENTER);
  format_set_text_wrap (styles->title);
  styles->basis = add_format (workbook, FONT_SIZE);
  styles->unit = add_format (workbook, FONT_SIZE);
  format_set_align (styles->unit, LXW_ALIGN_RIGHT);
  styles->note = add_format (workbook, FONT_SIZE + 1);

  styles->heading = add_format (workbook, FONT_SIZE);
  format_set_bold (styles->heading);
  format_set_align (styles->heading, LXW_ALIGN_CENTER);
  format_set_text_wrap (styles->heading);
  format_set_border (styles->heading, LXW_BORDER_THIN);
  format_set_bg_color (styles->heading, 0xE7E6E6);

  format_set_text_wrap (styles->basis);
  styles->remark = add_format (workbook, FONT_SIZE + 1);
  format_set_text_wrap (styles->remark);
  styles->key = add_format (workbook, FONT_SIZE - 1);
  format_set_align (styles->key, LXW_ALIGN_CENTER);
  format_set_border (styles->key, LXW_BORDER_THIN);
  styles->section = add_format (workbook, FONT_SIZE);
  format_set_bold (styles->section);
  styles->total = add_cell_format (workbook, AWARD_LISTING_TEXT, TRUE);
  format_set_align (styles->total, LXW_ALIGN_CENTER);
  /* Apart from the figures before it. */
  styles->sentence = add_cell_format (workbook, AWARD_LISTING_TEXT, FALSE);
  format_set_indent (styles->sentence, 1);

  for (guint type = 0; type < N_TYPES; type++)
    {
      styles->cells[type] = add_cell_format (workbook, type, FALSE);
      styles->sums[type] = add_cell_format (workbook, type, TRUE);
      styles->centred[type] = add_cell_format (workbook, type, FALSE);
      format_set_align (styles->centred[type], LXW_ALIGN_CENTER);
    }

  return styles;
}

void
award_workbook_styles_free (AwardWorkbookStyles *styles)
{
  g_free (styles);
}

/* Width of @text in half-width characters. */
static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    width += (guchar) *c >= 0x80 && g_unichar_iswide (g_utf8_get_char (c)) ? 2 : 1;

  return width;
}

/* Digits of @number with separators and @decimals places. */
static guint
number_width (gint64 number, guint decimals)
{
  guint digits = 1;

  for (gint64 rest = number / 10; rest != 0; rest /= 10)
    digits++;
  digits = MAX (digits, decimals + 1);
  return digits + (digits - decimals - 1) / 3 + (decimals > 0) + (number < 0);
}

static void
widen (Writer *writer, guint column, guint width)
{
  writer->widths[column] = MAX (writer->widths[column], width);
}

static void
write_text (Writer *writer, lxw_col_t column, const char *text, lxw_format *format)
{
  g_autofree char *cut = NULL;

  if (text == NULL || *text == '\0')
    {
      worksheet_write_blank (writer->sheet, writer->row, column, format);
      return;
    }

  widen (writer, column, text_width (text));
  if (strlen (text) > LONGEST_TEXT && g_utf8_strlen (text, -1) > LONGEST_TEXT)
    {
      g_autofree char *head = g_utf8_substring (text, 0, LONGEST_TEXT);
      cut = g_strconcat (head, "…", NULL);
    }
  worksheet_write_string (writer->sheet, writer->row, column, cut ? cut : text, format);
}

double
award_workbook_yuan (gint64 fen)
{
  return (double) fen / 100.0;
}

static lxw_format *
cell_format (const Writer *writer, const AwardListingColumn *column)
{
  const AwardWorkbookStyles *styles = writer->job->styles;

  if (column->is_long)
    return styles->sentence;
  return column->is_centred ? styles->centred[column->type] : styles->cells[column->type];
}

static void
write_cell (Writer *writer, lxw_col_t i, const AwardListingCell *cell)
{
  const AwardListingColumn *column = award_listing_get_column (writer->listing, i);
  lxw_format *format = cell_format (writer, column);

  if (column->type == AWARD_LISTING_TEXT || column->type == AWARD_LISTING_CODE)
    {
      write_text (writer, i, cell->text, format);
    }
  else if (column->type == AWARD_LISTING_DECIMAL || column->type == AWARD_LISTING_PERCENT)
    {
      if (cell->text == NULL)
        {
          worksheet_write_blank (writer->sheet, writer->row, i, format);
          return;
        }
      widen (writer, i, (guint) strlen (cell->text) * 4 / 3);
      worksheet_write_number (writer->sheet, writer->row, i, g_ascii_strtod (cell->text, NULL), format);
    }
  else if (cell->number == RULES_MISSING)
    {
      worksheet_write_blank (writer->sheet, writer->row, i, format);
    }
  else if (column->type == AWARD_LISTING_DATE)
    {
      /* Day 25569 of a spreadsheet is 1970-01-01; those before 1900-03-01 it counts wrongly. */
      g_autofree char *text = award_listing_cell_text (column, cell);

      if (cell->number > -25508)
        worksheet_write_number (writer->sheet, writer->row, i, (double) (cell->number + 25569), format);
      else
        worksheet_write_string (writer->sheet, writer->row, i, text, format);
      widen (writer, i, 10);
    }
  else
    {
      gboolean is_amount = column->type == AWARD_LISTING_AMOUNT;

      widen (writer, i, number_width (cell->number, is_amount ? 2 : 0));
      worksheet_write_number (writer->sheet, writer->row, i,
                              is_amount ? award_workbook_yuan (cell->number) : (double) cell->number, format);
    }
}

static guint
most_width (const AwardListingColumn *column)
{
  return column->is_long ? SENTENCE_WIDTH : MOST_WIDTH;
}

/* Lines the longest text of a row takes: not every program fits the height of a row to its text. */
static guint
count_lines (const Writer *writer, const AwardListingCell *cells)
{
  guint lines = 1;

  for (guint i = 0; i < writer->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (writer->listing, i);
      /* The type is smaller than the one widths are counted in, so a line holds a little more. */
      guint room = most_width (column) * 11 / 10;

      if (column->type == AWARD_LISTING_TEXT && cells[i].text && text_width (cells[i].text) > room)
        lines = MAX (lines, (text_width (cells[i].text) + room - 1) / room);
    }

  return lines;
}

static gboolean
on_row (const AwardListingCell *cells, const char *section, gpointer data, GError **error)
{
  Writer *writer = data;
  AwardWorkbookJob *job = writer->job;

  if (writer->row + END_ROWS >= LXW_ROW_MAX)
    {
      g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_TOO_LONG,
                   _ ("“%s” has more rows than a sheet of a workbook can hold"), writer->listing->title);
      return FALSE;
    }

  if (cells == NULL)
    {
      worksheet_write_string (writer->sheet, writer->row++, 0, section, job->styles->section);
      return TRUE;
    }

  worksheet_set_row (writer->sheet, writer->row, count_lines (writer, cells) * LINE_HEIGHT + 2, NULL);
  for (guint i = 0; i < writer->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (writer->listing, i);

      write_cell (writer, (lxw_col_t) i, &cells[i]);
      if (column->has_total && cells[i].number != RULES_MISSING &&
          __builtin_add_overflow (writer->sums[i], cells[i].number, &writer->sums[i]))
        {
          g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_CHANGED,
                       _ ("The sum of the amounts is too large"));
          return FALSE;
        }
    }
  writer->row++;

  if (writer->listing->rows >= AWARD_LISTING_CLAIMS && writer->listing->rows != AWARD_LISTING_LINES &&
      ++job->done % PROGRESS_ROWS == 0 && job->progress)
    job->progress (job->done, job->total, job->progress_data);
  return TRUE;
}

static guint
heading_lines (const AwardListing *listing)
{
  guint longest = 0;

  for (guint i = 0; i < listing->columns->len; i++)
    longest = MAX (longest, text_width (award_listing_get_column (listing, i)->heading));

  return longest > LONG_HEADING ? 3 : 2;
}

/* Lines a sentence across the whole table takes. */
static guint
text_lines (const char *text)
{
  return (text_width (text) + ACROSS_WIDTH - 1) / ACROSS_WIDTH;
}

static void
write_head (Writer *writer)
{
  const AwardWorkbookStyles *styles = writer->job->styles;
  const AwardListing *listing = writer->listing;
  lxw_col_t last = (lxw_col_t) (writer->n_columns - 1);
  guint lines = heading_lines (listing);

  worksheet_set_row (writer->sheet, ROW_TITLE, 30, NULL);
  worksheet_merge_range (writer->sheet, ROW_TITLE, 0, ROW_TITLE, last, listing->title, styles->title);
  /* In constant memory a row ends where the next one begins. */
  worksheet_set_row (writer->sheet, ROW_BASIS, text_lines (listing->basis) * LINE_HEIGHT + 2, NULL);
  if (listing->unit)
    {
      worksheet_merge_range (writer->sheet, ROW_BASIS, 0, ROW_BASIS, last - 2, listing->basis, styles->basis);
      worksheet_merge_range (writer->sheet, ROW_BASIS, last - 1, ROW_BASIS, last, listing->unit,
                             styles->unit);
    }
  else
    {
      worksheet_merge_range (writer->sheet, ROW_BASIS, 0, ROW_BASIS, last, listing->basis, styles->basis);
    }

  worksheet_set_row (writer->sheet, ROW_HEADINGS, lines * LINE_HEIGHT + 4, NULL);
  for (guint i = 0; i < writer->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (listing, i);

      worksheet_write_string (writer->sheet, ROW_HEADINGS, (lxw_col_t) i, column->heading, styles->heading);
      widen (writer, i, (text_width (column->heading) + lines - 1) / lines + 2);
    }
  for (guint i = 0; writer->head > ROW_HEADINGS && i < writer->n_columns; i++)
    {
      const char *key = award_listing_get_column (listing, i)->key;

      worksheet_write_string (writer->sheet, writer->head, (lxw_col_t) i, key, styles->key);
      widen (writer, i, text_width (key));
    }
}

/* The sums: a formula, so that a reader can check it, with the value that was added up here. */
static void
write_sums (Writer *writer)
{
  const AwardWorkbookStyles *styles = writer->job->styles;
  lxw_row_t last = writer->row - 1;

  if (award_listing_first_sum (writer->listing) == writer->n_columns)
    return;

  worksheet_write_string (writer->sheet, writer->row, 0, _ ("Total"), styles->total);
  for (guint i = 1; i < writer->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (writer->listing, i);
      gboolean is_amount = column->type == AWARD_LISTING_AMOUNT;
      double sum = is_amount ? award_workbook_yuan (writer->sums[i]) : (double) writer->sums[i];
      lxw_format *format = styles->sums[column->type];
      char first_cell[LXW_MAX_CELL_NAME_LENGTH];
      char last_cell[LXW_MAX_CELL_NAME_LENGTH];
      g_autofree char *formula = NULL;

      if (!column->has_total)
        {
          worksheet_write_blank (writer->sheet, writer->row, (lxw_col_t) i, styles->sums[AWARD_LISTING_TEXT]);
          continue;
        }
      widen (writer, i, number_width (writer->sums[i], is_amount ? 2 : 0) + 1);
      if (last <= writer->head)
        {
          worksheet_write_number (writer->sheet, writer->row, (lxw_col_t) i, sum, format);
          continue;
        }
      lxw_rowcol_to_cell (first_cell, writer->head + 1, (lxw_col_t) i);
      lxw_rowcol_to_cell (last_cell, last, (lxw_col_t) i);
      formula = g_strdup_printf ("=SUM(%s:%s)", first_cell, last_cell);
      worksheet_write_formula_num (writer->sheet, writer->row, (lxw_col_t) i, formula, format, sum);
    }
  writer->row++;
}

static void
write_notes (Writer *writer)
{
  const GPtrArray *notes = writer->listing->notes;
  lxw_col_t last = (lxw_col_t) (writer->n_columns - 1);

  for (guint i = 0; i < notes->len; i++, writer->row++)
    {
      const char *note = notes->pdata[i];

      worksheet_set_row (writer->sheet, writer->row, text_lines (note) * LINE_HEIGHT + NOTE_SPACE, NULL);
      worksheet_merge_range (writer->sheet, writer->row, 0, writer->row, last, note,
                             writer->job->styles->remark);
    }
}

/* Beneath the summary: the total in capitals, and who signs. */
static void
write_signatures (Writer *writer)
{
  const AwardDossier *dossier = writer->job->dossier;
  const AwardWorkbookStyles *styles = writer->job->styles;
  const char *const roles[] = { _ ("Prepared by:"), _ ("Checked by:"), _ ("Approved by:") };
  lxw_col_t last = (lxw_col_t) (writer->n_columns - 1);
  g_autofree char *capital = award_words_capital (dossier->total);
  g_autofree char *total = g_strdup_printf (_ ("Total in capitals: %s"), capital);

  worksheet_set_row (writer->sheet, writer->row, 2 * LINE_HEIGHT, NULL);
  worksheet_merge_range (writer->sheet, writer->row, 0, writer->row, last, total, styles->note);
  writer->row += 2;
  for (guint line = 0; line < 2; line++, writer->row += 2)
    for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
      worksheet_write_string (writer->sheet, writer->row, (lxw_col_t) (i * writer->n_columns / 3),
                              line == 0 ? roles[i] : _ ("Date:"), styles->note);
}

static void
set_up (Writer *writer)
{
  lxw_worksheet *sheet = writer->sheet;

  for (guint i = 0; i < writer->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (writer->listing, i);
      /* Codes and figures do not wrap. */
      guint most = column->type == AWARD_LISTING_TEXT ? most_width (column) : G_MAXUINT;
      double width = CLAMP (writer->widths[i], LEAST_WIDTH, most) * WIDE_FACTOR + PADDING;

      worksheet_set_column (sheet, (lxw_col_t) i, (lxw_col_t) i, width, NULL);
    }

  worksheet_freeze_panes (sheet, writer->head + 1, writer->n_columns > 4 ? 2 : 0);
  if (writer->listing->is_portrait)
    worksheet_set_portrait (sheet);
  else
    worksheet_set_landscape (sheet);
  worksheet_set_paper (sheet, 9); /* A4 */
  worksheet_fit_to_pages (sheet, 1, 0);
  worksheet_repeat_rows (sheet, ROW_TITLE, writer->head);
  worksheet_set_margins (sheet, 0.6, 0.6, 0.7, 0.8);
  worksheet_center_horizontally (sheet);
  worksheet_set_footer (sheet, "&C— &P —");
}

gboolean
award_workbook_write_sheet (AwardWorkbookJob *job,
                            lxw_worksheet *sheet,
                            const AwardListing *listing,
                            GError **error)
{
  Writer writer = { .job = job, .sheet = sheet, .listing = listing };
  g_autofree guint *widths = g_new0 (guint, listing->columns->len);
  g_autofree gint64 *sums = g_new0 (gint64, listing->columns->len);

  writer.n_columns = listing->columns->len;
  writer.widths = widths;
  writer.sums = sums;
  writer.head = award_listing_get_column (listing, 0)->key ? ROW_HEADINGS + 1 : ROW_HEADINGS;
  writer.row = writer.head + 1;

  write_head (&writer);
  if (!award_dossier_foreach_row (job->dossier, listing, on_row, &writer, job->cancellable, error))
    return FALSE;

  /* In constant memory a filter must be set before the rows beneath it are written. */
  if (writer.row > writer.head + 1)
    worksheet_autofilter (sheet, writer.head, 0, writer.row - 1, (lxw_col_t) (writer.n_columns - 1));
  write_sums (&writer);
  write_notes (&writer);
  if (listing->rows == AWARD_LISTING_MEASURES)
    write_signatures (&writer);
  set_up (&writer);
  return TRUE;
}

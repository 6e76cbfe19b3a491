/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-near-workbook.h"

#include <glib/gi18n.h>

#include "award-output.h"
#include "award-report.h"
#include "award-words-near.h"
#include "award-words.h"
#include "award-workbook-sheet.h"

#define FONT "宋体"
#define TITLE_SIZE 16
#define TEXT_SIZE 10
/* The rows above those of the claims. */
#define HEAD 3

/* The columns, in half-width characters. */
static const struct
{
  const char *heading;
  double width;
} columns[] = {
  { N_ ("Name"), 34 },   { N_ ("Code"), 22 },     { N_ ("County"), 12 },
  { N_ ("Figure"), 30 }, { N_ ("As It Is"), 20 }, { N_ ("As It Has to Be"), 20 },
  { N_ ("Gap"), 20 },    { N_ ("Gap (%)"), 10 },  { N_ ("Result"), 28 },
};

typedef struct
{
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *title;
  lxw_format *note;
  lxw_format *heading;
  lxw_format *text;
  lxw_format *number;
} Book;

static void
book_clear (Book *book)
{
  if (book->workbook != NULL)
    lxw_workbook_free (book->workbook);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Book, book_clear)

static lxw_format *
add_format (Book *book, double size, gboolean is_cell)
{
  lxw_format *format = workbook_add_format (book->workbook);

  format_set_font_name (format, FONT);
  format_set_font_size (format, size);
  if (is_cell)
    {
      format_set_border (format, LXW_BORDER_THIN);
      format_set_num_format (format, "@");
    }
  return format;
}

static void
write_head (Book *book, const RulesMeasure *measure, gint64 within)
{
  g_autofree char *title = g_strdup_printf (_ ("Near misses: %s"), rules_measure_get_label (measure));
  g_autofree char *percent = rules_type_format (RULES_TYPE_PERCENT, (RulesValue){ within, NULL });
  g_autofree char *note =
      g_strdup_printf (_ ("Within %s%% of the figure, nearest first. The decisions stay as "
                          "they are; a date’s day counts as one per cent."),
                       percent);

  worksheet_write_string (book->sheet, 0, 0, title, book->title);
  worksheet_write_string (book->sheet, 1, 0, note, book->note);
  for (lxw_col_t i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      worksheet_set_column (book->sheet, i, i, columns[i].width, NULL);
      worksheet_write_string (book->sheet, HEAD - 1, i, _ (columns[i].heading), book->heading);
    }
  worksheet_freeze_panes (book->sheet, HEAD, 0);
  worksheet_repeat_rows (book->sheet, HEAD - 1, HEAD - 1);
  worksheet_set_landscape (book->sheet);
  worksheet_set_paper (book->sheet, 9);
  worksheet_fit_to_pages (book->sheet, 1, 0);
}

/* Takes @text. */
static void
write_text (Book *book, lxw_row_t row, lxw_col_t column, lxw_format *format, char *text)
{
  worksheet_write_string (book->sheet, row, column, text != NULL ? text : "", format);
  g_free (text);
}

static void
write_claim (Book *book, const RulesMeasure *measure, lxw_row_t row, const AwardNearClaim *claim)
{
  const RulesNearMiss *miss = &claim->miss;

  write_text (book, row, 0, book->text, g_strdup (claim->name));
  write_text (book, row, 1, book->text, claim->code != NULL ? award_words_masked (claim->code) : NULL);
  write_text (book, row, 2, book->text, g_strdup (claim->county));
  write_text (book, row, 3, book->text, award_words_near_figure (measure, miss, claim->key));
  write_text (book, row, 4, book->number, award_words_near_value (miss, miss->from));
  write_text (book, row, 5, book->number, award_words_near_value (miss, miss->to));
  write_text (book, row, 6, book->number, award_words_near_gap (miss));
  write_text (book, row, 7, book->number, award_words_near_share (miss));
  write_text (book, row, 8, book->text, award_words_near_outcome (measure, miss, claim->withheld));
}

static void
write_sheet (Book *book, const AwardNearList *list, gint64 within)
{
  const RulesMeasure *measure = award_snapshot_get_measure (list->snapshot);

  book->title = add_format (book, TITLE_SIZE, FALSE);
  format_set_bold (book->title);
  book->note = add_format (book, TEXT_SIZE, FALSE);
  book->heading = add_format (book, TEXT_SIZE, TRUE);
  format_set_bold (book->heading);
  format_set_align (book->heading, LXW_ALIGN_CENTER);
  book->text = add_format (book, TEXT_SIZE, TRUE);
  book->number = add_format (book, TEXT_SIZE, TRUE);
  format_set_align (book->number, LXW_ALIGN_RIGHT);
  book->sheet = workbook_add_worksheet (book->workbook, _ ("Near Misses"));
  write_head (book, measure, within);
  for (guint i = 0; i < list->claims->len; i++)
    write_claim (book, measure, HEAD + i, &g_array_index (list->claims, AwardNearClaim, i));
}

gboolean
award_report_write_near (const AwardNearList *list, gint64 within, const char *path, GError **error)
{
  g_autoptr (AwardOutput) output = NULL;
  g_auto (Book) book = { 0 };
  lxw_error failure = LXW_ERROR_MEMORY_MALLOC_FAILED;

  if (list->claims->len >= LXW_ROW_MAX - HEAD)
    {
      g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_TOO_LONG,
                   _ ("More near misses than a sheet holds."));
      return FALSE;
    }
  output = award_output_new (path, error);
  if (output == NULL)
    return FALSE;
  book.workbook = workbook_new (award_output_get_path (output));
  if (book.workbook != NULL)
    {
      write_sheet (&book, list, within);
      failure = workbook_close (g_steal_pointer (&book.workbook));
    }
  if (failure == LXW_NO_ERROR)
    return award_output_commit (output, error);

  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_WRITE, _ ("“%s” cannot be written: %s"), shown,
               lxw_strerror (failure));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-trial-workbook.h"

#include <glib/gi18n.h>

#include "award-output.h"
#include "award-report.h"
#include "award-words.h"
#include "award-workbook-sheet.h"

#define FONT "宋体"
#define TITLE_SIZE 16
#define TEXT_SIZE 10
/* Of columns, in half-width characters. */
#define WIDE 34
#define NARROW 16

typedef struct
{
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_row_t row; /* the next one */
  lxw_format *title;
  lxw_format *note;
  lxw_format *heading;
  lxw_format *text;
  lxw_format *count;
  lxw_format *amount;
} Book;

static void
book_clear (Book *book)
{
  if (book->workbook != NULL)
    lxw_workbook_free (book->workbook);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Book, book_clear)

static lxw_format *
add_format (Book *book, double size, const char *number)
{
  lxw_format *format = workbook_add_format (book->workbook);

  format_set_font_name (format, FONT);
  format_set_font_size (format, size);
  if (number != NULL)
    {
      format_set_border (format, LXW_BORDER_THIN);
      format_set_num_format (format, number);
    }
  return format;
}

static void
add_formats (Book *book)
{
  book->title = add_format (book, TITLE_SIZE, NULL);
  format_set_bold (book->title);
  book->note = add_format (book, TEXT_SIZE, NULL);
  book->heading = add_format (book, TEXT_SIZE, "@");
  format_set_bold (book->heading);
  format_set_align (book->heading, LXW_ALIGN_CENTER);
  book->text = add_format (book, TEXT_SIZE, "@");
  book->count = add_format (book, TEXT_SIZE, "#,##0");
  book->amount = add_format (book, TEXT_SIZE, "#,##0.00");
}

static void
write_text (Book *book, lxw_col_t column, const char *text, lxw_format *format)
{
  worksheet_write_string (book->sheet, book->row, column, text != NULL ? text : "", format);
}

static void
write_count (Book *book, lxw_col_t column, gint64 count)
{
  worksheet_write_number (book->sheet, book->row, column, (double) count, book->count);
}

static void
write_amount (Book *book, lxw_col_t column, gint64 fen)
{
  worksheet_write_number (book->sheet, book->row, column, award_workbook_yuan (fen), book->amount);
}

static void
write_headings (Book *book, const char *const *headings, guint n)
{
  for (guint i = 0; i < n; i++)
    write_text (book, (lxw_col_t) i, headings[i], book->heading);
  book->row++;
}

static void
write_settings (Book *book, const GPtrArray *settings)
{
  const char *const headings[] = { _ ("Tried"), _ ("Official"), _ ("Trial") };

  write_headings (book, headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < settings->len; i++, book->row++)
    {
      const AwardTrialSetting *setting = g_ptr_array_index (settings, i);

      write_text (book, 0, setting->label, book->text);
      write_text (book, 1, setting->official, book->text);
      write_text (book, 2, setting->tried, book->text);
    }
  book->row++;
}

/* Points are no money. */
static const char *
amount_heading (const AwardTrial *trial)
{
  return rules_measure_get_result (award_snapshot_get_measure (trial->snapshot)) == RULES_RESULT_SCORE
             ? _ ("Points")
             : _ ("Amount (yuan)");
}

static void
write_total (Book *book, const AwardTrial *trial)
{
  const char *const headings[] = { _ ("Result"), _ ("Awards"), amount_heading (trial) };
  const char *const effects[] = { _ ("Effect"), _ ("Claims"), _ ("Difference") };

  write_headings (book, headings, G_N_ELEMENTS (headings));
  write_text (book, 0, _ ("Official"), book->text);
  write_count (book, 1, trial->awards_before);
  write_amount (book, 2, trial->before);
  book->row++;
  write_text (book, 0, _ ("Trial"), book->text);
  write_count (book, 1, trial->awards);
  write_amount (book, 2, trial->after);
  book->row++;
  write_text (book, 0, _ ("Difference"), book->text);
  write_count (book, 1, (gint64) trial->awards - trial->awards_before);
  write_amount (book, 2, trial->after - trial->before);
  book->row += 2;

  write_headings (book, effects, G_N_ELEMENTS (effects));
  for (guint e = AWARD_EFFECT_WON; e < AWARD_N_EFFECTS; e++, book->row++)
    {
      write_text (book, 0, award_words_effect (e), book->text);
      write_count (book, 1, trial->n_effects[e]);
      write_amount (book, 2, trial->sums[e]);
    }
  write_text (book, 0, award_words_effect (AWARD_EFFECT_NONE), book->text);
  write_count (book, 1, trial->n_effects[AWARD_EFFECT_NONE]);
  write_amount (book, 2, 0);
  book->row += 2;
}

static void
write_counties (Book *book, const AwardTrial *trial)
{
  const char *const headings[] = { _ ("County"),       _ ("Official awards"), _ ("Official"),
                                   _ ("Trial awards"), _ ("Trial"),           _ ("Difference") };

  write_headings (book, headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < trial->counties->len; i++, book->row++)
    {
      const AwardTrialCounty *county = &g_array_index (trial->counties, AwardTrialCounty, i);

      write_text (book, 0, *county->name != '\0' ? county->name : _ ("No county"), book->text);
      write_count (book, 1, county->awards_before);
      write_amount (book, 2, county->before);
      write_count (book, 3, county->awards);
      write_amount (book, 4, county->after);
      write_amount (book, 5, county->after - county->before);
    }
}

static void
write_outcome (Book *book, lxw_col_t column, RulesOutcome outcome, gint64 amount)
{
  if (outcome == RULES_OUTCOME_AWARD)
    write_amount (book, column, amount);
  else
    write_text (book, column, award_words_outcome (outcome), book->text);
}

static void
write_claim (Book *book, const AwardTrial *trial, const AwardTrialClaim *claim)
{
  const AwardTrialCounty *county = &g_array_index (trial->counties, AwardTrialCounty, claim->county);
  gint64 before = claim->outcome_before == RULES_OUTCOME_AWARD ? claim->before : 0;
  gint64 after = claim->outcome == RULES_OUTCOME_AWARD ? claim->after : 0;
  g_autofree char *code = claim->code != NULL ? award_words_masked (claim->code) : NULL;

  write_text (book, 0, claim->name, book->text);
  write_text (book, 1, code, book->text);
  write_text (book, 2, county->name, book->text);
  write_text (book, 3, award_words_effect (claim->effect), book->text);
  write_outcome (book, 4, claim->outcome_before, claim->before);
  write_outcome (book, 5, claim->outcome, claim->after);
  write_amount (book, 6, after - before);
}

static void
write_summary (Book *book, const AwardTrial *trial, const GPtrArray *settings)
{
  const char *label = rules_measure_get_label (award_snapshot_get_measure (trial->snapshot));
  g_autofree char *title = g_strdup_printf (_ ("Trial: %s"), label);

  book->sheet = workbook_add_worksheet (book->workbook, _ ("Trial"));
  worksheet_set_column (book->sheet, 0, 0, WIDE, NULL);
  worksheet_set_column (book->sheet, 1, 5, NARROW, NULL);
  worksheet_set_landscape (book->sheet);
  worksheet_set_paper (book->sheet, 9);
  worksheet_fit_to_pages (book->sheet, 1, 0);
  write_text (book, 0, title, book->title);
  book->row++;
  write_text (book, 0,
              _ ("A trial, not a decision: the ledger is unchanged. Amounts are before settlement with other "
                 "measures; claims that need a person are not in them."),
              book->note);
  book->row += 2;
  write_settings (book, settings);
  write_total (book, trial);
  write_counties (book, trial);
}

static void
write_claims (Book *book, const AwardTrial *trial)
{
  const char *const headings[] = { _ ("Name"),     _ ("Code"),  _ ("County"),    _ ("Effect"),
                                   _ ("Official"), _ ("Trial"), _ ("Difference") };

  book->sheet = workbook_add_worksheet (book->workbook, _ ("Affected claims"));
  book->row = 0;
  worksheet_set_column (book->sheet, 0, 0, WIDE, NULL);
  worksheet_set_column (book->sheet, 1, 1, NARROW + 8, NULL);
  worksheet_set_column (book->sheet, 2, 6, NARROW, NULL);
  worksheet_freeze_panes (book->sheet, 1, 0);
  worksheet_repeat_rows (book->sheet, 0, 0);
  worksheet_set_landscape (book->sheet);
  worksheet_set_paper (book->sheet, 9);
  worksheet_fit_to_pages (book->sheet, 1, 0);
  write_headings (book, headings, G_N_ELEMENTS (headings));
  for (guint i = 0; i < trial->claims->len; i++, book->row++)
    write_claim (book, trial, &g_array_index (trial->claims, AwardTrialClaim, i));
}

gboolean
award_report_write_trial (const AwardTrial *trial,
                          const GPtrArray *settings,
                          const char *path,
                          GError **error)
{
  g_autoptr (AwardOutput) output = NULL;
  g_auto (Book) book = { 0 };
  lxw_error failure;

  if (trial->claims->len >= LXW_ROW_MAX)
    {
      g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_TOO_LONG,
                   _ ("More claims are affected than a sheet holds."));
      return FALSE;
    }
  output = award_output_new (path, error);
  if (output == NULL)
    return FALSE;
  book.workbook = workbook_new (award_output_get_path (output));
  if (book.workbook != NULL)
    {
      add_formats (&book);
      write_summary (&book, trial, settings);
      write_claims (&book, trial);
    }
  failure = book.workbook != NULL ? workbook_close (g_steal_pointer (&book.workbook))
                                  : LXW_ERROR_MEMORY_MALLOC_FAILED;
  if (failure == LXW_NO_ERROR)
    return award_output_commit (output, error);

  g_autofree char *shown = g_filename_display_name (path);
  g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_WRITE, _ ("“%s” cannot be written: %s"), shown,
               lxw_strerror (failure));
  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a file that was read into a ledger, as text or JSON. */
#include "config.h"

#include "award-cli-report.h"

#include "award-cli.h"
#include "award-json.h"
#include "award-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Warnings and notes of a file said on standard error; errors are all said. */
#define MAX_REMARKS 20
/* Characters of an identity number. */
#define IDENTITY_LENGTH 18

static const char *
severity_name (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return "error";
    case RULES_SEVERITY_WARNING:
      return "warning";
    case RULES_SEVERITY_NOTE:
    default:
      return "note";
    }
}

static const char *
severity_word (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return _ ("not used");
    case RULES_SEVERITY_WARNING:
      return _ ("warning");
    case RULES_SEVERITY_NOTE:
    default:
      return _ ("note");
    }
}

static void
write_problem (GString *out, const AwardImportReport *report, const AwardProblem *problem)
{
  g_autofree char *message = award_words_problem (problem->code, problem->found);
  g_autofree char *repair = award_problem_find_repair (problem->code, problem->found);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "severity", severity_name (problem->severity));
  award_json_write_string (out, "code", problem->code);
  award_json_write_string (out, "sheet", report->sheet);
  if (problem->row > 0)
    award_json_write_integer (out, "row", problem->row);
  else
    award_json_write_string (out, "row", NULL);
  award_json_write_string (out, "column", problem->column);
  award_json_write_string (out, "found", problem->found);
  award_json_write_string (out, "message", message);
  if (repair != NULL)
    award_json_write_string (out, "repair", repair);
  award_json_write_close (out, '}');
}

static void
write_report (GString *out, const AwardImportReport *report)
{
  g_autofree char *shown = g_filename_display_name (report->file);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "file", shown);
  award_json_write_integer (out, "rows", (gint64) report->counts.rows);
  award_json_write_integer (out, "claims", (gint64) report->counts.claims);
  award_json_write_integer (out, "lines", (gint64) report->counts.lines);
  award_json_write_integer (out, "added", (gint64) report->counts.added);
  award_json_write_integer (out, "changed", (gint64) report->counts.changed);
  award_json_write_integer (out, "unchanged", (gint64) report->counts.unchanged);
  award_json_write_open (out, "problems", '[');
  for (guint i = 0; i < report->problems->len; i++)
    write_problem (out, report, g_ptr_array_index (report->problems, i));
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
}

static void
print_report (const AwardImportReport *report, AwardReportKind kind)
{
  const AwardImportResult *counts = &report->counts;
  g_autofree char *shown = g_filename_display_name (report->file);
  g_autofree char *text = NULL;

  if (report->is_blocked)
    text = g_strdup_printf (_ ("%s: nothing was imported; answer the questions and import again\n"), shown);
  else if (counts->same_file)
    text = g_strdup_printf (_ ("%s: this very file was imported before; nothing changed\n"), shown);
  else if (counts->lines > 0)
    text = g_strdup_printf (
        _ ("%s: %lu rows, %lu claims with %lu detail lines; %lu added, %lu changed, %lu unchanged\n"), shown,
        (gulong) counts->rows, (gulong) counts->claims, (gulong) counts->lines, (gulong) counts->added,
        (gulong) counts->changed, (gulong) counts->unchanged);
  else if (kind == AWARD_REPORT_RECORDS)
    text = g_strdup_printf (_ ("%s: %lu rows, %lu records; %lu added, %lu changed, %lu unchanged\n"), shown,
                            (gulong) counts->rows, (gulong) counts->claims, (gulong) counts->added,
                            (gulong) counts->changed, (gulong) counts->unchanged);
  else
    text = g_strdup_printf (_ ("%s: %lu rows, %lu claims; %lu added, %lu changed, %lu unchanged\n"), shown,
                            (gulong) counts->rows, (gulong) counts->claims, (gulong) counts->added,
                            (gulong) counts->changed, (gulong) counts->unchanged);
  award_cli_print (text, -1);
}

/* "汇总表 row 12, column C" */
static char *
place_of (const AwardImportReport *report, const AwardProblem *problem)
{
  if (problem->row == 0)
    return g_strdup (report->sheet);
  if (problem->column == NULL)
    /* Translators: the sheet and its row */
    return g_strdup_printf (_ ("%s row %u"), report->sheet, problem->row);
  return g_strdup_printf (_ ("%s row %u, column %s"), report->sheet, problem->row, problem->column);
}

/* Says the problems on standard error, identity numbers masked; TRUE when no row was left out. */
static gboolean
say_problems (const AwardImportReport *report, gboolean errors_only)
{
  g_autofree char *shown = g_filename_display_name (report->file);
  guint n_remarks = 0;
  gboolean complete = TRUE;

  for (guint i = 0; i < report->problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (report->problems, i);
      gboolean identity = problem->found != NULL && strlen (problem->found) == IDENTITY_LENGTH;
      g_autofree char *found = identity ? award_words_masked (problem->found) : g_strdup (problem->found);
      g_autofree char *message = award_words_problem (problem->code, found);
      g_autofree char *place = place_of (report, problem);
      g_autofree char *repair = identity ? NULL : award_problem_find_repair (problem->code, problem->found);

      if (problem->severity == RULES_SEVERITY_ERROR)
        complete = FALSE;
      else if (errors_only || ++n_remarks > MAX_REMARKS)
        continue;
      /* Translators: the file, the place in it, how grave it is, the message */
      award_cli_note (_ ("%s: %s: %s: %s"), shown, place, severity_word (problem->severity), message);
      if (repair != NULL)
        /* Translators: the code that would be right */
        award_cli_note (_ ("  perhaps %s"), repair);
    }
  if (n_remarks > MAX_REMARKS)
    award_cli_note (ngettext ("%s: %u more remark; --json has all", "%s: %u more remarks; --json has all",
                              n_remarks - MAX_REMARKS),
                    shown, n_remarks - MAX_REMARKS);
  return complete;
}

/* What a file that could not be read gets in place of a report. */
static void
print_failure (const char *path, const GError *error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *shown = g_filename_display_name (path);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "file", shown);
  award_json_write_string (out, "error", error->message);
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  award_cli_print (out->str, (gssize) out->len);
}

int
award_cli_tell_report (const AwardImportReport *report, AwardReportKind kind, gboolean json)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean complete = say_problems (report, json);

  if (json)
    {
      write_report (out, report);
      award_cli_print (out->str, (gssize) out->len);
    }
  else
    print_report (report, kind);
  return complete ? AWARD_EXIT_DONE : AWARD_EXIT_PARTLY;
}

int
award_cli_fail_report (const char *path, const GError *error, gboolean json)
{
  if (json)
    print_failure (path, error);
  return award_cli_fail (error);
}

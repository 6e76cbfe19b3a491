/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a file that was read into a ledger, as text or JSON. */
#include "config.h"

#include "award-cli-report.h"

#include "award-cli.h"
#include "award-json.h"
#include "award-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Warnings and notes of a file said on standard error, and of one kind; errors are all said. */
#define MAX_REMARKS 20
#define MAX_REMARKS_OF_KIND 5
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

/* Whether a remark @code is one too many of its kind or of all; counts it in @kinds. */
static gboolean
is_too_many (GHashTable *kinds, const char *code, guint n_said)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, code)) + 1;

  g_hash_table_insert (kinds, (gpointer) code, GUINT_TO_POINTER (n));
  return n > MAX_REMARKS_OF_KIND || n_said >= MAX_REMARKS;
}

/* Says the problems on standard error, identity numbers masked; TRUE when no row was left out. */
static gboolean
say_problems (const AwardImportReport *report, gboolean errors_only)
{
  g_autofree char *shown = g_filename_display_name (report->file);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_said = 0;
  guint n_left = 0;
  gboolean complete = TRUE;

  for (guint i = 0; i < report->problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (report->problems, i);
      gboolean identity = problem->found != NULL && strlen (problem->found) == IDENTITY_LENGTH;
      g_autofree char *found = identity ? award_words_masked (problem->found) : g_strdup (problem->found);
      g_autofree char *message = award_words_problem (problem->code, found);
      g_autofree char *place = place_of (report, problem);
      /* What is masked is a person's. */
      g_autofree char *repair = g_strcmp0 (found, problem->found) == 0
                                    ? award_problem_find_repair (problem->code, problem->found)
                                    : NULL;

      if (problem->severity == RULES_SEVERITY_ERROR)
        complete = FALSE;
      else if (errors_only)
        continue;
      else if (is_too_many (kinds, problem->code, n_said))
        {
          n_left++;
          continue;
        }
      else
        n_said++;
      /* Translators: the file, the place in it, how grave it is, the message */
      award_cli_note (_ ("%s: %s: %s: %s"), shown, place, severity_word (problem->severity), message);
      if (repair != NULL)
        /* Translators: the code that would be right */
        award_cli_note (_ ("  perhaps %s"), repair);
    }
  if (n_left > 0)
    award_cli_note (
        ngettext ("%s: %u more remark; --json has all", "%s: %u more remarks; --json has all", n_left), shown,
        n_left);
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

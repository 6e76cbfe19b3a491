/* SPDX-License-Identifier: GPL-3.0-or-later */
/* imports, rejects, original: what came into a ledger, and the tables themselves. */
#include "config.h"

#include "award-change.h"
#include "award-cli-table.h"
#include "award-cli.h"
#include "award-json.h"
#include "award-original.h"
#include "award-rejects.h"
#include "award-words-import.h"
#include "award-words.h"

#include <glib/gi18n.h>

/* Figures shown of those an import overwrote. */
#define MAX_CHANGES 100000

static const char *const severities[] = { "error", "warning", "note" };
static const char *const states[] = { "open", "repeated", "corrected", "accepted" };

/* Local time as JSON has it. */
static char *
format_instant (gint64 at)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (at / 1000);

  return g_date_time_format (when, "%Y-%m-%dT%H:%M:%S");
}

static void
write_record (GString *out, const AwardImportRecord *record)
{
  g_autofree char *number = award_import_ref_format (record->ref);
  g_autofree char *at = format_instant (record->at);
  g_autofree char *undone = record->undone != 0 ? format_instant (record->undone) : NULL;

  award_json_write_string (out, "import", number);
  award_json_write_string (out, "at", at);
  award_json_write_string (out, "person", record->person);
  award_json_write_string (out, "file", record->file);
  award_json_write_string (out, "sheet", record->sheet);
  if (record->ref.is_register)
    award_json_write_string (out, "register", award_register_get_name (record->kind));
  else
    {
      award_json_write_string (out, "batch", record->batch_name);
      award_json_write_string (
          out, "policy",
          record->measure != NULL ? rules_policy_get_id (rules_measure_get_policy (record->measure)) : NULL);
      award_json_write_string (out, "measure",
                               record->measure != NULL ? rules_measure_get_id (record->measure) : NULL);
    }
  award_json_write_integer (out, "rows", (gint64) record->rows);
  award_json_write_integer (out, "added", (gint64) record->added);
  award_json_write_integer (out, "changed", (gint64) record->changed);
  award_json_write_integer (out, "unchanged", (gint64) record->unchanged);
  award_json_write_integer (out, "errors", (gint64) record->problems[RULES_SEVERITY_ERROR]);
  award_json_write_integer (out, "warnings", (gint64) record->problems[RULES_SEVERITY_WARNING]);
  award_json_write_integer (out, "notes", (gint64) record->problems[RULES_SEVERITY_NOTE]);
  award_json_write_integer (out, "open_errors", (gint64) record->open.errors);
  award_json_write_integer (out, "open_warnings", (gint64) record->open.warnings);
  award_json_write_string (out, "undone", undone);
  award_json_write_raw (out, "again", record->is_again ? "true" : "false");
}

static void
print_list (const GPtrArray *records)
{
  g_autoptr (AwardCliTable) table = award_cli_table_new ("lllllrrrrl");

  award_cli_table_add (table, _ ("Import"));
  award_cli_table_add (table, _ ("Time"));
  award_cli_table_add (table, _ ("File"));
  award_cli_table_add (table, _ ("Measure"));
  award_cli_table_add (table, _ ("Batch"));
  award_cli_table_add (table, _ ("Rows"));
  award_cli_table_add (table, _ ("Added"));
  award_cli_table_add (table, _ ("Changed"));
  award_cli_table_add (table, _ ("To Be Settled"));
  award_cli_table_add (table, _ ("State of the import"));
  for (guint i = 0; i < records->len; i++)
    {
      const AwardImportRecord *record = g_ptr_array_index (records, i);
      g_autofree char *number = award_import_ref_format (record->ref);
      g_autofree char *at = award_words_instant (record->at);

      award_cli_table_add (table, number);
      award_cli_table_add (table, at);
      award_cli_table_add (table, record->file);
      award_cli_table_add (table, award_words_destination (record));
      award_cli_table_add (table, record->batch_name);
      award_cli_table_add_number (table, (gint64) record->rows);
      award_cli_table_add_number (table, (gint64) record->added);
      award_cli_table_add_number (table, (gint64) record->changed);
      award_cli_table_add_number (table, (gint64) (record->open.errors + record->open.warnings));
      award_cli_table_add (table, record->undone != 0 ? _ ("Undone") : "");
    }
  award_cli_table_print (table, TRUE);
}

static int
list_all (AwardLedger *ledger, const char *text, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  guint n;
  g_autoptr (GPtrArray) records = award_ledger_list_imports (ledger, text, 0, G_MAXUINT, &n, &error);

  if (records == NULL)
    return award_cli_fail (error);
  if (!json)
    {
      print_list (records);
      return AWARD_EXIT_DONE;
    }
  for (guint i = 0; i < records->len; i++)
    {
      award_json_write_open (out, NULL, '{');
      write_record (out, g_ptr_array_index (records, i));
      award_json_write_close (out, '}');
      g_string_append_c (out, '\n');
    }
  award_cli_print (out->str, (gssize) out->len);
  return AWARD_EXIT_DONE;
}

static void
write_problem (GString *out, const AwardKeptProblem *problem)
{
  g_autofree char *message = award_words_problem (problem->code, problem->found);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "severity", severities[problem->severity]);
  award_json_write_string (out, "code", problem->code);
  if (problem->row > 0)
    award_json_write_integer (out, "row", problem->row);
  else
    award_json_write_string (out, "row", NULL);
  award_json_write_string (out, "column", problem->column);
  award_json_write_string (out, "found", problem->found);
  award_json_write_string (out, "message", message);
  award_json_write_string (out, "state",
                           problem->severity == RULES_SEVERITY_NOTE ? NULL : states[problem->state]);
  award_json_write_close (out, '}');
}

static void
write_change (GString *out, const AwardChange *change)
{
  g_autofree char *old = rules_fact_format (change->fact, change->old);
  g_autofree char *new = rules_fact_format (change->fact, change->new);

  award_json_write_open (out, NULL, '{');
  award_json_write_integer (out, "row", change->row);
  award_json_write_string (out, "claimant", change->claimant);
  award_json_write_string (out, "name", change->name);
  award_json_write_string (out, "fact", change->fact->id);
  award_json_write_string (out, "old", old);
  award_json_write_string (out, "new", new);
  award_json_write_close (out, '}');
}

static void
print_one (const AwardImportRecord *record, const GPtrArray *problems, const GPtrArray *changes)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer) record);
  print_list (one);
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardKeptProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *message = award_words_problem (problem->code, problem->found);
      g_autofree char *place =
          problem->row > 0
              ? g_strdup_printf ("%s%u", problem->column != NULL ? problem->column : "", problem->row)
              : NULL;
      g_autofree char *line = g_strdup_printf (
          "%s\t%s\t%s\n", place != NULL ? place : "—",
          problem->severity == RULES_SEVERITY_NOTE ? _ ("note") : award_words_problem_state (problem->state),
          message);

      award_cli_print (line, -1);
    }
  for (guint i = 0; i < changes->len; i++)
    {
      const AwardChange *change = g_ptr_array_index (changes, i);
      g_autofree char *words = award_words_change (change);
      g_autofree char *masked = award_words_masked (change->claimant);
      g_autofree char *line =
          g_strdup_printf ("%s\t%s\n", change->name != NULL ? change->name : masked, words);

      award_cli_print (line, -1);
    }
}

static int
list_one (AwardLedger *ledger, AwardImportRef ref, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardImportRecord) record = award_ledger_get_import_record (ledger, ref, &error);
  g_autoptr (GPtrArray) problems = record != NULL ? award_ledger_list_problems (ledger, ref, &error) : NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  guint64 n;

  if (problems != NULL)
    changes = award_ledger_list_import_changes (ledger, record, MAX_CHANGES, &n, &error);
  if (changes == NULL)
    return award_cli_fail (error);
  if (!json)
    {
      print_one (record, problems, changes);
      return AWARD_EXIT_DONE;
    }
  award_json_write_open (out, NULL, '{');
  write_record (out, record);
  award_json_write_open (out, "problems", '[');
  for (guint i = 0; i < problems->len; i++)
    write_problem (out, g_ptr_array_index (problems, i));
  award_json_write_close (out, ']');
  award_json_write_open (out, "changes", '[');
  for (guint i = 0; i < changes->len; i++)
    write_change (out, g_ptr_array_index (changes, i));
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  award_cli_print (out->str, (gssize) out->len);
  return AWARD_EXIT_DONE;
}

static gboolean
read_ref (const char *text, AwardImportRef *ref)
{
  if (award_import_ref_parse (text, ref))
    return TRUE;
  award_cli_error (_ ("“%s” is no import; duixian-cli imports lists them"), text);
  return FALSE;
}

int
award_cli_imports (AwardCli *cli)
{
  g_autofree char *text = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "find", 0, 0, G_OPTION_ARG_FILENAME, &text,
      N_ ("only those with this in the name of file, sheet, batch, person or measure"), "TEXT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("a JSON object an import"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  AwardImportRef ref;
  int status;

  if (!award_cli_parse (cli, entries, 1, 2, &status))
    return status;
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    {
      award_cli_error (_ ("“%s” is no name"), text);
      return AWARD_EXIT_FAILED;
    }
  if (cli->n_arguments == 2 && !read_ref (cli->arguments[1], &ref))
    return AWARD_EXIT_FAILED;
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  return cli->n_arguments == 2 ? list_one (ledger, ref, json) : list_all (ledger, text, json);
}

/* The ledger, the import and where to write, as both commands below have them. */
static AwardLedger *
open_for_output (AwardCli *cli, AwardImportRef *ref, int *status)
{
  const GOptionEntry entries[] = { { NULL } };
  AwardLedger *ledger;

  if (!award_cli_parse (cli, entries, 3, 3, status))
    return NULL;
  *status = AWARD_EXIT_FAILED;
  if (!read_ref (cli->arguments[1], ref))
    return NULL;
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL || award_cli_check_output (cli->arguments[2], cli->arguments[0]))
    return ledger;
  g_object_unref (ledger);
  return NULL;
}

int
award_cli_rejects (AwardCli *cli)
{
  g_autoptr (AwardImportRecord) record = NULL;
  g_autoptr (AwardRejects) rejects = NULL;
  g_autoptr (GError) error = NULL;
  AwardImportRef ref;
  int status;
  g_autoptr (AwardLedger) ledger = open_for_output (cli, &ref, &status);
  guint n;

  if (ledger == NULL)
    return status;
  record = award_ledger_get_import_record (ledger, ref, &error);
  rejects = record != NULL ? award_rejects_new (cli->arguments[2], &error) : NULL;
  if (rejects == NULL ||
      !award_rejects_add_record (rejects, ledger, record, &n, award_cli_cancellable (), &error) ||
      !award_rejects_commit (rejects, &error))
    return award_cli_fail (error);
  return AWARD_EXIT_DONE;
}

int
award_cli_original (AwardCli *cli)
{
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  AwardImportRef ref;
  int status;
  g_autoptr (AwardLedger) ledger = open_for_output (cli, &ref, &status);

  if (ledger == NULL)
    return status;
  content = award_ledger_get_original (ledger, ref, &error);
  if (content == NULL || !award_original_save (content, cli->arguments[2], &error))
    return award_cli_fail (error);
  return AWARD_EXIT_DONE;
}

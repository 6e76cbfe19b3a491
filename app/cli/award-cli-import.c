/* SPDX-License-Identifier: GPL-3.0-or-later */
/* import: tables into the ledger. */
#include "config.h"

#include "award-cli.h"
#include "award-cli-report.h"
#include "award-rejects.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  AwardLedger *ledger;
  AwardImportTarget target;
  const char *batch; /* name, NULL: the current one */
  const char *sheet;
  AwardImportAnswers answers;
  gboolean json;
  AwardRejects *rejects; /* NULL: not asked for */
} Request;

static int
import_one (const Request *request, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardImportReport) report = NULL;
  int status;

  report = award_import_into (request->ledger, request->batch, &request->target, path, request->sheet,
                              &request->answers, award_cli_progress, _ ("importing"),
                              award_cli_cancellable (), &error);
  award_cli_end_progress ();
  if (report == NULL)
    return award_cli_fail_report (path, error, request->json);
  status = award_cli_tell_report (report, AWARD_REPORT_CLAIMS, request->json);
  if (request->rejects != NULL && !report->is_blocked &&
      !award_rejects_add (request->rejects, request->ledger, report, &request->target,
                          award_cli_cancellable (), &error))
    return award_cli_fail (error);
  return status;
}

/* The workbook is begun before the first import: a place that cannot be written is no use afterwards. */
static gboolean
begin_rejects (AwardCli *cli, const char *path, AwardRejects **rejects)
{
  g_autoptr (GError) error = NULL;

  if (!award_cli_check_output (path, cli->arguments[0]))
    return FALSE;
  for (guint i = 3; i < cli->n_arguments; i++)
    if (!award_cli_check_output (path, cli->arguments[i]))
      return FALSE;
  *rejects = award_rejects_new (path, &error);
  if (*rejects == NULL)
    award_cli_fail (error);
  return *rejects != NULL;
}

int
award_cli_import (AwardCli *cli)
{
  g_autofree char *batch_name = NULL;
  g_autofree char *which = NULL;
  g_autofree char *rejects_path = NULL;
  g_auto (GStrv) columns = NULL;
  g_auto (GStrv) units = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_name,
      N_ ("the batch (the current one); a new name makes a new one"), "NAME" },
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &which, N_ ("the sheet, by name or by number from 1 (the first)"),
      "NAME|N" },
    { "rejects", 0, 0, G_OPTION_ARG_FILENAME, &rejects_path,
      N_ ("a workbook of the rows that could not be used"), "FILE.xlsx" },
    { "column", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &columns,
      N_ ("which column a figure is in, by heading or letter; remembered for later tables"), "FACT=HEADING" },
    { "unit", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &units,
      N_ ("the unit of a figure, such as output=万元; remembered for later tables"), "FACT=UNIT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("a JSON object a file, with every problem"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardRejects) rejects = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };
  int status;

  if (!award_cli_parse (cli, entries, 4, G_MAXUINT, &status))
    return status;
  if (batch_name != NULL && (batch_name[0] == '\0' || !g_utf8_validate (batch_name, -1, NULL)))
    {
      award_cli_error (_ ("“%s” cannot be the name of a batch"), batch_name);
      return AWARD_EXIT_FAILED;
    }
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  request.target.measure = award_cli_find_ledger_measure (ledger, cli->arguments[1], cli->arguments[2]);
  if (request.target.measure == NULL)
    return AWARD_EXIT_FAILED;
  request.ledger = ledger;
  request.batch = batch_name;
  request.sheet = which;
  request.answers = (AwardImportAnswers){ (const char *const *) columns, (const char *const *) units };
  request.json = json;
  if (rejects_path != NULL && !begin_rejects (cli, rejects_path, &rejects))
    return AWARD_EXIT_FAILED;
  request.rejects = rejects;
  status = AWARD_EXIT_DONE;
  for (guint i = 3; i < cli->n_arguments && status != AWARD_EXIT_STOPPED; i++)
    {
      int one = import_one (&request, cli->arguments[i]);

      status = MAX (status, one);
    }
  if (rejects != NULL && status != AWARD_EXIT_STOPPED && !award_rejects_commit (rejects, &error))
    return award_cli_fail (error);
  return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* register: tables of enterprises, accounts, exclusions, payments and holidays into the ledger. */
#include "config.h"

#include "award-cli-report.h"
#include "award-cli.h"
#include "award-import-job.h"

#include <glib/gi18n.h>

int
award_cli_register (AwardCli *cli)
{
  g_autofree char *which = NULL;
  g_auto (GStrv) columns = NULL;
  g_auto (GStrv) units = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &which, N_ ("the sheet, by name or by number from 1 (the first)"),
      "NAME|N" },
    { "column", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &columns,
      N_ ("which column a figure is in, by heading or letter; remembered for later tables"), "FACT=HEADING" },
    { "unit", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &units,
      N_ ("the unit of a figure, such as output=万元; remembered for later tables"), "FACT=UNIT" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("what was read as a JSON object"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  AwardImportTarget target = { 0 };
  AwardImportAnswers answers;
  int status;

  if (!award_cli_parse (cli, entries, 3, 3, &status))
    return status;
  if (!award_register_find (cli->arguments[1], &target.kind))
    {
      const char *kinds[AWARD_N_REGISTERS + 1] = { NULL };

      for (guint i = 0; i < AWARD_N_REGISTERS; i++)
        kinds[i] = award_register_get_name ((AwardRegister) i);
      award_cli_unknown_kind (cli->arguments[1], kinds);
      return AWARD_EXIT_FAILED;
    }
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  answers = (AwardImportAnswers){ (const char *const *) columns, (const char *const *) units };
  report = award_import_into (ledger, NULL, &target, cli->arguments[2], which, &answers, award_cli_progress,
                              _ ("importing"), award_cli_cancellable (), &error);
  award_cli_end_progress ();
  if (report == NULL)
    return award_cli_fail_report (cli->arguments[2], error, json);
  return award_cli_tell_report (report, AWARD_REPORT_RECORDS, json);
}

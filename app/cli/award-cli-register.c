/* SPDX-License-Identifier: GPL-3.0-or-later */
/* register: tables of enterprises, accounts, exclusions, payments and holidays into the ledger. */
#include "config.h"

#include "award-cli-report.h"
#include "award-cli.h"
#include "award-register-job.h"

#include <glib/gi18n.h>

int
award_cli_register (AwardCli *cli)
{
  g_autofree char *which = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &which, N_ ("the sheet, by name or by number from 1 (the first)"),
      "NAME|N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("what was read as a JSON object"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  AwardRegister kind;
  int status;

  if (!award_cli_parse (cli, entries, 3, 3, &status))
    return status;
  if (!award_register_find (cli->arguments[1], &kind))
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
  report = award_register_file (ledger, kind, cli->arguments[2], which, award_cli_cancellable (), &error);
  if (report == NULL)
    return award_cli_fail_report (cli->arguments[2], error, json);
  return award_cli_tell_report (report, AWARD_REPORT_RECORDS, json);
}

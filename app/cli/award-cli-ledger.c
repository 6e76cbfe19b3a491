/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands on a ledger as a whole: new, set, undo, compute, verify, backup. */
#include "config.h"

#include "award-cli-status.h"
#include "award-cli.h"
#include "award-compute.h"
#include "award-step.h"

#include <glib/gi18n.h>

int
award_cli_new (AwardCli *cli)
{
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!award_cli_parse (cli, NULL, 1, 1, &status))
    return status;
  ledger = award_ledger_new (cli->arguments[0], &error);
  return ledger != NULL ? AWARD_EXIT_DONE : award_cli_fail (error);
}

/* Every assignment is tried in @settings before the first is kept. */
static gboolean
check_settings (RulesSettings *settings, const RulesMeasure *measure, char **assignments)
{
  g_autoptr (GError) conflict = NULL;

  for (guint i = 0; assignments[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;
      g_autoptr (GError) error = NULL;

      if (!award_cli_split_setting (assignments[i], &name, &value))
        return FALSE;
      if (!rules_settings_set (settings, name, value, &error))
        {
          award_cli_explain_setting (measure, name, value, error);
          return FALSE;
        }
    }
  if (rules_settings_check (settings, &conflict))
    return TRUE;
  award_cli_explain_conflict (measure);
  return FALSE;
}

int
award_cli_set (AwardCli *cli)
{
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure;
  int status;

  if (!award_cli_parse (cli, NULL, 4, G_MAXUINT, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  measure =
      ledger != NULL ? award_cli_find_ledger_measure (ledger, cli->arguments[1], cli->arguments[2]) : NULL;
  if (measure == NULL)
    return AWARD_EXIT_FAILED;
  settings = award_ledger_get_settings (ledger, measure, &error);
  if (settings == NULL)
    return award_cli_fail (error);
  if (!check_settings (settings, measure, cli->arguments + 3))
    return AWARD_EXIT_FAILED;
  for (guint i = 3; i < cli->n_arguments; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (!award_cli_split_setting (cli->arguments[i], &name, &value))
        return AWARD_EXIT_FAILED;
      if (!award_ledger_set (ledger, measure, name, value, &error))
        return award_cli_fail (error);
    }
  award_cli_print (_ ("Set. Decisions follow with the next compute.\n"), -1);
  return AWARD_EXIT_DONE;
}

int
award_cli_undo (AwardCli *cli)
{
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardLastStep) step = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int status;

  if (!award_cli_parse (cli, NULL, 1, 1, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  if (!award_ledger_get_last_step (ledger, &step, &error))
    return award_cli_fail (error);
  if (step == NULL)
    {
      award_cli_error (_ ("this ledger has no import that can be undone"));
      return AWARD_EXIT_FAILED;
    }
  if (!award_ledger_undo (ledger, step->id, &error))
    return award_cli_fail (error);
  text = g_strdup_printf (_ ("Undone: the import of %s\n"), step->file);
  award_cli_print (text, -1);
  return AWARD_EXIT_DONE;
}

int
award_cli_compute (AwardCli *cli)
{
  g_autofree char *batch_name = NULL;
  g_autofree char *as_of = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_name, N_ ("the batch (the current one)"), "NAME" },
    { "as-of", 0, 0, G_OPTION_ARG_FILENAME, &as_of, N_ ("the day up to which employment is known (today)"),
      "DATE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("what came out as a JSON object, as status writes it"),
      NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  gint64 day;
  int status;

  if (!award_cli_parse (cli, entries, 1, 1, &status))
    return status;
  if (!award_cli_read_day (as_of, &day))
    return AWARD_EXIT_FAILED;
  ledger = award_cli_open (cli->arguments[0]);
  batch = ledger != NULL ? award_cli_find_batch (ledger, batch_name) : NULL;
  if (batch == NULL)
    return AWARD_EXIT_FAILED;
  if (!award_ledger_compute (ledger, batch->id, day, award_cli_progress, _ ("computing"),
                             award_cli_cancellable (), &error))
    return award_cli_fail (error);
  award_cli_end_progress ();
  return award_cli_print_status (ledger, batch, json);
}

typedef struct
{
  guint n_faults;
} Faults;

static void
print_fault (const char *fault, gpointer data)
{
  Faults *faults = data;

  award_cli_end_progress ();
  award_cli_print (fault, -1);
  award_cli_print ("\n", 1);
  faults->n_faults++;
}

int
award_cli_verify (AwardCli *cli)
{
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;
  Faults faults = { 0 };
  int status;

  if (!award_cli_parse (cli, NULL, 1, 1, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  if (!award_ledger_verify (ledger, print_fault, &faults, award_cli_cancellable (), &error))
    return award_cli_fail (error);
  if (faults.n_faults > 0)
    {
      award_cli_error (ngettext ("%u fault", "%u faults", faults.n_faults), faults.n_faults);
      return AWARD_EXIT_PARTLY;
    }
  if (!award_cli_say_outdated (ledger, 0, &error))
    return award_cli_fail (error);
  award_cli_print (_ ("The ledger is in order.\n"), -1);
  return AWARD_EXIT_DONE;
}

int
award_cli_backup (AwardCli *cli)
{
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!award_cli_parse (cli, NULL, 2, 2, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL || !award_cli_check_output (cli->arguments[1], cli->arguments[0]))
    return AWARD_EXIT_FAILED;
  if (!award_ledger_backup (ledger, cli->arguments[1], award_cli_cancellable (), &error))
    return award_cli_fail (error);
  return AWARD_EXIT_DONE;
}

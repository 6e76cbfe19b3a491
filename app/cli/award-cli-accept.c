/* SPDX-License-Identifier: GPL-3.0-or-later */
/* accept: warnings of imports that may stand, with the reason. */
#include "config.h"

#include "award-acceptance.h"
#include "award-cli.h"
#include "award-json.h"

#include <glib/gi18n.h>

/* Without a warning named: what was accepted. */
static int
print_accepted (AwardLedger *ledger, const RulesMeasure *measure, gint64 batch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = award_ledger_list_acceptances (ledger, measure, batch, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  if (list == NULL)
    return award_cli_fail (error);
  for (guint i = 0; i < list->len; i++)
    {
      const AwardAcceptance *one = g_ptr_array_index (list, i);
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (one->at / 1000);
      g_autofree char *when = g_date_time_format (at, "%Y-%m-%dT%H:%M:%S");

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "code", one->code);
      award_json_write_string (out, "found", *one->found != '\0' ? one->found : NULL);
      award_json_write_string (out, "reason", one->reason);
      award_json_write_string (out, "person", one->person);
      award_json_write_string (out, "at", when);
      award_json_write_close (out, '}');
      g_string_append_c (out, '\n');
    }
  award_cli_print (out->str, (gssize) out->len);
  return AWARD_EXIT_DONE;
}

int
award_cli_accept (AwardCli *cli)
{
  g_autofree char *batch_name = NULL;
  g_autofree char *found = NULL;
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_name, N_ ("the batch (the current one)"), "NAME" },
    { "found", 0, 0, G_OPTION_ARG_FILENAME, &found, N_ ("only the warnings that found this"), "TEXT" },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("why they may stand"), "TEXT" },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure;
  guint n;
  int status;

  if (!award_cli_parse (cli, entries, 3, 4, &status))
    return status;
  if (cli->n_arguments == 4 &&
      (reason == NULL || *g_strstrip (reason) == '\0' || !g_utf8_validate (reason, -1, NULL) ||
       (found != NULL && !g_utf8_validate (found, -1, NULL))))
    {
      award_cli_error (_ ("a warning is accepted with a reason: --reason TEXT"));
      return AWARD_EXIT_FAILED;
    }
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  measure = award_cli_find_ledger_measure (ledger, cli->arguments[1], cli->arguments[2]);
  batch = measure != NULL ? award_cli_find_batch (ledger, batch_name) : NULL;
  if (batch == NULL)
    return AWARD_EXIT_FAILED;
  if (cli->n_arguments == 3)
    return print_accepted (ledger, measure, batch->id);
  if (!award_ledger_accept (ledger, measure, batch->id, cli->arguments[3], found, reason, &n, &error))
    return award_cli_fail (error);
  return AWARD_EXIT_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* headings: what a ledger was told of the headings of tables, and taking that over from another one. */
#include "config.h"

#include "award-cli.h"
#include "award-json.h"
#include "award-profile.h"

#include <glib/gi18n.h>

static int
take_over (AwardLedger *ledger, const char *path)
{
  g_autoptr (AwardLedger) other = award_cli_open (path);
  g_autoptr (GError) error = NULL;
  guint n;

  if (other == NULL)
    return AWARD_EXIT_FAILED;
  if (!award_ledger_copy_headings (ledger, other, &n, &error))
    return award_cli_fail (error);
  return AWARD_EXIT_DONE;
}

int
award_cli_headings (AwardCli *cli)
{
  g_autofree char *from = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("first take over what another ledger was told"),
      "LEDGER" },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure;
  int status;

  if (!award_cli_parse (cli, entries, 3, 3, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  measure =
      ledger != NULL ? award_cli_find_ledger_measure (ledger, cli->arguments[1], cli->arguments[2]) : NULL;
  if (measure == NULL)
    return AWARD_EXIT_FAILED;
  status = from != NULL ? take_over (ledger, from) : AWARD_EXIT_DONE;
  if (status != AWARD_EXIT_DONE)
    return status;
  list = award_ledger_list_headings (ledger, &(AwardImportTarget){ .measure = measure }, &error);
  if (list == NULL)
    return award_cli_fail (error);
  for (guint i = 0; i < list->len; i++)
    {
      const AwardLearntHeading *heading = g_ptr_array_index (list, i);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "heading", heading->heading);
      award_json_write_string (out, "target", heading->target);
      if (heading->exponent != AWARD_HEADING_NO_UNIT)
        award_json_write_integer (out, "exponent", heading->exponent);
      award_json_write_close (out, '}');
      g_string_append_c (out, '\n');
    }
  award_cli_print (out->str, (gssize) out->len);
  return AWARD_EXIT_DONE;
}

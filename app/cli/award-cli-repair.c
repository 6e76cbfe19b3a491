/* SPDX-License-Identifier: GPL-3.0-or-later */
/* repair: codes that tables write wrong, and the codes meant. */
#include "config.h"

#include <glib/gi18n.h>

#include "award-cli.h"
#include "award-codes.h"
#include "award-repair.h"

static int
print_repairs (AwardLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) repairs = award_ledger_list_repairs (ledger, &error);
  g_autoptr (GList) written = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  if (repairs == NULL)
    return award_cli_fail (error);
  written = g_list_sort (g_hash_table_get_keys (repairs), (GCompareFunc) g_strcmp0);
  for (const GList *at = written; at != NULL; at = at->next)
    g_string_append_printf (out, "%s  %s\n", (const char *) at->data,
                            (const char *) g_hash_table_lookup (repairs, at->data));
  award_cli_print (out->str, (gssize) out->len);
  return AWARD_EXIT_DONE;
}

int
award_cli_repair (AwardCli *cli)
{
  gboolean is_not = FALSE;
  const GOptionEntry entries[] = {
    { "not", 0, 0, G_OPTION_ARG_NONE, &is_not, N_ ("the code is right as it is written"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autofree char *found = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!award_cli_parse (cli, entries, 1, 3, &status))
    return status;
  for (guint i = 1; i < cli->n_arguments; i++)
    if (!g_utf8_validate (cli->arguments[i], -1, NULL))
      {
        award_cli_error (_ ("“%s” is no code"), cli->arguments[i]);
        return AWARD_EXIT_FAILED;
      }
  if (cli->n_arguments > 1 && is_not != (cli->n_arguments == 2))
    {
      award_cli_error (_ ("name the code as it is written and the one meant, or the first and --not"));
      return AWARD_EXIT_FAILED;
    }
  code = cli->n_arguments == 3 ? award_code_normalise (cli->arguments[2]) : NULL;
  if (code != NULL && award_code_check_credit (code) != AWARD_CODE_VALID)
    {
      award_cli_error (_ ("“%s” is no right code: its length, characters or check character are wrong"),
                       code);
      return AWARD_EXIT_FAILED;
    }
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  if (cli->n_arguments == 1)
    return print_repairs (ledger);
  found = award_code_normalise (cli->arguments[1]);
  if (!award_ledger_repair_code (ledger, found, code, &error))
    return award_cli_fail (error);
  return AWARD_EXIT_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matches, match: which enterprise a name in a table is. */
#include "config.h"

#include "award-cli.h"
#include "award-json.h"
#include "award-match.h"
#include "award-words-import.h"

#include <glib/gi18n.h>

static const char *
difference_name (AwardDifference difference)
{
  static const char *const names[] = { "nothing", "form", "place", "character" };

  return names[difference];
}

static void
print_json (const char *name, const GPtrArray *candidates)
{
  g_autoptr (GString) out = g_string_new (NULL);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "name", name);
  award_json_write_open (out, "candidates", '[');
  for (guint i = 0; i < candidates->len; i++)
    {
      const AwardCandidate *candidate = g_ptr_array_index (candidates, i);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "code", candidate->code);
      award_json_write_string (out, "name", candidate->name);
      award_json_write_string (out, "county", candidate->county);
      award_json_write_string (out, "differs", difference_name (candidate->difference));
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  award_cli_print (out->str, (gssize) out->len);
}

static void
print_text (const char *name, const GPtrArray *candidates)
{
  g_autoptr (GString) out = g_string_new (name);

  g_string_append_c (out, '\n');
  for (guint i = 0; i < candidates->len; i++)
    {
      const AwardCandidate *candidate = g_ptr_array_index (candidates, i);

      g_string_append_printf (out, "  %s  %s  %s  (%s)\n", candidate->code, candidate->name,
                              candidate->county != NULL ? candidate->county : "",
                              award_words_match_difference (candidate->difference));
    }
  award_cli_print (out->str, (gssize) out->len);
}

int
award_cli_matches (AwardCli *cli)
{
  g_autofree char *batch_name = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_name, N_ ("the batch (the current one)"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("a JSON object a name"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (AwardMatcher) matcher = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!award_cli_parse (cli, entries, 1, 1, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  batch = ledger != NULL ? award_cli_find_batch (ledger, batch_name) : NULL;
  if (batch == NULL)
    return AWARD_EXIT_FAILED;
  names = award_ledger_list_open_names (ledger, batch->id, &error);
  matcher = names != NULL ? award_matcher_new (ledger, &error) : NULL;
  if (matcher == NULL)
    return award_cli_fail (error);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr (GPtrArray) candidates = award_matcher_list (matcher, name);

      if (json)
        print_json (name, candidates);
      else
        print_text (name, candidates);
    }
  return AWARD_EXIT_DONE;
}

int
award_cli_match (AwardCli *cli)
{
  gboolean is_not = FALSE;
  const GOptionEntry entries[] = {
    { "not", 0, 0, G_OPTION_ARG_NONE, &is_not, N_ ("it is not that enterprise"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardMatcher) matcher = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!award_cli_parse (cli, entries, 3, 3, &status))
    return status;
  if (!g_utf8_validate (cli->arguments[1], -1, NULL))
    {
      award_cli_error (_ ("“%s” is no name"), cli->arguments[1]);
      return AWARD_EXIT_FAILED;
    }
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  matcher = award_matcher_new (ledger, &error);
  if (matcher == NULL)
    return award_cli_fail (error);
  if (!award_matcher_knows (matcher, cli->arguments[2]))
    {
      award_cli_error (_ ("this ledger knows no enterprise with the code “%s”"), cli->arguments[2]);
      return AWARD_EXIT_FAILED;
    }
  if (!award_ledger_decide_match (ledger, cli->arguments[1], cli->arguments[2], !is_not, &error))
    return award_cli_fail (error);
  return AWARD_EXIT_DONE;
}

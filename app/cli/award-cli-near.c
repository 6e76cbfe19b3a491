/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims that nearly got an award, or more of one: near. */
#include "config.h"

#include "award-cli-table.h"
#include "award-cli.h"
#include "award-decision-json.h"
#include "award-near-workbook.h"
#include "award-words-near.h"
#include "award-words.h"

#include <glib/gi18n.h>

#define USUAL_TOLERANCE "5"

static void
write_claim (GString *out, const RulesMeasure *measure, const AwardNearClaim *claim)
{
  const RulesFact *fact = claim->miss.fact;
  g_autofree char *from = rules_fact_format (fact, (RulesValue){ claim->miss.from, NULL });
  g_autofree char *to = rules_fact_format (fact, (RulesValue){ claim->miss.to, NULL });

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "claimant", claim->code);
  award_json_write_string (out, "name", claim->name);
  award_json_write_string (out, "county", claim->county);
  award_json_write_outcome (out, measure, &claim->now);
  award_json_write_reasons (out, measure, &claim->now);
  if (claim->withheld != RULES_MISSING)
    award_json_write_money (out, "withheld", claim->withheld);
  award_json_write_open (out, "near", '{');
  award_json_write_string (out, "fact", fact->id);
  if (claim->miss.line >= 0)
    award_json_write_integer (out, "line", claim->miss.line + 1);
  if (claim->key != NULL)
    award_json_write_string (out, "key", claim->key);
  award_json_write_string (out, "from", from);
  award_json_write_string (out, "to", to);
  award_json_write_outcome (out, measure, &claim->miss.decision);
  award_json_write_reasons (out, measure, &claim->miss.decision);
  award_json_write_close (out, '}');
  award_json_write_close (out, '}');
}

static void
write_list (const AwardNearList *list)
{
  const RulesMeasure *measure = award_snapshot_get_measure (list->snapshot);
  g_autoptr (GString) out = g_string_new (NULL);

  award_json_write_open (out, NULL, '{');
  award_json_write_integer (out, "found", list->n_found);
  award_json_write_integer (out, "open", list->n_open);
  award_json_write_open (out, "claims", '[');
  for (guint i = 0; i < list->claims->len; i++)
    write_claim (out, measure, &g_array_index (list->claims, AwardNearClaim, i));
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  award_cli_print (out->str, (gssize) out->len);
}

static void
add_text (AwardCliTable *table, char *text)
{
  award_cli_table_add (table, text);
  g_free (text);
}

static void
print_list (const AwardNearList *list)
{
  const RulesMeasure *measure = award_snapshot_get_measure (list->snapshot);
  g_autoptr (AwardCliTable) table = award_cli_table_new ("llrll");
  g_autofree char *found = g_strdup_printf (
      ngettext ("%u near miss\n", "%u near misses, the nearest first\n", list->n_found), list->n_found);

  award_cli_print (found, -1);
  if (list->n_open > 0)
    {
      g_autofree char *open =
          g_strdup_printf (ngettext ("%u claim has more lines than are looked at\n",
                                     "%u claims have more lines than are looked at\n", list->n_open),
                           list->n_open);

      award_cli_print (open, -1);
    }
  if (list->claims->len == 0)
    return;
  award_cli_table_add (table, _ ("Code"));
  award_cli_table_add (table, _ ("Name"));
  award_cli_table_add (table, _ ("Gap (%)"));
  award_cli_table_add (table, _ ("What would change it"));
  award_cli_table_add (table, _ ("Limit"));
  for (guint i = 0; i < list->claims->len; i++)
    {
      const AwardNearClaim *claim = &g_array_index (list->claims, AwardNearClaim, i);

      add_text (table, claim->code != NULL ? award_words_masked (claim->code) : NULL);
      award_cli_table_add (table, claim->name);
      add_text (table, award_words_near_share (&claim->miss));
      add_text (table, award_words_near (measure, &claim->miss, claim->key));
      add_text (table, claim->withheld != RULES_MISSING ? award_words_near_withheld (measure, claim->withheld)
                                                        : NULL);
    }
  award_cli_table_print (table, TRUE);
}

typedef struct
{
  char *batch;
  char *within_text;
  gint64 within;
  char *output;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->batch);
  g_free (options->within_text);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_within (Options *options)
{
  const char *text = options->within_text != NULL ? options->within_text : USUAL_TOLERANCE;

  if (rules_decimal_scale (RULES_TYPE_PERCENT, text, 0, &options->within, NULL) && options->within >= 0)
    return TRUE;
  award_cli_error (_ ("--within is a percentage such as 5 or 0.5, not “%s”"), text);
  return FALSE;
}

static int
run (AwardLedger *ledger, AwardSnapshot *snapshot, const Options *options)
{
  g_autoptr (AwardNearList) list = NULL;
  g_autoptr (GError) error = NULL;

  list =
      award_snapshot_find_near (snapshot, options->within, G_MAXUINT, award_cli_progress,
                                (gpointer) _ ("Looking for near misses"), award_cli_cancellable (), &error);
  award_cli_end_progress ();
  if (list == NULL || !award_ledger_name_near (ledger, list, &error) ||
      (options->output != NULL && !award_report_write_near (list, options->within, options->output, &error)))
    return award_cli_fail (error);
  if (options->json)
    write_list (list);
  else
    print_list (list);
  return AWARD_EXIT_DONE;
}

int
award_cli_near (AwardCli *cli)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "within", 0, 0, G_OPTION_ARG_FILENAME, &options.within_text,
      N_ ("how near, in per cent of the figure (5)"), "PERCENT" },
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &options.batch, N_ ("the batch (the current one)"), "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("write the list to a workbook too"),
      "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_ ("one JSON object"), NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (AwardSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure;
  int status;

  if (!award_cli_parse (cli, entries, 3, 3, &status))
    return status;
  if (!read_within (&options) ||
      (options.output != NULL && !award_cli_check_output (options.output, cli->arguments[0])))
    return AWARD_EXIT_FAILED;
  ledger = award_cli_open (cli->arguments[0]);
  measure =
      ledger != NULL ? award_cli_find_ledger_measure (ledger, cli->arguments[1], cli->arguments[2]) : NULL;
  batch = measure != NULL ? award_cli_find_batch (ledger, options.batch) : NULL;
  if (batch == NULL)
    return AWARD_EXIT_FAILED;
  snapshot = award_ledger_read_snapshot (ledger, measure, batch->id, &error);
  return snapshot != NULL ? run (ledger, snapshot, &options) : award_cli_fail (error);
}

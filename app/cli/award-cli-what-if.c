/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other figures would come to: what-if. */
#include "config.h"

#include "award-cli-what-if.h"

#include "award-cli.h"
#include "award-trial-workbook.h"
#include "award-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is asked for on the command line. */
typedef struct
{
  char *batch;
  char **parameters;
  char **choices;
  char **figures;
  char *output;
  gboolean list;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->batch);
  g_strfreev (options->parameters);
  g_strfreev (options->choices);
  g_strfreev (options->figures);
  g_free (options->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_settings (RulesSettings *settings, const RulesMeasure *measure, const Options *options)
{
  for (guint i = 0; options->parameters != NULL && options->parameters[i] != NULL; i++)
    if (!award_cli_apply_setting (settings, measure, options->parameters[i], AWARD_SETTING_PARAMETER))
      return FALSE;
  for (guint i = 0; options->choices != NULL && options->choices[i] != NULL; i++)
    if (!award_cli_apply_setting (settings, measure, options->choices[i], AWARD_SETTING_CHOICE))
      return FALSE;
  if (rules_settings_check (settings, NULL))
    return TRUE;
  award_cli_explain_conflict (measure);
  return FALSE;
}

static void
explain_figure (const RulesMeasure *measure, const GPtrArray *figures, const char *name)
{
  g_autofree const char **names = g_new0 (const char *, figures->len + 1);
  const char *nearest;

  for (guint i = 0; i < figures->len; i++)
    names[i] = ((const RulesFigure *) g_ptr_array_index (figures, i))->name;
  nearest = award_cli_nearest (name, names);
  if (nearest != NULL)
    award_cli_error (_ ("%s has no figure “%s”; did you mean “%s”?"), rules_measure_get_id (measure), name,
                     nearest);
  else
    award_cli_error (_ ("%s has no figure “%s”; --list shows them"), rules_measure_get_id (measure), name);
}

/* RulesChange for each PLACE=VALUE; @texts keeps the values. */
static gboolean
read_changes (const RulesMeasure *measure,
              const GPtrArray *figures,
              char **assignments,
              GPtrArray *texts,
              GArray *changes)
{
  for (guint i = 0; assignments != NULL && assignments[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      char *value = NULL;
      RulesChange change;

      if (!award_cli_split_setting (assignments[i], &name, &value))
        return FALSE;
      g_ptr_array_add (texts, value);
      change = (RulesChange){ rules_figures_find (figures, name), value };
      if (change.figure == NULL)
        {
          explain_figure (measure, figures, name);
          return FALSE;
        }
      g_array_append_val (changes, change);
    }
  return TRUE;
}

/* The measure with @changes; says what is wrong with them. */
static RulesPolicy *
try_changes (const RulesMeasure *measure, const GArray *changes)
{
  g_autoptr (GPtrArray) problems = NULL;
  RulesPolicy *policy =
      rules_policy_try (rules_measure_get_policy (measure), (const RulesChange *) (gpointer) changes->data,
                        changes->len, &problems);

  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *words = award_words_policy_problem (problem);

      award_cli_error ("%u:%u: %s [%s]", problem->line, problem->column, words,
                       rules_problem_code_name (problem->code));
    }
  return policy;
}

static int
finish (AwardTrial *trial, const GPtrArray *settings, const Options *options)
{
  g_autoptr (GError) error = NULL;

  if (options->output != NULL && !award_report_write_trial (trial, settings, options->output, &error))
    return award_cli_fail (error);
  if (options->json)
    award_cli_write_trial (trial);
  else
    award_cli_print_trial (trial, settings);
  return AWARD_EXIT_DONE;
}

static int
run (AwardLedger *ledger, AwardSnapshot *snapshot, const Options *options)
{
  const RulesMeasure *official = award_snapshot_get_measure (snapshot);
  g_autoptr (RulesSettings) settings = rules_settings_copy (award_snapshot_get_settings (snapshot), official);
  g_autoptr (GPtrArray) figures = rules_measure_list_figures (official);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RulesChange));
  g_autoptr (RulesPolicy) policy = NULL;
  g_autoptr (RulesSettings) tried = NULL;
  g_autoptr (AwardTrial) trial = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure;

  if (options->list)
    {
      award_cli_list_figures (snapshot, figures, options->json);
      return AWARD_EXIT_DONE;
    }
  if (!read_settings (settings, official, options) ||
      !read_changes (official, figures, options->figures, texts, changes))
    return AWARD_EXIT_FAILED;
  policy = try_changes (official, changes);
  if (policy == NULL)
    return AWARD_EXIT_FAILED;
  measure = rules_policy_find_measure (policy, rules_measure_get_id (official));
  tried = rules_settings_copy (settings, measure);
  trial = award_snapshot_try (snapshot, measure, tried, G_MAXUINT, award_cli_cancellable (), &error);
  if (trial == NULL || !award_ledger_name_trial (ledger, trial, &error))
    return award_cli_fail (error);
  listed = award_words_trial_settings (snapshot, settings, (const RulesChange *) (gpointer) changes->data,
                                       changes->len);
  return finish (trial, listed, options);
}

int
award_cli_what_if (AwardCli *cli)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.parameters, N_ ("try another parameter"),
      "PARAM=VALUE" },
    { "choose", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.choices, N_ ("try another reading of the text"),
      "CHOICE=OPTION" },
    { "figure", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.figures,
      N_ ("try another figure in the text of the policy"), "PLACE=VALUE" },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options.list, N_ ("show what can be tried, and its official value"),
      NULL },
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &options.batch, N_ ("the batch (the current one)"), "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("write the comparison to a workbook too"),
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
  if (options.output != NULL && !award_cli_check_output (options.output, cli->arguments[0]))
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

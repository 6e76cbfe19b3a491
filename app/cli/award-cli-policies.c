/* SPDX-License-Identifier: GPL-3.0-or-later */
/* policies: what is installed. */
#include "config.h"

#include "award-cli.h"
#include "award-cli-table.h"
#include "award-json.h"
#include "award-policies.h"
#include "award-words-measure.h"

#include <glib/gi18n.h>
#include <string.h>

static void
write_fact (GString *out, const RulesFact *fact)
{
  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "id", fact->id);
  award_json_write_string (out, "label", fact->label);
  award_json_write_string (out, "type", rules_type_name (fact->type));
  if (fact->unit != NULL)
    award_json_write_string (out, "unit", fact->unit);
  if (fact->is_key)
    award_json_write_raw (out, "key", "true");
  if (fact->n_words > 0)
    {
      award_json_write_open (out, "words", '[');
      for (guint i = 0; i < fact->n_words; i++)
        award_json_write_string (out, NULL, fact->words[i].id);
      award_json_write_close (out, ']');
    }
  award_json_write_close (out, '}');
}

static void
write_facts (GString *out, const RulesMeasure *measure)
{
  award_json_write_open (out, "facts", '[');
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    write_fact (out, rules_measure_get_fact (measure, i));
  award_json_write_close (out, ']');
  award_json_write_open (out, "line_facts", '[');
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    write_fact (out, rules_measure_get_line_fact (measure, i));
  award_json_write_close (out, ']');
}

static void
write_settings (GString *out, const RulesMeasure *measure)
{
  award_json_write_open (out, "parameters", '[');
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    {
      const RulesParameter *parameter = rules_measure_get_parameter (measure, i);
      g_autofree char *initial = rules_type_format (parameter->type, parameter->initial);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "id", parameter->id);
      award_json_write_string (out, "label", parameter->label);
      award_json_write_string (out, "type", rules_type_name (parameter->type));
      award_json_write_string (out, "default", initial);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
  award_json_write_open (out, "choices", '[');
  for (guint i = 0; i < rules_measure_get_n_choices (measure); i++)
    {
      const RulesChoice *choice = rules_measure_get_choice (measure, i);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "id", choice->id);
      award_json_write_string (out, "label", choice->label);
      award_json_write_open (out, "options", '[');
      for (guint j = 0; j < choice->n_options; j++)
        award_json_write_string (out, NULL, choice->options[j].id);
      award_json_write_close (out, ']');
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
}

static void
write_day (GString *out, const char *name, gint64 day)
{
  g_autofree char *text =
      day == RULES_MISSING ? NULL : rules_type_format (RULES_TYPE_DATE, (RulesValue){ day, NULL });

  award_json_write_string (out, name, text);
}

static void
write_policy (GString *out, const RulesPolicy *policy)
{
  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "policy", rules_policy_get_id (policy));
  award_json_write_string (out, "number", rules_policy_get_number (policy));
  award_json_write_string (out, "title", rules_policy_get_title (policy));
  write_day (out, "valid_from", rules_policy_get_valid_from (policy));
  write_day (out, "valid_to", rules_policy_get_valid_to (policy));
  award_json_write_open (out, "measures", '[');
  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, i);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "measure", rules_measure_get_id (measure));
      award_json_write_string (out, "label", rules_measure_get_label (measure));
      award_json_write_string (out, "clause", rules_measure_get_clause (measure)->reference);
      write_facts (out, measure);
      write_settings (out, measure);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
}

static void
print_policy (const RulesPolicy *policy)
{
  g_autoptr (AwardCliTable) table = award_cli_table_new ("lll");
  g_autofree char *title =
      g_strdup_printf ("%s  %s  %s\n", rules_policy_get_id (policy), rules_policy_get_number (policy),
                       rules_policy_get_title (policy));

  award_cli_print (title, -1);
  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, i);
      g_autofree char *id = g_strdup_printf ("  %s", rules_measure_get_id (measure));

      award_cli_table_add (table, id);
      award_cli_table_add (table, rules_measure_get_clause (measure)->reference);
      award_cli_table_add (table, rules_measure_get_label (measure));
    }
  award_cli_table_print (table, FALSE);
}

/* A measure in its clause's words and in plain ones. */
static void
print_words (const RulesMeasure *measure)
{
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  const RulesClause *clause = rules_measure_get_clause (measure);
  g_autofree char *words = award_words_measure_text (measure, NULL);
  g_autofree char *text =
      g_strdup_printf ("%s/%s  %s  %s\n%s  %s\n\n%s\n", rules_policy_get_id (policy),
                       rules_measure_get_id (measure), rules_policy_get_number (policy),
                       rules_measure_get_label (measure), clause->reference, clause->text, words);

  award_cli_print (text, -1);
}

/* Every measure of @policy, or the one named. */
static void
print_measures (const RulesPolicy *policy, const RulesMeasure *only)
{
  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, i);

      if (only == NULL || measure == only)
        print_words (measure);
    }
}

static void
print_installed (const RulesPolicy *policy, gboolean json, gboolean first)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (json)
    {
      write_policy (out, policy);
      award_cli_print (out->str, (gssize) out->len);
      return;
    }
  if (!first)
    award_cli_print ("\n", -1);
  print_policy (policy);
}

int
award_cli_policies (AwardCli *cli)
{
  gboolean json = FALSE;
  gboolean words = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("a JSON object a policy, with facts and settings"), NULL },
    { "words", 0, 0, G_OPTION_ARG_NONE, &words, N_ ("each measure in its clause's words and in plain ones"),
      NULL },
    { NULL },
  };
  const GPtrArray *policies;
  const RulesMeasure *measure = NULL;
  int status;

  if (!award_cli_parse (cli, entries, 0, 2, &status))
    return status;
  if ((json && words) || (cli->n_arguments > 0 && !words))
    {
      award_cli_error (_ ("names of a policy and a measure go with --words, and --json goes with neither"));
      return AWARD_EXIT_FAILED;
    }
  if (cli->n_arguments == 2 &&
      (measure = award_cli_find_measure (cli->arguments[0], cli->arguments[1])) == NULL)
    return AWARD_EXIT_FAILED;
  if (cli->n_arguments == 1 && award_cli_find_policy (cli->arguments[0]) == NULL)
    return AWARD_EXIT_FAILED;

  policies = award_policies_get ();
  for (guint i = 0; i < policies->len; i++)
    {
      const RulesPolicy *policy = g_ptr_array_index (policies, i);

      if (cli->n_arguments > 0 && strcmp (rules_policy_get_id (policy), cli->arguments[0]) != 0)
        continue;
      if (words)
        print_measures (policy, measure);
      else
        print_installed (policy, json, i == 0);
    }
  return AWARD_EXIT_DONE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-cli-what-if.h"

#include "award-cli-table.h"
#include "award-cli.h"
#include "award-decision-json.h"
#include "award-words.h"

#include <glib/gi18n.h>

/* Claims shown of a trial; JSON and the workbook have all. */
#define MOST_CLAIMS 20

/* "require", as the option is named, of a figure. */
static const char *
part_name (RulesPart part)
{
  static const char *const names[RULES_N_PARTS] = {
    [RULES_PART_CONDITION] = "condition", [RULES_PART_LET] = "let",
    [RULES_PART_AWARD] = "award",         [RULES_PART_CAP] = "cap",
    [RULES_PART_FLOOR] = "floor",
  };

  return names[part];
}

static void
write_choice (GString *out, const RulesChoice *choice, guint selected)
{
  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "name", choice->id);
  award_json_write_string (out, "label", choice->label);
  award_json_write_string (out, "value", choice->options[selected].id);
  award_json_write_open (out, "options", '[');
  for (guint i = 0; i < choice->n_options; i++)
    award_json_write_string (out, NULL, choice->options[i].id);
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
}

static void
write_parameter (GString *out, const RulesParameter *parameter, RulesValue value)
{
  g_autofree char *written =
      value.number != RULES_MISSING ? rules_type_format (parameter->type, value) : NULL;

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "name", parameter->id);
  award_json_write_string (out, "label", parameter->label);
  award_json_write_string (out, "type", rules_type_name (parameter->type));
  award_json_write_string (out, "value", written);
  award_json_write_close (out, '}');
}

static void
write_figure (GString *out, const RulesFigure *figure)
{
  g_autofree char *place = g_strdup_printf ("%u:%u", figure->line, figure->column);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "name", figure->name);
  award_json_write_string (out, "place", place);
  award_json_write_string (out, "part", part_name (figure->part));
  award_json_write_string (out, "label", figure->label);
  award_json_write_string (out, "type", rules_type_name (figure->type));
  award_json_write_string (out, "value", figure->text);
  award_json_write_string (out, "unit", figure->unit);
  award_json_write_close (out, '}');
}

static void
write_list (const RulesMeasure *measure, const RulesSettings *settings, const GPtrArray *figures)
{
  g_autoptr (GString) out = g_string_new (NULL);

  award_json_write_open (out, NULL, '{');
  award_json_write_open (out, "choices", '[');
  for (guint i = 0; i < rules_measure_get_n_choices (measure); i++)
    write_choice (out, rules_measure_get_choice (measure, i), rules_settings_get_choice (settings, i));
  award_json_write_close (out, ']');
  award_json_write_open (out, "parameters", '[');
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    write_parameter (out, rules_measure_get_parameter (measure, i),
                     rules_settings_get_parameter (settings, i));
  award_json_write_close (out, ']');
  award_json_write_open (out, "figures", '[');
  for (guint i = 0; i < figures->len; i++)
    write_figure (out, g_ptr_array_index (figures, i));
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  award_cli_print (out->str, (gssize) out->len);
}

static void
add_row (AwardCliTable *table, const char *option, const char *label, const char *value)
{
  award_cli_table_add (table, option);
  award_cli_table_add (table, label);
  award_cli_table_add (table, value);
}

static void
print_list (const RulesMeasure *measure, const RulesSettings *settings, const GPtrArray *figures)
{
  g_autoptr (AwardCliTable) table = award_cli_table_new ("lll");

  add_row (table, _ ("Option"), _ ("What it is"), _ ("Official"));
  for (guint i = 0; i < rules_measure_get_n_choices (measure); i++)
    {
      const RulesChoice *choice = rules_measure_get_choice (measure, i);
      g_autofree char *option = g_strdup_printf ("--choose %s", choice->id);
      g_autoptr (GString) options =
          g_string_new (choice->options[rules_settings_get_choice (settings, i)].id);

      for (guint o = 0; o < choice->n_options; o++)
        if (o != rules_settings_get_choice (settings, i))
          g_string_append_printf (options, " | %s", choice->options[o].id);
      add_row (table, option, choice->label, options->str);
    }
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    {
      const RulesParameter *parameter = rules_measure_get_parameter (measure, i);
      g_autofree char *option = g_strdup_printf ("--set %s", parameter->id);
      g_autofree char *value = award_words_parameter (parameter, rules_settings_get_parameter (settings, i));

      add_row (table, option, parameter->label, value);
    }
  for (guint i = 0; i < figures->len; i++)
    {
      const RulesFigure *figure = g_ptr_array_index (figures, i);
      g_autofree char *option = g_strdup_printf ("--figure %s", figure->name);

      add_row (table, option, award_words_figure (figure), figure->text);
    }
  award_cli_table_print (table, TRUE);
}

void
award_cli_list_figures (const AwardSnapshot *snapshot, const GPtrArray *figures, gboolean json)
{
  const RulesMeasure *measure = award_snapshot_get_measure (snapshot);

  if (json)
    write_list (measure, award_snapshot_get_settings (snapshot), figures);
  else
    print_list (measure, award_snapshot_get_settings (snapshot), figures);
}

static void
write_side (GString *out, const char *name, guint awards, gint64 total)
{
  award_json_write_open (out, name, '{');
  award_json_write_integer (out, "award", awards);
  award_json_write_money (out, "total", total);
  award_json_write_close (out, '}');
}

static void
write_claim (GString *out, const AwardTrial *trial, const AwardTrialClaim *claim)
{
  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "claimant", claim->code);
  award_json_write_string (out, "name", claim->name);
  award_json_write_string (out, "county",
                           g_array_index (trial->counties, AwardTrialCounty, claim->county).name);
  award_json_write_string (out, "effect", award_effect_name (claim->effect));
  award_json_write_string (out, "outcome_before", award_outcome_name (claim->outcome_before));
  award_json_write_money (out, "before", claim->before);
  award_json_write_string (out, "outcome", award_outcome_name (claim->outcome));
  award_json_write_money (out, "after", claim->after);
  award_json_write_close (out, '}');
}

void
award_cli_write_trial (const AwardTrial *trial)
{
  g_autoptr (GString) out = g_string_new (NULL);

  award_json_write_open (out, NULL, '{');
  award_json_write_integer (out, "claims", trial->n_claims);
  award_json_write_integer (out, "undecided", trial->n_undecided);
  write_side (out, "before", trial->awards_before, trial->before);
  write_side (out, "after", trial->awards, trial->after);
  award_json_write_money (out, "difference", trial->after - trial->before);
  award_json_write_open (out, "effects", '{');
  for (guint e = 0; e < AWARD_N_EFFECTS; e++)
    {
      award_json_write_open (out, award_effect_name (e), '{');
      award_json_write_integer (out, "claims", trial->n_effects[e]);
      award_json_write_money (out, "difference", trial->sums[e]);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, '}');
  award_json_write_open (out, "counties", '[');
  for (guint i = 0; i < trial->counties->len; i++)
    {
      const AwardTrialCounty *county = &g_array_index (trial->counties, AwardTrialCounty, i);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "county", county->name);
      award_json_write_integer (out, "claims", county->n_claims);
      write_side (out, "before", county->awards_before, county->before);
      write_side (out, "after", county->awards, county->after);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
  award_json_write_open (out, "affected", '[');
  for (guint i = 0; i < trial->claims->len; i++)
    write_claim (out, trial, &g_array_index (trial->claims, AwardTrialClaim, i));
  award_json_write_close (out, ']');
  award_json_write_close (out, '}');
  g_string_append_c (out, '\n');
  award_cli_print (out->str, (gssize) out->len);
}

static void
print_settings (const GPtrArray *settings)
{
  for (guint i = 0; i < settings->len; i++)
    {
      const AwardTrialSetting *setting = g_ptr_array_index (settings, i);
      g_autofree char *line =
          g_strdup_printf (_ ("%s: %s → %s\n"), setting->label, setting->official, setting->tried);

      award_cli_print (line, -1);
    }
}

static void
add_amount (AwardCliTable *table, char *amount)
{
  award_cli_table_add (table, amount);
  g_free (amount);
}

static void
print_counties (const AwardTrial *trial)
{
  g_autoptr (AwardCliTable) table = award_cli_table_new ("lrrrrr");

  award_cli_table_add (table, _ ("County"));
  award_cli_table_add (table, _ ("Official awards"));
  award_cli_table_add (table, _ ("Trial awards"));
  award_cli_table_add (table, _ ("Official"));
  award_cli_table_add (table, _ ("Trial"));
  award_cli_table_add (table, _ ("Difference"));
  for (guint i = 0; i <= trial->counties->len; i++)
    {
      const AwardTrialCounty all = { _ ("Total"),          trial->before, trial->after,
                                     trial->awards_before, trial->awards, trial->n_claims };
      const AwardTrialCounty *county =
          i < trial->counties->len ? &g_array_index (trial->counties, AwardTrialCounty, i) : &all;

      award_cli_table_add (table, *county->name != '\0' ? county->name : _ ("No county"));
      award_cli_table_add_number (table, county->awards_before);
      award_cli_table_add_number (table, county->awards);
      add_amount (table, award_words_amount (county->before));
      add_amount (table, award_words_amount (county->after));
      add_amount (table, award_words_difference (county->after - county->before));
    }
  award_cli_table_print (table, TRUE);
}

static void
print_effects (const AwardTrial *trial)
{
  g_autoptr (AwardCliTable) table = award_cli_table_new ("lrr");

  award_cli_table_add (table, _ ("Effect"));
  award_cli_table_add (table, _ ("Claims"));
  award_cli_table_add (table, _ ("Difference"));
  for (guint e = 0; e < AWARD_N_EFFECTS; e++)
    {
      award_cli_table_add (table, award_words_effect (e));
      award_cli_table_add_number (table, trial->n_effects[e]);
      add_amount (table, award_words_difference (trial->sums[e]));
    }
  award_cli_table_print (table, TRUE);
}

static void
print_claims (const AwardTrial *trial)
{
  g_autoptr (AwardCliTable) table = award_cli_table_new ("lllrr");
  const guint n = MIN (trial->claims->len, MOST_CLAIMS);

  award_cli_table_add (table, _ ("Code"));
  award_cli_table_add (table, _ ("Name"));
  award_cli_table_add (table, _ ("Effect"));
  award_cli_table_add (table, _ ("Official"));
  award_cli_table_add (table, _ ("Trial"));
  for (guint i = 0; i < n; i++)
    {
      const AwardTrialClaim *claim = &g_array_index (trial->claims, AwardTrialClaim, i);
      g_autofree char *code = claim->code != NULL ? award_words_masked (claim->code) : NULL;

      award_cli_table_add (table, code);
      award_cli_table_add (table, claim->name);
      award_cli_table_add (table, award_words_effect (claim->effect));
      add_amount (table, award_words_trial_amount (claim->outcome_before, claim->before));
      add_amount (table, award_words_trial_amount (claim->outcome, claim->after));
    }
  award_cli_table_print (table, TRUE);
  if (n < trial->n_affected)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("%u more claim is affected; --json and --output have all\n",
                    "%u more claims are affected; --json and --output have all\n", trial->n_affected - n),
          trial->n_affected - n);

      award_cli_print (more, -1);
    }
}

void
award_cli_print_trial (const AwardTrial *trial, const GPtrArray *settings)
{
  award_cli_print (
      _ ("A trial: the ledger is unchanged. Amounts are before settlement with other measures.\n"), -1);
  print_settings (settings);
  if (trial->n_undecided > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u claim has not been computed and is left out\n",
                    "%u claims have not been computed and are left out\n", trial->n_undecided),
          trial->n_undecided);

      award_cli_print (text, -1);
    }
  award_cli_print ("\n", -1);
  print_counties (trial);
  award_cli_print ("\n", -1);
  print_effects (trial);
  if (trial->n_affected == 0)
    return;
  award_cli_print ("\n", -1);
  print_claims (trial);
}

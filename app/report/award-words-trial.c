/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-words-trial.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-words-private.h"

const char *
award_words_part (RulesPart part)
{
  switch (part)
    {
    case RULES_PART_CONDITION:
      return _ ("Standards in the conditions");
    case RULES_PART_LET:
      return _ ("Standards in between");
    case RULES_PART_CAP:
      return _ ("Limit");
    case RULES_PART_FLOOR:
      return _ ("Least amount");
    case RULES_PART_AWARD:
    default:
      return _ ("Standard of the award");
    }
}

const char *
award_words_figure (const RulesFigure *figure)
{
  return figure->label != NULL ? figure->label : award_words_part (figure->part);
}

char *
award_words_figure_term (const RulesFigure *figure)
{
  return figure->term != NULL ? award_words_term (figure->term, FALSE) : NULL;
}

char *
award_words_parameter (const RulesParameter *parameter, RulesValue value)
{
  g_autofree char *written = NULL;

  if (value.number == RULES_MISSING)
    return g_strdup (_ ("not set"));
  written = rules_type_format (parameter->type, value);
  return award_words_written (parameter->type, parameter->unit, NULL, written, 0);
}

const char *
award_words_effect (AwardEffect effect)
{
  switch (effect)
    {
    case AWARD_EFFECT_WON:
      return _ ("Newly awarded");
    case AWARD_EFFECT_LOST:
      return _ ("No longer awarded");
    case AWARD_EFFECT_RAISED:
      return _ ("Raised");
    case AWARD_EFFECT_LOWERED:
      return _ ("Lowered");
    case AWARD_EFFECT_REVIEW:
      return _ ("To a person");
    case AWARD_EFFECT_REFUSED:
      return _ ("Now refused");
    case AWARD_EFFECT_NONE:
    default:
      return _ ("Unchanged");
    }
}

char *
award_words_trial_amount (RulesOutcome outcome, gint64 amount)
{
  return outcome == RULES_OUTCOME_AWARD ? award_words_amount (amount)
                                        : g_strdup (award_words_outcome (outcome));
}

char *
award_words_difference (gint64 fen)
{
  g_autofree char *amount = award_words_amount (fen);

  return g_strconcat (fen > 0 ? "+" : "", amount, NULL);
}

static void
setting_free (gpointer data)
{
  AwardTrialSetting *setting = data;

  g_free (setting->label);
  g_free (setting->official);
  g_free (setting->tried);
  g_free (setting);
}

/* Takes the texts; what is the same is no difference. */
static void
add_setting (GPtrArray *settings, const char *label, char *official, char *tried)
{
  AwardTrialSetting *setting = g_new (AwardTrialSetting, 1);

  *setting = (AwardTrialSetting){ g_strdup (label), official, tried };
  if (strcmp (official, tried) == 0)
    setting_free (setting);
  else
    g_ptr_array_add (settings, setting);
}

GPtrArray *
award_words_trial_settings (const AwardSnapshot *snapshot,
                            const RulesSettings *settings,
                            const RulesChange *changes,
                            guint n_changes)
{
  const RulesMeasure *measure = award_snapshot_get_measure (snapshot);
  const RulesSettings *official = award_snapshot_get_settings (snapshot);
  GPtrArray *list = g_ptr_array_new_with_free_func (setting_free);

  for (guint i = 0; i < rules_measure_get_n_choices (measure); i++)
    {
      const RulesChoice *choice = rules_measure_get_choice (measure, i);

      add_setting (list, choice->label,
                   g_strdup (choice->options[rules_settings_get_choice (official, i)].label),
                   g_strdup (choice->options[rules_settings_get_choice (settings, i)].label));
    }
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    {
      const RulesParameter *parameter = rules_measure_get_parameter (measure, i);

      add_setting (list, parameter->label,
                   award_words_parameter (parameter, rules_settings_get_parameter (official, i)),
                   award_words_parameter (parameter, rules_settings_get_parameter (settings, i)));
    }
  for (guint i = 0; i < n_changes; i++)
    {
      const RulesFigure *figure = changes[i].figure;
      g_autofree char *text = g_strstrip (g_strdup (changes[i].text));
      gboolean bare = *text != '\0' && g_ascii_isdigit (text[strlen (text) - 1]);

      add_setting (list, award_words_figure (figure), g_strdup (figure->text),
                   g_strconcat (text, bare ? figure->unit : "", NULL));
    }
  return list;
}

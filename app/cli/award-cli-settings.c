/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NAME=VALUE: the parameters and choices of a measure. */
#include "config.h"

#include "award-cli.h"

#include <glib/gi18n.h>
#include <string.h>

const char *
award_cli_type_sample (RulesType type)
{
  static const char *const samples[RULES_N_TYPES] = {
    [RULES_TYPE_BOOLEAN] = "true, false",
    [RULES_TYPE_MONEY] = "1234567.89",
    [RULES_TYPE_ENERGY] = "500000.25",
    [RULES_TYPE_QUANTITY] = "1250.5",
    [RULES_TYPE_PERCENT] = "5.1",
    [RULES_TYPE_COUNT] = "30",
    [RULES_TYPE_DATE] = "2024-02-29",
    [RULES_TYPE_TEXT] = "\"…\"",
    [RULES_TYPE_INDUSTRY] = "C17, 17, 1751",
    [RULES_TYPE_ENUM] = "\"…\"",
  };

  return samples[type];
}

gboolean
award_cli_split_setting (const char *assignment, char **name, char **value)
{
  const char *equals = strchr (assignment, '=');

  if (equals == NULL || equals == assignment || !g_utf8_validate (assignment, -1, NULL))
    {
      award_cli_error (_ ("“%s” is not of the form NAME=VALUE"), assignment);
      return FALSE;
    }
  *name = g_strndup (assignment, (gsize) (equals - assignment));
  *value = g_strdup (equals + 1);
  return TRUE;
}

static const RulesChoice *
find_choice (const RulesMeasure *measure, const char *name)
{
  for (guint i = 0; i < rules_measure_get_n_choices (measure); i++)
    if (strcmp (rules_measure_get_choice (measure, i)->id, name) == 0)
      return rules_measure_get_choice (measure, i);
  return NULL;
}

static const RulesParameter *
find_parameter (const RulesMeasure *measure, const char *name)
{
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    if (strcmp (rules_measure_get_parameter (measure, i)->id, name) == 0)
      return rules_measure_get_parameter (measure, i);
  return NULL;
}

/* Every name that can be set, NULL-terminated. */
static const char **
list_names (const RulesMeasure *measure)
{
  guint n_parameters = rules_measure_get_n_parameters (measure);
  guint n_choices = rules_measure_get_n_choices (measure);
  const char **names = g_new0 (const char *, n_parameters + n_choices + 1);

  for (guint i = 0; i < n_parameters; i++)
    names[i] = rules_measure_get_parameter (measure, i)->id;
  for (guint i = 0; i < n_choices; i++)
    names[n_parameters + i] = rules_measure_get_choice (measure, i)->id;
  return names;
}

void
award_cli_explain_setting (const RulesMeasure *measure,
                           const char *name,
                           const char *value,
                           const GError *error)
{
  const RulesChoice *choice = find_choice (measure, name);
  const RulesParameter *parameter = find_parameter (measure, name);
  const char *id = rules_measure_get_id (measure);

  if (choice != NULL)
    {
      g_autoptr (GString) options = g_string_new (NULL);

      for (guint i = 0; i < choice->n_options; i++)
        g_string_append_printf (options, "%s%s", i > 0 ? ", " : "", choice->options[i].id);
      award_cli_error (_ ("choice %s of %s has no option “%s”, only %s"), name, id, value, options->str);
    }
  else if (parameter != NULL && error->domain == RULES_ERROR)
    award_cli_error (_ ("parameter %s of %s cannot be “%s”; write it as %s"), name, id, value,
                     award_cli_type_sample (parameter->type));
  else if (error->domain == RULES_ERROR)
    {
      g_autofree const char **names = list_names (measure);
      const char *nearest = award_cli_nearest (name, names);
      g_autofree char *all = g_strjoinv (", ", (char **) names);

      if (nearest != NULL)
        award_cli_error (_ ("%s has no parameter or choice “%s”; did you mean “%s”?"), id, name, nearest);
      else if (names[0] != NULL)
        award_cli_error (_ ("%s has no parameter or choice “%s”, only %s"), id, name, all);
      else
        award_cli_error (_ ("%s has no parameters and no choices"), id);
    }
  else
    award_cli_error ("%s", error->message);
}

void
award_cli_explain_conflict (const RulesMeasure *measure)
{
  award_cli_error (_ ("the shares of the payers of %s must add up to 100 %%"),
                   rules_measure_get_id (measure));
}

gboolean
award_cli_apply_setting (RulesSettings *settings,
                         const RulesMeasure *measure,
                         const char *assignment,
                         AwardSettingKind kind)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  if (!award_cli_split_setting (assignment, &name, &value))
    return FALSE;
  if (kind == AWARD_SETTING_PARAMETER && find_choice (measure, name) != NULL)
    award_cli_error (_ ("“%s” is a choice: use --choose"), name);
  else if (kind == AWARD_SETTING_CHOICE && find_parameter (measure, name) != NULL)
    award_cli_error (_ ("“%s” is a parameter: use --set"), name);
  else if (rules_settings_set (settings, name, value, &error))
    return TRUE;
  else
    award_cli_explain_setting (measure, name, value, error);
  return FALSE;
}

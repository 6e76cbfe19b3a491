/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an office decided for a measure: parameters, choices, the as-of day. */
#include "rules-language.h"

#define HUNDRED_PERCENT 100000000 /* in millionths of one per cent */

RulesSettings *
rules_settings_new (const RulesMeasure *measure)
{
  RulesSettings *settings = g_new0 (RulesSettings, 1);
  guint n_parameters = measure->parameters->len;

  rules_policy_ref (measure->policy);
  settings->measure = measure;
  settings->parameters = g_new0 (RulesValue, n_parameters + 1);
  settings->texts = g_new0 (char *, n_parameters + 1);
  settings->choices = g_new0 (guint, measure->choices->len + 1);
  settings->as_of = RULES_MISSING;
  for (guint i = 0; i < n_parameters; i++)
    settings->parameters[i] = g_array_index (measure->parameters, RulesParameter, i).initial;
  return settings;
}

RulesSettings *
rules_settings_copy (const RulesSettings *settings, const RulesMeasure *measure)
{
  RulesSettings *copy = rules_settings_new (measure);

  g_assert (measure->parameters->len == settings->measure->parameters->len &&
            measure->choices->len == settings->measure->choices->len);
  for (guint i = 0; i < measure->parameters->len; i++)
    {
      copy->parameters[i] = settings->parameters[i];
      if (settings->texts[i] == NULL)
        continue;
      copy->texts[i] = g_strdup (settings->texts[i]);
      copy->parameters[i].text = copy->texts[i];
    }
  for (guint i = 0; i < measure->choices->len; i++)
    copy->choices[i] = settings->choices[i];
  copy->as_of = settings->as_of;
  return copy;
}

void
rules_settings_free (RulesSettings *settings)
{
  if (settings == NULL)
    return;
  for (guint i = 0; i < settings->measure->parameters->len; i++)
    g_free (settings->texts[i]);
  g_free (settings->texts);
  g_free (settings->parameters);
  g_free (settings->choices);
  rules_policy_unref (settings->measure->policy);
  g_free (settings);
}

static gboolean
is_share (const RulesMeasure *measure, guint parameter)
{
  for (guint i = 0; i < measure->shares->len; i++)
    {
      const RulesExpression *share = g_array_index (measure->shares, RulesShare, i).share;
      if (share->op == RULES_OP_PARAMETER && share->parameter == parameter)
        return TRUE;
    }
  return FALSE;
}

static gboolean
set_parameter (RulesSettings *settings, guint i, const char *text, GError **error)
{
  const RulesParameter *parameter = &g_array_index (settings->measure->parameters, RulesParameter, i);
  g_autofree char *bare = g_strdup (text);
  RulesValue value;

  /* A share is typed as people say it: 60%. */
  if (parameter->type == RULES_TYPE_PERCENT && g_str_has_suffix (g_strchomp (bare), "%"))
    bare[strlen (bare) - 1] = '\0';
  if (!rules_type_parse (parameter->type, parameter->type == RULES_TYPE_PERCENT ? bare : text, &value, error))
    return FALSE;
  if (value.number != RULES_MISSING && is_share (settings->measure, i) &&
      (value.number < 0 || value.number > HUNDRED_PERCENT))
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_RANGE, "%s is no share of a hundred per cent", text);
      return FALSE;
    }

  g_free (settings->texts[i]);
  settings->texts[i] = g_strdup (value.text);
  settings->parameters[i] = (RulesValue){ value.number, settings->texts[i] };
  return TRUE;
}

static gboolean
set_choice (RulesSettings *settings, guint i, const char *text, GError **error)
{
  const RulesChoice *choice = &g_array_index (settings->measure->choices, RulesChoice, i);

  for (guint option = 0; option < choice->n_options; option++)
    if (strcmp (choice->options[option].id, text) == 0)
      {
        settings->choices[i] = option;
        return TRUE;
      }
  g_set_error (error, RULES_ERROR, RULES_ERROR_UNKNOWN, "%s has no option “%s”", choice->id, text);
  return FALSE;
}

gboolean
rules_settings_set (RulesSettings *settings, const char *name, const char *text, GError **error)
{
  const RulesMeasure *measure = settings->measure;

  for (guint i = 0; i < measure->parameters->len; i++)
    if (g_strcmp0 (g_array_index (measure->parameters, RulesParameter, i).id, name) == 0)
      return set_parameter (settings, i, text, error);
  for (guint i = 0; i < measure->choices->len; i++)
    if (g_strcmp0 (g_array_index (measure->choices, RulesChoice, i).id, name) == 0)
      return set_choice (settings, i, text, error);
  g_set_error (error, RULES_ERROR, RULES_ERROR_UNKNOWN, "%s has neither parameter nor choice “%s”",
               measure->id, name);
  return FALSE;
}

gboolean
rules_settings_check (const RulesSettings *settings, GError **error)
{
  const RulesMeasure *measure = settings->measure;
  gint64 sum = 0;

  for (guint i = 0; i < measure->shares->len; i++)
    {
      const RulesExpression *share = g_array_index (measure->shares, RulesShare, i).share;
      RulesRatio literal;

      if (share->op == RULES_OP_PARAMETER)
        {
          if (settings->parameters[share->parameter].number == RULES_MISSING)
            return TRUE;
          sum += settings->parameters[share->parameter].number;
        }
      else if (share->op != RULES_OP_LITERAL)
        return TRUE; /* follows from the claim */
      else if (rules_ratio_multiply (share->literal, rules_ratio (HUNDRED_PERCENT, 1), &literal) &&
               literal.denominator == 1)
        sum += (gint64) literal.numerator;
    }
  if (measure->shares->len == 0 || sum == HUNDRED_PERCENT)
    return TRUE;

  g_autofree char *text = rules_type_format (RULES_TYPE_PERCENT, (RulesValue){ sum, NULL });
  g_set_error (error, RULES_ERROR, RULES_ERROR_CONFLICT, "The payers of %s bear %s %% together", measure->id,
               text);
  return FALSE;
}

void
rules_settings_set_as_of (RulesSettings *settings, gint64 date)
{
  settings->as_of = date;
}

gint64
rules_settings_get_as_of (const RulesSettings *settings)
{
  return settings->as_of;
}

RulesValue
rules_settings_get_parameter (const RulesSettings *settings, guint i)
{
  return settings->parameters[i];
}

guint
rules_settings_get_choice (const RulesSettings *settings, guint i)
{
  return settings->choices[i];
}

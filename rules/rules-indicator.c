/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indicators of a score: the named values its formula adds up. */
#include "rules-walk-private.h"

/* Decimals of a part of a score that ends in none. */
#define POINT_DECIMALS 6

/* Appends the named values @expression adds up. FALSE where it adds up anything without a label. */
static gboolean
collect (const RulesExpression *expression, GPtrArray *indicators)
{
  if (expression->op == RULES_OP_NAMED)
    {
      g_ptr_array_add (indicators, (gpointer) expression);
      return expression->let->label != NULL;
    }
  if (expression->op != RULES_OP_ADD)
    return FALSE;
  for (guint i = 0; i < expression->n_args; i++)
    if (!collect (expression->args[i], indicators))
      return FALSE;
  return TRUE;
}

/* RulesExpression, borrowed; empty where the measure is no such score. */
static GPtrArray *
list_indicators (const RulesMeasure *measure)
{
  GPtrArray *indicators = g_ptr_array_new ();

  if (measure->result != RULES_RESULT_SCORE || measure->formula == NULL ||
      !collect (measure->formula, indicators) || indicators->len < 2)
    g_ptr_array_set_size (indicators, 0);
  return indicators;
}

guint
rules_measure_get_n_indicators (const RulesMeasure *measure)
{
  g_autoptr (GPtrArray) indicators = list_indicators (measure);

  return indicators->len;
}

const char *
rules_measure_get_indicator (const RulesMeasure *measure, guint i)
{
  g_autoptr (GPtrArray) indicators = list_indicators (measure);

  g_return_val_if_fail (i < indicators->len, NULL);

  return ((const RulesExpression *) indicators->pdata[i])->let->label;
}

/* The term of @indicator with its value in points: a quotient alone would read as a percentage. */
static RulesTerm *
explain_indicator (RulesWalk *walk, const RulesExpression *indicator)
{
  RulesTerm *term = rules_term_new (walk, indicator, -1);
  RulesSeen seen = rules_walk_value (walk, indicator, -1);

  if (seen.reason == RULES_CODE_OK)
    {
      g_free (term->value);
      term->type = RULES_TYPE_QUANTITY;
      term->value = rules_ratio_format (seen.number, POINT_DECIMALS, &term->rounded);
    }
  return term;
}

void
rules_walk_explain_indicators (RulesWalk *walk, RulesExplanation *explanation)
{
  g_autoptr (GPtrArray) indicators = list_indicators (walk->measure);

  explanation->n_indicators = indicators->len;
  explanation->indicators = g_new0 (RulesTerm *, indicators->len + 1);
  for (guint i = 0; i < indicators->len; i++)
    explanation->indicators[i] = explain_indicator (walk, indicators->pdata[i]);
}

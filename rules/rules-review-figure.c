/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 元 for 万元: a figure the words beside it name ten times, a hundred times … as large, and not as it stands. */
#include "rules-review.h"

/* Words read for the price of one step. */
#define BYTES_A_STEP 16

typedef struct
{
  RulesReview *review;
  const char *label; /* of what the figure stands in, nullable */
} Beside;

/* Whether @a is 10, 100 … times @b, or the other way round. */
static gboolean
is_shifted (RulesRatio a, RulesRatio b)
{
  RulesRatio quotient;

  if (!rules_ratio_divide (a, b, &quotient) || (quotient.numerator != 1 && quotient.denominator != 1))
    return FALSE;

  __int128 power = MAX (quotient.numerator, quotient.denominator);
  while (power % 10 == 0)
    power /= 10;
  return power == 1 && quotient.numerator != quotient.denominator;
}

typedef enum
{
  NAMES_NONE,
  NAMES_SHIFTED, /* and *@name is it */
  NAMES_IT,
} Naming;

static Naming
name_in (const char *words, const RulesExpression *literal, char **name)
{
  const char *from, *at = words;
  RulesMeasuredIn figure;
  Naming naming = NAMES_NONE;

  while (rules_words_find_figure (&at, &figure, &from))
    {
      int order;

      if (!rules_dimension_equal (figure.dimension, literal->dimension) ||
          figure.is_percent != literal->is_percent)
        continue;
      if (rules_ratio_compare (figure.factor, literal->literal, &order) && order == 0)
        {
          g_clear_pointer (name, g_free);
          return NAMES_IT;
        }
      if (naming == NAMES_NONE && is_shifted (figure.factor, literal->literal))
        {
          *name = g_strndup (from, (gsize) (at - from));
          naming = NAMES_SHIFTED;
        }
    }
  return naming;
}

static void
check_literal (Beside *beside, const RulesExpression *literal)
{
  const RulesClause *clause = beside->review->measure->clause;
  g_autofree char *name = NULL;
  g_autofree char *figure = NULL;
  Naming naming = NAMES_NONE;

  if (literal->kind != RULES_KIND_NUMBER || literal->literal.numerator == 0 ||
      (rules_dimension_is_none (literal->dimension) && !literal->is_percent))
    return;
  /* Long words times many figures are much work. */
  if (!rules_review_spend (beside->review, (guint) strlen (clause->text) / BYTES_A_STEP))
    return;
  if (beside->label != NULL)
    naming = name_in (beside->label, literal, &name);
  if (naming == NAMES_NONE)
    naming = name_in (clause->text, literal, &name);
  if (naming != NAMES_SHIFTED)
    return;
  figure = rules_words_of_figure (literal->literal, literal->dimension, literal->is_percent);
  rules_review_warn (beside->review, RULES_PROBLEM_FIGURE, literal->place, figure, name);
}

static void
visit (Beside *beside, const RulesExpression *expression)
{
  if (!rules_review_spend (beside->review, 1))
    return;
  if (expression->op == RULES_OP_LITERAL)
    check_literal (beside, expression);
  for (guint i = 0; expression->op != RULES_OP_NAMED && i < expression->n_args; i++)
    visit (beside, expression->args[i]);
}

void
rules_review_figures (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;
  GArray *groups[] = { measure->conditions, measure->line_conditions, measure->flag_conditions };
  const RulesExpression *parts[] = { measure->formula, measure->cap, measure->floor };
  Beside beside = { review, NULL };

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g]->len; i++)
      {
        const RulesCondition *condition = &g_array_index (groups[g], RulesCondition, i);
        const RulesExpression *tests[] = { condition->when, condition->unless, condition->test };

        beside.label = condition->label;
        for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
          if (tests[t] != NULL)
            visit (&beside, tests[t]);
      }
  for (guint i = 0; i < measure->lets->len; i++)
    {
      const RulesLet *let = g_ptr_array_index (measure->lets, i);

      beside.label = let->label;
      visit (&beside, let->expression);
    }
  beside.label = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      visit (&beside, parts[i]);
  for (guint i = 0; measure->ranking != NULL && i < measure->ranking->n_amounts; i++)
    visit (&beside, measure->ranking->amounts[i]);
}

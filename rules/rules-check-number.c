/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Arithmetic: the units of results. */
#include "rules-check.h"

#define MAX_EXPONENT 4

static const RulesDimension NONE;

static gboolean
add_dimensions (RulesCheckState *check, RulesExpression *e, int sign)
{
  for (guint i = 0; i < RULES_N_UNITS; i++)
    {
      int exponent = e->args[0]->dimension.exponent[i] + sign * e->args[1]->dimension.exponent[i];
      if (ABS (exponent) > MAX_EXPONENT)
        {
          rules_check_wrong_kind (check, e->args[1], NULL);
          return FALSE;
        }
      e->dimension.exponent[i] = (gint8) exponent;
    }
  return TRUE;
}

gboolean
rules_check_product (RulesCheckState *check, RulesExpression *e)
{
  e->kind = RULES_KIND_NUMBER;
  if (!rules_check_args (check, e))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (!rules_check_want_kind (check, e->args[i], RULES_KIND_NUMBER))
      return FALSE;
  if (e->op == RULES_OP_DIVIDE && e->args[1]->op == RULES_OP_LITERAL && e->args[1]->literal.numerator == 0)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_RANGE, e->args[1]->place, "0", NULL);
      return FALSE;
    }
  return add_dimensions (check, e, e->op == RULES_OP_MULTIPLY ? 1 : -1);
}

/* Days can be added to a date, and two dates are days apart. */
static gboolean
check_date_sum (RulesCheckState *check, RulesExpression *e)
{
  static const RulesDimension days = { .exponent = { [RULES_UNIT_DAY] = 1 } };
  RulesExpression *right = e->args[1];

  if (e->op == RULES_OP_SUBTRACT && right->kind == RULES_KIND_DATE)
    {
      e->kind = RULES_KIND_NUMBER;
      e->dimension = days;
      return TRUE;
    }
  if (!rules_check_want_number (check, right, days))
    return FALSE;
  if (e->op == RULES_OP_SUBTRACT)
    {
      RulesExpression *negative = rules_arena_alloc (check->policy->arena, sizeof *negative);

      *negative =
          (RulesExpression){ .op = RULES_OP_NEGATE, .place = right->place, .kind = RULES_KIND_NUMBER };
      negative->dimension = days;
      negative->n_args = 1;
      negative->args = rules_arena_alloc (check->policy->arena, sizeof *negative->args);
      negative->args[0] = right;
      if (!rules_check_size (check, negative))
        return FALSE;
      e->args[1] = negative;
    }
  e->op = RULES_OP_ADD_DAYS;
  e->kind = RULES_KIND_DATE;
  return TRUE;
}

gboolean
rules_check_sum (RulesCheckState *check, RulesExpression *e)
{
  if (!rules_check_args (check, e))
    return FALSE;
  if (e->args[0]->kind == RULES_KIND_DATE)
    return check_date_sum (check, e);
  e->kind = RULES_KIND_NUMBER;
  if (!rules_check_want_kind (check, e->args[0], RULES_KIND_NUMBER) ||
      !rules_check_same (check, e->args[0], e->args[1]))
    return FALSE;
  e->dimension = e->args[0]->dimension;
  return TRUE;
}

gboolean
rules_check_extreme (RulesCheckState *check, RulesExpression *e)
{
  e->kind = RULES_KIND_NUMBER;
  if (!rules_check_args (check, e))
    return FALSE;
  for (guint i = 0; i < e->n_args; i++)
    if (!rules_check_want_kind (check, e->args[i], RULES_KIND_NUMBER))
      return FALSE;
  /* The first that is not a plain zero says the unit. */
  guint model = 0;
  while (model + 1 < e->n_args && rules_check_is_plain_zero (e->args[model]))
    model++;
  for (guint i = 0; i < e->n_args; i++)
    if (!rules_check_same (check, e->args[model], e->args[i]))
      return FALSE;
  e->dimension = e->args[0]->dimension;
  return TRUE;
}

/* growth(now, before) and steps(value, step): a number without unit from two of one. */
gboolean
rules_check_ratio (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *second = e->args[1];

  e->kind = RULES_KIND_NUMBER;
  if (!rules_check_args (check, e) || !rules_check_want_kind (check, e->args[0], RULES_KIND_NUMBER) ||
      !rules_check_same (check, e->args[0], second))
    return FALSE;
  if (e->op == RULES_OP_STEPS && second->op == RULES_OP_LITERAL && second->literal.numerator <= 0)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_RANGE, second->place, NULL, NULL);
      return FALSE;
    }
  return TRUE;
}

gboolean
rules_check_date_shift (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *by = e->args[1];

  e->kind = RULES_KIND_DATE;
  if (!rules_check_args (check, e) || !rules_check_want_kind (check, e->args[0], RULES_KIND_DATE))
    return FALSE;
  if (e->op == RULES_OP_ADD_DAYS && by->kind == RULES_KIND_NUMBER &&
      by->dimension.exponent[RULES_UNIT_DAY] == 1)
    return rules_check_want_number (check, by, (RulesDimension){ .exponent = { [RULES_UNIT_DAY] = 1 } });
  return rules_check_want_number (check, by, NONE);
}

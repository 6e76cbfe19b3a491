/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds and units of expressions, and their size. */
#include "rules-check.h"

static char *
name_of (const RulesExpression *expression)
{
  return rules_kind_name (expression->kind, expression->dimension);
}

gboolean
rules_check_wrong_kind (RulesCheckState *check, const RulesExpression *expression, const char *expected)
{
  g_autofree char *found = name_of (expression);

  rules_problem_add (check->problems, RULES_PROBLEM_KIND, expression->place, found, expected);
  return FALSE;
}

/* Size and depth with names followed, and whether a line's fact is in it. */
gboolean
rules_check_size (RulesCheckState *check, RulesExpression *e)
{
  guint64 steps = 1;
  guint depth = 0;

  for (guint i = 0; i < e->n_args; i++)
    {
      steps += e->args[i]->steps;
      depth = MAX (depth, e->args[i]->depth);
      e->per_line = e->per_line || e->args[i]->per_line;
    }
  if (e->op == RULES_OP_NAMED)
    {
      steps += e->let->expression->steps;
      depth = MAX (depth, e->let->expression->depth);
      e->per_line = e->let->expression->per_line;
    }
  e->steps = (guint) MIN (steps, RULES_MAX_STEPS + 1);
  e->depth = depth + 1;
  if (e->depth > RULES_MAX_DEPTH)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_TOO_DEEP, e->place, NULL,
                         G_STRINGIFY (RULES_MAX_DEPTH));
      return FALSE;
    }
  if (e->steps > RULES_MAX_STEPS)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_TOO_MANY, e->place, "steps",
                         G_STRINGIFY (RULES_MAX_STEPS));
      return FALSE;
    }
  return TRUE;
}

gboolean
rules_check_is_aggregate (RulesOperator op)
{
  return op == RULES_OP_SUM || op == RULES_OP_COUNT || op == RULES_OP_COUNT_DISTINCT || op == RULES_OP_ANY ||
         op == RULES_OP_ALL;
}

gboolean
rules_check_is_bare_name (const RulesExpression *e)
{
  return e->op == RULES_OP_FACT && e->fact == G_MAXUINT;
}

gboolean
rules_check_is_plain_zero (const RulesExpression *e)
{
  return e->op == RULES_OP_LITERAL && e->kind == RULES_KIND_NUMBER && e->literal.numerator == 0 &&
         rules_dimension_is_none (e->dimension);
}

/* Both of one kind and unit; zero needs none. */
gboolean
rules_check_same (RulesCheckState *check, RulesExpression *a, RulesExpression *b)
{
  if (a->kind == RULES_KIND_NUMBER && b->kind == RULES_KIND_NUMBER)
    {
      if (rules_check_is_plain_zero (b))
        b->dimension = a->dimension;
      else if (rules_check_is_plain_zero (a))
        a->dimension = b->dimension;
    }
  if (a->kind == b->kind &&
      (a->kind != RULES_KIND_NUMBER || rules_dimension_equal (a->dimension, b->dimension)))
    return TRUE;

  g_autofree char *expected = name_of (a);
  return rules_check_wrong_kind (check, b, expected);
}

gboolean
rules_check_want_kind (RulesCheckState *check, RulesExpression *e, RulesKind kind)
{
  if (e->kind == kind)
    return TRUE;

  g_autofree char *expected =
      kind == RULES_KIND_NUMBER ? g_strdup ("number") : rules_kind_name (kind, (RulesDimension){ { 0 } });
  return rules_check_wrong_kind (check, e, expected);
}

gboolean
rules_check_want_number (RulesCheckState *check, RulesExpression *e, RulesDimension dimension)
{
  if (e->kind == RULES_KIND_NUMBER && rules_check_is_plain_zero (e))
    e->dimension = dimension;
  if (e->kind == RULES_KIND_NUMBER && rules_dimension_equal (e->dimension, dimension))
    return TRUE;

  g_autofree char *expected = rules_dimension_name (dimension);
  return rules_check_wrong_kind (check, e, expected);
}

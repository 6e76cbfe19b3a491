/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, kinds and units of expressions. A part with a problem makes what contains it FALSE without a
 * problem of its own, so that one slip is reported once. */
#include "rules-check.h"

static const RulesDimension NONE;

static gboolean
aggregates (const RulesExpression *e)
{
  if (rules_check_is_aggregate (e->op) || (e->op == RULES_OP_NAMED && aggregates (e->let->expression)))
    return TRUE;
  for (guint i = 0; i < e->n_args; i++)
    if (aggregates (e->args[i]))
      return TRUE;
  return FALSE;
}

/* -------------------------------------------------------------------------------------------------
 * Names
 */

static gboolean
takes_type (RulesExpression *e, RulesType type, const char *unit, gboolean usable)
{
  /* Declared with a fault, which is reported. */
  if (!usable)
    return FALSE;
  e->kind = rules_type_kind (type);
  return rules_type_dimension (type, unit, &e->dimension);
}

static gboolean
check_name (RulesCheckState *check, RulesExpression *e)
{
  const RulesMeasure *measure = check->measure;
  const char *id = e->text;
  guint i;

  switch (rules_check_find (measure, id, &i))
    {
    case RULES_NAME_FACT:
      e->fact = i;
      e->text = NULL;
      return takes_type (e, g_array_index (measure->facts, RulesFact, i).type,
                         g_array_index (measure->facts, RulesFact, i).unit,
                         g_array_index (measure->facts, RulesFact, i).headings != NULL);
    case RULES_NAME_LINE_FACT:
      if (check->context == RULES_CONTEXT_CLAIM)
        {
          rules_problem_add (check->problems, RULES_PROBLEM_LINE_FACT, e->place, id, NULL);
          return FALSE;
        }
      e->fact = i;
      e->text = NULL;
      e->fact_on_line = TRUE;
      e->per_line = TRUE;
      return takes_type (e, g_array_index (measure->line_facts, RulesFact, i).type,
                         g_array_index (measure->line_facts, RulesFact, i).unit,
                         g_array_index (measure->line_facts, RulesFact, i).headings != NULL);
    case RULES_NAME_PARAMETER:
      e->op = RULES_OP_PARAMETER;
      e->parameter = i;
      e->text = NULL;
      return takes_type (e, g_array_index (measure->parameters, RulesParameter, i).type,
                         g_array_index (measure->parameters, RulesParameter, i).unit,
                         g_array_index (measure->parameters, RulesParameter, i).label != NULL);
    case RULES_NAME_LET:
      if (!rules_check_let (check, i))
        return FALSE;
      e->op = RULES_OP_NAMED;
      e->let = g_ptr_array_index (measure->lets, i);
      e->text = NULL;
      e->kind = e->let->expression->kind;
      e->dimension = e->let->expression->dimension;
      if ((check->context == RULES_CONTEXT_CLAIM && e->let->expression->per_line) ||
          ((check->context == RULES_CONTEXT_LINE || check->context == RULES_CONTEXT_AGGREGATE) &&
           aggregates (e->let->expression)))
        {
          rules_problem_add (check->problems, RULES_PROBLEM_LINE_FACT, e->place, id, NULL);
          return FALSE;
        }
      return TRUE;
    case RULES_NAME_CHOICE:
      rules_problem_add (check->problems, RULES_PROBLEM_KIND, e->place, id, "is");
      return FALSE;
    case RULES_NAME_UNKNOWN:
    default:
      rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_NAME, e->place, id,
                         rules_check_near (measure, id));
      return FALSE;
    }
}

gboolean
rules_check_let (RulesCheckState *check, guint i)
{
  RulesLet *let = g_ptr_array_index (check->measure->lets, i);
  RulesContext context = check->context;

  if (check->let_states[i] == RULES_LET_ACTIVE)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_CYCLE, let->place, let->id, NULL);
      check->let_states[i] = RULES_LET_BROKEN;
    }
  if (check->let_states[i] == RULES_LET_NEW && check->let_nesting == RULES_MAX_DEPTH)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_TOO_DEEP, let->place, let->id,
                         G_STRINGIFY (RULES_MAX_DEPTH));
      check->let_states[i] = RULES_LET_BROKEN;
    }
  if (check->let_states[i] == RULES_LET_NEW)
    {
      check->let_states[i] = RULES_LET_ACTIVE;
      check->context = RULES_CONTEXT_LET;
      check->let_nesting++;
      gboolean good = let->expression != NULL && rules_check_expression (check, let->expression);
      check->context = context;
      check->let_nesting--;
      /* A cycle found below has broken it already. */
      if (good && check->let_states[i] == RULES_LET_ACTIVE)
        g_ptr_array_add (check->ordered_lets, let);
      check->let_states[i] =
          good && check->let_states[i] == RULES_LET_ACTIVE ? RULES_LET_GOOD : RULES_LET_BROKEN;
    }
  return check->let_states[i] == RULES_LET_GOOD;
}

/* -------------------------------------------------------------------------------------------------
 * Operations
 */

gboolean
rules_check_args (RulesCheckState *check, RulesExpression *e)
{
  gboolean good = TRUE;

  for (guint i = 0; i < e->n_args; i++)
    good = rules_check_expression (check, e->args[i]) && good;
  return good;
}

static gboolean
check_logic (RulesCheckState *check, RulesExpression *e)
{
  gboolean good = TRUE;

  for (guint i = 0; i < e->n_args; i++)
    good = rules_check_truth (check, e->args[i]) && good;
  e->kind = RULES_KIND_TRUTH;
  return good;
}

static gboolean
check_if (RulesCheckState *check, RulesExpression *e)
{
  gboolean good = rules_check_truth (check, e->args[0]);

  good = rules_check_expression (check, e->args[1]) && good;
  good = rules_check_expression (check, e->args[2]) && good;
  if (!good || !rules_check_same (check, e->args[1], e->args[2]))
    return FALSE;
  if (e->args[1]->kind == RULES_KIND_ENUM)
    return rules_check_wrong_kind (check, e->args[1], NULL);
  e->kind = e->args[1]->kind;
  e->dimension = e->args[1]->dimension;
  return TRUE;
}

/* is missing: of a fact or parameter itself; what is computed from them has no value of its own. */
static gboolean
check_missing (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *name = e->args[0];

  e->kind = RULES_KIND_TRUTH;
  if (!rules_check_expression (check, name))
    return FALSE;
  if (name->op == RULES_OP_FACT)
    g_array_index (name->fact_on_line ? check->measure->line_facts : check->measure->facts, RulesFact,
                   name->fact)
        .may_lack = TRUE;
  if (name->op == RULES_OP_FACT || name->op == RULES_OP_PARAMETER)
    return TRUE;
  return rules_check_wrong_kind (check, name, "fact parameter");
}

static const char *
aggregate_name (RulesOperator op)
{
  static const char *const NAMES[] = { "sum", "count", "count_distinct", "any", "all" };

  return NAMES[op - RULES_OP_SUM];
}

static gboolean
check_aggregate (RulesCheckState *check, RulesExpression *e)
{
  RulesContext context = check->context;
  gboolean good = TRUE;

  e->kind = e->op == RULES_OP_ANY || e->op == RULES_OP_ALL ? RULES_KIND_TRUTH : RULES_KIND_NUMBER;
  if (!check->measure->has_lines || context == RULES_CONTEXT_LINE || context == RULES_CONTEXT_AGGREGATE)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_LINE_FACT, e->place, aggregate_name (e->op), "claim");
      return FALSE;
    }
  check->context = RULES_CONTEXT_AGGREGATE;
  if (e->kind == RULES_KIND_TRUTH)
    good = rules_check_truth (check, e->args[0]);
  else if (e->n_args > 0)
    good = rules_check_expression (check, e->args[0]);
  check->context = context;
  if (!good || e->n_args == 0)
    return good;

  if (!e->args[0]->per_line)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_LINE_FACT, e->args[0]->place, aggregate_name (e->op),
                         "line");
      return FALSE;
    }
  if (e->op == RULES_OP_SUM)
    {
      e->dimension = e->args[0]->dimension;
      return rules_check_want_kind (check, e->args[0], RULES_KIND_NUMBER);
    }
  return TRUE;
}

static gboolean
check_operation (RulesCheckState *check, RulesExpression *e)
{
  switch (e->op)
    {
    case RULES_OP_LITERAL:
    case RULES_OP_PARAMETER:
    case RULES_OP_NAMED:
    case RULES_OP_CHOICE_IS:
      return TRUE;
    case RULES_OP_AS_OF:
      e->kind = RULES_KIND_DATE;
      return TRUE;
    case RULES_OP_FACT:
      return !rules_check_is_bare_name (e) || check_name (check, e);
    case RULES_OP_NOT:
    case RULES_OP_AND:
    case RULES_OP_OR:
      return check_logic (check, e);
    case RULES_OP_EQ:
    case RULES_OP_NE:
      return rules_check_equality (check, e);
    case RULES_OP_LT:
    case RULES_OP_LE:
    case RULES_OP_GT:
    case RULES_OP_GE:
      return rules_check_order (check, e);
    case RULES_OP_IN:
      return rules_check_in (check, e);
    case RULES_OP_MISSING:
      return check_missing (check, e);
    case RULES_OP_ADD:
    case RULES_OP_SUBTRACT:
      return rules_check_sum (check, e);
    case RULES_OP_MULTIPLY:
    case RULES_OP_DIVIDE:
      return rules_check_product (check, e);
    case RULES_OP_NEGATE:
      e->kind = RULES_KIND_NUMBER;
      if (!rules_check_args (check, e) || !rules_check_want_kind (check, e->args[0], RULES_KIND_NUMBER))
        return FALSE;
      e->dimension = e->args[0]->dimension;
      return TRUE;
    case RULES_OP_MIN:
    case RULES_OP_MAX:
      return rules_check_extreme (check, e);
    case RULES_OP_IF:
      return check_if (check, e);
    case RULES_OP_GROWTH:
    case RULES_OP_STEPS:
      return rules_check_ratio (check, e);
    case RULES_OP_FLOOR:
      e->kind = RULES_KIND_NUMBER;
      return rules_check_args (check, e) && rules_check_want_number (check, e->args[0], NONE);
    case RULES_OP_ADD_MONTHS:
    case RULES_OP_ADD_DAYS:
      return rules_check_date_shift (check, e);
    case RULES_OP_SUM:
    case RULES_OP_COUNT:
    case RULES_OP_COUNT_DISTINCT:
    case RULES_OP_ANY:
    case RULES_OP_ALL:
      return check_aggregate (check, e);
    case RULES_OP_RANGE: /* only within "in", which checks it */
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
rules_check_expression (RulesCheckState *check, RulesExpression *expression)
{
  if (!check_operation (check, expression) || !rules_check_size (check, expression))
    return FALSE;
  /* What an aggregate gives belongs to the claim. */
  if (rules_check_is_aggregate (expression->op))
    expression->per_line = FALSE;
  return TRUE;
}

gboolean
rules_check_truth (RulesCheckState *check, RulesExpression *expression)
{
  return rules_check_expression (check, expression) &&
         rules_check_want_kind (check, expression, RULES_KIND_TRUTH);
}

gboolean
rules_check_number (RulesCheckState *check, RulesExpression *expression, RulesDimension dimension)
{
  return rules_check_expression (check, expression) && rules_check_want_number (check, expression, dimension);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names, kinds and units of expressions. A part with a problem makes what contains it FALSE without a
 * problem of its own, so that one slip is reported once. */
#include "rules-check.h"

#define MAX_EXPONENT 4

static const RulesDimension NONE;

static char *
name_of (const RulesExpression *expression)
{
  return rules_kind_name (expression->kind, expression->dimension);
}

static gboolean
wrong_kind (RulesCheckState *check, const RulesExpression *expression, const char *expected)
{
  g_autofree char *found = name_of (expression);

  rules_problem_add (check->problems, RULES_PROBLEM_KIND, expression->place, found, expected);
  return FALSE;
}

/* Size and depth with names followed, and whether a line's fact is in it. */
static gboolean
measure_size (RulesCheckState *check, RulesExpression *e)
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

static gboolean
is_aggregate (RulesOperator op)
{
  return op == RULES_OP_SUM || op == RULES_OP_COUNT || op == RULES_OP_COUNT_DISTINCT || op == RULES_OP_ANY ||
         op == RULES_OP_ALL;
}

static gboolean
aggregates (const RulesExpression *e)
{
  if (is_aggregate (e->op) || (e->op == RULES_OP_NAMED && aggregates (e->let->expression)))
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

static gboolean
is_bare_name (const RulesExpression *e)
{
  return e->op == RULES_OP_FACT && e->fact == G_MAXUINT;
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
 * Kinds
 */

static gboolean
is_plain_zero (const RulesExpression *e)
{
  return e->op == RULES_OP_LITERAL && e->kind == RULES_KIND_NUMBER && e->literal.numerator == 0 &&
         rules_dimension_is_none (e->dimension);
}

/* Both of one kind and unit; zero needs none. */
static gboolean
check_same (RulesCheckState *check, RulesExpression *a, RulesExpression *b)
{
  if (a->kind == RULES_KIND_NUMBER && b->kind == RULES_KIND_NUMBER)
    {
      if (is_plain_zero (b))
        b->dimension = a->dimension;
      else if (is_plain_zero (a))
        a->dimension = b->dimension;
    }
  if (a->kind == b->kind &&
      (a->kind != RULES_KIND_NUMBER || rules_dimension_equal (a->dimension, b->dimension)))
    return TRUE;

  g_autofree char *expected = name_of (a);
  return wrong_kind (check, b, expected);
}

static gboolean
want_kind (RulesCheckState *check, RulesExpression *e, RulesKind kind)
{
  if (e->kind == kind)
    return TRUE;

  g_autofree char *expected = kind == RULES_KIND_NUMBER ? g_strdup ("number") : rules_kind_name (kind, NONE);
  return wrong_kind (check, e, expected);
}

static gboolean
want_number (RulesCheckState *check, RulesExpression *e, RulesDimension dimension)
{
  if (e->kind == RULES_KIND_NUMBER && is_plain_zero (e))
    e->dimension = dimension;
  if (e->kind == RULES_KIND_NUMBER && rules_dimension_equal (e->dimension, dimension))
    return TRUE;

  g_autofree char *expected = rules_dimension_name (dimension);
  return wrong_kind (check, e, expected);
}

static gboolean
check_args (RulesCheckState *check, RulesExpression *e)
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

/* -------------------------------------------------------------------------------------------------
 * Comparisons
 */

/* The enum fact an expression is, NULL where it is none. */
static const RulesFact *
enum_of (const RulesCheckState *check, const RulesExpression *e)
{
  if (e->op == RULES_OP_NAMED)
    return enum_of (check, e->let->expression);
  if (e->op != RULES_OP_FACT || e->kind != RULES_KIND_ENUM)
    return NULL;
  return &g_array_index (e->fact_on_line ? check->measure->line_facts : check->measure->facts, RulesFact,
                         e->fact);
}

static gboolean
check_word (RulesCheckState *check, const RulesFact *fact, RulesExpression *e)
{
  RulesNearest nearest;

  if (!is_bare_name (e))
    {
      if (e->op == RULES_OP_RANGE || rules_check_expression (check, e))
        wrong_kind (check, e, "enum");
      return FALSE;
    }
  rules_nearest_init (&nearest, e->text);
  for (guint i = 0; i < fact->n_words; i++)
    {
      if (strcmp (fact->words[i].id, e->text) == 0)
        {
          e->op = RULES_OP_LITERAL;
          e->kind = RULES_KIND_ENUM;
          e->literal = rules_ratio (i, 1);
          e->text = NULL;
          return measure_size (check, e);
        }
      rules_nearest_try (&nearest, fact->words[i].id);
    }
  /* Without words the fact itself had a fault. */
  if (fact->n_words > 0)
    rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_WORD, e->place, e->text, nearest.best);
  return FALSE;
}

/* CHOICE is OPTION: the name on the left is a choice. */
static gboolean
check_choice (RulesCheckState *check, RulesExpression *e, guint choice)
{
  const RulesChoice *declared = &g_array_index (check->measure->choices, RulesChoice, choice);
  RulesExpression *word = e->args[1];
  RulesNearest nearest;
  gboolean negated = e->op == RULES_OP_NE;

  if (!is_bare_name (word))
    {
      rules_problem_add (check->problems, RULES_PROBLEM_UNEXPECTED, word->place, NULL, "option");
      return FALSE;
    }
  rules_nearest_init (&nearest, word->text);
  for (guint i = 0; i < declared->n_options; i++)
    {
      if (strcmp (declared->options[i].id, word->text) == 0)
        {
          RulesExpression *is = negated ? word : e;
          is->op = RULES_OP_CHOICE_IS;
          is->kind = RULES_KIND_TRUTH;
          is->choice = choice;
          is->option = i;
          is->text = NULL;
          is->n_args = 0;
          if (negated)
            {
              e->op = RULES_OP_NOT;
              e->kind = RULES_KIND_TRUTH;
              e->args[0] = is;
              e->n_args = 1;
            }
          return measure_size (check, is);
        }
      rules_nearest_try (&nearest, declared->options[i].id);
    }
  if (declared->n_options > 0)
    rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_WORD, word->place, word->text, nearest.best);
  return FALSE;
}

/* "new_entrant is no" is "not new_entrant". */
static gboolean
check_truths_equal (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *value = e->args[0];
  RulesExpression *literal = e->args[1];

  if (value->op == RULES_OP_LITERAL)
    {
      literal = value;
      value = e->args[1];
    }
  if (literal->op != RULES_OP_LITERAL)
    return wrong_kind (check, e->args[1], "yes no");

  gboolean as_is = (literal->literal.numerator != 0) == (e->op == RULES_OP_EQ);
  if (as_is)
    *e = *value;
  else
    {
      e->op = RULES_OP_NOT;
      e->args[0] = value;
      e->n_args = 1;
    }
  return TRUE;
}

static gboolean
check_equality (RulesCheckState *check, RulesExpression *e)
{
  guint choice;
  RulesExpression *left = e->args[0];

  e->kind = RULES_KIND_TRUTH;
  if (is_bare_name (left) && rules_check_find (check->measure, left->text, &choice) == RULES_NAME_CHOICE)
    return check_choice (check, e, choice);
  if (!rules_check_expression (check, left))
    return FALSE;
  if (left->kind == RULES_KIND_ENUM)
    return check_word (check, enum_of (check, left), e->args[1]);
  if (!rules_check_expression (check, e->args[1]) || !check_same (check, left, e->args[1]))
    return FALSE;
  return left->kind != RULES_KIND_TRUTH || check_truths_equal (check, e);
}

static gboolean
check_order (RulesCheckState *check, RulesExpression *e)
{
  e->kind = RULES_KIND_TRUTH;
  if (!check_args (check, e))
    return FALSE;
  if (e->args[0]->kind != RULES_KIND_DATE && !want_kind (check, e->args[0], RULES_KIND_NUMBER))
    return FALSE;
  return check_same (check, e->args[0], e->args[1]);
}

static gboolean
check_range (RulesCheckState *check, RulesExpression *value, RulesExpression *range)
{
  int order;

  range->kind = value->kind;
  range->dimension = value->dimension;
  if (!check_args (check, range))
    return FALSE;
  if (value->kind == RULES_KIND_TEXT)
    return wrong_kind (check, range, "number date industry");
  if (!check_same (check, value, range->args[0]) || !check_same (check, value, range->args[1]))
    return FALSE;
  if (range->args[0]->op == RULES_OP_LITERAL && range->args[1]->op == RULES_OP_LITERAL &&
      rules_ratio_compare (range->args[0]->literal, range->args[1]->literal, &order) && order > 0)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_RANGE, range->place, NULL, NULL);
      return FALSE;
    }
  return measure_size (check, range);
}

static gboolean
check_in (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *value = e->args[0];
  gboolean good = TRUE;

  e->kind = RULES_KIND_TRUTH;
  if (!rules_check_expression (check, value))
    return FALSE;
  if (value->kind == RULES_KIND_TRUTH)
    return wrong_kind (check, value, "number date text industry enum");
  for (guint i = 1; i < e->n_args; i++)
    {
      RulesExpression *item = e->args[i];

      if (value->kind == RULES_KIND_ENUM)
        good = check_word (check, enum_of (check, value), item) && good;
      else if (item->op == RULES_OP_RANGE)
        good = check_range (check, value, item) && good;
      else
        good = rules_check_expression (check, item) && check_same (check, value, item) && good;
    }
  return good;
}

/* -------------------------------------------------------------------------------------------------
 * Arithmetic
 */

static gboolean
add_dimensions (RulesCheckState *check, RulesExpression *e, int sign)
{
  for (guint i = 0; i < RULES_N_UNITS; i++)
    {
      int exponent = e->args[0]->dimension.exponent[i] + sign * e->args[1]->dimension.exponent[i];
      if (ABS (exponent) > MAX_EXPONENT)
        {
          wrong_kind (check, e->args[1], NULL);
          return FALSE;
        }
      e->dimension.exponent[i] = (gint8) exponent;
    }
  return TRUE;
}

static gboolean
check_product (RulesCheckState *check, RulesExpression *e)
{
  e->kind = RULES_KIND_NUMBER;
  if (!check_args (check, e))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (!want_kind (check, e->args[i], RULES_KIND_NUMBER))
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
  if (!want_number (check, right, days))
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
      if (!measure_size (check, negative))
        return FALSE;
      e->args[1] = negative;
    }
  e->op = RULES_OP_ADD_DAYS;
  e->kind = RULES_KIND_DATE;
  return TRUE;
}

static gboolean
check_sum (RulesCheckState *check, RulesExpression *e)
{
  if (!check_args (check, e))
    return FALSE;
  if (e->args[0]->kind == RULES_KIND_DATE)
    return check_date_sum (check, e);
  e->kind = RULES_KIND_NUMBER;
  if (!want_kind (check, e->args[0], RULES_KIND_NUMBER) || !check_same (check, e->args[0], e->args[1]))
    return FALSE;
  e->dimension = e->args[0]->dimension;
  return TRUE;
}

static gboolean
check_extreme (RulesCheckState *check, RulesExpression *e)
{
  e->kind = RULES_KIND_NUMBER;
  if (!check_args (check, e))
    return FALSE;
  for (guint i = 0; i < e->n_args; i++)
    if (!want_kind (check, e->args[i], RULES_KIND_NUMBER))
      return FALSE;
  /* The first that is not a plain zero says the unit. */
  guint model = 0;
  while (model + 1 < e->n_args && is_plain_zero (e->args[model]))
    model++;
  for (guint i = 0; i < e->n_args; i++)
    if (!check_same (check, e->args[model], e->args[i]))
      return FALSE;
  e->dimension = e->args[0]->dimension;
  return TRUE;
}

/* growth(now, before) and steps(value, step): a number without unit from two of one. */
static gboolean
check_ratio (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *second = e->args[1];

  e->kind = RULES_KIND_NUMBER;
  if (!check_args (check, e) || !want_kind (check, e->args[0], RULES_KIND_NUMBER) ||
      !check_same (check, e->args[0], second))
    return FALSE;
  if (e->op == RULES_OP_STEPS && second->op == RULES_OP_LITERAL && second->literal.numerator <= 0)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_RANGE, second->place, NULL, NULL);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_if (RulesCheckState *check, RulesExpression *e)
{
  gboolean good = rules_check_truth (check, e->args[0]);

  good = rules_check_expression (check, e->args[1]) && good;
  good = rules_check_expression (check, e->args[2]) && good;
  if (!good || !check_same (check, e->args[1], e->args[2]))
    return FALSE;
  if (e->args[1]->kind == RULES_KIND_ENUM)
    return wrong_kind (check, e->args[1], NULL);
  e->kind = e->args[1]->kind;
  e->dimension = e->args[1]->dimension;
  return TRUE;
}

static gboolean
check_date_shift (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *by = e->args[1];

  e->kind = RULES_KIND_DATE;
  if (!check_args (check, e) || !want_kind (check, e->args[0], RULES_KIND_DATE))
    return FALSE;
  if (e->op == RULES_OP_ADD_DAYS && by->kind == RULES_KIND_NUMBER &&
      by->dimension.exponent[RULES_UNIT_DAY] == 1)
    return want_number (check, by, (RulesDimension){ .exponent = { [RULES_UNIT_DAY] = 1 } });
  return want_number (check, by, NONE);
}

/* is missing: of a fact or parameter itself; what is computed from them has no value of its own. */
static gboolean
check_missing (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *name = e->args[0];

  e->kind = RULES_KIND_TRUTH;
  if (!rules_check_expression (check, name))
    return FALSE;
  if (name->op == RULES_OP_FACT || name->op == RULES_OP_PARAMETER)
    return TRUE;
  return wrong_kind (check, name, "fact parameter");
}

static gboolean
check_aggregate (RulesCheckState *check, RulesExpression *e)
{
  RulesContext context = check->context;
  gboolean good = TRUE;

  e->kind = e->op == RULES_OP_ANY || e->op == RULES_OP_ALL ? RULES_KIND_TRUTH : RULES_KIND_NUMBER;
  if (!check->measure->has_lines || context == RULES_CONTEXT_LINE || context == RULES_CONTEXT_AGGREGATE)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_LINE_FACT, e->place, NULL, NULL);
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
      rules_problem_add (check->problems, RULES_PROBLEM_LINE_FACT, e->args[0]->place, NULL, NULL);
      return FALSE;
    }
  if (e->op == RULES_OP_SUM)
    {
      e->dimension = e->args[0]->dimension;
      return want_kind (check, e->args[0], RULES_KIND_NUMBER);
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
      return !is_bare_name (e) || check_name (check, e);
    case RULES_OP_NOT:
    case RULES_OP_AND:
    case RULES_OP_OR:
      return check_logic (check, e);
    case RULES_OP_EQ:
    case RULES_OP_NE:
      return check_equality (check, e);
    case RULES_OP_LT:
    case RULES_OP_LE:
    case RULES_OP_GT:
    case RULES_OP_GE:
      return check_order (check, e);
    case RULES_OP_IN:
      return check_in (check, e);
    case RULES_OP_MISSING:
      return check_missing (check, e);
    case RULES_OP_ADD:
    case RULES_OP_SUBTRACT:
      return check_sum (check, e);
    case RULES_OP_MULTIPLY:
    case RULES_OP_DIVIDE:
      return check_product (check, e);
    case RULES_OP_NEGATE:
      e->kind = RULES_KIND_NUMBER;
      if (!check_args (check, e) || !want_kind (check, e->args[0], RULES_KIND_NUMBER))
        return FALSE;
      e->dimension = e->args[0]->dimension;
      return TRUE;
    case RULES_OP_MIN:
    case RULES_OP_MAX:
      return check_extreme (check, e);
    case RULES_OP_IF:
      return check_if (check, e);
    case RULES_OP_GROWTH:
    case RULES_OP_STEPS:
      return check_ratio (check, e);
    case RULES_OP_FLOOR:
      e->kind = RULES_KIND_NUMBER;
      return check_args (check, e) && want_number (check, e->args[0], NONE);
    case RULES_OP_ADD_MONTHS:
    case RULES_OP_ADD_DAYS:
      return check_date_shift (check, e);
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
  if (!check_operation (check, expression) || !measure_size (check, expression))
    return FALSE;
  /* What an aggregate gives belongs to the claim. */
  if (is_aggregate (expression->op))
    expression->per_line = FALSE;
  return TRUE;
}

gboolean
rules_check_truth (RulesCheckState *check, RulesExpression *expression)
{
  return rules_check_expression (check, expression) && want_kind (check, expression, RULES_KIND_TRUTH);
}

gboolean
rules_check_number (RulesCheckState *check, RulesExpression *expression, RulesDimension dimension)
{
  return rules_check_expression (check, expression) && want_number (check, expression, dimension);
}

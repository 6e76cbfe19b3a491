/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an expression comes to for one claim or line: exact ratios, Kleene logic, and for all that cannot
 * be decided the first reason why, in the order of the text. */
#include "rules-walk-private.h"

/* Far beyond any date, and small enough that months and days of it stay numbers. */
#define LONGEST_TIME 1000000

static RulesSeen
decided (RulesRatio number)
{
  return (RulesSeen){ .number = number };
}

static RulesSeen
truth (gboolean value)
{
  return (RulesSeen){ .number = { value ? 1 : 0, 1 } };
}

static RulesSeen
undecided (guint16 reason)
{
  return (RulesSeen){ .number = { 0, 1 }, .reason = reason };
}

int
rules_seen_compare (RulesKind kind, RulesSeen a, RulesSeen b)
{
  int order = 0;

  if (kind == RULES_KIND_TEXT)
    return g_strcmp0 (a.text, b.text);
  if (!rules_ratio_compare (a.number, b.number, &order))
    g_assert_not_reached ();
  return order;
}

gboolean
rules_walk_holds (RulesWalk *walk, RulesOperator op, RulesKind kind, RulesSeen a, RulesSeen b)
{
  if (a.curve != NULL || b.curve != NULL)
    rules_trace_keep (walk->trace, op, a.number, a.curve, b.number, b.curve);
  return rules_order_holds (op, rules_seen_compare (kind, a, b));
}

/* What @op makes of two decided numbers. */
static RulesSeen
arithmetic (RulesWalk *walk, RulesOperator op, RulesSeen a, RulesSeen b)
{
  RulesRatio number = { 0, 1 };
  gboolean exact;

  switch ((int) op)
    {
    case RULES_OP_ADD:
      exact = rules_ratio_add (a.number, b.number, &number);
      break;
    case RULES_OP_SUBTRACT:
      exact = rules_ratio_subtract (a.number, b.number, &number);
      break;
    case RULES_OP_MULTIPLY:
      exact = rules_ratio_multiply (a.number, b.number, &number);
      break;
    default:
      exact = rules_ratio_divide (a.number, b.number, &number);
      break;
    }

  gboolean moves = a.curve != NULL || b.curve != NULL;
  if (!exact && moves)
    rules_trace_stop (walk->trace);
  if (!exact)
    return undecided (RULES_CODE_OVERFLOW);
  RulesSeen seen = decided (number);
  if (moves)
    seen.curve = rules_trace_combine (walk->trace, op, a.number, a.curve, b.number, b.curve);
  return seen;
}

RulesSeen
rules_walk_add (RulesWalk *walk, RulesSeen a, RulesSeen b)
{
  return arithmetic (walk, RULES_OP_ADD, a, b);
}

/* The whole number made of @a, which a trace keeps: truncated or, with @down, rounded down. */
static RulesSeen
whole_of (RulesWalk *walk, RulesSeen a, gboolean down)
{
  RulesSeen whole = decided (down ? rules_ratio_floor (a.number) : rules_ratio_truncate (a.number));

  if (a.curve == NULL)
    return whole;
  for (int side = -1; side <= 1; side += 2)
    {
      /* Toward zero the step at zero is open on both sides; elsewhere it begins with the whole number. */
      gboolean is_first = down || whole.number.numerator > 0 ? side < 0
                          : whole.number.numerator < 0       ? side > 0
                                                             : FALSE;
      RulesSeen end = whole;
      end.number.numerator += is_first ? 0 : side;
      (void) rules_walk_holds (
          walk, side < 0 ? (is_first ? RULES_OP_GE : RULES_OP_GT) : (is_first ? RULES_OP_LE : RULES_OP_LT),
          RULES_KIND_NUMBER, a, end);
    }
  return whole;
}

/* Whether @expression is the figure a trace follows. */
static gboolean
is_followed (const RulesWalk *walk, const RulesExpression *expression, int line)
{
  return walk->trace != NULL && walk->trace->fact == expression->fact &&
         walk->trace->line == (expression->fact_on_line ? line : -1);
}

static RulesSeen
value_of_fact (RulesWalk *walk, const RulesExpression *expression, int line)
{
  const RulesMeasure *measure = walk->measure;
  const RulesBatch *batch = walk->batch;
  const RulesFact *fact;
  gint64 number;
  guint16 missing;

  if (expression->fact_on_line)
    {
      fact = &g_array_index (measure->line_facts, RulesFact, expression->fact);
      number = batch->line_facts[expression->fact][walk->first_line + (gsize) line];
      missing = (guint16) (measure->first_fact_code + measure->facts->len + expression->fact);
    }
  else
    {
      fact = &g_array_index (measure->facts, RulesFact, expression->fact);
      number = batch->facts[expression->fact][walk->claim];
      missing = (guint16) (measure->first_fact_code + expression->fact);
    }

  const char *text = NULL;
  if (number == RULES_MISSING)
    {
      number = fact->presumed.number;
      text = fact->presumed.text;
    }
  else if (fact->type == RULES_TYPE_TEXT)
    text = rules_texts_get (batch->texts, number);

  if (number == RULES_MISSING)
    return undecided (missing);

  RulesSeen seen = { .number = rules_fact_ratio (fact->type, number), .text = text };
  if (is_followed (walk, expression, line))
    seen.curve = rules_trace_figure (walk->trace, fact->type);
  return seen;
}

static RulesSeen
value_of_parameter (RulesWalk *walk, guint i)
{
  const RulesParameter *parameter = &g_array_index (walk->measure->parameters, RulesParameter, i);
  RulesValue value = walk->settings->parameters[i];

  if (value.number == RULES_MISSING)
    return undecided ((guint16) (walk->measure->first_parameter_code + i));
  return (RulesSeen){ .number = rules_fact_ratio (parameter->type, value.number), .text = value.text };
}

/* Each let is read once a claim, or once a line. */
static RulesSeen
value_of_let (RulesWalk *walk, const RulesLet *let, int line)
{
  int where = let->expression->per_line ? line : -1;
  guint i;

  if (!g_ptr_array_find (walk->measure->lets, let, &i))
    g_assert_not_reached ();

  RulesSeenLet *kept = &walk->lets[i];
  if (kept->line != where)
    {
      kept->seen = rules_walk_value (walk, let->expression, where);
      kept->line = where;
    }
  return kept->seen;
}

static RulesSeen
value_of_logic (RulesWalk *walk, const RulesExpression *expression, int line, gboolean decisive)
{
  guint16 reason = RULES_CODE_OK;

  for (guint i = 0; i < expression->n_args; i++)
    {
      RulesSeen seen = rules_walk_value (walk, expression->args[i], line);
      if (seen.reason != RULES_CODE_OK)
        reason = reason != RULES_CODE_OK ? reason : seen.reason;
      else if ((seen.number.numerator != 0) == decisive)
        return truth (decisive);
    }
  return reason != RULES_CODE_OK ? undecided (reason) : truth (!decisive);
}

gboolean
rules_order_holds (RulesOperator op, int order)
{
  switch ((int) op)
    {
    case RULES_OP_EQ:
      return order == 0;
    case RULES_OP_NE:
      return order != 0;
    case RULES_OP_LT:
      return order < 0;
    case RULES_OP_LE:
      return order <= 0;
    case RULES_OP_GT:
      return order > 0;
    default:
      return order >= 0;
    }
}

/* A value in a list of values and ranges: Kleene's "or" over them. */
static RulesSeen
value_of_in (RulesWalk *walk, const RulesExpression *expression, int line)
{
  RulesKind kind = expression->args[0]->kind;
  RulesSeen value = rules_walk_value (walk, expression->args[0], line);
  guint16 reason = RULES_CODE_OK;

  if (value.reason != RULES_CODE_OK)
    return value;
  for (guint i = 1; i < expression->n_args; i++)
    {
      const RulesExpression *member = expression->args[i];
      gboolean is_range = member->op == RULES_OP_RANGE;
      RulesSeen from = rules_walk_value (walk, is_range ? member->args[0] : member, line);
      RulesSeen to = is_range ? rules_walk_value (walk, member->args[1], line) : from;
      gboolean from_known = from.reason == RULES_CODE_OK;
      gboolean to_known = to.reason == RULES_CODE_OK;

      if ((from_known && !rules_walk_holds (walk, is_range ? RULES_OP_GE : RULES_OP_EQ, kind, value, from)) ||
          (to_known && is_range && !rules_walk_holds (walk, RULES_OP_LE, kind, value, to)))
        continue;
      if (from_known && to_known)
        return truth (TRUE);
      if (reason == RULES_CODE_OK)
        reason = from_known ? to.reason : from.reason;
    }
  return reason != RULES_CODE_OK ? undecided (reason) : truth (FALSE);
}

static RulesSeen
value_of_growth (RulesWalk *walk, RulesSeen now, RulesSeen before)
{
  if (rules_walk_holds (walk, RULES_OP_LE, RULES_KIND_NUMBER, before, decided ((RulesRatio){ 0, 1 })))
    return undecided (RULES_CODE_ZERO_BASE);
  RulesSeen difference = arithmetic (walk, RULES_OP_SUBTRACT, now, before);
  return difference.reason != RULES_CODE_OK ? difference
                                            : arithmetic (walk, RULES_OP_DIVIDE, difference, before);
}

static RulesSeen
value_of_quotient (RulesWalk *walk, RulesSeen a, RulesSeen b, gboolean whole)
{
  const RulesSeen zero = { .number = { 0, 1 } };

  if (rules_walk_holds (walk, RULES_OP_EQ, RULES_KIND_NUMBER, b, zero))
    return undecided (RULES_CODE_ZERO_DIVISOR);
  /* A divisor may change its sign between two figures without ever being zero. */
  (void) rules_walk_holds (walk, RULES_OP_GT, RULES_KIND_NUMBER, b, zero);
  RulesSeen quotient = arithmetic (walk, RULES_OP_DIVIDE, a, b);
  return quotient.reason != RULES_CODE_OK || !whole ? quotient : whole_of (walk, quotient, FALSE);
}

/* Within a month and up to the day where the other month ends, @months on is as many days on. */
static RulesSeen
months_on (RulesWalk *walk, RulesSeen date, int months)
{
  gint64 day = (gint64) date.number.numerator;
  RulesSeen later = decided (rules_ratio (rules_date_add_months (day, months), 1));
  int year;
  int month;
  int number;

  if (date.curve == NULL)
    return later;
  rules_date_to_civil (day, &year, &month, &number);
  gint64 start = day - (number - 1);
  gint64 length = rules_date_add_months (start, 1) - start;
  gint64 there = rules_date_add_months (start, months + 1) - rules_date_add_months (start, months);
  gint64 first = number > there ? start + there : start;
  gint64 last = start + (number > there ? length : MIN (length, there)) - 1;
  (void) rules_walk_holds (walk, RULES_OP_GE, RULES_KIND_DATE, date, decided (rules_ratio (first, 1)));
  (void) rules_walk_holds (walk, RULES_OP_LE, RULES_KIND_DATE, date, decided (rules_ratio (last, 1)));
  if (number > there)
    return later;
  return arithmetic (walk, RULES_OP_ADD, date,
                     decided (rules_ratio ((gint64) later.number.numerator - day, 1)));
}

static gboolean
is_beyond (RulesWalk *walk, RulesSeen seen, gint64 most)
{
  return rules_walk_holds (walk, RULES_OP_GT, RULES_KIND_NUMBER, seen, decided (rules_ratio (most, 1))) ||
         rules_walk_holds (walk, RULES_OP_LT, RULES_KIND_NUMBER, seen, decided (rules_ratio (-most, 1)));
}

static RulesSeen
value_of_date (RulesWalk *walk, RulesOperator op, RulesSeen date, RulesSeen time)
{
  RulesSeen count = whole_of (walk, time, FALSE);

  if (is_beyond (walk, count, LONGEST_TIME) || is_beyond (walk, date, LONGEST_TIME * 40))
    return undecided (RULES_CODE_OVERFLOW);
  return op == RULES_OP_ADD_DAYS ? arithmetic (walk, RULES_OP_ADD, date, count)
                                 : months_on (walk, date, (int) count.number.numerator);
}

/* Operators that are undecided as soon as an operand is. */
static RulesSeen
value_of_operands (RulesWalk *walk, const RulesExpression *expression, int line)
{
  RulesSeen a = rules_walk_value (walk, expression->args[0], line);

  if (a.reason != RULES_CODE_OK)
    return a;
  for (guint i = 1; i < expression->n_args; i++)
    {
      RulesSeen b = rules_walk_value (walk, expression->args[i], line);

      if (b.reason != RULES_CODE_OK)
        return b;
      switch ((int) expression->op)
        {
        case RULES_OP_ADD:
        case RULES_OP_SUBTRACT:
        case RULES_OP_MULTIPLY:
          a = arithmetic (walk, expression->op, a, b);
          break;
        case RULES_OP_DIVIDE:
        case RULES_OP_STEPS:
          a = value_of_quotient (walk, a, b, expression->op == RULES_OP_STEPS);
          break;
        case RULES_OP_MIN:
        case RULES_OP_MAX:
          if (rules_walk_holds (walk, RULES_OP_LT, expression->kind, b, a) ==
              (expression->op == RULES_OP_MIN))
            a = b;
          break;
        case RULES_OP_GROWTH:
          a = value_of_growth (walk, a, b);
          break;
        case RULES_OP_ADD_DAYS:
        case RULES_OP_ADD_MONTHS:
          a = value_of_date (walk, expression->op, a, b);
          break;
        default:
          a = truth (rules_walk_holds (walk, expression->op, expression->args[0]->kind, a, b));
          break;
        }
      if (a.reason != RULES_CODE_OK)
        return a;
    }
  return a;
}

static RulesSeen
value_of_single (RulesWalk *walk, const RulesExpression *expression, int line)
{
  RulesSeen a = rules_walk_value (walk, expression->args[0], line);

  if (a.reason != RULES_CODE_OK)
    return a;
  if (expression->op == RULES_OP_NOT)
    return truth (a.number.numerator == 0);
  if (expression->op == RULES_OP_FLOOR)
    return whole_of (walk, a, TRUE);
  return arithmetic (walk, RULES_OP_SUBTRACT, decided ((RulesRatio){ 0, 1 }), a);
}

static RulesSeen
value_of_if (RulesWalk *walk, const RulesExpression *expression, int line)
{
  RulesSeen condition = rules_walk_value (walk, expression->args[0], line);

  if (condition.reason != RULES_CODE_OK)
    return condition;
  return rules_walk_value (walk, expression->args[condition.number.numerator != 0 ? 1 : 2], line);
}

RulesSeen
rules_walk_value (RulesWalk *walk, const RulesExpression *expression, int line)
{
  switch (expression->op)
    {
    case RULES_OP_LITERAL:
      return (RulesSeen){ .number = expression->literal, .text = expression->text };
    case RULES_OP_FACT:
      return value_of_fact (walk, expression, line);
    case RULES_OP_PARAMETER:
      return value_of_parameter (walk, expression->parameter);
    case RULES_OP_NAMED:
      return value_of_let (walk, expression->let, line);
    case RULES_OP_AS_OF:
      /* Without a day nothing that waits for one can be known yet. */
      if (walk->settings->as_of == RULES_MISSING)
        return undecided (RULES_CODE_PENDING);
      return decided (rules_ratio (walk->settings->as_of, 1));
    case RULES_OP_CHOICE_IS:
      return truth (walk->settings->choices[expression->choice] == expression->option);
    case RULES_OP_AND:
      return value_of_logic (walk, expression, line, FALSE);
    case RULES_OP_OR:
      return value_of_logic (walk, expression, line, TRUE);
    case RULES_OP_IN:
      return value_of_in (walk, expression, line);
    case RULES_OP_MISSING:
      return truth (rules_walk_value (walk, expression->args[0], line).reason != RULES_CODE_OK);
    case RULES_OP_IF:
      return value_of_if (walk, expression, line);
    case RULES_OP_NOT:
    case RULES_OP_NEGATE:
    case RULES_OP_FLOOR:
      return value_of_single (walk, expression, line);
    case RULES_OP_EQ:
    case RULES_OP_NE:
    case RULES_OP_LT:
    case RULES_OP_LE:
    case RULES_OP_GT:
    case RULES_OP_GE:
    case RULES_OP_ADD:
    case RULES_OP_SUBTRACT:
    case RULES_OP_MULTIPLY:
    case RULES_OP_DIVIDE:
    case RULES_OP_MIN:
    case RULES_OP_MAX:
    case RULES_OP_GROWTH:
    case RULES_OP_STEPS:
    case RULES_OP_ADD_MONTHS:
    case RULES_OP_ADD_DAYS:
      return value_of_operands (walk, expression, line);
    case RULES_OP_SUM:
    case RULES_OP_COUNT:
    case RULES_OP_COUNT_DISTINCT:
    case RULES_OP_ANY:
    case RULES_OP_ALL:
      return rules_walk_aggregate (walk, expression);
    case RULES_OP_RANGE:
    default:
      g_assert_not_reached (); /* a range stands only in a list */
    }
}

RulesState
rules_walk_condition (RulesWalk *walk, const RulesCondition *condition, int line, guint16 *reason)
{
  guint16 guard_reason = RULES_CODE_OK;

  if (condition->when != NULL)
    {
      RulesSeen when = rules_walk_value (walk, condition->when, line);
      if (rules_seen_is_false (when))
        return RULES_STATE_NOT_APPLICABLE;
      guard_reason = when.reason;
    }
  if (condition->unless != NULL)
    {
      RulesSeen unless = rules_walk_value (walk, condition->unless, line);
      if (rules_seen_is_true (unless))
        return RULES_STATE_NOT_APPLICABLE;
      guard_reason = guard_reason != RULES_CODE_OK ? guard_reason : unless.reason;
    }

  /* Under an undecided guard a requirement can only be met, and anything else only fail to hold. */
  RulesSeen test = rules_walk_value (walk, condition->test, line);
  gboolean is_require = condition->kind == RULES_CONDITION_REQUIRE;
  if (guard_reason != RULES_CODE_OK)
    {
      if (is_require ? rules_seen_is_true (test) : rules_seen_is_false (test))
        return is_require ? RULES_STATE_MET : RULES_STATE_UNMET;
      *reason = guard_reason;
      return RULES_STATE_UNDECIDED;
    }
  if (test.reason != RULES_CODE_OK)
    {
      *reason = test.reason;
      return RULES_STATE_UNDECIDED;
    }
  return test.number.numerator != 0 ? RULES_STATE_MET : RULES_STATE_UNMET;
}

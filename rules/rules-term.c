/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions as they are shown: the tree of the policy file with the values one claim gave it. */
#include "rules-language.h"
#include "rules-walk-private.h"

#define PERCENT_DECIMALS 4
#define OTHER_DECIMALS 6

static gboolean
dimension_is (RulesDimension dimension, int unit)
{
  for (int u = 0; u < RULES_N_UNITS; u++)
    if (dimension.exponent[u] != (u == unit ? 1 : 0))
      return FALSE;
  return TRUE;
}

#define NO_UNIT (-1)

/* How a number without unit reads: a rate as a percentage, a whole number as a count, anything else as a
 * plain decimal (RULES_TYPE_QUANTITY). */
static RulesType
type_of_plain (const RulesMeasure *measure, const RulesExpression *expression)
{
  RulesType type = RULES_TYPE_COUNT;
  gboolean percents = FALSE;

  switch ((int) expression->op)
    {
    case RULES_OP_LITERAL:
      return expression->is_percent                 ? RULES_TYPE_PERCENT
             : expression->literal.denominator == 1 ? RULES_TYPE_COUNT
                                                    : RULES_TYPE_QUANTITY;
    case RULES_OP_FACT:
      return g_array_index (expression->fact_on_line ? measure->line_facts : measure->facts, RulesFact,
                            expression->fact)
          .type;
    case RULES_OP_PARAMETER:
      return g_array_index (measure->parameters, RulesParameter, expression->parameter).type;
    case RULES_OP_NAMED:
      return type_of_plain (measure, expression->let->expression);
    case RULES_OP_GROWTH:
      return RULES_TYPE_PERCENT;
    case RULES_OP_STEPS:
    case RULES_OP_FLOOR:
    case RULES_OP_COUNT:
    case RULES_OP_COUNT_DISTINCT:
      return RULES_TYPE_COUNT;
    case RULES_OP_MULTIPLY:
      return RULES_TYPE_QUANTITY;
    case RULES_OP_DIVIDE:
      for (guint i = 0; i < expression->n_args; i++)
        percents |= dimension_is (expression->args[i]->dimension, NO_UNIT) &&
                    type_of_plain (measure, expression->args[i]) == RULES_TYPE_PERCENT;
      return percents ? RULES_TYPE_QUANTITY : RULES_TYPE_PERCENT;
    default:
      for (guint i = expression->op == RULES_OP_IF ? 1 : 0; i < expression->n_args; i++)
        {
          RulesType own = type_of_plain (measure, expression->args[i]);
          if (own == RULES_TYPE_PERCENT || (own == RULES_TYPE_QUANTITY && type != RULES_TYPE_PERCENT))
            type = own;
        }
      return type;
    }
}

static RulesType
type_of (const RulesMeasure *measure, const RulesExpression *expression)
{
  switch (expression->kind)
    {
    case RULES_KIND_DATE:
      return RULES_TYPE_DATE;
    case RULES_KIND_TEXT:
      return RULES_TYPE_TEXT;
    case RULES_KIND_INDUSTRY:
      return RULES_TYPE_INDUSTRY;
    case RULES_KIND_ENUM:
      return RULES_TYPE_ENUM;
    case RULES_KIND_NUMBER:
      if (dimension_is (expression->dimension, RULES_UNIT_MONEY))
        return RULES_TYPE_MONEY;
      if (dimension_is (expression->dimension, RULES_UNIT_ENERGY))
        return RULES_TYPE_ENERGY;
      return dimension_is (expression->dimension, NO_UNIT) ? type_of_plain (measure, expression)
                                                           : RULES_TYPE_QUANTITY;
    case RULES_KIND_TRUTH:
    default:
      return RULES_TYPE_BOOLEAN;
    }
}

char *
rules_decimal_pad (char *text)
{
  const char *point = strchr (text, '.');
  gsize places = point == NULL ? 0 : strlen (point + 1);

  if (places >= 2)
    return text;

  char *padded = g_strconcat (text, point == NULL ? "." : "", places == 0 ? "00" : "0", NULL);
  g_free (text);
  return padded;
}

static gint64
power_of_ten (int exponent)
{
  gint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* A number in base units, in the units it is written in. */
static char *
format_number (RulesType type, RulesDimension dimension, RulesRatio number, gboolean *rounded)
{
  int hundreds = -dimension.exponent[RULES_UNIT_MONEY] - dimension.exponent[RULES_UNIT_ENERGY];
  RulesRatio factor;

  if (type == RULES_TYPE_PERCENT)
    hundreds++;
  hundreds = CLAMP (hundreds, -9, 9);
  factor = hundreds < 0 ? rules_ratio (1, power_of_ten (-2 * hundreds))
                        : rules_ratio (power_of_ten (2 * hundreds), 1);
  if (!rules_ratio_multiply (number, factor, &number))
    return NULL;

  char *text =
      rules_ratio_format (number, type == RULES_TYPE_PERCENT ? PERCENT_DECIMALS : OTHER_DECIMALS, rounded);
  return type == RULES_TYPE_MONEY || type == RULES_TYPE_ENERGY ? rules_decimal_pad (text) : text;
}

/* A number of a declared fact or parameter, back in the integer its type counts. */
static RulesValue
value_of_seen (RulesType type, RulesSeen seen)
{
  RulesRatio unit = rules_fact_ratio (type, 1);

  return (RulesValue){
    .number = (gint64) (seen.number.numerator * (unit.denominator / seen.number.denominator)),
    .text = seen.text,
  };
}

/* The enum fact among the operands, whose words an enum literal beside it is one of. */
static const RulesFact *
find_enum (const RulesMeasure *measure, const RulesExpression *expression)
{
  if (expression->op == RULES_OP_NAMED)
    return find_enum (measure, expression->let->expression);
  if (expression->op == RULES_OP_FACT)
    {
      const RulesFact *fact = &g_array_index (expression->fact_on_line ? measure->line_facts : measure->facts,
                                              RulesFact, expression->fact);
      return fact->type == RULES_TYPE_ENUM ? fact : NULL;
    }
  for (guint i = 0; i < expression->n_args; i++)
    {
      const RulesFact *fact = find_enum (measure, expression->args[i]);
      if (fact != NULL)
        return fact;
    }
  return NULL;
}

static void
show_enum (RulesTerm *term, const RulesFact *fact, RulesSeen seen)
{
  if (fact == NULL || seen.number.numerator < 0 || seen.number.numerator >= fact->n_words)
    return;

  const RulesWord *word = &fact->words[(guint) seen.number.numerator];
  term->value = g_strdup (word->id);
  if (term->op == RULES_OP_LITERAL)
    term->label = word->label;
}

static void
show_value (RulesTerm *term, const RulesExpression *expression, RulesSeen seen, const RulesFact *words)
{
  switch (term->type)
    {
    case RULES_TYPE_BOOLEAN:
      term->value = g_strdup (seen.number.numerator != 0 ? "true" : "false");
      break;
    case RULES_TYPE_ENUM:
      show_enum (term, words, seen);
      break;
    case RULES_TYPE_DATE:
    case RULES_TYPE_TEXT:
    case RULES_TYPE_INDUSTRY:
      term->value = rules_type_format (term->type, value_of_seen (term->type, seen));
      break;
    case RULES_TYPE_COUNT:
      if (seen.number.denominator != 1)
        term->type = RULES_TYPE_QUANTITY;
      term->value = format_number (term->type, expression->dimension, seen.number, &term->rounded);
      break;
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    default:
      if (expression->op == RULES_OP_FACT || expression->op == RULES_OP_PARAMETER)
        term->value = rules_type_format (term->type, value_of_seen (term->type, seen));
      else
        term->value = format_number (term->type, expression->dimension, seen.number, &term->rounded);
      break;
    }
}

static void
name_term (RulesWalk *walk, const RulesExpression *expression, RulesTerm *term)
{
  const RulesMeasure *measure = walk->measure;

  if (expression->op == RULES_OP_FACT)
    {
      term->fact = &g_array_index (expression->fact_on_line ? measure->line_facts : measure->facts, RulesFact,
                                   expression->fact);
      term->id = term->fact->id;
      term->label = term->fact->label;
      term->type = term->fact->type;
      term->unit = term->fact->unit;
    }
  else if (expression->op == RULES_OP_PARAMETER)
    {
      const RulesParameter *parameter =
          &g_array_index (measure->parameters, RulesParameter, expression->parameter);
      term->id = parameter->id;
      term->label = parameter->label;
      term->type = parameter->type;
      term->unit = parameter->unit;
    }
  else if (expression->op == RULES_OP_NAMED)
    {
      term->id = expression->let->id;
      term->label = expression->let->label;
    }
}

static RulesTerm *term_make (RulesWalk *walk,
                             const RulesExpression *expression,
                             int line,
                             gboolean with_value,
                             const RulesFact *words);

/* The option asked for stands below its choice. */
static void
add_choice (RulesWalk *walk, const RulesExpression *expression, RulesTerm *term)
{
  const RulesChoice *choice = &g_array_index (walk->measure->choices, RulesChoice, expression->choice);
  RulesTerm *option = g_new0 (RulesTerm, 1);

  term->id = choice->id;
  term->label = choice->label;
  option->op = RULES_OP_LITERAL;
  option->type = RULES_TYPE_TEXT;
  option->label = choice->options[expression->option].label;
  option->value = g_strdup (choice->options[expression->option].id);
  option->line = -1;
  term->n_args = 1;
  term->args = g_new0 (RulesTerm *, 1);
  term->args[0] = option;
}

static void
add_args (RulesWalk *walk,
          const RulesExpression *expression,
          RulesTerm *term,
          int line,
          gboolean with_value,
          const RulesFact *words)
{
  gboolean is_named = expression->op == RULES_OP_NAMED;
  gboolean is_aggregate = expression->op >= RULES_OP_SUM;

  term->n_args = is_named ? 1 : expression->n_args;
  term->args = g_new0 (RulesTerm *, term->n_args + 1);
  for (guint i = 0; i < term->n_args; i++)
    term->args[i] = term_make (walk, is_named ? expression->let->expression : expression->args[i],
                               is_aggregate ? -1 : line, with_value && !is_aggregate, words);
}

static RulesTerm *
term_make (RulesWalk *walk,
           const RulesExpression *expression,
           int line,
           gboolean with_value,
           const RulesFact *words)
{
  RulesTerm *term = g_new0 (RulesTerm, 1);

  term->op = expression->op;
  term->type = type_of (walk->measure, expression);
  term->line = expression->per_line ? line : -1;
  if (term->type == RULES_TYPE_QUANTITY && !dimension_is (expression->dimension, NO_UNIT))
    {
      g_autofree char *name = rules_dimension_name (expression->dimension);
      term->unit = g_intern_string (name);
    }
  name_term (walk, expression, term);
  /* A comparison's own words go before those of one it stands beside. */
  if (words == NULL || expression->op == RULES_OP_EQ || expression->op == RULES_OP_NE ||
      expression->op == RULES_OP_IN)
    {
      const RulesFact *own = find_enum (walk->measure, expression);
      words = own != NULL ? own : words;
    }
  if (expression->op == RULES_OP_CHOICE_IS)
    add_choice (walk, expression, term);
  else
    add_args (walk, expression, term, line, with_value, words);

  /* A range has no value of its own; a literal's does not depend on the claim. */
  if (expression->op != RULES_OP_RANGE && (with_value || expression->op == RULES_OP_LITERAL))
    {
      RulesSeen seen = rules_walk_value (walk, expression, line);
      if (seen.reason == RULES_CODE_OK)
        show_value (term, expression, seen, term->fact != NULL ? term->fact : words);
    }
  return term;
}

RulesTerm *
rules_term_new (RulesWalk *walk, const RulesExpression *expression, int line)
{
  return term_make (walk, expression, line, TRUE, NULL);
}

RulesTerm *
rules_term_new_plain (RulesWalk *walk, const RulesExpression *expression)
{
  return term_make (walk, expression, -1, FALSE, NULL);
}

void
rules_term_free (RulesTerm *term)
{
  if (term == NULL)
    return;
  for (guint i = 0; i < term->n_args; i++)
    rules_term_free (term->args[i]);
  g_free (term->args);
  g_free (term->value);
  g_free (term);
}

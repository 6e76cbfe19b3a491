/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Literals of a policy text as values of facts and parameters. */
#include "rules-language.h"

RulesKind
rules_type_kind (RulesType type)
{
  switch (type)
    {
    case RULES_TYPE_BOOLEAN:
      return RULES_KIND_TRUTH;
    case RULES_TYPE_DATE:
      return RULES_KIND_DATE;
    case RULES_TYPE_TEXT:
      return RULES_KIND_TEXT;
    case RULES_TYPE_INDUSTRY:
      return RULES_KIND_INDUSTRY;
    case RULES_TYPE_ENUM:
      return RULES_KIND_ENUM;
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
    default:
      return RULES_KIND_NUMBER;
    }
}

char *
rules_kind_name (RulesKind kind, RulesDimension dimension)
{
  switch (kind)
    {
    case RULES_KIND_TRUTH:
      return g_strdup ("boolean");
    case RULES_KIND_DATE:
      return g_strdup ("date");
    case RULES_KIND_TEXT:
      return g_strdup ("text");
    case RULES_KIND_INDUSTRY:
      return g_strdup ("industry");
    case RULES_KIND_ENUM:
      return g_strdup ("enum");
    case RULES_KIND_NUMBER:
    default:
      return rules_dimension_name (dimension);
    }
}

static gboolean
wrong_kind (const RulesFact *fact, const RulesExpression *literal, GPtrArray *problems)
{
  RulesDimension dimension = { { 0 } };
  g_autofree char *found = literal->op == RULES_OP_LITERAL
                               ? rules_kind_name (literal->kind, literal->dimension)
                               : g_strdup (literal->text);

  if (!rules_type_dimension (fact->type, fact->unit, &dimension))
    dimension = (RulesDimension){ { 0 } };
  g_autofree char *expected = fact->type == RULES_TYPE_PERCENT || fact->type == RULES_TYPE_COUNT
                                  ? g_strdup (rules_type_name (fact->type))
                                  : rules_kind_name (rules_type_kind (fact->type), dimension);
  rules_problem_add (problems, RULES_PROBLEM_KIND, literal->place, found != NULL ? found : "as_of", expected);
  return FALSE;
}

static gboolean
wrong_figure (const RulesFact *fact, const RulesExpression *literal, GPtrArray *problems)
{
  rules_problem_add (problems, RULES_PROBLEM_NUMBER, literal->place, literal->text,
                     rules_type_name (fact->type));
  return FALSE;
}

static gboolean
number_value (const RulesFact *fact, const RulesExpression *literal, RulesValue *value, GPtrArray *problems)
{
  RulesDimension dimension;
  RulesRatio ratio = literal->literal;
  gboolean plain = rules_dimension_is_none (literal->dimension) && !literal->is_percent;

  if (fact->type == RULES_TYPE_INDUSTRY && plain && ratio.denominator == 1)
    {
      g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) ratio.numerator);
      char section;
      return rules_industry_read (digits, strlen (digits), &value->number, &section) ||
             wrong_figure (fact, literal, problems);
    }
  if (!rules_type_is_numeric (fact->type) || !rules_type_dimension (fact->type, fact->unit, &dimension))
    return wrong_kind (fact, literal, problems);

  gboolean fits = TRUE;
  if (plain && fact->type == RULES_TYPE_PERCENT)
    fits = rules_ratio_divide (ratio, rules_ratio (100, 1), &ratio);
  else if (plain && (fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY))
    fits = rules_ratio_multiply (ratio, rules_ratio (100, 1), &ratio);
  else if (fact->type == RULES_TYPE_COUNT && literal->is_percent)
    return wrong_kind (fact, literal, problems);
  else if (!plain && !rules_dimension_equal (literal->dimension, dimension))
    return wrong_kind (fact, literal, problems);
  return (fits && rules_type_from_ratio (fact->type, ratio, &value->number)) ||
         wrong_figure (fact, literal, problems);
}

/* The form tables and JSON use, in quotes. */
static gboolean
text_value (const RulesFact *fact, const RulesExpression *literal, RulesValue *value, GPtrArray *problems)
{
  g_autoptr (GError) error = NULL;

  if (rules_fact_parse (fact, literal->text, value, &error))
    return TRUE;
  rules_problem_add (problems,
                     fact->type == RULES_TYPE_ENUM ? RULES_PROBLEM_UNKNOWN_WORD : RULES_PROBLEM_NUMBER,
                     literal->place, literal->text, rules_type_name (fact->type));
  return FALSE;
}

static gboolean
word_value (const RulesFact *fact, const RulesExpression *literal, RulesValue *value, GPtrArray *problems)
{
  RulesNearest nearest;

  if (strcmp (literal->text, "missing") == 0)
    return TRUE;
  if (fact->type != RULES_TYPE_ENUM)
    return wrong_kind (fact, literal, problems);

  rules_nearest_init (&nearest, literal->text);
  for (guint i = 0; i < fact->n_words; i++)
    {
      if (strcmp (fact->words[i].id, literal->text) == 0)
        {
          value->number = i;
          return TRUE;
        }
      rules_nearest_try (&nearest, fact->words[i].id);
    }
  rules_problem_add (problems, RULES_PROBLEM_UNKNOWN_WORD, literal->place, literal->text, nearest.best);
  return FALSE;
}

gboolean
rules_literal_value (const RulesFact *fact,
                     const RulesExpression *literal,
                     RulesValue *value,
                     GPtrArray *problems)
{
  *value = (RulesValue){ RULES_MISSING, NULL };
  if (literal->op == RULES_OP_FACT)
    return word_value (fact, literal, value, problems);
  if (literal->op != RULES_OP_LITERAL)
    return wrong_kind (fact, literal, problems);
  if (literal->kind == RULES_KIND_TEXT)
    return text_value (fact, literal, value, problems);
  if (literal->kind == RULES_KIND_NUMBER)
    return number_value (fact, literal, value, problems);
  if (literal->kind != rules_type_kind (fact->type))
    return wrong_kind (fact, literal, problems);
  value->number = (gint64) literal->literal.numerator;
  return TRUE;
}

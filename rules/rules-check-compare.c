/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons: of one kind and unit on both sides; words only where an enum or a choice is compared. */
#include "rules-check.h"

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

  /* A word that does not look like one ("100k") stands in quotes. */
  if (!rules_check_is_bare_name (e) && !(e->op == RULES_OP_LITERAL && e->text != NULL))
    {
      if (e->op == RULES_OP_RANGE || rules_check_expression (check, e))
        rules_check_wrong_kind (check, e, "enum");
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
          return rules_check_size (check, e);
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

  if (!rules_check_is_bare_name (word))
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
          return rules_check_size (check, is);
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
    return rules_check_wrong_kind (check, e->args[1], "yes no");

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

gboolean
rules_check_equality (RulesCheckState *check, RulesExpression *e)
{
  guint choice;
  RulesExpression *left = e->args[0];

  e->kind = RULES_KIND_TRUTH;
  if (rules_check_is_bare_name (left) &&
      rules_check_find (check->measure, left->text, &choice) == RULES_NAME_CHOICE)
    return check_choice (check, e, choice);
  if (!rules_check_expression (check, left))
    return FALSE;
  if (left->kind == RULES_KIND_ENUM)
    return check_word (check, enum_of (check, left), e->args[1]);
  if (!rules_check_expression (check, e->args[1]) || !rules_check_same (check, left, e->args[1]))
    return FALSE;
  return left->kind != RULES_KIND_TRUTH || check_truths_equal (check, e);
}

gboolean
rules_check_order (RulesCheckState *check, RulesExpression *e)
{
  e->kind = RULES_KIND_TRUTH;
  if (!rules_check_args (check, e))
    return FALSE;
  if (e->args[0]->kind != RULES_KIND_DATE && !rules_check_want_kind (check, e->args[0], RULES_KIND_NUMBER))
    return FALSE;
  return rules_check_same (check, e->args[0], e->args[1]);
}

static gboolean
check_range (RulesCheckState *check, RulesExpression *value, RulesExpression *range)
{
  int order;

  range->kind = value->kind;
  range->dimension = value->dimension;
  if (!rules_check_args (check, range))
    return FALSE;
  if (value->kind == RULES_KIND_TEXT)
    return rules_check_wrong_kind (check, range, "number date industry");
  if (!rules_check_same (check, value, range->args[0]) || !rules_check_same (check, value, range->args[1]))
    return FALSE;
  if (range->args[0]->op == RULES_OP_LITERAL && range->args[1]->op == RULES_OP_LITERAL &&
      rules_ratio_compare (range->args[0]->literal, range->args[1]->literal, &order) && order > 0)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_RANGE, range->place, NULL, NULL);
      return FALSE;
    }
  return rules_check_size (check, range);
}

gboolean
rules_check_in (RulesCheckState *check, RulesExpression *e)
{
  RulesExpression *value = e->args[0];
  gboolean good = TRUE;

  e->kind = RULES_KIND_TRUTH;
  if (!rules_check_expression (check, value))
    return FALSE;
  if (value->kind == RULES_KIND_TRUTH)
    return rules_check_wrong_kind (check, value, "number date text industry enum");
  for (guint i = 1; i < e->n_args; i++)
    {
      RulesExpression *item = e->args[i];

      if (value->kind == RULES_KIND_ENUM)
        good = check_word (check, enum_of (check, value), item) && good;
      else if (item->op == RULES_OP_RANGE)
        good = check_range (check, value, item) && good;
      else
        good = rules_check_expression (check, item) && rules_check_same (check, value, item) && good;
    }
  return good;
}

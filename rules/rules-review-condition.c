/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions that never or always hold, requirements that contradict each other, branches out of reach. */
#include "rules-review.h"

/* Whether some claim of @at has @expression at @truth. */
static gboolean
can_be (const RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  g_autoptr (RulesCase) some = rules_case_copy (at);

  return rules_case_assume (some, expression, truth);
}

/* A list of every word of an enum, like the last of its words in a chain, asks only for a known one. */
static gboolean
asks_for_word (const RulesExpression *expression)
{
  while (expression->op == RULES_OP_NAMED)
    expression = expression->let->expression;
  return expression->op == RULES_OP_CHOICE_IS || expression->op == RULES_OP_MISSING ||
         ((expression->op == RULES_OP_IN || expression->op == RULES_OP_EQ) &&
          expression->args[0]->kind == RULES_KIND_ENUM);
}

/* A claim that shows that @expression is never @truth: one whose first part is, or one of @at. */
static char *
claim_against (const RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  g_autoptr (RulesCase) some = rules_case_copy (at);

  while (expression->op == RULES_OP_NAMED)
    expression = expression->let->expression;
  if (expression->op == (truth ? RULES_OP_AND : RULES_OP_OR) &&
      !rules_case_assume (some, expression->args[0], truth))
    return NULL;
  return rules_case_witness (some);
}

static gboolean
report (RulesReview *review, const RulesCase *at, const RulesExpression *expression)
{
  if (!can_be (at, expression, TRUE))
    rules_review_show (review, RULES_PROBLEM_NEVER, expression->place, review->owner, NULL,
                       claim_against (at, expression, TRUE));
  else if (!asks_for_word (expression) && !can_be (at, expression, FALSE))
    rules_review_show (review, RULES_PROBLEM_ALWAYS, expression->place, review->owner, NULL,
                       claim_against (at, expression, FALSE));
  else
    return FALSE;
  return TRUE;
}

static gboolean
review_args (RulesReview *review, const RulesCase *at, const RulesExpression *expression)
{
  gboolean found = FALSE;

  for (guint i = 0; i < expression->n_args; i++)
    found = rules_review_expression (review, at, expression->args[i]) || found;
  return found;
}

/* The branch is out of reach: a claim of @condition alone shows which earlier one takes it. */
static void
warn_branch (RulesReview *review, RulesPlace place, const RulesExpression *condition, gboolean truth)
{
  g_autoptr (RulesCase) alone = rules_case_new (review);
  char *claim = rules_case_assume (alone, condition, truth) ? rules_case_witness (alone) : NULL;

  rules_review_show (review, RULES_PROBLEM_UNREACHABLE, place, review->owner, NULL, claim);
}

/* After the last of all words an "else" must stand and is never taken; a further "else if" need not. */
static gboolean
review_if (RulesReview *review, const RulesCase *at, const RulesExpression *expression)
{
  const RulesExpression *condition = expression->args[0];
  g_autoptr (RulesCase) whole = rules_case_new (review);
  gboolean found = rules_review_expression (review, whole, condition);

  for (guint i = 1; i <= 2; i++)
    {
      const RulesExpression *branch = expression->args[i];
      g_autoptr (RulesCase) taken = rules_case_copy (at);

      if (rules_case_assume (taken, condition, i == 1))
        found = rules_review_expression (review, taken, branch) || found;
      else if (!found && (i == 1 || !asks_for_word (condition) || branch->op == RULES_OP_IF))
        {
          warn_branch (review, branch->place, condition, i == 1);
          found = TRUE;
        }
    }
  return found;
}

gboolean
rules_review_expression (RulesReview *review, const RulesCase *at, const RulesExpression *expression)
{
  g_autoptr (RulesCase) whole = NULL;

  if (!rules_review_spend (review, 1))
    return FALSE;
  switch ((int) expression->op)
    {
    case RULES_OP_FACT:
    case RULES_OP_PARAMETER:
    case RULES_OP_NAMED: /* looked at where it is defined */
    case RULES_OP_LITERAL:
    case RULES_OP_CHOICE_IS:
    case RULES_OP_AS_OF:
      return FALSE;
    case RULES_OP_IF:
      return review_if (review, at, expression);
    default:
      if (review_args (review, at, expression))
        return TRUE;
      if (expression->kind != RULES_KIND_TRUTH || expression->op == RULES_OP_RANGE)
        return FALSE;
      whole = rules_case_new (review);
      return report (review, whole, expression);
    }
}

/* -------------------------------------------------------------------------------------------------
 * Conditions with their guards
 */

static gboolean
assume_guards (RulesCase *at, const RulesCondition *condition)
{
  return (condition->when == NULL || rules_case_assume (at, condition->when, TRUE)) &&
         (condition->unless == NULL || rules_case_assume (at, condition->unless, FALSE));
}

static gboolean
is_guarded (const RulesCondition *condition)
{
  return condition->when != NULL || condition->unless != NULL;
}

static gboolean
review_condition (RulesReview *review, const RulesCondition *condition)
{
  const RulesExpression *parts[] = { condition->when, condition->unless, condition->test };
  g_autoptr (RulesCase) whole = rules_case_new (review);
  gboolean found = FALSE;

  review->owner = condition->label;
  if (condition->test->op == RULES_OP_LITERAL)
    return report (review, whole, condition->test);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      found = rules_review_expression (review, whole, parts[i]) || found;
  if (found || !is_guarded (condition))
    return found;
  if (assume_guards (whole, condition))
    return report (review, whole, condition->test);
  rules_review_warn (review, RULES_PROBLEM_NEVER,
                     condition->when != NULL ? condition->when->place : condition->unless->place,
                     condition->label, NULL);
  return TRUE;
}

/* Narrows @met to the claims (or lines) that meet every requirement without guard. A requirement that
 * leaves none contradicts those before it and is passed over. @skip: those with a finding of their own. */
static void
meet_all (RulesReview *review, GArray *conditions, const guint8 *skip, RulesCase **met)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);

      if (skip[i] || condition->kind != RULES_CONDITION_REQUIRE || is_guarded (condition))
        continue;

      RulesCase *next = rules_case_copy (*met);
      if (rules_case_assume (next, condition->test, TRUE))
        {
          rules_case_free (*met);
          *met = next;
          continue;
        }
      rules_review_show (review, RULES_PROBLEM_CONTRADICTION, condition->test->place, condition->label, NULL,
                         rules_case_witness (*met));
      rules_case_free (next);
    }
}

/* Beside the requirements without guard: others that then can never be met, reviews that then never hold. */
static void
review_beside (RulesReview *review, GArray *conditions, const guint8 *skip, const RulesCase *met)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);
      gboolean is_require = condition->kind == RULES_CONDITION_REQUIRE;
      g_autoptr (RulesCase) guarded = rules_case_copy (met);

      if (skip[i] || (is_require && !is_guarded (condition)) || condition->kind == RULES_CONDITION_FLAG ||
          !assume_guards (guarded, condition) || can_be (guarded, condition->test, TRUE))
        continue;
      rules_review_show (review, is_require ? RULES_PROBLEM_CONTRADICTION : RULES_PROBLEM_NEVER,
                         condition->test->place, condition->label, NULL, rules_case_witness (guarded));
    }
}

static RulesCase *
review_group (RulesReview *review, GArray *conditions)
{
  g_autofree guint8 *skip = g_new0 (guint8, conditions->len + 1);
  RulesCase *met = rules_case_new (review);

  for (guint i = 0; i < conditions->len; i++)
    skip[i] = review_condition (review, &g_array_index (conditions, RulesCondition, i)) != FALSE;
  meet_all (review, conditions, skip, &met);
  review_beside (review, conditions, skip, met);
  return met;
}

void
rules_review_conditions (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;
  g_autoptr (RulesCase) whole = rules_case_new (review);
  g_autoptr (RulesCase) met = NULL;
  g_autoptr (RulesCase) lines = NULL;

  for (guint i = 0; i < measure->lets->len; i++)
    {
      const RulesLet *let = g_ptr_array_index (measure->lets, i);
      review->owner = let->label != NULL ? let->label : let->id;
      (void) rules_review_expression (review, whole, let->expression);
    }
  lines = review_group (review, measure->line_conditions);
  rules_review_validity (review, lines, TRUE);
  for (guint i = 0; i < measure->flag_conditions->len; i++)
    (void) review_condition (review, &g_array_index (measure->flag_conditions, RulesCondition, i));
  met = review_group (review, measure->conditions);
  rules_review_validity (review, met, FALSE);
  rules_review_bounds (review, met);
  rules_review_tiers (review, met);
  rules_review_shares (review);
}

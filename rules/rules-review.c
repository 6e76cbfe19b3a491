/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policy check: measure by measure. */
#include "rules-review.h"

/* Work for one policy: far more than any needs, far less than a second. */
#define MOST_STEPS 1000000

void
rules_review_warn (RulesReview *review,
                   RulesProblemCode code,
                   RulesPlace place,
                   const char *found,
                   const char *expected)
{
  rules_review_show (review, code, place, found, expected, NULL);
}

void
rules_review_show (RulesReview *review,
                   RulesProblemCode code,
                   RulesPlace place,
                   const char *found,
                   const char *expected,
                   char *claim)
{
  RulesProblem *problem =
      rules_problem_add_as (review->problems, RULES_SEVERITY_WARNING, code, place, found, expected);

  if (problem == NULL)
    {
      g_free (claim);
      return;
    }
  problem->measure = g_strdup (review->measure->id);
  problem->claim = claim;
}

void
rules_review_note (RulesReview *review,
                   RulesProblemCode code,
                   RulesPlace place,
                   const char *found,
                   const char *expected)
{
  RulesProblem *problem =
      rules_problem_add_as (review->problems, RULES_SEVERITY_NOTE, code, place, found, expected);

  if (problem != NULL)
    problem->measure = g_strdup (review->measure->id);
}

gboolean
rules_review_spend (RulesReview *review, guint steps)
{
  if (review->steps < steps)
    review->steps = 0;
  else
    review->steps -= steps;
  return review->steps > 0;
}

void
rules_review_each (const RulesMeasure *measure, RulesVisit visit, gpointer data)
{
  GArray *groups[] = { measure->conditions, measure->line_conditions, measure->flag_conditions };
  const RulesExpression *parts[] = { measure->formula, measure->cap, measure->floor };
  const RulesRanking *ranking = measure->ranking;

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g]->len; i++)
      {
        const RulesCondition *condition = &g_array_index (groups[g], RulesCondition, i);
        if (condition->when != NULL)
          visit (condition->when, data);
        if (condition->unless != NULL)
          visit (condition->unless, data);
        visit (condition->test, data);
      }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      visit (parts[i], data);
  for (guint i = 0; i < measure->lets->len; i++)
    visit (((const RulesLet *) g_ptr_array_index (measure->lets, i))->expression, data);
  for (guint i = 0; i < measure->shares->len; i++)
    visit (g_array_index (measure->shares, RulesShare, i).share, data);
  if (ranking == NULL)
    return;
  visit (ranking->value, data);
  if (ranking->within != NULL)
    visit (ranking->within, data);
  for (guint i = 0; i < ranking->n_amounts; i++)
    visit (ranking->amounts[i], data);
}

static void
collect_texts (const RulesExpression *expression, gpointer data)
{
  GPtrArray *texts = data;

  if (expression->op == RULES_OP_LITERAL && expression->kind == RULES_KIND_TEXT &&
      !g_ptr_array_find_with_equal_func (texts, expression->text, g_str_equal, NULL))
    g_ptr_array_add (texts, (gpointer) expression->text);
  for (guint i = 0; i < expression->n_args; i++)
    collect_texts (expression->args[i], data);
}

guint
rules_policy_review (const RulesPolicy *policy, GPtrArray *problems)
{
  g_return_val_if_fail (policy != NULL, 0);
  g_return_val_if_fail (problems != NULL, 0);

  guint before = problems->len;
  guint steps = MOST_STEPS;

  for (guint i = 0; i < policy->measures->len; i++)
    {
      g_autoptr (GPtrArray) texts = g_ptr_array_new ();
      RulesReview review = {
        .measure = g_ptr_array_index (policy->measures, i),
        .problems = problems,
        .texts = texts,
        .steps = steps,
      };

      rules_review_each (review.measure, collect_texts, texts);
      rules_domains_init (&review);
      rules_review_names (&review);
      rules_review_labels (&review);
      rules_review_figures (&review);
      rules_review_reasons (&review);
      rules_review_conditions (&review);
      steps = review.steps;
      g_free (review.whole);
    }
  for (guint i = 0; i < policy->idle->len; i++)
    {
      const RulesIdle *idle = &g_array_index (policy->idle, RulesIdle, i);
      rules_problem_add_as (problems, RULES_SEVERITY_WARNING, RULES_PROBLEM_UNUSED, idle->place, idle->id,
                            NULL);
    }
  rules_problems_sort (problems);
  return problems->len - before;
}

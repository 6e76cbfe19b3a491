/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formula, cap and floor against each other, for the claims that meet the requirements. */
#include "rules-review.h"

/* Whether the most of @a is below the least of @b (or, unless @strict, no more than it). */
static gboolean
is_below (RulesReach a, RulesReach b, gboolean strict)
{
  int order;

  return a.has_high && b.has_low && rules_ratio_compare (a.high, b.low, &order) &&
         (strict ? order < 0 : order <= 0);
}

static RulesReach
reach_of (const RulesCase *met, const RulesExpression *expression)
{
  return expression != NULL ? rules_reach_of (met, expression) : (RulesReach){ .low = { 0, 1 } };
}

static void
review_ranking (RulesReview *review, const RulesCase *met)
{
  const RulesRanking *ranking = review->measure->ranking;

  if (ranking == NULL)
    return;
  for (guint i = 1; i < ranking->n_amounts; i++)
    if (is_below (reach_of (met, ranking->amounts[i - 1]), reach_of (met, ranking->amounts[i]), TRUE))
      rules_review_warn (review, RULES_PROBLEM_BOUND, ranking->amounts[i]->place, ranking->id, NULL);
}

void
rules_review_bounds (RulesReview *review, const RulesCase *met)
{
  const RulesMeasure *measure = review->measure;
  const RulesExpression *formula = measure->formula;
  const RulesExpression *cap = measure->cap;
  const RulesExpression *floor = measure->floor;
  const RulesReach zero = { TRUE, TRUE, { 0, 1 }, { 0, 1 } };
  RulesReach sum = reach_of (met, formula);
  RulesReach most = reach_of (met, cap);
  RulesReach least = reach_of (met, floor);

  review->owner = "award";
  if (formula != NULL)
    (void) rules_review_expression (review, met, formula);
  if (cap != NULL)
    (void) rules_review_expression (review, met, cap);
  if (floor != NULL)
    (void) rules_review_expression (review, met, floor);
  review_ranking (review, met);

  if (measure->result == RULES_RESULT_AWARD && cap != NULL && is_below (most, zero, FALSE))
    rules_review_warn (review, RULES_PROBLEM_BOUND, cap->place, "cap", "0");
  else if (measure->result == RULES_RESULT_AWARD && formula != NULL && is_below (sum, zero, FALSE))
    rules_review_warn (review, RULES_PROBLEM_BOUND, formula->place, "award", "0");
  else if (cap != NULL && is_below (sum, most, FALSE))
    rules_review_warn (review, RULES_PROBLEM_BOUND, cap->place, "cap", "award");
  if (floor == NULL)
    return;
  if (measure->result == RULES_RESULT_AWARD && is_below (least, zero, FALSE))
    rules_review_warn (review, RULES_PROBLEM_BOUND, floor->place, "floor", "0");
  else if (cap != NULL && is_below (most, least, TRUE))
    rules_review_warn (review, RULES_PROBLEM_BOUND, floor->place, "cap", "floor");
  else if (formula != NULL && (is_below (sum, least, TRUE) || is_below (least, sum, TRUE)))
    rules_review_warn (review, RULES_PROBLEM_BOUND, floor->place, "floor", "award");
}

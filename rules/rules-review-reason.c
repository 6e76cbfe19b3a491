/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader or an importer of the policy will ask for: reasons, headings, examples. */
#include "rules-review.h"

static void
check_parameters (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;

  for (guint i = 0; i < measure->parameters->len; i++)
    {
      const RulesParameter *parameter = &g_array_index (measure->parameters, RulesParameter, i);

      if (parameter->initial.number == RULES_MISSING && parameter->reason == NULL)
        rules_review_note (review, RULES_PROBLEM_UNEXPLAINED,
                           g_array_index (measure->parameter_places, RulesPlace, i), parameter->id, NULL);
    }
}

static void
check_choices (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;

  for (guint i = 0; i < measure->choices->len; i++)
    {
      const RulesChoice *choice = &g_array_index (measure->choices, RulesChoice, i);
      gboolean explained = FALSE;

      for (guint o = 0; o < choice->n_options; o++)
        explained = explained || choice->options[o].reason != NULL;
      if (!explained)
        rules_review_note (review, RULES_PROBLEM_UNEXPLAINED,
                           g_array_index (measure->choice_places, RulesPlace, i), choice->id, NULL);
    }
}

static void
check_headings (RulesReview *review, GArray *facts, GArray *places)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const RulesFact *fact = &g_array_index (facts, RulesFact, i);

      if (fact->presumed.number == RULES_MISSING &&
          g_ptr_array_find (review->measure->unheaded, fact->id, NULL))
        rules_review_note (review, RULES_PROBLEM_NO_HEADING, g_array_index (places, RulesPlace, i),
                           fact->label, NULL);
    }
}

/* Whether a figure can make it unmet: a list of every word of an enum is met or unknown. */
static gboolean
can_refuse (RulesReview *review, const RulesCondition *condition)
{
  g_autoptr (RulesCase) some = rules_case_new (review);

  return condition->kind == RULES_CONDITION_REQUIRE && rules_case_assume (some, condition->test, FALSE);
}

static void
check_examples (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;
  gboolean awards = FALSE, refuses = FALSE, refusable = FALSE;

  for (guint i = 0; i < measure->examples->len; i++)
    {
      RulesOutcome outcome = g_array_index (measure->examples, RulesExample, i).outcome;
      awards = awards || outcome == RULES_OUTCOME_AWARD;
      refuses = refuses || outcome == RULES_OUTCOME_REFUSE;
    }
  for (guint i = 0; i < measure->conditions->len; i++)
    refusable = refusable || can_refuse (review, &g_array_index (measure->conditions, RulesCondition, i));
  if (!awards)
    rules_review_note (review, RULES_PROBLEM_NO_EXAMPLE, measure->place, measure->id,
                       measure->result == RULES_RESULT_SCORE ? "score" : "award");
  if (refusable && !refuses)
    rules_review_note (review, RULES_PROBLEM_NO_EXAMPLE, measure->place, measure->id, "refuse");
}

void
rules_review_reasons (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;

  check_parameters (review);
  check_choices (review);
  check_headings (review, measure->facts, measure->fact_places);
  check_headings (review, measure->line_facts, measure->line_fact_places);
  check_examples (review);
}

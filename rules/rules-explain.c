/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The decision of one claim, replayed by the walk: every condition with the values seen, what became of
 * each line, and each step of the amount. */
#include "rules-walk-private.h"

#define AMOUNT_DECIMALS 6

static const RulesCondition *
condition_at (GArray *conditions, guint i)
{
  return &g_array_index (conditions, RulesCondition, i);
}

/* What the reader must see to follow: the test, or the guard where the guard decided. */
static const RulesExpression *
deciding_expression (RulesWalk *walk, const RulesCondition *condition, int line, RulesState state)
{
  RulesSeen when = { .number = { 1, 1 } };
  RulesSeen unless = { .number = { 0, 1 } };

  if (condition->when != NULL)
    when = rules_walk_value (walk, condition->when, line);
  if (condition->unless != NULL)
    unless = rules_walk_value (walk, condition->unless, line);
  if (state == RULES_STATE_NOT_APPLICABLE)
    return rules_seen_is_false (when) ? condition->when : condition->unless;
  if (state == RULES_STATE_UNDECIDED && when.reason != RULES_CODE_OK)
    return condition->when;
  if (state == RULES_STATE_UNDECIDED && unless.reason != RULES_CODE_OK)
    return condition->unless;
  return condition->test;
}

static RulesCheck
check_condition (RulesWalk *walk, const RulesCondition *condition, int line)
{
  RulesCheck check = {
    .id = condition->id,
    .label = condition->label,
    .is_review = condition->kind == RULES_CONDITION_REVIEW || condition->kind == RULES_CONDITION_PENDING,
    .reason = RULES_CODE_OK,
  };

  check.state = rules_walk_condition (walk, condition, line, &check.reason);
  check.term = rules_term_new (walk, deciding_expression (walk, condition, line, check.state), line);
  if (condition->kind == RULES_CONDITION_PENDING && check.state == RULES_STATE_MET)
    check.state = RULES_STATE_PENDING;
  return check;
}

/* A reason the library itself found. */
static RulesCheck
check_code (RulesWalk *walk, guint16 code)
{
  return (RulesCheck){
    .id = rules_measure_get_code (walk->measure, code),
    .is_review = TRUE,
    .state = RULES_STATE_UNDECIDED,
    .reason = code,
  };
}

/* Whether the place is what decided: every condition was met. */
static gboolean
is_ranked (const RulesMeasure *measure, const RulesDecision *decision)
{
  const RulesRanking *ranking = measure->ranking;

  return ranking != NULL && (decision->outcome == RULES_OUTCOME_AWARD || decision->code == ranking->code ||
                             decision->code == RULES_CODE_TIE || decision->code == RULES_CODE_OPEN_RANK);
}

static RulesCheck
check_place (RulesWalk *walk, const RulesDecision *decision)
{
  const RulesRanking *ranking = walk->measure->ranking;

  return (RulesCheck){
    .id = ranking->id,
    .label = ranking->label,
    .state = decision->outcome == RULES_OUTCOME_AWARD    ? RULES_STATE_MET
             : decision->outcome == RULES_OUTCOME_REFUSE ? RULES_STATE_UNMET
                                                         : RULES_STATE_UNDECIDED,
    .reason = decision->outcome == RULES_OUTCOME_REVIEW ? decision->code : RULES_CODE_OK,
    .term = rules_term_new (walk, ranking->value, -1),
  };
}

static void
explain_checks (RulesWalk *walk, RulesExplanation *explanation)
{
  const RulesMeasure *measure = walk->measure;
  g_autoptr (GArray) checks = g_array_new (FALSE, TRUE, sizeof (RulesCheck));
  RulesCheck check;

  if (walk->batch->conflicts != NULL && walk->batch->conflicts[walk->claim] != 0)
    {
      check = check_code (walk, RULES_CODE_CONFLICTING_ROWS);
      g_array_append_val (checks, check);
    }
  if (walk->conflicting_lines)
    {
      check = check_code (walk, RULES_CODE_CONFLICTING_LINES);
      g_array_append_val (checks, check);
    }
  if (measure->has_lines && walk->n_lines == 0)
    {
      check = check_code (walk, RULES_CODE_NO_LINES);
      g_array_append_val (checks, check);
    }
  for (guint i = 0; i < measure->conditions->len; i++)
    {
      check = check_condition (walk, condition_at (measure->conditions, i), -1);
      g_array_append_val (checks, check);
    }
  if (is_ranked (measure, &explanation->decision))
    {
      check = check_place (walk, &explanation->decision);
      g_array_append_val (checks, check);
    }
  explanation->n_checks = checks->len;
  explanation->checks = (RulesCheck *) g_array_free (g_steal_pointer (&checks), FALSE);
}

static void
explain_lines (RulesWalk *walk, RulesExplanation *explanation)
{
  GArray *conditions = walk->measure->line_conditions;

  explanation->n_lines = walk->n_lines;
  explanation->lines = g_new0 (RulesLine, walk->n_lines + 1);
  for (guint l = 0; l < walk->n_lines; l++)
    {
      const RulesSeenLine *seen = &g_array_index (walk->lines, RulesSeenLine, l);
      RulesLine *line = &explanation->lines[l];

      line->state = seen->state;
      line->duplicate = seen->duplicate;
      if (seen->duplicate)
        continue;
      line->n_checks = conditions->len;
      line->checks = g_new0 (RulesCheck, conditions->len + 1);
      for (guint i = 0; i < conditions->len; i++)
        line->checks[i] = check_condition (walk, condition_at (conditions, i), (int) l);
    }
}

/* Yuan or points. */
static char *
format_amount (RulesWalk *walk, RulesRatio amount)
{
  gboolean is_score = walk->measure->result == RULES_RESULT_SCORE;

  if (!is_score && !rules_ratio_multiply (amount, rules_ratio (1, 100), &amount))
    return NULL;
  return rules_decimal_pad (rules_ratio_format (amount, AMOUNT_DECIMALS, NULL));
}

static void
add_step (GArray *steps, RulesStepKind kind, gboolean binds, RulesTerm *term, char *before, char *after)
{
  RulesStep step = { .kind = kind, .binds = binds, .term = term, .before = before, .after = after };

  g_array_append_val (steps, step);
}

static void
explain_steps (RulesWalk *walk, RulesExplanation *explanation)
{
  const RulesMeasure *measure = walk->measure;
  g_autoptr (GArray) steps = g_array_new (FALSE, TRUE, sizeof (RulesStep));
  RulesReckoning r = { 0 };

  if (is_ranked (measure, &explanation->decision) && explanation->decision.outcome == RULES_OUTCOME_AWARD)
    {
      RulesRatio amount = rules_ratio (explanation->decision.amount, 1);
      RulesExpression place = {
        .op = RULES_OP_LITERAL,
        .kind = RULES_KIND_NUMBER,
        .dimension = { .exponent = { [RULES_UNIT_MONEY] = 1 } },
        .literal = amount,
      };
      add_step (steps, RULES_STEP_FORMULA, FALSE, rules_term_new (walk, &place, -1), NULL,
                format_amount (walk, amount));
    }
  else if (walk->reckoned)
    {
      rules_walk_reckon (walk, &r);
      gboolean formula_known = r.formula.reason == RULES_CODE_OK;
      gboolean cap_known = formula_known && (!r.has_cap || r.cap.reason == RULES_CODE_OK);
      gboolean floor_known = cap_known && (!r.has_floor || r.floor.reason == RULES_CODE_OK);

      add_step (steps, RULES_STEP_FORMULA, FALSE, rules_term_new (walk, measure->formula, -1), NULL,
                formula_known ? format_amount (walk, r.formula.number) : NULL);
      if (r.has_cap && formula_known)
        add_step (steps, RULES_STEP_CAP, r.capped, rules_term_new (walk, measure->cap, -1),
                  format_amount (walk, r.formula.number),
                  floor_known ? format_amount (walk, r.after_cap) : NULL);
      if (r.has_floor && cap_known)
        {
          gboolean lifted =
              floor_known && rules_seen_compare (RULES_KIND_NUMBER, (RulesSeen){ .number = r.after_cap },
                                                 (RulesSeen){ .number = r.after_floor }) != 0;
          RulesRatio after = r.below_floor ? (RulesRatio){ 0, 1 } : r.after_floor;
          add_step (steps, RULES_STEP_FLOOR, r.below_floor || lifted,
                    rules_term_new (walk, measure->floor, -1),
                    floor_known ? format_amount (walk, r.after_cap) : NULL,
                    floor_known ? format_amount (walk, after) : NULL);
        }
      if (r.reason == RULES_CODE_OK && !r.below_floor)
        {
          gboolean is_score = measure->result == RULES_RESULT_SCORE;
          RulesRatio rounded = rules_ratio (r.rounded, is_score ? 100 : 1);
          if (rules_seen_compare (RULES_KIND_NUMBER, (RulesSeen){ .number = rounded },
                                  (RulesSeen){ .number = r.after_floor }) != 0)
            add_step (steps, RULES_STEP_ROUND, TRUE, NULL, format_amount (walk, r.after_floor),
                      format_amount (walk, rounded));
        }
    }
  explanation->n_steps = steps->len;
  explanation->steps = (RulesStep *) g_array_free (g_steal_pointer (&steps), FALSE);
}

static void
explain_flags (RulesWalk *walk, RulesExplanation *explanation)
{
  const RulesMeasure *measure = walk->measure;

  explanation->flags = g_new0 (RulesCheck, measure->flags->len + 1);
  for (guint f = 0; f < measure->flags->len; f++)
    {
      const RulesFlag *flag = &g_array_index (measure->flags, RulesFlag, f);
      RulesCheck *check = &explanation->flags[explanation->n_flags];

      if ((explanation->decision.flags & ((guint32) 1 << f)) == 0)
        continue;
      *check = (RulesCheck){ .id = flag->id, .label = flag->label, .state = RULES_STATE_MET };
      for (guint i = 0; i < measure->flag_conditions->len; i++)
        if (condition_at (measure->flag_conditions, i)->code == f)
          check->term = rules_term_new (walk, condition_at (measure->flag_conditions, i)->test, -1);
      explanation->n_flags++;
    }
}

RulesExplanation *
rules_walk_explain (RulesWalk *walk, const RulesBatch *batch, gsize claim, const RulesDecision *ranked)
{
  RulesExplanation *explanation = g_new0 (RulesExplanation, 1);

  rules_walk_decide (walk, batch, claim, &explanation->decision);
  if (ranked != NULL)
    explanation->decision = *ranked;
  explain_checks (walk, explanation);
  explain_lines (walk, explanation);
  explain_steps (walk, explanation);
  explain_flags (walk, explanation);
  rules_walk_explain_indicators (walk, explanation);
  return explanation;
}

static void
free_checks (RulesCheck *checks, guint n)
{
  for (guint i = 0; i < n; i++)
    rules_term_free (checks[i].term);
  g_free (checks);
}

void
rules_explanation_free (RulesExplanation *explanation)
{
  if (explanation == NULL)
    return;
  free_checks (explanation->checks, explanation->n_checks);
  free_checks (explanation->flags, explanation->n_flags);
  for (guint l = 0; l < explanation->n_lines; l++)
    free_checks (explanation->lines[l].checks, explanation->lines[l].n_checks);
  g_free (explanation->lines);
  for (guint i = 0; i < explanation->n_steps; i++)
    {
      rules_term_free (explanation->steps[i].term);
      g_free (explanation->steps[i].before);
      g_free (explanation->steps[i].after);
    }
  g_free (explanation->steps);
  for (guint i = 0; i < explanation->n_indicators; i++)
    rules_term_free (explanation->indicators[i]);
  g_free (explanation->indicators);
  g_free (explanation);
}

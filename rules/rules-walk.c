/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference evaluator: one claim at a time over exact ratios. It knows every reason, so it finishes
 * what the program (rules-program.c) leaves, and explanations are drawn from it. */
#include "rules-walk-private.h"

#include <string.h>

#define LET_UNREAD (-2)

RulesWalk *
rules_walk_new (const RulesMeasure *measure, const RulesSettings *settings)
{
  RulesWalk *walk = g_new0 (RulesWalk, 1);

  walk->measure = measure;
  walk->settings = settings;
  walk->lets = g_new0 (RulesSeenLet, measure->lets->len + 1);
  walk->lines = g_array_new (FALSE, TRUE, sizeof (RulesSeenLine));
  return walk;
}

void
rules_walk_free (RulesWalk *walk)
{
  if (walk == NULL)
    return;
  g_free (walk->lets);
  g_array_unref (walk->lines);
  g_free (walk);
}

void
rules_walk_begin (RulesWalk *walk, const RulesBatch *batch, gsize claim)
{
  walk->batch = batch;
  walk->claim = claim;
  walk->first_line = 0;
  walk->n_lines = 0;
  if (batch->line_starts != NULL && walk->measure->has_lines)
    {
      walk->first_line = batch->line_starts[claim];
      walk->n_lines = batch->line_starts[claim + 1] - batch->line_starts[claim];
    }
  for (guint i = 0; i < walk->measure->lets->len; i++)
    walk->lets[i].line = LET_UNREAD;
  rules_walk_lines (walk);
}

gboolean
rules_settings_lack_shares (const RulesSettings *settings)
{
  const RulesMeasure *measure = settings->measure;

  for (guint i = 0; i < measure->shares->len; i++)
    {
      const RulesExpression *share = g_array_index (measure->shares, RulesShare, i).share;
      if (share->op == RULES_OP_PARAMETER && settings->parameters[share->parameter].number == RULES_MISSING)
        return TRUE;
    }
  return FALSE;
}

/* Of a day that is known. */
static gboolean
is_outside_validity (const RulesMeasure *measure, gint64 day)
{
  const RulesPolicy *policy = measure->policy;

  return (policy->valid_from != RULES_MISSING && day < policy->valid_from) ||
         (policy->valid_to != RULES_MISSING && day > policy->valid_to);
}

static gboolean
has_event_outside (RulesWalk *walk)
{
  const RulesMeasure *measure = walk->measure;

  for (guint f = 0; f < measure->facts->len; f++)
    {
      if (!g_array_index (measure->facts, RulesFact, f).is_event)
        continue;
      gint64 day = walk->batch->facts[f][walk->claim];
      if (day != RULES_MISSING && is_outside_validity (measure, day))
        return TRUE;
    }
  for (guint f = 0; f < measure->line_facts->len; f++)
    {
      if (!g_array_index (measure->line_facts, RulesFact, f).is_event)
        continue;
      for (guint l = 0; l < walk->n_lines; l++)
        {
          gint64 day = walk->batch->line_facts[f][walk->first_line + l];
          if (day != RULES_MISSING && is_outside_validity (measure, day))
            return TRUE;
        }
    }
  return FALSE;
}

static guint32
own_flag (const RulesMeasure *measure, RulesLibraryFlag flag)
{
  return (guint32) 1 << (measure->flags->len - RULES_N_LIBRARY_FLAGS + flag);
}

/* The flags that do not depend on the outcome. */
static guint32
raise_flags (RulesWalk *walk)
{
  const RulesMeasure *measure = walk->measure;
  gboolean pending;
  gboolean undecided;
  guint32 flags = 0;

  for (guint i = 0; i < measure->flag_conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (measure->flag_conditions, RulesCondition, i);
      guint16 reason;
      if (rules_walk_condition (walk, condition, -1, &reason) == RULES_STATE_MET)
        flags |= (guint32) 1 << condition->code;
    }
  rules_walk_open_lines (walk, &pending, &undecided);
  if (pending)
    flags |= own_flag (measure, RULES_FLAG_PENDING);
  if (undecided)
    flags |= own_flag (measure, RULES_FLAG_UNDECIDED_LINES);
  if (has_event_outside (walk))
    flags |= own_flag (measure, RULES_FLAG_OUTSIDE_VALIDITY);
  return flags;
}

/* The cap or the floor. An optional parameter left unset, standing alone, means there is none. */
static gboolean
read_bound (RulesWalk *walk, const RulesExpression *bound, RulesSeen *seen)
{
  if (bound == NULL)
    return FALSE;
  *seen = rules_walk_value (walk, bound, -1);
  return seen->reason == RULES_CODE_OK || bound->op != RULES_OP_PARAMETER ||
         !g_array_index (walk->measure->parameters, RulesParameter, bound->parameter).is_optional;
}

gboolean
rules_settings_refuse_floor (const RulesSettings *settings)
{
  int i = settings->measure->floor_choice;

  if (i < 0)
    return FALSE;
  const RulesChoice *choice = &g_array_index (settings->measure->choices, RulesChoice, i);
  return strcmp (choice->options[settings->choices[i]].id, "refuse") == 0;
}

/* A trace reaches no further than an amount that rounds to something stays one that can be written. */
static void
keep_amount (RulesWalk *walk, RulesSeen due)
{
  const RulesRatio limits[] = { rules_ratio (1, 2), rules_ratio (G_MAXINT64, 100),
                                rules_ratio (-G_MAXINT64, 100) };

  for (guint i = 0; i < G_N_ELEMENTS (limits) && due.curve != NULL; i++)
    (void) rules_walk_holds (walk, RULES_OP_LT, RULES_KIND_NUMBER, due, (RulesSeen){ .number = limits[i] });
}

void
rules_walk_reckon (RulesWalk *walk, RulesReckoning *r)
{
  const RulesMeasure *measure = walk->measure;
  gboolean is_score = measure->result == RULES_RESULT_SCORE;
  RulesSeen due;

  *r = (RulesReckoning){ 0 };
  r->formula = rules_walk_value (walk, measure->formula, -1);
  r->has_cap = read_bound (walk, measure->cap, &r->cap);
  r->has_floor = read_bound (walk, measure->floor, &r->floor);
  r->reason = r->formula.reason != RULES_CODE_OK             ? r->formula.reason
              : r->cap.reason != RULES_CODE_OK && r->has_cap ? r->cap.reason
              : r->has_floor                                 ? r->floor.reason
                                                             : RULES_CODE_OK;
  if (r->reason != RULES_CODE_OK)
    return;

  due = r->formula;
  if (r->has_cap && rules_walk_holds (walk, RULES_OP_GT, RULES_KIND_NUMBER, r->formula, r->cap))
    {
      r->capped = TRUE;
      due = r->cap;
    }
  r->after_cap = due.number;
  if (r->has_floor)
    {
      gboolean below = rules_walk_holds (walk, RULES_OP_LT, RULES_KIND_NUMBER, due, r->floor);
      r->at_floor = rules_walk_holds (walk, RULES_OP_EQ, RULES_KIND_NUMBER, due, r->floor) && !is_score;
      if (is_score && below)
        due = r->floor; /* a score is lifted to its lower bound, never refused */
      r->below_floor = !is_score && (below || (r->at_floor && rules_settings_refuse_floor (walk->settings)));
    }
  r->after_floor = due.number;

  if (r->below_floor)
    return;
  keep_amount (walk, due);
  RulesRatio smallest = r->after_floor; /* fen are the unit of money; a point has a hundred hundredths */
  if ((is_score && !rules_ratio_multiply (smallest, rules_ratio (100, 1), &smallest)) ||
      !rules_ratio_round (smallest, &r->rounded))
    r->reason = RULES_CODE_OVERFLOW;
}

static void
settle (RulesDecision *decision, RulesOutcome outcome, gint64 amount, guint16 code)
{
  decision->outcome = (guint8) outcome;
  decision->amount = amount;
  decision->code = code;
}

static void
decide_amount (RulesWalk *walk, RulesDecision *decision)
{
  const RulesMeasure *measure = walk->measure;
  RulesReckoning r;

  if (measure->formula == NULL)
    {
      settle (decision, RULES_OUTCOME_AWARD, 0, RULES_CODE_OK);
      return;
    }
  rules_walk_reckon (walk, &r);
  walk->reckoned = TRUE;
  if (r.at_floor)
    decision->flags |= own_flag (measure, RULES_FLAG_AT_FLOOR);
  if (r.reason != RULES_CODE_OK)
    settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, r.reason);
  else if (r.below_floor)
    settle (decision, RULES_OUTCOME_REFUSE, 0, RULES_CODE_BELOW_FLOOR);
  else if (measure->result == RULES_RESULT_AWARD && r.rounded <= 0)
    settle (decision, RULES_OUTCOME_REFUSE, 0, RULES_CODE_NOTHING_DUE);
  else
    settle (decision, RULES_OUTCOME_AWARD, r.rounded, r.capped ? RULES_CODE_CAPPED : RULES_CODE_OK);
}

void
rules_walk_decide (RulesWalk *walk, const RulesBatch *batch, gsize claim, RulesDecision *decision)
{
  const RulesMeasure *measure = walk->measure;
  guint16 unmet = RULES_CODE_OK;
  guint16 open = RULES_CODE_OK;

  rules_walk_begin (walk, batch, claim);
  walk->reckoned = FALSE;
  /* Flags change no outcome: a trace need not stop where they do. */
  *decision = (RulesDecision){ .flags = walk->trace == NULL ? raise_flags (walk) : 0 };

  for (guint i = 0; i < measure->conditions->len && unmet == RULES_CODE_OK; i++)
    {
      const RulesCondition *condition = &g_array_index (measure->conditions, RulesCondition, i);
      guint16 reason = condition->code;
      RulesState state = rules_walk_condition (walk, condition, -1, &reason);

      if (condition->kind == RULES_CONDITION_REQUIRE && state == RULES_STATE_UNMET)
        unmet = condition->code;
      else if (open == RULES_CODE_OK &&
               (state == RULES_STATE_UNDECIDED ||
                (condition->kind == RULES_CONDITION_REVIEW && state == RULES_STATE_MET)))
        open = reason;
    }
  if (open == RULES_CODE_OK && (walk->n_lines == 0 || measure->lines_partial))
    open = walk->lines_reason;

  /* Data that contradict each other cannot refuse. */
  if (batch->conflicts != NULL && batch->conflicts[claim] != 0)
    settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, RULES_CODE_CONFLICTING_ROWS);
  else if (walk->conflicting_lines)
    settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, RULES_CODE_CONFLICTING_LINES);
  else if (unmet != RULES_CODE_OK)
    settle (decision, RULES_OUTCOME_REFUSE, 0, unmet);
  else if (open != RULES_CODE_OK)
    settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, open);
  else
    decide_amount (walk, decision);

  if (decision->outcome == RULES_OUTCOME_AWARD && rules_settings_lack_shares (walk->settings))
    decision->flags |= own_flag (measure, RULES_FLAG_PAYER_SHARES_UNSET);
}

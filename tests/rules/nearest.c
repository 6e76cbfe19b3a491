/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nearest.h"

/* In the units of RULES_TYPE_PERCENT; a day for one per cent. */
#define WITHIN 3000000
#define WITHIN_DAYS 3
#define MOST_TRIES 400

/* One claim, and the figure of it that is tried. */
typedef struct
{
  Nearest *counts;
  RulesWalk *walk;
  const RulesBatch *batch;
  gsize claim;
  RulesDecision now;
  const RulesNear *near;
  const RulesFact *fact;
  int line;
  gint64 *cell;
} Attempt;

static gboolean
is_number (const RulesFact *fact)
{
  return fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY ||
         fact->type == RULES_TYPE_QUANTITY || fact->type == RULES_TYPE_PERCENT ||
         fact->type == RULES_TYPE_COUNT;
}

static gboolean
is_asked (RulesNearKind kind, const RulesDecision *now)
{
  if (kind == RULES_NEAR_AWARD)
    return now->outcome == RULES_OUTCOME_REFUSE;
  return now->outcome == RULES_OUTCOME_AWARD && (kind == RULES_NEAR_REFUSE || now->code == RULES_CODE_CAPPED);
}

static gboolean
is_reached (RulesNearKind kind, const RulesDecision *decision)
{
  if (kind == RULES_NEAR_REFUSE)
    return decision->outcome == RULES_OUTCOME_REFUSE;
  return decision->outcome == RULES_OUTCOME_AWARD &&
         (kind == RULES_NEAR_AWARD || decision->code != RULES_CODE_CAPPED);
}

/* RULES_MISSING: no value within @distance. */
static gint64
try_every_value (Attempt *self, gint64 distance, RulesNearKind kind)
{
  const gint64 from = *self->cell;
  gboolean is_signed = from < 0 || self->fact->type == RULES_TYPE_DATE ||
                       self->fact->type == RULES_TYPE_QUANTITY || self->fact->type == RULES_TYPE_PERCENT;
  gint64 found = RULES_MISSING;

  for (gint64 d = 1; d <= distance && found == RULES_MISSING; d++)
    for (int sign = 1; sign >= -1 && found == RULES_MISSING; sign -= 2)
      {
        RulesDecision decision;

        *self->cell = from + sign * d;
        if (*self->cell < 0 && !is_signed)
          continue;
        rules_walk_decide (self->walk, self->batch, self->claim, &decision);
        if (is_reached (kind, &decision))
          found = *self->cell;
      }
  *self->cell = from;
  return found;
}

static gint64
said_of (const Attempt *self, RulesNearKind kind)
{
  for (guint i = 0; i < self->near->n_misses; i++)
    {
      const RulesNearMiss *miss = &self->near->misses[i];
      if (miss->fact == self->fact && miss->line == self->line && miss->kind == kind)
        return miss->to;
    }
  return RULES_MISSING;
}

static void
check_figure (Attempt *self, const RulesFact *fact, int line, const gint64 *cell)
{
  gboolean is_day = fact->type == RULES_TYPE_DATE;
  gint64 distance;

  if (fact->is_key || *cell == RULES_MISSING || !(is_day || is_number (fact)))
    return;
  distance = is_day ? WITHIN_DAYS : ABS (*cell) / 100 * 3 + ABS (*cell) % 100 * 3 / 100;
  if (distance > MOST_TRIES)
    return;
  self->fact = fact;
  self->line = line;
  self->cell = (gint64 *) cell;
  for (RulesNearKind kind = 0; kind < RULES_N_NEAR_KINDS; kind++)
    {
      gint64 said = said_of (self, kind);
      gint64 found = is_asked (kind, &self->now) ? try_every_value (self, distance, kind) : RULES_MISSING;

      self->counts->n_found += found != RULES_MISSING;
      if (said == RULES_MISSING && self->near->n_open > 0)
        self->counts->n_open += found != RULES_MISSING;
      else
        g_assert_cmpint (said, ==, found);
    }
}

void
nearest_check (Nearest *self,
               const RulesMeasure *measure,
               RulesEvaluator *evaluator,
               RulesWalk *walk,
               const RulesBatch *batch,
               gsize claim)
{
  g_autoptr (RulesNear) near = rules_evaluator_near (evaluator, batch, claim, RULES_NEAR_ALL, WITHIN);
  Attempt attempt = { .counts = self, .walk = walk, .batch = batch, .claim = claim, .near = near };

  if (rules_measure_compares_claims (measure))
    {
      g_assert_cmpuint (near->n_misses, ==, 0);
      return;
    }
  rules_walk_decide (walk, batch, claim, &attempt.now);
  for (guint f = 0; f < rules_measure_get_n_facts (measure); f++)
    check_figure (&attempt, rules_measure_get_fact (measure, f), -1, &batch->facts[f][claim]);
  if (!measure->has_lines)
    return;
  for (guint f = 0; f < rules_measure_get_n_line_facts (measure); f++)
    for (guint32 l = batch->line_starts[claim]; l < batch->line_starts[claim + 1]; l++)
      check_figure (&attempt, rules_measure_get_line_fact (measure, f), (int) (l - batch->line_starts[claim]),
                    &batch->line_facts[f][l]);
}

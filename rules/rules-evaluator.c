/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure ready to run under fixed settings, and what is split off its amounts. */
#include "rules-program.h"
#include "rules-walk-private.h"

struct _RulesEvaluator
{
  RulesSettings *settings;
  RulesWalk *walk;
  RulesProgram *program; /* NULL: the walk decides every claim */
  gboolean compiled;     /* at the first run: an explanation needs no program */
};

RulesEvaluator *
rules_evaluator_new (const RulesMeasure *measure, const RulesSettings *settings)
{
  RulesEvaluator *self = g_new0 (RulesEvaluator, 1);

  self->settings = rules_settings_copy (settings, measure);
  self->walk = rules_walk_new (measure, self->settings);
  return self;
}

void
rules_evaluator_free (RulesEvaluator *evaluator)
{
  if (evaluator == NULL)
    return;
  rules_program_free (evaluator->program);
  rules_walk_free (evaluator->walk);
  rules_settings_free (evaluator->settings);
  g_free (evaluator);
}

void
rules_evaluator_run (RulesEvaluator *evaluator, const RulesBatch *batch, RulesDecision *decisions)
{
  if (evaluator->settings->measure->ranking != NULL)
    {
      rules_ranking_run (evaluator->walk, batch, decisions);
      return;
    }
  if (!evaluator->compiled)
    {
      evaluator->program = rules_program_new (evaluator->settings);
      evaluator->compiled = TRUE;
    }
  if (evaluator->program != NULL)
    {
      rules_program_run (evaluator->program, evaluator->walk, batch, decisions);
      return;
    }
  for (gsize i = 0; i < batch->n_claims; i++)
    rules_walk_decide (evaluator->walk, batch, i, &decisions[i]);
}

RulesNear *
rules_evaluator_near (RulesEvaluator *evaluator,
                      const RulesBatch *batch,
                      gsize claim,
                      guint kinds,
                      gint64 within)
{
  return rules_walk_near (evaluator->walk, evaluator, batch, claim, kinds, within);
}

RulesExplanation *
rules_evaluator_explain (RulesEvaluator *evaluator, const RulesBatch *batch, gsize claim)
{
  if (evaluator->settings->measure->ranking == NULL)
    return rules_walk_explain (evaluator->walk, batch, claim, NULL);

  g_autofree RulesDecision *decisions = g_new (RulesDecision, batch->n_claims);
  rules_ranking_run (evaluator->walk, batch, decisions);
  return rules_walk_explain (evaluator->walk, batch, claim, &decisions[claim]);
}

RulesExplanation *
rules_evaluator_explain_ranked (RulesEvaluator *evaluator,
                                const RulesBatch *batch,
                                gsize claim,
                                const RulesDecision *decision)
{
  gboolean is_ranked = evaluator->settings->measure->ranking != NULL;

  return rules_walk_explain (evaluator->walk, batch, claim, is_ranked ? decision : NULL);
}

/* FALSE also for a measure that names no payer. */
gboolean
rules_evaluator_split_payers (RulesEvaluator *evaluator,
                              const RulesBatch *batch,
                              gsize claim,
                              gint64 amount,
                              gint64 parts[RULES_N_PAYERS])
{
  const RulesSettings *settings = evaluator->settings;
  GArray *shares = settings->measure->shares;
  RulesRatio sum = { 0, 1 };
  gint64 rest = amount;
  int order;

  for (int p = 0; p < RULES_N_PAYERS; p++)
    parts[p] = 0;
  if (shares->len == 0)
    return FALSE;

  rules_walk_begin (evaluator->walk, batch, claim);
  for (guint i = 0; i < shares->len; i++)
    {
      const RulesShare *share = &g_array_index (shares, RulesShare, i);
      RulesSeen seen = rules_walk_value (evaluator->walk, share->share, -1);
      RulesRatio exact;
      gint64 part = rest;

      if (seen.reason != RULES_CODE_OK || !rules_ratio_add (sum, seen.number, &sum))
        return FALSE;
      if (i + 1 < shares->len)
        {
          /* Two halves of one fen both round up: the later payer then bears what is left. */
          if (!rules_ratio_multiply (seen.number, rules_ratio (amount, 1), &exact) ||
              !rules_ratio_round (exact, &part) || part > rest)
            part = rest;
        }
      parts[share->payer] += part;
      rest -= part;
    }
  return rules_ratio_compare (sum, rules_ratio (1, 1), &order) && order == 0;
}

void
rules_measure_split_instalments (const RulesMeasure *measure, gint64 amount, gint64 *parts)
{
  gint64 each = amount / measure->n_instalments;

  for (guint i = 0; i < measure->n_instalments; i++)
    parts[i] = each;
  parts[measure->n_instalments - 1] = amount - each * (measure->n_instalments - 1);
}

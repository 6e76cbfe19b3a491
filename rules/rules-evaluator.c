/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure ready to run under fixed settings, and what is split off its amounts. */
#include "rules-program.h"
#include "rules-walk-private.h"

struct _RulesEvaluator
{
  RulesSettings *settings;
  RulesWalk *walk;
  RulesProgram *program; /* NULL: the walk decides every claim */
};

static RulesSettings *
copy_settings (const RulesMeasure *measure, const RulesSettings *settings)
{
  RulesSettings *copy = rules_settings_new (measure);

  for (guint i = 0; i < measure->parameters->len; i++)
    {
      copy->parameters[i] = settings->parameters[i];
      if (settings->texts[i] == NULL)
        continue;
      g_free (copy->texts[i]);
      copy->texts[i] = g_strdup (settings->texts[i]);
      copy->parameters[i].text = copy->texts[i];
    }
  for (guint i = 0; i < measure->choices->len; i++)
    copy->choices[i] = settings->choices[i];
  copy->as_of = settings->as_of;
  return copy;
}

RulesEvaluator *
rules_evaluator_new (const RulesMeasure *measure, const RulesSettings *settings)
{
  RulesEvaluator *self = g_new0 (RulesEvaluator, 1);

  self->settings = copy_settings (measure, settings);
  self->walk = rules_walk_new (measure, self->settings);
  self->program = rules_program_new (self->settings);
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
  if (evaluator->program != NULL)
    {
      rules_program_run (evaluator->program, evaluator->walk, batch, decisions);
      return;
    }
  for (gsize i = 0; i < batch->n_claims; i++)
    rules_walk_decide (evaluator->walk, batch, i, &decisions[i]);
}

RulesExplanation *
rules_evaluator_explain (RulesEvaluator *evaluator, const RulesBatch *batch, gsize claim)
{
  return rules_walk_explain (evaluator->walk, batch, claim);
}

/* FALSE also for a measure that names no payer. */
gboolean
rules_evaluator_split_payers (RulesEvaluator *evaluator, gint64 amount, gint64 parts[RULES_N_PAYERS])
{
  const RulesSettings *settings = evaluator->settings;
  GArray *shares = settings->measure->shares;
  gint64 rest = amount;

  for (int p = 0; p < RULES_N_PAYERS; p++)
    parts[p] = 0;
  if (shares->len == 0 || rules_settings_lack_shares (settings))
    return FALSE;

  for (guint i = 0; i < shares->len; i++)
    {
      const RulesShare *share = &g_array_index (shares, RulesShare, i);
      gint64 part = rest;

      if (i + 1 < shares->len)
        {
          RulesRatio exact = share->share->literal;
          if (share->share->op == RULES_OP_PARAMETER)
            exact =
                rules_fact_ratio (RULES_TYPE_PERCENT, settings->parameters[share->share->parameter].number);
          /* Two halves of one fen both round up: the later payer then bears what is left. */
          if (!rules_ratio_multiply (exact, rules_ratio (amount, 1), &exact) ||
              !rules_ratio_round (exact, &part) || part > rest)
            part = rest;
        }
      parts[share->payer] += part;
      rest -= part;
    }
  return TRUE;
}

void
rules_measure_split_instalments (const RulesMeasure *measure, gint64 amount, gint64 *parts)
{
  gint64 each = amount / measure->n_instalments;

  for (guint i = 0; i < measure->n_instalments; i++)
    parts[i] = each;
  parts[measure->n_instalments - 1] = amount - each * (measure->n_instalments - 1);
}

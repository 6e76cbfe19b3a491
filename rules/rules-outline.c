/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure as its file states it: the terms an explanation shows, of no claim. */
#include "rules-walk-private.h"

static RulesTerm *
outline_term (RulesWalk *walk, const RulesExpression *expression)
{
  return expression != NULL ? rules_term_new_plain (walk, expression) : NULL;
}

static RulesStated *
outline_conditions (RulesWalk *walk, GArray *conditions, guint *n)
{
  RulesStated *stated = g_new0 (RulesStated, conditions->len + 1);

  *n = conditions->len;
  for (guint i = 0; i < conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);

      stated[i] = (RulesStated){
        .kind = condition->kind,
        .id = condition->id,
        .label = condition->label,
        .when = outline_term (walk, condition->when),
        .unless = outline_term (walk, condition->unless),
        .test = outline_term (walk, condition->test),
      };
    }
  return stated;
}

static const RulesChoice *
choice_at (const RulesMeasure *measure, int i)
{
  return i >= 0 ? &g_array_index (measure->choices, RulesChoice, i) : NULL;
}

static RulesStatedRank *
outline_rank (RulesWalk *walk, const RulesRanking *ranking)
{
  RulesStatedRank *rank = g_new0 (RulesStatedRank, 1);

  rank->label = ranking->label;
  rank->by = outline_term (walk, ranking->value);
  rank->within = outline_term (walk, ranking->within);
  rank->n_amounts = ranking->n_amounts;
  rank->amounts = g_new0 (RulesTerm *, ranking->n_amounts + 1);
  for (guint i = 0; i < ranking->n_amounts; i++)
    rank->amounts[i] = outline_term (walk, ranking->amounts[i]);
  rank->tie_choice = choice_at (walk->measure, ranking->tie_choice);
  return rank;
}

static void
outline_named (RulesWalk *walk, RulesOutline *outline)
{
  GPtrArray *lets = walk->measure->lets;

  outline->n_named = lets->len;
  outline->named = g_new0 (RulesTerm *, lets->len + 1);
  for (guint i = 0; i < lets->len; i++)
    {
      const RulesLet *let = g_ptr_array_index (lets, i);
      const RulesExpression name = {
        .op = RULES_OP_NAMED,
        .kind = let->expression->kind,
        .dimension = let->expression->dimension,
        .let = let,
      };
      outline->named[i] = outline_term (walk, &name);
    }
}

static void
outline_shares (RulesWalk *walk, RulesOutline *outline)
{
  GArray *shares = walk->measure->shares;

  outline->n_shares = shares->len;
  outline->shares = g_new0 (RulesStatedShare, shares->len + 1);
  for (guint i = 0; i < shares->len; i++)
    {
      const RulesShare *share = &g_array_index (shares, RulesShare, i);
      outline->shares[i] = (RulesStatedShare){ share->payer, outline_term (walk, share->share) };
    }
}

RulesOutline *
rules_measure_outline (const RulesMeasure *measure)
{
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  g_autoptr (RulesWalk) walk = rules_walk_new (measure, settings);
  RulesOutline *outline = g_new0 (RulesOutline, 1);

  outline->conditions = outline_conditions (walk, measure->conditions, &outline->n_conditions);
  outline->line_conditions = outline_conditions (walk, measure->line_conditions, &outline->n_line_conditions);
  outline->flags = outline_conditions (walk, measure->flag_conditions, &outline->n_flags);
  outline->lines_partial = measure->lines_partial;
  outline_named (walk, outline);
  outline->formula = outline_term (walk, measure->formula);
  outline->cap = outline_term (walk, measure->cap);
  outline->floor = outline_term (walk, measure->floor);
  outline->floor_choice = choice_at (measure, measure->floor_choice);
  outline->rank = measure->ranking != NULL ? outline_rank (walk, measure->ranking) : NULL;
  outline_shares (walk, outline);
  return outline;
}

static void
free_conditions (RulesStated *stated, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      rules_term_free (stated[i].when);
      rules_term_free (stated[i].unless);
      rules_term_free (stated[i].test);
    }
  g_free (stated);
}

static void
free_terms (RulesTerm **terms, guint n)
{
  for (guint i = 0; i < n; i++)
    rules_term_free (terms[i]);
  g_free (terms);
}

void
rules_outline_free (RulesOutline *outline)
{
  if (outline == NULL)
    return;
  free_conditions (outline->conditions, outline->n_conditions);
  free_conditions (outline->line_conditions, outline->n_line_conditions);
  free_conditions (outline->flags, outline->n_flags);
  free_terms (outline->named, outline->n_named);
  rules_term_free (outline->formula);
  rules_term_free (outline->cap);
  rules_term_free (outline->floor);
  if (outline->rank != NULL)
    {
      rules_term_free (outline->rank->by);
      rules_term_free (outline->rank->within);
      free_terms (outline->rank->amounts, outline->rank->n_amounts);
      g_free (outline->rank);
    }
  for (guint i = 0; i < outline->n_shares; i++)
    rules_term_free (outline->shares[i].share);
  g_free (outline->shares);
  g_free (outline);
}

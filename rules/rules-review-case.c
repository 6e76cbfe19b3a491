/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All claims for which some conditions hold. */
#include "rules-review.h"

/* Domains copied for the price of one step. */
#define DOMAINS_A_STEP 8

RulesCase *
rules_case_new (RulesReview *review)
{
  RulesCase *at = g_new0 (RulesCase, 1);

  (void) rules_review_spend (review, review->n_domains / DOMAINS_A_STEP);
  at->review = review;
  at->domains = g_memdup2 (review->whole, review->n_domains * sizeof (RulesDomain));
  at->bounds = g_array_new (FALSE, FALSE, sizeof (RulesBound));
  at->exact = TRUE;
  return at;
}

RulesCase *
rules_case_copy (const RulesCase *at)
{
  RulesCase *copy = g_new0 (RulesCase, 1);

  (void) rules_review_spend (at->review, at->review->n_domains / DOMAINS_A_STEP + at->bounds->len);
  copy->review = at->review;
  copy->domains = g_memdup2 (at->domains, at->review->n_domains * sizeof (RulesDomain));
  copy->bounds = g_array_copy (at->bounds);
  copy->exact = at->exact;
  return copy;
}

void
rules_case_free (RulesCase *at)
{
  if (at == NULL)
    return;
  g_array_unref (at->bounds);
  g_free (at->domains);
  g_free (at);
}

static void
take (RulesCase *at, RulesCase *other)
{
  RulesCase kept = *at;

  *at = *other;
  *other = kept;
}

void
rules_case_join (RulesCase *at, const RulesCase *other)
{
  guint differ = 0;

  for (guint i = 0; i < at->review->n_domains; i++)
    if (!rules_domain_equal (&at->domains[i], &other->domains[i]))
      {
        rules_domain_join (&at->domains[i], &other->domains[i]);
        differ++;
      }
  /* A box around two boxes that differ in one direction only holds nothing else, as long as the join
   * itself had the room. */
  for (guint i = 0; i < at->review->n_domains; i++)
    differ += at->domains[i].n_spans == RULES_MAX_SPANS;
  at->exact = at->exact && other->exact && differ <= 1;
  /* Bounds that both have are common only where they are the same; the others go. */
  if (at->bounds->len > 0 || other->bounds->len > 0)
    {
      at->exact = FALSE;
      g_array_set_size (at->bounds, 0);
    }
}

/* Adds to *@all the claims of @arm, which is used up. */
static void
gather (RulesCase **all, RulesCase *arm)
{
  if (*all == NULL)
    *all = arm;
  else
    {
      rules_case_join (*all, arm);
      rules_case_free (arm);
    }
}

/* In place of @at the claims of @all; FALSE without any. */
static gboolean
settle (RulesCase *at, RulesCase *all)
{
  if (all == NULL)
    return FALSE;
  take (at, all);
  rules_case_free (all);
  return TRUE;
}

static gboolean
assume_one (RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  RulesCase *all = NULL;

  for (guint i = 0; i < expression->n_args; i++)
    {
      g_autoptr (RulesCase) arm = rules_case_copy (at);
      if (rules_case_assume (arm, expression->args[i], truth))
        gather (&all, g_steal_pointer (&arm));
    }
  return settle (at, all);
}

static gboolean
assume_every (RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  for (guint i = 0; i < expression->n_args; i++)
    if (!rules_case_assume (at, expression->args[i], truth))
      return FALSE;
  return TRUE;
}

static gboolean
assume_if (RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  RulesCase *all = NULL;

  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (RulesCase) arm = rules_case_copy (at);
      if (rules_case_assume (arm, expression->args[0], i == 1) &&
          rules_case_assume (arm, expression->args[i], truth))
        gather (&all, g_steal_pointer (&arm));
    }
  return settle (at, all);
}

static gboolean
assume_member (RulesCase *at, const RulesExpression *value, const RulesExpression *member)
{
  if (member->op == RULES_OP_RANGE)
    return rules_case_compare (at, RULES_OP_GE, value, member->args[0]) &&
           rules_case_compare (at, RULES_OP_LE, value, member->args[1]);
  return rules_case_compare (at, RULES_OP_EQ, value, member);
}

static gboolean
assume_outside (RulesCase *at, const RulesExpression *value, const RulesExpression *member)
{
  RulesCase *all = NULL;

  if (member->op != RULES_OP_RANGE)
    return rules_case_compare (at, RULES_OP_NE, value, member);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RulesCase) arm = rules_case_copy (at);
      if (rules_case_compare (arm, i == 0 ? RULES_OP_LT : RULES_OP_GT, value, member->args[i]))
        gather (&all, g_steal_pointer (&arm));
    }
  return settle (at, all);
}

static gboolean
assume_in (RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  const RulesExpression *value = expression->args[0];
  RulesCase *all = NULL;

  for (guint i = 1; i < expression->n_args; i++)
    if (!truth && !assume_outside (at, value, expression->args[i]))
      return FALSE;
    else if (truth)
      {
        g_autoptr (RulesCase) arm = rules_case_copy (at);
        if (assume_member (arm, value, expression->args[i]))
          gather (&all, g_steal_pointer (&arm));
      }
  return truth ? settle (at, all) : TRUE;
}

static gboolean
assume_missing (RulesCase *at, const RulesExpression *value, gboolean truth)
{
  int i = rules_domain_of (at->review, value);

  if (i < 0)
    {
      at->exact = FALSE;
      return TRUE;
    }

  RulesDomain *domain = &at->domains[i];
  if (truth)
    domain->n_spans = 0;
  else
    domain->can_miss = FALSE;
  return domain->can_miss || domain->n_spans > 0;
}

/* Some line has it (or, of "all", has it not): there must be such lines. */
static gboolean
assume_some_line (RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  at->exact = FALSE;
  if (truth != (expression->op == RULES_OP_ANY))
    return TRUE;

  g_autoptr (RulesCase) line = rules_case_copy (at);
  return rules_case_assume (line, expression->args[0], truth);
}

gboolean
rules_case_assume (RulesCase *at, const RulesExpression *expression, gboolean truth)
{
  int domain = rules_domain_of (at->review, expression);
  gboolean kept = TRUE;

  if (!rules_review_spend (at->review, 1))
    {
      at->exact = FALSE;
      return TRUE;
    }
  switch ((int) expression->op)
    {
    case RULES_OP_LITERAL:
      return (expression->literal.numerator != 0) == truth;
    case RULES_OP_FACT:
    case RULES_OP_PARAMETER:
      return rules_domain_keep (&at->domains[domain], truth, truth);
    case RULES_OP_NAMED:
      return rules_case_assume (at, expression->let->expression, truth);
    case RULES_OP_CHOICE_IS:
      domain = rules_domain_of_choice (at->review, expression->choice);
      if (truth)
        return rules_domain_keep (&at->domains[domain], expression->option, expression->option);
      kept = rules_domain_remove (&at->domains[domain], expression->option, &at->exact);
      return kept;
    case RULES_OP_NOT:
      return rules_case_assume (at, expression->args[0], !truth);
    case RULES_OP_AND:
      return truth ? assume_every (at, expression, TRUE) : assume_one (at, expression, FALSE);
    case RULES_OP_OR:
      return truth ? assume_one (at, expression, TRUE) : assume_every (at, expression, FALSE);
    case RULES_OP_IF:
      return assume_if (at, expression, truth);
    case RULES_OP_IN:
      return assume_in (at, expression, truth);
    case RULES_OP_MISSING:
      return assume_missing (at, expression->args[0], truth);
    case RULES_OP_ANY:
    case RULES_OP_ALL:
      return assume_some_line (at, expression, truth);
    case RULES_OP_EQ:
      return rules_case_compare (at, truth ? RULES_OP_EQ : RULES_OP_NE, expression->args[0],
                                 expression->args[1]);
    case RULES_OP_NE:
      return rules_case_compare (at, truth ? RULES_OP_NE : RULES_OP_EQ, expression->args[0],
                                 expression->args[1]);
    case RULES_OP_LT:
      return rules_case_compare (at, truth ? RULES_OP_LT : RULES_OP_GE, expression->args[0],
                                 expression->args[1]);
    case RULES_OP_LE:
      return rules_case_compare (at, truth ? RULES_OP_LE : RULES_OP_GT, expression->args[0],
                                 expression->args[1]);
    case RULES_OP_GT:
      return rules_case_compare (at, truth ? RULES_OP_GT : RULES_OP_LE, expression->args[0],
                                 expression->args[1]);
    case RULES_OP_GE:
      return rules_case_compare (at, truth ? RULES_OP_GE : RULES_OP_LT, expression->args[0],
                                 expression->args[1]);
    default:
      at->exact = FALSE;
      return TRUE;
    }
}

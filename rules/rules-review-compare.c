/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a comparison leaves of a case. */
#include "rules-review.h"

static const RulesRatio MINUS_ONE = { -1, 1 };
static const RulesRatio ZERO = { 0, 1 };

static gboolean
unknown (RulesCase *at)
{
  at->exact = FALSE;
  return TRUE;
}

/* a op b is b (turned op) a. */
static RulesOperator
turned (RulesOperator op)
{
  switch ((int) op)
    {
    case RULES_OP_LT:
      return RULES_OP_GT;
    case RULES_OP_LE:
      return RULES_OP_GE;
    case RULES_OP_GT:
      return RULES_OP_LT;
    case RULES_OP_GE:
      return RULES_OP_LE;
    default:
      return op;
    }
}

static gboolean
holds (RulesOperator op, int order)
{
  switch ((int) op)
    {
    case RULES_OP_EQ:
      return order == 0;
    case RULES_OP_NE:
      return order != 0;
    case RULES_OP_LT:
      return order < 0;
    case RULES_OP_LE:
      return order <= 0;
    case RULES_OP_GT:
      return order > 0;
    default:
      return order >= 0;
    }
}

static int
order_of (RulesRatio a, RulesRatio b)
{
  int order = 0;

  return rules_ratio_compare (a, b, &order) ? order : 0;
}

/* One fact against a figure, which is in the units of its integers. */
static gboolean
keep_values (RulesCase *at, guint i, RulesOperator op, RulesRatio figure)
{
  RulesDomain *domain = &at->domains[i];
  __int128 below = rules_ratio_floor (figure).numerator;
  gboolean whole = figure.denominator == 1;
  __int128 above = whole ? below : below + 1;
  __int128 from = -G_MAXINT64, to = G_MAXINT64;

  if (op == RULES_OP_NE)
    {
      if (!whole || below < -G_MAXINT64 || below > G_MAXINT64)
        {
          domain->can_miss = FALSE;
          return domain->n_spans > 0;
        }
      return rules_domain_remove (domain, (gint64) below, &at->exact);
    }
  if (op == RULES_OP_EQ && !whole)
    return FALSE;
  if (op == RULES_OP_EQ || op == RULES_OP_GE)
    from = above;
  else if (op == RULES_OP_GT)
    from = below + 1;
  if (op == RULES_OP_EQ || op == RULES_OP_LE)
    to = below;
  else if (op == RULES_OP_LT)
    to = above - 1;
  if (from > G_MAXINT64 || to < -G_MAXINT64)
    return FALSE;
  return rules_domain_keep (domain, (gint64) MAX (from, -G_MAXINT64), (gint64) MIN (to, G_MAXINT64));
}

static RulesBound *
bound_of (RulesCase *at, const RulesForm *form, RulesRatio *factor)
{
  for (guint i = 0; i < at->bounds->len; i++)
    {
      RulesBound *bound = &g_array_index (at->bounds, RulesBound, i);
      if (rules_form_matches (form, &bound->form, factor))
        return bound;
    }

  RulesBound bound = { .form = *form, .reach = { .low = ZERO, .high = ZERO } };
  bound.form.constant = ZERO;
  g_array_append_val (at->bounds, bound);
  *factor = (RulesRatio){ 1, 1 };
  return &g_array_index (at->bounds, RulesBound, at->bounds->len - 1);
}

static gboolean
is_possible (const RulesBound *bound)
{
  const RulesReach *reach = &bound->reach;

  if (!reach->has_low || !reach->has_high)
    return TRUE;
  int order = order_of (reach->low, reach->high);
  return order < 0 || (order == 0 && !bound->low_open && !bound->high_open);
}

static void
raise_low (RulesBound *bound, RulesRatio low, gboolean open)
{
  int order = bound->reach.has_low ? order_of (low, bound->reach.low) : 1;

  if (order < 0)
    return;
  bound->low_open = order > 0 ? open : bound->low_open || open;
  bound->reach.has_low = TRUE;
  bound->reach.low = low;
}

static void
lower_high (RulesBound *bound, RulesRatio high, gboolean open)
{
  int order = bound->reach.has_high ? order_of (high, bound->reach.high) : -1;

  if (order > 0)
    return;
  bound->high_open = order < 0 ? open : bound->high_open || open;
  bound->reach.has_high = TRUE;
  bound->reach.high = high;
}

/* A sum of several, or what is no fact at all: @form op 0. */
static gboolean
keep_bound (RulesCase *at, RulesOperator op, const RulesForm *form)
{
  RulesRatio factor, figure;
  RulesBound *bound = bound_of (at, form, &factor);
  RulesReach reach;

  at->exact = FALSE;
  if (factor.numerator < 0)
    op = turned (op);
  if (!rules_ratio_multiply (form->constant, MINUS_ONE, &figure) ||
      !rules_ratio_divide (figure, factor, &figure))
    return TRUE;
  reach = rules_reach_of_form (at, &bound->form);
  if (reach.has_low)
    raise_low (bound, reach.low, FALSE);
  if (reach.has_high)
    lower_high (bound, reach.high, FALSE);
  if (op == RULES_OP_NE)
    return !(bound->reach.has_low && bound->reach.has_high && order_of (bound->reach.low, figure) == 0 &&
             order_of (bound->reach.high, figure) == 0);
  if (op == RULES_OP_EQ || op == RULES_OP_GE || op == RULES_OP_GT)
    raise_low (bound, figure, op == RULES_OP_GT);
  if (op == RULES_OP_EQ || op == RULES_OP_LE || op == RULES_OP_LT)
    lower_high (bound, figure, op == RULES_OP_LT);
  return is_possible (bound);
}

static gboolean
compare_texts (RulesCase *at, RulesOperator op, const RulesExpression *a, const RulesExpression *b)
{
  guint text;
  int i = rules_domain_of (at->review, a);

  if (i < 0 || b->op != RULES_OP_LITERAL ||
      !g_ptr_array_find_with_equal_func (at->review->texts, b->text, g_str_equal, &text))
    return unknown (at);
  return keep_values (at, (guint) i, op, rules_ratio (text, 1));
}

gboolean
rules_case_compare (RulesCase *at, RulesOperator op, const RulesExpression *a, const RulesExpression *b)
{
  RulesForm form, other;
  RulesRatio figure;

  if (!rules_review_spend (at->review, a->steps + b->steps))
    return unknown (at);
  if (a->kind == RULES_KIND_TEXT)
    return compare_texts (at, op, a, b);
  if (!rules_form_of (at->review, a, &form) || !rules_form_of (at->review, b, &other) ||
      !rules_form_add (&form, &other, MINUS_ONE))
    return unknown (at);
  if (form.n_terms == 0)
    return holds (op, order_of (form.constant, ZERO));

  /* What is compared must be there. */
  for (guint i = 0; i < form.n_terms; i++)
    if (form.terms[i].domain >= 0)
      {
        RulesDomain *domain = &at->domains[form.terms[i].domain];
        domain->can_miss = FALSE;
        if (domain->n_spans == 0)
          return FALSE;
      }
  if (form.n_terms > 1 || form.terms[0].domain < 0)
    return keep_bound (at, op, &form);

  RulesRatio unit = rules_domain_unit (at->review, (guint) form.terms[0].domain);
  if (!rules_ratio_multiply (form.terms[0].factor, unit, &unit) ||
      !rules_ratio_multiply (form.constant, MINUS_ONE, &figure) ||
      !rules_ratio_divide (figure, unit, &figure))
    return unknown (at);
  return keep_values (at, (guint) form.terms[0].domain, unit.numerator < 0 ? turned (op) : op, figure);
}

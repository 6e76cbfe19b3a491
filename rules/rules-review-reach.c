/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far a number can go, given what its facts can be. Without a bound where there is doubt. */
#include "rules-review.h"

static const RulesReach ALL = { FALSE, FALSE, { 0, 1 }, { 0, 1 } };

static RulesReach
from_zero (void)
{
  return (RulesReach){ .has_low = TRUE, .low = { 0, 1 }, .high = { 0, 1 } };
}

static int
order_of (RulesRatio a, RulesRatio b)
{
  int order = 0;

  return rules_ratio_compare (a, b, &order) ? order : 0;
}

static RulesReach
scaled (RulesReach reach, RulesRatio factor)
{
  RulesReach result = ALL;

  if (factor.numerator < 0)
    {
      RulesReach turned = { reach.has_high, reach.has_low, reach.high, reach.low };
      reach = turned;
    }
  result.has_low = reach.has_low && rules_ratio_multiply (reach.low, factor, &result.low);
  result.has_high = reach.has_high && rules_ratio_multiply (reach.high, factor, &result.high);
  return result;
}

static RulesReach
added (RulesReach a, RulesReach b)
{
  RulesReach result = ALL;

  result.has_low = a.has_low && b.has_low && rules_ratio_add (a.low, b.low, &result.low);
  result.has_high = a.has_high && b.has_high && rules_ratio_add (a.high, b.high, &result.high);
  return result;
}

static RulesReach
reach_of_domain (const RulesCase *at, guint i)
{
  const RulesDomain *domain = &at->domains[i];
  RulesReach reach = ALL;

  if (domain->n_spans == 0)
    return ALL;

  gint64 from = domain->spans[0].from;
  gint64 to = domain->spans[domain->n_spans - 1].to;
  RulesRatio unit = rules_domain_unit (at->review, i);
  /* The end of the type is no bound of the matter. */
  reach.has_low = from > -G_MAXINT64 && rules_ratio_multiply (rules_ratio (from, 1), unit, &reach.low);
  reach.has_high = to < G_MAXINT64 && rules_ratio_multiply (rules_ratio (to, 1), unit, &reach.high);
  return reach;
}

/* Of two that are both taken: the lower of the lows, the higher of the highs. */
static RulesReach
either (RulesReach a, RulesReach b)
{
  RulesReach result = { a.has_low && b.has_low, a.has_high && b.has_high, a.low, a.high };

  if (result.has_low && order_of (b.low, a.low) < 0)
    result.low = b.low;
  if (result.has_high && order_of (b.high, a.high) > 0)
    result.high = b.high;
  return result;
}

static RulesReach
negated (RulesReach reach)
{
  return scaled (reach, (RulesRatio){ -1, 1 });
}

/* min(a, b) is at most the lower of the highs, where one is known. */
static RulesReach
least (RulesReach a, RulesReach b)
{
  RulesReach result = either (a, b);

  result.has_high = a.has_high || b.has_high;
  if (a.has_high && b.has_high)
    result.high = order_of (a.high, b.high) < 0 ? a.high : b.high;
  else
    result.high = a.has_high ? a.high : b.high;
  return result;
}

static RulesReach
reach_of_product (RulesReach a, RulesReach b)
{
  RulesReach result = ALL;
  RulesRatio zero = { 0, 1 };

  if (a.has_low && a.has_high && b.has_low && b.has_high)
    return either (scaled (b, a.low), scaled (b, a.high));
  /* Neither can be negative. */
  if (!a.has_low || !b.has_low || order_of (a.low, zero) < 0 || order_of (b.low, zero) < 0)
    return ALL;
  result.has_low = rules_ratio_multiply (a.low, b.low, &result.low);
  return result;
}

static RulesReach
reach_of_atom (const RulesCase *at, const RulesExpression *atom)
{
  RulesReach a, b;

  switch ((int) atom->op)
    {
    case RULES_OP_MIN:
    case RULES_OP_MAX:
      a = rules_reach_of (at, atom->args[0]);
      for (guint i = 1; i < atom->n_args; i++)
        {
          b = rules_reach_of (at, atom->args[i]);
          a = atom->op == RULES_OP_MIN ? least (a, b) : negated (least (negated (a), negated (b)));
        }
      return a;
    case RULES_OP_IF:
      a = rules_reach_of (at, atom->args[1]);
      b = rules_reach_of (at, atom->args[2]);
      return either (a, b);
    case RULES_OP_MULTIPLY:
      a = rules_reach_of (at, atom->args[0]);
      b = rules_reach_of (at, atom->args[1]);
      return reach_of_product (a, b);
    case RULES_OP_FLOOR:
      a = rules_reach_of (at, atom->args[0]);
      if (a.has_low)
        a.low = rules_ratio_floor (a.low);
      if (a.has_high)
        a.high = rules_ratio_floor (a.high);
      return a;
    case RULES_OP_SUM:
      a = rules_reach_of (at, atom->args[0]);
      return a.has_low && a.low.numerator >= 0 ? from_zero () : ALL;
    case RULES_OP_COUNT:
    case RULES_OP_COUNT_DISTINCT:
      return from_zero ();
    default:
      return ALL;
    }
}

RulesReach
rules_reach_of_form (const RulesCase *at, const RulesForm *form)
{
  RulesReach reach = { TRUE, TRUE, form->constant, form->constant };

  for (guint i = 0; i < form->n_terms; i++)
    reach =
        added (reach, scaled (form->terms[i].domain >= 0 ? reach_of_domain (at, (guint) form->terms[i].domain)
                                                         : reach_of_atom (at, form->terms[i].atom),
                              form->terms[i].factor));
  return reach;
}

RulesReach
rules_reach_of (const RulesCase *at, const RulesExpression *expression)
{
  RulesForm form;

  /* A named value costs what it stands for. */
  if (!rules_review_spend (at->review, expression->steps) || !rules_form_of (at->review, expression, &form))
    return ALL;
  return rules_reach_of_form (at, &form);
}

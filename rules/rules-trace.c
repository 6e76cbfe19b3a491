/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How values move with the figure that is followed, and how far their relations stay. */
#include "rules-trace.h"

#include "rules-walk-private.h"

#define CURVES_A_BLOCK 32

void
rules_trace_init (RulesTrace *trace)
{
  *trace = (RulesTrace){ .line = -1, .blocks = g_ptr_array_new_with_free_func (g_free) };
}

void
rules_trace_clear (RulesTrace *trace)
{
  g_clear_pointer (&trace->blocks, g_ptr_array_unref);
}

void
rules_trace_start (RulesTrace *trace, gint64 at, gint64 limit)
{
  trace->at = at;
  trace->direction = limit < at ? -1 : 1;
  trace->reach = limit;
  trace->n_curves = 0;
}

void
rules_trace_stop (RulesTrace *trace)
{
  trace->reach = trace->at;
}

static RulesCurve *
new_curve (RulesTrace *trace)
{
  guint block = trace->n_curves / CURVES_A_BLOCK;

  if (block == trace->blocks->len)
    g_ptr_array_add (trace->blocks, g_new (RulesCurve, CURVES_A_BLOCK));
  return (RulesCurve *) g_ptr_array_index (trace->blocks, block) + trace->n_curves++ % CURVES_A_BLOCK;
}

const RulesCurve *
rules_trace_figure (RulesTrace *trace, RulesType type)
{
  RulesRatio unit = rules_fact_ratio (type, 1);
  RulesCurve *curve = new_curve (trace);

  curve->numerator = (RulesPolynomial){ .degree = 1, .coefficients = { 0, unit.numerator } };
  curve->denominator = rules_polynomial_constant (unit.denominator);
  return curve;
}

static RulesCurve
curve_of (RulesRatio number, const RulesCurve *curve)
{
  if (curve != NULL)
    return *curve;
  return (RulesCurve){ rules_polynomial_constant (number.numerator),
                       rules_polynomial_constant (number.denominator) };
}

/* Every product the walk's own arithmetic may form is formed here first: where these fit for every value,
 * so do those, whose terms are lower. */
static gboolean
combine_sum (const RulesCurve *a, const RulesCurve *b, int sign, gint64 largest, RulesCurve *result)
{
  RulesPolynomial left;
  RulesPolynomial right;

  if (!rules_polynomial_product (&a->numerator, &b->denominator, largest, &left) ||
      !rules_polynomial_product (&b->numerator, &a->denominator, largest, &right) ||
      !rules_polynomial_product (&a->denominator, &b->denominator, largest, &result->denominator))
    return FALSE;
  if (!rules_polynomial_equal (&a->denominator, &b->denominator))
    return rules_polynomial_sum (&left, &right, sign, largest, &result->numerator);
  result->denominator = a->denominator;
  return rules_polynomial_sum (&left, &right, sign, largest, &right) &&
         rules_polynomial_sum (&a->numerator, &b->numerator, sign, largest, &result->numerator);
}

static gboolean
combine_product (const RulesCurve *a, const RulesCurve *b, gint64 largest, RulesCurve *result)
{
  return rules_polynomial_product (&a->numerator, &b->numerator, largest, &result->numerator) &&
         rules_polynomial_product (&a->denominator, &b->denominator, largest, &result->denominator);
}

static void
negate (RulesPolynomial *p)
{
  for (guint i = 0; i <= p->degree; i++)
    p->coefficients[i] = -p->coefficients[i];
}

/* @curve with the denominator below. Its sign must have been kept. */
static RulesCurve
inverse_of (RulesTrace *trace, const RulesCurve *curve)
{
  RulesCurve inverse = { curve->denominator, curve->numerator };

  if (rules_polynomial_sign (&inverse.denominator, trace->at) < 0)
    {
      negate (&inverse.numerator);
      negate (&inverse.denominator);
    }
  return inverse;
}

const RulesCurve *
rules_trace_combine (RulesTrace *trace,
                     RulesOperator op,
                     RulesRatio a,
                     const RulesCurve *a_curve,
                     RulesRatio b,
                     const RulesCurve *b_curve)
{
  RulesCurve left;
  RulesCurve right;
  RulesCurve result;
  gboolean fits;

  /* Where only this value is certain nothing more is to be known. */
  if ((a_curve == NULL && b_curve == NULL) || trace->reach == trace->at)
    return NULL;
  left = curve_of (a, a_curve);
  right = curve_of (b, b_curve);
  if (op == RULES_OP_ADD || op == RULES_OP_SUBTRACT)
    fits = combine_sum (&left, &right, op == RULES_OP_ADD ? 1 : -1, trace->largest, &result);
  else
    {
      if (op == RULES_OP_DIVIDE)
        right = inverse_of (trace, &right);
      fits = combine_product (&left, &right, trace->largest, &result);
    }
  if (!fits)
    {
      rules_trace_stop (trace);
      return NULL;
    }
  rules_polynomial_reduce (&result.numerator, &result.denominator);
  if (result.numerator.degree == 0 && result.denominator.degree == 0)
    return NULL;

  RulesCurve *curve = new_curve (trace);
  *curve = result;
  return curve;
}

void
rules_trace_keep (RulesTrace *trace,
                  RulesOperator op,
                  RulesRatio a,
                  const RulesCurve *a_curve,
                  RulesRatio b,
                  const RulesCurve *b_curve)
{
  RulesPolynomial product;
  RulesPolynomial order;
  gint64 x = trace->at;

  if ((a_curve == NULL && b_curve == NULL) || trace->reach == x)
    return;

  RulesCurve left = curve_of (a, a_curve);
  RulesCurve right = curve_of (b, b_curve);
  if (!rules_polynomial_product (&left.numerator, &right.denominator, trace->largest, &order) ||
      !rules_polynomial_product (&right.numerator, &left.denominator, trace->largest, &product) ||
      !rules_polynomial_sum (&order, &product, -1, trace->largest, &order))
    {
      rules_trace_stop (trace);
      return;
    }

  /* Above and below can be the same to a relation, with another answer between them. */
  gboolean holds = rules_order_holds (op, rules_polynomial_sign (&order, x));
  for (;;)
    {
      x = rules_polynomial_run (&order, x, trace->reach);
      if (x == trace->reach ||
          rules_order_holds (op, rules_polynomial_sign (&order, x + trace->direction)) != holds)
        break;
      x += trace->direction;
    }
  trace->reach = x;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polynomials with 128-bit integer coefficients, over integers of a known size. */
#include "rules-trace.h"

/* Room above it for the differences of a polynomial: see rules_polynomial_run(). */
#define MOST ((__int128) 1 << 120)

static __int128
magnitude (__int128 n)
{
  return n < 0 ? -n : n;
}

static gboolean
is_small (__int128 n)
{
  return n < MOST && n > -MOST;
}

/* The most the value can be for |x| ≤ @largest; FALSE where that passes MOST. */
static gboolean
bound_of (const RulesPolynomial *p, gint64 largest, __int128 *bound)
{
  __int128 sum = 0;

  for (int i = (int) p->degree; i >= 0; i--)
    if (__builtin_mul_overflow (sum, (__int128) largest, &sum) ||
        __builtin_add_overflow (sum, magnitude (p->coefficients[i]), &sum) || !is_small (sum))
      return FALSE;
  *bound = sum;
  return TRUE;
}

static void
trim (RulesPolynomial *p)
{
  while (p->degree > 0 && p->coefficients[p->degree] == 0)
    p->degree--;
}

RulesPolynomial
rules_polynomial_constant (__int128 value)
{
  return (RulesPolynomial){ .degree = 0, .coefficients = { value } };
}

gboolean
rules_polynomial_sum (const RulesPolynomial *a,
                      const RulesPolynomial *b,
                      int sign,
                      gint64 largest,
                      RulesPolynomial *result)
{
  RulesPolynomial sum = { .degree = MAX (a->degree, b->degree) };
  __int128 a_bound;
  __int128 b_bound;

  if (!bound_of (a, largest, &a_bound) || !bound_of (b, largest, &b_bound) || !is_small (a_bound + b_bound))
    return FALSE;
  for (guint i = 0; i <= sum.degree; i++)
    sum.coefficients[i] =
        (i <= a->degree ? a->coefficients[i] : 0) + (i <= b->degree ? b->coefficients[i] * sign : 0);
  trim (&sum);
  *result = sum;
  return TRUE;
}

gboolean
rules_polynomial_product (const RulesPolynomial *a,
                          const RulesPolynomial *b,
                          gint64 largest,
                          RulesPolynomial *result)
{
  RulesPolynomial product = { .degree = a->degree + b->degree };
  __int128 a_bound;
  __int128 b_bound;
  __int128 bound;

  if (product.degree > RULES_MAX_DEGREE || !bound_of (a, largest, &a_bound) ||
      !bound_of (b, largest, &b_bound) || __builtin_mul_overflow (a_bound, b_bound, &bound) ||
      !is_small (bound))
    return FALSE;
  for (guint i = 0; i <= a->degree; i++)
    for (guint j = 0; j <= b->degree; j++)
      product.coefficients[i + j] += a->coefficients[i] * b->coefficients[j];
  trim (&product);
  *result = product;
  return TRUE;
}

static __int128
common_divisor (__int128 a, __int128 b)
{
  b = magnitude (b);
  while (b != 0)
    {
      __int128 rest = a % b;
      a = b;
      b = rest;
    }
  return a;
}

void
rules_polynomial_reduce (RulesPolynomial *a, RulesPolynomial *b)
{
  __int128 divisor = 0;

  for (guint i = 0; i <= b->degree && divisor != 1; i++)
    divisor = common_divisor (divisor, b->coefficients[i]);
  for (guint i = 0; i <= a->degree && divisor != 1; i++)
    divisor = common_divisor (divisor, a->coefficients[i]);
  if (divisor <= 1)
    return;
  for (guint i = 0; i <= a->degree; i++)
    a->coefficients[i] /= divisor;
  for (guint i = 0; i <= b->degree; i++)
    b->coefficients[i] /= divisor;
}

gboolean
rules_polynomial_equal (const RulesPolynomial *a, const RulesPolynomial *b)
{
  if (a->degree != b->degree)
    return FALSE;
  for (guint i = 0; i <= a->degree; i++)
    if (a->coefficients[i] != b->coefficients[i])
      return FALSE;
  return TRUE;
}

int
rules_polynomial_sign (const RulesPolynomial *p, gint64 x)
{
  __int128 value = 0;

  for (int i = (int) p->degree; i >= 0; i--)
    value = value * x + p->coefficients[i];
  return value < 0 ? -1 : value > 0;
}

/* p(x + @step) - p(x): where its sign stays, p goes one way. */
static RulesPolynomial
difference (const RulesPolynomial *p, int step)
{
  static const int CHOOSE[RULES_MAX_DEGREE + 1][RULES_MAX_DEGREE + 1] = {
    { 1 }, { 1, 1 }, { 1, 2, 1 }, { 1, 3, 3, 1 }, { 1, 4, 6, 4, 1 },
  };
  RulesPolynomial result = { .degree = p->degree - 1 };

  for (guint i = 1; i <= p->degree; i++)
    for (guint j = 0; j < i; j++)
      result.coefficients[j] += p->coefficients[i] * CHOOSE[i][j] * ((i - j) % 2 == 1 ? step : 1);
  trim (&result);
  return result;
}

/* @from has the sign, @to has not, and once it is lost between them it does not come back. */
static gint64
last_of_sign (const RulesPolynomial *p, int sign, gint64 from, gint64 to)
{
  while (to - from != 1 && to - from != -1)
    {
      gint64 middle = from + (to - from) / 2;
      if (rules_polynomial_sign (p, middle) == sign)
        from = middle;
      else
        to = middle;
    }
  return from;
}

gint64
rules_polynomial_run (const RulesPolynomial *p, gint64 x, gint64 limit)
{
  int step = limit > x ? 1 : -1;
  int sign = rules_polynomial_sign (p, x);

  if (p->degree == 0)
    return limit;

  RulesPolynomial slope = difference (p, step);
  while (x != limit)
    {
      gint64 end = p->degree == 1 ? limit : rules_polynomial_run (&slope, x, limit - step) + step;

      if (rules_polynomial_sign (p, end) != sign)
        return last_of_sign (p, sign, x, end);
      x = end;
    }
  return limit;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact ratios of 128-bit integers. A result is always in lowest terms with a positive denominator, and
 * the numerator stays above the most negative 128-bit number, so that every ratio has a negative. */
#include "rules-private.h"

typedef unsigned __int128 Unsigned;

#define MOST_NEGATIVE ((__int128) ((Unsigned) 1 << 127))

static Unsigned
magnitude (__int128 n)
{
  return n < 0 ? -(Unsigned) n : (Unsigned) n;
}

/* Most values of the rules fit 64 bits, where division is many times cheaper. */
static Unsigned
greatest_common_divisor (Unsigned a, Unsigned b)
{
  while (b > G_MAXUINT64)
    {
      Unsigned rest = a % b;
      a = b;
      b = rest;
    }
  if (b == 0)
    return a;

  guint64 x = (guint64) b;
  guint64 y = (guint64) (a % b);
  while (y != 0)
    {
      guint64 rest = x % y;
      x = y;
      y = rest;
    }
  return x;
}

/* @denominator > 0 */
static gboolean
ratio_reduce (__int128 numerator, __int128 denominator, RulesRatio *result)
{
  if (numerator == MOST_NEGATIVE)
    return FALSE;
  if (denominator != 1)
    {
      __int128 divisor = (__int128) greatest_common_divisor (magnitude (numerator), magnitude (denominator));
      numerator /= divisor;
      denominator /= divisor;
    }
  *result = (RulesRatio){ numerator, denominator };
  return TRUE;
}

/* @denominator must not be zero. */
RulesRatio
rules_ratio (gint64 numerator, gint64 denominator)
{
  RulesRatio result = { 0, 1 };
  __int128 n = numerator;
  __int128 d = denominator;

  g_assert (d != 0);
  if (d < 0)
    {
      n = -n;
      d = -d;
    }
  if (!ratio_reduce (n, d, &result))
    g_assert_not_reached ();
  return result;
}

static gboolean
ratio_sum (RulesRatio a, RulesRatio b, gboolean negate, RulesRatio *result)
{
  __int128 common;
  __int128 left;
  __int128 right;
  __int128 numerator;
  __int128 denominator;

  if (a.denominator == b.denominator)
    {
      left = a.numerator;
      right = b.numerator;
      denominator = a.denominator;
    }
  else
    {
      common = (__int128) greatest_common_divisor (magnitude (a.denominator), magnitude (b.denominator));
      if (__builtin_mul_overflow (a.numerator, b.denominator / common, &left) ||
          __builtin_mul_overflow (b.numerator, a.denominator / common, &right) ||
          __builtin_mul_overflow (a.denominator / common, b.denominator, &denominator))
        return FALSE;
    }
  if (negate ? __builtin_sub_overflow (left, right, &numerator)
             : __builtin_add_overflow (left, right, &numerator))
    return FALSE;
  return ratio_reduce (numerator, denominator, result);
}

gboolean
rules_ratio_add (RulesRatio a, RulesRatio b, RulesRatio *result)
{
  return ratio_sum (a, b, FALSE, result);
}

gboolean
rules_ratio_subtract (RulesRatio a, RulesRatio b, RulesRatio *result)
{
  return ratio_sum (a, b, TRUE, result);
}

gboolean
rules_ratio_multiply (RulesRatio a, RulesRatio b, RulesRatio *result)
{
  __int128 numerator;
  __int128 denominator;

  /* Cancelled crosswise first: the products are then in lowest terms and overflow only when the result
   * itself does. */
  if (b.denominator != 1)
    {
      __int128 across =
          (__int128) greatest_common_divisor (magnitude (a.numerator), magnitude (b.denominator));
      a.numerator /= across;
      b.denominator /= across;
    }
  if (a.denominator != 1)
    {
      __int128 across =
          (__int128) greatest_common_divisor (magnitude (b.numerator), magnitude (a.denominator));
      b.numerator /= across;
      a.denominator /= across;
    }
  if (__builtin_mul_overflow (a.numerator, b.numerator, &numerator) ||
      __builtin_mul_overflow (a.denominator, b.denominator, &denominator) || numerator == MOST_NEGATIVE)
    return FALSE;
  *result = (RulesRatio){ numerator, denominator };
  return TRUE;
}

gboolean
rules_ratio_divide (RulesRatio a, RulesRatio b, RulesRatio *result)
{
  if (b.numerator == 0)
    return FALSE;

  RulesRatio inverse = { b.denominator, b.numerator };
  if (inverse.denominator < 0)
    inverse = (RulesRatio){ -inverse.numerator, -inverse.denominator };
  return rules_ratio_multiply (a, inverse, result);
}

RulesRatio
rules_ratio_floor (RulesRatio a)
{
  __int128 whole = a.numerator / a.denominator;

  if (a.numerator < 0 && a.numerator % a.denominator != 0)
    whole--;
  return (RulesRatio){ whole, 1 };
}

RulesRatio
rules_ratio_truncate (RulesRatio a)
{
  return (RulesRatio){ a.numerator / a.denominator, 1 };
}

/* What rules_ratio_floor leaves, as a numerator over the same denominator. */
static __int128
rest_of (RulesRatio a)
{
  __int128 rest = a.numerator % a.denominator;

  return rest < 0 ? rest + a.denominator : rest;
}

/* Compares the whole parts, then the inverted rests: the steps of Euclid's algorithm, which need no
 * number larger than those given. */
static int
compare_by_parts (RulesRatio a, RulesRatio b)
{
  for (int sign = 1;; sign = -sign)
    {
      __int128 whole_a = rules_ratio_floor (a).numerator;
      __int128 whole_b = rules_ratio_floor (b).numerator;
      __int128 rest_a = rest_of (a);
      __int128 rest_b = rest_of (b);

      if (whole_a != whole_b)
        return whole_a < whole_b ? -sign : sign;
      if (rest_a == 0 || rest_b == 0)
        return rest_a == rest_b ? 0 : rest_a == 0 ? -sign : sign;
      a = (RulesRatio){ a.denominator, rest_a };
      b = (RulesRatio){ b.denominator, rest_b };
    }
}

/* *@order is below, equal to or above zero as @a is to @b. Exact for all ratios: never fails. */
gboolean
rules_ratio_compare (RulesRatio a, RulesRatio b, int *order)
{
  __int128 left;
  __int128 right;

  if (__builtin_mul_overflow (a.numerator, b.denominator, &left) ||
      __builtin_mul_overflow (b.numerator, a.denominator, &right))
    *order = compare_by_parts (a, b);
  else
    *order = left < right ? -1 : left > right;
  return TRUE;
}

gboolean
rules_ratio_round (RulesRatio a, gint64 *result)
{
  Unsigned n = magnitude (a.numerator);
  Unsigned d = magnitude (a.denominator);
  Unsigned whole = n / d;
  Unsigned rest = n % d;

  if (rest >= d - rest)
    whole++;
  /* G_MININT64 is RULES_MISSING, so the range is symmetric. */
  if (whole > G_MAXINT64)
    return FALSE;
  *result = a.numerator < 0 ? -(gint64) whole : (gint64) whole;
  return TRUE;
}

/* The next decimal digit of @rest / @d, leaving ten times the rest modulo @d; by addition, as the product
 * may pass 128 bits. */
static char
next_digit (Unsigned *rest, Unsigned d)
{
  Unsigned sum = 0;
  char digit = '0';

  for (int i = 0; i < 10; i++)
    {
      sum += *rest;
      if (sum >= d)
        {
          sum -= d;
          digit++;
        }
    }
  *rest = sum;
  return digit;
}

static void
append_whole (GString *text, Unsigned n)
{
  char digits[40];
  int at = sizeof digits;

  do
    digits[--at] = (char) ('0' + (int) (n % 10));
  while ((n /= 10) != 0);
  g_string_append_len (text, digits + at, (gssize) sizeof digits - at);
}

/* Halves away from zero, no trailing zeros. @rounded may be NULL. */
char *
rules_ratio_format (RulesRatio a, int decimals, gboolean *rounded)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) fraction = g_string_new (NULL);
  Unsigned d = magnitude (a.denominator);
  Unsigned whole = magnitude (a.numerator) / d;
  Unsigned rest = magnitude (a.numerator) % d;

  for (int i = 0; i < decimals && rest != 0; i++)
    g_string_append_c (fraction, next_digit (&rest, d));
  if (rounded != NULL)
    *rounded = rest != 0;
  if (rest != 0 && rest >= d - rest)
    {
      gsize at = fraction->len;
      while (at > 0 && fraction->str[at - 1] == '9')
        at--;
      g_string_truncate (fraction, at);
      if (at == 0)
        whole++;
      else
        fraction->str[at - 1]++;
    }
  while (fraction->len > 0 && fraction->str[fraction->len - 1] == '0')
    g_string_truncate (fraction, fraction->len - 1);

  if (a.numerator < 0 && (whole != 0 || fraction->len > 0))
    g_string_append_c (text, '-');
  append_whole (text, whole);
  if (fraction->len > 0)
    {
      g_string_append_c (text, '.');
      g_string_append (text, fraction->str);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

RulesRatio
rules_fact_ratio (RulesType type, gint64 number)
{
  switch (type)
    {
    case RULES_TYPE_PERCENT:
      return rules_ratio (number, 100000000);
    case RULES_TYPE_QUANTITY:
      return rules_ratio (number, 1000000);
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_COUNT:
    case RULES_TYPE_DATE:
    case RULES_TYPE_TEXT:
    case RULES_TYPE_INDUSTRY:
    case RULES_TYPE_ENUM:
    default:
      return (RulesRatio){ number, 1 };
    }
}

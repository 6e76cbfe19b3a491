/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact ratios up to the limits of 128 bits, and the texts of a batch. */
#include "rules-private.h"

#define LARGEST ((__int128) ((((unsigned __int128) 1) << 127) - 1))

static void
assert_ratio (RulesRatio actual, gint64 numerator, gint64 denominator)
{
  g_assert_true (actual.numerator == numerator);
  g_assert_true (actual.denominator == denominator);
}

static void
test_lowest_terms (void)
{
  assert_ratio (rules_ratio (6, 4), 3, 2);
  assert_ratio (rules_ratio (-6, 4), -3, 2);
  assert_ratio (rules_ratio (6, -4), -3, 2);
  assert_ratio (rules_ratio (0, -7), 0, 1);
  g_assert_true (rules_ratio (G_MININT64, -1).numerator == -(__int128) G_MININT64);
}

static void
test_arithmetic (void)
{
  RulesRatio r;

  g_assert_true (rules_ratio_add (rules_ratio (1, 6), rules_ratio (1, 10), &r));
  assert_ratio (r, 4, 15);
  g_assert_true (rules_ratio_subtract (rules_ratio (1, 6), rules_ratio (1, 6), &r));
  assert_ratio (r, 0, 1);
  g_assert_true (rules_ratio_multiply (rules_ratio (-2, 3), rules_ratio (9, 4), &r));
  assert_ratio (r, -3, 2);
  g_assert_true (rules_ratio_divide (rules_ratio (1, 2), rules_ratio (-3, 4), &r));
  assert_ratio (r, -2, 3);
  g_assert_false (rules_ratio_divide (rules_ratio (1, 2), rules_ratio (0, 4), &r));
}

static void
test_overflow (void)
{
  RulesRatio largest = { LARGEST, 1 };
  RulesRatio least = { -LARGEST, 1 };
  RulesRatio smallest = { 1, LARGEST };
  RulesRatio one = { 1, 1 };
  RulesRatio r = { 5, 7 };

  g_assert_false (rules_ratio_add (largest, one, &r));
  g_assert_false (rules_ratio_subtract (least, one, &r));
  g_assert_false (rules_ratio_multiply (largest, rules_ratio (2, 1), &r));
  g_assert_false (rules_ratio_multiply (smallest, rules_ratio (1, 2), &r));
  g_assert_false (rules_ratio_divide (largest, smallest, &r));
  assert_ratio (r, 5, 7);

  /* The most negative number itself is left out, so that every result has a negative. */
  g_assert_false (rules_ratio_multiply ((RulesRatio){ -((__int128) 1 << 126), 1 }, rules_ratio (2, 1), &r));

  /* At the limit and not over it. */
  g_assert_true (rules_ratio_subtract (largest, one, &r));
  g_assert_true (rules_ratio_add (r, one, &r));
  g_assert_true (r.numerator == LARGEST);
  g_assert_true (rules_ratio_multiply (largest, smallest, &r));
  assert_ratio (r, 1, 1);
  g_assert_true (rules_ratio_divide (largest, largest, &r));
  assert_ratio (r, 1, 1);
}

static void
assert_order (RulesRatio a, RulesRatio b, int expected)
{
  int order = 9;

  g_assert_true (rules_ratio_compare (a, b, &order));
  g_assert_cmpint (order, ==, expected);
  g_assert_true (rules_ratio_compare (b, a, &order));
  g_assert_cmpint (order, ==, -expected);
}

static void
test_compare (void)
{
  RulesRatio largest = { LARGEST, 1 };

  assert_order (rules_ratio (1, 3), rules_ratio (1, 2), -1);
  assert_order (rules_ratio (-1, 3), rules_ratio (-1, 2), 1);
  assert_order (rules_ratio (2, 4), rules_ratio (1, 2), 0);
  /* Cross products far beyond 128 bits. */
  assert_order (largest, (RulesRatio){ LARGEST - 1, 1 }, 1);
  assert_order ((RulesRatio){ LARGEST, LARGEST - 1 }, (RulesRatio){ LARGEST - 1, LARGEST - 2 }, -1);
  assert_order ((RulesRatio){ -LARGEST, LARGEST - 1 }, (RulesRatio){ -(LARGEST - 1), LARGEST - 2 }, 1);
  assert_order ((RulesRatio){ LARGEST, LARGEST - 1 }, (RulesRatio){ LARGEST, LARGEST - 1 }, 0);
  assert_order ((RulesRatio){ -LARGEST, 2 }, (RulesRatio){ LARGEST, LARGEST - 1 }, -1);
}

static void
assert_round (RulesRatio ratio, gint64 expected)
{
  gint64 result = 77;

  g_assert_true (rules_ratio_round (ratio, &result));
  g_assert_cmpint (result, ==, expected);
}

static void
test_round (void)
{
  gint64 result = 77;

  assert_round (rules_ratio (1, 2), 1);
  assert_round (rules_ratio (-1, 2), -1);
  assert_round (rules_ratio (49, 100), 0);
  assert_round (rules_ratio (-49, 100), 0);
  assert_round (rules_ratio (5, 2), 3);
  assert_round (rules_ratio (-5, 2), -3);
  assert_round (rules_ratio (999999, 2), 500000);
  assert_round ((RulesRatio){ LARGEST, LARGEST }, 1);
  assert_round ((RulesRatio){ LARGEST - 1, LARGEST }, 1);
  assert_round ((RulesRatio){ LARGEST / 2, LARGEST }, 0);
  assert_round (rules_ratio (G_MAXINT64, 1), G_MAXINT64);
  assert_round (rules_ratio (-G_MAXINT64, 1), -G_MAXINT64);
  g_assert_false (rules_ratio_round ((RulesRatio){ (__int128) G_MAXINT64 + 1, 1 }, &result));
  g_assert_false (rules_ratio_round ((RulesRatio){ (__int128) G_MAXINT64 * 2 + 1, 2 }, &result));
  /* It would read as RULES_MISSING. */
  g_assert_false (rules_ratio_round (rules_ratio (G_MININT64, 1), &result));
  g_assert_cmpint (result, ==, 77);
}

static void
test_whole (void)
{
  assert_ratio (rules_ratio_floor (rules_ratio (7, 2)), 3, 1);
  assert_ratio (rules_ratio_floor (rules_ratio (-7, 2)), -4, 1);
  assert_ratio (rules_ratio_floor (rules_ratio (-6, 2)), -3, 1);
  assert_ratio (rules_ratio_truncate (rules_ratio (7, 2)), 3, 1);
  assert_ratio (rules_ratio_truncate (rules_ratio (-7, 2)), -3, 1);
}

static void
assert_format (RulesRatio ratio, int decimals, const char *expected, gboolean expected_rounded)
{
  gboolean rounded = !expected_rounded;
  g_autofree char *text = rules_ratio_format (ratio, decimals, &rounded);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (rounded, ==, expected_rounded);
}

static void
test_format (void)
{
  assert_format (rules_ratio (0, 1), 4, "0", FALSE);
  assert_format (rules_ratio (51, 1000), 4, "0.051", FALSE);
  assert_format (rules_ratio (-51, 1000), 2, "-0.05", TRUE);
  assert_format (rules_ratio (2, 3), 4, "0.6667", TRUE);
  assert_format (rules_ratio (1, 3), 0, "0", TRUE);
  assert_format (rules_ratio (-1, 300), 2, "0", TRUE);
  assert_format (rules_ratio (1, 2), 0, "1", TRUE);
  assert_format (rules_ratio (99999, 100000), 4, "1", TRUE);
  assert_format (rules_ratio (-1999996, 100000), 4, "-20", TRUE);
  assert_format (rules_ratio (1200, 1), 2, "1200", FALSE);
  assert_format ((RulesRatio){ LARGEST, 1 }, 0, "170141183460469231731687303715884105727", FALSE);
  assert_format ((RulesRatio){ LARGEST - 1, LARGEST }, 4, "1", TRUE);
  assert_format ((RulesRatio){ LARGEST / 3, LARGEST }, 6, "0.333333", TRUE);
}

static void
test_facts (void)
{
  assert_ratio (rules_fact_ratio (RULES_TYPE_PERCENT, 5100000), 51, 1000);
  assert_ratio (rules_fact_ratio (RULES_TYPE_QUANTITY, 1500000), 3, 2);
  assert_ratio (rules_fact_ratio (RULES_TYPE_MONEY, 1000000), 1000000, 1);
  assert_ratio (rules_fact_ratio (RULES_TYPE_ENERGY, 50000025), 50000025, 1);
  assert_ratio (rules_fact_ratio (RULES_TYPE_COUNT, -3), -3, 1);
}

static void
test_texts (void)
{
  g_autoptr (RulesTexts) texts = rules_texts_new ();
  gint64 one = rules_texts_add (texts, "户号一");
  gint64 two = rules_texts_add (texts, "户号二");

  g_assert_cmpint (one, !=, two);
  g_assert_cmpint (rules_texts_add (texts, "户号一"), ==, one);
  g_assert_cmpstr (rules_texts_get (texts, two), ==, "户号二");
  g_assert_cmpint (rules_texts_add (texts, NULL), ==, RULES_MISSING);
  g_assert_cmpint (rules_texts_add (texts, ""), ==, RULES_MISSING);
  g_assert_null (rules_texts_get (texts, RULES_MISSING));
  g_assert_null (rules_texts_get (texts, 2));

  rules_texts_clear (texts);
  g_assert_null (rules_texts_get (texts, one));
  g_assert_cmpint (rules_texts_add (texts, "户号二"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ratio/lowest-terms", test_lowest_terms);
  g_test_add_func ("/ratio/arithmetic", test_arithmetic);
  g_test_add_func ("/ratio/overflow", test_overflow);
  g_test_add_func ("/ratio/compare", test_compare);
  g_test_add_func ("/ratio/round", test_round);
  g_test_add_func ("/ratio/whole", test_whole);
  g_test_add_func ("/ratio/format", test_format);
  g_test_add_func ("/ratio/facts", test_facts);
  g_test_add_func ("/texts", test_texts);
  return g_test_run ();
}

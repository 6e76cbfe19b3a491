/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses at the limits, and how much is looked for. That they are the nearest is held against every
 * value between by test-agree. */
#include "fixture.h"

#define MANY_LINES 50000

static RulesNear *
near_of (Fixture *fixture, const char *facts, const char *lines, gint64 within)
{
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (fixture->measure, fixture->settings);
  g_autoptr (Claims) claims = claims_new (fixture->measure);

  claims_add (claims, fixture->measure, facts, lines);
  claims_finish (claims);
  return rules_evaluator_near (evaluator, &claims->batch, 0, RULES_NEAR_ALL, within);
}

/* "award power 100 120": kind, fact, from and to in smallest units. */
static void
check_first (const char *text, const char *facts, const char *expected)
{
  static const char *const KINDS[] = { "award", "uncapped", "refuse" };
  g_autoptr (Fixture) fixture = fixture_new (text);
  g_autoptr (RulesNear) near = near_of (fixture, facts, NULL, RULES_MISSING);
  g_autofree char *first = NULL;

  g_assert_cmpuint (near->n_open, ==, 0);
  if (near->n_misses > 0)
    first = g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, KINDS[near->misses[0].kind],
                             near->misses[0].fact->id, near->misses[0].from, near->misses[0].to);
  g_assert_cmpstr (first != NULL ? first : "", ==, expected);
}

static void
test_limits (void)
{
  check_first ("fact a money \"甲\"\nrequire r \"条件\" a >= 100元\naward 1元\n", "a=99.99",
               "award a 9999 10000");
  check_first ("fact a money \"甲\"\nrequire r \"条件\" a > 100元\naward 1元\n", "a=100",
               "award a 10000 10001");
  check_first ("fact a money \"甲\"\nrequire r \"条件\" a >= 100元\naward 1元\n", "a=100",
               "refuse a 10000 9999");
  check_first ("fact a money \"甲\"\naward a * 50%\ncap 10元\n", "a=30", "uncapped a 3000 2000");
  check_first ("fact a money \"甲\"\naward a * 50%\nfloor 10元\n", "a=19.99", "award a 1999 2000");
  check_first ("fact a money \"甲\"\nrequire r \"条件\" a in 3元..4元 or a in 9元..10元\naward 1元\n", "a=6",
               "award a 600 400");
  check_first ("fact d date \"日\"\nrequire r \"条件\" add_months(d, 1) <= 2024-02-29\naward 1元\n",
               "d=2024-02-01", "award d 19754 19753");
  check_first ("fact a money \"甲\"\nfact b boolean \"乙\"\nrequire r \"条件\" b\naward a\n", "a=1 b=false",
               "");
}

static void
test_withheld (void)
{
  const char *text = "fact a money \"甲\"\naward a * 50%\ncap 10元\n";
  g_autoptr (Fixture) fixture = fixture_new (text);
  g_autoptr (RulesNear) capped = near_of (fixture, "a=30.01", NULL, RULES_MISSING);
  g_autoptr (RulesNear) whole = near_of (fixture, "a=20", NULL, RULES_MISSING);
  g_autoptr (Fixture) finer = fixture_new ("fact a money \"甲\"\naward a * 10%\ncap 10元\n");
  g_autoptr (RulesNear) rounded = near_of (finer, "a=100.04", NULL, RULES_MISSING);

  g_assert_cmpint (capped->withheld, ==, 501);
  g_assert_cmpint (whole->withheld, ==, RULES_MISSING);
  g_assert_cmpint (rounded->withheld, ==, RULES_MISSING);
  g_assert_cmpint (rounded->misses[0].kind, ==, RULES_NEAR_UNCAPPED);
}

static void
test_bounded_work (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("lines \"行\" {\n key fact k text \"键\"\n fact n money \"额\"\n}\n"
                   "require r \"条件\" sum(n) >= 1亿元\naward 1元\n");
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < MANY_LINES; i++)
    g_string_append_printf (lines, "%sk=%u n=1", i > 0 ? "; " : "", i);
  g_autoptr (RulesNear) near = near_of (fixture, "", lines->str, RULES_MISSING);
  g_assert_cmpuint (near->n_misses, <=, RULES_NEAR_MAX_WORK / MANY_LINES);
  g_assert_cmpuint (near->n_open + near->n_misses, ==, MANY_LINES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/near/limits", test_limits);
  g_test_add_func ("/near/withheld", test_withheld);
  g_test_add_func ("/near/bounded-work", test_bounded_work);
  return g_test_run ();
}

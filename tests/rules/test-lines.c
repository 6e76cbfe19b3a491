/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Detail lines: which count, keys that stand twice, lines left open, aggregates. */
#include "fixture.h"

static void
test_sums (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("fact above boolean \"规上\"\n"
                                             "lines \"电表\" {\n"
                                             "  key fact meter text \"户号\"\n"
                                             "  fact power energy \"电量\"\n"
                                             "  fact from date \"起\" event\n"
                                             "  review period \"区间\" from != 2024-02-01\n"
                                             "  review negative \"为负\" power < 0千瓦时\n"
                                             "}\n"
                                             "let total \"合计\" sum(power)\n"
                                             "require above \"规上\" above\n"
                                             "require enough \"达标\" total >= 50万千瓦时\n"
                                             "award total * 0.02元/千瓦时\ncap 30万元\n");

  fixture_check (fixture, "above=true", "meter=1 power=500000 from=2024-02-01", "award 10000.00 ok");
  fixture_check (fixture, "above=true", "meter=1 power=499999.99 from=2024-02-01", "refuse 0.00 enough");
  fixture_check (fixture, "above=true",
                 "meter=1 power=250000 from=2024-02-01; meter=2 power=250000.25 from=2024-02-01",
                 "award 10000.01 ok");
  fixture_check (fixture, "above=true", "meter=1 power=20000000 from=2024-02-01", "award 300000.00 capped");
  fixture_check (fixture, "above=true", "meter=1 power=500000 from=2024-01-31", "review period");
  fixture_check (fixture, "above=true", "meter=1 power=500000 from=2023-12-31",
                 "review period outside-validity");
  fixture_check (fixture, "above=false", "meter=1 power=500000 from=2024-01-31", "refuse 0.00 above");
  fixture_check (fixture, "above=true", "meter=1 power=-1 from=2024-02-01", "review negative");
  fixture_check (fixture, "above=true", "meter=1 power= from=2024-02-01", "review missing:power");
  fixture_check (fixture, "above=", "meter=1 power= from=2024-02-01", "review missing:above");
  /* The first line left open speaks. */
  fixture_check (fixture, "above=true", "meter=1 power=1 from=; meter=2 power=-1 from=2024-02-01",
                 "review missing:from");

  fixture_check (fixture, "above=true", NULL, "review no-lines");
  fixture_check (fixture, "above=false", NULL, "refuse 0.00 above");
  fixture_check (fixture, "above=", NULL, "review missing:above");
}

static void
test_keys (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("fact open boolean \"开放\"\n"
                                             "lines \"场次\" {\n"
                                             "  key fact event text \"场次\"\n"
                                             "  fact n money \"金额\"\n"
                                             "}\n"
                                             "require open \"开放\" open\n"
                                             "award sum(n)\n");

  fixture_check (fixture, "open=true", "event=a n=5; event=a n=5", "award 5.00 ok");
  fixture_check (fixture, "open=true", "event=a n=5; event=b n=5; event=a n=5", "award 10.00 ok");
  fixture_check (fixture, "open=true", "event=a n=5; event=a n=6", "review conflicting-lines");
  fixture_check (fixture, "open=true", "event=a n=5; event=a n=", "review conflicting-lines");
  /* Data that contradict each other cannot refuse. */
  fixture_check (fixture, "open=false", "event=a n=5; event=a n=6", "review conflicting-lines");
  fixture_check (fixture, "open=false", "event=a n=5; event=a n=5", "refuse 0.00 open");
  /* Without a key every line is its own. */
  fixture_check (fixture, "open=true", "event= n=5; event= n=5", "award 10.00 ok");
  /* More lines than are compared one by one. */
  fixture_check (fixture, "open=true",
                 "event=a n=1; event=b n=1; event=c n=1; event=d n=1; event=e n=1; event=f n=1; event=g n=1; "
                 "event=h n=1; event=i n=1; event=j n=1; event=a n=1; event= n=1; event= n=1",
                 "award 12.00 ok");
  fixture_check (fixture, "open=true",
                 "event=a n=1; event=b n=1; event=c n=1; event=d n=1; event=e n=1; event=f n=1; event=g n=1; "
                 "event=h n=1; event=i n=1; event=j n=1; event=a n=2",
                 "review conflicting-lines");
}

static void
test_left_out (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("lines \"场次\" {\n"
                                             "  key fact event text \"场次\"\n"
                                             "  fact online boolean \"线上\"\n"
                                             "  fact n money \"金额\"\n"
                                             "  require online \"线上\" online\n"
                                             "  let bounded min(n, 30元)\n"
                                             "}\n"
                                             "award sum(bounded)\n");

  fixture_check (fixture, "", "event=a online=true n=31; event=b online=false n=; event=c online=true n=1",
                 "award 31.00 ok");
  fixture_check (fixture, "", "event=a online=false n=31", "refuse 0.00 nothing-due");
  fixture_check (fixture, "", "event=a online= n=31; event=b online=true n=1", "review missing:online");
  fixture_check (fixture, "", "event=a online=true n=31; event=b online=true n=", "review missing:n");
}

static void
test_any_and_all (void)
{
  g_autoptr (Fixture) any = fixture_new ("result qualification\n"
                                         "lines \"行\" { fact ok boolean \"好\"  fact good boolean \"可\"\n"
                                         "  require good \"可\" good }\n"
                                         "require any \"有\" any(ok)\n");
  g_autoptr (Fixture) all = fixture_new ("result qualification\n"
                                         "lines \"行\" { fact ok boolean \"好\"  fact good boolean \"可\"\n"
                                         "  require good \"可\" good }\n"
                                         "require all \"都\" all(ok)\n"
                                         "require three \"三\" count() >= 3\n");

  fixture_check (any, "", "ok=false good=true; ok=true good=true", "award 0.00 ok");
  fixture_check (any, "", "ok=false good=true; ok=true good=false", "refuse 0.00 any");
  fixture_check (any, "", "ok=true good=false", "refuse 0.00 any");
  fixture_check (any, "", "ok= good=true; ok=true good=true", "award 0.00 ok");
  fixture_check (any, "", "ok= good=true; ok=false good=true", "review missing:ok");
  /* One line that satisfies it settles the matter, whatever the open line comes to. */
  fixture_check (any, "", "ok=false good=; ok=true good=true", "award 0.00 ok");
  fixture_check (any, "", "ok=true good=; ok=false good=true", "review missing:good");

  fixture_check (all, "", "ok=true good=true; ok=true good=true; ok=true good=true", "award 0.00 ok");
  fixture_check (all, "", "ok=true good=true; ok=true good=true; ok=false good=false", "refuse 0.00 three");
  fixture_check (all, "", "ok=true good=; ok=false good=true", "refuse 0.00 all");
  fixture_check (all, "", "ok=true good=; ok=true good=true", "review missing:good");
}

/* Workers who count, who cannot yet, and who cannot be judged. */
#define WORKERS                                                                                              \
  "fact agency boolean \"机构\"\n"                                                                         \
  "lines \"人员\" partial {\n"                                                                             \
  "  fact worker text \"身份证号\"\n"                                                                    \
  "  fact hired date \"入职\" event\n"                                                                     \
  "  fact left date \"离职\"\n"                                                                            \
  "  fact key boolean \"重点企业\" presumed yes\n"                                                       \
  "  let month add_months(hired, 1)\n"                                                                       \
  "  require window \"期间\" hired in 2024-02-01..2024-02-29\n"                                            \
  "  require key \"重点\" key\n"                                                                           \
  "  require stayed \"满一个月\" unless left is missing: left >= month\n"                                \
  "  pending month \"未满一个月\" month > as_of\n"                                                      \
  "}\n"                                                                                                      \
  "require agency \"机构\" agency\n"                                                                       \
  "award count_distinct(worker) * 500元\n"

static void
test_partial (void)
{
  g_autoptr (Fixture) fixture = fixture_new (WORKERS);

  fixture_as_of (fixture, "2024-03-15");
  fixture_check (fixture, "agency=true", "worker=a hired=2024-02-15; worker=b hired=2024-02-15",
                 "award 1000.00 ok");
  fixture_check (fixture, "agency=true", "worker=a hired=2024-02-15; worker=b hired=2024-02-16",
                 "award 500.00 ok pending");
  fixture_check (fixture, "agency=true", "worker=a hired=2024-02-16", "review pending");
  fixture_check (fixture, "agency=true", "worker=a hired=", "review missing:hired");
  fixture_check (fixture, "agency=true", "worker=a hired=; worker=b hired=2024-02-16",
                 "review missing:hired");
  fixture_check (fixture, "agency=true",
                 "worker=a hired=2024-02-01; worker=b hired=", "award 500.00 ok undecided-lines");
  fixture_check (fixture, "agency=true",
                 "worker=a hired=2024-02-01; worker=b hired=; worker=c hired=2024-02-20",
                 "award 500.00 ok pending undecided-lines");
  /* Left before the month was over, outside the window, not a key enterprise: nothing due. */
  fixture_check (fixture, "agency=true", "worker=a hired=2024-02-01 left=2024-02-29",
                 "refuse 0.00 nothing-due");
  fixture_check (fixture, "agency=true", "worker=a hired=2024-02-01 left=2024-03-01", "award 500.00 ok");
  fixture_check (fixture, "agency=true", "worker=a hired=2024-01-31; worker=b hired=2024-02-01 key=false",
                 "refuse 0.00 nothing-due");
  fixture_check (fixture, "agency=false", "worker=a hired=2024-02-16", "refuse 0.00 agency");
  fixture_check (fixture, "agency=true", "worker=a hired=2023-02-01",
                 "refuse 0.00 nothing-due outside-validity");

  /* A worker counts once if any row does, and that row settles the others. */
  fixture_check (fixture, "agency=true", "worker=a hired=2024-02-01; worker=a hired=2024-02-02",
                 "award 500.00 ok");
  fixture_check (fixture, "agency=true", "worker=a hired=2024-02-20; worker=a hired=2024-02-02",
                 "award 500.00 ok");
  fixture_check (fixture, "agency=true", "worker=a hired=; worker=a hired=2024-02-02", "award 500.00 ok");
  fixture_check (fixture, "agency=true", NULL, "review no-lines");
}

/* More lines than the columns hold at a time, beside claims with few. */
static void
test_many_lines (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("lines \"行\" { fact n money \"金额\" }\naward sum(n)\n");
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (fixture->measure, fixture->settings);
  g_autoptr (Claims) claims = claims_new (fixture->measure);
  static const guint SIZES[] = { 1, 2047, 2, 5000, 0, 2048, 2049, 1500, 600, 3 };
  g_autofree RulesDecision *decisions = g_new0 (RulesDecision, G_N_ELEMENTS (SIZES));

  for (guint i = 0; i < G_N_ELEMENTS (SIZES); i++)
    {
      GString *lines = g_string_new (NULL);
      for (guint l = 0; l < SIZES[i]; l++)
        g_string_append (lines, l == 0 ? "n=1" : "; n=1");
      claims_add (claims, fixture->measure, "", SIZES[i] > 0 ? lines->str : NULL);
      g_string_free (lines, TRUE);
    }
  claims_finish (claims);
  rules_evaluator_run (evaluator, &claims->batch, decisions);
  for (guint i = 0; i < G_N_ELEMENTS (SIZES); i++)
    if (SIZES[i] > 0)
      g_assert_cmpint (decisions[i].amount, ==, SIZES[i] * 100);
    else
      g_assert_cmpint (decisions[i].code, ==, RULES_CODE_NO_LINES);
}

/* More claims than the columns hold at a time. */
static void
test_many_claims (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact n money \"金额\"\nrequire some \"有\" n > 10元\naward n\n");
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (fixture->measure, fixture->settings);
  g_autoptr (Claims) claims = claims_new (fixture->measure);
  guint n = 2500;
  g_autofree RulesDecision *decisions = g_new0 (RulesDecision, n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *facts = g_strdup_printf ("n=%u", i);
      claims_add (claims, fixture->measure, facts, NULL);
    }
  claims_finish (claims);
  rules_evaluator_run (evaluator, &claims->batch, decisions);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (decisions[i].outcome, ==, i > 10 ? RULES_OUTCOME_AWARD : RULES_OUTCOME_REFUSE);
      g_assert_cmpint (decisions[i].amount, ==, i > 10 ? i * 100 : 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lines/sums", test_sums);
  g_test_add_func ("/lines/keys", test_keys);
  g_test_add_func ("/lines/left-out", test_left_out);
  g_test_add_func ("/lines/any-and-all", test_any_and_all);
  g_test_add_func ("/lines/partial", test_partial);
  g_test_add_func ("/lines/many-lines", test_many_lines);
  g_test_add_func ("/lines/many-claims", test_many_claims);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an explanation shows: values seen, the point that decided, each step of the amount. */
#include "fixture.h"

static void
assert_check (const RulesMeasure *measure,
              const RulesCheck *check,
              const char *id,
              RulesState state,
              const char *reason,
              const char *term)
{
  g_autofree char *text = fixture_term (check->term);

  g_assert_cmpstr (check->id, ==, id);
  g_assert_cmpint (check->state, ==, state);
  g_assert_cmpstr (rules_measure_get_code (measure, check->reason), ==, reason);
  g_assert_cmpstr (text, ==, term);
}

static void
assert_step (const RulesStep *step,
             RulesStepKind kind,
             gboolean binds,
             const char *term,
             const char *before,
             const char *after)
{
  g_autofree char *text = fixture_term (step->term);

  g_assert_cmpint (step->kind, ==, kind);
  g_assert_cmpint (step->binds, ==, binds);
  g_assert_cmpstr (text, ==, term);
  g_assert_cmpstr (step->before, ==, before);
  g_assert_cmpstr (step->after, ==, after);
}

#define PRODUCTION                                                                                                   \
  "fact fresh boolean \"新投产\"\nfact i industry \"行业\"\nfact o money \"产值\"\nfact p money \"同期\"\n" \
  "fact e energy \"电\"\nfact f energy \"同期电\"\nfact n money \"省级\"\n"                                    \
  "choice edge \"恰为\" { pay \"发放\" \"甲\"  refuse \"不予\" \"乙\" }\n"                                   \
  "require made \"制造业\" i in C13..C43\n"                                                                       \
  "require growth \"增幅\" unless fresh: growth(o, p) >= growth(e, f)\n"                                           \
  "require output \"产值\" when fresh: o >= 5000万元\n"                                                          \
  "flag over \"超过\" n > 80万元\n"                                                                              \
  "award n * 50%\ncap 40万元\nfloor 1万元 choice edge\n"

static void
test_award (void)
{
  g_autoptr (Fixture) fixture = fixture_new (PRODUCTION);
  g_autoptr (RulesExplanation) x =
      fixture_explain (fixture, "fresh=false i=17 o=107 p=99 e=1.1 f=1.02 n=960000.01", NULL);

  g_assert_cmpint (x->decision.outcome, ==, RULES_OUTCOME_AWARD);
  g_assert_cmpuint (x->n_checks, ==, 3);
  assert_check (fixture->measure, &x->checks[0], "made", RULES_STATE_MET, "ok", "(in:true i:17 (.. 13 43))");
  /* 8/99 and 4/51 of a whole: rounded to four decimals of a per cent, compared exactly. */
  assert_check (fixture->measure, &x->checks[1], "growth", RULES_STATE_MET, "ok",
                "(>=:true (growth:8.0808~% o:107.00 p:99.00) (growth:7.8431~% e:1.10 f:1.02))");
  assert_check (fixture->measure, &x->checks[2], "output", RULES_STATE_NOT_APPLICABLE, "ok", "fresh:false");
  g_assert_false (x->checks[0].is_review);

  g_assert_cmpuint (x->n_steps, ==, 3);
  assert_step (&x->steps[0], RULES_STEP_FORMULA, FALSE, "(*:480000.005 n:960000.01 50%)", NULL, "480000.005");
  assert_step (&x->steps[1], RULES_STEP_CAP, TRUE, "400000.00", "480000.005", "400000.00");
  assert_step (&x->steps[2], RULES_STEP_FLOOR, FALSE, "10000.00", "400000.00", "400000.00");
  g_assert_cmpuint (x->n_flags, ==, 1);
  assert_check (fixture->measure, &x->flags[0], "over", RULES_STATE_MET, "ok",
                "(>:true n:960000.01 800000.00)");
  g_assert_cmpuint (x->n_lines, ==, 0);
}

static void
test_floor_and_rounding (void)
{
  g_autoptr (Fixture) fixture = fixture_new (PRODUCTION);
  g_autoptr (RulesExplanation) below =
      fixture_explain (fixture, "fresh=true i=17 o=50000000 n=19999.99", NULL);
  g_autoptr (RulesExplanation) rounded =
      fixture_explain (fixture, "fresh=true i=17 o=50000000 n=20000.01", NULL);

  g_assert_cmpint (below->decision.code, ==, RULES_CODE_BELOW_FLOOR);
  g_assert_cmpuint (below->n_steps, ==, 3);
  assert_step (&below->steps[2], RULES_STEP_FLOOR, TRUE, "10000.00", "9999.995", "0.00");
  assert_check (fixture->measure, &below->checks[1], "growth", RULES_STATE_NOT_APPLICABLE, "ok",
                "fresh:true");
  assert_check (fixture->measure, &below->checks[2], "output", RULES_STATE_MET, "ok",
                "(>=:true o:50000000.00 50000000.00)");

  g_assert_cmpuint (rounded->n_steps, ==, 4);
  assert_step (&rounded->steps[3], RULES_STEP_ROUND, TRUE, "", "10000.005", "10000.01");
}

static void
test_refusal (void)
{
  g_autoptr (Fixture) fixture = fixture_new (PRODUCTION);
  g_autoptr (RulesExplanation) x = fixture_explain (fixture, "fresh=false i=46 o=107 p=0 e= f=1 n=1", NULL);

  g_assert_cmpint (x->decision.outcome, ==, RULES_OUTCOME_REFUSE);
  assert_check (fixture->measure, &x->checks[0], "made", RULES_STATE_UNMET, "ok",
                "(in:false i:46 (.. 13 43))");
  assert_check (fixture->measure, &x->checks[1], "growth", RULES_STATE_UNDECIDED, "zero-base",
                "(>= (growth o:107.00 p:0.00) (growth e f:1.00))");
  g_assert_cmpuint (x->n_steps, ==, 0);
}

/* An undecided guard is what the reader must see. */
static void
test_review (void)
{
  g_autoptr (Fixture) fixture = fixture_new (PRODUCTION);
  g_autoptr (RulesExplanation) guard = fixture_explain (fixture, "fresh= i=17 o=1 p=2 e=2 f=2 n=1", NULL);
  g_autoptr (RulesExplanation) figure = fixture_explain (fixture, "fresh=true i=17 o=50000000 n=", NULL);

  g_assert_cmpint (guard->decision.outcome, ==, RULES_OUTCOME_REVIEW);
  assert_check (fixture->measure, &guard->checks[1], "growth", RULES_STATE_UNDECIDED, "missing:fresh",
                "fresh");
  g_assert_cmpuint (guard->n_steps, ==, 0);

  g_assert_cmpint (figure->decision.outcome, ==, RULES_OUTCOME_REVIEW);
  g_assert_cmpuint (figure->n_steps, ==, 1);
  assert_step (&figure->steps[0], RULES_STEP_FORMULA, FALSE, "(* n 50%)", NULL, NULL);
}

static void
test_lines (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("lines \"行\" partial {\n"
                                             "  key fact k text \"键\"\n  fact n money \"金额\"\n"
                                             "  fact on date \"日\"\n"
                                             "  require large \"大\" n >= 5元\n"
                                             "  review even \"整\" n = 100元\n"
                                             "  pending soon \"未到\" on > as_of\n"
                                             "}\n"
                                             "let total \"合计\" sum(n)\n"
                                             "require total \"合计\" total > 0元\n"
                                             "award total\n");
  g_autoptr (RulesExplanation) x = fixture_explain (fixture, "",
                                                    "k=a n=7 on=2024-01-01; k=a n=7 on=2024-01-01; k=b n=4; "
                                                    "k=c n=9 on=2024-12-01; k=d n=100 on=2024-01-01");

  g_assert_cmpint (x->decision.amount, ==, 700);
  g_assert_cmpuint (x->n_lines, ==, 5);
  g_assert_cmpint (x->lines[0].state, ==, RULES_STATE_MET);
  g_assert_false (x->lines[0].duplicate);
  g_assert_true (x->lines[1].duplicate);
  g_assert_cmpuint (x->lines[1].n_checks, ==, 0);
  g_assert_cmpint (x->lines[2].state, ==, RULES_STATE_UNMET);
  g_assert_cmpint (x->lines[3].state, ==, RULES_STATE_PENDING);
  g_assert_cmpint (x->lines[4].state, ==, RULES_STATE_UNDECIDED);

  g_assert_cmpuint (x->lines[3].n_checks, ==, 3);
  assert_check (fixture->measure, &x->lines[3].checks[0], "large", RULES_STATE_MET, "ok",
                "(>=#3:true n#3:9.00 5.00)");
  assert_check (fixture->measure, &x->lines[3].checks[1], "even", RULES_STATE_UNMET, "ok",
                "(=#3:false n#3:9.00 100.00)");
  g_assert_true (x->lines[3].checks[1].is_review);
  assert_check (fixture->measure, &x->lines[3].checks[2], "soon", RULES_STATE_PENDING, "ok",
                "(>#3:true on#3:2024-12-01 as-of:2024-06-30)");
  assert_check (fixture->measure, &x->lines[2].checks[2], "soon", RULES_STATE_UNDECIDED, "missing:on",
                "(>#2 on#2 as-of:2024-06-30)");

  /* An aggregate shows what it adds up without one line's values, and what it came to. */
  assert_check (fixture->measure, &x->checks[0], "total", RULES_STATE_MET, "ok",
                "(>:true (total:7.00 (sum:7.00 n)) 0.00)");
  g_assert_cmpuint (x->n_flags, ==, 2);
  g_assert_cmpstr (x->flags[0].id, ==, "pending");
  g_assert_cmpstr (x->flags[1].id, ==, "undecided-lines");
  g_assert_null (x->flags[0].term);
}

static void
test_own_reasons (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("lines \"行\" { key fact k text \"键\"  fact n money \"金额\" }\naward sum(n)\n");
  g_autoptr (RulesExplanation) none = fixture_explain (fixture, "", NULL);
  g_autoptr (RulesExplanation) conflict = fixture_explain (fixture, "", "k=a n=1; k=a n=2");

  g_assert_cmpuint (none->n_checks, ==, 1);
  assert_check (fixture->measure, &none->checks[0], "no-lines", RULES_STATE_UNDECIDED, "no-lines", "");
  g_assert_true (none->checks[0].is_review);
  g_assert_cmpuint (conflict->n_checks, ==, 1);
  assert_check (fixture->measure, &conflict->checks[0], "conflicting-lines", RULES_STATE_UNDECIDED,
                "conflicting-lines", "");
}

/* Words, units, choices, parameters and names. */
static void
test_terms (void)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "fact c enum \"类\" { alpha \"甲\" beta \"乙\" }\nfact saved quantity \"节能\" unit 吨标准煤\n"
      "parameter rate money \"单价\" unit 元/吨标准煤\n"
      "choice way \"方式\" { one \"一\" \"甲\"  two \"二\" \"乙\" }\n"
      "let value \"节能额\" saved * rate\n"
      "require word \"类\" c in (alpha, beta)\n"
      "require way \"方式\" way is one\n"
      "require much \"多\" saved >= 300吨标准煤\n"
      "award value + saved * 0.5元/吨标准煤\n");

  fixture_set (fixture, "rate", "500");
  g_autoptr (RulesExplanation) x = fixture_explain (fixture, "c=beta saved=300.5", NULL);
  assert_check (fixture->measure, &x->checks[0], "word", RULES_STATE_MET, "ok",
                "(in:true c:beta alpha beta)");
  g_assert_cmpstr (x->checks[0].term->args[1]->label, ==, "甲");
  g_assert_nonnull (x->checks[0].term->args[0]->fact);
  assert_check (fixture->measure, &x->checks[1], "way", RULES_STATE_MET, "ok", "(way:true one)");
  g_assert_cmpstr (x->checks[1].term->args[0]->label, ==, "一");
  assert_check (fixture->measure, &x->checks[2], "much", RULES_STATE_MET, "ok",
                "(>=:true saved:300.5吨标准煤 300吨标准煤)");
  assert_step (&x->steps[0], RULES_STEP_FORMULA, FALSE,
               "(+:150400.25 (value:150250.00 (*:150250.00 saved:300.5吨标准煤 rate:500.00元/吨标准煤)) "
               "(*:150.25 saved:300.5吨标准煤 0.5元/吨标准煤))",
               NULL, "150400.25");
}

static void
test_score (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact r percent \"实际\"\nfact s percent \"标准\"\nresult score\n"
                   "score 10 + 0.2 * steps(r - s, 0.1%)\ncap 15\nfloor 0\n");
  g_autoptr (RulesExplanation) x = fixture_explain (fixture, "r=5.25 s=5", NULL);
  g_autoptr (RulesExplanation) low = fixture_explain (fixture, "r=-95 s=5", NULL);

  g_assert_cmpuint (x->n_steps, ==, 3);
  assert_step (&x->steps[0], RULES_STEP_FORMULA, FALSE,
               "(+:10.4 10 (*:0.4 0.2 (steps:2 (-:0.25% r:5.25% s:5%) 0.1%)))", NULL, "10.40");
  assert_step (&low->steps[2], RULES_STEP_FLOOR, TRUE, "0", "-190.00", "0.00");
}

/* What a score adds up by name, also where the claim is under review. */
static void
test_indicators (void)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "fact r percent \"实际\"\nfact s percent \"标准\"\nfact q quantity \"增量\"\nresult score\n"
      "let speed \"增速得分\" 10 + 0.2 * steps(r - s, 0.1%)\nlet growth \"增量得分\" q / 2\n"
      "score speed + growth\n");
  g_autoptr (Fixture) plain = fixture_new ("fact q quantity \"增量\"\nresult score\nlet half \"一半\" q / 2\n"
                                           "score half + 1\n");
  g_autoptr (RulesExplanation) whole = fixture_explain (fixture, "r=5.25 s=5 q=3", NULL);
  g_autoptr (RulesExplanation) open = fixture_explain (fixture, "r=5.25 s=5 q=", NULL);
  g_autoptr (RulesExplanation) none = fixture_explain (plain, "q=3", NULL);

  g_assert_cmpuint (rules_measure_get_n_indicators (fixture->measure), ==, 2);
  g_assert_cmpstr (rules_measure_get_indicator (fixture->measure, 0), ==, "增速得分");
  g_assert_cmpstr (rules_measure_get_indicator (fixture->measure, 1), ==, "增量得分");
  g_assert_cmpuint (whole->n_indicators, ==, 2);
  g_assert_cmpstr (whole->indicators[0]->value, ==, "10.4");
  g_assert_cmpstr (whole->indicators[1]->value, ==, "1.5");
  g_assert_cmpint (open->decision.outcome, ==, RULES_OUTCOME_REVIEW);
  g_assert_cmpstr (open->indicators[0]->value, ==, "10.4");
  g_assert_null (open->indicators[1]->value);

  g_assert_cmpuint (rules_measure_get_n_indicators (plain->measure), ==, 0);
  g_assert_cmpuint (none->n_indicators, ==, 0);
}

/* The measure itself: every statement, with no values but those of its literals. */
static void
test_outline (void)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "fact a money \"甲\"\nfact b boolean \"乙\"\nparameter p percent \"丙\"\n"
      "choice edge \"丁\" { pay \"发\"  refuse \"不发\" }\n"
      "fact kind enum \"戊\" { one \"一\"  two \"二\" }\nfact other enum \"己\" { two \"贰\"  one \"壹\" }\n"
      "lines \"行\" partial { fact w money \"额\" require large \"大\" w > 3元 pending soon \"未\" as_of < "
      "2024-02-29 }\n"
      "let half \"半\" a * 50%\nrequire enough \"够\" unless b: half >= 2万元\n"
      "review odd \"怪\" kind is two and other is two\n"
      "award half + sum(w)\ncap 5万元\nfloor 1元 choice edge\npayer city p\nflag f \"旗\" when b: a > 0元\n");
  g_autoptr (RulesOutline) outline = rules_measure_outline (fixture->measure);
  g_autofree char *test = fixture_term (outline->conditions[0].test);
  g_autofree char *unless = fixture_term (outline->conditions[0].unless);
  g_autofree char *odd = fixture_term (outline->conditions[1].test);
  g_autofree char *line = fixture_term (outline->line_conditions[0].test);
  g_autofree char *named = fixture_term (outline->named[0]);
  g_autofree char *formula = fixture_term (outline->formula);
  g_autofree char *cap = fixture_term (outline->cap);
  g_autofree char *share = fixture_term (outline->shares[0].share);
  const RulesTerm *words = outline->conditions[1].test;

  g_assert_cmpuint (outline->n_conditions, ==, 2);
  g_assert_cmpuint (outline->n_line_conditions, ==, 2);
  g_assert_cmpuint (outline->n_flags, ==, 1);
  g_assert_cmpint (outline->line_conditions[1].kind, ==, RULES_CONDITION_PENDING);
  g_assert_nonnull (outline->flags[0].when);
  g_assert_true (outline->lines_partial);
  g_assert_null (outline->rank);
  g_assert_cmpstr (outline->floor_choice->id, ==, "edge");
  g_assert_cmpstr (test, ==, "(>= (half (* a 50%)) 20000.00)");
  g_assert_cmpstr (unless, ==, "b");
  g_assert_cmpstr (odd, ==, "(and (= kind two) (= other two))");
  g_assert_cmpstr (line, ==, "(> w 3.00)");
  g_assert_cmpstr (named, ==, "(half (* a 50%))");
  g_assert_cmpstr (formula, ==, "(+ (half (* a 50%)) (sum w))");
  g_assert_cmpstr (cap, ==, "50000.00");
  g_assert_cmpstr (share, ==, "p");
  /* Each word is of the fact it stands beside. */
  g_assert_cmpstr (words->args[0]->args[1]->label, ==, "二");
  g_assert_cmpstr (words->args[1]->args[1]->label, ==, "贰");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explain/award", test_award);
  g_test_add_func ("/explain/floor-and-rounding", test_floor_and_rounding);
  g_test_add_func ("/explain/refusal", test_refusal);
  g_test_add_func ("/explain/review", test_review);
  g_test_add_func ("/explain/lines", test_lines);
  g_test_add_func ("/explain/own-reasons", test_own_reasons);
  g_test_add_func ("/explain/terms", test_terms);
  g_test_add_func ("/explain/score", test_score);
  g_test_add_func ("/explain/indicators", test_indicators);
  g_test_add_func ("/explain/outline", test_outline);
  return g_test_run ();
}

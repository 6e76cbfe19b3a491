/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions, formula, cap, floor and rounding at their edges: every claim by both evaluators. */
#include "fixture.h"

#define KLEENE "fact a boolean \"甲\"\nfact b boolean \"乙\"\nresult qualification\n"

/* One row: values of a and b (y, n, -), then what the condition makes of the claim. */
static void
check_table (const char *condition, const char *const rows[])
{
  g_autofree char *text = g_strconcat (KLEENE, condition, NULL);
  g_autoptr (Fixture) fixture = fixture_new (text);
  static const struct
  {
    char letter;
    const char *a;
    const char *b;
  } VALUES[] = { { 'y', "a=true", " b=true" }, { 'n', "a=false", " b=false" }, { '-', "a=", " b=" } };

  for (guint i = 0; rows[i] != NULL; i++)
    {
      const char *a = "";
      const char *b = "";
      for (guint v = 0; v < G_N_ELEMENTS (VALUES); v++)
        {
          if (VALUES[v].letter == rows[i][0])
            a = VALUES[v].a;
          if (VALUES[v].letter == rows[i][1])
            b = VALUES[v].b;
        }
      g_autofree char *facts = g_strconcat (a, b, NULL);
      fixture_check (fixture, facts, NULL, rows[i] + 3);
    }
}

static void
test_kleene (void)
{
  static const char *const AND[] = {
    "yy award 0.00 ok",    "yn refuse 0.00 c",
    "y- review missing:b", "ny refuse 0.00 c",
    "nn refuse 0.00 c",    "n- refuse 0.00 c",
    "-y review missing:a", "-n refuse 0.00 c",
    "-- review missing:a", NULL,
  };
  static const char *const OR[] = {
    "yy award 0.00 ok",    "yn award 0.00 ok",
    "y- award 0.00 ok",    "ny award 0.00 ok",
    "nn refuse 0.00 c",    "n- review missing:b",
    "-y award 0.00 ok",    "-n review missing:a",
    "-- review missing:a", NULL,
  };
  static const char *const NOT[] = { "y- refuse 0.00 c", "n- award 0.00 ok", "-y review missing:a", NULL };
  static const char *const WHEN[] = {
    "yy award 0.00 ok", "yn refuse 0.00 c", "y- review missing:b", "ny award 0.00 ok",    "nn award 0.00 ok",
    "n- award 0.00 ok", "-y award 0.00 ok", "-n review missing:a", "-- review missing:a", NULL,
  };
  static const char *const UNLESS[] = {
    "yy award 0.00 ok",    "yn award 0.00 ok",
    "y- award 0.00 ok",    "ny award 0.00 ok",
    "nn refuse 0.00 c",    "n- review missing:b",
    "-y award 0.00 ok",    "-n review missing:a",
    "-- review missing:a", NULL,
  };
  static const char *const REVIEW[] = { "y- review c", "n- award 0.00 ok", "-y review missing:a", NULL };
  static const char *const REVIEW_WHEN[] = {
    "yy review c",         "yn award 0.00 ok",
    "y- review missing:b", "ny award 0.00 ok",
    "nn award 0.00 ok",    "n- award 0.00 ok",
    "-y review missing:a", "-n award 0.00 ok",
    "-- review missing:a", NULL,
  };
  static const char *const REVIEW_UNLESS[] = {
    "yy award 0.00 ok",    "y- award 0.00 ok", "ny review c", "nn award 0.00 ok",
    "-y review missing:a", "-n award 0.00 ok", NULL,
  };
  static const char *const IF[] = {
    "yy award 0.00 ok",
    "yn refuse 0.00 c",
    "y- review missing:b",
    "ny refuse 0.00 c",
    "nn award 0.00 ok",
    "-y review missing:a",
    NULL,
  };
  static const char *const MISSING[] = {
    "y- award 0.00 ok",
    "-y refuse 0.00 c",
    "-- refuse 0.00 c",
    NULL,
  };

  check_table ("require c \"丙\" a and b", AND);
  check_table ("require c \"丙\" a or b", OR);
  check_table ("require c \"丙\" not a", NOT);
  check_table ("require c \"丙\" when a: b", WHEN);
  check_table ("require c \"丙\" unless a: b", UNLESS);
  check_table ("review c \"丙\" a", REVIEW);
  check_table ("review c \"丙\" when a: b", REVIEW_WHEN);
  check_table ("review c \"丙\" unless a: b", REVIEW_UNLESS);
  check_table ("require c \"丙\" if a then b else not b", IF);
  check_table ("require c \"丙\" not (a is missing)", MISSING);
}

/* The first definite failure speaks, wherever it stands; otherwise the first open point. */
static void
test_first_reason (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact a boolean \"甲\"\nfact b boolean \"乙\"\nfact n money \"丙\"\n"
                   "require one \"一\" a\n"
                   "review two \"二\" n > 100元\n"
                   "require three \"三\" b\n"
                   "flag large \"大\" n >= 100元\n"
                   "award n\n");

  fixture_check (fixture, "a=false b=false n=1", NULL, "refuse 0.00 one");
  fixture_check (fixture, "a= b=false n=101", NULL, "refuse 0.00 three large");
  fixture_check (fixture, "a= b= n=101", NULL, "review missing:a large");
  fixture_check (fixture, "a=true b= n=101", NULL, "review two large");
  fixture_check (fixture, "a=true b= n=100", NULL, "review missing:b large");
  fixture_check (fixture, "a=true b=true n=", NULL, "review missing:n");
  fixture_check (fixture, "a=true b=true n=99.99", NULL, "award 99.99 ok");
}

static void
test_growth (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact o money \"甲\"\nfact p money \"乙\"\nfact e energy \"丙\"\nfact f energy \"丁\"\n"
                   "result qualification\n"
                   "require growth \"增幅\" growth(o, p) >= growth(e, f)\n");

  fixture_check (fixture, "o=110 p=100 e=1.1 f=1", NULL, "award 0.00 ok");
  fixture_check (fixture, "o=109.99 p=100 e=1.1 f=1", NULL, "refuse 0.00 growth");
  fixture_check (fixture, "o=0 p=100 e=0 f=1", NULL, "award 0.00 ok");
  fixture_check (fixture, "o=-1 p=100 e=0 f=1", NULL, "refuse 0.00 growth");
  fixture_check (fixture, "o=110 p=0 e=1.1 f=1", NULL, "review zero-base");
  fixture_check (fixture, "o=110 p=-5 e=1.1 f=1", NULL, "review zero-base");
  fixture_check (fixture, "o=110 p=100 e=1.1 f=0", NULL, "review zero-base");
  fixture_check (fixture, "o=110 p= e=1.1 f=1", NULL, "review missing:p");
  fixture_check (fixture, "o= p=100 e=1.1 f=1", NULL, "review missing:o");
  /* Products beyond 64 bits. */
  fixture_check (fixture, "o=90000000000000001 p=90000000000000000 e=90000000000000001 f=90000000000000000",
                 NULL, "award 0.00 ok");
  fixture_check (fixture,
                 "o=90000000000000000.99 p=90000000000000000 e=90000000000000001 f=90000000000000000", NULL,
                 "refuse 0.00 growth");
}

static void
test_growth_limit (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact o money \"甲\"\nfact p money \"乙\"\nresult qualification\n"
                   "require growth \"增幅\" growth(o, p) >= 7%\n");

  fixture_check (fixture, "o=107 p=100", NULL, "award 0.00 ok");
  fixture_check (fixture, "o=106.99 p=100", NULL, "refuse 0.00 growth");
  fixture_check (fixture, "o=0.01 p=0.01", NULL, "refuse 0.00 growth");
  fixture_check (fixture, "o=0.02 p=0.01", NULL, "award 0.00 ok");
  fixture_check (fixture, "o=0.02 p=0", NULL, "review zero-base");
}

static void
test_cap_and_floor (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact n money \"甲\"\n"
                   "choice edge \"恰为1万元\" { pay \"发放\" \"甲\"  refuse \"不予\" \"乙\" }\n"
                   "award n * 50%\ncap 40万元\nfloor 1万元 choice edge\n");

  fixture_check (fixture, "n=800000", NULL, "award 400000.00 ok");
  fixture_check (fixture, "n=800000.01", NULL, "award 400000.00 capped");
  fixture_check (fixture, "n=799999.99", NULL, "award 400000.00 ok"); /* 399999.995 rounds up to the cap */
  fixture_check (fixture, "n=20000", NULL, "award 10000.00 ok at-floor");
  fixture_check (fixture, "n=20000.01", NULL, "award 10000.01 ok");
  /* 9999.995 must not round up to the floor and pass. */
  fixture_check (fixture, "n=19999.99", NULL, "refuse 0.00 below-floor");
  fixture_check (fixture, "n=0", NULL, "refuse 0.00 below-floor");
  fixture_check (fixture, "n=-1", NULL, "refuse 0.00 below-floor");
  fixture_check (fixture, "n=", NULL, "review missing:n");

  fixture_set (fixture, "edge", "refuse");
  fixture_check (fixture, "n=20000", NULL, "refuse 0.00 below-floor at-floor");
  fixture_check (fixture, "n=20000.01", NULL, "award 10000.01 ok");
}

static void
test_rounding (void)
{
  g_autoptr (Fixture) third = fixture_new ("fact n money \"甲\"\naward n / 3\n");
  g_autoptr (Fixture) rate = fixture_new ("fact e energy \"甲\"\naward e * 0.02元/千瓦时\n");

  fixture_check (third, "n=0.01", NULL, "refuse 0.00 nothing-due"); /* a third of a fen */
  fixture_check (third, "n=0.02", NULL, "award 0.01 ok");
  fixture_check (third, "n=-0.03", NULL, "refuse 0.00 nothing-due");
  fixture_check (third, "n=0", NULL, "refuse 0.00 nothing-due");
  fixture_check (third, "n=90000000000000000", NULL, "award 30000000000000000.00 ok");
  fixture_check (rate, "e=0.25", NULL, "award 0.01 ok"); /* half a fen */
  fixture_check (rate, "e=0.24", NULL, "refuse 0.00 nothing-due");
  fixture_check (rate, "e=0.75", NULL, "award 0.02 ok");
  fixture_check (rate, "e=500000.25", NULL, "award 10000.01 ok");
}

static void
test_overflow (void)
{
  g_autoptr (Fixture) square = fixture_new (
      "fact n quantity \"甲\"\nfact m quantity \"乙\"\nparameter unit money \"单价\" initial 1元\n"
      "require large \"大\" n * n * n >= 0\n"
      "award n * m * unit\n");
  g_autoptr (Fixture) wide = fixture_new ("fact n count \"甲\"\nfact m count \"乙\"\nresult qualification\n"
                                          "require large \"大\" n * m >= n + m\n");

  fixture_check (square, "n=2 m=3", NULL, "award 6.00 ok");
  /* Past 64 bits on the way, within them at the end: the walk finishes what the columns cannot. */
  fixture_check (square, "n=1000000000000 m=0.000001", NULL, "award 1000000.00 ok");
  fixture_check (square, "n=9000000000000 m=9000000000000", NULL, "review overflow");
  fixture_check (wide, "n=9000000000000000000 m=9000000000000000000", NULL, "award 0.00 ok");
  fixture_check (wide, "n=-9000000000000000000 m=9000000000000000000", NULL, "refuse 0.00 large");
}

static void
test_parameters (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("fact heads count \"人数\"\n"
                                             "parameter standard money \"标准\" reason \"另定\"\n"
                                             "parameter most money \"上限\" optional\n"
                                             "parameter share percent \"比例\"\n"
                                             "require some \"有人\" heads > 0\n"
                                             "award heads * standard\ncap most\n"
                                             "payer city share\n");

  fixture_check (fixture, "heads=0", NULL, "refuse 0.00 some");
  fixture_check (fixture, "heads=3", NULL, "review unset:standard");
  fixture_set (fixture, "standard", "500");
  fixture_check (fixture, "heads=3", NULL, "award 1500.00 ok payer-shares-unset");
  fixture_set (fixture, "most", "1200");
  fixture_check (fixture, "heads=3", NULL, "award 1200.00 capped payer-shares-unset");
  fixture_set (fixture, "share", "100");
  fixture_check (fixture, "heads=3", NULL, "award 1200.00 capped");
  fixture_check (fixture, "heads=0", NULL, "refuse 0.00 some");
}

static void
test_dates (void)
{
  g_autoptr (Fixture) month = fixture_new ("fact hired date \"入职\" event\nresult qualification\n"
                                           "require month \"满一个月\" add_months(hired, 1) <= as_of\n");
  g_autoptr (Fixture) days = fixture_new ("fact hired date \"入职\"\nresult qualification\n"
                                          "require days \"满30天\" add_days(hired, 30) <= as_of\n"
                                          "require span \"不早于\" as_of - hired <= 60天\n");

  fixture_as_of (month, "2024-02-29"); /* the month's last day where there is no 31st */
  fixture_check (month, "hired=2024-01-31", NULL, "award 0.00 ok");
  fixture_check (month, "hired=2024-01-29", NULL, "award 0.00 ok");
  fixture_check (month, "hired=2024-02-01", NULL, "refuse 0.00 month");
  fixture_as_of (month, "2024-03-28");
  fixture_check (month, "hired=2024-02-29", NULL, "refuse 0.00 month");
  fixture_as_of (month, "2024-03-29");
  fixture_check (month, "hired=2024-02-29", NULL, "award 0.00 ok");
  fixture_as_of (month, "2023-02-28");
  fixture_check (month, "hired=2023-01-31", NULL, "award 0.00 ok outside-validity");
  fixture_check (month, "hired=", NULL, "review missing:hired");

  /* Without a day nothing that waits for one can be known. */
  rules_settings_set_as_of (month->settings, RULES_MISSING);
  fixture_check (month, "hired=2024-01-31", NULL, "review pending");

  fixture_as_of (days, "2024-03-01");
  fixture_check (days, "hired=2024-01-31", NULL, "award 0.00 ok");
  fixture_check (days, "hired=2024-02-01", NULL, "refuse 0.00 days");
  fixture_check (days, "hired=2024-01-01", NULL, "award 0.00 ok");
  fixture_check (days, "hired=2023-12-31", NULL, "refuse 0.00 span");
}

static void
test_validity (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("fact on date \"日期\" event\nfact n money \"甲\"\naward n\n");

  fixture_check (fixture, "on=2024-01-01 n=1", NULL, "award 1.00 ok");
  fixture_check (fixture, "on=2024-12-31 n=1", NULL, "award 1.00 ok");
  fixture_check (fixture, "on=2023-12-31 n=1", NULL, "award 1.00 ok outside-validity");
  fixture_check (fixture, "on=2025-01-01 n=0", NULL, "refuse 0.00 nothing-due outside-validity");
  fixture_check (fixture, "on= n=", NULL, "review missing:n");
}

static void
test_scores (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact r percent \"实际\"\nfact s percent \"标准\"\n"
                   "result score\nscore min(15, max(0, 10 + 0.2 * steps(r - s, 0.1%)))\n");
  g_autoptr (Fixture) linear =
      fixture_new ("fact r percent \"实际\"\nfact b percent \"基数\"\n"
                   "result score\nscore 10 + 0.2 * (r - b) / 0.1%\ncap 15\nfloor 0\n");

  fixture_check (fixture, "r=5 s=5", NULL, "award 10.00 ok");
  fixture_check (fixture, "r=5.19 s=5", NULL, "award 10.20 ok");
  fixture_check (fixture, "r=4.81 s=5", NULL, "award 9.80 ok"); /* whole steps toward zero */
  fixture_check (fixture, "r=100 s=5", NULL, "award 15.00 ok");
  fixture_check (fixture, "r=-100 s=5", NULL, "award 0.00 ok"); /* a score of zero is a score */
  fixture_check (fixture, "r= s=5", NULL, "review missing:r");
  fixture_check (linear, "r=5.0125 b=5", NULL, "award 10.03 ok"); /* 10.025 */
  fixture_check (linear, "r=50 b=5", NULL, "award 15.00 capped");
  fixture_check (linear, "r=-50 b=5", NULL, "award 0.00 ok");
}

static void
test_operators (void)
{
  g_autoptr (Fixture) industry = fixture_new ("fact i industry \"行业\"\nresult qualification\n"
                                              "require industrial \"工业\" i in (B06..D46, R90)\n");
  g_autoptr (Fixture) word =
      fixture_new ("fact c enum \"类别\" { fresh \"新\" old \"旧\" other \"其他\" }\nfact t text \"市\"\n"
                   "award if c is fresh then 3元 else if t in (\"福州\", \"厦门\") then 2元 else 1元\n");
  g_autoptr (Fixture) divide = fixture_new ("fact n money \"甲\"\nfact d money \"乙\"\nresult qualification\n"
                                            "require half \"一半\" n / d >= 50%\n");
  g_autoptr (Fixture) whole = fixture_new ("fact n money \"甲\"\naward floor(n / 10000000元) * 500000元\n");

  fixture_check (industry, "i=05", NULL, "refuse 0.00 industrial");
  fixture_check (industry, "i=06", NULL, "award 0.00 ok");
  fixture_check (industry, "i=46", NULL, "award 0.00 ok");
  fixture_check (industry, "i=47", NULL, "refuse 0.00 industrial");
  fixture_check (industry, "i=90", NULL, "award 0.00 ok");
  fixture_check (industry, "i=", NULL, "review missing:i");

  fixture_check (word, "c=fresh", NULL, "award 3.00 ok");
  fixture_check (word, "c=old t=厦门", NULL, "award 2.00 ok");
  fixture_check (word, "c=old t=漳州", NULL, "award 1.00 ok");
  fixture_check (word, "c=other t=", NULL, "review missing:t");
  fixture_check (word, "c= t=厦门", NULL, "review missing:c");

  fixture_check (divide, "n=1 d=2", NULL, "award 0.00 ok");
  fixture_check (divide, "n=0.99 d=2", NULL, "refuse 0.00 half");
  fixture_check (divide, "n=1 d=0", NULL, "review zero-divisor");
  fixture_check (divide, "n=-1 d=-2", NULL, "award 0.00 ok");

  fixture_check (whole, "n=9999999.99", NULL, "refuse 0.00 nothing-due");
  fixture_check (whole, "n=10000000", NULL, "award 500000.00 ok");
  fixture_check (whole, "n=29999999.99", NULL, "award 1000000.00 ok");
}

static void
test_presumed (void)
{
  g_autoptr (Fixture) fixture = fixture_new ("fact key boolean \"重点\" presumed yes\nfact n money \"甲\"\n"
                                             "require key \"重点企业\" key\naward n\n");

  fixture_check (fixture, "key= n=5", NULL, "award 5.00 ok");
  fixture_check (fixture, "key=true n=5", NULL, "award 5.00 ok");
  fixture_check (fixture, "key=false n=5", NULL, "refuse 0.00 key");
}

static void
test_conflicting_rows (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact n money \"甲\"\nrequire some \"有\" n > 0元\nflag large \"大\" n > 5元\naward n\n");
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (fixture->measure, fixture->settings);
  g_autoptr (Claims) claims = claims_new (fixture->measure);
  RulesDecision decisions[3];

  claims_add (claims, fixture->measure, "n=6", NULL);
  claims_add (claims, fixture->measure, "n=0", NULL);
  claims_add (claims, fixture->measure, "n=0", NULL);
  g_array_index (claims->conflicts, guint8, 0) = 1;
  g_array_index (claims->conflicts, guint8, 1) = 1;
  claims_finish (claims);
  rules_evaluator_run (evaluator, &claims->batch, decisions);

  static const char *const EXPECTED[] = { "review conflicting-rows large", "review conflicting-rows",
                                          "refuse 0.00 some" };
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autofree char *text = fixture_describe (fixture->measure, &decisions[i]);
      g_assert_cmpstr (text, ==, EXPECTED[i]);
    }
}

static void
test_splits (void)
{
  g_autoptr (Fixture) fixture = fixture_new (
      "fact n money \"甲\"\naward n\nparameter share percent \"市级\"\nparameter rest percent \"县级\"\n"
      "payer city share\npayer county rest\ninstalments 3\n");
  g_autoptr (Fixture) none = fixture_new ("fact n money \"甲\"\naward n\n");
  gint64 parts[RULES_N_PAYERS];
  gint64 instalments[3];
  gint64 column[] = { 100 };
  const gint64 *columns[] = { column };
  RulesBatch claim = { .n_claims = 1, .facts = columns };

  g_autoptr (RulesEvaluator) unset = rules_evaluator_new (fixture->measure, fixture->settings);
  g_assert_false (rules_evaluator_split_payers (unset, &claim, 0, 100, parts));

  fixture_set (fixture, "share", "50");
  fixture_set (fixture, "rest", "50");
  g_autoptr (RulesEvaluator) halves = rules_evaluator_new (fixture->measure, fixture->settings);
  g_assert_true (rules_evaluator_split_payers (halves, &claim, 0, 101, parts));
  g_assert_cmpint (parts[RULES_PAYER_CITY], ==, 51);
  g_assert_cmpint (parts[RULES_PAYER_COUNTY], ==, 50);
  g_assert_cmpint (parts[RULES_PAYER_PROVINCE], ==, 0);
  g_assert_true (rules_evaluator_split_payers (halves, &claim, 0, 0, parts));
  g_assert_cmpint (parts[RULES_PAYER_CITY], ==, 0);

  rules_measure_split_instalments (fixture->measure, 30000000, instalments);
  g_assert_cmpint (instalments[0], ==, 10000000);
  g_assert_cmpint (instalments[2], ==, 10000000);
  rules_measure_split_instalments (fixture->measure, 100, instalments);
  g_assert_cmpint (instalments[0], ==, 33);
  g_assert_cmpint (instalments[1], ==, 33);
  g_assert_cmpint (instalments[2], ==, 34);

  g_autoptr (Fixture) fixed =
      fixture_new ("fact n money \"甲\"\naward n\npayer province 60%\npayer city 20%\npayer county 20%\n");
  g_autoptr (RulesEvaluator) three = rules_evaluator_new (fixed->measure, fixed->settings);
  g_assert_true (rules_evaluator_split_payers (three, &claim, 0, 103, parts));
  g_assert_cmpint (parts[RULES_PAYER_PROVINCE], ==, 62);
  g_assert_cmpint (parts[RULES_PAYER_CITY], ==, 21);
  g_assert_cmpint (parts[RULES_PAYER_COUNTY], ==, 20);
  /* Rounding up never takes more than there is. */
  g_assert_true (rules_evaluator_split_payers (halves, &claim, 0, 1, parts));
  g_assert_cmpint (parts[RULES_PAYER_CITY], ==, 1);
  g_assert_cmpint (parts[RULES_PAYER_COUNTY], ==, 0);

  g_autoptr (RulesEvaluator) nobody = rules_evaluator_new (none->measure, none->settings);
  g_assert_false (rules_evaluator_split_payers (nobody, &claim, 0, 100, parts));

  /* Who pays may follow from the claim. */
  g_autoptr (Fixture) by_claim = fixture_new ("fact n money \"甲\"\naward n\n"
                                              "payer province if n < 1元 then 0% else 100%\n"
                                              "payer city if n < 1元 then 100% else 0%\n");
  g_autoptr (RulesEvaluator) following = rules_evaluator_new (by_claim->measure, by_claim->settings);
  g_assert_true (rules_evaluator_split_payers (following, &claim, 0, 100, parts));
  g_assert_cmpint (parts[RULES_PAYER_PROVINCE], ==, 100);
  column[0] = 99;
  g_assert_true (rules_evaluator_split_payers (following, &claim, 0, 100, parts));
  g_assert_cmpint (parts[RULES_PAYER_CITY], ==, 100);
  column[0] = RULES_MISSING;
  g_assert_false (rules_evaluator_split_payers (following, &claim, 0, 100, parts));

  /* Shares that do not add up to the whole are no shares. */
  g_autoptr (Fixture) short_of = fixture_new ("fact n money \"甲\"\naward n\n"
                                              "payer province if n < 1元 then 0% else 50%\npayer city 40%\n");
  g_autoptr (RulesEvaluator) lacking = rules_evaluator_new (short_of->measure, short_of->settings);
  column[0] = 100;
  g_assert_false (rules_evaluator_split_payers (lacking, &claim, 0, 100, parts));
}

/* The evaluator keeps settings of its own. */
static void
test_settings_are_copied (void)
{
  g_autoptr (Fixture) fixture =
      fixture_new ("fact t text \"市\"\nparameter home text \"本市\" initial \"福州\"\nresult qualification\n"
                   "require here \"本市\" t = home\n");
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (fixture->measure, fixture->settings);
  g_autoptr (Claims) claims = claims_new (fixture->measure);
  RulesDecision decision;

  fixture_check (fixture, "t=福州", NULL, "award 0.00 ok");
  fixture_set (fixture, "home", "厦门");
  fixture_check (fixture, "t=福州", NULL, "refuse 0.00 here");
  claims_add (claims, fixture->measure, "t=福州", NULL);
  claims_finish (claims);
  rules_evaluator_run (evaluator, &claims->batch, &decision);
  g_assert_cmpint (decision.outcome, ==, RULES_OUTCOME_AWARD);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decide/kleene", test_kleene);
  g_test_add_func ("/decide/first-reason", test_first_reason);
  g_test_add_func ("/decide/growth", test_growth);
  g_test_add_func ("/decide/growth-limit", test_growth_limit);
  g_test_add_func ("/decide/cap-and-floor", test_cap_and_floor);
  g_test_add_func ("/decide/rounding", test_rounding);
  g_test_add_func ("/decide/overflow", test_overflow);
  g_test_add_func ("/decide/parameters", test_parameters);
  g_test_add_func ("/decide/dates", test_dates);
  g_test_add_func ("/decide/validity", test_validity);
  g_test_add_func ("/decide/scores", test_scores);
  g_test_add_func ("/decide/operators", test_operators);
  g_test_add_func ("/decide/presumed", test_presumed);
  g_test_add_func ("/decide/conflicting-rows", test_conflicting_rows);
  g_test_add_func ("/decide/splits", test_splits);
  g_test_add_func ("/decide/settings-are-copied", test_settings_are_copied);
  return g_test_run ();
}

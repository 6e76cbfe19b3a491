/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts, capitals, masks and terms in words. Run in the C locale: the words are the English ones. */
#include <glib.h>

#include "award-words-near.h"
#include "award-words.h"

static void
test_capital (void)
{
  static const struct
  {
    gint64 fen;
    const char *words;
  } vectors[] = {
    { 0, "零元整" },
    { 1, "壹分" },
    { 10, "壹角" },
    { 55, "伍角伍分" },
    { 1000, "壹拾元整" },
    { 1500, "壹拾伍元整" },
    { 10100, "壹佰零壹元整" },
    { 11000, "壹佰壹拾元整" },
    { 100100, "壹仟零壹元整" },
    { 101000, "壹仟零壹拾元整" },
    { 140950, "壹仟肆佰零玖元伍角" },
    { 600714, "陆仟零柒元壹角肆分" },
    { 168032, "壹仟陆佰捌拾元叁角贰分" },
    { 10700053, "壹拾万柒仟元伍角叁分" },
    { 1640902, "壹万陆仟肆佰零玖元零贰分" },
    { 32504, "叁佰贰拾伍元零肆分" },
    { 1000000, "壹万元整" },
    { 1000100, "壹万零壹元整" },
    { 1001000, "壹万零壹拾元整" },
    { 1010000, "壹万零壹佰元整" },
    { 10000000, "壹拾万元整" },
    { 10005000, "壹拾万零伍拾元整" },
    { 10100000, "壹拾万壹仟元整" },
    { 20030000, "贰拾万零叁佰元整" },
    { 30000000, "叁拾万元整" },
    { 40000000, "肆拾万元整" },
    { 6172840, "陆万壹仟柒佰贰拾捌元肆角" },
    { 29999998, "贰拾玖万玖仟玖佰玖拾玖元玖角捌分" },
    { 100000100, "壹佰万零壹元整" },
    { 1000500000, "壹仟万伍仟元整" },
    { 3010500000, "叁仟零壹拾万伍仟元整" },
    { 6912210000, "陆仟玖佰壹拾贰万贰仟壹佰元整" },
    { 10000000101, "壹亿零壹元零壹分" },
    { 10001000100, "壹亿零壹万零壹元整" },
    { 12000000005, "壹亿贰仟万元零伍分" },
    { 100050000000, "壹拾亿零伍拾万元整" },
    { 100500000890, "壹拾亿零伍佰万零捌元玖角" },
    { 1000000000000, "壹佰亿元整" },
    { 10000500000, "壹亿零伍仟元整" },
    { -40000000, "负肆拾万元整" },
    { G_MAXINT64, "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *words = award_words_capital (vectors[i].fen);
      g_assert_cmpstr (words, ==, vectors[i].words);
    }
}

static void
test_amount (void)
{
  static const struct
  {
    gint64 fen;
    const char *words;
  } vectors[] = {
    { 0, "0.00" },
    { 5, "0.05" },
    { 99999, "999.99" },
    { 100000, "1,000.00" },
    { 4800000, "48,000.00" },
    { 357317900, "3,573,179.00" },
    { -4800050, "-48,000.50" },
    { RULES_MISSING, "—" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *words = award_words_amount (vectors[i].fen);
      g_assert_cmpstr (words, ==, vectors[i].words);
    }
}

static void
test_masked (void)
{
  static const struct
  {
    const char *code;
    const char *shown;
  } vectors[] = {
    { "350102190007075100", "350102********5100" },
    { "35010219000707006X", "350102********006X" },
    { "350102900707510", "350102*****7510" },
    /* Credit codes stay whole, also one that is digits only. */
    { "91350122MADEM0011U", "91350122MADEM0011U" },
    { "913501009990000791", "913501009990000791" },
    { "6222020000000000000", "622202*********0000" },
    { "1402000012", "******0012" },
    { "鼓楼区", "鼓楼区" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *shown = award_words_masked (vectors[i].code);
      g_assert_cmpstr (shown, ==, vectors[i].shown);
    }
}

static void
test_fact (void)
{
  const char *const none[] = { NULL };
  const RulesWord words[] = { { "agency", "人力资源机构", none }, { "other", "其他", none } };
  const RulesFact money = { .id = "output", .label = "一季度总产值", .type = RULES_TYPE_MONEY };
  const RulesFact energy = { .id = "power", .label = "用电量", .type = RULES_TYPE_ENERGY };
  const RulesFact industry = { .id = "industry", .label = "行业代码", .type = RULES_TYPE_INDUSTRY };
  const RulesFact percent = { .id = "growth", .label = "增速", .type = RULES_TYPE_PERCENT };
  const RulesFact day = { .id = "on", .label = "日期", .type = RULES_TYPE_DATE };
  const RulesFact text = { .id = "worker", .label = "人员", .type = RULES_TYPE_TEXT };
  const RulesFact choice = {
    .id = "introducer", .label = "主体", .type = RULES_TYPE_ENUM, .n_words = 2, .words = words
  };
  const RulesFact coal = { .id = "coal", .label = "节能量", .type = RULES_TYPE_QUANTITY, .unit = "吨标准煤" };
  const struct
  {
    const RulesFact *fact;
    RulesValue value;
    const char *shown;
    const char *heading;
  } vectors[] = {
    { &money, { .number = 9858200000 }, "98,582,000.00", "一季度总产值 (yuan)" },
    { &money, { .number = RULES_MISSING }, "—", "一季度总产值 (yuan)" },
    { &energy, { .number = 50000001 }, "500,000.01", "用电量 (kWh)" },
    { &energy, { .number = 50000000 }, "500,000", "用电量 (kWh)" },
    { &industry, { .number = 8 }, "B08", "行业代码" },
    { &percent, { .number = 5100000 }, "5.1%", "增速" },
    { &day, { .number = 19782 }, "2024-02-29", "日期" },
    { &text, { .text = "350102190001010007" }, "350102********0007", "人员" },
    { &text, { .text = "05900000000" }, "05900000000", "人员" },
    { &text, { .text = NULL }, "—", "人员" },
    { &choice, { .number = 0 }, "人力资源机构", "主体" },
    { &coal, { .number = 1500500000 }, "1,500.5", "节能量 (吨标准煤)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *shown = award_words_fact (vectors[i].fact, vectors[i].value);
      g_autofree char *heading = award_words_heading (vectors[i].fact);
      g_assert_cmpstr (shown, ==, vectors[i].shown);
      g_assert_cmpstr (heading, ==, vectors[i].heading);
    }
}

static void
test_origin (void)
{
  const AwardOrigin cell = { "production.xlsx", "汇总表", 12, 6 };
  const AwardOrigin far = { "a.xlsx", "S", 3, 28 };
  const AwardOrigin row = { "production.xlsx", "汇总表", 12, 0 };
  const AwardOrigin none = { 0 };
  g_autofree char *a = award_words_origin (&cell, FALSE);
  g_autofree char *b = award_words_origin (&cell, TRUE);
  g_autofree char *c = award_words_origin (&far, FALSE);
  g_autofree char *d = award_words_origin (&row, FALSE);

  g_assert_cmpstr (a, ==, "汇总表!F12");
  g_assert_cmpstr (b, ==, "production.xlsx 汇总表!F12");
  g_assert_cmpstr (c, ==, "S!AB3");
  g_assert_cmpstr (d, ==, "汇总表, row 12");
  g_assert_null (award_words_origin (&none, TRUE));
}

/* Terms as the rules give them. */
static RulesTerm province = { .op = RULES_OP_FACT,
                              .type = RULES_TYPE_MONEY,
                              .label = "省级奖励金额",
                              .value = (char *) "96000.00",
                              .line = -1 };
static RulesTerm missing = { .op = RULES_OP_FACT,
                             .type = RULES_TYPE_MONEY,
                             .label = "上年一季度总产值",
                             .value = NULL,
                             .line = -1 };
static RulesTerm half = { .op = RULES_OP_LITERAL, .type = RULES_TYPE_PERCENT, .value = (char *) "50" };
static RulesTerm limit = { .op = RULES_OP_LITERAL, .type = RULES_TYPE_MONEY, .value = (char *) "400000.00" };

static void
test_term (void)
{
  RulesTerm *sum_args[] = { &province, &missing };
  RulesTerm sum = { .op = RULES_OP_ADD, .type = RULES_TYPE_MONEY, .n_args = 2, .args = sum_args };
  RulesTerm *product_args[] = { &sum, &half };
  RulesTerm product = {
    .op = RULES_OP_MULTIPLY, .type = RULES_TYPE_MONEY, .n_args = 2, .args = product_args
  };
  RulesTerm *plus_args[] = { &product, &province };
  RulesTerm plus = { .op = RULES_OP_ADD, .type = RULES_TYPE_MONEY, .n_args = 2, .args = plus_args };
  RulesTerm *least_args[] = { &province, &limit };
  RulesTerm least = { .op = RULES_OP_MIN, .type = RULES_TYPE_MONEY, .n_args = 2, .args = least_args };
  RulesTerm *minus_args[] = { &province, &sum };
  RulesTerm minus = { .op = RULES_OP_SUBTRACT, .type = RULES_TYPE_MONEY, .n_args = 2, .args = minus_args };
  const struct
  {
    const RulesTerm *term;
    gboolean with_values;
    const char *words;
  } vectors[] = {
    { &product, FALSE, "(省级奖励金额 + 上年一季度总产值) × 50%" },
    { &product, TRUE, "(96,000.00 yuan + (missing)) × 50%" },
    { &plus, FALSE, "(省级奖励金额 + 上年一季度总产值) × 50% + 省级奖励金额" },
    { &least, FALSE, "省级奖励金额 (at most 400,000.00 yuan)" },
    { &minus, FALSE, "省级奖励金额 − (省级奖励金额 + 上年一季度总产值)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *words = award_words_term (vectors[i].term, vectors[i].with_values);
      g_assert_cmpstr (words, ==, vectors[i].words);
    }
}

static void
test_check (void)
{
  RulesTerm left = { .op = RULES_OP_NAMED, .type = RULES_TYPE_PERCENT, .label = "产值增幅" };
  RulesTerm right = { .op = RULES_OP_NAMED, .type = RULES_TYPE_PERCENT, .label = "用电增幅" };
  RulesTerm *args[] = { &left, &right };
  RulesTerm compare = { .op = RULES_OP_GE, .type = RULES_TYPE_BOOLEAN, .n_args = 2, .args = args };
  RulesCheck check = { .id = "growth", .label = "产值增幅不低于用电增幅", .term = &compare };
  const struct
  {
    const char *left, *right, *holds;
    gboolean rounded;
    const char *words;
  } vectors[] = {
    { "3", "6", "false", FALSE, "3.00% < 6.00%" },
    { "6.0000", "6", "true", FALSE, "6.00% ≥ 6.00%" },
    { "12.3456", "3", "true", TRUE, "12.35% ≥ 3.00%" },
    /* Two decimals would make them equal. */
    { "5.9996", "6.0001", "false", TRUE, "≈5.9996% < ≈6.0001%" },
    /* Four as well. */
    { "6.0001", "6.0001", "false", TRUE, "≈6.0001% < ≈6.0001% (exact figures compared)" },
    { "-3.5", "0", "false", FALSE, "-3.50% < 0.00%" },
    { NULL, "3", NULL, FALSE, "cannot be decided" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *words = NULL;

      left.value = (char *) vectors[i].left;
      right.value = (char *) vectors[i].right;
      left.rounded = right.rounded = vectors[i].rounded;
      compare.value = (char *) vectors[i].holds;
      check.state = vectors[i].holds == NULL ? RULES_STATE_UNDECIDED : RULES_STATE_MET;
      words = award_words_check (&check);
      g_assert_cmpstr (words, ==, vectors[i].words);
    }
}

static void
test_step (void)
{
  RulesTerm *args[] = { &province, &half };
  RulesTerm product = { .op = RULES_OP_MULTIPLY, .type = RULES_TYPE_MONEY, .n_args = 2, .args = args };
  const struct
  {
    RulesStep step;
    const char *words;
  } vectors[] = {
    { { RULES_STEP_FORMULA, FALSE, &product, NULL, (char *) "48000" },
      "省级奖励金额 96,000.00 yuan × 50% = 48,000.00 yuan" },
    { { RULES_STEP_FORMULA, FALSE, &province, NULL, (char *) "96000" }, "省级奖励金额 96,000.00 yuan" },
    { { RULES_STEP_FORMULA, FALSE, &missing, NULL, NULL },
      "上年一季度总产值 (missing) cannot be computed, missing: 上年一季度总产值" },
    { { RULES_STEP_CAP, TRUE, &limit, (char *) "480000", (char *) "400000" },
      "above the limit of 400,000.00 yuan, which is taken" },
    { { RULES_STEP_CAP, FALSE, &limit, (char *) "48000", (char *) "48000" },
      "within the limit of 400,000.00 yuan" },
    { { RULES_STEP_FLOOR, TRUE, &limit, (char *) "9", (char *) "0" },
      "below the least amount of 400,000.00 yuan, nothing is paid" },
    { { RULES_STEP_ROUND, FALSE, NULL, (char *) "20515.325", (char *) "20515.33" },
      "rounded half up to 20,515.33 yuan" },
    { { RULES_STEP_ROUND, FALSE, NULL, (char *) "20515.33", (char *) "20515.33" }, "no rounding needed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *words = award_words_step (&vectors[i].step);
      g_assert_cmpstr (words, ==, vectors[i].words);
    }
}

static void
test_problems (void)
{
  for (guint code = RULES_PROBLEM_ENCODING; code < RULES_N_PROBLEMS; code++)
    {
      const RulesProblem bare = { .code = code };
      const RulesProblem full = { .code = code, .found = (char *) "甲", .expected = (char *) "乙" };
      g_autofree char *a = award_words_policy_problem (&bare);
      g_autofree char *b = award_words_policy_problem (&full);

      g_assert_cmpstr (a, !=, "");
      g_assert_cmpstr (b, !=, "");
      g_assert_null (strstr (a, "%"
                                "s"));
    }
}

/* Every code of award-mapping.h and award-register-table.h has its sentence, with what was found in it. */
static void
test_table_problems (void)
{
  static const char *const codes[] = {
    "unit-assumed",     "missing-heading", "duplicate-heading",   "missing-claimant",
    "cell-error",       "not-a-number",    "too-many-decimals",   "out-of-range",
    "not-a-date",       "not-yes-or-no",   "not-an-industry",     "unknown-word",
    "digits-lost",      "bad-code",        "bad-check-character", "industry-letter",
    "industry-short",   "date-as-number",  "skipped-row",         "duplicate-row",
    "conflicting-rows", "missing-value",   "bad-bank-code",       "bad-bank-code-check",
    "holder-differs",   "period-reversed", "conflicting-record",  "unknown-policy",
    "bad-account",      "bad-card-check",  "shared-account"
  };
  g_autofree char *identity = award_words_problem ("bad-check-character", "350102190007075101");
  g_autofree char *card = award_words_problem ("bad-card-check", "6222 0200 0000 000 0001");

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *words = award_words_problem (codes[i], "甲乙");

      g_assert_null (strstr (words, codes[i]));
      g_assert_nonnull (strstr (words, "甲乙"));
    }
  g_assert_nonnull (strstr (identity, "350102********5101"));
  g_assert_nonnull (strstr (card, "**** **** **** *** 0001"));
}

/* A condition made of two says which of them fails. */
static void
test_combined (void)
{
  RulesTerm left = {
    .op = RULES_OP_FACT, .type = RULES_TYPE_DATE, .label = "离职日期", .value = (char *) "2024-03-01"
  };
  RulesTerm due = {
    .op = RULES_OP_NAMED, .type = RULES_TYPE_DATE, .label = "满1个月之日", .value = (char *) "2024-03-09"
  };
  RulesTerm *missing_args[] = { &left };
  RulesTerm *late_args[] = { &left, &due };
  RulesTerm no = { .op = RULES_OP_MISSING, .value = (char *) "false", .n_args = 1, .args = missing_args };
  RulesTerm late = { .op = RULES_OP_GE, .value = (char *) "false", .n_args = 2, .args = late_args };
  RulesTerm *args[] = { &no, &late };
  RulesTerm either = { .op = RULES_OP_OR, .value = (char *) "false", .n_args = 2, .args = args };
  RulesCheck checks[] = {
    { .id = "stayed", .label = "稳定就业1个月以上", .state = RULES_STATE_UNMET, .term = &either }
  };
  const RulesLine line = { .state = RULES_STATE_UNMET, .n_checks = 1, .checks = checks };
  g_autofree char *reasons = award_words_line_reasons (NULL, &line);
  g_autofree char *seen = award_words_check (&checks[0]);

  g_assert_cmpstr (reasons, ==, "离职日期 2024-03-01 is before 满1个月之日 2024-03-09");
  g_assert_cmpstr (seen, ==, "离职日期 2024-03-01, 满1个月之日 2024-03-09");
}

static void
test_near (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy =
      rules_policy_parse ("policy test-2024-1 {\nnumber \"测试〔2024〕1号\"\ntitle \"测试\"\n"
                          "valid 2024-01-01 .. 2024-12-31\nmeasure m \"测试\" {\nclause \"一\" \"测试\"\n"
                          "claimant enterprise\nlines \"行\" {\nkey fact meter text \"户号\"\n"
                          "fact n money \"额\"\n}\nrequire r \"条件\" sum(n) >= 1元\naward 1元\n}\n}\n",
                          -1, &problems);
  const RulesFact money = { .label = "产值", .type = RULES_TYPE_MONEY };
  const RulesFact energy = { .label = "用电量", .type = RULES_TYPE_ENERGY };
  const RulesFact percent = { .label = "增速", .type = RULES_TYPE_PERCENT };
  const RulesFact count = { .label = "户数", .type = RULES_TYPE_COUNT, .unit = "户" };
  const RulesFact day = { .label = "日期", .type = RULES_TYPE_DATE };
  const RulesDecision award = { .outcome = RULES_OUTCOME_AWARD, .amount = 4800000 };
  const struct
  {
    RulesNearMiss miss;
    const char *key;
    const char *words;
    const char *gap;
    const char *share;
  } vectors[] = {
    { { RULES_NEAR_AWARD, &money, -1, 9858200000, 9887320000, award },
      NULL,
      "产值: 29.12 wan yuan more (9,887.32 wan yuan), and it is awarded 48,000.00 yuan",
      "+29.12 wan yuan",
      "+0.30%" },
    { { RULES_NEAR_AWARD, &money, -1, 9858200000, 9887326001, award },
      NULL,
      "产值: 291,260.01 yuan more (98,873,260.01 yuan), and it is awarded 48,000.00 yuan",
      "+291,260.01 yuan",
      "+0.30%" },
    { { RULES_NEAR_AWARD, &energy, -1, 49000000, 50000000, award },
      NULL,
      "用电量: 1 wan kWh more (50 wan kWh), and it is awarded 48,000.00 yuan",
      "+1 wan kWh",
      "+2.04%" },
    { { RULES_NEAR_AWARD, &percent, -1, 5500000, 5000001, award },
      NULL,
      "增速: 0.499999 percentage points less (5.000001%), and it is awarded 48,000.00 yuan",
      "-0.499999 percentage points",
      "-9.09%" },
    { { RULES_NEAR_AWARD, &count, -1, 0, 3, award },
      NULL,
      "户数: 3 户 more (3 户), and it is awarded 48,000.00 yuan",
      "+3 户",
      "—" },
    { { RULES_NEAR_AWARD, &day, -1, 19785, 19782, award },
      NULL,
      "日期: 3 days earlier (2024-02-29), and it is awarded 48,000.00 yuan",
      "-3 days",
      "—" },
    { { RULES_NEAR_AWARD, &money, 1, 100, 101, award },
      "1001",
      "户号 1001, 产值: 0.01 yuan more (1.01 yuan), and it is awarded 48,000.00 yuan",
      "+0.01 yuan",
      "+1.00%" },
    { { RULES_NEAR_AWARD, &money, 1, 100, 101, award },
      NULL,
      "Line 2, 产值: 0.01 yuan more (1.01 yuan), and it is awarded 48,000.00 yuan",
      "+0.01 yuan",
      "+1.00%" },
    { { RULES_NEAR_UNCAPPED, &money, -1, 3000, 2000, award },
      NULL,
      "产值: the limit binds above 20.00 yuan",
      "-10.00 yuan",
      "-33.33%" },
  };

  g_assert_nonnull (policy);
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, 0);
      g_autofree char *words = award_words_near (measure, &vectors[i].miss, vectors[i].key);
      g_autofree char *gap = award_words_near_gap (&vectors[i].miss);
      g_autofree char *share = award_words_near_share (&vectors[i].miss);

      g_assert_cmpstr (words, ==, vectors[i].words);
      g_assert_cmpstr (gap, ==, vectors[i].gap);
      g_assert_cmpstr (share, ==, vectors[i].share);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/capital", test_capital);
  g_test_add_func ("/words/amount", test_amount);
  g_test_add_func ("/words/masked", test_masked);
  g_test_add_func ("/words/fact", test_fact);
  g_test_add_func ("/words/origin", test_origin);
  g_test_add_func ("/words/term", test_term);
  g_test_add_func ("/words/check", test_check);
  g_test_add_func ("/words/step", test_step);
  g_test_add_func ("/words/problems", test_problems);
  g_test_add_func ("/words/table-problems", test_table_problems);
  g_test_add_func ("/words/combined", test_combined);
  g_test_add_func ("/words/near", test_near);
  return g_test_run ();
}

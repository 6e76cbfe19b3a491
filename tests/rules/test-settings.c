/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a parsed policy tells of itself, and the settings of a measure. */
#include "rules.h"

static const char TEXT[] = "policy p {\n"
                           "  number \"一号\"  title \"试\"  valid 2024-01-22 .. 2024-12-31\n"
                           "  measure m \"甲\" {\n"
                           "    clause \"一\" \"第一条的话。\"\n"
                           "    claimant region\n"
                           "    fact amount money \"金额\" heading \"核定金额\", \"金额\"\n"
                           "    fact saved quantity \"节能量\" unit 吨标准煤\n"
                           "    fact key boolean \"重点\" presumed yes\n"
                           "    lines \"活动\" { key fact event text \"名称\"  fact on date \"日期\" event\n"
                           "      require late \"靠后\" on > 2024-01-01 }\n"
                           "    parameter share_city percent \"市\"\n"
                           "    parameter share_county percent \"县\"\n"
                           "    parameter standard money \"标准\" initial 300元 reason \"另行规定\"\n"
                           "    parameter since date \"自\" optional\n"
                           "    parameter note text \"说明\" optional\n"
                           "    choice way \"算法\" { one \"一\" \"因为\" two \"二\" }\n"
                           "    require positive \"大于零\" amount > 0\n"
                           "    flag big \"金额大\" amount > 1亿元\n"
                           "    award amount + standard\n"
                           "    payer city share_city  payer county share_county\n"
                           "    instalments 3\n"
                           "    supersedes q/n\n"
                           "  }\n"
                           "  measure n \"乙\" { clause \"一\" \"第一条的话。\" result qualification }\n"
                           "  clause \"二\" \"第二条的话。\" no-rule \"不涉及资金\"\n"
                           "}\n";

static RulesPolicy *
parse (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  RulesPolicy *policy = rules_policy_parse (TEXT, -1, &problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_nonnull (policy);
  return policy;
}

static gboolean
set (RulesSettings *settings, const char *name, const char *text, int code)
{
  g_autoptr (GError) error = NULL;
  gboolean done = rules_settings_set (settings, name, text, &error);

  if (code >= 0)
    g_assert_error (error, RULES_ERROR, code);
  else
    g_assert_no_error (error);
  return done;
}

static void
test_policy (void)
{
  g_autoptr (RulesPolicy) policy = parse ();
  const RulesMeasure *measure = rules_policy_find_measure (policy, "m");
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, TEXT, -1);

  g_assert_cmpstr (rules_policy_get_id (policy), ==, "p");
  g_assert_cmpstr (rules_policy_get_number (policy), ==, "一号");
  g_assert_cmpstr (rules_policy_get_title (policy), ==, "试");
  g_assert_cmpint (rules_policy_get_valid_from (policy), ==, 19744);
  g_assert_cmpint (rules_policy_get_valid_to (policy), ==, 20088);
  g_assert_cmpstr (rules_policy_get_text (policy), ==, TEXT);
  g_assert_cmpstr (rules_policy_get_digest (policy), ==, digest);
  g_assert_null (rules_policy_find_measure (policy, "x"));
  g_assert_true (rules_measure_get_policy (measure) == policy);

  /* The two measures quote one sentence: it is one clause. */
  g_assert_cmpuint (rules_policy_get_n_clauses (policy), ==, 2);
  g_assert_true (rules_measure_get_clause (measure) == rules_policy_get_clause (policy, 0));
  g_assert_null (rules_policy_get_clause (policy, 0)->no_rule);
  g_assert_cmpstr (rules_policy_get_clause (policy, 1)->no_rule, ==, "不涉及资金");
}

static void
test_measure (void)
{
  g_autoptr (RulesPolicy) policy = parse ();
  const RulesMeasure *m = rules_policy_find_measure (policy, "m");
  static const char *const CODES[] = { "late",           "positive",         "missing:amount",
                                       "missing:saved",  "missing:key",      "missing:event",
                                       "missing:on",     "unset:share_city", "unset:share_county",
                                       "unset:standard", "unset:since",      "unset:note" };
  static const char *const FLAGS[] = {
    "big", "at-floor", "pending", "undecided-lines", "outside-validity", "payer-shares-unset"
  };
  const RulesFact *amount = rules_measure_get_fact (m, 0);
  gint64 parts[3];

  g_assert_cmpint (rules_measure_get_claimant (m), ==, RULES_CLAIMANT_REGION);
  g_assert_cmpint (rules_measure_get_result (m), ==, RULES_RESULT_AWARD);
  g_assert_cmpint (rules_measure_get_result (rules_policy_get_measure (policy, 1)), ==,
                   RULES_RESULT_QUALIFICATION);
  g_assert_cmpuint (rules_measure_get_n_facts (m), ==, 3);
  g_assert_cmpstr (amount->headings[0], ==, "核定金额");
  g_assert_cmpstr (amount->headings[1], ==, "金额");
  g_assert_null (amount->headings[2]);
  g_assert_cmpstr (rules_measure_get_fact (m, 1)->unit, ==, "吨标准煤");
  g_assert_cmpstr (rules_measure_get_fact (m, 1)->headings[0], ==, "节能量");
  g_assert_cmpint (rules_measure_get_fact (m, 1)->presumed.number, ==, RULES_MISSING);
  g_assert_cmpint (rules_measure_get_fact (m, 2)->presumed.number, ==, 1);
  g_assert_cmpstr (rules_measure_get_line_label (m), ==, "活动");
  g_assert_true (rules_measure_get_line_fact (m, 0)->is_key);
  g_assert_true (rules_measure_get_line_fact (m, 1)->is_event);
  g_assert_true (rules_measure_get_line_fact (m, 1)->on_line);

  guint first = rules_measure_get_n_codes (m) - G_N_ELEMENTS (CODES);
  for (guint i = 0; i < G_N_ELEMENTS (CODES); i++)
    g_assert_cmpstr (rules_measure_get_code (m, first + i), ==, CODES[i]);
  g_assert_cmpstr (rules_measure_get_code (m, 0), ==, "ok");
  g_assert_cmpstr (rules_measure_get_code_label (m, first + 1), ==, "大于零");
  g_assert_null (rules_measure_get_code_label (m, 0));
  /* Ledgers keep these numbers. */
  g_assert_cmpstr (rules_measure_get_code (m, 12), ==, "open-rank");
  g_assert_cmpstr (rules_measure_get_code (m, 31), ==, "");
  g_assert_cmpuint (first, ==, 32);
  g_assert_cmpuint (rules_measure_get_n_flags (m), ==, G_N_ELEMENTS (FLAGS));
  for (guint i = 0; i < G_N_ELEMENTS (FLAGS); i++)
    g_assert_cmpstr (rules_measure_get_flag (m, i)->id, ==, FLAGS[i]);
  g_assert_cmpstr (rules_measure_get_succession (m, 0)->policy, ==, "q");
  g_assert_cmpstr (rules_measure_get_succession (m, 0)->measure, ==, "n");

  rules_measure_split_instalments (m, 10000001, parts);
  g_assert_cmpint (parts[0], ==, 3333333);
  g_assert_cmpint (parts[1], ==, 3333333);
  g_assert_cmpint (parts[2], ==, 3333335);
}

static void
test_settings (void)
{
  g_autoptr (RulesPolicy) policy = parse ();
  g_autoptr (RulesSettings) settings = rules_settings_new (rules_policy_find_measure (policy, "m"));

  g_assert_cmpint (rules_settings_get_as_of (settings), ==, RULES_MISSING);
  g_assert_cmpint (rules_settings_get_parameter (settings, 0).number, ==, RULES_MISSING);
  g_assert_cmpint (rules_settings_get_parameter (settings, 2).number, ==, 30000);
  g_assert_cmpuint (rules_settings_get_choice (settings, 0), ==, 0);

  g_assert_true (set (settings, "standard", "600", -1));
  g_assert_cmpint (rules_settings_get_parameter (settings, 2).number, ==, 60000);
  g_assert_true (set (settings, "standard", "", -1));
  g_assert_cmpint (rules_settings_get_parameter (settings, 2).number, ==, RULES_MISSING);
  g_assert_true (set (settings, "way", "two", -1));
  g_assert_cmpuint (rules_settings_get_choice (settings, 0), ==, 1);
  g_assert_true (set (settings, "note", "说明", -1));
  g_assert_true (set (settings, "note", "再说明", -1));
  g_assert_cmpstr (rules_settings_get_parameter (settings, 4).text, ==, "再说明");

  g_assert_false (set (settings, "way", "three", RULES_ERROR_UNKNOWN));
  g_assert_false (set (settings, "amount", "1", RULES_ERROR_UNKNOWN));
  g_assert_false (set (settings, "standard", "六百", RULES_ERROR_SYNTAX));
  g_assert_false (set (settings, "standard", "0.001", RULES_ERROR_PRECISION));
  g_assert_false (set (settings, "since", "2024-02-30", RULES_ERROR_SYNTAX));
  g_assert_cmpuint (rules_settings_get_choice (settings, 0), ==, 1);
}

static void
assert_check (RulesSettings *settings, gboolean good)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rules_settings_check (settings, &error) == good);
  if (!good)
    g_assert_error (error, RULES_ERROR, RULES_ERROR_CONFLICT);
}

static void
test_shares (void)
{
  g_autoptr (RulesPolicy) policy = parse ();
  g_autoptr (RulesSettings) settings = rules_settings_new (rules_policy_find_measure (policy, "m"));

  assert_check (settings, TRUE);
  g_assert_true (set (settings, "share_city", "60%", -1));
  assert_check (settings, TRUE);
  g_assert_true (set (settings, "share_county", "39.999999", -1));
  assert_check (settings, FALSE);
  g_assert_true (set (settings, "share_county", "40", -1));
  assert_check (settings, TRUE);
  g_assert_false (set (settings, "share_county", "100.1", RULES_ERROR_RANGE));
  g_assert_false (set (settings, "share_county", "-1", RULES_ERROR_RANGE));
  assert_check (settings, TRUE);
}

/* Settings keep the policy they belong to. */
static void
test_life (void)
{
  RulesPolicy *policy = parse ();
  g_autoptr (RulesSettings) settings = rules_settings_new (rules_policy_find_measure (policy, "m"));

  g_assert_true (rules_policy_ref (policy) == policy);
  rules_policy_unref (policy);
  rules_policy_unref (policy);
  g_assert_true (set (settings, "standard", "1", -1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/contents", test_policy);
  g_test_add_func ("/policy/measure", test_measure);
  g_test_add_func ("/settings/set", test_settings);
  g_test_add_func ("/settings/shares", test_shares);
  g_test_add_func ("/settings/life", test_life);
  return g_test_run ();
}

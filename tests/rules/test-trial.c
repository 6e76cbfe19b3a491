/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a measure, and policies tried with others in their place. */
#include "fixture.h"

#include <string.h>

static const char MEASURE[] =
    "fact output money \"产值\"\n"
    "fact growth_rate percent \"增幅\"\n"
    "fact industry industry \"行业\"\n"
    "fact on date \"日期\"\n"
    "lines \"电表\" { key fact meter text \"户号\"  fact power energy \"用电量\"\n"
    "  require some \"有用电\" power > 1千瓦时\n"
    "  let half \"一半\" power * 50% }\n"
    "let total \"合计\" sum(half)\n"
    "parameter cap money \"上限\" initial 30万元\n"
    "require big \"产值大\" when growth_rate > -5%: output >= 5000万元 and output <= 9000万元\n"
    "require made \"制造业\" industry in C13..C43\n"
    "review late \"日期\" on != 2024年2月1日\n"
    "award if growth_rate >= 15% then total * 0.02元/千瓦时 else total * (0.01元/千瓦时)\n"
    "cap max(cap, 20万元)\n"
    "floor 1万元\n"
    "flag note \"提示\" output > 1亿元\n"
    "payer city 60%  payer county 40%";

/* name part text unit term; a figure a line. */
static char *
describe (const GPtrArray *figures)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < figures->len; i++)
    {
      const RulesFigure *figure = g_ptr_array_index (figures, i);
      g_autofree char *term = figure->term != NULL ? fixture_term (figure->term) : g_strdup ("-");

      g_string_append_printf (text, "%s%s %u %s '%s' %s\n", figure->on_line ? "*" : "", figure->name,
                              figure->part, figure->text, figure->unit, term);
    }
  return g_string_free (text, FALSE);
}

static void
test_figures (void)
{
  g_autoptr (Fixture) fixture = fixture_new (MEASURE);
  g_autoptr (GPtrArray) figures = rules_measure_list_figures (fixture->measure);
  g_autofree char *text = describe (figures);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  static const char *const expected[] = {
    "*require.some 0 1千瓦时 '千瓦时'",
    "*let.half 1 50% '%'",
    "require.big 0 -5% '%'",
    "require.big.2 0 5000万元 '万元'",
    "require.big.3 0 9000万元 '万元'",
    "require.made 0 C13 ''",
    "require.made.2 0 C43 ''",
    "review.late 0 2024年2月1日 ''",
    "award 2 15% '%'",
    "award.2 2 0.02元/千瓦时 '元/千瓦时'",
    "award.3 2 0.01元/千瓦时 '元/千瓦时'",
    "cap 3 20万元 '万元'",
    "floor 4 1万元 '万元' -",
  };

  g_test_message ("%s", text);
  g_assert_cmpuint (figures->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const RulesFigure *figure = g_ptr_array_index (figures, i);
      const char *policy = rules_policy_get_text (fixture->policy);
      g_autofree char *place = g_strdup_printf ("%u:%u", figure->line, figure->column);

      g_assert_true (g_str_has_prefix (lines[i], expected[i]));
      g_assert_true (strncmp (policy + figure->offset, figure->text, strlen (figure->text)) == 0);
      g_assert_true (rules_figures_find (figures, figure->name) == figure);
      g_assert_true (rules_figures_find (figures, place) == figure);
    }
  g_assert_cmpstr (rules_figures_find (figures, "require.big")->label, ==, "产值大");
  g_assert_null (rules_figures_find (figures, "require.none"));
}

/* The codes of the problems, in order; "" for none. */
static char *
try_text (const Fixture *fixture, const char *name, const char *text, RulesPolicy **trial)
{
  g_autoptr (GPtrArray) figures = rules_measure_list_figures (fixture->measure);
  g_autoptr (GPtrArray) problems = NULL;
  const RulesChange change = { rules_figures_find (figures, name), text };
  GString *codes = g_string_new (NULL);

  g_assert_nonnull (change.figure);
  *trial = rules_policy_try (fixture->policy, &change, 1, &problems);
  g_assert_true ((*trial != NULL) == (problems->len == 0));
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", rules_problem_code_name (problem->code));
      g_assert_cmpuint (problem->line, ==, change.figure->line);
    }
  return g_string_free (codes, FALSE);
}

static void
test_texts (void)
{
  static const struct
  {
    const char *name, *text, *codes, *written;
  } cases[] = {
    { "floor", "2万元", "", "floor 2万元" },
    { "floor", " 2 ", "", "floor 2万元" },
    { "floor", "２", "", "floor ２万元" },
    { "floor", "2.5 亿元", "", "floor 2.5 亿元" },
    { "floor", "-3", "", "floor -3万元" },
    { "require.big", "0", "", "growth_rate > 0%" },
    { "require.big", "-7.5%", "", "growth_rate > -7.5%" },
    { "review.late", "2024-03-01", "", "on != 2024-03-01" },
    { "require.made", "B06", "", "in B06..C43" },
    { "award.3", "0.03", "", "total * (0.03元/千瓦时)" },
    { "floor", "2千瓦时", "kind", NULL },
    { "floor", "5%", "kind", NULL },
    { "floor", "2024-01-01", "kind", NULL },
    { "review.late", "5", "kind", NULL },
    { "floor", "", "number", NULL },
    { "floor", "cap", "number", NULL },
    { "floor", "1万元) or (2", "number", NULL },
    { "floor", "1万元 + 1万元", "number", NULL },
    { "floor", "1万元\nfloor 2万元", "number", NULL },
    { "floor", "5寸", "unit", NULL },
    { "floor", "12345678901234567890", "number", NULL },
    { "floor", "\xff", "encoding", NULL },
    { "require.made", "C50", "range", NULL },
    { "require.made", "D46", "range", NULL },
  };
  g_autoptr (Fixture) fixture = fixture_new (MEASURE);
  g_autofree char *before = g_strdup (rules_policy_get_text (fixture->policy));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RulesPolicy) trial = NULL;
      g_autofree char *codes = try_text (fixture, cases[i].name, cases[i].text, &trial);

      g_test_message ("%u %s", i, cases[i].name);
      g_assert_cmpstr (codes, ==, cases[i].codes);
      if (trial == NULL)
        continue;
      g_assert_nonnull (strstr (rules_policy_get_text (trial), cases[i].written));
      g_assert_true (rules_policy_is_trial (trial));
      g_assert_cmpstr (rules_policy_get_digest (trial), !=, rules_policy_get_digest (fixture->policy));
    }
  g_assert_cmpstr (rules_policy_get_text (fixture->policy), ==, before);
  g_assert_false (rules_policy_is_trial (fixture->policy));
}

/* A comment in what was typed takes nothing of the text behind it. */
static void
test_comment (void)
{
  g_autoptr (Fixture) fixture = fixture_new (MEASURE);
  g_autoptr (RulesPolicy) trial = NULL;
  g_autofree char *codes = try_text (fixture, "award.3", "0.03元/千瓦时 # 试", &trial);

  g_assert_cmpstr (codes, ==, "");
  g_assert_nonnull (strstr (rules_policy_get_text (trial), "(0.03元/千瓦时)\n"));
}

/* Several at once, in any order, one of them twice. */
static void
test_several (void)
{
  g_autoptr (Fixture) fixture = fixture_new (MEASURE);
  g_autoptr (GPtrArray) figures = rules_measure_list_figures (fixture->measure);
  g_autoptr (GPtrArray) problems = NULL;
  const RulesChange changes[] = { { rules_figures_find (figures, "floor"), "9万元" },
                                  { rules_figures_find (figures, "require.big.2"), "1亿元" },
                                  { rules_figures_find (figures, "floor"), "1000元" } };
  g_autoptr (RulesPolicy) trial =
      rules_policy_try (fixture->policy, changes, G_N_ELEMENTS (changes), &problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_nonnull (strstr (rules_policy_get_text (trial), "output >= 1亿元 and output <= 9000万元"));
  g_assert_nonnull (strstr (rules_policy_get_text (trial), "floor 1000元\n"));
}

/* Every figure of every policy: as it is written, the trial is the same text; and it decides as it does. */
static void
test_policies (gconstpointer data)
{
  const char *const *paths = data;

  for (guint p = 0; paths[p] != NULL; p++)
    {
      g_autofree char *text = NULL;
      g_autoptr (GPtrArray) faults = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (paths[p], &text, &length, NULL));
      g_autoptr (RulesPolicy) policy = rules_policy_parse (text, (gssize) length, &faults);
      for (guint m = 0; m < rules_policy_get_n_measures (policy); m++)
        {
          const RulesMeasure *measure = rules_policy_get_measure (policy, m);
          g_autoptr (GPtrArray) figures = rules_measure_list_figures (measure);
          g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
          g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (RulesChange));
          g_autoptr (GPtrArray) problems = NULL;

          for (guint i = 0; i < figures->len; i++)
            {
              const RulesFigure *figure = g_ptr_array_index (figures, i);
              const RulesChange change = { figure, figure->text };

              g_assert_true (g_hash_table_add (names, figure->name));
              g_array_append_val (changes, change);
            }
          g_autoptr (RulesPolicy) trial = rules_policy_try (
              policy, (const RulesChange *) (gpointer) changes->data, changes->len, &problems);
          g_assert_cmpuint (problems->len, ==, 0);
          g_assert_cmpstr (rules_policy_get_text (trial), ==, rules_policy_get_text (policy));
        }
    }
}

/* Decided under the changed policy as under a file that says so. */
static void
test_decides (gconstpointer data)
{
  const char *const *paths = data;
  const char *path = NULL;

  for (guint p = 0; paths[p] != NULL; p++)
    if (strstr (paths[p], "fuzhou-2024-5") != NULL)
      path = paths[p];
  g_autoptr (Fixture) fixture = fixture_load (path, "production");
  g_autoptr (GPtrArray) figures = rules_measure_list_figures (fixture->measure);
  g_autoptr (GPtrArray) problems = NULL;
  const RulesChange changes[] = { { rules_figures_find (figures, "cap"), "60" },
                                  { rules_figures_find (figures, "award"), "60" } };
  g_autoptr (RulesPolicy) trial =
      rules_policy_try (fixture->policy, changes, G_N_ELEMENTS (changes), &problems);
  const RulesMeasure *measure = rules_policy_find_measure (trial, "production");
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (measure, settings);
  g_autoptr (Claims) claims = claims_new (measure);
  RulesDecision decisions[2];

  g_assert_cmpuint (problems->len, ==, 0);
  claims_add (claims, measure,
              "above_scale=true industry=17 new_entrant=true province_eligible=true province_award=750000 "
              "output=60000000",
              NULL);
  claims_add (claims, measure,
              "above_scale=true industry=17 new_entrant=true province_eligible=true province_award=1200000 "
              "output=60000000",
              NULL);
  claims_finish (claims);
  rules_evaluator_run (evaluator, &claims->batch, decisions);
  g_assert_cmpint (decisions[0].amount, ==, 45000000);
  g_assert_cmpint (decisions[1].amount, ==, 60000000);
  g_assert_cmpstr (rules_measure_get_code (measure, decisions[1].code), ==, "capped");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trial/figures", test_figures);
  g_test_add_func ("/trial/texts", test_texts);
  g_test_add_func ("/trial/comment", test_comment);
  g_test_add_func ("/trial/several", test_several);
  g_test_add_data_func ("/trial/policies", argv + 1, test_policies);
  g_test_add_data_func ("/trial/decides", argv + 1, test_decides);
  return g_test_run ();
}

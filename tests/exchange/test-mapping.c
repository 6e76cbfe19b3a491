/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a mapping says of each column, what a person changes in it, and what is asked before rows are read. */
#include "award-mapping.h"

#include <glib/gstdio.h>
#include <string.h>

static const char policy_text[] = "policy sample {\n"
                                  "  number \"样例\"\n  title \"样例\"\n"
                                  "  valid 2024-01-01 .. 2024-12-31\n"
                                  "  measure all \"各种事项\" {\n"
                                  "    clause \"一\" \"样例\"\n    claimant enterprise\n"
                                  "    fact output money \"总产值\" heading \"工业总产值\"\n"
                                  "    fact output_prior money \"上年总产值\" heading \"上年工业总产值\"\n"
                                  "    fact power energy \"用电量\" heading \"用电量\"\n"
                                  "    fact power_prior energy \"上年用电量\" heading \"上年用电量\"\n"
                                  "    fact award money \"奖励\" heading \"奖励金额\"\n"
                                  "    require grown \"增长\" output > output_prior and power > power_prior\n"
                                  "    award min (award, 100万元)\n"
                                  "    flag large \"超过80万元\" award > 80万元\n"
                                  "    payer city 100%\n"
                                  "  }\n"
                                  "}\n";

static RulesPolicy *policy;
static const RulesMeasure *measure;

static AwardSheet *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  AwardSheet *sheet;
  const int fd = g_file_open_tmp ("mapping-XXXXXX.csv", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  sheet = award_sheet_read (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return sheet;
}

/* "output power -": what the columns are, "-" one that is not read. */
static char *
describe (const AwardMapping *mapping)
{
  GString *text = g_string_new (NULL);

  for (guint column = 0; column < mapping->n_columns; column++)
    g_string_append_printf (text, "%s%s", column > 0 ? " " : "", award_mapping_get_target (mapping, column));
  return g_string_free (text, FALSE);
}

static char *
list_doubts (const AwardMapping *mapping, const AwardSheet *sheet)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  GString *text = g_string_new (NULL);

  award_mapping_find_doubts (mapping, sheet, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardProblem *problem = problems->pdata[i];
      g_assert_cmpint (problem->severity, ==, RULES_SEVERITY_ERROR);
      g_string_append_printf (text, "%s@%s ", problem->code, problem->column);
    }
  return g_string_free (text, FALSE);
}

#define CODE "91350100M000100Y43"
#define ALL                                                                                                  \
  "统一社会信用代码,工业总产值（万元）,上年工业总产值（万元）,用电量（万千瓦时）,上年用电量（万千瓦时）"

static void
test_origins (void)
{
  g_autoptr (AwardSheet) sheet =
      read_text ("统一社会信用代码,产值数,工业总产值合计（万元）,用电量,备注\n" CODE ",1,2,3,\n");
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify) award_known_heading_free);
  g_autofree char *plain = NULL;
  g_autofree char *learnt = NULL;
  g_autofree char *changed = NULL;

  g_autoptr (AwardMapping) guessed = award_mapping_new (sheet, measure, NULL);
  plain = describe (guessed);
  g_assert_cmpstr (plain, ==, "@claimant @none output power @none");
  g_assert_cmpint (guessed->columns[0].origin, ==, AWARD_ORIGIN_DECLARED);
  g_assert_cmpint (guessed->columns[1].origin, ==, AWARD_ORIGIN_NONE);
  g_assert_cmpint (guessed->columns[2].origin, ==, AWARD_ORIGIN_SIMILAR);
  g_assert_cmpuint (guessed->columns[2].confidence, <, guessed->columns[3].confidence);
  g_assert_cmpint (guessed->columns[2].unit_source, ==, AWARD_UNIT_SOURCE_HEADING);
  g_assert_cmpint (guessed->columns[3].unit_source, ==, AWARD_UNIT_SOURCE_NONE);

  /* What was said counts before what the words look like, and of their unit where they name none. */
  g_ptr_array_add (known, award_known_heading_new ("产值数", "output", 4));
  g_ptr_array_add (known, award_known_heading_new ("用电量（度）", "@none", AWARD_EXPONENT_UNKNOWN));
  g_ptr_array_add (known, award_known_heading_new ("别的", "power", 4));
  g_ptr_array_add (known, award_known_heading_new ("备注", "no-fact", AWARD_EXPONENT_UNKNOWN));
  g_autoptr (AwardMapping) told = award_mapping_new (sheet, measure, known);
  learnt = describe (told);
  g_assert_cmpstr (learnt, ==, "@claimant output @none @none @none");
  g_assert_cmpint (told->columns[1].origin, ==, AWARD_ORIGIN_LEARNT);
  g_assert_cmpuint (told->columns[1].confidence, ==, 100);
  g_assert_cmpint (told->columns[1].exponent, ==, 4);
  g_assert_cmpint (told->columns[1].unit_source, ==, AWARD_UNIT_SOURCE_LEARNT);

  /* A fact has one column: what a person assigns leaves the other without. */
  award_mapping_assign (told, 2, AWARD_COLUMN_FACT, 0);
  changed = describe (told);
  g_assert_cmpstr (changed, ==, "@claimant @none output @none @none");
  g_assert_cmpint (told->columns[2].origin, ==, AWARD_ORIGIN_PERSON);
  g_assert_cmpint (told->columns[2].exponent, ==, 4);
}

static void
test_names (void)
{
  g_autoptr (AwardSheet) sheet = read_text ("统一社会信用代码,甲,甲,B\n" CODE ",1,2,3\n");
  g_autoptr (AwardMapping) mapping = award_mapping_new (sheet, measure, NULL);
  AwardColumnRole role;
  guint fact;
  int exponent;

  g_assert_cmpint (award_mapping_find_column (mapping, "统一社会信用代码"), ==, 0);
  g_assert_cmpint (award_mapping_find_column (mapping, "c"), ==, 2);
  /* A heading before a letter, and none that stands twice. */
  g_assert_cmpint (award_mapping_find_column (mapping, "B"), ==, 3);
  g_assert_cmpint (award_mapping_find_column (mapping, "甲"), ==, -1);
  g_assert_cmpint (award_mapping_find_column (mapping, "Z"), ==, -1);
  g_assert_cmpint (award_mapping_find_column (mapping, ""), ==, -1);
  g_assert_true (award_mapping_find_target (mapping, "power", &role, &fact));
  g_assert_cmpint (role, ==, AWARD_COLUMN_FACT);
  g_assert_cmpuint (fact, ==, 2);
  g_assert_true (award_mapping_find_target (mapping, "@county", &role, &fact));
  g_assert_cmpint (role, ==, AWARD_COLUMN_COUNTY);
  g_assert_false (award_mapping_find_target (mapping, "none", &role, &fact));
  g_assert_true (award_unit_find_exponent ("万元", rules_measure_get_fact (measure, 0), &exponent));
  g_assert_cmpint (exponent, ==, 4);
  g_assert_false (award_unit_find_exponent ("千瓦时", rules_measure_get_fact (measure, 0), &exponent));
  g_assert_false (award_unit_find_exponent ("斤", rules_measure_get_fact (measure, 0), &exponent));
}

typedef struct
{
  const char *heading;
  const char *row; /* after the code */
  guint n_rows;
  const char *doubts;
} DoubtCase;

static const DoubtCase doubts[] = {
  /* As they should be. */
  { ALL, "9858.2,8000,869.66,800", 9, "" },
  { ALL, ",,,", 9, "" },
  { ALL, "0,0,0,0", 9, "" },
  { ALL, "无,无,无,无", 9, "" },
  { "统一社会信用代码,output,output_prior,power,power_prior", "98,80,8,8", 9, "" },
  { "统一社会信用代码,工业总产值,用电量", "98582000,8696600", 1, "" },
  { "统一社会信用代码,工业总产值,用电量", "9858.2万元,869.66万千瓦时", 1, "" },
  /* No unit named: one figure is enough. */
  { "统一社会信用代码,工业总产值,用电量", "9858.2,869.66", 1, "doubtful-unit@B doubtful-unit@C " },
  { "统一社会信用代码,工业总产值,上年工业总产值", "98582000,8000", 1, "doubtful-unit@B doubtful-unit@C " },
  { "统一社会信用代码,奖励金额", "64", 1, "doubtful-unit@B " },
  { "统一社会信用代码,奖励金额", "640000", 1, "" },
  { "统一社会信用代码,工业总产值（万元）,奖励金额", "9858.2,5000", 1, "doubtful-unit@C " },
  { ALL ",奖励金额", "9858.2,8000,869.66,800,640000", 1, "" },
  /* Of two columns the one without a unit is asked about. */
  { "统一社会信用代码,工业总产值（万元）,上年工业总产值（万元）,用电量（万千瓦时）,上年用电量",
    "9858.2,8000,869.66,1200", 1, "doubtful-unit@E " },
  /* A unit named is doubted when the whole table says otherwise. */
  { ALL, "98582000,80000000,869.66,800", 4, "" },
  { ALL, "98582000,80000000,869.66,800", 5,
    "doubtful-unit@B doubtful-unit@C doubtful-unit@D doubtful-unit@E " },
  { ALL, "9858.2,8000,8696600,8000000", 5,
    "doubtful-unit@B doubtful-unit@C doubtful-unit@D doubtful-unit@E " },
  { "统一社会信用代码,工业总产值（元）", "982", 5, "doubtful-unit@B " },
  { "统一社会信用代码,奖励金额（万元）", "640000", 5, "doubtful-unit@B " },
  { "统一社会信用代码,奖励金额（万元）", "640000", 4, "" },
  { "统一社会信用代码,奖励金额（元）", "640000", 5, "" },
  /* Two headings as near to one fact. */
  { "统一社会信用代码,产值甲（万元）,产值乙（万元）", "1,2", 1, "" },
  { "统一社会信用代码,总产值甲（万元）,总产值乙（万元）", "9858,8000", 1, "doubtful-heading@B " },
};

static void
test_doubts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (doubts); i++)
    {
      g_autoptr (GString) text = g_string_new (doubts[i].heading);
      for (guint row = 0; row < doubts[i].n_rows; row++)
        g_string_append_printf (text, "\n" CODE ",%s", doubts[i].row);
      g_autoptr (AwardSheet) sheet = read_text (text->str);
      g_autoptr (AwardMapping) mapping = award_mapping_new (sheet, measure, NULL);
      g_autofree char *found = list_doubts (mapping, sheet);

      g_test_message ("%s | %s × %u: %s", doubts[i].heading, doubts[i].row, doubts[i].n_rows, found);
      g_assert_cmpstr (found, ==, doubts[i].doubts);

      /* What a person says is not asked again. */
      for (guint column = 0; column < mapping->n_columns; column++)
        {
          award_mapping_assign (mapping, column, mapping->columns[column].role,
                                mapping->columns[column].fact);
          award_mapping_set_unit (mapping, column, 0);
        }
      g_autofree char *after = list_doubts (mapping, sheet);
      g_assert_cmpstr (after, ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) problems = NULL;

  g_test_init (&argc, &argv, NULL);
  policy = rules_policy_parse (policy_text, -1, &problems);
  g_assert_nonnull (policy);
  measure = rules_policy_get_measure (policy, 0);
  g_test_add_func ("/mapping/origins", test_origins);
  g_test_add_func ("/mapping/names", test_names);
  g_test_add_func ("/mapping/doubts", test_doubts);
  const int status = g_test_run ();
  rules_policy_unref (policy);
  return status;
}

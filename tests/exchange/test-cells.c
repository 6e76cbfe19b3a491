/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as values, headings as columns, rows as claims: tables as small as the point they make. */
#include "award-mapping.h"

#include <glib/gstdio.h>
#include <string.h>

static const char policy_text[] =
    "policy sample {\n"
    "  number \"样例\"\n"
    "  title \"样例\"\n"
    "  valid 2024-01-01 .. 2024-12-31\n"
    "  measure all \"各种事项\" {\n"
    "    clause \"一\" \"按核定金额奖励。\"\n"
    "    claimant enterprise\n"
    "    fact output money \"产值\" heading \"工业总产值 2024年一季度\"\n"
    "    fact output_prior money \"上年产值\" heading \"工业总产值 2023年一季度\"\n"
    "    fact power energy \"用电量\" heading \"用电量\"\n"
    "    fact industry industry \"行业代码\" heading \"行业代码\"\n"
    "    fact listed boolean \"入库\" heading \"是否入库\"\n"
    "    fact heads count \"人数\" heading \"人数\"\n"
    "    fact entered date \"日期\" heading \"纳统日期\"\n"
    "    fact growth percent \"增幅\" heading \"增幅\"\n"
    "    fact kind enum \"类别\" { new_production \"新投产纳统\" (\"新投产\")  promoted \"规下转规上\" } "
    "heading \"类别\"\n"
    "    fact note text \"项目\" heading \"项目编号\"\n"
    "    require enough \"产值\" output > output_prior and power > 0千瓦时 and industry in C13..C43 and "
    "listed and heads > 0\n"
    "    require also \"其他\" entered > 2020-01-01 and growth > 0% and kind is promoted and not (note is "
    "missing)\n"
    "    award output * 1%\n"
    "    payer city 100%\n"
    "  }\n"
    "}\n";

static const RulesMeasure *measure;

/* What a table of one row said: "name=value" of each fact, problems as "code@row". */
typedef struct
{
  GString *claims; /* claimant|name|county|facts… a line each */
  GString *problems;
  guint n_rows;
  GError *error;
} Result;

static gboolean
on_row (const AwardTableRow *row, gpointer data, GError **error)
{
  Result *result = data;
  g_string_append_printf (result->claims, "%s", row->claimant);
  if (row->name)
    g_string_append_printf (result->claims, "|%s", row->name);
  if (row->county)
    g_string_append_printf (result->claims, "|%s", row->county);
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    {
      const RulesFact *fact = rules_measure_get_fact (measure, i);
      g_autofree char *value = rules_fact_format (fact, row->facts[i]);
      if (value)
        g_string_append_printf (result->claims, "|%s=%s", fact->id, value);
    }
  g_string_append_c (result->claims, '\n');
  return TRUE;
}

static void
read_sheet (const AwardSheet *sheet, Result *result)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autoptr (AwardMapping) mapping = award_mapping_recognise (sheet, measure, &result->error);

  result->claims = g_string_new (NULL);
  result->problems = g_string_new (NULL);
  result->n_rows = 0;
  if (!mapping)
    return;
  g_assert_true (award_mapping_read (mapping, sheet, on_row, result, problems, &result->n_rows, NULL, NULL));
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardProblem *problem = problems->pdata[i];
      g_string_append_printf (result->problems, "%s@%s%u ", problem->code,
                              problem->column ? problem->column : "", problem->row);
    }
}

static void
clear (Result *result)
{
  g_string_free (result->claims, TRUE);
  g_string_free (result->problems, TRUE);
  g_clear_error (&result->error);
}

/* A table of comma-separated text. */
static void
read_text (const char *text, Result *result)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const int file = g_file_open_tmp ("table-XXXXXX.csv", &path, NULL);

  *result = (Result){ 0 };
  g_assert_cmpint (file, >=, 0);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  read_sheet (sheet, result);
}

#define HEADING_START "统一社会信用代码,企业名称,县区,"
#define HEADING_SUMS "工业总产值2024年一季度（万元）,工业总产值2023年一季度（万元）,用电量（万千瓦时）,"
#define HEADING_END "行业代码,是否入库,人数,纳统日期,增幅（%）,类别,项目编号\n"
#define HEADING HEADING_START HEADING_SUMS HEADING_END
#define CODE "91350100M000100Y43"

/* The place of each fact in a row. */
typedef struct
{
  const char *fact;
  const char *cell;
  const char *wanted; /* "value", or "!code" for a row refused, or "?code value" with a warning; "" missing */
} CellCase;

static const CellCase cells[] = {
  { "output", "9858.2", "98582000.00" },
  { "output", "\"1,796.88\"", "17968800.00" },
  { "output", "\"12,345,678.9\"", "123456789000.00" },
  { "output", "１２３", "1230000.00" },
  { "output", "１，２３４．５", "12345000.00" },
  { "output", "64万元", "640000.00" },
  { "output", "64 万元", "640000.00" },
  { "output", "640000元", "640000.00" },
  { "output", "0.5亿元", "50000000.00" },
  { "output", "￥12.5", "125000.00" },
  { "output", "0", "0.00" },
  { "output", "+3", "30000.00" },
  { "output", "-3", "-30000.00" },
  { "output", "(3.5)", "-35000.00" },
  { "output", "1e3", "10000000.00" },
  { "output", "0.000001", "0.01" },
  { "output", "0.0000001", "!too-many-decimals" },
  { "output", "1.2345678", "!too-many-decimals" },
  { "output", "1.23456700", "12345.67" },
  { "output", "99999999999999999999", "!out-of-range" },
  { "output", "约64", "!not-a-number" },
  { "output", "6 4a", "!not-a-number" },
  { "output", "64千瓦时", "!not-a-number" },
  { "output", "64%", "!not-a-number" },
  { "output", "\"1,23\"", "!not-a-number" },
  { "output", "\"1,2345\"", "!not-a-number" },
  { "output", "\"1234,567\"", "!not-a-number" },
  { "output", "1.2.3", "!not-a-number" },
  { "output", ".", "!not-a-number" },
  { "output", "#N/A", "!not-a-number" },
  { "output", "", "" },
  { "output", "—", "" },
  { "output", " - ", "" },
  { "output", "/", "" },
  { "output", "　", "" },
  { "power", "50", "500000.00" },
  { "power", "500000.25度", "500000.25" },
  { "power", "50万度", "500000.00" },
  { "power", "1234.5kWh", "1234.50" },
  { "power", "50万元", "!not-a-number" },
  { "growth", "5.1", "5.1" },
  { "growth", "5.1%", "5.1" },
  { "growth", "-0.25％", "-0.25" },
  { "heads", "12", "12" },
  { "heads", "12人", "12" },
  { "heads", "12.0", "12" },
  { "heads", "12.5", "!too-many-decimals" },
  { "industry", "8", "08" },
  { "industry", "811", "?industry-short 08" },
  { "industry", "0811", "08" },
  { "industry", "17", "17" },
  { "industry", "1751", "17" },
  { "industry", "C1751", "17" },
  { "industry", "c39", "39" },
  { "industry", "C175", "17" },
  { "industry", "Ｃ３９", "39" },
  { "industry", "C17纺织业", "17" },
  { "industry", "B14", "?industry-letter 14" },
  { "industry", "C44", "?industry-letter 44" },
  { "industry", "00", "!not-an-industry" },
  { "industry", "98", "!not-an-industry" },
  { "industry", "12345", "!not-an-industry" },
  { "industry", "纺织", "!not-an-industry" },
  { "industry", "1.5", "!not-an-industry" },
  { "listed", "是", "true" },
  { "listed", " 是 ", "true" },
  { "listed", "否", "false" },
  { "listed", "有", "true" },
  { "listed", "无", "false" },
  { "listed", "符合", "true" },
  { "listed", "不符合", "false" },
  { "listed", "√", "true" },
  { "listed", "✓", "true" },
  { "listed", "×", "false" },
  { "listed", "TRUE", "true" },
  { "listed", "待定", "!not-yes-or-no" },
  { "entered", "2024-02-01", "2024-02-01" },
  { "entered", "2024.2.4", "2024-02-04" },
  { "entered", "2024.02.01", "2024-02-01" },
  { "entered", "2024/2/29", "2024-02-29" },
  { "entered", "2024年2月29日", "2024-02-29" },
  { "entered", "2024年02月01日", "2024-02-01" },
  { "entered", "２０２４年２月１日", "2024-02-01" },
  { "entered", "20240201", "2024-02-01" },
  { "entered", "2024-02-01 08:30:00", "2024-02-01" },
  { "entered", "2024/2/1 8:30", "2024-02-01" },
  { "entered", "2024-02-01T00:00:00", "2024-02-01" },
  { "entered", "2024-02-30", "!not-a-date" },
  { "entered", "2023年2月29日", "!not-a-date" },
  { "entered", "20240231", "!not-a-date" },
  { "entered", "2024.2", "!not-a-date" },
  { "entered", "24.2.1", "!not-a-date" },
  { "entered", "2024年2月", "!not-a-date" },
  { "entered", "2024-02-01x", "!not-a-date" },
  { "entered", "45323", "!not-a-date" },
  { "kind", "新投产纳统", "new_production" },
  { "kind", "新投产", "new_production" },
  { "kind", " 新投产 ", "new_production" },
  { "kind", "new_production", "new_production" },
  { "kind", "规下转规上", "promoted" },
  { "kind", "退库", "!unknown-word" },
  { "note", "项目 一", "项目 一" },
  { "note", "05900000031", "05900000031" },
  { "note", "35010219000707006x", "35010219000707006X" },
  { "note", "3.50102E+17", "!digits-lost" },
};

static const char *const columns[] = { "output", "output_prior", "power",  "industry", "listed",
                                       "heads",  "entered",      "growth", "kind",     "note" };

static void
test_cells (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      const CellCase *c = &cells[i];
      g_autoptr (GString) text = g_string_new (HEADING CODE ",样例企业,鼓楼区");
      Result result;

      for (gsize j = 0; j < G_N_ELEMENTS (columns); j++)
        g_string_append_printf (text, ",%s", strcmp (columns[j], c->fact) == 0 ? c->cell : "");
      /* A second row keeps the yes-or-no column from being one of ticks. */
      g_string_append (text, "\n9144030099900001XR,样例二,台江区,,,,,否,,,,,\n");
      read_text (text->str, &result);
      g_test_message ("%s %s: %s; %s", c->fact, c->cell, result.claims->str, result.problems->str);
      g_assert_no_error (result.error);
      g_assert_cmpuint (result.n_rows, ==, 2);
      if (c->wanted[0] == '!')
        {
          g_assert_null (strstr (result.claims->str, CODE));
          g_assert_nonnull (strstr (result.problems->str, c->wanted + 1));
        }
      else
        {
          const char *value = c->wanted;
          g_autofree char *warning = NULL;
          if (*value == '?')
            {
              value = strchr (value, ' ') + 1;
              warning = g_strndup (c->wanted + 1, (gsize) (value - c->wanted - 2));
            }
          g_autofree char *line = *value ? g_strdup_printf (CODE "|样例企业|鼓楼区|%s=%s\n", c->fact, value)
                                         : g_strdup (CODE "|样例企业|鼓楼区\n");
          g_assert_true (g_str_has_prefix (result.claims->str, line));
          g_assert_cmpint (warning != NULL, ==, *result.problems->str != '\0');
          if (warning)
            g_assert_nonnull (strstr (result.problems->str, warning));
        }
      clear (&result);
    }
}

#define ROW_END ",1,1,1,C17,是,1,2024-01-01,1,新投产,一\n"
#define FACTS                                                                                                \
  "|output=10000.00|output_prior=10000.00|power=10000.00|industry=17|listed=true|heads=1|"                   \
  "entered=2024-01-01|growth=1|kind=new_production|note=一\n"

/* What stands between and around the rows. */
typedef struct
{
  const char *rows;   /* after the heading */
  const char *claims; /* claimants with names, a space between */
  const char *problems;
  guint n_rows;
} RowCase;

static const RowCase rows[] = {
  { CODE ",样例企业,鼓楼区" ROW_END, "样例企业 ", "", 1 },
  { CODE ",样例企业,鼓楼区" ROW_END "\n" CODE ",乙企业,鼓楼区" ROW_END, "样例企业 乙企业 ", "", 2 },
  { "甲,乙,丙,1,2,3,4,5,6,7,8,9,10\n" CODE ",样例企业,鼓楼区" ROW_END, "样例企业 ", "", 1 },
  { CODE ",样例企业,鼓楼区" ROW_END "合计,,,1,1,1,,,1,,,,\n", "样例企业 ", "", 1 },
  { CODE ",样例企业,鼓楼区" ROW_END ",合　计,,1,1,1,,,1,,,,\n", "样例企业 ", "", 1 },
  { CODE ",样例企业,鼓楼区" ROW_END ",,鼓楼区小计,1,1,1,,,1,,,,\n", "样例企业 ", "", 1 },
  { CODE ",样例企业,鼓楼区" ROW_END "合计（1家）,,,1,1,1,,,1,,,,\n", "样例企业 ", "", 1 },
  { CODE ",合计信息科技有限公司,鼓楼区" ROW_END, "合计信息科技有限公司 ", "", 1 },
  { ",合计信息科技有限公司,鼓楼区" ROW_END, "", "missing-claimant@A2 ", 1 },
  { CODE ",样例企业,鼓楼区" ROW_END "注：产值为现价。,,,,,,,,,,,,\n填报单位（盖章）：,,填报人：,,,,,,,,,,\n",
    "样例企业 ", "", 1 },
  { CODE ",样例企业,鼓楼区" ROW_END ",,,,,,,,,,,,\n" HEADING CODE ",乙企业,鼓楼区" ROW_END,
    "样例企业 乙企业 ", "", 2 },
  { ",样例企业,鼓楼区" ROW_END, "", "missing-claimant@A2 ", 1 },
  { "无,样例企业,鼓楼区" ROW_END, "", "missing-claimant@A2 ", 1 },
  { "一、鼓楼区,,,,,,,,,,,,\n" CODE ",样例企业,鼓楼区" ROW_END, "样例企业 ", "skipped-row@2 ", 1 },
  { "91350100M000100Y4,样例企业,鼓楼区" ROW_END, "样例企业 ", "bad-code@A2 ", 1 },
  { "91350100M000100Y44,样例企业,鼓楼区" ROW_END, "样例企业 ", "bad-check-character@A2 ", 1 },
  { " 91350100m000 100y43 , 样例 企业 (福建)有限公司　,鼓楼 区" ROW_END, "样例企业（福建）有限公司 ", "", 1 },
  { "9.1350100E+17,样例企业,鼓楼区" ROW_END, "", "digits-lost@A2 ", 1 },
  { CODE ",样例企业,鼓楼区,x,y,1,C17,是,1,2024-01-01,1,新投产,一\n", "", "not-a-number@D2 not-a-number@E2 ",
    1 },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (HEADING, rows[i].rows, NULL);
      g_autoptr (GString) names = g_string_new (NULL);
      Result result;

      read_text (text, &result);
      g_test_message ("%s: %s; %s", rows[i].rows, result.claims->str, result.problems->str);
      g_auto (GStrv) lines = g_strsplit (result.claims->str, "\n", -1);
      for (guint j = 0; lines[j] && *lines[j]; j++)
        {
          g_auto (GStrv) parts = g_strsplit (lines[j], "|", -1);
          g_string_append_printf (names, "%s ", parts[1]);
          g_assert_cmpstr (parts[2], ==, "鼓楼区");
        }
      g_assert_cmpstr (names->str, ==, rows[i].claims);
      g_assert_cmpstr (result.problems->str, ==, rows[i].problems);
      g_assert_cmpuint (result.n_rows, ==, rows[i].n_rows);
      clear (&result);
    }
}

/* Headings in other forms; the row below is always the same. */
typedef struct
{
  const char *text;
  const char *claims; /* NULL: no heading */
  const char *problems;
} HeadingCase;

#define REST ",行业代码,是否入库,人数,纳统日期,增幅,类别,项目编号\n"
#define ROW CODE ",样例企业,鼓楼区" ROW_END
#define CLAIM CODE "|样例企业|鼓楼区" FACTS

static const HeadingCase headings[] = {
  { "社会信用代码,单位名称,所属县区,2024年一季度工业总产值(万元),2023年一季度工业总产值(万元),用电量("
    "万千瓦时)" REST ROW,
    CLAIM, "" },
  { "增产增效汇总表,,,,,,,,,,,,\n,,,,,,,,,,单位：万元、万千瓦时,,\n信用代码,企业,县（市）区,"
    "工业总产值2024年一季度,工业总产值2023年一季度,用电量" REST ROW,
    CLAIM, "" },
  { "统一社会信用代码,企业名称,县区,工业总产值（万元）,,用电量,行业代码,是否入库,人数,纳统日期,增幅,类别,"
    "项目编号\n"
    ",,,2024年一季度,2023年一季度,（万千瓦时）,,,,,,,\n" ROW,
    CLAIM, "" },
  { "统一社会信用代码,企业名称,县区,工业总产值,,用电量,行业代码,是否入库,人数,纳统日期,增幅,类别,项目编号\n"
    ",,,本期,上年同期,,,,,,,,\n,,,万元,万元,万千瓦时,,,,,,,\n" ROW,
    CLAIM, "" },
  { "统一社会信用代码,企业名称,县区,2024年1-3月工业总产值/万元,2023年1-3月工业总产值/万元,用电量万千瓦时" REST
        ROW,
    CLAIM, "" },
  { "统一社会信用代码,企业名称,县区,工业总产值2024年一季度（元）,工业总产值2023年一季度（千元）,"
    "用电量（度）" REST ROW,
    CODE "|样例企业|鼓楼区|output=1.00|output_prior=1000.00|power=1.00|industry=17|listed=true|heads=1|"
         "entered=2024-01-01|growth=1|kind=new_production|note=一\n",
    "outlier-growth@D2 " },
  { "统一社会信用代码,企业名称,县区,工业总产值2024年一季度,工业总产值2023年一季度,用电量" REST ROW,
    CODE "|样例企业|鼓楼区|output=1.00|output_prior=1.00|power=1.00|industry=17|listed=true|heads=1|"
         "entered=2024-01-01|growth=1|kind=new_production|note=一\n",
    "unit-assumed@D0 unit-assumed@E0 unit-assumed@F0 " },
  { "统一社会信用代码,企业名称,县区,工业总产值2024年一季度（万元）,工业总产值2023年一季度（万元）,"
    "用电量（万元）" REST ROW,
    NULL, "用电量" },
  { "统一社会信用代码,企业名称,县区,工业总产值2024年一季度（万元）,工业总产值2022年四季度（万元）,"
    "用电量（度）" REST ROW,
    NULL, "上年产值" },
  { "企业名称,名,县区,工业总产值2024年一季度（万元）,工业总产值2023年一季度（万元）,用电量（度）" REST ROW,
    NULL, "统一社会信用代码" },
  { "统一社会信用代码,企业名称,县区,工业总产值2024年一季度（万元）,工业总产值增幅,用电量（度）" REST ROW,
    NULL, "上年产值" },
};

static void
test_headings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    {
      Result result;
      read_text (headings[i].text, &result);
      g_test_message ("%s: %s; %s; %s", headings[i].text, result.claims->str, result.problems->str,
                      result.error ? result.error->message : "");
      if (headings[i].claims)
        {
          g_assert_no_error (result.error);
          g_assert_cmpstr (result.claims->str, ==, headings[i].claims);
          g_assert_cmpstr (result.problems->str, ==, headings[i].problems);
        }
      else
        {
          g_assert_error (result.error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING);
          g_assert_nonnull (strstr (result.error->message, headings[i].problems));
        }
      clear (&result);
    }
}

/* A blank is a no only where all that is filled is ticks. */
static void
test_ticks (void)
{
  Result result;

  read_text (HEADING CODE ",甲企业,鼓楼区,1,1,1,17,√,,,,,\n" CODE
                          ",乙企业,鼓楼区,1,1,1,17,,,,,,\n合计,,,2,2,2,,1,,,,,\n",
             &result);
  g_assert_nonnull (strstr (result.claims->str,
                            "乙企业|鼓楼区|output=10000.00|output_prior=10000.00|power=10000.00|"
                            "industry=17|listed=false"));
  clear (&result);
  read_text (HEADING CODE ",甲企业,鼓楼区,1,1,1,17,√,,,,,\n" CODE ",乙企业,鼓楼区,1,1,1,17,,,,,,\n" CODE
                          ",丙企业,鼓楼区,1,1,1,17,否,,,,,\n",
             &result);
  g_assert_null (strstr (result.claims->str,
                         "乙企业|鼓楼区|output=10000.00|output_prior=10000.00|power=10000.00|"
                         "industry=17|listed"));
  clear (&result);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_build_filename (g_getenv ("DUIXIAN_SOURCE_DIR"), "tests", "data", "samples", "production.xlsx", NULL);

  g_cancellable_cancel (cancellable);
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, NULL, cancellable, &error);
  g_assert_null (sheet);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_column_names (void)
{
  static const struct
  {
    guint column;
    const char *name;
  } names[] = { { 0, "A" },    { 2, "C" },     { 25, "Z" },     { 26, "AA" },
                { 701, "ZZ" }, { 702, "AAA" }, { 16383, "XFD" } };
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = award_column_name (names[i].column);
      g_assert_cmpstr (name, ==, names[i].name);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) faults = NULL;

  g_test_init (&argc, &argv, NULL);
  RulesPolicy *policy = rules_policy_parse (policy_text, -1, &faults);
  for (guint i = 0; i < faults->len; i++)
    {
      const RulesProblem *fault = faults->pdata[i];
      g_printerr ("%u:%u %s %s %s\n", fault->line, fault->column, rules_problem_code_name (fault->code),
                  fault->found ? fault->found : "", fault->expected ? fault->expected : "");
    }
  g_assert_nonnull (policy);
  measure = rules_policy_find_measure (policy, "all");
  g_test_add_func ("/table/cells", test_cells);
  g_test_add_func ("/table/rows", test_rows);
  g_test_add_func ("/table/headings", test_headings);
  g_test_add_func ("/table/ticks", test_ticks);
  g_test_add_func ("/table/cancel", test_cancel);
  g_test_add_func ("/table/column-names", test_column_names);
  const int status = g_test_run ();
  rules_policy_unref (policy);
  return status;
}

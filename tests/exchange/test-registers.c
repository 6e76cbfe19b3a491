/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of registers: headings in many words, values checked. */
#include "award-register-table.h"

#include <glib/gstdio.h>
#include <string.h>

#define A "91350100M000100Y43"
#define B "913501009990000608"
#define PERSON "350102190001010015"

/* A table as text; what its records say, "id=value …" a record, and its problems, "code row column". */
typedef struct
{
  const char *name;
  const char *kind;
  const char *table;
  const char *records[6];
  const char *problems[10];
} Case;

static const Case cases[] = {
  { "accounts",
    "accounts",
    "企业名称,统一社会信用代码,收款户名,收款账号,开户银行,行号\n"
    "甲（福建）公司," A ",甲(福建)公司,3500100000000000000,兴业银行福州分行,309391000011\n",
    { "code=" A " name=甲（福建）公司 holder=甲（福建）公司 number=3500100000000000000 "
      "bank=兴业银行福州分行 bank_code=309391000011" },
    { NULL } },
  { "accounts-other-words",
    "accounts",
    "2024年奖补资金账户信息表\n"
    "序号,单位名称,社会信用代码,开户行,支付系统行号,账户名称,银行帐号,联系人\n"
    "1,甲公司, 91350100m000100y43 ,工商银行,102-1000-99996,甲公司,3500-1000 0000 0001,某某\n"
    "合计,,1家,,,,,\n",
    { "code=" A " name=甲公司 holder=甲公司 number=3500100000000001 bank=工商银行 bank_code=102100099996" },
    { NULL } },
  { "accounts-persons",
    "accounts",
    "姓名,身份证号码,银行卡号\n"
    "甲," PERSON ",6222020000000000000\n"
    "乙,350102190001010016,6222020000000000001\n"
    "丙,,6222020000000000000\n"
    "丁,350102190001010023,6.22202E+18\n"
    "戊,350112190003150129,1234567\n"
    "己,350121190012310995,123456789012345678901234567890123\n"
    "庚,350128190002280045,—\n",
    { "code=" PERSON " name=甲 number=6222020000000000000",
      "code=350102190001010016 name=乙 number=6222020000000000001" },
    { "missing-heading 0 -", "missing-heading 0 -", "missing-heading 0 -", "bad-check-character 3 B",
      "bad-card-check 3 C", "missing-claimant 4 B", "digits-lost 5 C", "bad-account 6 C", "bad-account 7 C",
      "missing-value 8 C" } },
  { "enterprises",
    "enterprises",
    "企业,纳税人识别号,属地,行业大类,入统时间,原企业名称,原统一社会信用代码\n"
    "甲公司," A ",鼓楼区,C17纺织业,2023.05,旧甲公司," B "\n"
    "乙公司," PERSON ",台江区,,2024-13,,\n",
    { "code=" A " name=甲公司 former_names=旧甲公司 former_codes=" B
      " county=鼓楼区 industry=17 above_scale_since=2023-05-01" },
    { "bad-check-character 3 B", "not-a-date 3 E" } },
  { "exclusions",
    "exclusions",
    "企业名称,统一社会信用代码,名单类型,列入时间,移出时间,事由\n"
    "甲公司," A ",严重失信,2024年1月,2024-01-31,未履行\n"
    "乙公司," B ",“一企一策”,,,\n"
    "丙公司," B ",安全生产事故,2024-02-01,2024-01-31,\n",
    { "code=" A " kind=dishonest from_day=2024-01-01 to_day=2024-01-31 name=甲公司 reason=未履行",
      "code=" B " kind=special-deal name=乙公司" },
    { "period-reversed 4 E" } },
  { "first-time",
    "first-time",
    "单位名称,统一社会信用代码,奖励事项,享受时间,批准文号\n甲公司," A ",首次纳统,2023/12/1,榕财〔2023〕9号\n",
    { "code=" A " matter=首次纳统 name=甲公司 date=2023-12-01 document=榕财〔2023〕9号" },
    { NULL } },
  { "payments",
    "payments",
    "企业名称,信用代码,政策文件,奖励项目,兑付金额(元),兑付日期,资金文号\n"
    "甲公司," A ",榕政办规〔2024〕5号,增产增效,\"125,000.50\",2024-06-01,榕财〔2024〕1号\n"
    "乙公司," B ",,,0.001,,\n",
    { "code=" A
      " policy=榕政办规〔2024〕5号 measure=增产增效 date=2024-06-01 document=榕财〔2024〕1号 name=甲公司 "
      "amount=125000.50" },
    { "too-many-decimals 3 E" } },
  { "holidays",
    "holidays",
    "日期,名称,安排\n2024-02-10,春节,休\n20240218,春节,班\n2月30日,,休\n",
    { "day=2024-02-10 is_workday=holiday name=春节", "day=2024-02-18 is_workday=workday name=春节" },
    { "not-a-date 4 A" } },
};

typedef struct
{
  const AwardLayout *layout;
  GPtrArray *records;
} Found;

static gboolean
collect (guint row, const RulesValue *fields, gpointer data, GError **error)
{
  Found *found = data;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < award_layout_get_n_fields (found->layout); i++)
    {
      const RulesFact *fact = award_layout_get_field (found->layout, i);
      g_autofree char *value = NULL;
      if (fields[i].number == RULES_MISSING)
        continue;
      value = fact->type == RULES_TYPE_ENUM ? g_strdup (fact->words[fields[i].number].id)
                                            : rules_fact_format (fact, fields[i]);
      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "", fact->id, value);
    }
  g_assert_cmpuint (row, >=, 2);
  g_ptr_array_add (found->records, g_string_free (text, FALSE));
  return TRUE;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("award-register-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "表.csv", NULL);
  g_autoptr (AwardSheet) sheet = NULL;
  g_autoptr (AwardMapping) mapping = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_free);
  Found found = { award_layout_find (one->kind), records };
  guint n_rows;

  g_assert_true (g_file_set_contents (path, one->table, -1, NULL));
  sheet = award_sheet_read (path, NULL, NULL, &error);
  g_assert_no_error (error);
  mapping = award_mapping_new_register (sheet, found.layout, NULL);
  g_assert_true (award_mapping_check (mapping, sheet, FALSE, &error));
  g_assert_no_error (error);
  g_assert_true (award_layout_read (mapping, sheet, collect, &found, problems, &n_rows, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_assert_cmpstr (records->pdata[i], ==, one->records[i]);
  g_assert_null (one->records[records->len]);
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardProblem *problem = problems->pdata[i];
      g_autofree char *text =
          g_strdup_printf ("%s %u %s", problem->code, problem->row, problem->column ? problem->column : "-");
      g_assert_cmpuint (i, <, G_N_ELEMENTS (one->problems));
      g_assert_cmpstr (text, ==, one->problems[i]);
    }
  g_assert_true (problems->len == G_N_ELEMENTS (one->problems) || !one->problems[problems->len]);
  g_unlink (path);
  g_rmdir (folder);
}

/* A register is not taken for another; what is missing is named. */
static void
test_other (void)
{
  static const char *const kinds[] = { "enterprises", "accounts", "exclusions",
                                       "first-time",  "payments", "holidays" };
  static const char *const needed[][2] = { { "accounts", "收款账号" },
                                           { "exclusions", "类别" },
                                           { "first-time", "事项" },
                                           { "payments", "金额" },
                                           { "holidays", "日期" } };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("award-register-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "表.csv", NULL);
  g_autoptr (AwardSheet) sheet = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_nonnull (award_layout_find (kinds[i]));
  g_assert_null (award_layout_find ("bank"));
  g_assert_true (
      g_file_set_contents (path, "企业名称,统一社会信用代码,联系电话\n甲公司," A ",1\n", -1, NULL));
  sheet = award_sheet_read (path, NULL, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autoptr (AwardMapping) mapping =
          award_mapping_new_register (sheet, award_layout_find (needed[i][0]), NULL);
      g_assert_false (award_mapping_check (mapping, sheet, FALSE, &error));
      g_assert_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING);
      g_assert_nonnull (strstr (error->message, needed[i][1]));
      g_clear_error (&error);
    }
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/registers/", cases[i].name, NULL);
      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/registers/other", test_other);
  return g_test_run ();
}

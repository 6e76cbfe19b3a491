/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table is taken for: measures and registers are not mistaken for each other. */
#include "award-blank-table.h"
#include "award-import-job.h"
#include "award-policies.h"
#include "test-util.h"

#include <string.h>

#define CODE_A "91350122MADEM0011U"
#define CODE_B "91350105MADEM002X0"

typedef struct
{
  const char *name;
  const char *table;    /* text, or the name of a sample */
  const char *expected; /* measure or register; NULL: nothing */
} Case;

static const Case cases[] = {
  { "production", "production.xlsx", "production" },
  { "festival-power", "festival-power.xls", "festival-power" },
  { "new-above-scale", "new-above-scale.ods", "new-above-scale" },
  { "recruitment", "recruitment.csv", "recruitment" },
  { "matchmaking-event", "matchmaking-event.xlsx", "matchmaking-event" },
  { "promotion-event", "promotion-event.xlsx", "promotion-event" },
  { "payee-accounts", "payee-accounts.xlsx", "accounts" },
  { "accounts-bare", "姓名,身份证号码,银行卡号\n甲,350102190001010015,6222020000000000000\n", "accounts" },
  { "accounts-many",
    "2024年奖补资金账户信息表\n"
    "序号,单位名称,社会信用代码,开户行,支付系统行号,账户名称,银行帐号,联系人,联系电话,单位地址\n"
    "1,甲公司," CODE_A ",工商银行,102100099996,甲公司,3500100000000001,某某,0591,鼓楼区\n",
    "accounts" },
  { "enterprises",
    "福州市规上工业企业名录\n序号,单位名称,统一社会信用代码,所属县区,国民经济行业代码,纳统时间,曾用名\n"
    "1,甲公司," CODE_A ",鼓楼区,C1751,2023年5月,旧甲公司\n",
    "enterprises" },
  { "enterprises-marked",
    "企业名称,统一社会信用代码,县区,行业代码,是否规上\n甲公司," CODE_A ",鼓楼区,C17,是\n", "enterprises" },
  { "enterprises-plain", "企业名称,统一社会信用代码,县区\n甲公司," CODE_A ",鼓楼区\n", "enterprises" },
  { "exclusions",
    "序号,企业名称,统一社会信用代码,类别,列入日期,移出日期,列入原因\n"
    "1,甲公司," CODE_A ",失信被执行人,2024-01-01,2024-12-31,未履行\n",
    "exclusions" },
  { "first-time",
    "企业名称,信用代码,首次享受事项,享受时间,文号\n甲公司," CODE_A
    ",新增纳统奖励,2023年12月,榕财〔2023〕9号\n",
    "first-time" },
  { "payments",
    "企业名称,统一社会信用代码,政策文号,奖补事项,拨付金额（万元）,拨付日期,文号\n"
    "甲公司," CODE_A ",榕政办规〔2024〕5号,增产增效配套奖励,12.5,2024-06-01,榕财〔2024〕1号\n",
    "payments" },
  { "payments-bare", "企业名称,统一社会信用代码,支付金额（元）\n甲公司," CODE_A ",125000\n", "payments" },
  { "holidays", "2024年节假日安排\n日期,节日,类型\n2024-02-10,春节,放假\n2024-02-18,春节,上班\n",
    "holidays" },
  { "holidays-bare", "序号,放假日期\n1,2024-10-01\n2,2024-10-02\n", "holidays" },

  /* Claims beside the accounts they are to be paid into. */
  { "claims-and-accounts",
    "企业名称,统一社会信用代码,类别,行业代码,入“小升规”培育库,首次纳统,纳统日期,收款户名,收款账号,开户银行,"
    "行号\n"
    "甲公司," CODE_A ",新投产纳统,C17,是,是,2024-02-01,甲公司,3500100000000000000,兴业银行,309391000011\n",
    "new-above-scale" },
  /* What a measure needs is missing: that is to be said, not to be made a register. */
  { "claims-lacking-one",
    "企业名称,统一社会信用代码,县区,行业,是否规上,是否新投产,2024年一季度工业总产值（万元）,"
    "2024年一季度用电量（万千瓦时）,2023年一季度用电量（万千瓦时）,是否符合省级奖励条件,"
    "省级奖励金额（万元）\n"
    "甲公司," CODE_A ",连江县,C39,是,否,9000,869.66,800,是,64\n",
    NULL },
  { "claims-lacking-most",
    "企业名称,统一社会信用代码,县区,行业,是否规上,2024年一季度工业总产值（万元）,"
    "2024年一季度用电量（万千瓦时）\n"
    "甲公司," CODE_A ",连江县,C39,是,9000,869.66\n",
    NULL },
  { "claims-of-kinds",
    "企业名称,统一社会信用代码,类别,行业代码,首次纳统\n甲公司," CODE_A ",新投产纳统,C17,是\n", NULL },
  { "events-lacking",
    "单位名称,统一社会信用代码,活动名称,活动日期,活动地点,联系人,电话,备注\n"
    "甲协会," CODE_A ",对接会,2024-03-01,福州,某某,0591,无\n",
    NULL },
  { "contacts", "联系人,电话,邮箱\n某某,0591,a@b\n", NULL },
  { "phones", "企业名称,统一社会信用代码,联系人,电话,邮箱\n甲公司," CODE_A ",某某,0591,a@b\n", NULL },
};

static void
test_case (TestLedger *test, gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) measures = award_ledger_list_measures (test->ledger, &error);
  g_autoptr (GPtrArray) policies = g_ptr_array_new ();
  g_autoptr (GHashTable) known = award_import_list_known (test->ledger, measures, &error);
  g_autofree char *sample =
      g_build_filename (g_getenv ("DUIXIAN_SOURCE_DIR"), "tests", "data", "samples", one->table, NULL);
  g_autofree char *path = g_build_filename (test->folder, "表.csv", NULL);
  const gboolean is_sample = strchr (one->table, ',') == NULL && strchr (one->table, '\n') == NULL;
  g_autoptr (AwardSheet) sheet = NULL;
  AwardImportTarget target = { 0 };

  g_assert_no_error (error);
  if (!is_sample)
    g_assert_true (g_file_set_contents (path, one->table, -1, &error));
  sheet = award_sheet_read (is_sample ? sample : path, NULL, NULL, &error);
  g_assert_no_error (error);
  if (!award_import_find_target (sheet, measures, policies, known, &target, &error))
    {
      g_assert_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING);
      g_assert_null (one->expected);
      return;
    }
  g_assert_cmpstr (award_import_target_get_name (&target), ==, one->expected);
  g_assert_cmpint (target.measure == NULL, ==,
                   strcmp (award_import_target_get_policy (&target), "@register") == 0);
}

/* The empty table of every register is one of it, as people will hand it in. */
static void
test_blank (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) measures = award_ledger_list_measures (test->ledger, &error);
  g_autoptr (GPtrArray) policies = g_ptr_array_new ();
  g_autoptr (GHashTable) known = award_import_list_known (test->ledger, measures, &error);
  g_autofree char *path = g_build_filename (test->folder, "空白.xlsx", NULL);
  g_autofree char *nowhere = g_build_filename (test->folder, "无", "空白.xlsx", NULL);

  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      g_autoptr (AwardSheet) sheet = NULL;
      AwardImportTarget target = { 0 };

      g_assert_true (award_blank_table_write ((AwardRegister) i, path, &error));
      sheet = award_sheet_read (path, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (award_import_find_target (sheet, measures, policies, known, &target, &error));
      g_assert_no_error (error);
      g_assert_null (target.measure);
      g_assert_cmpint (target.kind, ==, i);
    }
  g_assert_false (award_blank_table_write (AWARD_REGISTER_ACCOUNTS, nowhere, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat ("/find/", cases[i].name, NULL);

      g_test_add (name, TestLedger, &cases[i], test_ledger_set_up, test_case, test_ledger_tear_down);
    }
  g_test_add ("/find/blank", TestLedger, NULL, test_ledger_set_up, test_blank, test_ledger_tear_down);
  return g_test_run ();
}

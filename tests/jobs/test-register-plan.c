/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans of registers: what they show and overwrite, ask and learn, beside those of claims. */
#include "award-change.h"
#include "award-register-table.h"
#include "award-step.h"
#include "plan-util.h"

#include <string.h>

#define CODE_A "91350122MADEM0011U"
#define CODE_B "91350105MADEM002X0"
#define ACCOUNTS "企业名称,统一社会信用代码,收款户名,收款账号,开户银行,行号\n"
#define ACCOUNT_A(number) "甲公司," CODE_A ",甲公司," number ",兴业银行福州分行,309391000011\n"
#define ACCOUNT_B "乙公司," CODE_B ",乙公司,3500100010000000001,兴业银行福州分行,309391000011\n"
#define PRODUCTION                                                                                                                       \
  "企业名称,统一社会信用代码,县区,行业,是否规上,是否新投产,2024年一季度工业总产值（万元）,"        \
  "2023年一季度工业总产值（万元）,2024年一季度用电量（万千瓦时）,2023年一季度用电量（万千瓦时）," \
  "是否符合省级奖励条件,省级奖励金额（万元）\n"

static const AwardImportTarget enterprises = { .kind = AWARD_REGISTER_ENTERPRISES };
static const AwardImportTarget accounts = { .kind = AWARD_REGISTER_ACCOUNTS };
static const AwardImportTarget exclusions = { .kind = AWARD_REGISTER_EXCLUSIONS };
static const AwardImportTarget payments = { .kind = AWARD_REGISTER_PAYMENTS };
static const AwardImportTarget holidays = { .kind = AWARD_REGISTER_HOLIDAYS };

/* A list of the one plan of @content. */
static GPtrArray *
plan_one (TestLedger *test, const AwardImportTarget *target, const char *name, const char *content)
{
  GPtrArray *plans = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_plan_free);

  g_ptr_array_add (plans, test_plan_table (test, target, name, content));
  return plans;
}

static const AwardImportOutlook *
bring (TestLedger *test, const GPtrArray *plans, GPtrArray **kept)
{
  *kept = test_bring_plans (test, plans, NULL);
  return g_ptr_array_index (*kept, 0);
}

/* Fields of plans are those of the ledger. */
static void
test_fields (void)
{
  for (guint kind = 0; kind < AWARD_N_REGISTERS; kind++)
    {
      const AwardLayout *layout = award_layout_find (award_register_get_name ((AwardRegister) kind));

      g_assert_cmpuint (award_layout_get_n_fields (layout), ==,
                        award_register_get_n_fields ((AwardRegister) kind));
      for (guint i = 0; i < award_layout_get_n_fields (layout); i++)
        g_assert_cmpstr (award_layout_get_field (layout, i)->id, ==,
                         award_register_get_field ((AwardRegister) kind, i)->id);
    }
}

static void
test_trial_is_right (TestLedger *test, gconstpointer data)
{
  g_autoptr (GPtrArray) first =
      plan_one (test, &accounts, "1.csv", ACCOUNTS ACCOUNT_A ("3500100000000000000") ACCOUNT_B);
  g_autoptr (GPtrArray) second =
      plan_one (test, &accounts, "2.csv", ACCOUNTS ACCOUNT_A ("3500100020000000002") ACCOUNT_B);
  const AwardImportPlan *plan = g_ptr_array_index (first, 0);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GPtrArray) again = NULL;
  const AwardImportOutlook *outlook = bring (test, first, &kept);
  const AwardPlannedRow *row = g_ptr_array_index (outlook->rows, 1);
  const AwardChange *change;

  g_assert_cmpuint (outlook->report->counts.added, ==, 2);
  g_assert_cmpuint (outlook->report->counts.rows, ==, 2);
  g_assert_cmpuint (outlook->rows->len, ==, 2);
  g_assert_cmpuint (row->row, ==, 3);
  g_assert_cmpstr (row->claimant, ==, CODE_B);
  g_assert_cmpstr (row->name, ==, "乙公司");
  g_assert_cmpuint (row->n_values, ==, award_import_plan_get_n_fields (plan));
  g_assert_cmpuint (row->n_values, ==, 6);
  g_assert_cmpstr (award_import_plan_get_field (plan, 3)->id, ==, "number");
  g_assert_cmpstr (row->values[3].text, ==, "3500100010000000001");
  g_assert_cmpuint (outlook->n_changes, ==, 0);

  outlook = bring (test, second, &changed);
  g_assert_cmpuint (outlook->report->counts.changed, ==, 1);
  g_assert_cmpuint (outlook->report->counts.unchanged, ==, 1);
  g_assert_cmpuint (outlook->n_changes, ==, 1);
  g_assert_cmpuint (outlook->changes->len, ==, 1);
  change = g_ptr_array_index (outlook->changes, 0);
  g_assert_cmpstr (change->claimant, ==, CODE_A);
  g_assert_cmpstr (change->name, ==, "甲公司");
  g_assert_cmpuint (change->row, ==, 2);
  g_assert_cmpstr (change->fact->label, ==, "收款账号");
  g_assert_cmpstr (change->old.text, ==, "3500100000000000000");
  g_assert_cmpstr (change->new.text, ==, "3500100020000000002");

  /* Again: nothing new. */
  outlook = bring (test, second, &again);
  g_assert_true (outlook->report->counts.same_file);
  g_assert_cmpuint (outlook->report->counts.unchanged, ==, 2);
  g_assert_cmpuint (outlook->n_changes, ==, 0);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM register_import"), ==, 2);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* Words are kept as ids and shown as words; a row that contradicts another is not used and not shown. */
static void
test_words (TestLedger *test, gconstpointer data)
{
  g_autoptr (GPtrArray) plans = plan_one (test, &exclusions, "1.csv",
                                          "企业名称,统一社会信用代码,类别,列入日期,移出日期\n"
                                          "甲公司," CODE_A ",失信被执行人,2024-01-01,2024-12-31\n"
                                          "甲公司," CODE_A ",失信被执行人,2024-01-01,2025-12-31\n");
  g_autoptr (GPtrArray) kept = NULL;
  const AwardImportOutlook *outlook = bring (test, plans, &kept);
  const AwardPlannedRow *row = g_ptr_array_index (outlook->rows, 0);
  const RulesFact *kind = award_import_plan_get_field (g_ptr_array_index (plans, 0), 1);

  g_assert_cmpuint (outlook->rows->len, ==, 1);
  g_assert_cmpstr (kind->words[row->values[1].number].id, ==, "dishonest");
  g_assert_true (test_has_problem (outlook->report, "conflicting-record"));
  g_assert_cmpuint (outlook->report->counts.added, ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT kind = 'dishonest' FROM register_exclusion"), ==, 1);
}

/* A day is nobody's. */
static void
test_days (TestLedger *test, gconstpointer data)
{
  g_autoptr (GPtrArray) first = plan_one (test, &holidays, "1.csv", "日期,节日,类型\n2024-02-10,春节,放假\n");
  g_autoptr (GPtrArray) second =
      plan_one (test, &holidays, "2.csv", "日期,节日,类型\n2024-02-10,春节,上班\n");
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  const AwardImportOutlook *outlook = bring (test, first, &kept);
  const AwardChange *change;

  g_assert_null (((AwardPlannedRow *) g_ptr_array_index (outlook->rows, 0))->claimant);
  outlook = bring (test, second, &changed);
  g_assert_cmpuint (outlook->n_changes, ==, 1);
  change = g_ptr_array_index (outlook->changes, 0);
  g_assert_cmpstr (change->claimant, ==, "2024-02-10");
  g_assert_cmpstr (change->name, ==, "春节");
  g_assert_cmpstr (change->fact->words[change->old.number].id, ==, "holiday");
  g_assert_cmpstr (change->fact->words[change->new.number].id, ==, "workday");
}

/* Which column is which can be said, and is remembered. */
static void
test_assigned (TestLedger *test, gconstpointer data)
{
  const char *content =
      "单位,统一社会信用代码,打款号码,网点,账号备注\n甲公司," CODE_A ",3500100000000000000,甲支行,无\n";
  g_autoptr (GPtrArray) plans = plan_one (test, &accounts, "1.csv", content);
  AwardMapping *mapping = award_import_plan_get_mapping (g_ptr_array_index (plans, 0));
  g_autoptr (GPtrArray) asked = test_try_plans (test, plans, NULL);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (AwardImportPlan) next = NULL;
  AwardColumnRole role;
  guint field;

  g_assert_error (((AwardImportOutlook *) g_ptr_array_index (asked, 0))->error, AWARD_EXCHANGE_ERROR,
                  AWARD_EXCHANGE_ERROR_NO_HEADING);
  test_refuse_plans (test, plans, NULL, NULL);
  g_assert_false (award_mapping_find_target (mapping, "@county", &role, &field));
  g_assert_false (award_mapping_find_target (mapping, "output", &role, &field));
  g_assert_true (award_mapping_find_target (mapping, "number", &role, &field));
  award_mapping_assign (mapping, 2, role, field);
  g_assert_cmpstr (award_mapping_get_target (mapping, 2), ==, "number");
  g_assert_true (award_mapping_find_target (mapping, "bank", &role, &field));
  award_mapping_assign (mapping, 3, role, field);
  g_assert_true (award_mapping_find_target (mapping, "@none", &role, &field));
  award_mapping_assign (mapping, 4, role, field);
  g_assert_cmpuint (bring (test, plans, &kept)->report->counts.added, ==, 1);
  g_assert_cmpint (
      test_query (test->path,
                  "SELECT number = '3500100000000000000' AND bank = '甲支行' FROM register_account"),
      ==, 1);

  next = test_read_plan (test, &accounts, "1.csv");
  mapping = award_import_plan_get_mapping (next);
  g_assert_cmpint (mapping->columns[2].origin, ==, AWARD_ORIGIN_LEARNT);
  g_assert_cmpstr (award_mapping_get_target (mapping, 2), ==, "number");
  g_assert_cmpint (mapping->columns[4].role, ==, AWARD_COLUMN_IGNORED);
  /* Of accounts alone. */
  g_assert_true (award_import_plan_set_target (next, test->ledger, &enterprises, NULL));
  g_assert_cmpint (award_import_plan_get_mapping (next)->columns[2].role, ==, AWARD_COLUMN_IGNORED);
}

/* 12.5 of nothing that is named is no payment; what it is of is asked, and remembered. */
static void
test_unit (TestLedger *test, gconstpointer data)
{
  const char *content = "企业名称,统一社会信用代码,支付金额,支付日期\n甲公司," CODE_A ",12.5,2024-06-01\n";
  g_autoptr (GPtrArray) plans = plan_one (test, &payments, "1.csv", content);
  g_autoptr (GPtrArray) asked = test_try_plans (test, plans, NULL);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (AwardImportPlan) next = NULL;

  g_assert_true (((AwardImportOutlook *) g_ptr_array_index (asked, 0))->report->is_blocked);
  test_refuse_plans (test, plans, NULL, NULL);
  award_mapping_set_unit (award_import_plan_get_mapping (g_ptr_array_index (plans, 0)), 2, 4);
  g_assert_cmpuint (bring (test, plans, &kept)->report->counts.added, ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT amount FROM register_payment"), ==, 12500000);
  next = test_read_plan (test, &payments, "1.csv");
  g_assert_cmpint (award_import_plan_get_mapping (next)->columns[2].unit_source, ==,
                   AWARD_UNIT_SOURCE_LEARNT);

  /* The same file said to be in yuan is not the same. */
  award_mapping_set_unit (award_import_plan_get_mapping (g_ptr_array_index (plans, 0)), 2, 0);
  g_assert_cmpuint (bring (test, plans, &again)->report->counts.changed, ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT amount FROM register_payment"), ==, 1250);
}

/* An enterprise of a register is known to the claims behind it; all is one step. */
static void
test_mixed (TestLedger *test, gconstpointer data)
{
  const AwardImportTarget production = { .measure = test->production };
  g_autoptr (GPtrArray) plans = plan_one (
      test, &enterprises, "1.csv", "企业名称,统一社会信用代码,县区\n福州样例有限公司," CODE_A ",连江县\n");
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLastStep) step = NULL;
  const AwardImportOutlook *claims;

  g_ptr_array_add (plans,
                   test_plan_table (test, &accounts, "2.csv", ACCOUNTS ACCOUNT_A ("3500100000000000000")));
  g_ptr_array_add (
      plans, test_plan_table (test, &production, "3.csv",
                              PRODUCTION "福州样例有限公司,,连江县,C39,是,否,9000,8000,869.66,800,是,64\n"));
  g_assert_cmpuint (bring (test, plans, &kept)->report->counts.added, ==, 1);
  claims = g_ptr_array_index (kept, 2);
  g_assert_true (test_has_problem (claims->report, "matched-by-name"));
  g_assert_cmpuint (claims->report->counts.added, ==, 1);
  g_assert_true (award_ledger_get_last_step (test->ledger, &step, &error));
  g_assert_cmpuint (step->n_files, ==, 3);
  g_assert_true (award_ledger_undo (test->ledger, step->id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_query (test->path, "SELECT (SELECT count(*) FROM register_enterprise) + "
                                           "(SELECT count(*) FROM register_account)"),
                   ==, 0);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

/* A register that cannot be read keeps the claims out too. */
static void
test_all_or_none (TestLedger *test, gconstpointer data)
{
  g_autoptr (GPtrArray) plans =
      plan_one (test, &accounts, "1.csv", ACCOUNTS ACCOUNT_A ("3500100000000000000"));
  g_autoptr (GPtrArray) outlooks = NULL;
  const AwardImportTarget *target;

  g_ptr_array_add (plans, test_plan_table (test, &accounts, "2.csv", "日期,节日\n2024-02-10,春节\n"));
  outlooks = test_try_plans (test, plans, NULL);
  g_assert_nonnull (((AwardImportOutlook *) g_ptr_array_index (outlooks, 1))->error);
  test_refuse_plans (test, plans, NULL, NULL);
  /* It is a table of days. */
  g_assert_true (award_import_plan_set_target (g_ptr_array_index (plans, 1), test->ledger, &holidays, NULL));
  target = award_import_plan_get_target (g_ptr_array_index (plans, 1));
  g_assert_null (target->measure);
  g_assert_cmpint (target->kind, ==, AWARD_REGISTER_HOLIDAYS);
  g_ptr_array_unref (test_bring_plans (test, plans, NULL));
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM register_holiday"), ==, 1);
}

#define ADD(path, func) g_test_add (path, TestLedger, NULL, test_ledger_set_up, func, test_ledger_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/register-plan/fields", test_fields);
  ADD ("/register-plan/trial-is-right", test_trial_is_right);
  ADD ("/register-plan/words", test_words);
  ADD ("/register-plan/days", test_days);
  ADD ("/register-plan/assigned", test_assigned);
  ADD ("/register-plan/unit", test_unit);
  ADD ("/register-plan/mixed", test_mixed);
  ADD ("/register-plan/all-or-none", test_all_or_none);
  return g_test_run ();
}

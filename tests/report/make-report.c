/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a ledger of invented claims and writes its reports, for check-report.py to read back.
 *
 * usage: make-report SCENARIO FOLDER [CATALOGUES]
 *   mixed   awards, refusals, reviews, lines, persons, odd names
 *   empty   a ledger without claims
 *   large   10,000 claims of production; prints the growth of peak memory in KiB while writing the workbook
 */
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "award-compute.h"
#include "award-import.h"
#include "award-policies.h"
#include "award-register.h"
#include "award-report.h"

#define POLICY "fuzhou-2024-5"
#define AS_OF "2024-04-10"
#define N_LARGE 10000

/* A row of a table: the values of the facts in the measure's order, then of the line's; NULL: missing. */
typedef struct
{
  const char *claimant;
  const char *name;
  const char *county;
  const char *facts[12];
} Row;

static void
check (gboolean done, GError *error)
{
  if (!done)
    g_error ("%s", error ? error->message : "failed");
}

static RulesValue
parse (const RulesFact *fact, const char *text)
{
  g_autoptr (GError) error = NULL;
  RulesValue value;

  check (rules_fact_parse (fact, text ? text : "", &value, &error), error);
  return value;
}

static AwardImport *
begin (AwardLedger *ledger, gint64 batch, const RulesMeasure *measure)
{
  g_autoptr (GError) error = NULL;
  const char *id = rules_measure_get_id (measure);
  g_autoptr (AwardContent) content = award_content_new_from_bytes (id, strlen (id), &error);
  const AwardSource source = { "invented.csv", content, "Sheet1" };
  static const guint columns[64] = { 0 };
  AwardImport *import = award_import_begin (ledger, batch, measure, &source, columns, columns, &error);

  check (import != NULL, error);
  return import;
}

static void
add (AwardImport *import, const RulesMeasure *measure, const Row *row, guint number)
{
  g_autoptr (GError) error = NULL;
  guint n_facts = rules_measure_get_n_facts (measure);
  guint n_line_facts = rules_measure_get_n_line_facts (measure);
  RulesValue facts[12];
  RulesValue line_facts[12];
  AwardRowValues values = { row->claimant, row->name, row->county, number, facts, line_facts };
  AwardMerge merge;
  guint first;

  for (guint i = 0; i < n_facts; i++)
    facts[i] = parse (rules_measure_get_fact (measure, i), row->facts[i]);
  for (guint i = 0; i < n_line_facts; i++)
    line_facts[i] = parse (rules_measure_get_line_fact (measure, i), row->facts[n_facts + i]);
  check (award_import_add (import, &values, &merge, &first, &error), error);
}

static void
import_rows (AwardLedger *ledger, gint64 batch, const char *id, const Row *rows, guint n_rows)
{
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure = award_policies_measure (POLICY, id);
  AwardImport *import;
  AwardImportResult result;

  g_assert_nonnull (measure);
  import = begin (ledger, batch, measure);
  for (guint i = 0; i < n_rows; i++)
    add (import, measure, &rows[i], i + 2);
  check (award_import_commit (import, &result, &error), error);
}

static const Row production[] = {
  { "91350100M000100Y43",
    "福州<甲>&“乙”纺织",
    "鼓楼区",
    { "true", "17", "false", "true", "96000.00", "61800000.00", "60000000.00", "1030000.00", "1000000.00" } },
  { "91350122MADEM0011U",
    "=1+1 新材料",
    "连江县",
    { "true", "39", "true", "true", "960000.00", "98582000.00", NULL, "86966000.00", NULL } },
  { "91350105MADEM002X0",
    "福州丙电子",
    "马尾区",
    { "true", "30", "false", "true", "200000.00", "61800000.00", "60000000.00", "1060000.00",
      "1000000.00" } },
  { "91350123MADEM00382",
    "福州丁机械",
    "罗源县",
    { "false", "44", "false", "false", "20000.00", "8220600.00", "6134800.00", "103956000.00",
      "88098300.00" } },
  { "91350112MADEM0046Y",
    "福州戊化纤",
    NULL,
    { "true", "28", "false", "true", "160000.00", "17968800.00", "15901600.00", "73009700.00", NULL } },
  /* Half of an odd fen, an amount that is no double, and one at the floor. */
  { "91350104MADEM0062D",
    "福州己食品股份有限公司第一分公司（福清经济技术开发区融侨片区）",
    "福清市",
    { "true", "14", "false", "true", "187880.65", "70000000.00", "60000000.00", "1000000.00",
      "1000000.00" } },
  { "91350181MADEM0070Q",
    "福州庚家具",
    "福清市",
    { "true", "21", "false", "true", "20000.00", "70000000.00", "60000000.00", "1000000.00", "1000000.00" } },
};

static const Row power[] = {
  { "91350122MADEM0011U",
    "=1+1 新材料",
    "连江县",
    { "true", "39", "05900000000", "400000.01", "2024-02-01", "2024-02-29" } },
  { "91350122MADEM0011U",
    "=1+1 新材料",
    "连江县",
    { "true", "39", "05900000001", "100000.00", "2024-02-01", "2024-02-29" } },
  { "91350105MADEM002X0",
    "福州丙电子",
    "马尾区",
    { "true", "30", "05900000002", "499999.99", "2024-02-01", "2024-02-29" } },
  { "91350100M000100Y43",
    "福州<甲>&“乙”纺织",
    "鼓楼区",
    { "true", "17", "05900000003", "800000.00", "2024-01-26", "2024-02-25" } },
};

static const Row scale[] = {
  { "91350105MADEM06281", "福州辛纳统", "马尾区", { "new_production", "35", "true", "true", "2024-02-29" } },
};

static const Row recruitment[] = {
  { "350102190007075100",
    "老员工甲",
    "鼓楼区",
    { "veteran_employee", "350102190001010007", "2024-02-24", NULL, "福州丙电子", "true" } },
  { "350102190007075100",
    "老员工甲",
    "鼓楼区",
    { "veteran_employee", "350102190005050049", "2024-02-08", "2024-02-15", "福州丙电子", "true" } },
  { "91350102MADEM9008J",
    "福州壬人力资源",
    "鼓楼区",
    { "other", "35010219000707006X", "2024-02-07", NULL, "福州丁机械", "true" } },
};

static void
fill_mixed (AwardLedger *ledger, gint64 batch)
{
  import_rows (ledger, batch, "production", production, G_N_ELEMENTS (production));
  import_rows (ledger, batch, "festival-power", power, G_N_ELEMENTS (power));
  import_rows (ledger, batch, "new-above-scale", scale, G_N_ELEMENTS (scale));
  import_rows (ledger, batch, "recruitment", recruitment, G_N_ELEMENTS (recruitment));
}

/* Fields as the register has them: code, name, holder, number, bank, bank code. */
static const char *const accounts[][6] = {
  { "91350100M000100Y43", NULL, NULL, "0140000000000001", "兴业银行福州分行", "309391000011" },
  { "91350122MADEM0011U", NULL, "福州乙新材料有限公司", "350000000000000002", "海峡银行", "313391080007" },
  { "91350105MADEM06281", NULL, NULL, "9007199254740993001", NULL, NULL },
  { "350102190007075100", "老员工甲", NULL, "6222020000000000000", "中国工商银行", "102100099996" },
};

static void
fill_accounts (AwardLedger *ledger)
{
  static const guint columns[6] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardContent) content = award_content_new_from_bytes ("accounts", strlen ("accounts"), &error);
  const AwardSource source = { "accounts.csv", content, "Sheet1" };
  AwardRegisterImport *import =
      award_register_begin (ledger, AWARD_REGISTER_ACCOUNTS, &source, columns, &error);
  AwardImportResult result;
  AwardMerge merge;
  guint first;

  check (import != NULL, error);
  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      RulesValue fields[6];

      for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
        fields[f] = (RulesValue){ .number = RULES_MISSING, .text = accounts[i][f] };
      award_register_add (import, i + 2, fields, &merge, &first);
    }
  check (award_register_commit (import, &result, &error), error);
}

/* The workbooks that leave the bureau, each under the name of its kind; prints what is to be done. */
static void
write_kinds (AwardLedger *ledger, gint64 batch, const char *folder)
{
  static const char *const names[] = {
    [AWARD_WORKBOOK_DETAIL] = "detail.xlsx",
    [AWARD_WORKBOOK_NOTICE] = "notice.xlsx",
    [AWARD_WORKBOOK_PAYMENT] = "payment.xlsx",
    [AWARD_WORKBOOK_PROVINCIAL] = "provincial.xlsx",
  };

  for (AwardWorkbookKind kind = AWARD_WORKBOOK_DETAIL; kind <= AWARD_WORKBOOK_PROVINCIAL; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (folder, names[kind], NULL);
      g_autofree char *remark = NULL;

      check (award_report_write_workbook_of (ledger, batch, kind, path, &remark, NULL, NULL, NULL, &error),
             error);
      g_assert_true ((remark != NULL) == (kind >= AWARD_WORKBOOK_PAYMENT));
    }
}

/* A batch without claims has none of them. */
static void
refuse_kinds (AwardLedger *ledger, gint64 batch, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "none.xlsx", NULL);

  for (AwardWorkbookKind kind = AWARD_WORKBOOK_DETAIL; kind <= AWARD_WORKBOOK_PROVINCIAL; kind++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          award_report_write_workbook_of (ledger, batch, kind, path, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_EMPTY);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

static void
fill_large (AwardLedger *ledger, gint64 batch)
{
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure = award_policies_measure (POLICY, "production");
  AwardImport *import = begin (ledger, batch, measure);
  AwardImportResult result;

  for (guint i = 0; i < N_LARGE; i++)
    {
      g_autofree char *claimant = g_strdup_printf ("9135%014u", i);
      g_autofree char *name = g_strdup_printf ("虚构企业第%05u号有限公司", i);
      g_autofree char *award = g_strdup_printf ("%u.%02u", 20000 + i * 37, i % 100);
      Row row = production[i % 7 == 0 ? 2 : 0];

      row.claimant = claimant;
      row.name = name;
      row.facts[4] = award;
      add (import, measure, &row, i + 2);
    }
  check (award_import_commit (import, &result, &error), error);
}

static long
peak (void)
{
#ifdef __SANITIZE_ADDRESS__
  /* The checker keeps what is freed, to find it used again. */
  return 0;
#else
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
#endif
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (AwardPages) pages = NULL;
  g_autofree char *path = NULL;
  g_autofree char *workbook = NULL;
  g_autofree char *pdf = NULL;
  RulesValue as_of;
  long before;

  if (argc < 3)
    return 2;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc > 3)
    {
      bindtextdomain ("duixian", argv[3]);
      bind_textdomain_codeset ("duixian", "UTF-8");
      textdomain ("duixian");
    }
  path = g_build_filename (argv[2], "test.duixian", NULL);
  workbook = g_build_filename (argv[2], "approval.xlsx", NULL);
  pdf = g_build_filename (argv[2], "report.pdf", NULL);
  ledger = award_ledger_new (path, &error);
  check (ledger != NULL, error);
  batch = award_ledger_get_batch (ledger, NULL, FALSE, &error);
  check (batch != NULL, error);

  if (strcmp (argv[1], "mixed") == 0)
    fill_mixed (ledger, batch->id);
  else if (strcmp (argv[1], "large") == 0)
    fill_large (ledger, batch->id);
  if (strcmp (argv[1], "empty") != 0)
    {
      check (rules_type_parse (RULES_TYPE_DATE, AS_OF, &as_of, &error), error);
      check (award_ledger_compute (ledger, batch->id, as_of.number, NULL, NULL, NULL, &error), error);
    }

  if (strcmp (argv[1], "mixed") == 0)
    {
      fill_accounts (ledger);
      write_kinds (ledger, batch->id, argv[2]);
    }
  else if (strcmp (argv[1], "empty") == 0)
    {
      refuse_kinds (ledger, batch->id, argv[2]);
    }

  before = peak ();
  check (award_report_write_workbook (ledger, batch->id, workbook, NULL, NULL, NULL, &error), error);
  g_print ("%ld\n", peak () - before);
  pages = award_pages_new (ledger, batch->id, NULL, &error);
  check (pages != NULL, error);
  g_print ("%u\n", award_pages_get_n_pages (pages));
  check (award_pages_write_pdf (pages, pdf, NULL, NULL, NULL, &error), error);
  return 0;
}

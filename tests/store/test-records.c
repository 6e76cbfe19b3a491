/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Imports on record: what later ones settle of their problems, what they overwrote, the file itself, and
 * ledgers from before there was any of that. */
#include "award-acceptance.h"
#include "award-change.h"
#include "award-step.h"
#include "test-util.h"

#include <string.h>

#define A "91350100M000100Y43"
#define B "913501009990000608"
#define C "913501009990000795"
#define METERS_A A "; 甲有限公司; 鼓楼区; meter=1 power=500000"

/* A table with @rows and one problem (@code NULL: none), of a row with @identity. */
static gint64
bring (TestLedger *test,
       const RulesMeasure *measure,
       const char *file,
       const char *const *rows,
       RulesSeverity severity,
       const char *code,
       guint row,
       const AwardRowIdentity *identity)
{
  g_autoptr (GError) error = NULL;
  AwardImport *import = test_stage (test->ledger, test->batch, measure, file, rows, NULL);
  AwardImportResult result;

  if (code != NULL)
    award_import_add_problem (import, severity, code, row, "D", "×", identity);
  g_assert_true (award_import_commit (import, &result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (result.import, >, 0);
  return result.import;
}

static gint64
bring_good (TestLedger *test, const RulesMeasure *measure, const char *file, const char *const *rows)
{
  return bring (test, measure, file, rows, RULES_SEVERITY_NOTE, NULL, 0, NULL);
}

/* The state of the one problem of an import. */
static AwardProblemState
state_of (TestLedger *test, gint64 import, gint64 later)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems =
      award_ledger_list_problems (test->ledger, (AwardImportRef){ FALSE, import }, &error);
  const AwardKeptProblem *problem;

  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 1);
  problem = g_ptr_array_index (problems, 0);
  g_assert_cmpint (problem->later, ==, later);
  return problem->state;
}

static void
assert_open (TestLedger *test, const RulesMeasure *measure, guint64 errors, guint64 warnings)
{
  g_autoptr (GError) error = NULL;
  AwardOpenCounts counts;

  g_assert_true (award_ledger_count_open (test->ledger, measure, test->batch, &counts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (counts.errors, ==, errors);
  g_assert_cmpuint (counts.warnings, ==, warnings);
}

static void
undo_last (TestLedger *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLastStep) step = NULL;

  g_assert_true (award_ledger_get_last_step (test->ledger, &step, &error));
  g_assert_nonnull (step);
  g_assert_true (award_ledger_undo (test->ledger, step->id, &error));
  g_assert_no_error (error);
}

static void
test_settled_by_code (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  static const char *const others[] = { C "; 丙有限公司; 鼓楼区; output=7", NULL };
  static const char *const fewer[] = { B "; 乙有限公司; 鼓楼区; power=3", NULL };
  static const char *const corrected[] = { B "; 乙有限公司; 鼓楼区; output=200", NULL };
  const AwardRowIdentity row = { B, "乙有限公司", NULL };
  gint64 wrong =
      bring (test, test->production, "a.csv", first, RULES_SEVERITY_ERROR, "not-a-number", 3, &row);
  gint64 later;

  assert_open (test, test->production, 1, 0);
  assert_open (test, NULL, 1, 0);
  assert_open (test, test->meters, 0, 0);
  /* Neither other claimants nor a table without the figures settle it. */
  bring_good (test, test->production, "b.csv", others);
  bring_good (test, test->production, "c.csv", fewer);
  g_assert_cmpint (state_of (test, wrong, 0), ==, AWARD_PROBLEM_OPEN);

  later = bring_good (test, test->production, "d.csv", corrected);
  g_assert_cmpint (state_of (test, wrong, later), ==, AWARD_PROBLEM_CORRECTED);
  assert_open (test, test->production, 0, 0);

  undo_last (test);
  g_assert_cmpint (state_of (test, wrong, 0), ==, AWARD_PROBLEM_OPEN);
  assert_open (test, test->production, 1, 0);
  later = bring_good (test, test->production, "d.csv", corrected);
  g_assert_cmpint (state_of (test, wrong, later), ==, AWARD_PROBLEM_CORRECTED);
}

static void
test_settled_by_name (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  static const char *const corrected[] = { B "; 乙有限责任公司; 鼓楼区; output=200", NULL };
  const AwardRowIdentity row = { NULL, "乙有限公司", NULL };
  gint64 wrong = bring (test, test->production, "a.csv", first, RULES_SEVERITY_ERROR, "digits-lost", 3, &row);
  gint64 later = bring_good (test, test->production, "b.csv", corrected);

  g_assert_cmpint (state_of (test, wrong, later), ==, AWARD_PROBLEM_CORRECTED);
}

/* A row that says nobody's name is known by its place, in a table of the same name only. */
static void
test_settled_by_place (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  static const char *const corrected[] = { A "; 甲有限公司; 鼓楼区; output=100",
                                           B "; 乙有限公司; 鼓楼区; output=200", NULL };
  gint64 wrong =
      bring (test, test->production, "a.csv", first, RULES_SEVERITY_ERROR, "missing-claimant", 3, NULL);
  gint64 later;

  bring_good (test, test->production, "b.csv", corrected);
  g_assert_cmpint (state_of (test, wrong, 0), ==, AWARD_PROBLEM_OPEN);
  later = bring_good (test, test->production, "a.csv", corrected);
  g_assert_cmpint (state_of (test, wrong, later), ==, AWARD_PROBLEM_CORRECTED);
}

/* Another line of the claimant is not the row. */
static void
test_settled_line (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { METERS_A, NULL };
  static const char *const other[] = { METERS_A, A "; 甲有限公司; 鼓楼区; meter=3 power=7", NULL };
  static const char *const corrected[] = { METERS_A, A "; 甲有限公司; 鼓楼区; meter=2 power=7", NULL };
  const AwardRowIdentity row = { A, "甲有限公司", "2" };
  gint64 wrong = bring (test, test->meters, "a.csv", first, RULES_SEVERITY_ERROR, "not-a-number", 3, &row);
  gint64 later;

  bring_good (test, test->meters, "b.csv", other);
  g_assert_cmpint (state_of (test, wrong, 0), ==, AWARD_PROBLEM_OPEN);
  later = bring_good (test, test->meters, "c.csv", corrected);
  g_assert_cmpint (state_of (test, wrong, later), ==, AWARD_PROBLEM_CORRECTED);
}

/* The same problem again is one open problem, not two. */
static void
test_repeated (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  const AwardRowIdentity row = { B, "乙有限公司", NULL };
  const AwardRowIdentity other = { C, "丙有限公司", NULL };
  gint64 first = bring (test, test->production, "a.csv", rows, RULES_SEVERITY_ERROR, "not-a-number", 3, &row);
  gint64 third;
  gint64 second =
      bring (test, test->production, "b.csv", rows, RULES_SEVERITY_ERROR, "not-a-number", 9, &row);

  g_assert_cmpint (state_of (test, first, second), ==, AWARD_PROBLEM_REPEATED);
  g_assert_cmpint (state_of (test, second, 0), ==, AWARD_PROBLEM_OPEN);
  assert_open (test, test->production, 1, 0);
  /* Another error: the row still cannot be used, and counts once. */
  third = bring (test, test->production, "c.csv", rows, RULES_SEVERITY_ERROR, "not-a-date", 9, &row);
  g_assert_cmpint (state_of (test, second, third), ==, AWARD_PROBLEM_REPEATED);
  assert_open (test, test->production, 1, 0);
  undo_last (test);
  g_assert_cmpint (state_of (test, second, 0), ==, AWARD_PROBLEM_OPEN);
  /* What is said of another row is no matter. */
  bring (test, test->production, "d.csv", rows, RULES_SEVERITY_ERROR, "not-a-number", 9, &other);
  g_assert_cmpint (state_of (test, second, 0), ==, AWARD_PROBLEM_OPEN);
  assert_open (test, test->production, 2, 0);
}

static void
test_accepted (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  static const char *const again[] = { A "; 甲有限公司; 鼓楼区; output=101", NULL };
  const AwardRowIdentity row = { A, "甲有限公司", NULL };
  g_autoptr (GError) error = NULL;
  gint64 first =
      bring (test, test->production, "a.csv", rows, RULES_SEVERITY_WARNING, "outlier-growth", 2, &row);
  gint64 later;
  guint n;

  assert_open (test, test->production, 0, 1);
  g_assert_true (award_ledger_accept (test->ledger, test->production, test->batch, "outlier-growth", NULL,
                                      "已核实", &n, &error));
  g_assert_cmpint (state_of (test, first, 0), ==, AWARD_PROBLEM_ACCEPTED);
  assert_open (test, test->production, 0, 0);
  later = bring_good (test, test->production, "b.csv", again);
  g_assert_cmpint (state_of (test, first, later), ==, AWARD_PROBLEM_CORRECTED);
}

static gint64
bring_account (TestLedger *test, const char *file, const char *number, const char *code, const char *bad_name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = g_strconcat (file, number, code, NULL);
  g_autoptr (AwardContent) bytes = award_content_new_from_bytes (content, strlen (content), &error);
  AwardSource source = { .file_name = file, .content = bytes, .sheet = "Sheet1" };
  guint columns[AWARD_REGISTER_MAX_FIELDS] = { 1, 2, 0, 4 };
  RulesValue fields[AWARD_REGISTER_MAX_FIELDS] = { 0 };
  AwardRegisterImport *import =
      award_register_begin (test->ledger, AWARD_REGISTER_ACCOUNTS, &source, columns, &error);
  AwardImportResult result;
  AwardMerge merge;
  guint first_row;

  fields[0].text = code;
  fields[1].text = "某公司";
  fields[3].text = number;
  award_register_add (import, 2, fields, &merge, &first_row);
  if (bad_name != NULL)
    award_register_add_problem (import, RULES_SEVERITY_ERROR, "bad-account", 3, "D", "1",
                                &(AwardRowIdentity){ B, bad_name, NULL });
  g_assert_true (award_register_commit (import, &result, &error));
  g_assert_no_error (error);
  return result.import;
}

static void
test_register (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 first = bring_account (test, "账户.xlsx", "3500100010000000001", A, "乙有限公司");
  gint64 second = bring_account (test, "更正.xlsx", "3500100010000000002", A, NULL);
  gint64 third = bring_account (test, "更正2.xlsx", "3500100010000000003", B, NULL);
  g_autoptr (GPtrArray) problems =
      award_ledger_list_problems (test->ledger, (AwardImportRef){ TRUE, first }, &error);
  g_autoptr (AwardImportRecord) record =
      award_ledger_get_import_record (test->ledger, (AwardImportRef){ TRUE, first }, &error);
  g_autoptr (GPtrArray) changes = NULL;
  const AwardKeptProblem *problem = g_ptr_array_index (problems, 0);
  const AwardChange *change;
  guint64 n;

  g_assert_cmpint (problem->state, ==, AWARD_PROBLEM_CORRECTED);
  g_assert_cmpint (problem->later, ==, third);
  g_assert_cmpint (record->kind, ==, AWARD_REGISTER_ACCOUNTS);
  g_assert_null (record->measure);
  g_assert_cmpuint (record->problems[RULES_SEVERITY_ERROR], ==, 1);
  g_assert_cmpuint (record->open.errors, ==, 0);

  changes = award_ledger_list_changes (test->ledger, &(AwardImportTarget){ .kind = AWARD_REGISTER_ACCOUNTS },
                                       second, 10, &n, &error);
  g_assert_cmpuint (n, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->claimant, ==, A);
  g_assert_cmpstr (change->fact->id, ==, "number");
  g_assert_cmpstr (change->old.text, ==, "3500100010000000001");
  g_assert_cmpstr (change->new.text, ==, "3500100010000000002");
  g_assert_cmpstr (change->file, ==, "更正.xlsx");
  g_assert_cmpuint (change->column, ==, 4);
}

/* A warning of a register stands once someone said why. */
static void
test_register_acceptance (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AwardImportRef ref = { TRUE, bring_account (test, "账户.xlsx", "3500100010000000001", A, "乙有限公司") };
  g_autoptr (GPtrArray) problems = NULL;
  guint n;

  test_execute (test->path, "UPDATE register_problem SET severity = 1, code = 'shared-account'");
  g_assert_true (award_ledger_accept_register (test->ledger, AWARD_REGISTER_ACCOUNTS, "shared-account", NULL,
                                               "同一集团共用账户", &n, &error));
  g_assert_cmpuint (n, ==, 1);
  problems = award_ledger_list_problems (test->ledger, ref, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((AwardKeptProblem *) g_ptr_array_index (problems, 0))->state, ==, AWARD_PROBLEM_ACCEPTED);
  g_assert_false (award_ledger_accept_register (test->ledger, AWARD_REGISTER_HOLIDAYS, "shared-account", NULL,
                                                "无", &n, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
}

static void
test_list (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  static const char *const more[] = { A "; 甲有限公司; 鼓楼区; output=101", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) second = NULL;
  const AwardImportRecord *record;
  gint64 import;
  guint n;

  all = award_ledger_list_imports (test->ledger, NULL, 0, 10, &n, &error);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (all->len, ==, 0);
  g_clear_pointer (&all, g_ptr_array_unref);

  bring_good (test, test->production, "一季度汇总.csv", rows);
  bring_account (test, "账户.xlsx", "3500100010000000001", A, NULL);
  import = bring_good (test, test->production, "更正.csv", more);
  undo_last (test);
  bring_good (test, test->production, "更正.csv", more);

  all = award_ledger_list_imports (test->ledger, "", 0, 10, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (all->len, ==, 4);
  record = g_ptr_array_index (all, 0);
  g_assert_cmpstr (record->file, ==, "更正.csv");
  g_assert_cmpint (record->undone, ==, 0);
  g_assert_true (record->is_again);
  g_assert_cmpuint (record->changed, ==, 1);
  g_assert_cmpstr (record->person, ==, g_get_user_name ());
  g_assert_true (record->measure == test->production);
  for (guint i = 0; i < all->len; i++)
    {
      record = g_ptr_array_index (all, i);
      if (!record->ref.is_register && record->ref.id == import)
        {
          g_assert_cmpint (record->undone, >, 0);
          g_assert_false (record->is_again);
        }
    }

  some = award_ledger_list_imports (test->ledger, "汇总", 0, 10, &n, &error);
  g_assert_cmpuint (n, ==, 1);
  second = award_ledger_list_imports (test->ledger, NULL, 1, 2, &n, &error);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_cmpint (((AwardImportRecord *) g_ptr_array_index (second, 0))->ref.id, ==,
                   ((AwardImportRecord *) g_ptr_array_index (all, 1))->ref.id);
}

static void
test_claim_changes (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲有限公司; 鼓楼区; output=100 power=5", NULL };
  static const char *const more[] = { A "; 甲有限公司; 鼓楼区; output=101 power=5", NULL };
  static const char *const last[] = { A "; 甲有限公司; 鼓楼区; output=102 power=6", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  const AwardChange *change;
  gint64 claim;
  guint64 n;

  bring_good (test, test->production, "a.csv", rows);
  bring_good (test, test->production, "b.csv", more);
  bring_good (test, test->production, "c.csv", last);
  claim = test_query (test->path, "SELECT id FROM claim_fuzhou_2024_5_production");
  changes = award_ledger_list_claim_changes (test->ledger, test->production, claim, 2, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (changes->len, ==, 2);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->file, ==, "c.csv");
  g_assert_cmpuint (change->row, ==, 2);
  g_assert_cmpuint (change->column, >, 0);
  g_assert_cmpint (change->at, >, 0);
  g_clear_pointer (&changes, g_ptr_array_unref);

  undo_last (test);
  changes = award_ledger_list_claim_changes (test->ledger, test->production, claim, 10, &n, &error);
  g_assert_cmpuint (n, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpint (change->old.number, ==, 10000);
  g_assert_cmpint (change->new.number, ==, 10100);
}

static void
test_original (TestLedger *test, gconstpointer data)
{
  static const char *const rows[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  g_autoptr (GError) error = NULL;
  AwardImportRef ref = { FALSE, bring_good (test, test->production, "a.csv", rows) };
  g_autoptr (GBytes) content = award_ledger_get_original (test->ledger, ref, &error);
  g_autofree char *expected = g_strconcat ("a.csv", rows[0], NULL);
  AwardImportRef parsed;

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), expected, strlen (expected));

  g_assert_null (award_ledger_get_original (test->ledger, (AwardImportRef){ TRUE, ref.id }, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (award_ledger_get_import_record (test->ledger, (AwardImportRef){ FALSE, 99 }, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  g_clear_error (&error);

  test_execute (test->path, "UPDATE file SET content = zeroblob (size)");
  g_assert_null (award_ledger_get_original (test->ledger, ref, &error));
  g_assert_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_DAMAGED);

  g_assert_true (award_import_ref_parse ("R3", &parsed) && parsed.is_register && parsed.id == 3);
  g_assert_true (award_import_ref_parse ("12", &parsed) && !parsed.is_register && parsed.id == 12);
  g_assert_false (award_import_ref_parse ("", &parsed) || award_import_ref_parse ("R", &parsed) ||
                  award_import_ref_parse ("0", &parsed) || award_import_ref_parse ("-1", &parsed));
}

/* A ledger in the form before, with a problem nobody knew the row of. */
static void
test_older_ledger (TestLedger *test, gconstpointer data)
{
  static const char *const first[] = { A "; 甲有限公司; 鼓楼区; output=100", NULL };
  static const char *const corrected[] = { A "; 甲有限公司; 鼓楼区; output=100",
                                           B "; 乙有限公司; 鼓楼区; output=200", NULL };
  static const char *const tables[] = { "problem", "register_problem" };
  static const char *const columns[] = { "claimant", "name", "line", "later", "repeated" };
  g_autoptr (GString) sql = g_string_new ("DROP INDEX change_by_import; DROP TABLE repair; "
                                          "DROP TABLE register_acceptance; PRAGMA user_version = 5;");
  gint64 wrong =
      bring (test, test->production, "a.csv", first, RULES_SEVERITY_ERROR, "not-a-number", 3, NULL);
  gint64 later;

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
      g_string_append_printf (sql, "ALTER TABLE %s DROP COLUMN %s;", tables[t], columns[c]);
  g_clear_object (&test->ledger);
  test_execute (test->path, sql->str);
  test_ledger_reopen (test);

  g_assert_cmpint (test_query (test->path, "PRAGMA user_version"), >=, 6);
  g_assert_cmpint (state_of (test, wrong, 0), ==, AWARD_PROBLEM_OPEN);
  assert_open (test, test->production, 1, 0);
  later = bring_good (test, test->production, "a.csv", corrected);
  g_assert_cmpint (state_of (test, wrong, later), ==, AWARD_PROBLEM_CORRECTED);
  g_assert_cmpuint (test_count_faults (test->ledger), ==, 0);
}

#define ADD(path, func) g_test_add (path, TestLedger, NULL, test_ledger_set_up, func, test_ledger_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/records/by-code", test_settled_by_code);
  ADD ("/store/records/by-name", test_settled_by_name);
  ADD ("/store/records/by-place", test_settled_by_place);
  ADD ("/store/records/line", test_settled_line);
  ADD ("/store/records/repeated", test_repeated);
  ADD ("/store/records/accepted", test_accepted);
  ADD ("/store/records/register", test_register);
  ADD ("/store/records/register-acceptance", test_register_acceptance);
  ADD ("/store/records/list", test_list);
  ADD ("/store/records/claim-changes", test_claim_changes);
  ADD ("/store/records/original", test_original);
  ADD ("/store/records/older-ledger", test_older_ledger);
  return g_test_run ();
}

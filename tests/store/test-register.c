/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registers: records merged by their key, what they replace, accounts looked up, older ledgers. */
#include "award-migrate.h"
#include "award-record-model.h"
#include "test-util.h"

#include <string.h>

#define CODE_A "91350100M000100Y43"
#define CODE_B "913501009990000608"

/* Values of a record as words, in the order of the register's fields; "" is missing. */
typedef struct
{
  const char *words[AWARD_REGISTER_MAX_FIELDS];
} Row;

/* Brings @n rows in; the columns whose bit is set in @without are not in the table. */
static AwardImportResult
bring (TestLedger *test, AwardRegister kind, const char *content, const Row *rows, guint n, guint without)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (content, strlen (content));
  AwardSource source = { .file_name = "登记.csv", .content = bytes, .sheet = "Sheet1" };
  guint columns[AWARD_REGISTER_MAX_FIELDS] = { 0 };
  AwardRegisterImport *import;
  AwardImportResult result;

  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    columns[i] = (without >> i & 1) != 0 ? 0 : i + 1;
  import = award_register_begin (test->ledger, kind, &source, columns, &error);
  g_assert_no_error (error);
  for (guint r = 0; r < n; r++)
    {
      RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
      AwardMerge merge;
      guint first_row;

      for (guint i = 0; i < award_register_get_n_fields (kind); i++)
        {
          const char *word = rows[r].words[i];

          fields[i] = (RulesValue){ RULES_MISSING, NULL };
          if (word != NULL && *word != '\0')
            g_assert_true (
                rules_type_parse (award_register_get_field (kind, i)->type, word, &fields[i], &error));
        }
      award_register_add (import, r + 2, fields, &merge, &first_row);
    }
  award_register_add_problem (import, RULES_SEVERITY_NOTE, "skipped-row", 9, NULL, "甲", NULL);
  g_assert_true (award_register_commit (import, &result, &error));
  g_assert_no_error (error);
  return result;
}

static const Row accounts[] = {
  { { CODE_A, "甲公司", "甲公司", "3500100000000000000", "兴业银行福州分行", "309391000011" } },
  { { CODE_B, "乙公司", "乙公司", "3500100010000000001", "", "" } },
};

static void
test_account (TestLedger *test, gconstpointer data)
{
  static const Row other[] = { { { CODE_A, "", "", "3500100020000000002", "", "" } } };
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardAccount) first = NULL;
  g_autoptr (AwardAccount) bare = NULL;
  g_autoptr (AwardAccount) none = NULL;
  g_autoptr (AwardAccount) after = NULL;
  g_autofree char *shared = NULL;
  g_autofree char *own = NULL;
  AwardImportResult result = bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0);

  g_assert_cmpuint (result.added, ==, 2);
  g_assert_true (award_ledger_get_account (test->ledger, CODE_A, &first, &error));
  g_assert_cmpstr (first->holder, ==, "甲公司");
  g_assert_cmpstr (first->number, ==, "3500100000000000000");
  g_assert_cmpstr (first->bank, ==, "兴业银行福州分行");
  g_assert_cmpstr (first->bank_code, ==, "309391000011");
  g_assert_true (award_ledger_get_account (test->ledger, CODE_B, &bare, &error));
  g_assert_null (bare->bank);
  g_assert_null (bare->bank_code);
  g_assert_true (award_ledger_get_account (test->ledger, "913501009990000795", &none, &error));
  g_assert_null (none);
  g_assert_true (award_ledger_find_account (test->ledger, "3500100000000000000", CODE_B, &shared, &error));
  g_assert_cmpstr (shared, ==, CODE_A);
  g_assert_true (award_ledger_find_account (test->ledger, "3500100000000000000", CODE_A, &own, &error));
  g_assert_null (own);

  /* Another table with two columns: the others stay, the old number is kept. */
  result = bring (test, AWARD_REGISTER_ACCOUNTS, "b", other, 1, 0x36);
  g_assert_cmpuint (result.changed, ==, 1);
  g_assert_true (award_ledger_get_account (test->ledger, CODE_A, &after, &error));
  g_assert_cmpstr (after->number, ==, "3500100020000000002");
  g_assert_cmpstr (after->bank, ==, "兴业银行福州分行");
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM register_change"), ==, 1);
  g_assert_cmpint (test_query (test->path,
                               "SELECT old = '3500100000000000000' AND field = 'number' AND row = 2 "
                               "FROM register_change"),
                   ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM register_account"), ==, 2);
}

static void
test_same_file (TestLedger *test, gconstpointer data)
{
  gint64 entries;
  AwardImportResult result = bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0);

  g_assert_false (result.same_file);
  entries = test_query (test->path, "SELECT count(*) FROM audit");
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit WHERE action = 'register'"), ==, 1);
  result = bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0);
  g_assert_true (result.same_file);
  g_assert_cmpuint (result.added + result.changed, ==, 0);
  g_assert_cmpuint (result.unchanged, ==, 2);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM audit"), ==, entries);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM register_import"), ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM register_problem"), ==, 1);
  /* The same bytes in other columns, or other bytes, are another table; its records are not. */
  result = bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 1 << 4);
  g_assert_false (result.same_file);
  g_assert_cmpuint (result.unchanged, ==, 2);
  result = bring (test, AWARD_REGISTER_ACCOUNTS, "c", accounts, 2, 0);
  g_assert_cmpuint (result.unchanged, ==, 2);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM file"), ==, 2);
}

static void
test_keys (TestLedger *test, gconstpointer data)
{
  static const Row exclusions[] = {
    { { CODE_A, "abnormal", "", "", "甲公司", "未年报" } },
    { { CODE_A, "abnormal", "2024-01-01", "2024-06-30", "甲公司", "" } },
    { { CODE_A, "dishonest", "", "", "甲公司", "" } },
    { { CODE_A, "abnormal", "", "", "甲公司", "未年报" } }, /* the first again */
    { { CODE_A, "dishonest", "", "", "甲公司", "另" } },    /* against the third */
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  AwardSource source = { .file_name = "x.csv", .content = bytes };
  const guint columns[AWARD_REGISTER_MAX_FIELDS] = { 1, 2, 3, 4, 5, 6 };
  AwardRegisterImport *import =
      award_register_begin (test->ledger, AWARD_REGISTER_EXCLUSIONS, &source, columns, &error);
  static const AwardMerge wanted[] = { AWARD_MERGE_NEW, AWARD_MERGE_NEW, AWARD_MERGE_NEW,
                                       AWARD_MERGE_DUPLICATE, AWARD_MERGE_CONFLICT };
  static const guint firsts[] = { 0, 0, 0, 2, 4 };
  AwardImportResult result;

  for (guint r = 0; r < G_N_ELEMENTS (exclusions); r++)
    {
      RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
      AwardMerge merge;
      guint first_row;

      for (guint i = 0; i < 6; i++)
        {
          const RulesFact *field = award_register_get_field (AWARD_REGISTER_EXCLUSIONS, i);
          const char *word = exclusions[r].words[i];

          fields[i] = (RulesValue){ RULES_MISSING, NULL };
          if (*word != '\0')
            g_assert_true (rules_type_parse (field->type, word, &fields[i], &error));
        }
      award_register_add (import, r + 2, fields, &merge, &first_row);
      g_assert_cmpint (merge, ==, wanted[r]);
      g_assert_cmpuint (first_row, ==, firsts[r]);
    }
  g_assert_true (award_register_commit (import, &result, &error));
  g_assert_cmpuint (result.rows, ==, 5);
  g_assert_cmpuint (result.added, ==, 3);
  /* A missing first day is a key like any other. */
  result = bring (test, AWARD_REGISTER_EXCLUSIONS, "y", exclusions, 3, 0);
  g_assert_cmpuint (result.unchanged, ==, 3);
}

/* The names of the records of @query, in order. */
static char *
list_names (TestLedger *test, const AwardRecordQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = award_ledger_list_record_ids (test->ledger, query, &error);
  GString *names = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AwardRecord) record = NULL;

      g_assert_true (award_ledger_get_record (test->ledger, query->kind, g_array_index (ids, gint64, i),
                                              &record, &error));
      g_assert_cmpstr (record->file, ==, "登记.csv");
      g_assert_cmpstr (record->sheet, ==, "Sheet1");
      g_assert_cmpuint (record->row, >=, 2);
      g_string_append_printf (names, "%s;", award_record_get (record, "name").text);
    }
  return g_string_free (names, FALSE);
}

static void
check_names (TestLedger *test, AwardRecordQuery query, const char *expected)
{
  g_autofree char *names = list_names (test, &query);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_find (TestLedger *test, gconstpointer data)
{
  static const Row enterprises[] = {
    { { CODE_A, "甲公司", "旧甲公司", "", "鼓楼区", "17", "2023-05-01" } },
    { { CODE_B, "乙公司", "", "", "台江区", "", "" } },
  };
  const AwardRegister kind = AWARD_REGISTER_ENTERPRISES;
  gint64 counts[AWARD_N_REGISTERS];
  g_autoptr (GError) error = NULL;

  bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0);
  bring (test, kind, "e", enterprises, 2, 0);
  check_names (test, (AwardRecordQuery){ .kind = kind, .field = -1 }, "乙公司;甲公司;"); /* by code */
  check_names (test, (AwardRecordQuery){ .kind = kind, .text = "m0001", .field = -1 }, "甲公司;");
  check_names (test, (AwardRecordQuery){ .kind = kind, .text = "旧甲", .field = -1 }, "甲公司;");
  check_names (test, (AwardRecordQuery){ .kind = kind, .text = "丙", .field = -1 }, "");
  check_names (test, (AwardRecordQuery){ .kind = kind, .text = "", .field = -1 }, "乙公司;甲公司;");
  /* What is missing comes last either way. */
  check_names (test, (AwardRecordQuery){ .kind = kind, .field = 6 }, "甲公司;乙公司;");
  check_names (test, (AwardRecordQuery){ .kind = kind, .field = 6, .descending = TRUE }, "甲公司;乙公司;");
  check_names (test, (AwardRecordQuery){ .kind = kind, .field = 4, .descending = TRUE }, "甲公司;乙公司;");
  check_names (test, (AwardRecordQuery){ .kind = kind, .field = 4 }, "乙公司;甲公司;");

  g_assert_true (award_ledger_count_records (test->ledger, counts, &error));
  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    g_assert_cmpint (counts[i], ==, i <= AWARD_REGISTER_ACCOUNTS ? 2 : 0);
}

/* Exclusions by the day, and by the word their kind is kept as. */
static void
test_validity (TestLedger *test, gconstpointer data)
{
  static const Row exclusions[] = {
    { { CODE_A, "dishonest", "2024-01-01", "2024-01-31", "甲公司", "未履行" } },
    { { CODE_B, "abnormal", "2024-02-01", "", "乙公司", "" } },
    { { CODE_B, "special-deal", "", "", "丙公司", "" } },
  };
  static const char *const words[] = { "dishonest", NULL };
  const AwardRegister kind = AWARD_REGISTER_EXCLUSIONS;
  RulesValue last, first;
  g_autoptr (GError) error = NULL;

  g_assert_true (rules_type_parse (RULES_TYPE_DATE, "2024-01-31", &last, &error));
  first.number = last.number + 1;
  bring (test, kind, "x", exclusions, 3, 0);
  check_names (test,
               (AwardRecordQuery){ kind, .show = AWARD_RECORDS_CURRENT, .today = last.number, .field = -1 },
               "丙公司;甲公司;");
  check_names (test,
               (AwardRecordQuery){ kind, .show = AWARD_RECORDS_CURRENT, .today = first.number, .field = -1 },
               "乙公司;丙公司;");
  check_names (test,
               (AwardRecordQuery){ kind, .show = AWARD_RECORDS_ENDED, .today = first.number, .field = -1 },
               "甲公司;");
  check_names (
      test, (AwardRecordQuery){ kind, .show = AWARD_RECORDS_ENDED, .today = last.number, .field = -1 }, "");
  check_names (test, (AwardRecordQuery){ kind, .text = "失信", .words = words, .field = -1 }, "甲公司;");
  check_names (test,
               (AwardRecordQuery){ kind, .text = "公司", .words = words, .show = AWARD_RECORDS_ENDED,
                                   .today = first.number, .field = -1 },
               "甲公司;");
}

/* What a record said before, and what else is known of its claimant. */
static void
test_history (TestLedger *test, gconstpointer data)
{
  static const Row second[] = { { { CODE_A, "", "", "3500100020000000002", "", "" } } };
  static const Row third[] = { { { CODE_A, "", "", "3500100030000000003", "", "" } } };
  static const Row enterprise[] = { { { CODE_A, "甲公司", "", "", "鼓楼区", "", "" } } };
  static const Row day[] = { { { "2024-02-10", "false", "春节" } } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) enterprises = NULL;
  g_autoptr (AwardRecord) gone = NULL;
  const AwardRecordChange *change;

  bring (test, AWARD_REGISTER_HOLIDAYS, "h", day, 1, 0);
  bring (test, AWARD_REGISTER_ENTERPRISES, "e", enterprise, 1, 0);
  bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0);
  bring (test, AWARD_REGISTER_ACCOUNTS, "b", second, 1, 0x36);
  bring (test, AWARD_REGISTER_ACCOUNTS, "c", third, 1, 0x36);
  records = award_ledger_list_records_of (test->ledger, AWARD_REGISTER_ACCOUNTS, CODE_A, &error);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (award_record_get (g_ptr_array_index (records, 0), "number").text, ==,
                   "3500100030000000003");
  g_assert_cmpint (award_record_get (g_ptr_array_index (records, 0), "amount").number, ==, RULES_MISSING);
  changes = award_ledger_list_record_changes (test->ledger, g_ptr_array_index (records, 0), &error);
  g_assert_cmpuint (changes->len, ==, 2);
  change = g_ptr_array_index (changes, 0); /* the last first */
  g_assert_cmpstr (change->field->id, ==, "number");
  g_assert_cmpstr (change->old.text, ==, "3500100020000000002");
  g_assert_cmpstr (change->new.text, ==, "3500100030000000003");
  g_assert_cmpstr (change->file, ==, "登记.csv");
  g_assert_cmpuint (change->row, ==, 2);
  enterprises = award_ledger_list_records_of (test->ledger, AWARD_REGISTER_ENTERPRISES, CODE_A, &error);
  g_assert_cmpuint (enterprises->len, ==, 1);
  none = award_ledger_list_records_of (test->ledger, AWARD_REGISTER_HOLIDAYS, CODE_A, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (award_ledger_get_record (test->ledger, AWARD_REGISTER_ACCOUNTS, 999, &gone, &error));
  g_assert_null (gone);
}

static void
test_model (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardRecordModel) model = award_record_model_new (test->ledger);
  g_autoptr (AwardRecordItem) first = NULL;
  g_autoptr (AwardRecordItem) again = NULL;
  g_autoptr (AwardRecordItem) after = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 gone = 999;

  bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0);
  ids = award_ledger_list_record_ids (
      test->ledger, &(AwardRecordQuery){ .kind = AWARD_REGISTER_ACCOUNTS, .field = -1 }, &error);
  award_record_model_set_ids (model, AWARD_REGISTER_ACCOUNTS, ids);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 2));
  first = g_list_model_get_item (G_LIST_MODEL (model), 1);
  again = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_assert_true (first == again);
  g_assert_cmpstr (award_record_get (award_record_item_get_record (first), "name").text, ==, "甲公司");
  g_assert_cmpuint (award_record_model_find (model, award_record_item_get_record (first)->id), ==, 1);
  g_assert_cmpuint (award_record_model_find (model, gone), ==, G_MAXUINT);

  /* A record that is gone is a row without values; items of before stay as they were. */
  g_array_append_val (others, gone);
  award_record_model_set_ids (model, AWARD_REGISTER_ACCOUNTS, others);
  after = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_null (award_record_item_get_record (after));
  g_assert_cmpstr (award_record_get (award_record_item_get_record (first), "name").text, ==, "甲公司");
}

/* Names and counties fill what claims came without, whichever comes first, and replace nothing. */
static void
test_enterprises (TestLedger *test, gconstpointer data)
{
  static const Row enterprises[] = {
    { { CODE_A, "甲公司", "旧甲公司", "", "鼓楼区", "17", "2023-05-01" } },
    { { CODE_B, "乙公司", "", "", "台江区", "", "" } },
  };
  static const char *const before[] = { CODE_A "; ; ; power=1", NULL };
  static const char *const after[] = { CODE_B "; 乙有限公司; ; power=1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = NULL;

  test_import (test->ledger, test->batch, test->production, "a.csv", before, NULL);
  bring (test, AWARD_REGISTER_ENTERPRISES, "a", enterprises, 2, 0);
  test_import (test->ledger, test->batch, test->production, "b.csv", after, NULL);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant WHERE code = '" CODE_A
                                           "' AND name = '甲公司' AND county = '鼓楼区'"),
                   ==, 1);
  g_assert_cmpint (test_query (test->path, "SELECT count(*) FROM claimant WHERE code = '" CODE_B
                                           "' AND name = '乙有限公司' AND county = '台江区'"),
                   ==, 1);
  totals = award_ledger_list_totals (test->ledger, test->batch, TRUE, &error);
  g_assert_cmpuint (totals->len, ==, 2);
  g_assert_nonnull (((AwardTotal *) g_ptr_array_index (totals, 0))->county);
}

/* A ledger of the first form opens, keeps a copy, and has what a new one has. */
static void
test_migrate (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *schema =
      g_build_filename (g_getenv ("DUIXIAN_SOURCE_DIR"), "resources", "schema", "0001.sql", NULL);
  g_autofree char *path = g_build_filename (test->folder, "旧.duixian", NULL);
  g_autofree char *copy = g_strconcat (path, ".v1", NULL);
  g_autofree char *first = NULL;
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardAccount) account = NULL;

  g_assert_true (g_file_get_contents (schema, &first, NULL, &error));
  {
    const char *const steps[] = { first, NULL };
    g_autoptr (AwardDb) db = award_db_open (path, AWARD_DB_CREATE, &error);

    g_assert_true (award_migrate_with (db, steps, FALSE, &error));
    g_assert_true (award_db_exec (db,
                                  "PRAGMA application_id = 0x44756958;"
                                  "INSERT INTO batch (name, created) VALUES ('甲', 0);"
                                  "INSERT INTO state VALUES ('batch', 1);"
                                  "INSERT INTO claimant (code, name) VALUES ('" CODE_A "', '甲')",
                                  &error));
  }
  ledger = award_ledger_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_query (path, "PRAGMA user_version"), ==, award_migrate_newest ());
  g_assert_cmpint (test_query (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (test_query (path, "SELECT count(*) FROM claimant"), ==, 1);
  g_assert_true (award_ledger_get_account (ledger, CODE_A, &account, &error));
  g_assert_null (account);
  g_clear_object (&test->ledger);
  test->ledger = g_steal_pointer (&ledger);
  g_assert_cmpuint (bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0).added, ==, 2);
}

static void
test_tables (TestLedger *test, gconstpointer data)
{
  AwardRegister kind;

  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      g_assert_true (award_register_find (award_register_get_name ((AwardRegister) i), &kind));
      g_assert_cmpint (kind, ==, i);
      g_assert_true (award_register_get_field (kind, 0)->is_key);
    }
  g_assert_false (award_register_find ("bank", &kind));
  g_assert_cmpint (test_query (test->path,
                               "SELECT count(*) FROM pragma_table_list "
                               "WHERE name LIKE 'register\\_%' ESCAPE '\\' AND type = 'table' AND strict"),
                   ==, AWARD_N_REGISTERS + 5);
}

#define ADD(name, function)                                                                                  \
  g_test_add ("/register/" name, TestLedger, NULL, test_ledger_set_up, function, test_ledger_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("account", test_account);
  ADD ("same-file", test_same_file);
  ADD ("keys", test_keys);
  ADD ("find", test_find);
  ADD ("validity", test_validity);
  ADD ("history", test_history);
  ADD ("model", test_model);
  ADD ("enterprises", test_enterprises);
  ADD ("migrate", test_migrate);
  ADD ("tables", test_tables);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registers: records merged by their key, what they replace, accounts looked up, older ledgers. */
#include "award-migrate.h"
#include "award-register.h"
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

typedef struct
{
  guint n;
  guint n_before_stop; /* 0: all */
  char *names;
} Found;

static gboolean
collect (const AwardRecord *record, gpointer data)
{
  Found *found = data;
  char *names = g_strconcat (found->names != NULL ? found->names : "", record->fields[1].text, ";", NULL);

  g_free (found->names);
  found->names = names;
  g_assert_cmpstr (record->file, ==, "登记.csv");
  g_assert_cmpstr (record->sheet, ==, "Sheet1");
  g_assert_cmpuint (record->row, >=, 2);
  return ++found->n != found->n_before_stop;
}

static void
test_list (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Found all = { 0 }, some = { 0 }, stopped = { .n_before_stop = 1 }, none = { 0 };

  bring (test, AWARD_REGISTER_ACCOUNTS, "a", accounts, 2, 0);
  g_assert_true (
      award_ledger_list_register (test->ledger, AWARD_REGISTER_ACCOUNTS, NULL, collect, &all, &error));
  g_assert_cmpstr (all.names, ==, "乙公司;甲公司;"); /* by code */
  g_assert_true (
      award_ledger_list_register (test->ledger, AWARD_REGISTER_ACCOUNTS, "m0001", collect, &some, &error));
  g_assert_cmpstr (some.names, ==, "甲公司;");
  g_assert_true (
      award_ledger_list_register (test->ledger, AWARD_REGISTER_ACCOUNTS, "", collect, &stopped, &error));
  g_assert_cmpuint (stopped.n, ==, 1);
  g_assert_true (
      award_ledger_list_register (test->ledger, AWARD_REGISTER_ACCOUNTS, "丙", collect, &none, &error));
  g_assert_cmpuint (none.n, ==, 0);
  g_free (all.names);
  g_free (some.names);
  g_free (stopped.names);
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
  ADD ("list", test_list);
  ADD ("enterprises", test_enterprises);
  ADD ("migrate", test_migrate);
  ADD ("tables", test_tables);
  return g_test_run ();
}

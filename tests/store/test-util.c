/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-util.h"

#include "award-compute.h"
#include "award-policies.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

void
test_ledger_set_up (TestLedger *test, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardBatch) batch = NULL;

  test->folder = g_dir_make_tmp ("award-store-XXXXXX", &error);
  g_assert_no_error (error);
  test->path = g_build_filename (test->folder, "账.duixian", NULL);
  test->ledger = award_ledger_new (test->path, &error);
  g_assert_no_error (error);
  batch = award_ledger_get_batch (test->ledger, NULL, FALSE, &error);
  g_assert_no_error (error);
  test->batch = batch->id;
  test->production = award_policies_measure ("fuzhou-2024-5", "production");
  test->meters = award_policies_measure ("fuzhou-2024-5", "festival-power");
  test->workers = award_policies_measure ("fuzhou-2024-5", "recruitment");
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

void
test_ledger_tear_down (TestLedger *test, gconstpointer data)
{
  g_clear_object (&test->ledger);
  remove_folder (test->folder);
  g_free (test->folder);
  g_free (test->path);
}

void
test_ledger_reopen (TestLedger *test)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&test->ledger);
  test->ledger = award_ledger_open (test->path, &error);
  g_assert_no_error (error);
}

static const RulesFact *
get_fact (const RulesMeasure *measure, gboolean on_line, guint i)
{
  return on_line ? rules_measure_get_line_fact (measure, i) : rules_measure_get_fact (measure, i);
}

static guint
count_facts (const RulesMeasure *measure, gboolean on_line)
{
  return on_line ? rules_measure_get_n_line_facts (measure) : rules_measure_get_n_facts (measure);
}

/* Sets the values of one space that @words name; marks their columns. */
static guint
read_words (const RulesMeasure *measure, gboolean on_line, char **words, RulesValue *values, guint *columns)
{
  guint n_known = 0;

  for (guint i = 0; i < count_facts (measure, on_line); i++)
    {
      const RulesFact *fact = get_fact (measure, on_line, i);

      values[i] = (RulesValue){ RULES_MISSING, NULL };
      for (guint w = 0; words[w] != NULL; w++)
        {
          gsize length = strlen (fact->id);
          g_autoptr (GError) error = NULL;

          if (strncmp (words[w], fact->id, length) != 0 || words[w][length] != '=')
            continue;
          if (words[w][length + 1] != '\0')
            g_assert_true (rules_fact_parse (fact, words[w] + length + 1, &values[i], &error));
          columns[i] = (on_line ? 20 : 4) + i;
          n_known++;
        }
    }
  return n_known;
}

AwardImport *
test_stage (AwardLedger *ledger,
            gint64 batch,
            const RulesMeasure *measure,
            const char *file,
            const char *const *rows,
            TestMerge *merges)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) content = g_string_new (file);
  g_autoptr (AwardContent) kept = NULL;
  RulesValue facts[64], line_facts[64];
  guint columns[64] = { 0 }, line_columns[64] = { 0 };
  AwardSource source = { .file_name = file, .sheet = "Sheet1" };
  AwardImport *import;

  for (guint r = 0; rows[r] != NULL; r++)
    {
      g_auto (GStrv) parts = g_strsplit (rows[r], ";", 4);
      g_auto (GStrv) words = g_strsplit (parts[3], " ", -1);
      guint n_words = 0;

      for (guint w = 0; words[w] != NULL; w++)
        n_words += *words[w] != '\0';
      g_string_append (content, rows[r]);
      g_assert_cmpuint (read_words (measure, FALSE, words, facts, columns) +
                            read_words (measure, TRUE, words, line_facts, line_columns),
                        ==, n_words);
    }
  kept = award_content_new_from_bytes (content->str, content->len, &error);
  g_assert_no_error (error);
  source.content = kept;
  import = award_import_begin (ledger, batch, measure, &source, columns, line_columns, &error);
  g_assert_no_error (error);
  for (guint r = 0; rows[r] != NULL; r++)
    {
      g_auto (GStrv) parts = g_strsplit (rows[r], ";", 4);
      g_auto (GStrv) words = g_strsplit (parts[3], " ", -1);
      AwardRowValues row = { .row = r + 2, .facts = facts, .line_facts = line_facts };
      TestMerge merge;

      row.claimant = g_strstrip (parts[0]);
      row.name = g_strstrip (parts[1]);
      row.county = g_strstrip (parts[2]);
      read_words (measure, FALSE, words, facts, columns);
      read_words (measure, TRUE, words, line_facts, line_columns);
      g_assert_true (award_import_add (import, &row, &merge.merge, &merge.first_row, &error));
      if (merges != NULL)
        merges[r] = merge;
    }
  return import;
}

AwardImportResult
test_import (AwardLedger *ledger,
             gint64 batch,
             const RulesMeasure *measure,
             const char *file,
             const char *const *rows,
             TestMerge *merges)
{
  g_autoptr (GError) error = NULL;
  AwardImport *import = test_stage (ledger, batch, measure, file, rows, merges);
  AwardImportResult result;

  g_assert_true (award_import_commit (import, &result, &error));
  g_assert_no_error (error);
  return result;
}

static guint
find_fact (const RulesMeasure *measure, const char *id)
{
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    if (strcmp (rules_measure_get_fact (measure, i)->id, id) == 0)
      return i;
  g_assert_not_reached ();
}

AwardImport *
test_stage_many (AwardLedger *ledger, gint64 batch, const RulesMeasure *production, guint n)
{
  static const char *const counties[] = { "鼓楼区", "台江区", "仓山区", "马尾区", "晋安区" };
  g_autoptr (GError) error = NULL;
  g_autofree char *content = g_strdup_printf ("%u claims", n);
  g_autoptr (AwardContent) kept = award_content_new_from_bytes (content, strlen (content), &error);
  AwardSource source = { .file_name = "many.csv", .content = kept, .sheet = "" };
  guint columns[64];
  RulesValue facts[64] = { 0 };
  AwardImport *import;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    columns[i] = i + 4;
  import = award_import_begin (ledger, batch, production, &source, columns, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      char code[32], name[64];
      AwardRowValues row = {
        .claimant = code, .name = name, .county = counties[i % 5], .row = i + 2, .facts = facts
      };
      AwardMerge merge;
      guint first_row;

      /* Codes are not in the order of the rows. */
      g_snprintf (code, sizeof code, "9135%08XMA%04X", i * 2654435761u, i & 0xffff);
      g_snprintf (name, sizeof name, "福州第%u机械制造有限公司", i);
      facts[find_fact (production, "above_scale")].number = 1;
      facts[find_fact (production, "industry")].number = 13 + i % 31;
      facts[find_fact (production, "new_entrant")].number = 0;
      facts[find_fact (production, "province_eligible")].number = i % 2 == 0;
      facts[find_fact (production, "province_award")].number = 3000000 + (gint64) i % 90 * 1000000;
      facts[find_fact (production, "output")].number = 900000000 + (gint64) i * 37;
      facts[find_fact (production, "output_prior")].number = 800000000 + (gint64) i * 31;
      facts[find_fact (production, "power")].number = 50000000 + i;
      facts[find_fact (production, "power_prior")].number =
          i % 10 == 4 ? RULES_MISSING : 49000000 + (gint64) i;
      g_assert_true (award_import_add (import, &row, &merge, &first_row, &error));
    }
  return import;
}

void
test_import_many (AwardLedger *ledger, gint64 batch, const RulesMeasure *production, guint n)
{
  g_autoptr (GError) error = NULL;
  AwardImportResult result;

  g_assert_true (award_import_commit (test_stage_many (ledger, batch, production, n), &result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (result.added, ==, n);
}

char *
test_digest_file (const char *path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}

static sqlite3 *
open_database (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  return db;
}

static void
digest_table (sqlite3 *db, const char *name, GChecksum *checksum)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1, 2, 3, 4", name);
  sqlite3_stmt *rows;

  if (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL) != SQLITE_OK)
    {
      g_free (sql);
      sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1", name);
      g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &rows, NULL), ==, SQLITE_OK);
    }
  while (sqlite3_step (rows) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (rows); i++)
      {
        const guchar *value = sqlite3_column_blob (rows, i);

        if (value != NULL)
          g_checksum_update (checksum, value, sqlite3_column_bytes (rows, i));
        g_checksum_update (checksum, (const guchar *) "|", 1);
      }
  sqlite3_finalize (rows);
}

char *
test_digest_content (const char *path)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  sqlite3 *db = open_database (path);
  sqlite3_stmt *tables;

  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
                                       -1, &tables, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (tables) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (tables, 0);

      g_checksum_update (checksum, (const guchar *) name, -1);
      digest_table (db, name, checksum);
    }
  sqlite3_finalize (tables);
  sqlite3_close (db);
  return g_strdup (g_checksum_get_string (checksum));
}

gint64
test_query (const char *path, const char *sql)
{
  sqlite3 *db = open_database (path);
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return value;
}

void
test_execute (const char *path, const char *sql)
{
  sqlite3 *db = open_database (path);

  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

guint
test_count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

const char *const test_production_rows[4] = {
  "91350100M000100Y43; 甲; 鼓楼区; above_scale=true industry=17 new_entrant=false province_eligible=true "
  "province_award=96000 "
  "output=60000000 output_prior=50000000 power=1100000 power_prior=1000000",
  "91350100M0001000X9; 乙; 台江区; above_scale=false industry=17 new_entrant=false province_eligible=true "
  "province_award=96000 "
  "output=60000000 output_prior=50000000 power=1100000 power_prior=1000000",
  "91350100M0001001W5; 丙; 台江区; above_scale=true industry=17 new_entrant=false province_eligible=true "
  "province_award=96000 output=60000000 output_prior=50000000 power=1100000 power_prior=",
  NULL
};

void
test_compute (AwardLedger *ledger, gint64 batch)
{
  g_autoptr (GError) error = NULL;
  gboolean done = award_ledger_compute (ledger, batch, TEST_AS_OF, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static void
add_fault (const char *fault, gpointer data)
{
  g_ptr_array_add (data, g_strdup (fault));
}

guint
test_count_faults (AwardLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (award_ledger_verify (ledger, add_fault, faults, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (faults, i));
  return faults->len;
}

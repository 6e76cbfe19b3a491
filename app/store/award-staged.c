/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-staged.h"

#define STAGED_TABLE "award_staged"

/* Its columns: these, then one a fact. */
enum
{
  COLUMN_NUMBER, /* of the claim, from 0 */
  COLUMN_CLAIMANT,
  COLUMN_CODE,
  COLUMN_NAME,
  COLUMN_COUNTY,
  COLUMN_ROW,
  COLUMN_CONFLICT,
  COLUMN_FIRST_FACT,
};

typedef struct
{
  sqlite3_vtab base;
  AwardImport *import;
} StagedTable;

typedef struct
{
  sqlite3_vtab_cursor base;
  guint item;
} StagedCursor;

static int
staged_connect (sqlite3 *db,
                void *data,
                int argc,
                const char *const *argv,
                sqlite3_vtab **table,
                char **message)
{
  AwardImport *import = data;
  g_autoptr (GString) sql =
      g_string_new ("CREATE TABLE x (number, claimant, code, name, county, row, conflict");
  StagedTable *made;

  for (guint i = 0; i < import->n_facts; i++)
    g_string_append_printf (sql, ", f%u", i);
  g_string_append_c (sql, ')');
  made = g_new0 (StagedTable, 1);
  made->import = import;
  *table = &made->base;
  return sqlite3_declare_vtab (db, sql->str);
}

static int
staged_disconnect (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
staged_best_index (sqlite3_vtab *table, sqlite3_index_info *info)
{
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

static int
staged_open (sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
  *cursor = (sqlite3_vtab_cursor *) g_new0 (StagedCursor, 1);
  return SQLITE_OK;
}

static int
staged_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
staged_filter (sqlite3_vtab_cursor *cursor, int number, const char *name, int argc, sqlite3_value **argv)
{
  ((StagedCursor *) cursor)->item = 0;
  return SQLITE_OK;
}

static int
staged_next (sqlite3_vtab_cursor *cursor)
{
  AwardImport *import = ((StagedTable *) cursor->pVtab)->import;

  award_staging_look_at (import->staging, ++((StagedCursor *) cursor)->item);
  return SQLITE_OK;
}

static int
staged_eof (sqlite3_vtab_cursor *cursor)
{
  const AwardImport *import = ((StagedTable *) cursor->pVtab)->import;

  return ((StagedCursor *) cursor)->item >= award_staging_get_n_claims (import->staging);
}

static void
give_text (sqlite3_context *context, const char *text)
{
  if (text != NULL)
    sqlite3_result_text (context, text, -1, SQLITE_STATIC);
}

static void
give_fact (sqlite3_context *context, const AwardImport *import, guint item, guint i)
{
  const RulesFact *fact = rules_measure_get_fact (import->measure, i);
  RulesValue value = award_staging_get_value (import->staging, item, i);

  if (fact->type == RULES_TYPE_TEXT)
    give_text (context, value.text);
  else if (value.number == RULES_MISSING)
    return;
  else if (fact->type == RULES_TYPE_ENUM)
    give_text (context, fact->words[value.number].id);
  else
    sqlite3_result_int64 (context, value.number);
}

static int
staged_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  const AwardImport *import = ((StagedTable *) cursor->pVtab)->import;
  guint item = ((StagedCursor *) cursor)->item;
  const AwardStagedClaim *claim = award_staging_get_claim (import->staging, item);

  switch (column)
    {
    case COLUMN_NUMBER:
      sqlite3_result_int64 (context, item);
      break;
    case COLUMN_CLAIMANT:
      sqlite3_result_int64 (context, claim->claimant);
      break;
    case COLUMN_CODE:
      give_text (context, award_staging_get_text (import->staging, claim->code));
      break;
    case COLUMN_NAME:
      give_text (context, award_staging_get_text (import->staging, claim->name));
      break;
    case COLUMN_COUNTY:
      give_text (context, award_staging_get_text (import->staging, claim->county));
      break;
    case COLUMN_ROW:
      sqlite3_result_int64 (context, claim->row);
      break;
    case COLUMN_CONFLICT:
      sqlite3_result_int (context, claim->conflict);
      break;
    default:
      give_fact (context, import, item, (guint) (column - COLUMN_FIRST_FACT));
      break;
    }
  return SQLITE_OK;
}

static int
staged_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
  *id = ((StagedCursor *) cursor)->item;
  return SQLITE_OK;
}

/* Without xCreate: the table exists by its name alone. */
static const sqlite3_module staged_module = {
  .xConnect = staged_connect,
  .xBestIndex = staged_best_index,
  .xDisconnect = staged_disconnect,
  .xOpen = staged_open,
  .xClose = staged_close,
  .xFilter = staged_filter,
  .xNext = staged_next,
  .xEof = staged_eof,
  .xColumn = staged_column,
  .xRowid = staged_rowid,
};

static gboolean
show (AwardImport *import, GError **error)
{
  AwardDb *db = import->ledger->db;
  int rc = sqlite3_create_module_v2 (db->handle, STAGED_TABLE, &staged_module, import, NULL);

  return rc == SQLITE_OK || award_db_fail (db, rc, error);
}

static void
hide (AwardImport *import)
{
  sqlite3_create_module_v2 (import->ledger->db->handle, STAGED_TABLE, NULL, NULL, NULL);
}

gboolean
award_staged_insert_claimants (AwardImport *import, gint64 first, GError **error)
{
  gboolean done;

  for (guint i = 0; i < award_staging_get_n_claims (import->staging); i++)
    {
      award_staging_look_at (import->staging, i);
      award_staging_get_claim (import->staging, i)->claimant = first + i;
    }
  done = award_db_flush (import->ledger->db, error) && show (import, error) &&
         award_db_do (import->ledger->db, error,
                      "INSERT INTO claimant (id, code, name, county) "
                      "SELECT claimant, code, name, county FROM " STAGED_TABLE,
                      "");
  hide (import);
  return done;
}

gboolean
award_staged_insert_claims (AwardImport *import,
                            const AwardTable *table,
                            gint64 import_id,
                            gint64 first,
                            GError **error)
{
  g_autoptr (GString) into = g_string_new (NULL);
  g_autoptr (GString) from = g_string_new (NULL);
  g_autofree char *sql = NULL;
  gboolean done;

  for (guint i = 0; i < table->n_facts; i++)
    {
      g_string_append_printf (into, ", %s", table->fields[i]);
      g_string_append_printf (from, ", f%u", i);
    }
  sql = g_strdup_printf ("INSERT INTO %s (id, batch, claimant, import, row, conflict%s) "
                         "SELECT ? + number, ?, claimant, ?, row, conflict%s FROM " STAGED_TABLE,
                         table->claims, into->str, from->str);
  done = award_db_flush (import->ledger->db, error) && show (import, error) &&
         award_db_do (import->ledger->db, error, sql, "iii", first, import->batch, import_id);
  hide (import);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing the records of a register into the ledger. */
#define G_LOG_DOMAIN "award-register"

#include "config.h"

#include "award-register-private.h"
#include "award-audit.h"
#include "award-tally.h"

#include <string.h>

typedef struct
{
  AwardRegisterImport *import;
  AwardDb *db;
  guint n_fields;
  gint64 id;          /* of the row in register_import */
  sqlite3_stmt *find; /* owned, as those below */
  sqlite3_stmt *insert;
  sqlite3_stmt *update;
  sqlite3_stmt *log;
} Merge;

static void
merge_clear (Merge *merge)
{
  sqlite3_finalize (merge->find);
  sqlite3_finalize (merge->insert);
  sqlite3_finalize (merge->update);
  sqlite3_finalize (merge->log);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

/* Field i is parameter i + 1 in all of them; import and row come after, then the id. */
static gboolean
prepare (Merge *merge, GError **error)
{
  AwardRegister kind = merge->import->kind;
  const char *table = award_register_get_table (kind);
  g_autofree char *fields = award_register_list_fields (kind);
  g_autoptr (GString) find = g_string_new (NULL);
  g_autoptr (GString) insert = g_string_new (NULL);
  g_autoptr (GString) update = g_string_new (NULL);
  const char *joint = " WHERE ";

  g_string_append_printf (find, "SELECT id, %s FROM %s", fields, table);
  g_string_append_printf (insert, "INSERT INTO %s (%s, import, row) VALUES (", table, fields);
  g_string_append_printf (update, "UPDATE %s SET ", table);
  for (guint i = 0; i < merge->n_fields; i++)
    {
      const RulesFact *field = award_register_get_field (kind, i);

      g_string_append_printf (insert, "?%u, ", i + 1);
      g_string_append_printf (update, "%s = ?%u, ", field->id, i + 1);
      if (!field->is_key)
        continue;
      g_string_append_printf (find, "%s%s IS ?%u", joint, field->id, i + 1);
      joint = " AND ";
    }
  g_string_append_printf (insert, "?%u, ?%u)", merge->n_fields + 1, merge->n_fields + 2);
  g_string_append_printf (update, "import = ?%u, row = ?%u WHERE id = ?%u", merge->n_fields + 1,
                          merge->n_fields + 2, merge->n_fields + 3);
  merge->find = award_db_prepare (merge->db, find->str, error);
  if (merge->find != NULL)
    merge->insert = award_db_prepare (merge->db, insert->str, error);
  if (merge->insert != NULL)
    merge->update = award_db_prepare (merge->db, update->str, error);
  if (merge->update != NULL)
    merge->log = award_db_prepare (
        merge->db,
        "INSERT INTO register_change (import, row, record, field, old, new) VALUES (?, ?, ?, ?, ?, ?)",
        error);
  return merge->log != NULL;
}

static gboolean
insert_import (Merge *merge, const AwardImportResult *result, GError **error)
{
  AwardRegisterImport *import = merge->import;
  gint64 file;

  if (!award_db_get_int (merge->db, &file, 0, error, "SELECT id FROM file WHERE digest = ?", "t",
                         import->digest))
    return FALSE;
  if (file == 0)
    {
      if (!award_db_do (merge->db, error, "INSERT INTO file (digest, size, content) VALUES (?, ?, ?)", "tib",
                        import->digest, (gint64) g_bytes_get_size (import->content), import->content))
        return FALSE;
      file = sqlite3_last_insert_rowid (merge->db->handle);
    }
  if (!award_db_do (
          merge->db, error,
          "INSERT INTO register_import (kind, file, name, sheet, at, rows, records, added, changed, "
          "unchanged) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0)",
          "tittiii", award_register_get_name (import->kind), file, import->file_name, import->sheet,
          award_db_now (), (gint64) result->rows, (gint64) result->claims))
    return FALSE;
  merge->id = sqlite3_last_insert_rowid (merge->db->handle);
  for (guint i = 0; i < merge->n_fields; i++)
    if (import->columns[i] != 0 &&
        !award_db_do (merge->db, error,
                      "INSERT INTO register_column (import, field, number) VALUES (?, ?, ?)", "iti",
                      merge->id, award_register_get_field (import->kind, i)->id, (gint64) import->columns[i]))
      return FALSE;
  return TRUE;
}

/* Shows a record to @settler. */
static void
show_record (AwardRegister kind, const AwardStagedRecord *record, AwardSettler *settler)
{
  char *texts[AWARD_REGISTER_MAX_FIELDS] = { NULL };
  g_autofree char *line = NULL;
  AwardRowIdentity identity = { 0 };

  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    {
      const RulesFact *field = award_register_get_field (kind, i);

      texts[i] = rules_fact_format (field, record->fields[i]);
      /* Several days have one name. */
      if (kind != AWARD_REGISTER_HOLIDAYS && strcmp (field->id, "name") == 0)
        identity.name = texts[i];
    }
  line = award_register_describe (kind, (const char *const *) texts);
  identity.claimant = texts[0];
  identity.line = line;
  award_settler_see (settler, &identity, record->row);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

/* Keeps the problems of the table and settles those of earlier ones. */
static gboolean
merge_problems (Merge *merge, GError **error)
{
  const AwardRegisterImport *import = merge->import;
  const AwardImportRef ref = { TRUE, merge->id };
  g_autoptr (AwardSettler) settler = award_settler_new (merge->db, ref, error);

  if (settler == NULL)
    return FALSE;
  for (guint i = 0; !award_settler_is_empty (settler) && i < import->records->len; i++)
    show_record (import->kind, &g_array_index (import->records, AwardStagedRecord, i), settler);
  return award_settler_finish (settler, import->problems, error) &&
         award_staged_problems_insert (merge->db, ref, import->problems, error);
}

static gboolean
bind_place (Merge *merge, sqlite3_stmt *statement, guint row, gint64 id, GError **error)
{
  int first = (int) merge->n_fields + 1;
  int rc = sqlite3_bind_int64 (statement, first, merge->id);

  if (rc == SQLITE_OK)
    rc = sqlite3_bind_int64 (statement, first + 1, row);
  if (rc == SQLITE_OK && id != 0)
    rc = sqlite3_bind_int64 (statement, first + 2, id);
  return rc == SQLITE_OK || award_db_fail (merge->db, rc, error);
}

/* Overwrites what the file says otherwise of the record merge->find stands on. */
static gboolean
merge_fields (Merge *merge, const AwardStagedRecord *record, gboolean *changed, GError **error)
{
  AwardRegisterImport *import = merge->import;
  gint64 id = sqlite3_column_int64 (merge->find, 0);

  for (guint i = 0; i < merge->n_fields; i++)
    {
      const RulesFact *field = award_register_get_field (import->kind, i);
      RulesValue old = award_table_read (field, merge->find, (int) i + 1);
      RulesValue new = import->columns[i] != 0 ? record->fields[i] : old;
      gboolean differs =
          field->type == RULES_TYPE_TEXT ? g_strcmp0 (old.text, new.text) != 0 : old.number != new.number;

      if (differs && (!award_table_bind (merge->db, field, old, merge->log, 5, error) ||
                      !award_table_bind (merge->db, field, new, merge->log, 6, error) ||
                      !award_db_run (merge->db, merge->log, error, "iiit", merge->id, (gint64) record->row,
                                     id, field->id)))
        return FALSE;
      *changed = *changed || differs;
      if (!award_table_bind (merge->db, field, new, merge->update, (int) i + 1, error))
        return FALSE;
    }
  return !*changed || (bind_place (merge, merge->update, record->row, id, error) &&
                       award_db_run (merge->db, merge->update, error, ""));
}

static gboolean
merge_record (Merge *merge, const AwardStagedRecord *record, AwardImportResult *result, GError **error)
{
  gboolean known, changed = FALSE;

  for (guint i = 0; i < merge->n_fields; i++)
    {
      const RulesFact *field = award_register_get_field (merge->import->kind, i);

      if (!award_table_bind (merge->db, field, record->fields[i], merge->insert, (int) i + 1, error) ||
          (field->is_key &&
           !award_table_bind (merge->db, field, record->fields[i], merge->find, (int) i + 1, error)))
        return FALSE;
    }
  if (!award_db_step (merge->db, merge->find, &known, error))
    return FALSE;
  if (known && !merge_fields (merge, record, &changed, error))
    return FALSE;
  sqlite3_reset (merge->find);
  if (known)
    {
      *(changed ? &result->changed : &result->unchanged) += 1;
      return TRUE;
    }
  result->added++;
  return bind_place (merge, merge->insert, record->row, 0, error) &&
         award_db_run (merge->db, merge->insert, error, "");
}

gboolean
award_register_fill_claimants (AwardDb *db, gboolean *moved, GError **error)
{
  gint64 any;

  if (!award_db_get_int (db, &any, 0, error, "SELECT EXISTS (SELECT 1 FROM register_enterprise)", ""))
    return FALSE;
  if (any == 0)
    return TRUE;
  if (!award_db_exec (db,
                      "UPDATE claimant SET name = e.name FROM register_enterprise e "
                      "WHERE claimant.name IS NULL AND e.code = claimant.code AND e.name IS NOT NULL",
                      error) ||
      !award_db_exec (db,
                      "UPDATE claimant SET county = e.county FROM register_enterprise e "
                      "WHERE claimant.county IS NULL AND e.code = claimant.code AND e.county IS NOT NULL",
                      error))
    return FALSE;
  *moved = *moved || sqlite3_changes (db->handle) > 0;
  return TRUE;
}

static gboolean
fill_claimants (Merge *merge, GError **error)
{
  g_autoptr (AwardTally) tally = NULL;
  gboolean moved = FALSE;

  if (merge->import->kind != AWARD_REGISTER_ENTERPRISES)
    return TRUE;
  if (!award_register_fill_claimants (merge->db, &moved, error))
    return FALSE;
  if (!moved)
    return TRUE;
  tally = award_tally_new (merge->db, error);
  return tally != NULL && award_tally_refresh_all (tally, merge->db, error);
}

gboolean
award_register_merge (AwardRegisterImport *self, AwardImportResult *result, GError **error)
{
  g_auto (Merge) merge = { .import = self,
                           .db = self->ledger->db,
                           .n_fields = award_register_get_n_fields (self->kind) };

  if (!prepare (&merge, error) || !insert_import (&merge, result, error) || !merge_problems (&merge, error))
    return FALSE;
  result->import = merge.id;
  for (guint i = 0; i < self->records->len; i++)
    if (!merge_record (&merge, &g_array_index (self->records, AwardStagedRecord, i), result, error))
      return FALSE;
  return fill_claimants (&merge, error) &&
         award_db_do (merge.db, error,
                      "UPDATE register_import SET added = ?, changed = ?, unchanged = ? WHERE id = ?", "iiii",
                      (gint64) result->added, (gint64) result->changed, (gint64) result->unchanged,
                      merge.id) &&
         award_audit_add (merge.db, "register", error,
                          "kind=%s sha256=%s file=%s sheet=%s rows=%" G_GUINT64_FORMAT
                          " added=%" G_GUINT64_FORMAT " changed=%" G_GUINT64_FORMAT
                          " unchanged=%" G_GUINT64_FORMAT,
                          award_register_get_name (self->kind), self->digest, self->file_name, self->sheet,
                          result->rows, result->added, result->changed, result->unchanged);
}

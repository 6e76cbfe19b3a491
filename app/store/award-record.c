/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-record"

#include "config.h"

#include "award-record.h"
#include "award-register-private.h"

#include <string.h>

/* Columns of a record's row before its fields. */
#define FIRST_FIELD 5

/* Parameters of the query for ids; those of the words follow. */
enum
{
  BIND_TEXT = 1,
  BIND_TODAY,
  BIND_FIRST_WORD,
};

static RulesValue
take_value (const RulesFact *field, sqlite3_stmt *row, int i)
{
  RulesValue value = award_table_read (field, row, i);

  value.text = g_strdup (value.text);
  return value;
}

void
award_record_free (AwardRecord *record)
{
  if (record == NULL)
    return;
  for (guint i = 0; i < AWARD_REGISTER_MAX_FIELDS; i++)
    g_free ((char *) record->fields[i].text);
  g_free (record->file);
  g_free (record->sheet);
  g_free (record);
}

RulesValue
award_record_get (const AwardRecord *record, const char *id)
{
  for (guint i = 0; i < award_register_get_n_fields (record->kind); i++)
    if (strcmp (award_register_get_field (record->kind, i)->id, id) == 0)
      return record->fields[i];
  return (RulesValue){ RULES_MISSING, NULL };
}

/* What each part of the text stands in, one or the other. */
static void
append_text (GString *sql, const AwardRecordQuery *query)
{
  const char *joint = " AND (";

  for (guint i = 0; i < award_register_get_n_fields (query->kind); i++)
    {
      const RulesFact *field = award_register_get_field (query->kind, i);

      if (field->type != RULES_TYPE_TEXT)
        continue;
      g_string_append_printf (sql, "%sinstr (lower (%s), lower (?%d)) > 0", joint, field->id, BIND_TEXT);
      joint = " OR ";
      for (guint word = 0; query->words != NULL && query->words[word] != NULL; word++)
        g_string_append_printf (sql, " OR %s = ?%u", field->id, BIND_FIRST_WORD + word);
    }
  g_string_append (sql, strcmp (joint, " OR ") == 0 ? ")" : " AND 0");
}

static void
append_order (GString *sql, const AwardRecordQuery *query)
{
  const char *joint = " ORDER BY ";

  if (query->field >= 0)
    {
      g_string_append_printf (sql, "%s%s %s NULLS LAST", joint,
                              award_register_get_field (query->kind, (guint) query->field)->id,
                              query->descending ? "DESC" : "ASC");
      joint = ", ";
    }
  for (guint i = 0; i < award_register_get_n_fields (query->kind); i++)
    if (award_register_get_field (query->kind, i)->is_key)
      {
        g_string_append_printf (sql, "%s%s", joint, award_register_get_field (query->kind, i)->id);
        joint = ", ";
      }
  g_string_append (sql, ", id");
}

static char *
make_query (const AwardRecordQuery *query, gboolean has_text)
{
  GString *sql = g_string_new (NULL);

  g_string_append_printf (sql, "SELECT id FROM %s WHERE 1", award_register_get_table (query->kind));
  if (has_text)
    append_text (sql, query);
  if (query->kind == AWARD_REGISTER_EXCLUSIONS && query->show == AWARD_RECORDS_CURRENT)
    g_string_append_printf (sql, " AND coalesce (from_day, ?%d) <= ?%d AND coalesce (to_day, ?%d) >= ?%d",
                            BIND_TODAY, BIND_TODAY, BIND_TODAY, BIND_TODAY);
  if (query->kind == AWARD_REGISTER_EXCLUSIONS && query->show == AWARD_RECORDS_ENDED)
    g_string_append_printf (sql, " AND to_day < ?%d", BIND_TODAY);
  append_order (sql, query);
  return g_string_free (sql, FALSE);
}

static gboolean
bind_query (AwardDb *db, sqlite3_stmt *rows, const AwardRecordQuery *query, gboolean has_text, GError **error)
{
  const int n = sqlite3_bind_parameter_count (rows);
  int rc = SQLITE_OK;

  if (has_text)
    rc = sqlite3_bind_text (rows, BIND_TEXT, query->text, -1, SQLITE_STATIC);
  if (rc == SQLITE_OK && n >= BIND_TODAY)
    rc = sqlite3_bind_int64 (rows, BIND_TODAY, query->today);
  for (int i = BIND_FIRST_WORD; rc == SQLITE_OK && i <= n; i++)
    rc = sqlite3_bind_text (rows, i, query->words[i - BIND_FIRST_WORD], -1, SQLITE_STATIC);
  return rc == SQLITE_OK || award_db_fail (db, rc, error);
}

GArray *
award_ledger_list_record_ids (AwardLedger *self, const AwardRecordQuery *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autofree char *sql = NULL;
  gboolean has_text;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && query != NULL, NULL);
  g_return_val_if_fail (query->kind < AWARD_N_REGISTERS, NULL);

  has_text = query->text != NULL && *query->text != '\0';
  sql = make_query (query, has_text);
  rows = award_db_prepare (self->db, sql, error);
  if (rows == NULL || !bind_query (self->db, rows, query, has_text, error))
    return NULL;
  for (;;)
    {
      gboolean row;
      gint64 id;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      id = sqlite3_column_int64 (rows, 0);
      g_array_append_val (ids, id);
    }
}

gboolean
award_ledger_count_records (AwardLedger *self, gint64 counts[AWARD_N_REGISTERS], GError **error)
{
  g_return_val_if_fail (AWARD_IS_LEDGER (self) && counts != NULL, FALSE);

  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT count(*) FROM %s", award_register_get_table ((AwardRegister) i));

      if (!award_db_get_int (self->db, &counts[i], 0, error, sql, ""))
        return FALSE;
    }
  return TRUE;
}

/* The rows of records of @kind with this @condition on r, which has one parameter. */
static char *
make_select (AwardRegister kind, const char *condition)
{
  GString *sql = g_string_new ("SELECT r.id, i.name, i.sheet, r.row, i.at");
  const char *joint = " ORDER BY ";

  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    g_string_append_printf (sql, ", r.%s", award_register_get_field (kind, i)->id);
  g_string_append_printf (sql, " FROM %s r JOIN register_import i ON i.id = r.import WHERE %s",
                          award_register_get_table (kind), condition);
  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    if (award_register_get_field (kind, i)->is_key)
      {
        g_string_append_printf (sql, "%sr.%s", joint, award_register_get_field (kind, i)->id);
        joint = ", ";
      }
  return g_string_free (sql, FALSE);
}

static AwardRecord *
read_record (AwardRegister kind, sqlite3_stmt *row)
{
  AwardRecord *record = g_new0 (AwardRecord, 1);

  record->kind = kind;
  record->id = sqlite3_column_int64 (row, 0);
  record->file = g_strdup (award_db_text (row, 1));
  record->sheet = g_strdup (award_db_text (row, 2));
  record->row = (guint) sqlite3_column_int64 (row, 3);
  record->at = sqlite3_column_int64 (row, 4);
  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    record->fields[i] = take_value (award_register_get_field (kind, i), row, FIRST_FIELD + (int) i);
  return record;
}

gboolean
award_ledger_get_record (AwardLedger *self,
                         AwardRegister kind,
                         gint64 id,
                         AwardRecord **record,
                         GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && kind < AWARD_N_REGISTERS && record != NULL, FALSE);

  *record = NULL;
  sql = make_select (kind, "r.id = ?");
  found = award_db_query (self->db, error, sql, "i", id);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return FALSE;
  if (row)
    *record = read_record (kind, found);
  return TRUE;
}

GPtrArray *
award_ledger_list_records_of (AwardLedger *self, AwardRegister kind, const char *code, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) award_record_free);
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) found = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && kind < AWARD_N_REGISTERS && code != NULL, NULL);

  if (award_register_find_field (kind, "code") == NULL)
    return g_steal_pointer (&records);
  sql = make_select (kind, "r.code = ?");
  found = award_db_query (self->db, error, sql, "t", code);
  for (;;)
    {
      gboolean row;

      if (found == NULL || !award_db_step (self->db, found, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, read_record (kind, found));
    }
}

void
award_record_change_free (AwardRecordChange *change)
{
  g_free ((char *) change->old.text);
  g_free ((char *) change->new.text);
  g_free (change->file);
  g_free (change->sheet);
  g_free (change);
}

GPtrArray *
award_ledger_list_record_changes (AwardLedger *self, const AwardRecord *record, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) award_record_change_free);
  g_autoptr (sqlite3_stmt) rows = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && record != NULL, NULL);

  rows = award_db_query (self->db, error,
                         "SELECT c.field, c.old, c.new, i.name, i.sheet, c.row, i.at FROM register_import i "
                         "JOIN register_change c ON c.import = i.id WHERE i.kind = ? AND c.record = ? "
                         "ORDER BY c.import DESC, c.id",
                         "ti", award_register_get_name (record->kind), record->id);
  for (;;)
    {
      const RulesFact *field;
      AwardRecordChange *change;
      gboolean row;

      if (rows == NULL || !award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&changes);
      field = award_register_find_field (record->kind, award_db_text (rows, 0));
      if (field == NULL)
        continue;
      change = g_new0 (AwardRecordChange, 1);
      change->field = field;
      change->old = take_value (field, rows, 1);
      change->new = take_value (field, rows, 2);
      change->file = g_strdup (award_db_text (rows, 3));
      change->sheet = g_strdup (award_db_text (rows, 4));
      change->row = (guint) sqlite3_column_int64 (rows, 5);
      change->at = sqlite3_column_int64 (rows, 6);
      g_ptr_array_add (changes, change);
    }
}

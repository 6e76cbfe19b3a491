/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-change.h"
#include "award-register-private.h"

#include <string.h>

void
award_change_free (AwardChange *change)
{
  g_free (change->claimant);
  g_free (change->name);
  g_free (change->file);
  g_free (change->sheet);
  g_free ((char *) change->old.text);
  g_free ((char *) change->new.text);
  g_free (change);
}

/* NULL: a fact that a later text of the policy no longer has. */
static const RulesFact *
find_fact (const RulesMeasure *measure, gboolean on_line, const char *id)
{
  const guint n = on_line ? rules_measure_get_n_line_facts (measure) : rules_measure_get_n_facts (measure);

  for (guint i = 0; i < n; i++)
    {
      const RulesFact *fact =
          on_line ? rules_measure_get_line_fact (measure, i) : rules_measure_get_fact (measure, i);

      if (strcmp (fact->id, id) == 0)
        return fact;
    }
  return NULL;
}

static RulesValue
take_value (const RulesFact *fact, sqlite3_stmt *row, int i)
{
  RulesValue value = award_table_read (fact, row, i);

  value.text = g_strdup (value.text);
  return value;
}

/* The columns of every query of changes, from the import i on. */
#define IMPORT_COLUMNS "i.id, i.at, i.name, i.sheet, h.row, "

enum
{
  COLUMN_IMPORT,
  COLUMN_AT,
  COLUMN_FILE,
  COLUMN_SHEET,
  COLUMN_ROW,
  COLUMN_NUMBER,
  COLUMN_CLAIMANT,
  COLUMN_NAME,
  COLUMN_FACT,
  COLUMN_OLD,
  COLUMN_NEW,
  COLUMN_LINE,
};

static AwardChange *
read_change (const RulesFact *fact, gboolean is_register, sqlite3_stmt *row)
{
  AwardChange *change = g_new0 (AwardChange, 1);

  change->import = (AwardImportRef){ is_register, sqlite3_column_int64 (row, COLUMN_IMPORT) };
  change->at = sqlite3_column_int64 (row, COLUMN_AT);
  change->file = g_strdup (award_db_text (row, COLUMN_FILE));
  change->sheet = g_strdup (award_db_text (row, COLUMN_SHEET));
  change->row = (guint) sqlite3_column_int64 (row, COLUMN_ROW);
  change->column = (guint) sqlite3_column_int64 (row, COLUMN_NUMBER);
  change->claimant = g_strdup (award_db_text (row, COLUMN_CLAIMANT));
  change->name = g_strdup (award_db_text (row, COLUMN_NAME));
  change->line = (guint) sqlite3_column_int64 (row, COLUMN_LINE);
  change->fact = fact;
  change->old = take_value (fact, row, COLUMN_OLD);
  change->new = take_value (fact, row, COLUMN_NEW);
  return change;
}

/* The changes of @rows to @changes; of a register without a measure. */
static gboolean
read_changes (AwardLedger *self,
              const RulesMeasure *measure,
              AwardRegister kind,
              sqlite3_stmt *rows,
              GPtrArray *changes,
              GError **error)
{
  for (;;)
    {
      const RulesFact *fact = NULL;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (measure != NULL)
        fact = find_fact (measure, sqlite3_column_int64 (rows, COLUMN_LINE) != 0,
                          award_db_text (rows, COLUMN_FACT));
      else
        fact = award_register_find_field (kind, award_db_text (rows, COLUMN_FACT));
      if (fact == NULL)
        continue;
      g_ptr_array_add (changes, read_change (fact, measure == NULL, rows));
      if (measure == NULL && award_register_get_field (kind, 0)->type == RULES_TYPE_DATE)
        {
          AwardChange *change = g_ptr_array_index (changes, changes->len - 1);
          RulesValue day = { sqlite3_column_int64 (rows, COLUMN_CLAIMANT), NULL };

          g_free (change->claimant);
          change->claimant = rules_type_format (RULES_TYPE_DATE, day);
        }
    }
}

/* Changes h of claims under @condition on its one parameter after the measure's. */
static GPtrArray *
list_of_claims (AwardLedger *self,
                const RulesMeasure *measure,
                const char *condition,
                gint64 value,
                guint limit,
                guint64 *n,
                GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) award_change_free);
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autofree char *count =
      g_strdup_printf ("SELECT count(*) FROM change h WHERE h.measure = ?1 AND %s", condition);
  g_autofree char *sql = NULL;
  const AwardTable *table;
  gint64 total;

  *n = 0;
  if (!award_ledger_find_table (self, measure, &table, error))
    return NULL;
  if (table == NULL)
    return g_steal_pointer (&changes);
  if (!award_db_get_int (self->db, &total, 0, error, count, "ii", table->id, value))
    return NULL;
  *n = (guint64) total;
  sql =
      g_strdup_printf ("SELECT " IMPORT_COLUMNS "k.number, o.code, o.name, h.fact, h.old, h.new, h.line "
                       "FROM change h JOIN import i ON i.id = h.import "
                       "LEFT JOIN import_column k ON k.import = h.import AND k.on_line = (h.line <> 0) "
                       "AND k.fact = h.fact JOIN %s c ON c.id = h.claim JOIN claimant o ON o.id = c.claimant "
                       "WHERE h.measure = ?1 AND %s LIMIT ?3",
                       table->claims, condition);
  rows = award_db_query (self->db, error, sql, "iii", table->id, value, (gint64) limit);
  return rows != NULL && read_changes (self, measure, AWARD_REGISTER_ENTERPRISES, rows, changes, error)
             ? g_steal_pointer (&changes)
             : NULL;
}

GPtrArray *
award_ledger_list_claim_changes (AwardLedger *self,
                                 const RulesMeasure *measure,
                                 gint64 claim,
                                 guint limit,
                                 guint64 *n,
                                 GError **error)
{
  g_return_val_if_fail (AWARD_IS_LEDGER (self) && measure != NULL && n != NULL, NULL);

  return list_of_claims (self, measure, "h.claim = ?2 ORDER BY h.id DESC", claim, limit, n, error);
}

static GPtrArray *
list_of_register (AwardLedger *self,
                  AwardRegister kind,
                  gint64 import,
                  guint limit,
                  guint64 *n,
                  GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) award_change_free);
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autofree char *sql = NULL;
  gint64 total;

  *n = 0;
  if (!award_db_get_int (self->db, &total, 0, error, "SELECT count(*) FROM register_change WHERE import = ?",
                         "i", import))
    return NULL;
  *n = (guint64) total;
  sql = g_strdup_printf ("SELECT " IMPORT_COLUMNS "k.number, r.%s, r.name, h.field, h.old, h.new, 0 "
                         "FROM register_change h JOIN register_import i ON i.id = h.import "
                         "LEFT JOIN register_column k ON k.import = h.import AND k.field = h.field "
                         "JOIN %s r ON r.id = h.record WHERE h.import = ? ORDER BY h.row, h.id LIMIT ?",
                         award_register_get_field (kind, 0)->id, award_register_get_table (kind));
  rows = award_db_query (self->db, error, sql, "ii", import, (gint64) limit);
  return rows != NULL && read_changes (self, NULL, kind, rows, changes, error) ? g_steal_pointer (&changes)
                                                                               : NULL;
}

GPtrArray *
award_ledger_list_changes (AwardLedger *self,
                           const AwardImportTarget *target,
                           gint64 import,
                           guint limit,
                           guint64 *n,
                           GError **error)
{
  g_return_val_if_fail (AWARD_IS_LEDGER (self) && target != NULL && n != NULL, NULL);

  if (target->measure == NULL)
    return list_of_register (self, target->kind, import, limit, n, error);
  return list_of_claims (self, target->measure, "h.import = ?2 ORDER BY h.row, h.id", import, limit, n,
                         error);
}

GPtrArray *
award_ledger_list_import_changes (AwardLedger *self,
                                  const AwardImportRecord *record,
                                  guint limit,
                                  guint64 *n,
                                  GError **error)
{
  g_return_val_if_fail (AWARD_IS_LEDGER (self) && record != NULL && n != NULL, NULL);

  *n = 0;
  if (!record->ref.is_register && record->measure == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) award_change_free);
  return award_ledger_list_changes (self, &(AwardImportTarget){ record->measure, record->kind },
                                    record->ref.id, limit, n, error);
}

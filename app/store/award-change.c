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

/* Takes what was from column @i of @row on, and what is from the next. */
static void
take_values (AwardChange *change, const RulesFact *fact, sqlite3_stmt *row, int i)
{
  change->fact = fact;
  change->old = take_value (fact, row, i);
  change->new = take_value (fact, row, i + 1);
}

/* A claimant's code and name, a row of the file: columns 0 to 2. */
static AwardChange *
read_place (sqlite3_stmt *row)
{
  AwardChange *change = g_new0 (AwardChange, 1);

  change->claimant = g_strdup (award_db_text (row, 0));
  change->name = g_strdup (award_db_text (row, 1));
  change->row = (guint) sqlite3_column_int64 (row, 2);
  return change;
}

static AwardChange *
read_change (const RulesMeasure *measure, sqlite3_stmt *row)
{
  const gint64 line = sqlite3_column_int64 (row, 3);
  const RulesFact *fact = find_fact (measure, line != 0, award_db_text (row, 4));
  AwardChange *change;

  if (fact == NULL)
    return NULL;
  change = read_place (row);
  change->line = (guint) line;
  take_values (change, fact, row, 5);
  return change;
}

static AwardChange *
read_register_change (AwardRegister kind, sqlite3_stmt *row)
{
  const RulesFact *field = award_register_find_field (kind, award_db_text (row, 3));
  AwardChange *change;

  if (field == NULL)
    return NULL;
  change = read_place (row);
  take_values (change, field, row, 4);
  return change;
}

/* Of @target; NULL: nothing was ever brought in for it. */
static gboolean
make_query (AwardLedger *self, const AwardImportTarget *target, char **sql, GError **error)
{
  const AwardTable *table;

  *sql = NULL;
  if (target->measure == NULL)
    {
      /* Of a day nobody claims. */
      const gboolean has_code = award_register_find_field (target->kind, "code") != NULL;

      *sql =
          g_strdup_printf ("SELECT %s, r.name, h.row, h.field, h.old, h.new FROM register_change h "
                           "JOIN %s r ON r.id = h.record WHERE h.import = ?1 ORDER BY h.row, h.id LIMIT ?2",
                           has_code ? "r.code" : "NULL", award_register_get_table (target->kind));
      return TRUE;
    }
  if (!award_ledger_find_table (self, target->measure, &table, error))
    return FALSE;
  if (table != NULL)
    *sql = g_strdup_printf ("SELECT o.code, o.name, h.row, h.line, h.fact, h.old, h.new FROM change h "
                            "JOIN %s c ON c.id = h.claim JOIN claimant o ON o.id = c.claimant "
                            "WHERE h.import = ?1 AND h.measure = %" G_GINT64_FORMAT
                            " ORDER BY h.row, h.id LIMIT ?2",
                            table->claims, table->id);
  return TRUE;
}

GPtrArray *
award_ledger_list_changes (AwardLedger *self,
                           const AwardImportTarget *target,
                           gint64 import,
                           guint limit,
                           guint64 *n,
                           GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) award_change_free);
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autofree char *sql = NULL;
  gint64 total;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && target != NULL && n != NULL, NULL);

  *n = 0;
  if (!make_query (self, target, &sql, error))
    return NULL;
  if (sql == NULL)
    return g_steal_pointer (&changes);
  if (!award_db_get_int (self->db, &total, 0, error,
                         target->measure != NULL ? "SELECT count(*) FROM change WHERE import = ?"
                                                 : "SELECT count(*) FROM register_change WHERE import = ?",
                         "i", import))
    return NULL;
  rows = award_db_query (self->db, error, sql, "ii", import, (gint64) limit);
  if (rows == NULL)
    return NULL;
  *n = (guint64) total;
  for (;;)
    {
      AwardChange *change;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&changes);
      change = target->measure != NULL ? read_change (target->measure, rows)
                                       : read_register_change (target->kind, rows);
      if (change != NULL)
        g_ptr_array_add (changes, change);
    }
}

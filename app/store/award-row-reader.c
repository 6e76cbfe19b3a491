/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-row"

#include "config.h"

#include "award-row-private.h"
#include "award-run.h"

#include <string.h>

struct _AwardRowReader
{
  AwardLedger *ledger; /* borrowed: the model's */
  const RulesMeasure *measure;
  sqlite3_stmt *find;
  RulesValue *facts;
};

enum
{
  COLUMN_CODE,
  COLUMN_NAME,
  COLUMN_COUNTY,
  COLUMN_LINES,
  COLUMN_OUTCOME,
  COLUMN_AMOUNT,
  COLUMN_REASON,
  COLUMN_FLAGS,
  COLUMN_PAYABLE,
  COLUMN_SETTLEMENT,
  COLUMN_RUN,
  N_COLUMNS
};

void
award_row_reader_free (AwardRowReader *self)
{
  sqlite3_finalize (self->find);
  g_free (self->facts);
  g_free (self);
}

AwardRowReader *
award_row_reader_new (AwardLedger *ledger, const RulesMeasure *measure, GError **error)
{
  g_autoptr (AwardRowReader) self = g_new0 (AwardRowReader, 1);
  g_autoptr (GString) sql = g_string_new ("SELECT e.code, e.name, e.county, ");
  const AwardTable *table;

  self->ledger = ledger;
  self->measure = measure;
  self->facts = g_new0 (RulesValue, rules_measure_get_n_facts (measure) + 1);
  if (!award_ledger_find_table (ledger, measure, &table, error))
    return NULL;
  if (table == NULL)
    return g_steal_pointer (&self);
  if (table->lines != NULL)
    g_string_append_printf (sql, "(SELECT count(*) FROM %s WHERE claim = c.id)", table->lines);
  else
    g_string_append (sql, "0");
  g_string_append (sql, ", d.outcome, d.amount, d.code, d.flags, d.payable, d.settlement, d.run");
  for (guint i = 0; i < table->n_facts; i++)
    g_string_append_printf (sql, ", %s%s", strcmp (table->fields[i], "NULL") != 0 ? "c." : "",
                            table->fields[i]);
  g_string_append_printf (sql,
                          " FROM %s c JOIN claimant e ON e.id = c.claimant LEFT JOIN %s d ON d.claim = c.id "
                          "WHERE c.id = ?",
                          table->claims, table->decisions);
  self->find = award_db_prepare (ledger->db, sql->str, error);
  return self->find != NULL ? g_steal_pointer (&self) : NULL;
}

static gboolean
read_decision (AwardRowReader *self, AwardRowData *data, GError **error)
{
  const AwardRun *run;

  if (sqlite3_column_type (self->find, COLUMN_OUTCOME) == SQLITE_NULL)
    return TRUE;
  run = award_ledger_get_run (self->ledger, self->measure, sqlite3_column_int64 (self->find, COLUMN_RUN),
                              error);
  if (run == NULL)
    return FALSE;
  data->decision.outcome = (guint8) sqlite3_column_int (self->find, COLUMN_OUTCOME);
  data->decision.amount = award_db_column (self->find, COLUMN_AMOUNT);
  data->decision.code = (guint16) sqlite3_column_int (self->find, COLUMN_REASON);
  data->decision.flags = (guint32) sqlite3_column_int64 (self->find, COLUMN_FLAGS);
  if (!award_run_translate (run, &data->decision))
    return TRUE;
  data->is_decided = TRUE;
  data->payable = award_db_column (self->find, COLUMN_PAYABLE);
  data->settlement = (AwardSettlement) sqlite3_column_int (self->find, COLUMN_SETTLEMENT);
  return TRUE;
}

AwardRow *
award_row_reader_read (AwardRowReader *self, gint64 id, GHashTable *live, GError **error)
{
  AwardDb *db = self->ledger->db;
  guint n_facts = rules_measure_get_n_facts (self->measure);
  AwardRowData data = { .id = id, .measure = self->measure, .facts = self->facts, .payable = RULES_MISSING };
  AwardRow *result;
  gboolean row = FALSE;

  data.decision.amount = RULES_MISSING;
  for (guint i = 0; i < n_facts; i++)
    self->facts[i] = (RulesValue){ RULES_MISSING, NULL };
  if (self->find != NULL &&
      (!award_db_bind (db, self->find, error, "i", id) || !award_db_step (db, self->find, &row, error)))
    return NULL;
  if (row)
    {
      data.code = award_db_text (self->find, COLUMN_CODE);
      data.name = award_db_text (self->find, COLUMN_NAME);
      data.county = award_db_text (self->find, COLUMN_COUNTY);
      data.n_lines = (guint) sqlite3_column_int64 (self->find, COLUMN_LINES);
      for (guint i = 0; i < n_facts; i++)
        self->facts[i] =
            award_table_read (rules_measure_get_fact (self->measure, i), self->find, N_COLUMNS + (int) i);
      if (!read_decision (self, &data, error))
        return NULL;
    }
  result = award_row_new (&data, live);
  if (self->find != NULL)
    sqlite3_reset (self->find);
  return result;
}

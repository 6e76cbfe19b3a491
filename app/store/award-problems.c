/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What imports left to look at. */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-import.h"
#include "award-step-private.h"

void
award_import_problem_free (AwardImportProblem *problem)
{
  g_free (problem->file);
  g_free (problem->sheet);
  g_free (problem->code);
  g_free (problem->column);
  g_free (problem->found);
  g_free (problem);
}

static AwardImportProblem *
read_problem (sqlite3_stmt *row)
{
  AwardImportProblem *problem = g_new0 (AwardImportProblem, 1);

  problem->file = g_strdup (award_db_text (row, 0));
  problem->sheet = g_strdup (award_db_text (row, 1));
  problem->severity = (RulesSeverity) sqlite3_column_int (row, 2);
  problem->code = g_strdup (award_db_text (row, 3));
  problem->row = (guint) sqlite3_column_int64 (row, 4);
  problem->column = g_strdup (award_db_text (row, 5));
  problem->found = g_strdup (award_db_text (row, 6));
  return problem;
}

GPtrArray *
award_ledger_list_problems (AwardLedger *self, const RulesMeasure *measure, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) problems =
      g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_problem_free);
  g_autoptr (sqlite3_stmt) rows = NULL;
  const AwardTable *table;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  if (!award_ledger_find_table (self, measure, &table, error))
    return NULL;
  if (table == NULL)
    return g_steal_pointer (&problems);
  rows = award_db_query (
      self->db, error,
      "SELECT i.name, i.sheet, p.severity, p.code, p.row, p.letter, p.found "
      "FROM import i JOIN problem p ON p.import = i.id "
      "WHERE i.measure = ? AND i.batch = ? AND " AWARD_IMPORT_STANDS ("i") " ORDER BY i.id, p.id",
      "ii", table->id, batch);
  if (rows == NULL)
    return NULL;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&problems);
      g_ptr_array_add (problems, read_problem (rows));
    }
}

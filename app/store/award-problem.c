/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-match.h"
#include "award-problem-private.h"

void
award_kept_problem_free (AwardKeptProblem *problem)
{
  g_free (problem->code);
  g_free (problem->column);
  g_free (problem->found);
  g_free (problem);
}

static AwardKeptProblem *
read_problem (sqlite3_stmt *row)
{
  AwardKeptProblem *problem = g_new0 (AwardKeptProblem, 1);

  problem->severity = (RulesSeverity) sqlite3_column_int (row, 0);
  problem->code = g_strdup (award_db_text (row, 1));
  problem->row = (guint) sqlite3_column_int64 (row, 2);
  problem->column = g_strdup (award_db_text (row, 3));
  problem->found = g_strdup (award_db_text (row, 4));
  problem->state = (AwardProblemState) sqlite3_column_int (row, 5);
  if (problem->state == AWARD_PROBLEM_REPEATED || problem->state == AWARD_PROBLEM_CORRECTED)
    problem->later = sqlite3_column_int64 (row, 6);
  return problem;
}

GPtrArray *
award_ledger_list_problems (AwardLedger *self, AwardImportRef import, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_kept_problem_free);
  g_autoptr (sqlite3_stmt) rows = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  rows = award_db_query (
      self->db, error,
      import.is_register
          ? "SELECT p.severity, p.code, p.row, p.letter, p.found, " AWARD_REGISTER_PROBLEM_STATE
            ", p.later FROM register_problem p "
            "JOIN register_import i ON i.id = p.import WHERE i.id = ? ORDER BY p.id"
          : "SELECT p.severity, p.code, p.row, p.letter, p.found, " AWARD_PROBLEM_STATE
            ", p.later FROM problem p JOIN import i ON i.id = p.import WHERE i.id = ? "
            "ORDER BY p.id",
      "i", import.id);
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

gboolean
award_ledger_count_open (AwardLedger *self,
                         const RulesMeasure *measure,
                         gint64 batch,
                         AwardOpenCounts *counts,
                         GError **error)
{
  const AwardTable *table = NULL;
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && counts != NULL, FALSE);

  *counts = (AwardOpenCounts){ 0 };
  if (measure != NULL && !award_ledger_find_table (self, measure, &table, error))
    return FALSE;
  if (measure != NULL && table == NULL)
    return TRUE;
  found =
      award_db_query (self->db, error,
                      "SELECT count(*) FILTER (WHERE p.severity = 0), "
                      "count(*) FILTER (WHERE p.severity = 1) FROM import i "
                      "JOIN problem p ON p.import = i.id WHERE i.batch = ?1 AND (?2 = 0 OR i.measure = ?2) "
                      "AND p.severity < 2 AND " AWARD_IMPORT_STANDS ("i") " AND " AWARD_PROBLEM_STATE " = 0",
                      "ii", batch, table != NULL ? table->id : 0);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return FALSE;
  counts->errors = (guint64) sqlite3_column_int64 (found, 0);
  counts->warnings = (guint64) sqlite3_column_int64 (found, 1);
  return TRUE;
}

const RulesFact *
award_problem_key (const RulesMeasure *measure, gboolean *on_line, guint *i)
{
  const int key = rules_measure_get_claim_key (measure);
  int text = -1;

  *on_line = key < 0;
  if (key >= 0)
    {
      *i = (guint) key;
      return rules_measure_get_fact (measure, *i);
    }
  for (*i = 0; *i < rules_measure_get_n_line_facts (measure); ++*i)
    {
      const RulesFact *fact = rules_measure_get_line_fact (measure, *i);

      if (fact->is_key)
        return fact;
      if (text < 0 && fact->type == RULES_TYPE_TEXT)
        text = (int) *i;
    }
  if (text < 0)
    return NULL;
  *i = (guint) text;
  return rules_measure_get_line_fact (measure, *i);
}

static void
clear_staged (gpointer data)
{
  AwardStagedProblem *problem = data;

  g_free (problem->code);
  g_free (problem->column);
  g_free (problem->found);
  g_free (problem->claimant);
  g_free (problem->name);
  g_free (problem->line);
}

GArray *
award_staged_problems_new (void)
{
  GArray *problems = g_array_new (FALSE, TRUE, sizeof (AwardStagedProblem));

  g_array_set_clear_func (problems, clear_staged);
  return problems;
}

void
award_staged_problems_add (GArray *problems,
                           RulesSeverity severity,
                           const char *code,
                           guint row,
                           const char *column,
                           const char *found,
                           const AwardRowIdentity *identity)
{
  AwardStagedProblem problem = { severity, g_strdup (code), row, g_strdup (column), g_strdup (found) };

  if (identity != NULL)
    {
      problem.claimant = g_strdup (identity->claimant);
      problem.name = identity->name != NULL ? award_name_key (identity->name) : NULL;
      problem.line = g_strdup (identity->line);
    }
  g_array_append_val (problems, problem);
}

gboolean
award_staged_problems_insert (AwardDb *db, AwardImportRef import, const GArray *problems, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = award_db_prepare (
      db,
      import.is_register ? "INSERT INTO register_problem (import, severity, code, row, letter, found, "
                           "claimant, name, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                         : "INSERT INTO problem (import, severity, code, row, letter, found, claimant, name, "
                           "line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      error);

  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardStagedProblem *problem = &g_array_index (problems, AwardStagedProblem, i);

      if (!award_db_run (db, insert, error, "iitittttt", import.id, (gint64) problem->severity, problem->code,
                         (gint64) problem->row, problem->column, problem->found, problem->claimant,
                         problem->name, problem->line))
        return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a measure's table as claims to be written. */
#include "config.h"

#include "award-import-check.h"
#include "award-import-plan-private.h"

/* What the reader's callback needs. */
typedef struct
{
  const AwardImportPlan *plan;
  const AwardPlanRun *run;
  AwardImport *import;
  AwardImportCheck *check;
  GPtrArray *problems;
  GPtrArray *rows; /* AwardPlannedRow; NULL: nobody looks at them */
} Merge;

static void
show_row (const Merge *merge, const AwardTableRow *row)
{
  const guint n_facts = rules_measure_get_n_facts (merge->plan->target.measure);
  AwardPlannedRow *planned =
      award_plan_add_row (merge->plan, merge->rows, row->row, row->claimant, row->name, row->county);

  for (guint i = 0; planned != NULL && i < planned->n_values; i++)
    award_planned_row_set (planned, i, i < n_facts ? row->facts[i] : row->line_facts[i - n_facts]);
}

static gboolean
merge_row (const AwardTableRow *row, gpointer data, GError **error)
{
  Merge *merge = data;
  AwardRowValues values = { row->claimant, row->name, row->county, row->row, row->facts, row->line_facts };
  AwardMerge state;
  guint first_row;

  if (!award_import_add (merge->import, &values, &state, &first_row, error))
    return FALSE;
  if (state != AWARD_MERGE_DUPLICATE)
    award_import_check_add (merge->check, row);
  show_row (merge, row);
  if (state != AWARD_MERGE_NEW)
    {
      gboolean conflict = state == AWARD_MERGE_CONFLICT;
      g_autofree char *first = g_strdup_printf ("%u", first_row);

      g_ptr_array_add (merge->problems,
                       award_problem_new (conflict ? RULES_SEVERITY_WARNING : RULES_SEVERITY_NOTE,
                                          conflict ? "conflicting-rows" : "duplicate-row", row->row, NULL,
                                          first));
    }
  award_plan_run_tell (merge->run, row->row);
  return TRUE;
}

/* Column, from 1, each fact of @role is read from. */
static guint *
list_columns (const AwardMapping *mapping, AwardColumnRole role, guint n_facts)
{
  guint *columns = g_new0 (guint, MAX (n_facts, 1));

  for (guint i = 0; i < mapping->n_columns; i++)
    if (mapping->columns[i].role == role)
      columns[mapping->columns[i].fact] = i + 1;
  return columns;
}

/* The problems are kept with the import, so that the window can show them later. */
static gboolean
keep_problems (AwardImport *import, const GPtrArray *problems, GError **error)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (problems, i);

      if (!award_import_add_problem (import, problem->severity, problem->code, problem->row, problem->column,
                                     problem->found, error))
        return FALSE;
    }
  return TRUE;
}

/* The batch the run goes into; *@is_new: it is to be made, and this is the current one. */
static AwardBatch *
find_home (const AwardPlanRun *run, gboolean *is_new, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AwardBatch *home = award_ledger_get_batch (run->ledger, run->batch, FALSE, &local_error);

  *is_new = home == NULL && run->batch != NULL &&
            g_error_matches (local_error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN);
  if (*is_new)
    {
      g_clear_error (&local_error);
      home = award_ledger_get_batch (run->ledger, NULL, FALSE, &local_error);
    }
  if (home == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return home;
}

/* Opens the import of @plan. */
static AwardImport *
begin_import (const AwardImportPlan *plan, const AwardPlanRun *run, gint64 batch, GError **error)
{
  const RulesMeasure *measure = plan->target.measure;
  const AwardSource source = award_plan_get_source (plan);
  g_autofree guint *fact_columns =
      list_columns (plan->mapping, AWARD_COLUMN_FACT, rules_measure_get_n_facts (measure));
  g_autofree guint *line_columns =
      list_columns (plan->mapping, AWARD_COLUMN_LINE_FACT, rules_measure_get_n_line_facts (measure));

  return award_import_begin (run->ledger, batch, measure, &source, fact_columns, line_columns, error);
}

static AwardImportReport *
stage_rows (AwardImportPlan *plan,
            const AwardPlanRun *run,
            AwardMatcher *matcher,
            GPtrArray *rows,
            AwardImport **import,
            GError **error)
{
  g_autoptr (AwardImportReport) report =
      award_plan_begin_report (plan, !award_matcher_is_empty (matcher), error);
  g_autoptr (AwardImport) staged = NULL;
  g_autoptr (AwardImportCheck) check = NULL;
  g_autoptr (AwardBatch) home = NULL;
  Merge merge = { .plan = plan, .run = run, .rows = rows };
  gboolean is_new;
  guint n_rows = 0;

  if (report == NULL || report->is_blocked)
    return g_steal_pointer (&report);
  home = find_home (run, &is_new, error);
  if (home == NULL)
    return NULL;
  staged = begin_import (plan, run, home->id, error);
  if (staged == NULL)
    return NULL;
  if (is_new)
    award_import_set_new_batch (staged, run->batch);
  check = award_import_check_new (run->ledger, home->id, plan->target.measure, error);
  if (check == NULL)
    return NULL;
  merge.import = staged;
  merge.check = check;
  merge.problems = report->problems;
  if (!award_mapping_read (plan->mapping, plan->sheet, merge_row, &merge, report->problems, &n_rows,
                           run->cancellable, error))
    return NULL;
  if (!is_new)
    award_import_check_finish (check, plan->mapping, report->problems);
  if (!keep_problems (staged, report->problems, error) ||
      g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return NULL;
  if (award_plan_has_answers (plan, report))
    award_import_set_again (staged);
  report->counts.rows = n_rows;
  *import = g_steal_pointer (&staged);
  return g_steal_pointer (&report);
}

/* With the enterprises the ledger knows now. */
AwardImportReport *
award_plan_stage_claims (AwardImportPlan *plan,
                         const AwardPlanRun *run,
                         GPtrArray *rows,
                         AwardImport **import,
                         GError **error)
{
  g_autoptr (AwardMatcher) matcher = award_matcher_new (run->ledger, error);
  AwardImportReport *report;

  *import = NULL;
  if (matcher == NULL)
    return NULL;
  award_import_use_matcher (plan->mapping, matcher);
  report = stage_rows (plan, run, matcher, rows, import, error);
  plan->mapping->claimant_func = NULL;
  plan->mapping->claimant_data = NULL;
  return report;
}

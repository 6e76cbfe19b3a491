/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a measure's table as claims to be written. */
#include "config.h"

#include "award-claimant.h"
#include "award-import-check.h"
#include "award-import-doubts.h"
#include "award-import-plan-private.h"

#include <string.h>

/* What the reader's callback needs. */
typedef struct
{
  const AwardImportPlan *plan;
  const AwardPlanRun *run;
  AwardImport *import;
  AwardImportCheck *check;
  AwardImportDoubts *doubts;
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
    {
      award_import_check_add (merge->check, row);
      award_import_doubts_add (merge->doubts, row);
    }
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

/* The problems are kept with the import and with who their rows are of: a later table can settle them. */
static void
keep_problems (const AwardImportPlan *plan, AwardImport *import, const GPtrArray *problems)
{
  const AwardMapping *mapping = plan->mapping;
  gboolean on_line;
  guint key;
  const gboolean has_key = award_problem_key (mapping->measure, &on_line, &key) != NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (problems, i);
      const gboolean is_of_row = problem->row > 0 && problem->severity != RULES_SEVERITY_NOTE;
      g_autofree char *claimant = is_of_row ? award_mapping_dup_value (mapping, plan->sheet, problem->row - 1,
                                                                       AWARD_COLUMN_CLAIMANT, 0)
                                            : NULL;
      g_autofree char *name =
          is_of_row ? award_mapping_dup_value (mapping, plan->sheet, problem->row - 1, AWARD_COLUMN_NAME, 0)
                    : NULL;
      g_autofree char *line =
          is_of_row && has_key
              ? award_mapping_dup_value (mapping, plan->sheet, problem->row - 1,
                                         on_line ? AWARD_COLUMN_LINE_FACT : AWARD_COLUMN_FACT, key)
              : NULL;

      award_import_add_problem (import, problem->severity, problem->code, problem->row, problem->column,
                                problem->found, &(AwardRowIdentity){ claimant, name, line });
    }
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

/* Codes that are to be read otherwise, and that the batch has claims under already: these would be claimed
 * for twice. */
static gboolean
find_late_repairs (const AwardPlanRun *run,
                   const AwardImportPlan *plan,
                   gint64 batch,
                   AwardImportReport *report,
                   GError **error)
{
  const guint n = report->problems->len;

  for (guint i = 0; i < n; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (report->problems, i);
      gboolean has_claim;

      if (strcmp (problem->code, "repaired-code") != 0)
        continue;
      if (!award_ledger_has_claim (run->ledger, plan->target.measure, batch, problem->found, &has_claim,
                                   error))
        return FALSE;
      if (!has_claim)
        continue;
      g_ptr_array_add (report->problems, award_problem_new (RULES_SEVERITY_ERROR, "repair-too-late",
                                                            problem->row, problem->column, problem->found));
      report->is_blocked = TRUE;
    }
  return TRUE;
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
  g_autoptr (AwardImportDoubts) doubts = NULL;
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
  doubts = check != NULL ? award_import_doubts_new (run->ledger, plan->target.measure, error) : NULL;
  if (doubts == NULL)
    return NULL;
  merge.import = staged;
  merge.check = check;
  merge.doubts = doubts;
  merge.problems = report->problems;
  if (!award_mapping_read (plan->mapping, plan->sheet, merge_row, &merge, report->problems, &n_rows,
                           run->cancellable, error))
    return NULL;
  award_import_doubts_finish (doubts, report->problems);
  if (!is_new)
    {
      award_import_check_finish (check, plan->mapping, report->problems);
      if (!find_late_repairs (run, plan, home->id, report, error))
        return NULL;
      if (report->is_blocked)
        return g_steal_pointer (&report);
    }
  keep_problems (plan, staged, report->problems);
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return NULL;
  if (award_plan_has_answers (plan, report))
    award_import_set_again (staged);
  report->counts.rows = n_rows;
  *import = g_steal_pointer (&staged);
  return g_steal_pointer (&report);
}

/* With the enterprises the ledger knows now, and with what was said of the table. */
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
  award_import_rulings_apply (plan->rulings, matcher);
  award_import_use_matcher (plan->mapping, matcher);
  report = stage_rows (plan, run, matcher, rows, import, error);
  plan->mapping->claimant_func = NULL;
  plan->mapping->claimant_data = NULL;
  return report;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-plan.h"

#include "award-change.h"
#include "award-claimant.h"
#include "award-import-check.h"
#include "award-import-doubts.h"
#include "award-step.h"

#include <string.h>

/* Rows between two calls of the progress function. */
#define PROGRESS_ROWS 1024

struct _AwardImportPlan
{
  char *path;
  char *name; /* of the file, to be kept */
  AwardSheet *sheet;
  GBytes *content;
  RulesPolicy *policy; /* keeps the measure */
  AwardMapping *mapping;
  AwardImportRulings *rulings;
};

/* What runs of several plans share. */
typedef struct
{
  AwardLedger *ledger;
  const char *batch;
  guint64 n_done; /* rows of the plans before */
  guint64 n_rows; /* of all */
  AwardProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} Run;

/* What the reader's callback needs. */
typedef struct
{
  const Run *run;
  const AwardImportPlan *plan;
  AwardImport *import;
  AwardImportCheck *check;
  AwardImportDoubts *doubts;
  GPtrArray *problems;
  GPtrArray *rows; /* AwardPlannedRow; NULL: nobody looks at them */
  guint64 n_seen;
} Merge;

static void
planned_row_free (gpointer data)
{
  AwardPlannedRow *planned = data;

  g_free (planned->claimant);
  g_free (planned->name);
  g_free (planned->county);
  for (guint i = 0; i < planned->n_values; i++)
    g_free ((char *) planned->values[i].text);
  g_free (planned->values);
  g_free (planned);
}

static AwardPlannedRow *
plan_row (const RulesMeasure *measure, const AwardTableRow *row)
{
  const guint n_facts = rules_measure_get_n_facts (measure);
  AwardPlannedRow *planned = g_new0 (AwardPlannedRow, 1);

  planned->row = row->row;
  planned->claimant = g_strdup (row->claimant);
  planned->name = g_strdup (row->name);
  planned->county = g_strdup (row->county);
  planned->n_values = n_facts + rules_measure_get_n_line_facts (measure);
  planned->values = g_new0 (RulesValue, MAX (planned->n_values, 1));
  for (guint i = 0; i < planned->n_values; i++)
    {
      RulesValue value = i < n_facts ? row->facts[i] : row->line_facts[i - n_facts];

      planned->values[i] = (RulesValue){ value.number, g_strdup (value.text) };
    }
  return planned;
}

void
award_import_outlook_free (AwardImportOutlook *outlook)
{
  award_import_report_free (outlook->report);
  g_clear_error (&outlook->error);
  g_ptr_array_unref (outlook->rows);
  g_clear_pointer (&outlook->changes, g_ptr_array_unref);
  g_free (outlook);
}

void
award_import_plan_free (AwardImportPlan *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->mapping, award_mapping_free);
  g_clear_pointer (&self->sheet, award_sheet_free);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->policy, rules_policy_unref);
  award_import_rulings_free (self->rulings);
  g_free (self);
}

AwardImportPlan *
award_import_plan_new (AwardLedger *ledger,
                       const RulesMeasure *measure,
                       const char *path,
                       const char *which,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AwardImportPlan) self = g_new0 (AwardImportPlan, 1);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *bytes = NULL;
  gsize length;

  self->rulings = award_import_rulings_new ();
  self->path = g_strdup (path);
  self->name = g_filename_display_name (name);
  self->sheet = award_sheet_read (path, which, cancellable, error);
  if (self->sheet == NULL || !g_file_get_contents (path, &bytes, &length, error))
    return NULL;
  self->content = g_bytes_new_take (g_steal_pointer (&bytes), length);
  return award_import_plan_set_measure (self, ledger, measure, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
award_import_plan_set_measure (AwardImportPlan *self,
                               AwardLedger *ledger,
                               const RulesMeasure *measure,
                               GError **error)
{
  AwardMapping *mapping = award_import_recognise (ledger, self->sheet, measure, error);

  if (mapping == NULL)
    return FALSE;
  g_clear_pointer (&self->mapping, award_mapping_free);
  g_clear_pointer (&self->policy, rules_policy_unref);
  self->mapping = mapping;
  self->policy = rules_policy_ref ((RulesPolicy *) rules_measure_get_policy (measure));
  return TRUE;
}

const AwardSheet *
award_import_plan_get_sheet (const AwardImportPlan *self)
{
  return self->sheet;
}

AwardMapping *
award_import_plan_get_mapping (AwardImportPlan *self)
{
  return self->mapping;
}

AwardImportRulings *
award_import_plan_get_rulings (AwardImportPlan *self)
{
  return self->rulings;
}

/* The enterprises @ledger knows, with what was said of @self. */
static AwardMatcher *
make_matcher (const AwardImportPlan *self, AwardLedger *ledger, GError **error)
{
  AwardMatcher *matcher = award_matcher_new (ledger, error);

  if (matcher != NULL)
    award_import_rulings_apply (self->rulings, matcher);
  return matcher;
}

static gboolean
merge_row (const AwardTableRow *row, gpointer data, GError **error)
{
  Merge *merge = data;
  const Run *run = merge->run;
  AwardRowValues values = { row->claimant, row->name, row->county, row->row, row->facts, row->line_facts };
  AwardMerge state;
  guint first_row;

  if (!award_import_add (merge->import, &values, &state, &first_row, error))
    return FALSE;
  if (state != AWARD_MERGE_DUPLICATE)
    {
      award_import_check_add (merge->check, row);
      award_import_doubts_check (merge->doubts, row, merge->problems);
    }
  if (merge->rows != NULL && merge->rows->len < AWARD_PLAN_ROWS)
    g_ptr_array_add (merge->rows, plan_row (merge->plan->mapping->measure, row));
  if (state != AWARD_MERGE_NEW)
    {
      gboolean conflict = state == AWARD_MERGE_CONFLICT;
      g_autofree char *first = g_strdup_printf ("%u", first_row);

      g_ptr_array_add (merge->problems,
                       award_problem_new (conflict ? RULES_SEVERITY_WARNING : RULES_SEVERITY_NOTE,
                                          conflict ? "conflicting-rows" : "duplicate-row", row->row, NULL,
                                          first));
    }
  if (run->progress != NULL && ++merge->n_seen % PROGRESS_ROWS == 0)
    run->progress (run->n_done + row->row, run->n_rows, run->progress_data);
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

/* The problems are kept with the import, with who their rows are of, so that a later table can settle them. */
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

/* Whether rows are read as a person said, who may not have said so when this file was imported before. */
static gboolean
has_answers (const AwardMapping *mapping, const AwardImportReport *report)
{
  for (guint i = 0; i < mapping->n_columns; i++)
    if (mapping->columns[i].origin == AWARD_ORIGIN_PERSON ||
        mapping->columns[i].unit_source == AWARD_UNIT_SOURCE_PERSON)
      return TRUE;
  for (guint i = 0; i < report->problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (report->problems, i);

      if (strcmp (problem->code, "matched-by-decision") == 0 || strcmp (problem->code, "repaired-code") == 0)
        return TRUE;
    }
  return FALSE;
}

/* The batch the run goes into; *@is_new: it is to be made, and this is the current one. */
static AwardBatch *
find_home (const Run *run, gboolean *is_new, GError **error)
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
begin_import (const AwardImportPlan *plan, const Run *run, gint64 batch, GError **error)
{
  const AwardMapping *mapping = plan->mapping;
  const RulesMeasure *measure = mapping->measure;
  g_autofree guint *fact_columns =
      list_columns (mapping, AWARD_COLUMN_FACT, rules_measure_get_n_facts (measure));
  g_autofree guint *line_columns =
      list_columns (mapping, AWARD_COLUMN_LINE_FACT, rules_measure_get_n_line_facts (measure));

  return award_import_begin (run->ledger, batch, measure,
                             &(AwardSource){ plan->name, plan->content, award_sheet_get_name (plan->sheet) },
                             fact_columns, line_columns, error);
}

/* Codes that are to be read otherwise, and that the batch has claims under already: these would be claimed
 * for twice. */
static gboolean
find_late_repairs (const Run *run,
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
      if (!award_ledger_has_claim (run->ledger, plan->mapping->measure, batch, problem->found, &has_claim,
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

/* Reads the rows of @plan into *@import, which is NULL when the report is blocked. @rows: see Merge. */
static AwardImportReport *
stage_rows (AwardImportPlan *plan,
            const Run *run,
            AwardMatcher *matcher,
            GPtrArray *rows,
            AwardImport **import,
            GError **error)
{
  AwardMapping *mapping = plan->mapping;
  g_autoptr (AwardImportReport) report =
      award_import_report_new (plan->path, award_sheet_get_name (plan->sheet));
  g_autoptr (AwardImport) staged = NULL;
  g_autoptr (AwardImportCheck) check = NULL;
  g_autoptr (AwardImportDoubts) doubts = NULL;
  g_autoptr (AwardBatch) home = NULL;
  Merge merge = { .run = run, .plan = plan, .problems = report->problems, .rows = rows };
  gboolean is_new;
  guint n_rows = 0;

  if (!award_mapping_check (mapping, plan->sheet, !award_matcher_is_empty (matcher), error))
    return NULL;
  award_mapping_find_doubts (mapping, plan->sheet, report->problems);
  report->is_blocked = report->problems->len > 0;
  if (report->is_blocked)
    return g_steal_pointer (&report);
  home = find_home (run, &is_new, error);
  if (home == NULL)
    return NULL;
  staged = begin_import (plan, run, home->id, error);
  if (staged == NULL)
    return NULL;
  if (is_new)
    award_import_set_new_batch (staged, run->batch);
  check = award_import_check_new (run->ledger, home->id, mapping->measure, error);
  doubts = check != NULL ? award_import_doubts_new (run->ledger, mapping->measure, error) : NULL;
  if (doubts == NULL)
    return NULL;
  merge.import = staged;
  merge.check = check;
  merge.doubts = doubts;
  if (!award_mapping_read (mapping, plan->sheet, merge_row, &merge, report->problems, &n_rows,
                           run->cancellable, error))
    return NULL;
  if (!is_new)
    {
      award_import_check_finish (check, mapping, report->problems);
      if (!find_late_repairs (run, plan, home->id, report, error))
        return NULL;
      if (report->is_blocked)
        return g_steal_pointer (&report);
    }
  keep_problems (plan, staged, report->problems);
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return NULL;
  if (has_answers (mapping, report))
    award_import_set_again (staged);
  report->counts.rows = n_rows;
  *import = g_steal_pointer (&staged);
  return g_steal_pointer (&report);
}

/* The same with the enterprises the ledger knows now. */
static AwardImportReport *
stage (AwardImportPlan *plan, const Run *run, GPtrArray *rows, AwardImport **import, GError **error)
{
  g_autoptr (AwardMatcher) matcher = make_matcher (plan, run->ledger, error);
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

/* Writes what was staged, within the caller's step; takes @import. */
static gboolean
write_staged (const Run *run, AwardImport *import, AwardImportReport *report, GError **error)
{
  /* The reader also counts the rows it could not use. */
  const guint64 n_rows = report->counts.rows;

  if (!award_import_commit (import, &report->counts, error))
    return FALSE;
  report->counts.rows = n_rows;
  return TRUE;
}

static void
start_run (Run *run, const GPtrArray *plans)
{
  for (guint i = 0; i < plans->len; i++)
    run->n_rows += award_sheet_get_n_rows (((const AwardImportPlan *) g_ptr_array_index (plans, i))->sheet);
}

/* What is wrong with the ledger, or was given up, is no matter of one table. */
static gboolean
is_general (const GError *error)
{
  return error->domain == AWARD_LEDGER_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Begins *@step unless it is there. With one table the ledger is locked only while its rows are written; with
 * several it has been since the first. */
static gboolean
begin_trial (const Run *run, AwardStep **step, GError **error)
{
  if (*step == NULL)
    *step = award_step_begin (run->ledger, error);
  return *step != NULL;
}

/* FALSE with @error set only when all is over. */
static gboolean
try_one (AwardImportPlan *plan, const Run *run, AwardStep **step, AwardImportOutlook *outlook, GError **error)
{
  g_autoptr (AwardImportReport) report = NULL;
  g_autoptr (GError) local_error = NULL;
  AwardImport *import;

  report = stage (plan, run, outlook->rows, &import, &local_error);
  if (report == NULL)
    {
      if (is_general (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_ptr_array_set_size (outlook->rows, 0);
      outlook->error = g_steal_pointer (&local_error);
      return TRUE;
    }
  if (import != NULL)
    {
      if (!begin_trial (run, step, error))
        {
          award_import_free (import);
          return FALSE;
        }
      if (!write_staged (run, import, report, error))
        return FALSE;
      outlook->changes =
          award_ledger_list_changes (run->ledger, plan->mapping->measure, report->counts.import,
                                     AWARD_PLAN_CHANGES, &outlook->n_changes, error);
      if (outlook->changes == NULL)
        return FALSE;
      /* It is gone with the step. */
      report->counts.import = 0;
    }
  outlook->report = g_steal_pointer (&report);
  return TRUE;
}

GPtrArray *
award_import_plan_try (AwardLedger *ledger,
                       const GPtrArray *plans,
                       const char *batch,
                       AwardProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GPtrArray) outlooks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_outlook_free);
  /* Freed without commit: that is the trial. */
  g_autoptr (AwardStep) step = NULL;
  Run run = { .ledger = ledger,
              .batch = batch,
              .progress = progress,
              .progress_data = progress_data,
              .cancellable = cancellable };

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger) && plans != NULL, NULL);

  start_run (&run, plans);
  if (plans->len > 1 && !begin_trial (&run, &step, error))
    return NULL;
  for (guint i = 0; i < plans->len; i++)
    {
      AwardImportPlan *plan = g_ptr_array_index (plans, i);
      AwardImportOutlook *outlook = g_new0 (AwardImportOutlook, 1);

      outlook->rows = g_ptr_array_new_with_free_func (planned_row_free);
      g_ptr_array_add (outlooks, outlook);
      if (!try_one (plan, &run, &step, outlook, error))
        return NULL;
      run.n_done += award_sheet_get_n_rows (plan->sheet);
    }
  return g_steal_pointer (&outlooks);
}

/* What a person said of the table, once its rows are there. */
static gboolean
keep_answers (const Run *run, const AwardImportPlan *plan, GError **error)
{
  g_autoptr (AwardBatch) home = NULL;

  if (!award_import_learn (run->ledger, plan->mapping, error))
    return FALSE;
  if (award_import_rulings_is_empty (plan->rulings))
    return TRUE;
  home = award_ledger_get_batch (run->ledger, run->batch, FALSE, error);
  return home != NULL && award_import_rulings_keep (plan->rulings, run->ledger, plan->mapping->measure,
                                                    home->id, AWARD_REGISTER_ENTERPRISES, error);
}

GPtrArray *
award_import_plan_commit (AwardLedger *ledger,
                          const GPtrArray *plans,
                          const char *batch,
                          AwardProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_report_free);
  g_autoptr (AwardStep) step = NULL;
  Run run = { .ledger = ledger,
              .batch = batch,
              .progress = progress,
              .progress_data = progress_data,
              .cancellable = cancellable };
  gint64 id;

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger) && plans != NULL, NULL);

  start_run (&run, plans);
  if (plans->len > 1 && !award_step_ensure (ledger, &step, error))
    return NULL;
  for (guint i = 0; i < plans->len; i++)
    {
      AwardImportPlan *plan = g_ptr_array_index (plans, i);
      AwardImport *import;
      AwardImportReport *report = stage (plan, &run, NULL, &import, error);

      if (report == NULL)
        return NULL;
      g_ptr_array_add (reports, report);
      if (report->is_blocked)
        {
          /* None comes in: what those before it were given goes with the step. */
          for (guint j = 0; j < i; j++)
            ((AwardImportReport *) g_ptr_array_index (reports, j))->counts = (AwardImportResult){ 0 };
          return g_steal_pointer (&reports);
        }
      if (!award_step_ensure (ledger, &step, error))
        {
          award_import_free (import);
          return NULL;
        }
      if (!write_staged (&run, import, report, error) || !keep_answers (&run, plan, error))
        return NULL;
      run.n_done += award_sheet_get_n_rows (plan->sheet);
    }
  if (step != NULL && !award_step_commit (g_steal_pointer (&step), &id, error))
    return NULL;
  return g_steal_pointer (&reports);
}

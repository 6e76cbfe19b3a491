/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-plan-private.h"

#include "award-change.h"
#include "award-import-file.h"
#include "award-step.h"

#include <string.h>

/* Rows between two calls of the progress function. */
#define PROGRESS_ROWS 1024

/* Rows that were read, to be written; of one of the two, or of none. */
typedef struct
{
  AwardImport *claims;
  AwardRegisterImport *records;
} Staged;

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

AwardPlannedRow *
award_plan_add_row (const AwardImportPlan *plan,
                    GPtrArray *rows,
                    guint row,
                    const char *claimant,
                    const char *name,
                    const char *county)
{
  AwardPlannedRow *planned;

  if (rows == NULL || rows->len >= AWARD_PLAN_ROWS)
    return NULL;
  planned = g_new0 (AwardPlannedRow, 1);
  planned->row = row;
  planned->claimant = g_strdup (claimant);
  planned->name = g_strdup (name);
  planned->county = g_strdup (county);
  planned->n_values = award_import_plan_get_n_fields (plan);
  planned->values = g_new0 (RulesValue, MAX (planned->n_values, 1));
  g_ptr_array_add (rows, planned);
  return planned;
}

void
award_planned_row_set (AwardPlannedRow *planned, guint i, RulesValue value)
{
  planned->values[i] = (RulesValue){ value.number, g_strdup (value.text) };
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
  g_clear_pointer (&self->content, award_content_unref);
  g_clear_pointer (&self->policy, rules_policy_unref);
  award_import_rulings_free (self->rulings);
  g_free (self);
}

AwardImportPlan *
award_import_plan_new (AwardLedger *ledger,
                       const AwardImportTarget *target,
                       const char *path,
                       const char *which,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AwardImportPlan) self = g_new0 (AwardImportPlan, 1);
  g_autofree char *name = g_path_get_basename (path);

  self->rulings = award_import_rulings_new ();
  self->path = g_strdup (path);
  self->name = g_filename_display_name (name);
  if (!award_import_check_file (path, error) ||
      !award_import_read_file (path, which, &self->content, &self->sheet, cancellable, error))
    return NULL;
  return award_import_plan_set_target (self, ledger, target, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
award_import_plan_set_target (AwardImportPlan *self,
                              AwardLedger *ledger,
                              const AwardImportTarget *target,
                              GError **error)
{
  AwardMapping *mapping = award_import_recognise (ledger, self->sheet, target, error);

  if (mapping == NULL)
    return FALSE;
  g_clear_pointer (&self->mapping, award_mapping_free);
  g_clear_pointer (&self->policy, rules_policy_unref);
  self->mapping = mapping;
  self->target = *target;
  if (target->measure != NULL)
    self->policy = rules_policy_ref ((RulesPolicy *) rules_measure_get_policy (target->measure));
  return TRUE;
}

const AwardImportTarget *
award_import_plan_get_target (const AwardImportPlan *self)
{
  return &self->target;
}

guint
award_import_plan_get_n_fields (const AwardImportPlan *self)
{
  const RulesMeasure *measure = self->target.measure;

  return measure != NULL ? rules_measure_get_n_facts (measure) + rules_measure_get_n_line_facts (measure)
                         : award_layout_get_n_fields (self->mapping->layout);
}

const RulesFact *
award_import_plan_get_field (const AwardImportPlan *self, guint i)
{
  const RulesMeasure *measure = self->target.measure;
  guint n_facts;

  g_return_val_if_fail (i < award_import_plan_get_n_fields (self), NULL);

  if (measure == NULL)
    return award_layout_get_field (self->mapping->layout, i);
  n_facts = rules_measure_get_n_facts (measure);
  return i < n_facts ? rules_measure_get_fact (measure, i)
                     : rules_measure_get_line_fact (measure, i - n_facts);
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

AwardImportReport *
award_plan_begin_report (AwardImportPlan *plan, gboolean may_lack_code, GError **error)
{
  AwardImportReport *report;

  if (!award_mapping_check (plan->mapping, plan->sheet, may_lack_code, error))
    return NULL;
  report = award_import_report_new (plan->path, award_sheet_get_name (plan->sheet));
  award_mapping_find_doubts (plan->mapping, plan->sheet, report->problems);
  report->is_blocked = report->problems->len > 0;
  return report;
}

AwardSource
award_plan_get_source (const AwardImportPlan *plan)
{
  return (AwardSource){ plan->name, plan->content, award_sheet_get_name (plan->sheet) };
}

void
award_plan_run_tell (const AwardPlanRun *run, guint row)
{
  if (run->progress != NULL && row % PROGRESS_ROWS == 0)
    run->progress (run->n_done + row, run->n_rows, run->progress_data);
}

gboolean
award_plan_has_answers (const AwardImportPlan *plan, const AwardImportReport *report)
{
  const AwardMapping *mapping = plan->mapping;

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

static void
staged_clear (Staged *staged)
{
  g_clear_pointer (&staged->claims, award_import_free);
  g_clear_pointer (&staged->records, award_register_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Staged, staged_clear)

static AwardImportReport *
stage (AwardImportPlan *plan, const AwardPlanRun *run, GPtrArray *rows, Staged *staged, GError **error)
{
  return plan->target.measure != NULL ? award_plan_stage_claims (plan, run, rows, &staged->claims, error)
                                      : award_plan_stage_records (plan, run, rows, &staged->records, error);
}

/* Writes what was staged, within the caller's step. */
static gboolean
write_staged (Staged *staged, AwardImportReport *report, GError **error)
{
  /* The reader also counts the rows it could not use. */
  const guint64 n_rows = report->counts.rows;

  if (staged->claims != NULL
          ? !award_import_commit (g_steal_pointer (&staged->claims), &report->counts, error)
          : !award_register_commit (g_steal_pointer (&staged->records), &report->counts, error))
    return FALSE;
  report->counts.rows = n_rows;
  return TRUE;
}

static void
start_run (AwardPlanRun *run, const GPtrArray *plans)
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
begin_trial (const AwardPlanRun *run, AwardStep **step, GError **error)
{
  if (*step == NULL)
    *step = award_step_begin (run->ledger, error);
  return *step != NULL;
}

/* What was overwritten, within the step that did it. */
static gboolean
list_changes (const AwardImportPlan *plan,
              const AwardPlanRun *run,
              AwardImportOutlook *outlook,
              GError **error)
{
  outlook->changes = award_ledger_list_changes (run->ledger, &plan->target, outlook->report->counts.import,
                                                AWARD_PLAN_CHANGES, &outlook->n_changes, error);
  if (outlook->changes == NULL)
    return FALSE;
  if (plan->mapping->layout != NULL)
    award_plan_label_changes (plan->mapping->layout, outlook->changes);
  return TRUE;
}

/* FALSE with @error set only when all is over. */
static gboolean
try_one (AwardImportPlan *plan,
         const AwardPlanRun *run,
         AwardStep **step,
         AwardImportOutlook *outlook,
         GError **error)
{
  g_auto (Staged) staged = { NULL, NULL };
  g_autoptr (GError) local_error = NULL;

  outlook->report = stage (plan, run, outlook->rows, &staged, &local_error);
  if (outlook->report == NULL)
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
  if (outlook->report->is_blocked)
    return TRUE;
  if (!begin_trial (run, step, error) || !write_staged (&staged, outlook->report, error) ||
      !list_changes (plan, run, outlook, error))
    return FALSE;
  /* It is gone with the step. */
  outlook->report->counts.import = 0;
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
  AwardPlanRun run = { .ledger = ledger,
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
keep_answers (const AwardImportPlan *plan, const AwardPlanRun *run, GError **error)
{
  g_autoptr (AwardBatch) home = NULL;

  if (!award_import_learn (run->ledger, &plan->target, plan->mapping, error))
    return FALSE;
  if (award_import_rulings_is_empty (plan->rulings))
    return TRUE;
  home = award_ledger_get_batch (run->ledger, run->batch, FALSE, error);
  return home != NULL &&
         award_import_rulings_keep (plan->rulings, run->ledger, &plan->target, home->id, error);
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
  AwardPlanRun run = { .ledger = ledger,
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
      g_auto (Staged) staged = { NULL, NULL };
      AwardImportReport *report = stage (plan, &run, NULL, &staged, error);

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
      if (!award_step_ensure (ledger, &step, error) || !write_staged (&staged, report, error) ||
          !keep_answers (plan, &run, error))
        return NULL;
      run.n_done += award_sheet_get_n_rows (plan->sheet);
    }
  if (step != NULL && !award_step_commit (g_steal_pointer (&step), &id, error))
    return NULL;
  return g_steal_pointer (&reports);
}

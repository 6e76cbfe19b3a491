/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-job.h"

#include "award-import-check.h"

#include <glib/gi18n.h>
#include <string.h>

/* Rows between two calls of the progress function. */
#define PROGRESS_ROWS 1024

void
award_import_report_free (AwardImportReport *report)
{
  if (report == NULL)
    return;
  g_free (report->file);
  g_free (report->sheet);
  g_clear_pointer (&report->problems, g_ptr_array_unref);
  g_free (report);
}

/* What the reader's callback needs. */
typedef struct
{
  AwardImport *import;
  AwardImportCheck *check;
  GPtrArray *problems;
  guint64 n_seen;
  guint64 n_rows; /* of the sheet, for progress */
  AwardProgress progress;
  gpointer progress_data;
} Merge;

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
  if (state != AWARD_MERGE_NEW)
    {
      gboolean conflict = state == AWARD_MERGE_CONFLICT;
      g_autofree char *first = g_strdup_printf ("%u", first_row);

      g_ptr_array_add (merge->problems,
                       award_problem_new (conflict ? RULES_SEVERITY_WARNING : RULES_SEVERITY_NOTE,
                                          conflict ? "conflicting-rows" : "duplicate-row", row->row, NULL,
                                          first));
    }
  if (merge->progress != NULL && ++merge->n_seen % PROGRESS_ROWS == 0)
    merge->progress (row->row, merge->n_rows, merge->progress_data);
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

static AwardImportReport *
report_new (const char *path, const AwardSheet *sheet)
{
  AwardImportReport *report = g_new0 (AwardImportReport, 1);

  report->file = g_strdup (path);
  report->sheet = g_strdup (award_sheet_get_name (sheet));
  report->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  return report;
}

/* Whether rows were read as a person said, who may not have said so when this file was imported before. */
static gboolean
has_answers (const AwardImportReport *report, const AwardImportAnswers *answers)
{
  gboolean is_answered = answers != NULL && (answers->columns != NULL || answers->units != NULL);

  for (guint i = 0; !is_answered && i < report->problems->len; i++)
    is_answered =
        strcmp (((AwardProblem *) g_ptr_array_index (report->problems, i))->code, "matched-by-decision") == 0;
  return is_answered;
}

/* With @new_batch into a new batch of that name instead of @batch. */
static AwardImportReport *
import_table (AwardLedger *ledger,
              gint64 batch,
              const char *new_batch,
              const RulesMeasure *measure,
              const char *path,
              const char *which,
              const AwardImportAnswers *answers,
              AwardProgress progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, which, cancellable, error);
  g_autoptr (AwardMatcher) matcher = sheet != NULL ? award_matcher_new (ledger, error) : NULL;
  g_autoptr (AwardMapping) mapping = NULL;
  g_autoptr (AwardImport) import = NULL;
  g_autoptr (AwardImportCheck) check = NULL;
  g_autoptr (AwardImportReport) report = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree guint *fact_columns = NULL;
  g_autofree guint *line_columns = NULL;
  g_autofree char *bytes = NULL;
  Merge merge = { 0 };
  gsize length;
  guint n_rows = 0;

  if (matcher == NULL)
    return NULL;
  mapping = award_import_recognise (ledger, sheet, measure, error);
  if (mapping == NULL || (answers != NULL && !award_import_answer (mapping, answers, error)) ||
      !award_mapping_check (mapping, sheet, !award_matcher_is_empty (matcher), error))
    return NULL;
  report = report_new (path, sheet);
  award_mapping_find_doubts (mapping, sheet, report->problems);
  report->is_blocked = report->problems->len > 0;
  if (report->is_blocked)
    return g_steal_pointer (&report);
  award_import_use_matcher (mapping, matcher);
  if (!g_file_get_contents (path, &bytes, &length, error))
    return NULL;
  content = g_bytes_new_take (g_steal_pointer (&bytes), length);
  fact_columns = list_columns (mapping, AWARD_COLUMN_FACT, rules_measure_get_n_facts (measure));
  line_columns = list_columns (mapping, AWARD_COLUMN_LINE_FACT, rules_measure_get_n_line_facts (measure));
  import = award_import_begin (ledger, batch, measure,
                               &(AwardSource){ shown, content, award_sheet_get_name (sheet) }, fact_columns,
                               line_columns, error);
  if (import == NULL)
    return NULL;
  if (new_batch != NULL)
    award_import_set_new_batch (import, new_batch);

  check = award_import_check_new (ledger, batch, measure, error);
  if (check == NULL)
    return NULL;
  merge.import = import;
  merge.check = check;
  merge.problems = report->problems;
  merge.n_rows = award_sheet_get_n_rows (sheet);
  merge.progress = progress;
  merge.progress_data = progress_data;
  if (!award_mapping_read (mapping, sheet, merge_row, &merge, report->problems, &n_rows, cancellable, error))
    return NULL;
  if (new_batch == NULL)
    award_import_check_finish (check, mapping, report->problems);
  if (!keep_problems (import, report->problems, error) ||
      g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (has_answers (report, answers))
    award_import_set_again (import);
  if (!award_import_commit (g_steal_pointer (&import), &report->counts, error) ||
      !award_import_learn (ledger, mapping, error))
    return NULL;
  /* The reader also counts the rows it could not use. */
  report->counts.rows = n_rows;
  return g_steal_pointer (&report);
}

AwardImportReport *
award_import_file (AwardLedger *ledger,
                   gint64 batch,
                   const RulesMeasure *measure,
                   const char *path,
                   const char *which,
                   AwardProgress progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  return import_table (ledger, batch, NULL, measure, path, which, NULL, progress, progress_data, cancellable,
                       error);
}

AwardImportReport *
award_import_into (AwardLedger *ledger,
                   const char *batch,
                   const RulesMeasure *measure,
                   const char *path,
                   const char *which,
                   const AwardImportAnswers *answers,
                   AwardProgress progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AwardBatch) home = award_ledger_get_batch (ledger, batch, FALSE, &local_error);
  const char *new_batch = NULL;

  if (home == NULL && batch != NULL &&
      g_error_matches (local_error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN))
    {
      new_batch = batch;
      g_clear_error (&local_error);
      home = award_ledger_get_batch (ledger, NULL, FALSE, &local_error);
    }
  if (home == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return import_table (ledger, home->id, new_batch, measure, path, which, answers, progress, progress_data,
                       cancellable, error);
}

/* How many facts of its measure a table holds. */
static guint
count_facts (const AwardMapping *mapping)
{
  guint n = 0;

  for (guint i = 0; i < mapping->n_columns; i++)
    if (mapping->columns[i].role == AWARD_COLUMN_FACT || mapping->columns[i].role == AWARD_COLUMN_LINE_FACT)
      n++;
  return n;
}

/* Whether of two measures a table fits alike @measure is the likelier. */
static gboolean
is_likelier (const RulesMeasure *measure, const RulesMeasure *other, const GPtrArray *policies)
{
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  const RulesPolicy *other_policy = rules_measure_get_policy (other);
  gboolean has_claims = g_ptr_array_find ((GPtrArray *) policies, policy, NULL);
  gboolean other_has_claims = g_ptr_array_find ((GPtrArray *) policies, other_policy, NULL);

  if (has_claims != other_has_claims)
    return has_claims;
  return rules_policy_get_valid_from (policy) > rules_policy_get_valid_from (other_policy);
}

const RulesMeasure *
award_import_find_measure (const char *path,
                           const char *which,
                           const GPtrArray *measures,
                           const GPtrArray *policies,
                           GHashTable *known,
                           GError **error)
{
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, which, NULL, error);
  const RulesMeasure *best = NULL;
  guint most = 0;

  if (sheet == NULL)
    return NULL;
  for (guint i = 0; i < measures->len; i++)
    {
      const RulesMeasure *measure = g_ptr_array_index (measures, i);
      g_autoptr (AwardMapping) mapping =
          award_mapping_new (sheet, measure, g_hash_table_lookup (known, measure));

      if (award_mapping_check (mapping, sheet, FALSE, NULL) &&
          (count_facts (mapping) > most ||
           (best != NULL && count_facts (mapping) == most && is_likelier (measure, best, policies))))
        {
          best = measure;
          most = count_facts (mapping);
        }
    }
  if (best == NULL)
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
                   _ ("%s: the headings fit none of the measures"), name);
    }
  return best;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-work.h"

#include <string.h>

#include "award-import-file.h"

/* Names a person is asked about at once. */
#define MOST_MATCHES 20

void
award_import_reading_free (gpointer data)
{
  AwardImportReading *reading = data;

  g_object_unref (reading->entry);
  g_free (reading->path);
  g_free (reading->sheet);
  award_import_targets_unref (reading->targets);
  g_free (reading);
}

void
award_import_read_free (gpointer data)
{
  AwardImportRead *read = data;

  g_clear_pointer (&read->sheets, g_ptr_array_unref);
  g_ptr_array_unref (read->tables);
  g_free (read);
}

/* The table on @sheet; a file that cannot be read is a table with an error. */
static AwardReadTable *
read_table (AwardJob *job, AwardLedger *ledger, const AwardImportReading *reading, const char *sheet)
{
  AwardReadTable *table = g_new0 (AwardReadTable, 1);
  GCancellable *cancellable = award_job_get_cancellable (job);
  AwardImportTarget target;

  /* Read as whatever comes first: what it is of is seen then, and a person may know better. */
  table->sheet = g_strdup (sheet);
  table->target = *award_import_targets_get (reading->targets, 0);
  table->plan =
      award_import_plan_new (ledger, &table->target, reading->path, sheet, cancellable, &table->error);
  if (!table->plan ||
      !award_import_targets_recognise (reading->targets, award_import_plan_get_sheet (table->plan), &target,
                                       &table->error))
    return table;
  table->has_target = award_import_plan_set_target (table->plan, ledger, &target, &table->error);
  if (table->has_target)
    table->target = target;

  return table;
}

/* Keeps @table beside the others. Of the sheets that are no table the first stands for the file, until there
 * is one that is. */
static void
keep_table (GPtrArray *tables, AwardReadTable *table)
{
  if (tables->len == 0 || (table->has_target && ((AwardReadTable *) tables->pdata[0])->has_target))
    g_ptr_array_add (tables, table);
  else if (table->has_target)
    {
      award_read_table_free (tables->pdata[0]);
      tables->pdata[0] = table;
    }
  else
    award_read_table_free (table);
}

gpointer
award_import_work_read (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardImportReading *reading = data;
  GCancellable *cancellable = award_job_get_cancellable (job);
  g_autoptr (AwardImportRead) read = g_new0 (AwardImportRead, 1);

  read->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) award_read_table_free);
  if (!award_import_check_file (reading->path, error))
    return NULL;
  read->sheets = award_sheet_list_names (reading->path, cancellable, error);
  if (!read->sheets)
    return NULL;
  for (guint i = 0; i < read->sheets->len; i++)
    {
      const char *sheet = read->sheets->pdata[i];

      if (reading->sheet && g_strcmp0 (reading->sheet, sheet) != 0)
        continue;
      award_job_progress (i, read->sheets->len, job);
      keep_table (read->tables, read_table (job, ledger, reading, sheet));
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  /* The file may have been written over meanwhile. */
  if (read->tables->len == 0)
    keep_table (read->tables, read_table (job, ledger, reading, reading->sheet));

  return g_steal_pointer (&read);
}

gpointer
award_import_work_set_target (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardImportReading *reading = data;

  return award_import_plan_set_target (reading->plan, ledger, &reading->target, error) ? GINT_TO_POINTER (1)
                                                                                       : NULL;
}

void
award_import_trying_free (gpointer data)
{
  AwardImportTrying *trying = data;

  g_ptr_array_unref (trying->entries);
  g_ptr_array_unref (trying->plans);
  g_free (trying->batch);
  g_free (trying);
}

/* Which enterprises the names that @report found no single one for may be. */
static GPtrArray *
list_matches (AwardLedger *ledger, AwardImportPlan *plan, const AwardImportReport *report, GError **error)
{
  g_autoptr (GPtrArray) matches = g_ptr_array_new_with_free_func ((GDestroyNotify) award_open_match_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; report && i < report->problems->len && matches->len < MOST_MATCHES; i++)
    {
      const AwardProblem *problem = report->problems->pdata[i];
      AwardOpenMatch *match;

      if (strcmp (problem->code, "undecided-match") != 0 || !problem->found ||
          !g_hash_table_add (seen, problem->found))
        continue;
      match = g_new0 (AwardOpenMatch, 1);
      g_ptr_array_add (matches, match);
      match->name = g_strdup (problem->found);
      match->row = problem->row;
      match->candidates = award_import_rulings_list_candidates (award_import_plan_get_rulings (plan), ledger,
                                                                problem->found, error);
      if (!match->candidates)
        return NULL;
    }

  return g_steal_pointer (&matches);
}

gpointer
award_import_work_try (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardImportTrying *trying = data;
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func ((GDestroyNotify) award_tried_table_free);
  g_autoptr (GPtrArray) outlooks = award_import_plan_try (
      ledger, trying->plans, trying->batch, award_job_progress, job, award_job_get_cancellable (job), error);

  if (!outlooks)
    return NULL;
  for (guint i = 0; i < outlooks->len; i++)
    {
      const AwardImportReport *report = ((AwardImportOutlook *) outlooks->pdata[i])->report;
      GPtrArray *matches = list_matches (ledger, trying->plans->pdata[i], report, error);
      AwardTriedTable *tried;

      if (!matches)
        return NULL;
      tried = g_new0 (AwardTriedTable, 1);
      tried->matches = matches;
      tried->groups = report ? award_problem_group_all (report->problems) : NULL;
      tried->n_left_out = report ? award_import_report_count_left_out (report) : 0;
      g_ptr_array_add (tables, tried);
    }
  g_ptr_array_set_free_func (outlooks, NULL);
  for (guint i = 0; i < outlooks->len; i++)
    ((AwardTriedTable *) tables->pdata[i])->outlook = outlooks->pdata[i];

  return g_steal_pointer (&tables);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-report.h"

#include "award-mapping.h"

AwardImportReport *
award_import_report_new (const char *file, const char *sheet)
{
  AwardImportReport *report = g_new0 (AwardImportReport, 1);

  report->file = g_strdup (file);
  report->sheet = g_strdup (sheet);
  report->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  return report;
}

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

guint
award_import_report_count_left_out (const AwardImportReport *report)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < report->problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (report->problems, i);

      if (problem->severity == RULES_SEVERITY_ERROR && problem->row > 0)
        g_hash_table_add (rows, GUINT_TO_POINTER (problem->row));
    }
  return g_hash_table_size (rows);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-rejects.h"

#include <glib/gi18n.h>

#include "award-text-workbook.h"
#include "award-words.h"

struct _AwardRejects
{
  AwardTextWorkbook *workbook;
  gboolean has_sheet;
};

AwardRejects *
award_rejects_new (const char *path, GError **error)
{
  AwardTextWorkbook *workbook = award_text_workbook_new (path, error);
  AwardRejects *self;

  if (workbook == NULL)
    return NULL;
  self = g_new0 (AwardRejects, 1);
  self->workbook = workbook;
  return self;
}

void
award_rejects_free (AwardRejects *self)
{
  if (self == NULL)
    return;
  award_text_workbook_free (self->workbook);
  g_free (self);
}

/* Row @from of @sheet becomes row @to of the workbook. */
static gboolean
copy_row (AwardRejects *self, const AwardSheet *sheet, guint from, guint to, GError **error)
{
  for (guint column = 0; column < award_sheet_get_n_columns (sheet); column++)
    if (!award_text_workbook_write (self->workbook, to, column,
                                    award_sheet_get_cell (sheet, from, column).text, error))
      return FALSE;
  return TRUE;
}

/* Title, unit and heading: without them nobody, and no import, knows what the columns are. */
static gboolean
copy_top (AwardRejects *self, const AwardSheet *sheet, const AwardMapping *mapping, GError **error)
{
  guint n_columns = award_sheet_get_n_columns (sheet);

  for (guint row = 0; row < mapping->first_row; row++)
    if (!copy_row (self, sheet, row, row, error))
      return FALSE;
  for (guint i = 0; i < award_sheet_get_n_merged (sheet); i++)
    {
      AwardMergedCells cells = award_sheet_get_merged (sheet, i);
      AwardCell cell = award_sheet_get_cell (sheet, cells.first_row, cells.first_column);

      if (cells.last_row < mapping->first_row &&
          (cells.last_row > cells.first_row || cells.last_column > cells.first_column) &&
          !award_text_workbook_merge (self->workbook, cells.first_row, cells.first_column, cells.last_row,
                                      cells.last_column, cell.text, error))
        return FALSE;
    }
  return award_text_workbook_write (self->workbook, mapping->first_row - 1, n_columns,
                                    _ ("Why it was not used"), error) &&
         award_text_workbook_write (self->workbook, mapping->first_row - 1, n_columns + 1,
                                    _ ("Where it stands"), error);
}

/* Row number → every reason it was not used for, in one text. */
static GHashTable *
gather_reasons (const AwardImportReport *report)
{
  GHashTable *reasons = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; i < report->problems->len; i++)
    {
      const AwardProblem *problem = g_ptr_array_index (report->problems, i);
      gpointer row = GUINT_TO_POINTER (problem->row);
      const char *before = g_hash_table_lookup (reasons, row);
      g_autofree char *message = award_words_problem (problem->code, problem->found);
      g_autofree char *reason = NULL;

      if (problem->severity != RULES_SEVERITY_ERROR || problem->row == 0)
        continue;
      reason = problem->column != NULL ? g_strdup_printf (_ ("Column %s: %s"), problem->column, message)
                                       : g_steal_pointer (&message);
      g_hash_table_insert (reasons, row,
                           before != NULL ? g_strdup_printf ("%s\n%s", before, reason)
                                          : g_steal_pointer (&reason));
    }
  return reasons;
}

gboolean
award_rejects_add (AwardRejects *self,
                   const AwardImportReport *report,
                   const RulesMeasure *measure,
                   const char *which,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GHashTable) reasons = gather_reasons (report);
  g_autoptr (AwardSheet) sheet = NULL;
  g_autoptr (AwardMapping) mapping = NULL;
  g_autofree char *file = g_filename_display_basename (report->file);
  guint n_columns;
  guint to;

  if (g_hash_table_size (reasons) == 0)
    return TRUE;
  sheet = award_sheet_read (report->file, which, cancellable, error);
  mapping = sheet != NULL ? award_mapping_recognise (sheet, measure, error) : NULL;
  if (mapping == NULL || !award_text_workbook_add_sheet (self->workbook, error) ||
      !copy_top (self, sheet, mapping, error))
    return FALSE;
  self->has_sheet = TRUE;
  n_columns = award_sheet_get_n_columns (sheet);
  to = mapping->first_row;
  for (guint row = mapping->first_row; row < award_sheet_get_n_rows (sheet); row++)
    {
      const char *reason = g_hash_table_lookup (reasons, GUINT_TO_POINTER (row + 1));
      g_autofree char *place = g_strdup_printf (_ ("%s, %s, row %u"), file, report->sheet, row + 1);

      if (reason == NULL)
        continue;
      if (!copy_row (self, sheet, row, to, error) ||
          !award_text_workbook_write (self->workbook, to, n_columns, reason, error) ||
          !award_text_workbook_write (self->workbook, to, n_columns + 1, place, error))
        return FALSE;
      to++;
    }
  return TRUE;
}

gboolean
award_rejects_commit (AwardRejects *self, GError **error)
{
  /* A workbook must have a sheet. */
  if (!self->has_sheet &&
      (!award_text_workbook_add_sheet (self->workbook, error) ||
       !award_text_workbook_write (self->workbook, 0, 0, _ ("Every row was used."), error)))
    return FALSE;
  return award_text_workbook_commit (self->workbook, error);
}

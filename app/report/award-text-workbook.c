/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-text-workbook.h"

#include <errno.h>

#include <glib/gi18n.h>
#include <xlsxwriter.h>

#include "award-output.h"
#include "award-report.h"

/* Of every column, in characters. */
#define COLUMN_WIDTH 18

struct _AwardTextWorkbook
{
  char *path; /* as given, for messages */
  AwardOutput *output;
  lxw_workbook *workbook;
  lxw_worksheet *sheet; /* the last one */
};

static gboolean
check (AwardTextWorkbook *self, lxw_error failure, GError **error)
{
  g_autofree char *shown = NULL;

  if (failure == LXW_NO_ERROR)
    return TRUE;
  shown = g_filename_display_name (self->path);
  g_set_error (error, AWARD_REPORT_ERROR,
               failure == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE ? AWARD_REPORT_ERROR_TOO_LONG
                                                                 : AWARD_REPORT_ERROR_WRITE,
               _ ("“%s” cannot be written: %s"), shown, lxw_strerror (failure));
  return FALSE;
}

AwardTextWorkbook *
award_text_workbook_new (const char *path, GError **error)
{
  g_autoptr (AwardTextWorkbook) self = g_new0 (AwardTextWorkbook, 1);

  self->path = g_strdup (path);
  self->output = award_output_new (path, error);
  if (self->output == NULL)
    return NULL;
  self->workbook = workbook_new (award_output_get_path (self->output));
  if (self->workbook == NULL && !check (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
award_text_workbook_add_sheet (AwardTextWorkbook *self, GError **error)
{
  self->sheet = workbook_add_worksheet (self->workbook, NULL);
  return self->sheet != NULL || check (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error);
}

gboolean
award_text_workbook_write (AwardTextWorkbook *self, guint row, guint column, const char *text, GError **error)
{
  if (column > G_MAXUINT16)
    return check (self, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE, error);
  if (*text == '\0')
    return TRUE;
  return check (self, worksheet_write_string (self->sheet, row, (lxw_col_t) column, text, NULL), error) &&
         check (
             self,
             worksheet_set_column (self->sheet, (lxw_col_t) column, (lxw_col_t) column, COLUMN_WIDTH, NULL),
             error);
}

gboolean
award_text_workbook_keep_typed (AwardTextWorkbook *self, guint n_columns, GError **error)
{
  lxw_format *format = workbook_add_format (self->workbook);

  g_return_val_if_fail (n_columns > 0 && n_columns <= G_MAXUINT16, FALSE);

  if (format == NULL)
    return check (self, LXW_ERROR_MEMORY_MALLOC_FAILED, error);
  format_set_num_format (format, "@");
  return check (
      self, worksheet_set_column (self->sheet, 0, (lxw_col_t) (n_columns - 1), COLUMN_WIDTH, format), error);
}

gboolean
award_text_workbook_merge (AwardTextWorkbook *self,
                           guint first_row,
                           guint first_column,
                           guint last_row,
                           guint last_column,
                           const char *text,
                           GError **error)
{
  if (last_column > G_MAXUINT16)
    return check (self, LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE, error);
  return check (self,
                worksheet_merge_range (self->sheet, first_row, (lxw_col_t) first_column, last_row,
                                       (lxw_col_t) last_column, text, NULL),
                error);
}

gboolean
award_text_workbook_commit (AwardTextWorkbook *self, GError **error)
{
  return check (self, workbook_close (g_steal_pointer (&self->workbook)), error) &&
         award_output_commit (self->output, error);
}

void
award_text_workbook_free (AwardTextWorkbook *self)
{
  if (self == NULL)
    return;
  if (self->workbook != NULL)
    lxw_workbook_free (self->workbook);
  g_clear_pointer (&self->output, award_output_free);
  g_free (self->path);
  g_free (self);
}

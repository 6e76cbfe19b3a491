/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-preview.h"

#include <glib/gi18n.h>

#include "award-columns.h"
#include "award-list.h"
#include "award-words-import.h"
#include "award-words.h"

/* Of a register's texts: codes, names, accounts. */
#define TEXT_WIDTH 172

enum
{
  COLUMN_ROW,
  COLUMN_NAME,
  COLUMN_CODE,
  COLUMN_COUNTY,
  COLUMN_VALUE, /* the first; the others follow */
};

struct _AwardImportPreview
{
  AdwBin parent_instance;

  AwardGrid *grid; /* owned by the widget tree; made for a target */
  GPtrArray *rows; /* shown */
  AwardImportTarget target;
};

G_DEFINE_FINAL_TYPE (AwardImportPreview, award_import_preview, ADW_TYPE_BIN)

static void
row_cell (GObject *item, guint column, AwardGridCell *cell, gpointer data)
{
  AwardImportPreview *self = data;
  const AwardPlannedRow *row = award_list_item_get (AWARD_LIST_ITEM (item));

  switch (column)
    {
    case COLUMN_ROW:
      cell->text = g_strdup_printf ("%u", row->row);
      cell->style = "dim-label";
      break;
    case COLUMN_NAME:
      cell->text = g_strdup (row->name);
      break;
    case COLUMN_CODE:
      cell->text = row->claimant ? award_words_masked (row->claimant) : NULL;
      break;
    case COLUMN_COUNTY:
      cell->text = g_strdup (row->county);
      break;
    default:
      cell->text =
          award_words_changed_value (award_import_target_get_field (&self->target, column - COLUMN_VALUE),
                                     row->values[column - COLUMN_VALUE]);
      break;
    }
}

/* A table for the fields of @target. */
static void
make_grid (AwardImportPreview *self, const AwardImportTarget *target)
{
  self->target = *target;
  self->grid = AWARD_GRID (award_grid_new (_ ("First rows as they will be stored")));
  award_grid_set_func (self->grid, row_cell, self);
  award_grid_add_column (self->grid, COLUMN_ROW, _ ("Row"), 56, TRUE, FALSE);
  /* A record of a register has these among its fields, or has none of them. */
  if (target->measure)
    {
      award_grid_add_column (self->grid, COLUMN_NAME, _ ("Enterprise"), 200, FALSE, FALSE);
      award_grid_add_column (self->grid, COLUMN_CODE, _ ("Code"), 168, FALSE, FALSE);
      award_grid_add_column (self->grid, COLUMN_COUNTY, _ ("County"), 84, FALSE, FALSE);
    }
  for (guint i = 0; i < award_import_target_get_n_fields (target); i++)
    {
      const RulesFact *field = award_import_target_get_field (target, i);

      if (!target->measure && field->type == RULES_TYPE_TEXT)
        award_grid_add_column (self->grid, COLUMN_VALUE + i, field->label, TEXT_WIDTH, FALSE, FALSE);
      else
        award_columns_add_fact (self->grid, COLUMN_VALUE + i, field, FALSE);
    }
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

void
award_import_preview_show (AwardImportPreview *self,
                           const AwardImportTarget *target,
                           const AwardImportOutlook *outlook)
{
  g_autoptr (GListModel) rows = NULL;
  gboolean is_other;

  g_return_if_fail (AWARD_IS_IMPORT_PREVIEW (self));

  if (!target)
    return;
  is_other = !self->grid || !award_import_target_is_same (&self->target, target);
  if (!is_other && self->rows == (outlook ? outlook->rows : NULL))
    return;

  if (is_other)
    make_grid (self, target);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  if (outlook)
    {
      self->rows = g_ptr_array_ref (outlook->rows);
      rows = award_list_new (outlook->rows, NULL);
    }
  award_grid_set_model (self->grid, rows);
}

static void
award_import_preview_finalize (GObject *object)
{
  g_clear_pointer (&AWARD_IMPORT_PREVIEW (object)->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (award_import_preview_parent_class)->finalize (object);
}

static void
award_import_preview_class_init (AwardImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_import_preview_finalize;
}

static void
award_import_preview_init (AwardImportPreview *self)
{
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-preview.h"

#include <glib/gi18n.h>

#include "award-columns.h"
#include "award-list.h"
#include "award-words.h"

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
  AwardImportTarget target;
};

G_DEFINE_FINAL_TYPE (AwardImportPreview, award_import_preview, ADW_TYPE_BIN)

static guint
count_fields (const AwardImportTarget *target)
{
  return rules_measure_get_n_facts (target->measure) + rules_measure_get_n_line_facts (target->measure);
}

static const RulesFact *
get_field (const AwardImportTarget *target, guint i)
{
  const guint n_facts = rules_measure_get_n_facts (target->measure);

  return i < n_facts ? rules_measure_get_fact (target->measure, i)
                     : rules_measure_get_line_fact (target->measure, i - n_facts);
}

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
          award_words_fact (get_field (&self->target, column - COLUMN_VALUE), row->values[column - COLUMN_VALUE]);
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
  award_grid_add_column (self->grid, COLUMN_NAME, _ ("Enterprise"), 200, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_CODE, _ ("Code"), 168, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_COUNTY, _ ("County"), 84, FALSE, FALSE);
  for (guint i = 0; i < count_fields (target); i++)
    award_columns_add_fact (self->grid, COLUMN_VALUE + i, get_field (target, i), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grid));
}

void
award_import_preview_show (AwardImportPreview *self,
                           const AwardImportTarget *target,
                           const AwardImportOutlook *outlook)
{
  g_autoptr (GListModel) rows = NULL;

  g_return_if_fail (AWARD_IS_IMPORT_PREVIEW (self));

  if (!target)
    return;
  if (!self->grid || self->target.measure != target->measure || self->target.kind != target->kind)
    make_grid (self, target);
  if (outlook)
    rows = award_list_new (outlook->rows, NULL);
  award_grid_set_model (self->grid, rows);
}

static void
award_import_preview_class_init (AwardImportPreviewClass *klass)
{
}

static void
award_import_preview_init (AwardImportPreview *self)
{
}

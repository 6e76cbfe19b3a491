/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-changes.h"

#include <glib/gi18n.h>

#include "award-grid.h"
#include "award-list.h"
#include "award-words-import.h"
#include "award-words.h"

enum
{
  COLUMN_ROW,
  COLUMN_NAME,
  COLUMN_CODE,
  COLUMN_FIGURE,
  COLUMN_OLD,
  COLUMN_NEW,
};

struct _AwardImportChanges
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkStack *stack;
  AwardGrid *grid;
  GtkLabel *more;

  GPtrArray *changes; /* shown; owned */
};

G_DEFINE_FINAL_TYPE (AwardImportChanges, award_import_changes, ADW_TYPE_BIN)

static void
change_cell (GObject *item, guint column, AwardGridCell *cell, gpointer data)
{
  const AwardChange *change = award_list_item_get (AWARD_LIST_ITEM (item));

  switch (column)
    {
    case COLUMN_ROW:
      cell->text = g_strdup_printf ("%u", change->row);
      cell->style = "dim-label";
      break;
    case COLUMN_NAME:
      cell->text = g_strdup (change->name);
      break;
    case COLUMN_CODE:
      cell->text = award_words_masked (change->claimant);
      break;
    case COLUMN_FIGURE:
      cell->text = change->line > 0 ? g_strdup_printf (_ ("%s (line %u)"), change->fact->label, change->line)
                                    : g_strdup (change->fact->label);
      break;
    case COLUMN_OLD:
      cell->text = award_words_changed_value (change->fact, change->old);
      break;
    case COLUMN_NEW:
    default:
      cell->text = award_words_changed_value (change->fact, change->new);
      break;
    }
}

void
award_import_changes_show (AwardImportChanges *self, const AwardImportOutlook *outlook)
{
  g_autoptr (GListModel) changes = NULL;
  g_autofree char *more = NULL;

  g_return_if_fail (AWARD_IS_IMPORT_CHANGES (self));

  if (self->changes && self->changes == (outlook ? outlook->changes : NULL))
    return;

  g_clear_pointer (&self->changes, g_ptr_array_unref);
  if (outlook && outlook->changes)
    {
      self->changes = g_ptr_array_ref (outlook->changes);
      changes = award_list_new (outlook->changes, NULL);
    }
  award_grid_set_model (self->grid, changes);
  gtk_stack_set_visible_child_name (self->stack,
                                    changes && g_list_model_get_n_items (changes) > 0 ? "changes" : "none");
  if (outlook && outlook->changes && outlook->n_changes > outlook->changes->len)
    more = g_strdup_printf (_ ("The first %u of %u changes."), outlook->changes->len,
                            (guint) outlook->n_changes);
  gtk_label_set_text (self->more, more ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), more != NULL);
}

static void
award_import_changes_finalize (GObject *object)
{
  g_clear_pointer (&AWARD_IMPORT_CHANGES (object)->changes, g_ptr_array_unref);

  G_OBJECT_CLASS (award_import_changes_parent_class)->finalize (object);
}

static void
award_import_changes_class_init (AwardImportChangesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_import_changes_finalize;
}

static void
award_import_changes_init (AwardImportChanges *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *none = adw_status_page_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->grid = AWARD_GRID (award_grid_new (_ ("Figures that will be overwritten")));
  self->more = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "award-totals");
  gtk_label_set_xalign (self->more, 0);
  award_grid_set_func (self->grid, change_cell, NULL);
  award_grid_add_column (self->grid, COLUMN_ROW, _ ("Row"), 56, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_NAME, _ ("Enterprise"), 172, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_FIGURE, _ ("Figure"), 160, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_OLD, _ ("Before"), 122, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_NEW, _ ("After"), 122, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_CODE, _ ("Code"), 0, FALSE, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->grid), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->more));
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Figure Will Be Overwritten"));
  gtk_widget_add_css_class (none, "compact");
  gtk_stack_add_named (self->stack, none, "none");
  gtk_stack_add_named (self->stack, box, "changes");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

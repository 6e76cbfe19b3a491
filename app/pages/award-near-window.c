/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-near-window.h"

#include <glib/gi18n.h>

#include "award-grid.h"
#include "award-index-item.h"
#include "award-near-question.h"
#include "award-query.h"
#include "award-trial-question.h"
#include "award-words-near.h"
#include "award-words.h"

enum
{
  COLUMN_NAME,
  COLUMN_FIGURE,
  COLUMN_FROM,
  COLUMN_TO,
  COLUMN_GAP,
  COLUMN_SHARE,
  COLUMN_RESULT,
};

/* Milliseconds without another change of the tolerance before the list is asked for. */
#define PAUSE 300
/* Claims listed; the export has all. */
#define MOST_CLAIMS 500
/* One per cent in hundredths, and a hundredth of it in the units of RULES_TYPE_PERCENT. */
#define HUNDREDTHS 100.0
#define HUNDREDTH 10000
struct _AwardNearWindow
{
  AwardLookupWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkSpinButton *within;
  GtkWidget *export_button;
  GtkStack *stack;
  AdwStatusPage *problem;
  AdwBin *rows;
  GtkLabel *note;
  GtkWidget *spinner;

  /* Owned by the widget tree */
  AwardGrid *grid;

  /* Owned */
  AwardSnapshot *snapshot;
  AwardNearList *list;
  GCancellable *asking; /* the list that is out: its answer is dropped once another is asked */
  char *policy;
  char *measure;
  char *label; /* of the measure */
  guint timer;
};

G_DEFINE_FINAL_TYPE (AwardNearWindow, award_near_window, AWARD_TYPE_LOOKUP_WINDOW)

static gint64
get_within (AwardNearWindow *self)
{
  return (gint64) (gtk_spin_button_get_value (self->within) * HUNDREDTHS + 0.5) * HUNDREDTH;
}

static const AwardNearClaim *
get_claim (AwardNearWindow *self, guint i)
{
  return &g_array_index (self->list->claims, AwardNearClaim, i);
}

static void
claim_cell (GObject *object, guint column, AwardGridCell *cell, gpointer data)
{
  AwardNearWindow *self = data;
  const RulesMeasure *measure = award_snapshot_get_measure (self->snapshot);
  const AwardNearClaim *claim = get_claim (self, award_index_item_get (AWARD_INDEX_ITEM (object)));
  const RulesNearMiss *miss = &claim->miss;

  switch (column)
    {
    case COLUMN_NAME:
      cell->text = claim->name || !claim->code ? g_strdup (claim->name) : award_words_masked (claim->code);
      break;
    case COLUMN_FIGURE:
      cell->text = award_words_near_figure (measure, miss, claim->key);
      break;
    case COLUMN_FROM:
      cell->text = award_words_near_value (miss, miss->from);
      break;
    case COLUMN_TO:
      cell->text = award_words_near_value (miss, miss->to);
      break;
    case COLUMN_GAP:
      cell->text = award_words_near_gap (miss);
      break;
    case COLUMN_SHARE:
      cell->text = award_words_near_share (miss);
      break;
    case COLUMN_RESULT:
    default:
      cell->text = award_words_near_outcome (measure, miss, claim->withheld);
      break;
    }
}

static void
show_list (AwardNearWindow *self)
{
  const guint n = self->list->claims->len;
  g_autoptr (GListModel) items = award_index_items_new (n);
  g_autoptr (GString) note = g_string_new (NULL);

  award_grid_set_model (self->grid, items);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rows" : "none");

  g_string_append_printf (note, ngettext ("%u near miss", "%u near misses", self->list->n_found),
                          self->list->n_found);
  if (n < self->list->n_found)
    g_string_append_printf (note, _ (", the %u nearest shown; the export has all"), n);
  if (self->list->n_open > 0)
    g_string_append_printf (note, _ (" · with more lines than are looked at: %u"), self->list->n_open);
  gtk_label_set_text (self->note, note->str);
  gtk_widget_set_sensitive (self->export_button, n > 0);
}

static void
show_problem (AwardNearWindow *self, const GError *error)
{
  award_lookup_window_set_problem (self->problem, error);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_sensitive (self->export_button, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->within), FALSE);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardNearWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardNearList) list = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;
  if (error)
    {
      show_problem (self, error);
      return;
    }

  gtk_widget_set_visible (self->spinner, FALSE);
  /* The rows shown are of the list before. */
  award_grid_set_model (self->grid, NULL);
  g_clear_pointer (&self->list, award_near_list_free);
  self->list = g_steal_pointer (&list);
  show_list (self);
}

static void
ask (AwardNearWindow *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  gtk_widget_set_visible (self->spinner, TRUE);
  award_lookup_ask_async (
      award_lookup_window_get_lookup (AWARD_LOOKUP_WINDOW (self)), award_question_find_near,
      award_near_question_new (self->snapshot, get_within (self), MOST_CLAIMS, NULL, self->asking),
      award_near_question_free, (GDestroyNotify) award_near_list_free, self->asking, listed_cb,
      g_object_ref (self));
}

static gboolean
pause_over_cb (gpointer data)
{
  AwardNearWindow *self = data;

  self->timer = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
within_changed_cb (AwardNearWindow *self)
{
  if (!self->snapshot)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PAUSE, pause_over_cb, self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardNearWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardSnapshot) snapshot = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;
  if (error)
    {
      show_problem (self, error);
      return;
    }

  self->snapshot = g_steal_pointer (&snapshot);
  ask (self);
}

static void
activated_cb (AwardNearWindow *self, guint position)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (!self->list || position >= self->list->claims->len || !parent)
    return;

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-claims", "(ssux)", self->policy, self->measure,
                              (guint32) AWARD_SHOW_ALL, get_claim (self, position)->id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardNearWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardNearList) list = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;

  gtk_widget_set_sensitive (self->export_button, TRUE);
  award_lookup_window_toast (AWARD_LOOKUP_WINDOW (self), list ? _ ("Near misses exported") : error->message);
}

static void
file_chosen_cb (AwardLookupWindow *window, const char *path)
{
  AwardNearWindow *self = AWARD_NEAR_WINDOW (window);
  GCancellable *life = award_lookup_window_get_life (window);

  gtk_widget_set_sensitive (self->export_button, FALSE);
  award_lookup_ask_async (
      award_lookup_window_get_lookup (window), award_question_find_near,
      award_near_question_new (self->snapshot, get_within (self), G_MAXUINT, g_strdup (path), life),
      award_near_question_free, (GDestroyNotify) award_near_list_free, life, exported_cb,
      g_object_ref (self));
}

static void
export_cb (AwardNearWindow *self)
{
  g_autofree char *name = g_strdup_printf (_ ("Near Misses of %s.xlsx"), self->label);

  award_lookup_window_choose_file (AWARD_LOOKUP_WINDOW (self), _ ("Export the Near Misses"), name, ".xlsx",
                                   file_chosen_cb);
}

static void
award_near_window_dispose (GObject *object)
{
  AwardNearWindow *self = AWARD_NEAR_WINDOW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->grid)
    award_grid_set_model (self->grid, NULL);
  self->grid = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_NEAR_WINDOW);
  g_clear_pointer (&self->list, award_near_list_free);
  g_clear_pointer (&self->snapshot, award_snapshot_unref);

  G_OBJECT_CLASS (award_near_window_parent_class)->dispose (object);
}

static void
award_near_window_finalize (GObject *object)
{
  AwardNearWindow *self = AWARD_NEAR_WINDOW (object);

  g_free (self->policy);
  g_free (self->measure);
  g_free (self->label);

  G_OBJECT_CLASS (award_near_window_parent_class)->finalize (object);
}

static void
award_near_window_class_init (AwardNearWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_near_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = award_near_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-near-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, within);
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, note);
  gtk_widget_class_bind_template_child (widget_class, AwardNearWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, within_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
award_near_window_init (AwardNearWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->grid = AWARD_GRID (award_grid_new (_ ("Near Misses")));
  award_grid_set_func (self->grid, claim_cell, self);
  award_grid_set_links (self->grid, TRUE);
  award_grid_add_column (self->grid, COLUMN_NAME, _ ("Name"), 200, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_FIGURE, _ ("Figure"), 205, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_FROM, _ ("As It Is"), 142, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_TO, _ ("As It Has to Be"), 142, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_GAP, _ ("Gap"), 142, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_SHARE, _ ("Gap (%)"), 76, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_RESULT, _ ("Result"), 0, FALSE, FALSE);
  g_signal_connect_object (self->grid, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->rows, GTK_WIDGET (self->grid));
}

GtkWidget *
award_near_window_new (GtkWindow *parent, const char *path, const RulesMeasure *measure, gint64 batch)
{
  AwardNearWindow *self = g_object_new (AWARD_TYPE_NEAR_WINDOW, "transient-for", parent, NULL);

  award_lookup_window_set_ledger (AWARD_LOOKUP_WINDOW (self), parent, path);
  self->policy = g_strdup (rules_policy_get_id (rules_measure_get_policy (measure)));
  self->measure = g_strdup (rules_measure_get_id (measure));
  self->label = g_strdup (rules_measure_get_label (measure));
  adw_window_title_set_subtitle (self->title, self->label);
  award_lookup_ask_async (award_lookup_window_get_lookup (AWARD_LOOKUP_WINDOW (self)),
                          award_question_read_snapshot, award_snapshot_question_new (measure, batch),
                          award_snapshot_question_free, (GDestroyNotify) award_snapshot_unref,
                          award_lookup_window_get_life (AWARD_LOOKUP_WINDOW (self)), read_cb,
                          g_object_ref (self));

  return GTK_WIDGET (self);
}

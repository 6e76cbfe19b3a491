/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-grid.h"

typedef struct
{
  AwardGrid *table;
  guint id;
  gboolean is_number;
  guint n_lines;
} Column;

struct _AwardGrid
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkScrolledWindow *scroller;
  GtkColumnView *view;

  /* Owned */
  GtkSingleSelection *selection;

  /* Borrowed */
  AwardGridFunc func;
  gpointer data;

  guint n_lines;      /* of new columns */
  guint order_column; /* G_MAXUINT: none */
  gboolean order_descending;
  guint asked_column; /* while asking the view for its order */
};

enum
{
  ORDER_CHANGED,
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardGrid, award_grid, ADW_TYPE_BIN)

static void
column_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* A cell is its text alone: the view keeps two hundred rows alive, and every widget in them is paid for
 * each time others are shown. */
static void
cell_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Column *column = data;
  GtkWidget *text = gtk_inscription_new ("");

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (text), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (GTK_INSCRIPTION (text), 2);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (text), 4);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (text), column->n_lines);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (text), column->n_lines);
  gtk_inscription_set_yalign (GTK_INSCRIPTION (text), 0.5);
  gtk_widget_set_hexpand (text, TRUE);
  if (column->is_number)
    {
      gtk_inscription_set_xalign (GTK_INSCRIPTION (text), 1.0);
      gtk_widget_add_css_class (text, "numeric");
    }
  gtk_list_item_set_child (item, text);
}

/* The icon stands before the text, in a box made when the column has one. */
static GtkWidget *
cell_ensure_image (GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  GtkWidget *box, *image;

  if (GTK_IS_BOX (child))
    return gtk_widget_get_first_child (child);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  image = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (box), image);
  g_object_ref (child);
  gtk_list_item_set_child (item, box);
  gtk_box_append (GTK_BOX (box), child);
  g_object_unref (child);

  return image;
}

static void
cell_set_icon (GtkListItem *item, const char *icon, const char *style)
{
  const char *const classes[] = { style, NULL };
  GtkWidget *image;

  if (!icon && !GTK_IS_BOX (gtk_list_item_get_child (item)))
    return;

  image = cell_ensure_image (item);
  gtk_widget_set_visible (image, icon != NULL);
  gtk_image_set_from_icon_name (GTK_IMAGE (image), icon);
  gtk_widget_set_css_classes (image, (const char **) classes);
}

static void
cell_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  Column *column = data;
  GtkWidget *text;
  AwardGridCell cell = { 0 };
  GObject *object = gtk_list_item_get_item (item);

  if (object)
    column->table->func (object, column->id, &cell, column->table->data);

  cell_set_icon (item, cell.icon, cell.style);
  text = gtk_list_item_get_child (item);
  if (GTK_IS_BOX (text))
    text = gtk_widget_get_last_child (text);
  /* GTK 4.8 complains when an assistive tool asks an inscription without a text. */
  gtk_inscription_set_text (GTK_INSCRIPTION (text), cell.text ? cell.text : "");
  /* An inscription has no text for assistive tools. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  cell.text ? cell.text : "", -1);
  if (!cell.icon)
    {
      gtk_widget_remove_css_class (text, "dim-label");
      gtk_widget_remove_css_class (text, "award-cell-total");
      if (cell.style)
        gtk_widget_add_css_class (text, cell.style);
    }
  g_free (cell.text);
}

/* GTK 4.8 does not tell by which column a view is sorted. Every column has a sorter that only remembers that
 * it was asked, and the view's own sorter asks the primary one first, turned round when descending. */
static int
remember_column (gconstpointer a, gconstpointer b, gpointer data)
{
  Column *column = data;

  if (column->table->asked_column == G_MAXUINT)
    column->table->asked_column = column->id;

  return GTK_ORDERING_SMALLER;
}

static void
order_changed_cb (AwardGrid *self, GtkSorterChange change, GtkSorter *sorter)
{
  g_autoptr (GObject) one = g_object_new (G_TYPE_OBJECT, NULL);
  g_autoptr (GObject) other = g_object_new (G_TYPE_OBJECT, NULL);
  GtkOrdering ordering;

  self->asked_column = G_MAXUINT;
  ordering = gtk_sorter_compare (sorter, one, other);
  self->order_column = self->asked_column;
  self->order_descending = ordering == GTK_ORDERING_LARGER;
  g_signal_emit (self, signals[ORDER_CHANGED], 0, self->order_column, self->order_descending);
}

static void
selected_cb (AwardGrid *self)
{
  g_signal_emit (self, signals[SELECTED], 0, gtk_single_selection_get_selected (self->selection));
}

static void
activated_cb (AwardGrid *self, guint position)
{
  g_signal_emit (self, signals[ACTIVATED], 0, position);
}

static void
award_grid_dispose (GObject *object)
{
  AwardGrid *self = AWARD_GRID (object);

  if (self->selection)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (award_grid_parent_class)->dispose (object);
}

static void
award_grid_class_init (AwardGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_grid_dispose;

  signals[ORDER_CHANGED] = g_signal_new ("order-changed", AWARD_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[SELECTED] = g_signal_new ("selected", AWARD_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ACTIVATED] = g_signal_new ("activated", AWARD_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
award_grid_init (AwardGrid *self)
{
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  self->selection = gtk_single_selection_new (NULL);
  self->n_lines = 1;
  self->order_column = G_MAXUINT;
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, FALSE);

  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "award-grid");
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_column_view_set_show_column_separators (self->view, FALSE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));

  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed", G_CALLBACK (order_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

GtkWidget *
award_grid_new (const char *name)
{
  AwardGrid *self = g_object_new (AWARD_TYPE_GRID, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

void
award_grid_set_func (AwardGrid *self, AwardGridFunc func, gpointer data)
{
  g_return_if_fail (AWARD_IS_GRID (self));

  self->func = func;
  self->data = data;
}

/* The heading of the last column above the ends of its numbers. GTK 4.8 has no property for it: the view's
 * first child is its row of headings, and each of them holds one box. */
static void
align_heading (AwardGrid *self)
{
  GtkWidget *headings = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *heading = headings ? gtk_widget_get_last_child (headings) : NULL;
  GtkWidget *box = heading ? gtk_widget_get_first_child (heading) : NULL;

  if (GTK_IS_BOX (box))
    gtk_widget_set_halign (box, GTK_ALIGN_END);
}

void
award_grid_add_column (AwardGrid *self,
                       guint id,
                       const char *title,
                       int width,
                       gboolean is_number,
                       gboolean is_sortable)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;
  Column *column = g_new (Column, 1);

  g_return_if_fail (AWARD_IS_GRID (self) && self->func);

  *column = (Column){ self, id, is_number, self->n_lines };
  g_signal_connect_data (factory, "setup", G_CALLBACK (cell_setup), column, column_free, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind), column);

  view_column = gtk_column_view_column_new (title, factory);
  g_object_set_data (G_OBJECT (view_column), "id", GUINT_TO_POINTER (id));
  gtk_column_view_column_set_resizable (view_column, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (view_column, width);
  else
    gtk_column_view_column_set_expand (view_column, TRUE);
  if (is_sortable)
    {
      g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (remember_column, column, NULL));

      gtk_column_view_column_set_sorter (view_column, sorter);
    }
  gtk_column_view_append_column (self->view, view_column);
  if (is_number)
    align_heading (self);
}

void
award_grid_set_lines (AwardGrid *self, guint lines)
{
  g_return_if_fail (AWARD_IS_GRID (self) && lines > 0);

  self->n_lines = lines;
}

/* A row that goes takes the focus with it, and a window without focus makes GTK 4.8 stumble over the next
 * layout. The table itself holds it until there are rows again. */
static void
hold_focus (AwardGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!focus || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
return_focus (AwardGrid *self)
{
  if (!gtk_widget_get_focusable (GTK_WIDGET (self)))
    return;

  if (gtk_widget_is_focus (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->view), GTK_DIR_TAB_FORWARD);
  /* Not a stop of the Tab key of its own, unless there is no row to go to. */
  if (!gtk_widget_is_focus (GTK_WIDGET (self)))
    gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

void
award_grid_set_model (AwardGrid *self, GListModel *model)
{
  g_return_if_fail (AWARD_IS_GRID (self));

  hold_focus (self);
  gtk_single_selection_set_model (self->selection, model);
  gtk_column_view_set_model (self->view, model ? GTK_SELECTION_MODEL (self->selection) : NULL);
  if (model)
    return_focus (self);
}

void
award_grid_set_links (AwardGrid *self, gboolean links)
{
  gtk_column_view_set_single_click_activate (self->view, links);
}

/* The view's column @i when rows can be ordered by it, and its id. */
static GtkColumnViewColumn *
sortable_column (AwardGrid *self, guint i, guint *id)
{
  g_autoptr (GtkColumnViewColumn) column =
      g_list_model_get_item (gtk_column_view_get_columns (self->view), i);

  if (!gtk_column_view_column_get_sorter (column))
    return NULL;
  *id = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (column), "id"));

  return column; /* the view keeps it */
}

GMenuModel *
award_grid_create_sort_menu (AwardGrid *self, const char *action)
{
  GMenu *menu = g_menu_new ();
  guint id;

  g_return_val_if_fail (AWARD_IS_GRID (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (gtk_column_view_get_columns (self->view)); i++)
    {
      GtkColumnViewColumn *column = sortable_column (self, i, &id);
      g_autoptr (GMenuItem) item = NULL;

      if (!column)
        continue;
      item = g_menu_item_new (gtk_column_view_column_get_title (column), NULL);
      g_menu_item_set_action_and_target (item, action, "u", id);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}

void
award_grid_sort_by (AwardGrid *self, guint wanted)
{
  const gboolean again = self->order_column == wanted && !self->order_descending;
  guint id;

  g_return_if_fail (AWARD_IS_GRID (self));

  for (guint i = 0; i < g_list_model_get_n_items (gtk_column_view_get_columns (self->view)); i++)
    {
      GtkColumnViewColumn *column = sortable_column (self, i, &id);

      if (column && id == wanted)
        gtk_column_view_sort_by_column (self->view, column, again ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

guint
award_grid_get_selected (AwardGrid *self)
{
  g_return_val_if_fail (AWARD_IS_GRID (self), GTK_INVALID_LIST_POSITION);

  return gtk_single_selection_get_selected (self->selection);
}

void
award_grid_select (AwardGrid *self, guint position)
{
  GtkWidget *list;

  g_return_if_fail (AWARD_IS_GRID (self));

  gtk_single_selection_set_selected (self->selection, position);
  /* The list of rows is the last child of the view; only it knows how to scroll (GTK 4.8). */
  list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  if (position != GTK_INVALID_LIST_POSITION && list)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

void
award_grid_set_natural_height (AwardGrid *self)
{
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), FALSE);
}

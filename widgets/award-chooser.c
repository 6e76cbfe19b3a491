/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-chooser.h"

#include <string.h>

#define WIDTH 420
#define MOST_HEIGHT 440

struct _AwardChooser
{
  GtkPopover parent_instance;

  /* Owned by the widget tree */
  GtkSearchEntry *entry;
  GtkListBox *list;

  /* Owned */
  GPtrArray *texts; /* what typing is looked for in, of each line, folded */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardChooser, award_chooser, GTK_TYPE_POPOVER)

/* Whether a line has every word that was typed. */
static gboolean
fits (GtkListBoxRow *row, gpointer data)
{
  AwardChooser *self = data;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  for (guint i = 0; words[i]; i++)
    if (!strstr (self->texts->pdata[gtk_list_box_row_get_index (row)], words[i]))
      return FALSE;

  return TRUE;
}

static GtkListBoxRow *
first_fit (AwardChooser *self)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (fits (row, self))
        return row;
    }

  return NULL;
}

static void
search_changed_cb (AwardChooser *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, first_fit (self));
}

static void
row_activated_cb (AwardChooser *self, GtkListBoxRow *row)
{
  const guint position = (guint) gtk_list_box_row_get_index (row);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, position);
}

static void
entry_activated_cb (AwardChooser *self)
{
  GtkListBoxRow *row = first_fit (self);

  if (row)
    row_activated_cb (self, row);
}

static void
shown_cb (AwardChooser *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
award_chooser_finalize (GObject *object)
{
  g_ptr_array_unref (AWARD_CHOOSER (object)->texts);

  G_OBJECT_CLASS (award_chooser_parent_class)->finalize (object);
}

static void
award_chooser_class_init (AwardChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_chooser_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", AWARD_TYPE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
award_chooser_init (AwardChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_filter_func (self->list, fits, self, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (shown_cb), NULL);
}

GtkWidget *
award_chooser_new (const char *prompt, const char *name)
{
  AwardChooser *self = g_object_new (AWARD_TYPE_CHOOSER, NULL);

  g_object_set (self->entry, "placeholder-text", prompt, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, prompt, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

void
award_chooser_clear (AwardChooser *self)
{
  GtkWidget *row;

  g_return_if_fail (AWARD_IS_CHOOSER (self));

  /* The filter asks for the text of every row: none may be without. */
  gtk_list_box_set_filter_func (self->list, NULL, NULL, NULL);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_size (self->texts, 0);
  gtk_list_box_set_filter_func (self->list, fits, self, NULL);
}

void
award_chooser_add (AwardChooser *self, const char *label, const char *detail, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_label_new (label);
  g_autofree char *all = g_strjoin (" ", label, detail ? detail : "", words ? words : "", NULL);

  g_return_if_fail (AWARD_IS_CHOOSER (self));

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  if (detail)
    {
      GtkWidget *more = gtk_label_new (detail);

      gtk_widget_add_css_class (more, "dim-label");
      gtk_widget_add_css_class (more, "caption");
      gtk_box_append (GTK_BOX (box), more);
    }
  g_ptr_array_add (self->texts, g_utf8_casefold (all, -1));
  gtk_list_box_append (self->list, box);
}

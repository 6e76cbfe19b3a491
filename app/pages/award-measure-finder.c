/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-measure-finder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-query.h"

struct _AwardMeasureFinder
{
  GtkPopover parent_instance;

  /* Owned by the widget tree */
  GtkSearchEntry *entry;
  GtkListBox *list;

  /* Owned */
  GPtrArray *measures; /* const RulesMeasure: that of each row */
};

G_DEFINE_FINAL_TYPE (AwardMeasureFinder, award_measure_finder, GTK_TYPE_POPOVER)

/* Whether @measure has every word of the text typed in its label, clause or policy. */
static gboolean
fits (GtkListBoxRow *row, gpointer data)
{
  AwardMeasureFinder *self = data;
  const RulesMeasure *measure = self->measures->pdata[gtk_list_box_row_get_index (row)];
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  const RulesClause *clause = rules_measure_get_clause (measure);
  g_autofree char *text =
      g_strdup_printf ("%s %s %s %s", rules_measure_get_label (measure), rules_policy_get_number (policy),
                       rules_measure_get_id (measure), clause ? clause->reference : "");
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  g_auto (GStrv) words = g_strsplit (wanted, " ", -1);

  for (guint i = 0; words[i]; i++)
    if (!strstr (folded, words[i]))
      return FALSE;

  return TRUE;
}

static GtkListBoxRow *
first_fit (AwardMeasureFinder *self)
{
  for (guint i = 0; i < self->measures->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

      if (fits (row, self))
        return row;
    }

  return NULL;
}

static void
search_changed_cb (AwardMeasureFinder *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_list_box_select_row (self->list, first_fit (self));
}

static void
row_activated_cb (AwardMeasureFinder *self, GtkListBoxRow *row)
{
  const RulesMeasure *measure = self->measures->pdata[gtk_list_box_row_get_index (row)];

  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-claims", "(ssux)",
                              rules_policy_get_id (rules_measure_get_policy (measure)),
                              rules_measure_get_id (measure), (guint32) AWARD_SHOW_ALL, (gint64) -1);
}

static void
entry_activated_cb (AwardMeasureFinder *self)
{
  GtkListBoxRow *row = first_fit (self);

  if (row)
    row_activated_cb (self, row);
}

static void
shown_cb (AwardMeasureFinder *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
award_measure_finder_finalize (GObject *object)
{
  g_ptr_array_unref (AWARD_MEASURE_FINDER (object)->measures);

  G_OBJECT_CLASS (award_measure_finder_parent_class)->finalize (object);
}

static void
award_measure_finder_class_init (AwardMeasureFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_measure_finder_finalize;
}

static void
award_measure_finder_init (AwardMeasureFinder *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->measures = g_ptr_array_new ();
  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  g_object_set (self->entry, "placeholder-text", _ ("Find a measure"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a measure"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Measures"),
                                  -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_filter_func (self->list, fits, self, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 440);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_widget_set_size_request (box, 420, -1);
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
award_measure_finder_new (void)
{
  return g_object_new (AWARD_TYPE_MEASURE_FINDER, NULL);
}

static GtkWidget *
row_new (const RulesMeasure *measure)
{
  const RulesClause *clause = rules_measure_get_clause (measure);
  const char *number = rules_policy_get_number (rules_measure_get_policy (measure));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (rules_measure_get_label (measure));
  g_autofree char *place = g_strdup_printf ("%s · %s", number, clause ? clause->reference : "");
  GtkWidget *origin = gtk_label_new (place);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (origin, "dim-label");
  gtk_widget_add_css_class (origin, "caption");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), origin);

  return box;
}

void
award_measure_finder_set_measures (AwardMeasureFinder *self, const GPtrArray *measures)
{
  GtkWidget *row;

  g_return_if_fail (AWARD_IS_MEASURE_FINDER (self));

  /* The filter asks for the measure of every row: none may be without. */
  gtk_list_box_set_filter_func (self->list, NULL, NULL, NULL);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  g_ptr_array_set_size (self->measures, 0);
  for (guint i = 0; i < measures->len; i++)
    {
      g_ptr_array_add (self->measures, measures->pdata[i]);
      gtk_list_box_append (self->list, row_new (measures->pdata[i]));
    }
  gtk_list_box_set_filter_func (self->list, fits, self, NULL);
}

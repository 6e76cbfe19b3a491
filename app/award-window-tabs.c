/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tabs: which measures have one, what it says, how many claims of it need a person, and the ways to
 * them. */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-assessment-page.h"
#include "award-assessment.h"
#include "award-chooser.h"
#include "award-overview-page.h"
#include "award-registers-page.h"

/* Longer titles end in an ellipsis, and are whole in the tooltip. */
#define MAX_TITLE_COLUMNS 30

/* Columns of a fixed-width screen @text takes: two for a Chinese character. */
static int
columns_of (const char *text)
{
  int columns = 0;

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    columns += g_unichar_iswide (g_utf8_get_char (p)) ? 2 : 1;

  return columns;
}

static GtkWidget *
tab_label_new (const char *title, const char *tooltip, GtkWidget **mark)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *label = gtk_label_new (title);

  /* A scrollable notebook gives a tab its least width: as much as the words need, within reason. */
  if (columns_of (title) > MAX_TITLE_COLUMNS)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), MAX_TITLE_COLUMNS);
    }
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_box_append (GTK_BOX (box), label);
  if (mark)
    {
      *mark = gtk_label_new (NULL);
      gtk_widget_add_css_class (*mark, "award-attention");
      gtk_widget_add_css_class (*mark, "numeric");
      gtk_widget_set_visible (*mark, FALSE);
      gtk_box_append (GTK_BOX (box), *mark);
    }

  return box;
}

static void
add_group (AwardWindow *self, GPtrArray *measures)
{
  GtkWidget *page = award_group_page_new (measures);
  g_autofree char *title = award_group_page_dup_title (AWARD_GROUP_PAGE (page));
  g_autoptr (GString) tooltip = g_string_new (NULL);
  GtkWidget *mark, *label;

  for (guint i = 0; i < measures->len; i++)
    g_string_append_printf (tooltip, "%s%s", i > 0 ? "\n" : "", rules_measure_get_label (measures->pdata[i]));
  label = tab_label_new (title, tooltip->str, &mark);
  award_group_page_set_panel (AWARD_GROUP_PAGE (page), self->shows_panel);
  gtk_notebook_append_page (self->notebook, page, label);
  gtk_notebook_set_menu_label_text (self->notebook, page, title);
  g_ptr_array_add (self->groups, page);
  g_ptr_array_add (self->marks, mark);
}

/* Beside the overview, for policies that rank regions. */
static void
add_assessment (AwardWindow *self)
{
  const RulesMeasure *measure = award_assessment_find (self->measures);

  if (!measure)
    return;

  self->assessment = award_assessment_page_new (measure);
  gtk_notebook_append_page (self->notebook, self->assessment,
                            tab_label_new (_ ("Assessment"), rules_measure_get_label (measure), NULL));
  gtk_notebook_set_menu_label_text (self->notebook, self->assessment, _ ("Assessment"));
  award_page_set_ledger (AWARD_PAGE (self->assessment), self->ledger, self->lookup, self->batch->id);
}

/* The page is made when it is first seen: most days nobody looks at registers. */
static void
registers_seen_cb (AwardWindow *self, GtkWidget *tab)
{
  if (adw_bin_get_child (ADW_BIN (tab)))
    return;

  self->registers = award_registers_page_new ();
  award_registers_page_set_panel (AWARD_REGISTERS_PAGE (self->registers), self->shows_panel);
  adw_bin_set_child (ADW_BIN (tab), self->registers);
  award_page_set_ledger (AWARD_PAGE (self->registers), self->ledger, self->lookup, self->batch->id);
}

/* The last of the tabs. */
static void
add_registers (AwardWindow *self)
{
  self->registers_tab = adw_bin_new ();
  g_signal_connect_object (self->registers_tab, "map", G_CALLBACK (registers_seen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_notebook_append_page (
      self->notebook, self->registers_tab,
      tab_label_new (_ ("Registers"), _ ("Enterprises, accounts, exclusions and payments (Ctrl+R)"), NULL));
  gtk_notebook_set_menu_label_text (self->notebook, self->registers_tab, _ ("Registers"));
}

static void
measure_chosen_cb (AwardWindow *self, guint position)
{
  const RulesMeasure *measure = self->measures->pdata[position];

  _award_window_show_claims (self, rules_policy_get_id (rules_measure_get_policy (measure)),
                             rules_measure_get_id (measure), AWARD_SHOW_ALL, -1);
}

static void
fill_finder (AwardWindow *self)
{
  AwardChooser *chooser = AWARD_CHOOSER (gtk_menu_button_get_popover (self->finder));

  award_chooser_clear (chooser);
  for (guint i = 0; i < self->measures->len; i++)
    {
      const RulesMeasure *measure = self->measures->pdata[i];
      const RulesClause *clause = rules_measure_get_clause (measure);
      const char *number = rules_policy_get_number (rules_measure_get_policy (measure));
      g_autofree char *place = g_strdup_printf ("%s · %s", number, clause ? clause->reference : "");

      award_chooser_add (chooser, rules_measure_get_label (measure), place, rules_measure_get_id (measure));
    }
}

/* At the end of the tabs: a way to a measure by its name. */
static void
add_finder (AwardWindow *self)
{
  GtkWidget *chooser = award_chooser_new (_ ("Find a measure"), _ ("Measures"));

  self->finder = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_popover (self->finder, chooser);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (measure_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_icon_name (self->finder, "pan-down-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->finder), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->finder), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->finder), _ ("Find a measure (Ctrl+K)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->finder), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a measure"), -1);
  gtk_notebook_set_action_widget (self->notebook, GTK_WIDGET (self->finder), GTK_PACK_END);
}

/* Makes the tabs anew when the measures to show are others than before. */
static void
make_tabs (AwardWindow *self)
{
  g_autoptr (GPtrArray) measures = award_ledger_list_measures (self->ledger, NULL);
  g_autoptr (GPtrArray) groups = NULL;
  gboolean same;

  if (!measures)
    measures = g_ptr_array_new ();
  same = self->notebook && self->measures->len == measures->len;
  for (guint i = 0; same && i < measures->len; i++)
    same = measures->pdata[i] == self->measures->pdata[i];
  if (same)
    return;

  if (!self->notebook)
    {
      self->notebook = GTK_NOTEBOOK (gtk_notebook_new ());
      gtk_widget_add_css_class (GTK_WIDGET (self->notebook), "award-tabs");
      gtk_widget_add_css_class (GTK_WIDGET (self->notebook), "award-words");
      gtk_notebook_set_scrollable (self->notebook, TRUE);
      gtk_notebook_popup_enable (self->notebook);
      gtk_notebook_set_show_border (self->notebook, FALSE);
      self->overview = award_overview_page_new ();
      gtk_notebook_append_page (self->notebook, self->overview, tab_label_new (_ ("Overview"), NULL, NULL));
      gtk_notebook_set_menu_label_text (self->notebook, self->overview, _ ("Overview"));
      add_finder (self);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->notebook), "ledger");
    }
  while (gtk_notebook_get_n_pages (self->notebook) > 1)
    gtk_notebook_remove_page (self->notebook, -1);
  self->assessment = NULL;
  self->registers_tab = self->registers = NULL;
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->marks, 0);

  g_ptr_array_unref (self->measures);
  self->measures = g_steal_pointer (&measures);
  fill_finder (self);
  add_assessment (self);
  groups = award_group_measures (self->measures);
  for (guint i = 0; i < groups->len; i++)
    add_group (self, groups->pdata[i]);
  add_registers (self);
  award_page_set_ledger (AWARD_PAGE (self->overview), self->ledger, self->lookup, self->batch->id);
  for (guint i = 0; i < self->groups->len; i++)
    award_page_set_ledger (self->groups->pdata[i], self->ledger, self->lookup, self->batch->id);
}

static void
show_reviews (AwardWindow *self, const GPtrArray *totals)
{
  self->n_claims = self->n_undecided = 0;
  for (guint i = 0; i < totals->len; i++)
    {
      const AwardTotal *total = totals->pdata[i];

      self->n_claims += total->claims;
      self->n_undecided += total->undecided;
    }

  for (guint g = 0; g < self->groups->len; g++)
    {
      const GPtrArray *measures = award_group_page_get_measures (self->groups->pdata[g]);
      g_autofree gint64 *reviews = g_new0 (gint64, measures->len);
      g_autofree char *text = NULL;
      gint64 sum = 0;

      for (guint m = 0; m < measures->len; m++)
        for (guint i = 0; i < totals->len; i++)
          if (((AwardTotal *) totals->pdata[i])->measure == measures->pdata[m])
            sum += reviews[m] = ((AwardTotal *) totals->pdata[i])->review;
      text = g_strdup_printf ("●%" G_GINT64_FORMAT, sum);
      gtk_label_set_text (self->marks->pdata[g], text);
      gtk_widget_set_visible (self->marks->pdata[g], sum > 0);
      award_group_page_set_reviews (self->groups->pdata[g], reviews);
    }
}

void
_award_window_show_tabs (AwardWindow *self, const GPtrArray *totals)
{
  make_tabs (self);
  show_reviews (self, totals);
}

static void
registers_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);

  /* The tabs come a moment after the ledger. */
  if (!self->notebook)
    return;

  gtk_notebook_set_current_page (self->notebook, gtk_notebook_page_num (self->notebook, self->registers_tab));
  if (self->registers)
    gtk_widget_child_focus (self->registers, GTK_DIR_TAB_FORWARD);
}

static void
find_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  AwardGroupPage *group = _award_window_get_group (self);

  if (self->registers && gtk_widget_get_mapped (self->registers))
    {
      award_registers_page_find (AWARD_REGISTERS_PAGE (self->registers));
      return;
    }
  if (!group && self->groups->len > 0)
    {
      group = self->groups->pdata[0];
      gtk_notebook_set_current_page (self->notebook,
                                     gtk_notebook_page_num (self->notebook, GTK_WIDGET (group)));
    }
  if (group)
    award_measure_page_find (award_group_page_get_page (group, NULL));
}

static void
find_measure_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);

  if (self->finder)
    gtk_menu_button_popup (self->finder);
}

static void
tab_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);

  if (self->notebook)
    gtk_notebook_set_current_page (self->notebook, g_variant_get_int32 (parameter) - 1);
}

static void
next_tab_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  const int n_pages = self->notebook ? gtk_notebook_get_n_pages (self->notebook) : 0;
  const int step = g_str_equal (name, "win.next-tab") ? 1 : n_pages - 1;

  if (n_pages > 0)
    gtk_notebook_set_current_page (self->notebook,
                                   (gtk_notebook_get_current_page (self->notebook) + step) % n_pages);
}

void
_award_window_class_tabs_init (AwardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_activated);
  gtk_widget_class_install_action (widget_class, "win.find-measure", NULL, find_measure_activated);
  gtk_widget_class_install_action (widget_class, "win.registers", NULL, registers_activated);
  gtk_widget_class_install_action (widget_class, "win.tab", "i", tab_activated);
  gtk_widget_class_install_action (widget_class, "win.next-tab", NULL, next_tab_activated);
  gtk_widget_class_install_action (widget_class, "win.previous-tab", NULL, next_tab_activated);
}

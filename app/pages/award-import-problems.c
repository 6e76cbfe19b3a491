/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-problems.h"

#include <glib/gi18n.h>

#include "award-grid.h"
#include "award-import-ruling.h"
#include "award-list.h"
#include "award-words.h"

enum
{
  COLUMN_ROW,
  COLUMN_COLUMN,
  COLUMN_FOUND,
  COLUMN_SAID,
  COLUMN_MESSAGE,
};

struct _AwardImportProblems
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkStack *stack;
  GtkListBox *list;
  AwardGrid *places;
  AwardImportRuling *ruling;

  /* Owned */
  AwardImportEntry *entry;

  const AwardImportOutlook *outlook; /* that the list is of; never looked into */
  const AwardProblemGroup *group;    /* chosen; the entry's */
  char *chosen;                      /* its code */
};

G_DEFINE_FINAL_TYPE (AwardImportProblems, award_import_problems, ADW_TYPE_BIN)

char *
award_import_problems_dup_counts (const GPtrArray *groups)
{
  static const char *const words[] = { N_ ("Errors %u"), N_ ("Warnings %u"), N_ ("Notes %u") };
  guint counts[G_N_ELEMENTS (words)] = { 0 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; groups && i < groups->len; i++)
    {
      const AwardProblemGroup *group = groups->pdata[i];

      counts[group->severity] += group->problems->len;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *part = NULL;

      if (counts[i] == 0)
        continue;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      part = g_strdup_printf (_ (words[i]), counts[i]);
#pragma GCC diagnostic pop
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }

  return g_string_free (text, text->len == 0);
}

static void
place_cell (GObject *item, guint column, AwardGridCell *cell, gpointer data)
{
  AwardImportProblems *self = data;
  const AwardProblem *problem = award_list_item_get (AWARD_LIST_ITEM (item));

  switch (column)
    {
    case COLUMN_ROW:
      cell->text = problem->row > 0 ? g_strdup_printf ("%u", problem->row) : g_strdup (_ ("all"));
      break;
    case COLUMN_COLUMN:
      cell->text = g_strdup (problem->column);
      break;
    case COLUMN_FOUND:
      cell->text = problem->found ? award_words_masked (problem->found) : NULL;
      break;
    case COLUMN_SAID:
      cell->text = award_import_ruling_dup_said (self->entry, problem);
      break;
    case COLUMN_MESSAGE:
    default:
      cell->text = award_words_problem (problem->code, problem->found);
      break;
    }
}

/* What all problems of a group say: with what was found only where that is the same everywhere. */
static char *
group_text (const AwardProblemGroup *group)
{
  const AwardProblem *first = group->problems->pdata[0];

  for (guint i = 1; i < group->problems->len; i++)
    if (g_strcmp0 (first->found, ((AwardProblem *) group->problems->pdata[i])->found) != 0)
      return award_words_problem (group->code, "…");

  return award_words_problem (group->code, first->found);
}

/* What was said of every place of a group; NULL: of some nothing, or not the same. */
static char *
dup_group_said (AwardImportEntry *entry, const AwardProblemGroup *group)
{
  g_autofree char *said = NULL;

  if (award_import_rulings_is_empty (award_import_entry_get_rulings (entry)))
    return NULL;
  said = award_import_ruling_dup_said (entry, group->problems->pdata[0]);

  for (guint i = 1; said && i < group->problems->len; i++)
    {
      g_autofree char *other = award_import_ruling_dup_said (entry, group->problems->pdata[i]);

      if (g_strcmp0 (said, other) != 0)
        return NULL;
    }

  return g_steal_pointer (&said);
}

static GtkWidget *
group_row_new (AwardImportEntry *entry, const AwardProblemGroup *group)
{
  static const char *const icons[] = { "award-unmet-symbolic", "award-problem-symbolic",
                                       "award-skipped-symbolic" };
  static const char *const styles[] = { "award-bad", "award-doubt", "dim-label" };
  static const char *const words[] = { N_ ("Error"), N_ ("Warning"), N_ ("Note") };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[group->severity]);
  GtkWidget *word = gtk_label_new (_ (words[group->severity]));
  g_autofree char *text = group_text (group);
  g_autofree char *n = g_strdup_printf ("%u", group->problems->len);
  g_autofree char *said = dup_group_said (entry, group);
  GtkWidget *sentence = gtk_label_new (text);
  GtkWidget *count = gtk_label_new (n);

  gtk_widget_add_css_class (icon, styles[group->severity]);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_add_css_class (word, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (sentence), 0);
  gtk_label_set_wrap (GTK_LABEL (sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (sentence), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (sentence, TRUE);
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "heading");
  gtk_widget_set_tooltip_text (count, _ ("Places"));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), word);
  gtk_box_append (GTK_BOX (box), sentence);
  if (said)
    {
      GtkWidget *label = gtk_label_new (said);

      gtk_widget_add_css_class (label, "award-good");
      gtk_widget_add_css_class (label, "caption");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_box_append (GTK_BOX (box), count);

  return box;
}

/* The place chosen is what can be corrected; where none is, the first. */
static void
place_selected_cb (AwardImportProblems *self)
{
  const guint position = award_grid_get_selected (self->places);
  const guint n = self->group ? self->group->problems->len : 0;

  award_import_ruling_show (self->ruling, self->entry, self->group,
                            n > 0 ? self->group->problems->pdata[position < n ? position : 0] : NULL);
}

static void
show_places (AwardImportProblems *self, int index)
{
  const GPtrArray *groups = self->entry ? award_import_entry_get_groups (self->entry) : NULL;
  g_autoptr (GListModel) places = NULL;

  self->group = groups && index >= 0 && (guint) index < groups->len ? groups->pdata[index] : NULL;
  if (self->group)
    places = award_list_new (self->group->problems,
                             award_import_entry_get_outlook (self->entry)->report->problems);
  award_grid_set_model (self->places, places);
  place_selected_cb (self);
}

static void
kind_selected_cb (AwardImportProblems *self, GtkListBoxRow *row)
{
  show_places (self, row ? gtk_list_box_row_get_index (row) : -1);
  if (self->group)
    {
      g_free (self->chosen);
      self->chosen = g_strdup (self->group->code);
    }
}

/* The kind that was chosen before the problems were found anew. */
static int
find_group (const GPtrArray *groups, const char *code)
{
  for (guint i = 0; code && groups && i < groups->len; i++)
    if (g_str_equal (((AwardProblemGroup *) groups->pdata[i])->code, code))
      return (int) i;

  return 0;
}

void
award_import_problems_show (AwardImportProblems *self, AwardImportEntry *entry)
{
  const AwardImportOutlook *outlook = entry ? award_import_entry_get_outlook (entry) : NULL;
  const GPtrArray *groups = entry ? award_import_entry_get_groups (entry) : NULL;
  g_autofree char *chosen = NULL;
  GtkWidget *row;

  g_return_if_fail (AWARD_IS_IMPORT_PROBLEMS (self));

  if (self->entry == entry && self->outlook == outlook)
    return;

  chosen = self->entry == entry ? g_steal_pointer (&self->chosen) : NULL;
  g_set_object (&self->entry, entry);
  self->outlook = outlook;
  self->group = NULL;
  show_places (self, -1);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; groups && i < groups->len; i++)
    gtk_list_box_append (self->list, group_row_new (entry, groups->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, groups && groups->len > 0 ? "problems" : "none");
  gtk_list_box_select_row (self->list,
                           gtk_list_box_get_row_at_index (self->list, find_group (groups, chosen)));
}

static void
award_import_problems_dispose (GObject *object)
{
  AwardImportProblems *self = AWARD_IMPORT_PROBLEMS (object);

  g_clear_object (&self->entry);
  g_clear_pointer (&self->chosen, g_free);

  G_OBJECT_CLASS (award_import_problems_parent_class)->dispose (object);
}

static void
award_import_problems_class_init (AwardImportProblemsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_import_problems_dispose;
}

static void
award_import_problems_init (AwardImportProblems *self)
{
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *lower = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *none = adw_status_page_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Kinds of problems"), -1);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "award-kinds");
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (kind_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);

  self->places = AWARD_GRID (award_grid_new (_ ("Places of the problem")));
  award_grid_set_func (self->places, place_cell, self);
  award_grid_add_column (self->places, COLUMN_ROW, _ ("Row"), 56, TRUE, FALSE);
  award_grid_add_column (self->places, COLUMN_COLUMN, _ ("Column"), 50, FALSE, FALSE);
  award_grid_add_column (self->places, COLUMN_FOUND, _ ("Found"), 180, FALSE, FALSE);
  award_grid_add_column (self->places, COLUMN_SAID, _ ("Said of it"), 150, FALSE, FALSE);
  award_grid_add_column (self->places, COLUMN_MESSAGE, _ ("What it means"), 0, FALSE, FALSE);

  g_signal_connect_object (self->places, "selected", G_CALLBACK (place_selected_cb), self, G_CONNECT_SWAPPED);

  self->ruling = AWARD_IMPORT_RULING (award_import_ruling_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->places), TRUE);
  gtk_box_append (GTK_BOX (lower), GTK_WIDGET (self->ruling));
  gtk_box_append (GTK_BOX (lower), GTK_WIDGET (self->places));
  gtk_paned_set_start_child (GTK_PANED (paned), scroller);
  gtk_paned_set_end_child (GTK_PANED (paned), lower);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_size_request (scroller, -1, 120);
  gtk_widget_set_size_request (GTK_WIDGET (self->places), -1, 100);
  gtk_paned_set_position (GTK_PANED (paned), 190);
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Problems Were Found"));
  gtk_widget_add_css_class (none, "compact");
  gtk_stack_add_named (self->stack, none, "none");
  gtk_stack_add_named (self->stack, paned, "problems");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

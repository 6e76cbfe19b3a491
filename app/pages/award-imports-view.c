/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-imports-view.h"

#include <glib/gi18n.h>

#include "award-acceptance.h"
#include "award-grid.h"
#include "award-index-item.h"
#include "award-problem-group.h"
#include "award-words-import.h"
#include "award-words.h"

enum
{
  GROUP_SEVERITY,
  GROUP_KIND,
  GROUP_NUMBER,
  GROUP_OPEN,
};

enum
{
  PROBLEM_ROW,
  PROBLEM_COLUMN,
  PROBLEM_FOUND,
  PROBLEM_STATE,
  PROBLEM_MESSAGE,
};

enum
{
  CHANGE_NAME,
  CHANGE_FIGURE,
  CHANGE_OLD,
  CHANGE_NEW,
  CHANGE_ROW,
};

struct _AwardImportsView
{
  AdwBin parent_instance;

  /* Template children */
  GtkStack *stack;
  GtkStackPage *problems_page;
  GtkStackPage *changes_page;
  GtkStackPage *names_page;
  GtkStack *problems_stack;
  GtkStack *changes_stack;
  GtkStack *names_stack;
  AdwBin *groups_bin;
  AdwBin *problems_bin;
  AdwBin *changes_bin;
  GtkWidget *accept_button;
  GtkLabel *changes_note;
  GtkListBox *names;

  /* Owned by the widget tree */
  AwardGrid *groups_grid;
  AwardGrid *problems_grid;
  AwardGrid *changes_grid;

  /* Owned */
  AwardImportDetail *detail;
  GPtrArray *groups;              /* AwardProblemGroup */
  GHashTable *states;             /* AwardProblem → AwardProblemState */
  const AwardProblemGroup *group; /* shown */
};

enum
{
  ACCEPT,
  DECIDE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardImportsView, award_imports_view, ADW_TYPE_BIN)

static AwardProblemState
get_state (AwardImportsView *self, const AwardProblem *problem)
{
  return (AwardProblemState) GPOINTER_TO_UINT (g_hash_table_lookup (self->states, problem));
}

static guint
count_open (AwardImportsView *self, const AwardProblemGroup *group)
{
  guint n = 0;

  for (guint i = 0; group->severity != RULES_SEVERITY_NOTE && i < group->problems->len; i++)
    n += get_state (self, group->problems->pdata[i]) == AWARD_PROBLEM_OPEN;

  return n;
}

static void
group_cell (GObject *object, guint column, AwardGridCell *cell, gpointer data)
{
  static const char *const words[] = { N_ ("Error"), N_ ("Warning"), N_ ("Note") };
  static const char *const icons[] = { "award-unmet-symbolic", "award-problem-symbolic",
                                       "award-skipped-symbolic" };
  static const char *const styles[] = { "award-bad", "award-doubt", "dim-label" };
  AwardImportsView *self = data;
  const AwardProblemGroup *group = self->groups->pdata[award_index_item_get (AWARD_INDEX_ITEM (object))];
  const AwardProblem *first = group->problems->pdata[0];
  guint n;

  switch (column)
    {
    case GROUP_SEVERITY:
      cell->text = g_strdup (_ (words[group->severity]));
      cell->icon = icons[group->severity];
      cell->style = styles[group->severity];
      break;
    case GROUP_KIND:
      cell->text = award_words_problem (first->code, first->found);
      break;
    case GROUP_NUMBER:
      cell->text = g_strdup_printf ("%u", group->problems->len);
      break;
    case GROUP_OPEN:
    default:
      n = self->detail->record->undone ? 0 : count_open (self, group);
      cell->text = n > 0 ? g_strdup_printf ("%u", n) : NULL;
      break;
    }
}

static void
problem_cell (GObject *object, guint column, AwardGridCell *cell, gpointer data)
{
  static const char *const styles[] = { "award-bad", "dim-label", "award-good", "dim-label" };
  AwardImportsView *self = data;
  const AwardProblem *problem =
      self->group->problems->pdata[award_index_item_get (AWARD_INDEX_ITEM (object))];
  const AwardProblemState state = get_state (self, problem);

  switch (column)
    {
    case PROBLEM_ROW:
      cell->text = problem->row > 0 ? g_strdup_printf ("%u", problem->row) : NULL;
      break;
    case PROBLEM_COLUMN:
      cell->text = g_strdup (problem->column);
      break;
    case PROBLEM_FOUND:
      cell->text = problem->found ? award_words_masked (problem->found) : NULL;
      break;
    case PROBLEM_STATE:
      if (problem->severity == RULES_SEVERITY_NOTE || self->detail->record->undone)
        break;
      cell->text = g_strdup (award_words_problem_state (state));
      cell->style = styles[state];
      break;
    case PROBLEM_MESSAGE:
    default:
      cell->text = award_words_problem (problem->code, problem->found);
      break;
    }
}

static void
change_cell (GObject *object, guint column, AwardGridCell *cell, gpointer data)
{
  AwardImportsView *self = data;
  const AwardChange *change = self->detail->changes->pdata[award_index_item_get (AWARD_INDEX_ITEM (object))];

  switch (column)
    {
    case CHANGE_NAME:
      cell->text = change->name ? g_strdup (change->name) : award_words_masked (change->claimant);
      break;
    case CHANGE_FIGURE:
      cell->text = award_words_changed (change);
      break;
    case CHANGE_OLD:
      cell->text = award_words_changed_value (change->fact, change->old);
      break;
    case CHANGE_NEW:
      cell->text = award_words_changed_value (change->fact, change->new);
      break;
    case CHANGE_ROW:
    default:
      cell->text = g_strdup_printf ("%u", change->row);
      break;
    }
}

/* Whether it is known what the table is of. */
static gboolean
has_target (const AwardImportRecord *record)
{
  return record->ref.is_register || record->measure != NULL;
}

static void
group_selected_cb (AwardImportsView *self, guint position)
{
  g_autoptr (GListModel) items = NULL;

  award_grid_set_model (self->problems_grid, NULL);
  self->group = self->groups && position < self->groups->len ? self->groups->pdata[position] : NULL;
  if (self->group)
    items = award_index_items_new (self->group->problems->len);
  award_grid_set_model (self->problems_grid, items);
  /* Rows that contradict each other are decided with their claim. */
  gtk_widget_set_sensitive (self->accept_button,
                            self->group && self->group->severity == RULES_SEVERITY_WARNING &&
                                award_acceptance_is_possible (self->group->severity, self->group->code) &&
                                !self->detail->record->undone && has_target (self->detail->record) &&
                                count_open (self, self->group) > 0);
}

static void
accept_cb (AwardImportsView *self)
{
  if (self->group)
    g_signal_emit (self, signals[ACCEPT], 0, self->group->code);
}

/* A button that decides @name for or against @codes (char *). */
static GtkWidget *
decide_button_new (AwardImportsView *self,
                   const char *label,
                   const AwardOpenName *open,
                   guint candidate,
                   GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *text = candidate < open->words->len
                              ? g_strdup_printf ("%s: %s", label, (char *) open->words->pdata[candidate])
                              : g_strdup_printf ("%s: %s", label, open->name);

  g_strdelimit (text, "\n", ' ');
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data (G_OBJECT (button), "open", (gpointer) open);
  g_object_set_data (G_OBJECT (button), "candidate", GUINT_TO_POINTER (candidate));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);

  return button;
}

static void
same_cb (AwardImportsView *self, GtkButton *button)
{
  const AwardOpenName *open = g_object_get_data (G_OBJECT (button), "open");
  const guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "candidate"));
  const char *codes[] = { open->codes->pdata[i], NULL };

  g_signal_emit (self, signals[DECIDE], 0, open->name, codes, TRUE);
}

static void
none_cb (AwardImportsView *self, GtkButton *button)
{
  const AwardOpenName *open = g_object_get_data (G_OBJECT (button), "open");
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; i < open->codes->len; i++)
    g_strv_builder_add (codes, open->codes->pdata[i]);
  list = g_strv_builder_end (codes);
  g_signal_emit (self, signals[DECIDE], 0, open->name, list, FALSE);
}

static GtkWidget *
label_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);

  return label;
}

/* The name in the table on the left, those it may be on the right. */
static GtkWidget *
name_row_new (AwardImportsView *self, const AwardOpenName *open)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *candidates = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *none = decide_button_new (self, _ ("None of Them"), open, G_MAXUINT, G_CALLBACK (none_cb));
  GtkWidget *name = label_new (open->name);

  gtk_widget_add_css_class (row, "award-card");
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_box_append (GTK_BOX (row), name);
  for (guint i = 0; i < open->words->len; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

      gtk_box_append (GTK_BOX (line), label_new (open->words->pdata[i]));
      gtk_box_append (GTK_BOX (line),
                      decide_button_new (self, _ ("The Same"), open, i, G_CALLBACK (same_cb)));
      gtk_box_append (GTK_BOX (candidates), line);
    }
  gtk_widget_set_halign (none, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (candidates), none);
  gtk_box_append (GTK_BOX (row), candidates);

  return row;
}

static void
show_names (AwardImportsView *self)
{
  const guint n = self->detail ? self->detail->names->len : 0;
  g_autofree char *title = g_strdup_printf (_ ("Names Not Decided (%u)"), n);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->names))))
    gtk_list_box_remove (self->names, child);
  for (guint i = 0; i < n; i++)
    {
      gtk_list_box_append (self->names, name_row_new (self, self->detail->names->pdata[i]));
      gtk_list_box_row_set_activatable (gtk_list_box_get_row_at_index (self->names, (int) i), FALSE);
    }
  gtk_stack_page_set_title (self->names_page, title);
  gtk_stack_set_visible_child_name (self->names_stack, n > 0 ? "rows" : "none");
}

static void
show_changes (AwardImportsView *self)
{
  const guint n = self->detail ? self->detail->changes->len : 0;
  const guint64 n_all = self->detail ? self->detail->n_changes : 0;
  g_autofree char *title = g_strdup_printf (_ ("Changed Figures (%lu)"), (gulong) n_all);
  g_autofree char *note =
      n < n_all ? g_strdup_printf (_ ("The first %u of them; the command line lists all."), n) : NULL;
  g_autoptr (GListModel) items = award_index_items_new (n);

  award_grid_set_model (self->changes_grid, items);
  gtk_label_set_text (self->changes_note, note ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->changes_note), note != NULL);
  gtk_stack_page_set_title (self->changes_page, title);
  gtk_stack_set_visible_child_name (self->changes_stack, n > 0 ? "rows" : "none");
}

static void
show_problems (AwardImportsView *self)
{
  const guint n = self->groups ? self->groups->len : 0;
  g_autofree char *title =
      g_strdup_printf (_ ("Problems (%u)"), self->detail ? self->detail->problems->len : 0);
  g_autoptr (GListModel) items = award_index_items_new (n);

  award_grid_set_model (self->groups_grid, items);
  gtk_stack_page_set_title (self->problems_page, title);
  gtk_stack_set_visible_child_name (self->problems_stack, n > 0 ? "rows" : "none");
  if (n > 0)
    award_grid_select (self->groups_grid, 0);
  group_selected_cb (self, n > 0 ? 0 : GTK_INVALID_LIST_POSITION);
}

/* The tables let go of the rows before these go. */
static void
drop_detail (AwardImportsView *self)
{
  if (self->groups_grid)
    {
      award_grid_set_model (self->groups_grid, NULL);
      award_grid_set_model (self->problems_grid, NULL);
      award_grid_set_model (self->changes_grid, NULL);
    }
  self->group = NULL;
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->states, g_hash_table_unref);
  g_clear_pointer (&self->detail, award_import_detail_free);
}

static void
award_imports_view_dispose (GObject *object)
{
  AwardImportsView *self = AWARD_IMPORTS_VIEW (object);

  drop_detail (self);
  self->groups_grid = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_IMPORTS_VIEW);

  G_OBJECT_CLASS (award_imports_view_parent_class)->dispose (object);
}

static void
award_imports_view_class_init (AwardImportsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_imports_view_dispose;

  signals[ACCEPT] = g_signal_new ("accept", AWARD_TYPE_IMPORTS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DECIDE] = g_signal_new ("decide", AWARD_TYPE_IMPORTS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRV, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-imports-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, problems_page);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, changes_page);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, names_page);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, problems_stack);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, changes_stack);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, names_stack);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, groups_bin);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, problems_bin);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, changes_bin);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, accept_button);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, changes_note);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsView, names);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
award_imports_view_init (AwardImportsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->groups_grid = AWARD_GRID (award_grid_new (_ ("Kinds of Problems")));
  award_grid_set_func (self->groups_grid, group_cell, self);
  award_grid_add_column (self->groups_grid, GROUP_SEVERITY, _ ("Severity"), 86, FALSE, FALSE);
  award_grid_set_lines (self->groups_grid, 2);
  award_grid_add_column (self->groups_grid, GROUP_KIND, _ ("Problem"), 0, FALSE, FALSE);
  award_grid_set_lines (self->groups_grid, 1);
  award_grid_add_column (self->groups_grid, GROUP_NUMBER, _ ("Number"), 64, TRUE, FALSE);
  award_grid_add_column (self->groups_grid, GROUP_OPEN, C_ ("problem", "Open"), 72, TRUE, FALSE);
  g_signal_connect_object (self->groups_grid, "selected", G_CALLBACK (group_selected_cb), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->groups_bin, GTK_WIDGET (self->groups_grid));

  self->problems_grid = AWARD_GRID (award_grid_new (_ ("Problems")));
  award_grid_set_func (self->problems_grid, problem_cell, self);
  award_grid_add_column (self->problems_grid, PROBLEM_ROW, _ ("Row"), 56, TRUE, FALSE);
  award_grid_add_column (self->problems_grid, PROBLEM_COLUMN, _ ("Column"), 50, FALSE, FALSE);
  award_grid_add_column (self->problems_grid, PROBLEM_FOUND, _ ("Found"), 150, FALSE, FALSE);
  award_grid_add_column (self->problems_grid, PROBLEM_STATE, C_ ("problem", "State"), 92, FALSE, FALSE);
  award_grid_set_lines (self->problems_grid, 2);
  award_grid_add_column (self->problems_grid, PROBLEM_MESSAGE, _ ("What it means"), 0, FALSE, FALSE);
  adw_bin_set_child (self->problems_bin, GTK_WIDGET (self->problems_grid));

  self->changes_grid = AWARD_GRID (award_grid_new (_ ("Changed Figures")));
  award_grid_set_func (self->changes_grid, change_cell, self);
  award_grid_add_column (self->changes_grid, CHANGE_NAME, _ ("Name"), 260, FALSE, FALSE);
  award_grid_add_column (self->changes_grid, CHANGE_FIGURE, _ ("Figure"), 0, FALSE, FALSE);
  award_grid_add_column (self->changes_grid, CHANGE_OLD, _ ("Before"), 170, TRUE, FALSE);
  award_grid_add_column (self->changes_grid, CHANGE_NEW, _ ("Now"), 170, TRUE, FALSE);
  award_grid_add_column (self->changes_grid, CHANGE_ROW, _ ("Row"), 72, TRUE, FALSE);
  adw_bin_set_child (self->changes_bin, GTK_WIDGET (self->changes_grid));
}

void
award_imports_view_set_detail (AwardImportsView *self, AwardImportDetail *detail)
{
  g_return_if_fail (AWARD_IS_IMPORTS_VIEW (self));

  drop_detail (self);
  self->detail = detail;
  if (detail)
    {
      self->groups = award_problem_group_all (detail->problems);
      self->states = g_hash_table_new (NULL, NULL);
      for (guint i = 0; i < detail->problems->len; i++)
        g_hash_table_insert (self->states, detail->problems->pdata[i],
                             GUINT_TO_POINTER (g_array_index (detail->states, AwardProblemState, i)));
    }
  show_problems (self);
  show_changes (self);
  show_names (self);
}

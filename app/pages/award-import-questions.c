/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-questions.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-words.h"

/* Taller than this the questions scroll. */
#define MOST_HEIGHT 210

struct _AwardImportQuestions
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkListBox *list;

  /* Owned */
  AwardImportEntry *entry;

  const AwardImportOutlook *outlook; /* that the list is of; never looked into */
};

/* An answer a button gives. */
typedef struct
{
  AwardImportQuestions *owner;
  gboolean is_unit;
  gboolean is_exclusion;
  guint column;
  int exponent;
  AwardColumnRole role;
  guint fact;
} Answer;

G_DEFINE_FINAL_TYPE (AwardImportQuestions, award_import_questions, ADW_TYPE_BIN)

static void
answer_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
answered_cb (GtkButton *button, gpointer data)
{
  const Answer *answer = data;
  AwardImportEntry *entry = answer->owner->entry;

  if (answer->is_exclusion)
    award_import_entry_set_target (entry, NULL);
  else if (answer->is_unit)
    award_import_entry_set_unit (entry, answer->column, answer->exponent);
  else
    award_import_entry_assign (entry, answer->column, answer->role, answer->fact);
}

static void
add_answer (GtkWidget *answers, const char *label, const char *tooltip, const Answer *answer)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (tooltip)
    gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_data (button, "clicked", G_CALLBACK (answered_cb), g_memdup2 (answer, sizeof *answer),
                         answer_free, 0);
  gtk_flow_box_insert (GTK_FLOW_BOX (answers), button, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
}

/* A question with room for its answers, which are returned. */
static GtkWidget *
add_question (AwardImportQuestions *self, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("award-review-symbolic");
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *answers = gtk_flow_box_new ();

  gtk_widget_add_css_class (icon, "award-doubt");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (answers), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (answers), 4);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (answers), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (answers), 6);
  gtk_widget_set_halign (answers, GTK_ALIGN_START);
  gtk_widget_set_margin_start (answers, 18);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), answers);
  gtk_widget_add_css_class (box, "award-question");
  gtk_list_box_append (self->list, box);
  gtk_list_box_row_set_activatable (
      GTK_LIST_BOX_ROW (gtk_widget_get_last_child (GTK_WIDGET (self->list))), FALSE);
  gtk_widget_set_focusable (gtk_widget_get_last_child (GTK_WIDGET (self->list)), FALSE);

  return answers;
}

/* The column of a letter, or of a heading where @letter is NULL; -1: none. */
static int
find_column (AwardImportQuestions *self, const char *letter, const char *heading)
{
  const GPtrArray *columns = award_import_entry_get_columns (self->entry);

  for (guint i = 0; i < columns->len; i++)
    {
      const AwardEntryColumn *shown = columns->pdata[i];

      if (letter ? strcmp (shown->letter, letter) == 0 : strcmp (shown->column.heading, heading) == 0)
        return (int) i;
    }

  return -1;
}

static const RulesFact *
find_fact (AwardImportQuestions *self, const AwardColumn *column)
{
  g_autoptr (GPtrArray) meanings =
      award_import_target_list_meanings (award_import_entry_get_target (self->entry));

  for (guint i = 0; i < meanings->len; i++)
    {
      const AwardMeaning *meaning = meanings->pdata[i];

      if (meaning->fact && meaning->role == column->role && meaning->index == column->fact)
        return meaning->fact;
    }

  return NULL;
}

/* In which unit the figures are. */
static void
ask_unit (AwardImportQuestions *self, const AwardProblem *problem)
{
  const int column = find_column (self, problem->column, NULL);
  const AwardEntryColumn *shown;
  const AwardUnitChoice *choices;
  g_autofree char *text = NULL;
  GtkWidget *answers;
  guint n;

  if (column < 0)
    return;

  shown = award_import_entry_get_columns (self->entry)->pdata[column];
  choices = award_unit_choices_get (find_fact (self, &shown->column), &n);
  text = g_strdup_printf (_ ("Column %s “%s”: the figures do not fit their unit. The first row has %s. In "
                             "which unit are they?"),
                          shown->letter, shown->column.heading,
                          shown->sample && *shown->sample ? shown->sample : "—");
  answers = add_question (self, text);
  for (guint i = 0; i < n; i++)
    {
      const Answer answer = {
        .owner = self, .is_unit = TRUE, .column = (guint) column, .exponent = choices[i].exponent
      };

      add_answer (answers, choices[i].name, NULL, &answer);
    }
}

/* Which of two columns it is. */
static void
ask_heading (AwardImportQuestions *self, const AwardProblem *problem)
{
  const int first = find_column (self, problem->column, NULL);
  const GPtrArray *columns = award_import_entry_get_columns (self->entry);
  const AwardEntryColumn *shown = first >= 0 ? columns->pdata[first] : NULL;
  const RulesFact *fact = shown ? find_fact (self, &shown->column) : NULL;
  const char *heading = shown ? shown->column.heading : NULL;
  g_autofree char *text = NULL;
  GtkWidget *answers;
  int both[2] = { first, -1 };

  if (!shown)
    return;

  /* "A / B" */
  if (problem->found && g_str_has_prefix (problem->found, heading) &&
      g_str_has_prefix (problem->found + strlen (heading), " / "))
    both[1] = find_column (self, NULL, problem->found + strlen (heading) + 3);
  text = g_strdup_printf (_ ("Two columns may be “%s”. Which of them is it?"), fact ? fact->label : heading);
  answers = add_question (self, text);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      const AwardEntryColumn *one = both[i] >= 0 ? columns->pdata[both[i]] : NULL;
      const Answer answer = { .owner = self,
                              .column = (guint) both[i],
                              .role = shown->column.role,
                              .fact = shown->column.fact };
      g_autofree char *label = NULL;

      if (!one)
        continue;
      label = g_strdup_printf (_ ("%s “%s”"), one->letter, one->column.heading);
      add_answer (answers, label, one->sample, &answer);
    }
}

static void
ask (AwardImportQuestions *self, const AwardImportOutlook *outlook)
{
  if (outlook->error)
    {
      const Answer answer = { .owner = self, .is_exclusion = TRUE };
      g_autofree char *text =
          g_strdup_printf (_ ("%s You can say below which column it is."), outlook->error->message);

      add_answer (add_question (self, text), _ ("Do Not Import"), NULL, &answer);
      return;
    }
  for (guint i = 0; outlook->report->is_blocked && i < outlook->report->problems->len; i++)
    {
      const AwardProblem *problem = outlook->report->problems->pdata[i];

      if (strcmp (problem->code, "doubtful-unit") == 0)
        ask_unit (self, problem);
      else if (strcmp (problem->code, "doubtful-heading") == 0)
        ask_heading (self, problem);
    }
}

void
award_import_questions_show (AwardImportQuestions *self, AwardImportEntry *entry)
{
  const AwardImportOutlook *outlook = entry ? award_import_entry_get_outlook (entry) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus, has_any;
  GtkWidget *row;

  g_return_if_fail (AWARD_IS_IMPORT_QUESTIONS (self));

  if (self->entry == entry && self->outlook == outlook)
    return;

  had_focus = focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  g_set_object (&self->entry, entry);
  self->outlook = outlook;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  if (outlook)
    ask (self, outlook);
  has_any = gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), has_any);
  /* A button that goes takes the focus with it, and GTK 4.8 stumbles over a window without. */
  if (had_focus && !(has_any && gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD)))
    gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
}

static void
award_import_questions_dispose (GObject *object)
{
  g_clear_object (&AWARD_IMPORT_QUESTIONS (object)->entry);

  G_OBJECT_CLASS (award_import_questions_parent_class)->dispose (object);
}

static void
award_import_questions_class_init (AwardImportQuestionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_import_questions_dispose;
}

static void
award_import_questions_init (AwardImportQuestions *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Questions"),
                                  -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (GTK_WIDGET (self), "award-questions");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-questions.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-words-import.h"
#include "award-words.h"

/* Taller than this the questions scroll. */
#define MOST_HEIGHT 220

struct _AwardImportQuestions
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkListBox *list;

  /* Owned */
  AwardImportEntry *entry;

  /* What the list is of; never looked into */
  const AwardImportOutlook *outlook;
  const GPtrArray *matches;
};

G_DEFINE_FINAL_TYPE (AwardImportQuestions, award_import_questions, ADW_TYPE_BIN)

/* What a button says when it is pressed: several things at once where a name is none of the enterprises. */
typedef struct
{
  AwardImportQuestions *owner;
  GPtrArray *edits; /* AwardImportEdit; NULL: the table is not to come in */
} Answer;

static void
answer_free (gpointer data, GClosure *closure)
{
  Answer *answer = data;

  g_clear_pointer (&answer->edits, g_ptr_array_unref);
  g_free (answer);
}

static void
answered_cb (GtkButton *button, gpointer data)
{
  const Answer *answer = data;
  /* The button goes with its question. */
  g_autoptr (AwardImportEntry) entry = g_object_ref (answer->owner->entry);
  g_autoptr (GPtrArray) edits = answer->edits ? g_ptr_array_ref (answer->edits) : NULL;

  if (!edits)
    award_import_entry_set_target (entry, NULL);
  for (guint i = 0; edits && i < edits->len; i++)
    award_import_entry_say (entry, edits->pdata[i]);
}

/* A button that says @edits, which it takes. */
static GtkWidget *
button_new (AwardImportQuestions *self, const char *label, GPtrArray *edits)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Answer *answer = g_new (Answer, 1);

  *answer = (Answer){ self, edits };
  g_signal_connect_data (button, "clicked", G_CALLBACK (answered_cb), answer, answer_free, 0);
  gtk_widget_set_halign (button, GTK_ALIGN_START);

  return button;
}

static GPtrArray *
edits_new (const AwardImportEdit *edit)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_edit_free);

  if (edit)
    g_ptr_array_add (edits, award_import_edit_copy (edit));

  return edits;
}

/* A question with room for its answers beneath, which is returned. */
static GtkWidget *
add_question (AwardImportQuestions *self, const char *text, GtkOrientation orientation)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *icon = gtk_image_new_from_icon_name ("award-review-symbolic");
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *answers = gtk_box_new (orientation, 6);
  GtkWidget *row;

  gtk_widget_add_css_class (icon, "award-doubt");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  /* The room a scrolled window asks for is that of text as wide as it would like to be. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 70);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (answers, 24);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), answers);
  gtk_widget_add_css_class (box, "award-question");
  gtk_list_box_append (self->list, box);
  row = gtk_widget_get_last_child (GTK_WIDGET (self->list));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);

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
  answers = add_question (self, text, GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < n; i++)
    {
      const AwardImportEdit edit = { .kind = AWARD_EDIT_UNIT,
                                     .column = (guint) column,
                                     .exponent = choices[i].exponent };

      gtk_box_append (GTK_BOX (answers), button_new (self, choices[i].name, edits_new (&edit)));
    }
}

/* A correction that comes too late has to go. */
static void
ask_repair (AwardImportQuestions *self, const AwardProblem *problem)
{
  const AwardImportEdit edit = { .kind = AWARD_EDIT_REPAIR, .found = problem->found };
  g_autofree char *text = award_words_problem (problem->code, problem->found);

  GtkWidget *answers = add_question (self, text, GTK_ORIENTATION_HORIZONTAL);

  /* One of an earlier day is not this table's to take back. */
  if (award_import_rulings_get_repair (award_import_entry_get_rulings (self->entry), problem->found))
    gtk_box_append (GTK_BOX (answers), button_new (self, _ ("Take the Correction Back"), edits_new (&edit)));
  gtk_box_append (GTK_BOX (answers), button_new (self, _ ("Do Not Import"), NULL));
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
  answers = add_question (self, text, GTK_ORIENTATION_VERTICAL);
  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      const AwardEntryColumn *one = both[i] >= 0 ? columns->pdata[both[i]] : NULL;
      const AwardImportEdit edit = { .kind = AWARD_EDIT_COLUMN,
                                     .column = (guint) both[i],
                                     .role = shown->column.role,
                                     .fact = shown->column.fact };
      g_autofree char *label = NULL;

      if (!one)
        continue;
      label = g_strdup_printf (_ ("Column %s “%s”"), one->letter, one->column.heading);
      gtk_box_append (GTK_BOX (answers), button_new (self, label, edits_new (&edit)));
    }
}

static void
attach_text (GtkWidget *grid, const char *text, int column, int row, gboolean is_dim)
{
  GtkWidget *label = gtk_label_new (text ? text : "—");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (is_dim)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
}

/* Which enterprise a name without a code is: the name in the table above, those it may be beneath. */
static void
ask_match (AwardImportQuestions *self, const AwardOpenMatch *match)
{
  g_autofree char *text =
      g_strdup_printf (_ ("Row %u has no code. Is “%s” one of these enterprises?"), match->row, match->name);
  GtkWidget *answers = add_question (self, text, GTK_ORIENTATION_VERTICAL);
  GtkWidget *grid = gtk_grid_new ();
  GPtrArray *none = edits_new (NULL);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_box_append (GTK_BOX (answers), grid);
  for (guint i = 0; i < match->candidates->len; i++)
    {
      const AwardImportCandidate *candidate = match->candidates->pdata[i];
      AwardImportEdit edit = { .kind = AWARD_EDIT_SAME, .found = match->name, .code = candidate->code };
      g_autofree char *code = award_words_masked (candidate->code);
      g_autofree char *name = g_strdup_printf (_ ("It is %s, %s"), candidate->name, code);
      GtkWidget *button = button_new (self, _ ("The Same"), edits_new (&edit));

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      attach_text (grid, candidate->name, 0, (int) i, FALSE);
      attach_text (grid, code, 1, (int) i, FALSE);
      attach_text (grid, candidate->county, 2, (int) i, TRUE);
      attach_text (grid, award_words_match_difference (candidate->difference), 3, (int) i, TRUE);
      gtk_grid_attach (GTK_GRID (grid), button, 4, (int) i, 1, 1);
      edit.kind = AWARD_EDIT_OTHER;
      g_ptr_array_add (none, award_import_edit_copy (&edit));
    }
  gtk_grid_attach (GTK_GRID (grid), button_new (self, _ ("None of These"), none), 5, 0, 1, 1);
}

static void
leave_open_cb (AwardImportQuestions *self)
{
  award_import_entry_leave_open (self->entry);
}

static void
ask_matches (AwardImportQuestions *self, const GPtrArray *matches)
{
  GtkWidget *answers, *button;

  if (!matches || matches->len == 0)
    return;

  for (guint i = 0; i < matches->len; i++)
    ask_match (self, matches->pdata[i]);
  answers =
      add_question (self, _ ("Rows whose enterprise cannot be decided now can stay out of this import."),
                    GTK_ORIENTATION_HORIZONTAL);
  button = gtk_button_new_with_label (_ ("Leave Them Out"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (leave_open_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (answers), button);
}

static void
ask (AwardImportQuestions *self, const AwardImportOutlook *outlook)
{
  if (outlook->error)
    {
      g_autofree char *text =
          g_strdup_printf (_ ("%s You can say below which column it is."), outlook->error->message);

      gtk_box_append (GTK_BOX (add_question (self, text, GTK_ORIENTATION_HORIZONTAL)),
                      button_new (self, _ ("Do Not Import"), NULL));
      return;
    }
  for (guint i = 0; outlook->report->is_blocked && i < outlook->report->problems->len; i++)
    {
      const AwardProblem *problem = outlook->report->problems->pdata[i];

      if (strcmp (problem->code, "doubtful-unit") == 0)
        ask_unit (self, problem);
      else if (strcmp (problem->code, "doubtful-heading") == 0)
        ask_heading (self, problem);
      else if (strcmp (problem->code, "repair-too-late") == 0)
        ask_repair (self, problem);
    }
  ask_matches (self, award_import_entry_get_open_matches (self->entry));
}

void
award_import_questions_show (AwardImportQuestions *self, AwardImportEntry *entry)
{
  const AwardImportOutlook *outlook = entry ? award_import_entry_get_outlook (entry) : NULL;
  const GPtrArray *matches = entry ? award_import_entry_get_open_matches (entry) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus, has_any;
  GtkWidget *row;

  g_return_if_fail (AWARD_IS_IMPORT_QUESTIONS (self));

  if (self->entry == entry && self->outlook == outlook && self->matches == matches)
    return;

  had_focus = focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  g_set_object (&self->entry, entry);
  self->outlook = outlook;
  self->matches = matches;
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

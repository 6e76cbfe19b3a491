/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-trial-figures.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-words-trial.h"
#include "award-words.h"

struct _AwardTrialFigures
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkBox *groups;

  /* Owned */
  AwardSnapshot *snapshot;
  GPtrArray *figures; /* RulesFigure */
  GPtrArray *entries; /* Entry */

  gboolean is_setting;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardTrialFigures, award_trial_figures, ADW_TYPE_BIN)

/* One thing that can be tried: a choice, a parameter or a figure. Widgets are owned by the tree. */
typedef struct
{
  AwardTrialFigures *self;
  guint choice;              /* index, of a drop-down; or */
  guint parameter;           /* index, of an entry; or */
  const RulesFigure *figure; /* of an entry */
  GtkDropDown *options;
  GtkEditable *text;
  char *official; /* what the entry holds officially */
  guint official_option;
  GtkWidget *reset;
  GtkLabel *fault;
  gboolean is_wrong;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->official);
  g_free (entry);
}

static char *
entry_dup_text (const Entry *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry->text)));
}

static gboolean
entry_is_changed (const Entry *entry)
{
  g_autofree char *text = NULL;

  if (entry->options)
    return gtk_drop_down_get_selected (entry->options) != entry->official_option;
  text = entry_dup_text (entry);

  return strcmp (text, entry->official) != 0;
}

/* Why a figure cannot be what is entered; NULL when it can. */
static char *
figure_fault (const Entry *entry, const char *text)
{
  const RulesPolicy *policy = rules_measure_get_policy (award_snapshot_get_measure (entry->self->snapshot));
  const RulesChange change = { entry->figure, text };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) trial = NULL;

  if (*text == '\0')
    return g_strdup_printf (_ ("Enter a value, for example %s."), entry->figure->text);
  trial = rules_policy_try (policy, &change, 1, &problems);

  return trial ? NULL : award_words_policy_problem (problems->pdata[0]);
}

static char *
parameter_fault (const Entry *entry, const char *text)
{
  const RulesMeasure *measure = award_snapshot_get_measure (entry->self->snapshot);
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  g_autoptr (GError) error = NULL;

  return rules_settings_set (settings, rules_measure_get_parameter (measure, entry->parameter)->id, text,
                             &error)
             ? NULL
             : g_strdup_printf (_ ("“%s” cannot be read as this figure."), text);
}

static void
entry_judge (Entry *entry)
{
  const gboolean is_changed = entry_is_changed (entry);
  g_autofree char *text = entry->text ? entry_dup_text (entry) : NULL;
  g_autofree char *fault = NULL;

  if (is_changed && entry->text)
    fault = entry->figure ? figure_fault (entry, text) : parameter_fault (entry, text);
  entry->is_wrong = fault != NULL;
  gtk_label_set_text (entry->fault, fault ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (entry->fault), entry->is_wrong);
  /* Its room stays, so that nothing moves under the pointer. */
  gtk_widget_set_opacity (entry->reset, is_changed ? 1 : 0);
  gtk_widget_set_sensitive (entry->reset, is_changed);
  if (entry->text && entry->is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (entry->text), "error");
  else if (entry->text)
    gtk_widget_remove_css_class (GTK_WIDGET (entry->text), "error");
}

static void
entry_changed (Entry *entry)
{
  entry_judge (entry);
  if (!entry->self->is_setting)
    g_signal_emit (entry->self, signals[CHANGED], 0);
}

static void
text_changed_cb (GtkEditable *editable, gpointer data)
{
  entry_changed (data);
}

static void
option_changed_cb (GtkDropDown *options, GParamSpec *pspec, gpointer data)
{
  entry_changed (data);
}

static void
entry_reset (Entry *entry)
{
  if (entry->options)
    gtk_drop_down_set_selected (entry->options, entry->official_option);
  else
    gtk_editable_set_text (entry->text, entry->official);
}

static void
reset_cb (GtkButton *button, gpointer data)
{
  Entry *entry = data;

  entry_reset (entry);
  gtk_widget_grab_focus (entry->options ? GTK_WIDGET (entry->options) : GTK_WIDGET (entry->text));
}

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (style)
    gtk_widget_add_css_class (label, style);

  return label;
}

/* Title, what the figure stands in, then the official value, the control and its reset in one line. A title
 * that is the group's is not said again. */
static void
entry_add_row (Entry *entry,
               GtkListBox *list,
               const char *title,
               gboolean is_titled,
               const char *subtitle,
               const char *official,
               GtkWidget *control)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *text = g_strdup_printf (_ ("Official %s"), official);
  g_autofree char *reset = g_strdup_printf (_ ("Back to %s"), official);
  GtkWidget *label = label_new (text, "dim-label");

  entry->reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  entry->fault = GTK_LABEL (label_new ("", "award-bad"));
  gtk_widget_add_css_class (entry->reset, "flat");
  gtk_widget_set_tooltip_text (entry->reset, reset);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->reset), GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_signal_connect (entry->reset, "clicked", G_CALLBACK (reset_cb), entry);

  if (is_titled)
    gtk_box_append (GTK_BOX (box), label_new (title, NULL));
  if (subtitle)
    gtk_box_append (GTK_BOX (box), label_new (subtitle, "award-origin"));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), control);
  gtk_box_append (GTK_BOX (line), entry->reset);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (entry->fault));
  gtk_widget_add_css_class (box, "award-figure");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (list, row);
  entry_judge (entry);
}

static GtkWidget *
entry_create_text (Entry *entry)
{
  GtkWidget *text = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (text), entry->official);
  gtk_editable_set_width_chars (GTK_EDITABLE (text), 13);
  gtk_entry_set_alignment (GTK_ENTRY (text), 1);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  entry->text = GTK_EDITABLE (text);
  g_signal_connect (text, "changed", G_CALLBACK (text_changed_cb), entry);

  return text;
}

static Entry *
add_entry (AwardTrialFigures *self)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->self = self;
  g_ptr_array_add (self->entries, entry);

  return entry;
}

static void
add_choice (AwardTrialFigures *self, GtkListBox *list, guint i)
{
  const RulesChoice *choice = rules_measure_get_choice (award_snapshot_get_measure (self->snapshot), i);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  Entry *entry = add_entry (self);

  for (guint o = 0; o < choice->n_options; o++)
    gtk_string_list_append (labels, choice->options[o].label);
  entry->choice = i;
  entry->official_option = rules_settings_get_choice (award_snapshot_get_settings (self->snapshot), i);
  entry->options = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (labels)), NULL));
  gtk_drop_down_set_selected (entry->options, entry->official_option);
  g_signal_connect (entry->options, "notify::selected", G_CALLBACK (option_changed_cb), entry);
  entry_add_row (entry, list, choice->label, TRUE, NULL, choice->options[entry->official_option].label,
                 GTK_WIDGET (entry->options));
}

static void
add_parameter (AwardTrialFigures *self, GtkListBox *list, guint i)
{
  const RulesParameter *parameter =
      rules_measure_get_parameter (award_snapshot_get_measure (self->snapshot), i);
  const RulesValue value = rules_settings_get_parameter (award_snapshot_get_settings (self->snapshot), i);
  g_autofree char *official = award_words_parameter (parameter, value);
  Entry *entry = add_entry (self);

  entry->parameter = i;
  entry->official =
      value.number == RULES_MISSING ? g_strdup ("") : rules_type_format (parameter->type, value);
  entry_add_row (entry, list, parameter->label, TRUE, NULL, official, entry_create_text (entry));
}

static void
add_figure (AwardTrialFigures *self, GtkListBox *list, const RulesFigure *figure)
{
  g_autofree char *term = award_words_figure_term (figure);
  Entry *entry = add_entry (self);

  entry->figure = figure;
  entry->official = g_strdup (figure->text);
  entry_add_row (entry, list, award_words_figure (figure), figure->label != NULL, term, figure->text,
                 entry_create_text (entry));
}

static GtkListBox *
add_group (AwardTrialFigures *self, const char *title)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *heading = label_new (title, "heading");

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_margin_top (heading, 6);
  gtk_box_append (self->groups, heading);
  gtk_box_append (self->groups, list);

  return GTK_LIST_BOX (list);
}

static void
add_part (AwardTrialFigures *self, RulesPart part)
{
  GtkListBox *list = NULL;

  for (guint i = 0; i < self->figures->len; i++)
    {
      const RulesFigure *figure = self->figures->pdata[i];

      if (figure->part != part)
        continue;
      if (!list)
        list = add_group (self, award_words_part (part));
      add_figure (self, list, figure);
    }
}

static void
award_trial_figures_dispose (GObject *object)
{
  AwardTrialFigures *self = AWARD_TRIAL_FIGURES (object);

  /* The controls hold entries in their handlers. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->snapshot, award_snapshot_unref);

  G_OBJECT_CLASS (award_trial_figures_parent_class)->dispose (object);
}

static void
award_trial_figures_class_init (AwardTrialFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_trial_figures_dispose;

  signals[CHANGED] = g_signal_new ("changed", AWARD_TYPE_TRIAL_FIGURES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
award_trial_figures_init (AwardTrialFigures *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *groups = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->groups = GTK_BOX (groups);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  gtk_widget_set_margin_top (groups, 6);
  gtk_widget_set_margin_bottom (groups, 12);
  gtk_widget_set_margin_start (groups, 12);
  gtk_widget_set_margin_end (groups, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), groups);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
award_trial_figures_new (void)
{
  return g_object_new (AWARD_TYPE_TRIAL_FIGURES, NULL);
}

void
award_trial_figures_set_snapshot (AwardTrialFigures *self, AwardSnapshot *snapshot)
{
  /* From the amount inwards: what is tried most often stands first. */
  static const RulesPart parts[RULES_N_PARTS] = { RULES_PART_AWARD, RULES_PART_CAP, RULES_PART_FLOOR,
                                                  RULES_PART_CONDITION, RULES_PART_LET };
  const RulesMeasure *measure = award_snapshot_get_measure (snapshot);
  const guint n_choices = rules_measure_get_n_choices (measure);
  const guint n_parameters = rules_measure_get_n_parameters (measure);

  g_return_if_fail (AWARD_IS_TRIAL_FIGURES (self));
  g_return_if_fail (self->snapshot == NULL);

  self->snapshot = award_snapshot_ref (snapshot);
  self->figures = rules_measure_list_figures (measure);
  self->is_setting = TRUE;
  for (guint i = 0; i < RULES_N_PARTS; i++)
    add_part (self, parts[i]);
  if (n_parameters > 0)
    {
      GtkListBox *list = add_group (self, _ ("Parameters"));

      for (guint i = 0; i < n_parameters; i++)
        add_parameter (self, list, i);
    }
  if (n_choices > 0)
    {
      GtkListBox *list = add_group (self, _ ("Readings"));

      for (guint i = 0; i < n_choices; i++)
        add_choice (self, list, i);
    }
  self->is_setting = FALSE;
}

AwardTrialQuestion *
award_trial_figures_ask (AwardTrialFigures *self)
{
  const RulesMeasure *measure = award_snapshot_get_measure (self->snapshot);
  RulesSettings *settings = rules_settings_copy (award_snapshot_get_settings (self->snapshot), measure);
  AwardTrialQuestion *question = award_trial_question_new (self->snapshot, self->figures, settings);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];
      g_autofree char *text = entry->text ? entry_dup_text (entry) : NULL;
      g_autoptr (GError) error = NULL;
      gboolean is_set = TRUE;

      if (entry->is_wrong || !entry_is_changed (entry))
        continue;
      if (entry->figure)
        award_trial_question_change (question, entry->figure, text);
      else if (entry->text)
        is_set = rules_settings_set (settings, rules_measure_get_parameter (measure, entry->parameter)->id,
                                     text, &error);
      else
        {
          const RulesChoice *choice = rules_measure_get_choice (measure, entry->choice);
          const guint option = gtk_drop_down_get_selected (entry->options);

          is_set = rules_settings_set (settings, choice->id, choice->options[option].id, &error);
        }
      g_assert (is_set); /* entry_judge() has seen it */
    }

  return question;
}

guint
award_trial_figures_count (AwardTrialFigures *self, guint *n_wrong)
{
  guint n = 0;

  *n_wrong = 0;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      n += entry_is_changed (entry);
      *n_wrong += entry->is_wrong;
    }

  return n;
}

void
award_trial_figures_reset (AwardTrialFigures *self)
{
  self->is_setting = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    entry_reset (self->entries->pdata[i]);
  self->is_setting = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

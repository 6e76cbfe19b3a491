/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-trial-window.h"

#include <glib/gi18n.h>

#include "award-trial-figures.h"
#include "award-trial-result.h"

/* Milliseconds without another key before a trial is asked for. */
#define PAUSE 150
/* Claims listed; the export has all. */
#define MOST_CLAIMS 500
struct _AwardTrialWindow
{
  AwardLookupWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *reset_button;
  GtkWidget *export_button;
  GtkStack *stack;
  AdwStatusPage *problem;
  AwardTrialFigures *figures;
  AwardTrialResult *result;
  GtkLabel *state;
  GtkWidget *spinner;

  /* Owned */
  GCancellable *asking; /* the trial that is out: its answer is dropped once another is asked */
  char *label;          /* of the measure */
  guint timer;
};

G_DEFINE_FINAL_TYPE (AwardTrialWindow, award_trial_window, AWARD_TYPE_LOOKUP_WINDOW)

/* The line beneath the figures: how many are changed, or what is wrong with them together. */
static void
show_state (AwardTrialWindow *self, const char *fault)
{
  guint n_wrong;
  const guint n = award_trial_figures_count (self->figures, &n_wrong);
  g_autofree char *text = NULL;

  if (fault)
    text = g_strdup (fault);
  else if (n_wrong > 0)
    text = g_strdup_printf (ngettext ("%u value cannot be used and counts as the official one",
                                      "%u values cannot be used and count as the official ones", n_wrong),
                            n_wrong);
  else if (n > 0)
    text = g_strdup_printf (ngettext ("%u value changed", "%u values changed", n), n);
  else
    text = g_strdup (_ ("All values are the official ones"));
  gtk_label_set_text (self->state, text);
  if (fault || n_wrong > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "award-bad");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "award-bad");
  gtk_widget_set_sensitive (self->reset_button, n > 0);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardTrialWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardTrial) trial = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;

  gtk_widget_set_visible (self->spinner, FALSE);
  show_state (self, error ? error->message : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->result), error == NULL);
  gtk_widget_set_sensitive (self->export_button, error == NULL);
  if (trial)
    award_trial_result_set_trial (self->result, g_steal_pointer (&trial));
}

static void
ask (AwardTrialWindow *self)
{
  AwardTrialQuestion *question = award_trial_figures_ask (self->figures);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  question->most = MOST_CLAIMS;
  question->cancellable = g_object_ref (self->asking);
  gtk_widget_set_visible (self->spinner, TRUE);
  award_lookup_ask_async (award_lookup_window_get_lookup (AWARD_LOOKUP_WINDOW (self)), award_question_try,
                          question, award_trial_question_free, (GDestroyNotify) award_trial_free,
                          self->asking, tried_cb, g_object_ref (self));
}

static gboolean
pause_over_cb (gpointer data)
{
  AwardTrialWindow *self = data;

  self->timer = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
figures_changed_cb (AwardTrialWindow *self)
{
  show_state (self, NULL);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (PAUSE, pause_over_cb, self);
}

static void
reset_cb (AwardTrialWindow *self)
{
  award_trial_figures_reset (self->figures);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardTrialWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardSnapshot) snapshot = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;
  if (error)
    {
      award_lookup_window_set_problem (self->problem, error);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }

  award_trial_figures_set_snapshot (self->figures, snapshot);
  gtk_stack_set_visible_child_name (self->stack, "trial");
  show_state (self, NULL);
  ask (self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardTrialWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardTrial) trial = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;

  gtk_widget_set_sensitive (self->export_button, TRUE);
  award_lookup_window_toast (AWARD_LOOKUP_WINDOW (self), trial ? _ ("Trial exported") : error->message);
}

static void
file_chosen_cb (AwardLookupWindow *window, const char *path)
{
  AwardTrialWindow *self = AWARD_TRIAL_WINDOW (window);
  GCancellable *life = award_lookup_window_get_life (window);
  AwardTrialQuestion *question = award_trial_figures_ask (self->figures);

  question->most = G_MAXUINT;
  question->path = g_strdup (path);
  question->cancellable = g_object_ref (life);
  gtk_widget_set_sensitive (self->export_button, FALSE);
  award_lookup_ask_async (award_lookup_window_get_lookup (window), award_question_try, question,
                          award_trial_question_free, (GDestroyNotify) award_trial_free, life, exported_cb,
                          g_object_ref (self));
}

static void
export_cb (AwardTrialWindow *self)
{
  g_autofree char *name = g_strdup_printf (_ ("Trial of %s.xlsx"), self->label);

  award_lookup_window_choose_file (AWARD_LOOKUP_WINDOW (self), _ ("Export the Trial"), name, ".xlsx",
                                   file_chosen_cb);
}

static void
award_trial_window_dispose (GObject *object)
{
  AwardTrialWindow *self = AWARD_TRIAL_WINDOW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_TRIAL_WINDOW);

  G_OBJECT_CLASS (award_trial_window_parent_class)->dispose (object);
}

static void
award_trial_window_finalize (GObject *object)
{
  AwardTrialWindow *self = AWARD_TRIAL_WINDOW (object);

  g_free (self->label);

  G_OBJECT_CLASS (award_trial_window_parent_class)->finalize (object);
}

static void
award_trial_window_class_init (AwardTrialWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_trial_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = award_trial_window_finalize;

  g_type_ensure (AWARD_TYPE_TRIAL_FIGURES);
  g_type_ensure (AWARD_TYPE_TRIAL_RESULT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-trial-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, reset_button);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, figures);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, result);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, state);
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, figures_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static void
award_trial_window_init (AwardTrialWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
award_trial_window_new (GtkWindow *parent, const char *path, const RulesMeasure *measure, gint64 batch)
{
  AwardTrialWindow *self = g_object_new (AWARD_TYPE_TRIAL_WINDOW, "transient-for", parent, NULL);

  award_lookup_window_set_ledger (AWARD_LOOKUP_WINDOW (self), parent, path);
  self->label = g_strdup (rules_measure_get_label (measure));
  adw_window_title_set_subtitle (self->title, self->label);
  award_lookup_ask_async (award_lookup_window_get_lookup (AWARD_LOOKUP_WINDOW (self)),
                          award_question_read_snapshot, award_snapshot_question_new (measure, batch),
                          award_snapshot_question_free, (GDestroyNotify) award_snapshot_unref,
                          award_lookup_window_get_life (AWARD_LOOKUP_WINDOW (self)), read_cb,
                          g_object_ref (self));

  return GTK_WIDGET (self);
}

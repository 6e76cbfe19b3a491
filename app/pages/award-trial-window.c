/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-trial-window.h"

#include <glib/gi18n.h>

#include "award-lookup.h"
#include "award-save-dialog.h"
#include "award-trial-figures.h"
#include "award-trial-result.h"

/* Milliseconds without another key before a trial is asked for. */
#define PAUSE 150
/* Claims listed; the export has all. */
#define MOST_CLAIMS 500
/* The window leaves this much of the one behind it in sight, and is never larger. */
#define MARGIN 48
#define MOST_WIDTH 1320
#define MOST_HEIGHT 820

struct _AwardTrialWindow
{
  AdwWindow parent_instance;

  /* Template children */
  AdwWindowTitle *title;
  GtkWidget *reset_button;
  GtkWidget *export_button;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *problem;
  AwardTrialFigures *figures;
  AwardTrialResult *result;
  GtkLabel *state;
  GtkWidget *spinner;

  /* Owned */
  AwardLookup *lookup;
  GCancellable *asking; /* the trial that is out: its answer is dropped once another is asked */
  GCancellable *life;   /* cancelled with the window */
  GtkNativeDialog *chooser;
  char *path;  /* of the ledger */
  char *label; /* of the measure */
  guint timer;
};

G_DEFINE_FINAL_TYPE (AwardTrialWindow, award_trial_window, ADW_TYPE_WINDOW)

static gboolean
is_closed (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

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

  if (is_closed (error))
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
  award_lookup_ask_async (self->lookup, award_question_try, question, award_trial_question_free,
                          (GDestroyNotify) award_trial_free, self->asking, tried_cb, g_object_ref (self));
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
  g_autofree char *escaped = NULL;

  if (is_closed (error))
    return;
  if (error)
    {
      escaped = g_markup_escape_text (error->message, -1);
      adw_status_page_set_description (self->problem, escaped);
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
  g_autofree char *escaped = NULL;

  if (is_closed (error))
    return;

  gtk_widget_set_sensitive (self->export_button, TRUE);
  escaped = g_markup_escape_text (trial ? _ ("Trial exported") : error->message, -1);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, AwardTrialWindow *self)
{
  char *path = award_save_dialog_dup_path (dialog, response, ".xlsx");
  AwardTrialQuestion *question;

  g_clear_object (&self->chooser);
  if (!path)
    return;

  question = award_trial_figures_ask (self->figures);
  question->most = G_MAXUINT;
  question->path = path;
  question->cancellable = g_object_ref (self->life);
  gtk_widget_set_sensitive (self->export_button, FALSE);
  award_lookup_ask_async (self->lookup, award_question_try, question, award_trial_question_free,
                          (GDestroyNotify) award_trial_free, self->life, exported_cb, g_object_ref (self));
}

static void
export_cb (AwardTrialWindow *self)
{
  g_autofree char *name = g_strdup_printf (_ ("Trial of %s.xlsx"), self->label);

  if (self->chooser)
    return;

  self->chooser = award_save_dialog_new (GTK_WINDOW (self), _ ("Export the Trial"), name, self->path);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (self->chooser);
}

static void
award_trial_window_dispose (GObject *object)
{
  AwardTrialWindow *self = AWARD_TRIAL_WINDOW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_cancellable_cancel (self->life);
  g_clear_object (&self->asking);
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_TRIAL_WINDOW);
  g_clear_object (&self->lookup);

  G_OBJECT_CLASS (award_trial_window_parent_class)->dispose (object);
}

static void
award_trial_window_finalize (GObject *object)
{
  AwardTrialWindow *self = AWARD_TRIAL_WINDOW (object);

  g_object_unref (self->life);
  g_free (self->path);
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
  gtk_widget_class_bind_template_child (widget_class, AwardTrialWindow, toasts);
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
  self->life = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
award_trial_window_new (GtkWindow *parent, const char *path, const RulesMeasure *measure, gint64 batch)
{
  AwardTrialWindow *self = g_object_new (AWARD_TYPE_TRIAL_WINDOW, "transient-for", parent, NULL);

  self->path = g_strdup (path);
  self->label = g_strdup (rules_measure_get_label (measure));
  self->lookup = award_lookup_new (path);
  adw_window_title_set_subtitle (self->title, self->label);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MIN (gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN, MOST_WIDTH),
                               MIN (gtk_widget_get_height (GTK_WIDGET (parent)) - MARGIN, MOST_HEIGHT));
  award_lookup_ask_async (self->lookup, award_question_read_snapshot,
                          award_snapshot_question_new (measure, batch), award_snapshot_question_free,
                          (GDestroyNotify) award_snapshot_unref, self->life, read_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}

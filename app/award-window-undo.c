/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back the last import. */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-step.h"

static gpointer
undo_job (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  return award_ledger_undo (ledger, *(gint64 *) data, error) ? GINT_TO_POINTER (1) : NULL;
}

static void
undone (AwardWindow *self, gpointer result)
{
  _award_window_refresh (self);
  _award_window_toast (self, _ ("The import was undone."));
}

static void
answered_cb (AwardWindow *self, const char *response, AdwMessageDialog *dialog)
{
  const gint64 *step = g_object_get_data (G_OBJECT (dialog), "step");

  if (g_str_equal (response, "undo") && self->ledger && !self->job)
    _award_window_run_job (self, _ ("Undo"), undo_job, g_memdup2 (step, sizeof *step), g_free, NULL, undone);
}

/* "production.xlsx", "production.xlsx and 2 more tables" */
static char *
describe (const AwardLastStep *step)
{
  return step->n_files > 1
             ? g_strdup_printf (ngettext ("%s and %u more table", "%s and %u more tables", step->n_files - 1),
                                step->file, step->n_files - 1)
             : g_strdup (step->file);
}

static void
ask (AwardWindow *self, const AwardLastStep *step)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (step->at / 1000);
  g_autofree char *when = at ? g_date_time_format (at, "%Y-%m-%d %H:%M") : g_strdup ("");
  g_autofree char *what = describe (step);
  g_autofree char *body = g_strdup_printf (
      _ ("%s, imported %s. What it added goes, and what it changed is as it was before. If claims were "
         "computed since, they must be computed again."),
      what, when);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Undo the Last Import?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "undo",
                                    _ ("_Undo Import"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "undo", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "undo");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "step", g_memdup2 (&step->id, sizeof step->id), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
undo_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  g_autoptr (AwardLastStep) step = NULL;
  g_autoptr (GError) error = NULL;

  if (!award_ledger_get_last_step (self->ledger, &step, &error))
    _award_window_toast (self, error->message);
  else if (!step)
    _award_window_toast (self, _ ("There is no import that can be undone."));
  else
    ask (self, step);
}

void
_award_window_class_undo_init (AwardWindowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.undo", NULL, undo_activated);
}

void
_award_window_offer_undo (AwardWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  /* What an earlier one says is no longer the last import. */
  if (self->undo_toast)
    adw_toast_dismiss (self->undo_toast);
  g_set_object (&self->undo_toast, toast);

  adw_toast_set_button_label (toast, _ ("Undo Import"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_set_timeout (toast, 20);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

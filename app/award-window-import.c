/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on their way in: chosen or dropped, recognised, imported, and what came of it. */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-import-dialog.h"
#include "award-memory.h"
#include "award-results-dialog.h"
#include "award-step.h"

/* What an import job works on. */
typedef struct
{
  char *batch;       /* its name */
  GPtrArray *orders; /* AwardImportOrder */
} Orders;

static void
orders_free (gpointer data)
{
  Orders *orders = data;

  g_ptr_array_unref (orders->orders);
  g_free (orders->batch);
  g_free (orders);
}

/* One file after the other: a bad one does not keep the others out, and those that come in are one step. */
static gpointer
import_files (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  Orders *orders = data;
  g_autoptr (GPtrArray) outcomes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_outcome_free);
  g_autoptr (AwardStep) step = NULL;
  gint64 id;

  if (orders->orders->len > 1 && !(step = award_step_begin (ledger, error)))
    return NULL;
  for (guint i = 0; i < orders->orders->len; i++)
    {
      const AwardImportOrder *order = orders->orders->pdata[i];
      AwardImportOutcome *outcome = g_new0 (AwardImportOutcome, 1);
      g_autofree char *name = g_filename_display_basename (order->path);
      g_autofree char *title = g_strdup_printf (_ ("Importing %s"), name);
      g_autoptr (GError) local = NULL;

      g_ptr_array_add (outcomes, outcome);
      award_job_set_title (job, title);
      outcome->path = g_strdup (order->path);
      outcome->measure = order->measure;
      outcome->report = award_import_into (
          ledger, orders->batch, &(AwardImportTarget){ .measure = order->measure }, order->path, order->sheet,
          NULL, award_job_progress, job, award_job_get_cancellable (job), &local);
      if (outcome->report)
        continue;
      /* What is wrong with the ledger is wrong with all of them. */
      if ((i == 0 && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)) ||
          local->domain == AWARD_LEDGER_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      outcome->message = g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                             ? g_strdup (_ ("Cancelled; nothing of this file was stored."))
                             : g_strdup (local->message);
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        break;
    }
  if (step && !award_step_commit (g_steal_pointer (&step), &id, error))
    return NULL;

  return g_steal_pointer (&outcomes);
}

static void
imported (AwardWindow *self, gpointer result)
{
  GtkWidget *dialog = award_results_dialog_new (GTK_WINDOW (self), result);
  const GPtrArray *outcomes = result;
  gboolean any = FALSE;

  for (guint i = 0; i < outcomes->len; i++)
    {
      const AwardImportOutcome *outcome = outcomes->pdata[i];

      any = any || (outcome->report && outcome->report->counts.import != 0);
    }
  if (any)
    _award_window_offer_undo (self);
  _award_window_refresh (self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
import_wanted_cb (AwardWindow *self, GPtrArray *orders)
{
  Orders *work;

  if (self->job || orders->len == 0)
    return;

  work = g_new (Orders, 1);
  work->batch = g_strdup (self->batch->name);
  work->orders = g_ptr_array_ref (orders);
  _award_window_run_job (self, _ ("Import"), import_files, work, orders_free,
                         (GDestroyNotify) g_ptr_array_unref, imported);
}

void
_award_window_offer_tables (AwardWindow *self)
{
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (GPtrArray) totals = NULL;
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GPtrArray) policies = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (!self->tables || self->job)
    return;

  files = g_steal_pointer (&self->tables);
  measures = award_ledger_list_measures (self->ledger, &error);
  if (measures)
    totals = award_ledger_list_totals (self->ledger, self->batch->id, FALSE, &error);
  if (totals)
    known = award_import_list_known (self->ledger, measures, &error);
  if (!known)
    {
      _award_window_toast (self, error->message);
      return;
    }
  for (guint i = 0; i < totals->len; i++)
    g_ptr_array_add (policies,
                     (gpointer) rules_measure_get_policy (((AwardTotal *) totals->pdata[i])->measure));
  dialog = award_import_dialog_new (GTK_WINDOW (self), files, measures, policies, known);
  g_signal_connect_object (dialog, "import", G_CALLBACK (import_wanted_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
tables_chosen_cb (AwardWindow *self, int response, GtkFileChooser *chooser)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (chooser);
      g_autoptr (GFile) first = g_list_model_get_item (files, 0);

      if (first)
        award_memory_set_folder ("import-folder", first);
      award_window_import (self, files);
    }
  g_clear_object (&self->chooser);
}

static void
import_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  g_autoptr (GFile) folder = award_memory_get_folder ("import-folder");
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  static const char *const suffixes[] = { "xlsx", "xls", "et", "ods", "csv" };
  GtkFileChooser *chooser;

  if (self->chooser)
    return;

  self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      _ ("Import Tables"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL));
  chooser = GTK_FILE_CHOOSER (self->chooser);
  gtk_file_chooser_set_select_multiple (chooser, TRUE);
  gtk_file_filter_set_name (tables, _ ("Tables (xlsx, xls, et, ods, csv)"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (tables, suffixes[i]);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, tables);
  gtk_file_chooser_add_filter (chooser, all);
  if (folder)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  g_signal_connect_object (chooser, "response", G_CALLBACK (tables_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_native_dialog_show (self->chooser);
}

void
_award_window_class_import_init (AwardWindowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.import", NULL, import_activated);
}

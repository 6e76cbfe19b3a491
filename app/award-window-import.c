/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables on their way in: chosen or dropped, looked at in the assistant, imported, and what came of it. */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-help.h"
#include "award-memory.h"
#include "award-rejects.h"

/* What an import job works on; the entries keep the plans. */
typedef struct
{
  AwardImportSet *set;
  GPtrArray *entries; /* AwardImportEntry: those of the set that come in */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_ptr_array_unref (order->entries);
  g_object_unref (order->set);
  g_free (order);
}

/* What became of it: reports, or why there are none. A failure is an answer too, since the set is there to go
 * on with. */
typedef struct
{
  AwardImportSet *set;
  GPtrArray *entries; /* AwardImportEntry */
  GPtrArray *reports; /* AwardImportReport, one each; NULL on failure */
  GError *error;
} Imported;

static void
imported_free (gpointer data)
{
  Imported *imported = data;

  g_object_unref (imported->set);
  g_ptr_array_unref (imported->entries);
  g_clear_pointer (&imported->reports, g_ptr_array_unref);
  g_clear_error (&imported->error);
  g_free (imported);
}

/* Everything comes in, as one step, or nothing does. */
static gpointer
import_tables (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  const Order *order = data;
  Imported *imported = g_new0 (Imported, 1);
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();

  for (guint i = 0; i < order->entries->len; i++)
    g_ptr_array_add (plans, award_import_entry_get_plan (order->entries->pdata[i]));
  imported->set = g_object_ref (order->set);
  imported->entries = g_ptr_array_ref (order->entries);
  imported->reports =
      award_import_plan_commit (ledger, plans, award_import_set_get_batch (order->set), award_job_progress,
                                job, award_job_get_cancellable (job), &imported->error);

  return imported;
}

static void import_wanted_cb (AwardWindow *self);
static void choose_tables (AwardWindow *self);
static void help_wanted_cb (AwardWindow *self);

/* The assistant on @set; FALSE when the ledger cannot be read. */
static gboolean
open_assistant (AwardWindow *self, AwardImportSet *set)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batches = award_ledger_list_batches (self->ledger, &error);

  if (!batches)
    {
      _award_window_toast (self, error->message);
      return FALSE;
    }
  self->assistant = AWARD_IMPORT_ASSISTANT (award_import_assistant_new (GTK_WINDOW (self), set, batches));
  g_object_add_weak_pointer (G_OBJECT (self->assistant), (gpointer *) &self->assistant);
  g_signal_connect_object (self->assistant, "import", G_CALLBACK (import_wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->assistant, "add", G_CALLBACK (choose_tables), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->assistant, "help", G_CALLBACK (help_wanted_cb), self, G_CONNECT_SWAPPED);

  return TRUE;
}

/* Nothing was stored: the assistant comes back with everything that was said in it. */
static void
resume (AwardWindow *self, const Imported *imported)
{
  const GError *error = imported->error;

  award_import_set_release (imported->set);
  if (!open_assistant (self, imported->set))
    return;
  gtk_window_present (GTK_WINDOW (self->assistant));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _award_window_toast (self, _ ("Cancelled. Everything is as before."));
  else if (error)
    {
      GtkWidget *dialog =
          adw_message_dialog_new (GTK_WINDOW (self->assistant), _ ("Nothing Was Imported"), error->message);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
      gtk_window_present (GTK_WINDOW (dialog));
    }
}

/* The workbook of the rows that were left out. */

static gpointer
write_rejects (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardLeftOut *left_out = data;
  g_autoptr (AwardRejects) rejects = award_rejects_new (left_out->path, error);

  if (!rejects)
    return NULL;
  for (guint i = 0; i < left_out->reports->len; i++)
    {
      AwardImportEntry *entry = left_out->entries->pdata[i];

      if (!award_rejects_add (rejects, ledger, left_out->reports->pdata[i],
                              award_import_entry_get_target (entry), award_job_get_cancellable (job), error))
        return NULL;
    }

  return award_rejects_commit (rejects, error) ? g_strdup (left_out->path) : NULL;
}

static void
rejects_written (AwardWindow *self, gpointer result)
{
  _award_window_toast_file (self, _ ("The rows to be sent back were saved"), result);
}

void
_award_left_out_free (AwardLeftOut *left_out)
{
  g_ptr_array_unref (left_out->entries);
  g_ptr_array_unref (left_out->reports);
  g_free (left_out->path);
  g_free (left_out);
}

static void
rejects_chosen (AwardWindow *self, GFile *file)
{
  AwardLeftOut *left_out = g_steal_pointer (&self->left_out);

  if (self->job || !left_out)
    {
      g_clear_pointer (&left_out, _award_left_out_free);
      return;
    }
  left_out->path = g_file_get_path (file);
  _award_window_run_job (self, _ ("Rows to be sent back"), write_rejects, left_out,
                         (GDestroyNotify) _award_left_out_free, g_free, rejects_written);
}

static void
left_out_answered_cb (AwardWindow *self, const char *response)
{
  if (g_str_equal (response, "compute"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.compute", NULL);
  else if (g_str_equal (response, "save"))
    _award_window_choose_file (self, _ ("Save Rows to Be Sent Back"), _ ("Rows sent back.xlsx"), ".xlsx",
                               _ ("Workbooks"), "import-folder", rejects_chosen);
}

/* Rows with errors were not imported: they go back to whoever sent them. */
static void
tell_left_out (AwardWindow *self, const Imported *imported, guint n)
{
  g_autofree char *heading =
      g_strdup_printf (ngettext ("%u Row Was Not Imported", "%u Rows Were Not Imported", n), n);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), heading,
      _ ("The others were. Save those that were left out as a workbook, each with the "
         "reason beside it, and send it back; the corrected file can be imported "
         "again."));

  g_clear_pointer (&self->left_out, _award_left_out_free);
  self->left_out = g_new0 (AwardLeftOut, 1);
  self->left_out->entries = g_ptr_array_ref (imported->entries);
  self->left_out->reports = g_ptr_array_ref (imported->reports);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "save",
                                    _ ("_Save Rows to Be Sent Back…"), "compute", _ ("C_ompute"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "compute", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (left_out_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
imported (AwardWindow *self, gpointer result)
{
  Imported *imported = result;
  AwardImportResult sum = { 0 };
  const char *batch;
  g_autofree char *text = NULL;
  guint n_left_out = 0;

  for (guint i = 0; imported->reports && i < imported->reports->len; i++)
    {
      const AwardImportReport *report = imported->reports->pdata[i];

      /* What is known of enterprises may have changed since the trial. */
      if (report->is_blocked)
        {
          resume (self, imported);
          return;
        }
      sum.added += report->counts.added;
      sum.changed += report->counts.changed;
      sum.unchanged += report->counts.unchanged;
      n_left_out += award_import_report_count_left_out (report);
    }
  if (!imported->reports)
    {
      resume (self, imported);
      return;
    }

  batch = award_import_set_get_batch (imported->set);
  text = g_strdup_printf (_ ("Imported: %u new, %u changed, %u unchanged"), (guint) sum.added,
                          (guint) sum.changed, (guint) sum.unchanged);
  _award_window_offer_undo (self, text);
  if (g_strcmp0 (batch, self->batch->name) != 0)
    _award_window_set_batch (self, batch);
  else
    _award_window_refresh (self);
  if (n_left_out > 0)
    tell_left_out (self, imported, n_left_out);
}

static void
import_wanted_cb (AwardWindow *self)
{
  AwardImportSet *set = award_import_assistant_get_set (self->assistant);
  g_autoptr (GPtrArray) entries = self->job ? NULL : award_import_set_hold (set);
  Order *order;

  if (!entries)
    return;

  order = g_new (Order, 1);
  order->entries = g_steal_pointer (&entries);
  order->set = g_object_ref (set);
  /* The header bar shows how far it is, and cancels; the window can be used meanwhile. */
  gtk_window_destroy (GTK_WINDOW (self->assistant));
  _award_window_run_job (self, _ ("Import"), import_tables, order, order_free, imported_free, imported);
}

static void
help_wanted_cb (AwardWindow *self)
{
  award_help_present (GTK_WINDOW (self->assistant));
}

/* The assistant that is open, or a new one. */
static gboolean
ensure_assistant (AwardWindow *self)
{
  g_autoptr (AwardImportTargets) targets = NULL;
  g_autoptr (AwardImportSet) set = NULL;
  g_autoptr (GError) error = NULL;

  if (self->assistant)
    return TRUE;

  targets = award_import_targets_new (self->ledger, self->batch->id, &error);
  if (!targets)
    {
      _award_window_toast (self, error->message);
      return FALSE;
    }
  set = award_import_set_new (self->path, targets, self->batch->name);

  return open_assistant (self, set);
}

void
_award_window_offer_tables (AwardWindow *self)
{
  g_autoptr (GListModel) files = NULL;

  if (!self->tables || self->job)
    return;

  files = g_steal_pointer (&self->tables);
  if (!ensure_assistant (self))
    return;
  award_import_assistant_add (self->assistant, files);
  gtk_window_present (GTK_WINDOW (self->assistant));
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
choose_tables (AwardWindow *self)
{
  g_autoptr (GFile) folder = award_memory_get_folder ("import-folder");
  g_autoptr (GtkFileFilter) tables = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  static const char *const suffixes[] = { "xlsx", "xls", "et", "ods", "csv" };
  GtkFileChooser *chooser;

  if (self->chooser)
    return;

  self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      _ ("Import Tables"), GTK_WINDOW (self->assistant ? (gpointer) self->assistant : self),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL));
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

static void
import_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose_tables (AWARD_WINDOW (widget));
}

void
_award_window_class_import_init (AwardWindowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.import", NULL, import_activated);
}

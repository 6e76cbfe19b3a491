/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-dialog.h"

#include <glib/gi18n.h>

#include "award-import-job.h"

struct _AwardImportDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwPreferencesGroup *files;
  GtkWidget *import_button;

  /* Owned */
  GPtrArray *measures;    /* const RulesMeasure */
  GPtrArray *policies;    /* RulesPolicy: those with claims */
  GtkStringList *choices; /* "do not import", then a measure each */
  GPtrArray *rows;        /* AdwComboRow, borrowed; their "path" is the file */
  GCancellable *cancellable;
};

enum
{
  IMPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardImportDialog, award_import_dialog, ADW_TYPE_WINDOW)

/* What the recognising thread works on. */
typedef struct
{
  char *path;
  GPtrArray *measures;
  GPtrArray *policies;
} Guess;

static void
guess_free (gpointer data)
{
  Guess *guess = data;

  g_free (guess->path);
  g_ptr_array_unref (guess->measures);
  g_ptr_array_unref (guess->policies);
  g_free (guess);
}

void
award_import_order_free (AwardImportOrder *order)
{
  g_free (order->path);
  g_free (order);
}

static void
guess_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Guess *guess = task_data;
  GError *error = NULL;
  const RulesMeasure *measure;

  if (g_task_return_error_if_cancelled (task))
    return;

  measure = award_import_find_measure (guess->path, NULL, guess->measures, guess->policies, &error);
  if (measure)
    g_task_return_pointer (task, (gpointer) measure, NULL);
  else
    g_task_return_error (task, error);
}

static void
update_sensitive (AwardImportDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    any |= adw_combo_row_get_selected (self->rows->pdata[i]) > 0;
  gtk_widget_set_sensitive (self->import_button, any);
}

static void
guessed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwActionRow) row = data;
  AwardImportDialog *self = AWARD_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  const RulesMeasure *measure = g_task_propagate_pointer (G_TASK (result), &error);
  guint position;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (row), TRUE);
  if (measure && g_ptr_array_find (self->measures, measure, &position))
    {
      adw_action_row_set_subtitle (row, _ ("Recognised by its headings"));
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), position + 1);
    }
  else
    {
      adw_action_row_set_subtitle (row, error->message);
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
    }
  update_sensitive (self);
}

static void
add_file (AwardImportDialog *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GTask) task = NULL;
  GtkWidget *row = adw_combo_row_new ();
  Guess *guess = g_new (Guess, 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Reading…"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->choices));
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  gtk_widget_set_sensitive (row, FALSE);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (update_sensitive), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->files, row);
  g_ptr_array_add (self->rows, row);

  guess->path = g_strdup (path);
  guess->measures = g_ptr_array_ref (self->measures);
  guess->policies = g_ptr_array_ref (self->policies);
  task = g_task_new (self, self->cancellable, guessed_cb, g_object_ref (row));
  g_task_set_source_tag (task, add_file);
  g_task_set_task_data (task, guess, guess_free);
  g_task_run_in_thread (task, guess_thread);
}

static void
import_cb (AwardImportDialog *self)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_order_free);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const guint selected = adw_combo_row_get_selected (self->rows->pdata[i]);
      AwardImportOrder *order;

      if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
        continue;
      order = g_new (AwardImportOrder, 1);
      order->path = g_strdup (g_object_get_data (self->rows->pdata[i], "path"));
      order->measure = self->measures->pdata[selected - 1];
      g_ptr_array_add (orders, order);
    }

  g_signal_emit (self, signals[IMPORT], 0, orders);
  gtk_window_close (GTK_WINDOW (self));
}

static void
award_import_dialog_dispose (GObject *object)
{
  AwardImportDialog *self = AWARD_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->measures, g_ptr_array_unref);
  g_clear_pointer (&self->policies, g_ptr_array_unref);
  g_clear_object (&self->choices);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_IMPORT_DIALOG);

  G_OBJECT_CLASS (award_import_dialog_parent_class)->dispose (object);
}

static void
award_import_dialog_class_init (AwardImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_import_dialog_dispose;

  signals[IMPORT] = g_signal_new ("import", AWARD_TYPE_IMPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardImportDialog, files);
  gtk_widget_class_bind_template_child (widget_class, AwardImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
}

static void
award_import_dialog_init (AwardImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
}

/* With several policies a measure's label is not enough: two may call a measure alike. */
static void
name_choice (AwardImportDialog *self, const RulesMeasure *measure, gboolean several)
{
  const char *label = rules_measure_get_label (measure);
  g_autofree char *named =
      several
          ? g_strdup_printf ("%s · %s", label, rules_policy_get_number (rules_measure_get_policy (measure)))
          : g_strdup (label);

  gtk_string_list_append (self->choices, named);
}

GtkWidget *
award_import_dialog_new (GtkWindow *parent, GListModel *files, const GPtrArray *measures, GPtrArray *policies)
{
  AwardImportDialog *self = g_object_new (AWARD_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  const char *const none[] = { _ ("Do not import"), NULL };
  const gboolean several =
      measures->len > 0 && rules_measure_get_policy (measures->pdata[0]) !=
                               rules_measure_get_policy (measures->pdata[measures->len - 1]);

  self->measures = g_ptr_array_new ();
  self->policies = g_ptr_array_ref (policies);
  self->choices = gtk_string_list_new (none);
  for (guint i = 0; i < measures->len; i++)
    {
      g_ptr_array_add (self->measures, measures->pdata[i]);
      name_choice (self, measures->pdata[i], several);
    }
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file))
        add_file (self, g_file_peek_path (file));
    }

  return GTK_WIDGET (self);
}

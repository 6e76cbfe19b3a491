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
  GHashTable *known;      /* what was learnt of headings, by measure */
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
  char *sheet; /* NULL: the first that is a table of one of the measures */
  GPtrArray *measures;
  GPtrArray *policies;
  GHashTable *known;
} Guess;

/* What it found. */
typedef struct
{
  GPtrArray *names; /* of the sheets */
  guint sheet;
  const RulesMeasure *measure;
  GError *error; /* why there is no measure */
} Guessed;

static void
guessed_free (gpointer data)
{
  Guessed *guessed = data;

  g_ptr_array_unref (guessed->names);
  g_clear_error (&guessed->error);
  g_free (guessed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Guessed, guessed_free)

static void
guess_free (gpointer data)
{
  Guess *guess = data;

  g_free (guess->path);
  g_free (guess->sheet);
  g_ptr_array_unref (guess->measures);
  g_ptr_array_unref (guess->policies);
  g_hash_table_unref (guess->known);
  g_free (guess);
}

void
award_import_order_free (AwardImportOrder *order)
{
  g_free (order->path);
  g_free (order->sheet);
  g_free (order);
}

/* The first sheet that is a table of a measure; the first of all when none is. */
static gboolean
guess_sheet (const Guess *guess, Guessed *guessed, GCancellable *cancellable)
{
  for (guint i = 0; i < guessed->names->len && !guessed->measure; i++)
    {
      g_autoptr (GError) error = NULL;
      const char *name = guessed->names->pdata[i];
      AwardImportTarget target = { 0 };

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (guess->sheet && !g_str_equal (guess->sheet, name))
        continue;
      if (award_import_find_target (guess->path, name, guess->measures, guess->policies, guess->known,
                                    &target, &error))
        guessed->measure = target.measure;
      if (guessed->measure || guess->sheet || i == 0)
        guessed->sheet = i;
      if (error && !guessed->error)
        guessed->error = g_steal_pointer (&error);
    }

  return TRUE;
}

static void
guess_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Guess *guess = task_data;
  g_autoptr (Guessed) guessed = g_new0 (Guessed, 1);

  guessed->names = award_sheet_list_names (guess->path, cancellable, &guessed->error);
  if (!guessed->names)
    guessed->names = g_ptr_array_new_with_free_func (g_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (guess_sheet (guess, guessed, cancellable))
    g_task_return_pointer (task, g_steal_pointer (&guessed), guessed_free);
  else
    g_task_return_error_if_cancelled (task);
}

static void
update_sensitive (AwardImportDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    any |= adw_combo_row_get_selected (self->rows->pdata[i]) > 0;
  gtk_widget_set_sensitive (self->import_button, any);
}

static void recognise (AwardImportDialog *self, GtkWidget *row, const char *sheet);

static void
sheet_changed_cb (GtkDropDown *sheets, GParamSpec *pspec, GtkWidget *row)
{
  GtkStringObject *sheet = gtk_drop_down_get_selected_item (sheets);

  recognise (AWARD_IMPORT_DIALOG (gtk_widget_get_root (row)), row, gtk_string_object_get_string (sheet));
}

/* A file with several sheets: which of them is meant. */
static void
offer_sheets (GtkWidget *row, const Guessed *guessed)
{
  g_autoptr (GtkStringList) names = NULL;
  GtkWidget *sheets = g_object_get_data (G_OBJECT (row), "sheets");

  if (sheets || guessed->names->len < 2)
    return;

  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < guessed->names->len; i++)
    gtk_string_list_append (names, guessed->names->pdata[i]);
  sheets = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (sheets), guessed->sheet);
  gtk_widget_set_valign (sheets, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (sheets, _ ("Sheet"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (sheets), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Sheet"), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), sheets);
  g_object_set_data (G_OBJECT (row), "sheets", sheets);
  g_signal_connect_object (sheets, "notify::selected", G_CALLBACK (sheet_changed_cb), row, 0);
}

static void
guessed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwActionRow) row = data;
  AwardImportDialog *self = AWARD_IMPORT_DIALOG (source);
  g_autoptr (Guessed) guessed = g_task_propagate_pointer (G_TASK (result), NULL);
  guint position;

  /* Only cancelling fails: the dialog has gone. */
  if (!guessed)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (row), TRUE);
  offer_sheets (GTK_WIDGET (row), guessed);
  if (guessed->measure && g_ptr_array_find (self->measures, guessed->measure, &position))
    {
      adw_action_row_set_subtitle (row, _ ("Recognised by its headings"));
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), position + 1);
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
    }
  else
    {
      adw_action_row_set_subtitle (row, guessed->error ? guessed->error->message : "");
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
    }
  update_sensitive (self);
}

/* @sheet NULL: whichever fits. */
static void
recognise (AwardImportDialog *self, GtkWidget *row, const char *sheet)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, guessed_cb, g_object_ref (row));
  Guess *guess = g_new (Guess, 1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Reading…"));
  gtk_widget_set_sensitive (row, FALSE);
  guess->path = g_strdup (g_object_get_data (G_OBJECT (row), "path"));
  guess->sheet = g_strdup (sheet);
  guess->measures = g_ptr_array_ref (self->measures);
  guess->policies = g_ptr_array_ref (self->policies);
  guess->known = g_hash_table_ref (self->known);
  g_task_set_source_tag (task, recognise);
  g_task_set_task_data (task, guess, guess_free);
  g_task_run_in_thread (task, guess_thread);
}

static void
add_file (AwardImportDialog *self, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->choices));
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (update_sensitive), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->files, row);
  g_ptr_array_add (self->rows, row);
  recognise (self, row, NULL);
}

/* Name of the sheet chosen; NULL for the first of a file that has one. */
static char *
dup_sheet (gpointer row)
{
  GtkDropDown *sheets = g_object_get_data (row, "sheets");

  return sheets ? g_strdup (gtk_string_object_get_string (gtk_drop_down_get_selected_item (sheets))) : NULL;
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
      order->sheet = dup_sheet (self->rows->pdata[i]);
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
  g_clear_pointer (&self->known, g_hash_table_unref);
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
award_import_dialog_new (GtkWindow *parent,
                         GListModel *files,
                         const GPtrArray *measures,
                         GPtrArray *policies,
                         GHashTable *known)
{
  AwardImportDialog *self = g_object_new (AWARD_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  const char *const none[] = { _ ("Do not import"), NULL };
  const gboolean several =
      measures->len > 0 && rules_measure_get_policy (measures->pdata[0]) !=
                               rules_measure_get_policy (measures->pdata[measures->len - 1]);

  self->measures = g_ptr_array_new ();
  self->policies = g_ptr_array_ref (policies);
  self->known = g_hash_table_ref (known);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-imports-window.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-grid.h"
#include "award-imports-view.h"
#include "award-index-item.h"
#include "award-original-opener.h"
#include "award-words-import.h"

enum
{
  COLUMN_AT,
  COLUMN_FILE,
  COLUMN_SHEET,
  COLUMN_DESTINATION,
  COLUMN_BATCH,
  COLUMN_ROWS,
  COLUMN_ADDED,
  COLUMN_CHANGED,
  COLUMN_OPEN,
  COLUMN_STATE,
};

struct _AwardImportsWindow
{
  AwardLookupWindow parent_instance;

  /* Template children */
  GtkSearchEntry *search;
  GtkWidget *spinner;
  GtkStack *stack;
  AdwStatusPage *problem;
  AdwBin *rows;
  GtkLabel *note;
  GtkLabel *summary;
  GtkWidget *open_button;
  GtkWidget *save_button;
  GtkWidget *rejects_button;
  AwardImportsView *view;

  /* Owned by the widget tree */
  AwardGrid *grid;

  /* Owned */
  AwardImportList *list;
  GCancellable *listing; /* the list that is out: its answer is dropped once another is asked */
  GCancellable *looking; /* the same of the import that is chosen */
  AwardImportRef chosen; /* id 0: none */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardImportsWindow, award_imports_window, AWARD_TYPE_LOOKUP_WINDOW)

static AwardLookup *
get_lookup (AwardImportsWindow *self)
{
  return award_lookup_window_get_lookup (AWARD_LOOKUP_WINDOW (self));
}

static GCancellable *
get_life (AwardImportsWindow *self)
{
  return award_lookup_window_get_life (AWARD_LOOKUP_WINDOW (self));
}

static void
toast (AwardImportsWindow *self, const char *text)
{
  award_lookup_window_toast (AWARD_LOOKUP_WINDOW (self), text);
}

/* The record chosen; NULL: none. */
static const AwardImportRecord *
get_chosen (AwardImportsWindow *self)
{
  for (guint i = 0; self->chosen.id && self->list && i < self->list->records->len; i++)
    {
      const AwardImportRecord *record = self->list->records->pdata[i];

      if (record->ref.id == self->chosen.id && record->ref.is_register == self->chosen.is_register)
        return record;
    }

  return NULL;
}

static void
record_cell (GObject *object, guint column, AwardGridCell *cell, gpointer data)
{
  AwardImportsWindow *self = data;
  const AwardImportRecord *record =
      self->list->records->pdata[award_index_item_get (AWARD_INDEX_ITEM (object))];
  const guint64 n_open = record->open.errors + record->open.warnings;

  cell->style = record->undone ? "dim-label" : NULL;
  switch (column)
    {
    case COLUMN_AT:
      cell->text = award_words_instant (record->at);
      break;
    case COLUMN_FILE:
      cell->text = g_strdup (record->file);
      break;
    case COLUMN_SHEET:
      cell->text = g_strdup (record->sheet);
      break;
    case COLUMN_DESTINATION:
      cell->text = g_strdup (award_words_destination (record));
      break;
    case COLUMN_BATCH:
      cell->text = g_strdup (record->batch_name);
      break;
    case COLUMN_ROWS:
      cell->text = g_strdup_printf ("%lu", (gulong) record->rows);
      break;
    case COLUMN_ADDED:
      cell->text = g_strdup_printf ("%lu", (gulong) record->added);
      break;
    case COLUMN_CHANGED:
      cell->text = g_strdup_printf ("%lu", (gulong) record->changed);
      break;
    case COLUMN_OPEN:
      cell->text = n_open > 0 ? g_strdup_printf ("%lu", (gulong) n_open) : NULL;
      cell->style = record->open.errors > 0 ? "award-bad" : "award-doubt";
      break;
    case COLUMN_STATE:
    default:
      cell->text = g_strdup (record->undone              ? _ ("Undone")
                             : record->open.errors > 0   ? _ ("To Be Corrected")
                             : record->open.warnings > 0 ? _ ("To Be Looked At")
                                                         : _ ("Settled"));
      break;
    }
}

/* "汇总.xlsx · 汇总表 · 2024-05-06 09:30 · 张三" and what came of it. */
static char *
summarise (const AwardImportRecord *record)
{
  GString *text = g_string_new (record->file);
  g_autofree char *at = award_words_instant (record->at);

  if (*record->sheet)
    g_string_append_printf (text, " · %s", record->sheet);
  g_string_append_printf (text, " · %s", at);
  if (record->person)
    g_string_append_printf (text, " · %s", record->person);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _ ("%lu rows used: %lu added, %lu changed, %lu unchanged"),
                          (gulong) record->rows, (gulong) record->added, (gulong) record->changed,
                          (gulong) record->unchanged);
  if (record->is_again)
    g_string_append_printf (text, " · %s", _ ("the same file came in before"));
  if (record->undone)
    {
      g_autofree char *undone = award_words_instant (record->undone);

      g_string_append_printf (text, _ (" · undone %s"), undone);
    }

  return g_string_free (text, FALSE);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportsWindow) self = data;
  g_autoptr (GError) error = NULL;
  AwardImportDetail *detail = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;

  if (error)
    toast (self, error->message);
  award_imports_view_set_detail (self->view, detail);
}

static void
look (AwardImportsWindow *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (!self->chosen.id)
    {
      award_imports_view_set_detail (self->view, NULL);
      return;
    }
  self->looking = g_cancellable_new ();
  award_lookup_ask_async (
      get_lookup (self), award_question_detail_import, g_memdup2 (&self->chosen, sizeof self->chosen), g_free,
      (GDestroyNotify) award_import_detail_free, self->looking, looked_cb, g_object_ref (self));
}

static void
show_chosen (AwardImportsWindow *self)
{
  const AwardImportRecord *record = get_chosen (self);
  g_autofree char *text = record ? summarise (record) : NULL;

  gtk_label_set_text (self->summary, text ? text : "");
  gtk_widget_set_sensitive (self->open_button, record != NULL);
  gtk_widget_set_sensitive (self->save_button, record != NULL);
  gtk_widget_set_sensitive (self->rejects_button, record && record->open.errors > 0);
}

static void
selected_cb (AwardImportsWindow *self, guint position)
{
  if (!self->list || position >= self->list->records->len)
    return;

  self->chosen = ((const AwardImportRecord *) self->list->records->pdata[position])->ref;
  show_chosen (self);
  look (self);
}

/* The one chosen before stays chosen; else the newest is. */
static void
choose (AwardImportsWindow *self)
{
  guint position = 0;

  for (guint i = 0; i < self->list->records->len; i++)
    if (self->list->records->pdata[i] == get_chosen (self))
      position = i;
  award_grid_select (self->grid, position);
  selected_cb (self, position);
}

static void
show_list (AwardImportsWindow *self)
{
  const gboolean is_search = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  const guint n = self->list->records->len;
  g_autoptr (GListModel) items = award_index_items_new (n);
  g_autoptr (GString) note = g_string_new (NULL);

  award_grid_set_model (self->grid, items);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rows" : is_search ? "unknown" : "none");
  g_string_append_printf (note, ngettext ("%u import", "%u imports", self->list->n), self->list->n);
  if (n < self->list->n)
    g_string_append_printf (note, _ (", the newest %u shown; search for the others"), n);
  gtk_label_set_text (self->note, note->str);
  if (n > 0)
    choose (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportsWindow) self = data;
  g_autoptr (GError) error = NULL;
  AwardImportList *list = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (award_lookup_is_dropped (error))
    return;

  gtk_widget_set_visible (self->spinner, FALSE);
  if (error)
    {
      award_lookup_window_set_problem (self->problem, error);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  /* The rows shown are of the list before. */
  award_grid_set_model (self->grid, NULL);
  g_clear_pointer (&self->list, award_import_list_free);
  self->list = list;
  show_list (self);
}

static void
ask (AwardImportsWindow *self)
{
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  gtk_widget_set_visible (self->spinner, TRUE);
  award_lookup_ask_async (get_lookup (self), award_question_list_imports,
                          g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)))), g_free,
                          (GDestroyNotify) award_import_list_free, self->listing, listed_cb,
                          g_object_ref (self));
}

static void
search_changed_cb (AwardImportsWindow *self)
{
  ask (self);
}

/* Escape in the search takes back the search first, then the window. */
static void
search_stopped_cb (AwardImportsWindow *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
import_cb (AwardImportsWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  if (parent)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.import", NULL);
}

/* The table itself. */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportsWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!award_original_open_finish (result, &error) && !award_lookup_is_dropped (error))
    toast (self, error->message);
}

static void
open_cb (AwardImportsWindow *self)
{
  if (self->chosen.id)
    award_original_open_async (GTK_WINDOW (self), get_lookup (self), self->chosen, get_life (self), opened_cb,
                               g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportsWindow) self = data;
  g_autoptr (GError) error = NULL;

  award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);
  if (!award_lookup_is_dropped (error))
    toast (self, error ? error->message : _ ("Saved"));
}

static void
write_file (AwardLookupWindow *window, AwardLookupFunc func, const char *path)
{
  AwardImportsWindow *self = AWARD_IMPORTS_WINDOW (window);

  award_lookup_ask_async (get_lookup (self), func, award_file_question_new (self->chosen, path),
                          award_file_question_free, NULL, get_life (self), saved_cb, g_object_ref (self));
}

static void
original_chosen_cb (AwardLookupWindow *window, const char *path)
{
  write_file (window, award_question_write_original, path);
}

static void
save_cb (AwardImportsWindow *self)
{
  const AwardImportRecord *record = get_chosen (self);
  const char *suffix = record ? strrchr (record->file, '.') : NULL;

  if (record)
    award_lookup_window_choose_file (AWARD_LOOKUP_WINDOW (self), _ ("Save the Table"), record->file,
                                     suffix ? suffix : "", original_chosen_cb);
}

static void
rejects_chosen_cb (AwardLookupWindow *window, const char *path)
{
  write_file (window, award_question_write_rejects, path);
}

static void
rejects_cb (AwardImportsWindow *self)
{
  const AwardImportRecord *record = get_chosen (self);
  const char *suffix = record ? strrchr (record->file, '.') : NULL;
  g_autofree char *stem = suffix ? g_strndup (record->file, (gsize) (suffix - record->file))
                                 : g_strdup (record ? record->file : "");
  g_autofree char *name = g_strdup_printf (_ ("%s, rows to correct.xlsx"), stem);

  if (record)
    award_lookup_window_choose_file (AWARD_LOOKUP_WINDOW (self), _ ("Save the Rows to Send Back"), name,
                                     ".xlsx", rejects_chosen_cb);
}

/* What a person says of problems. */

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportsWindow) self = data;
  g_autoptr (GError) error = NULL;

  award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);
  if (award_lookup_is_dropped (error))
    return;

  if (error)
    toast (self, error->message);
  else
    g_signal_emit (self, signals[CHANGED], 0);
  ask (self);
}

static void
reason_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "accept", *reason != '\0');
}

static void
reason_given_cb (AwardImportsWindow *self, const char *response, AdwMessageDialog *dialog)
{
  const AwardImportRecord *record = get_chosen (self);
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  AwardAcceptQuestion *question;

  if (!g_str_equal (response, "accept") || !record)
    return;

  question = g_new (AwardAcceptQuestion, 1);
  *question = (AwardAcceptQuestion){ { record->measure, record->kind },
                                     record->batch,
                                     g_strdup (g_object_get_data (G_OBJECT (dialog), "code")),
                                     g_strstrip (g_strdup (gtk_editable_get_text (entry))) };
  award_lookup_ask_async (get_lookup (self), award_question_accept, question, award_accept_question_free,
                          NULL, get_life (self), settled_cb, g_object_ref (self));
}

static void
accept_cb (AwardImportsWindow *self, const char *code)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Accept These Warnings?"),
                                              _ ("All warnings of this kind in the batch may stand then, "
                                                 "with your name, the time and the reason. The "
                                                 "figures stay as they are."));
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Why they may stand"));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reason"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "accept",
                                    _ ("_Accept"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "accept");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "accept", FALSE);
  g_object_set_data_full (G_OBJECT (dialog), "code", g_strdup (code), g_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (reason_changed_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (reason_given_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
decide_cb (AwardImportsWindow *self, const char *name, const char *const *codes, gboolean is_same)
{
  AwardDecideQuestion *question = g_new (AwardDecideQuestion, 1);

  *question = (AwardDecideQuestion){ g_strdup (name), g_ptr_array_new_with_free_func (g_free), is_same };
  for (guint i = 0; codes[i]; i++)
    g_ptr_array_add (question->codes, g_strdup (codes[i]));
  award_lookup_ask_async (get_lookup (self), award_question_decide, question, award_decide_question_free,
                          NULL, get_life (self), settled_cb, g_object_ref (self));
}

static void
award_imports_window_dispose (GObject *object)
{
  AwardImportsWindow *self = AWARD_IMPORTS_WINDOW (object);

  g_cancellable_cancel (self->listing);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->listing);
  g_clear_object (&self->looking);
  if (self->grid)
    award_grid_set_model (self->grid, NULL);
  self->grid = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_IMPORTS_WINDOW);
  g_clear_pointer (&self->list, award_import_list_free);

  G_OBJECT_CLASS (award_imports_window_parent_class)->dispose (object);
}

static void
award_imports_window_class_init (AwardImportsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_imports_window_dispose;

  signals[CHANGED] = g_signal_new ("changed", AWARD_TYPE_IMPORTS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  g_type_ensure (AWARD_TYPE_IMPORTS_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-imports-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, note);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, rejects_button);
  gtk_widget_class_bind_template_child (widget_class, AwardImportsWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, rejects_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
}

static void
award_imports_window_init (AwardImportsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->grid = AWARD_GRID (award_grid_new (_ ("Imports")));
  award_grid_set_func (self->grid, record_cell, self);
  award_grid_add_column (self->grid, COLUMN_AT, _ ("Time"), 136, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_FILE, _ ("File"), 236, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_SHEET, _ ("Sheet"), 86, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_DESTINATION, _ ("Measure or Register"), 0, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_BATCH, _ ("Batch"), 60, FALSE, FALSE);
  award_grid_add_column (self->grid, COLUMN_ROWS, _ ("Rows Used"), 76, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_ADDED, _ ("Added"), 58, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_CHANGED, _ ("Changed"), 58, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_OPEN, C_ ("problem", "Open"), 66, TRUE, FALSE);
  award_grid_add_column (self->grid, COLUMN_STATE, C_ ("problem", "State"), 80, FALSE, FALSE);
  g_signal_connect_object (self->grid, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->rows, GTK_WIDGET (self->grid));
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
}

GtkWidget *
award_imports_window_new (GtkWindow *parent, const char *path)
{
  AwardImportsWindow *self = g_object_new (AWARD_TYPE_IMPORTS_WINDOW, "transient-for", parent, NULL);

  award_lookup_window_set_ledger (AWARD_LOOKUP_WINDOW (self), parent, path);
  ask (self);

  return GTK_WIDGET (self);
}

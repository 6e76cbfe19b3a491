/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-assistant.h"

#include <glib/gi18n.h>

#include "award-import-row.h"
#include "award-import-table.h"
#include "award-words.h"

/* The window leaves this much of the one behind it in sight, and is never larger. */
#define MARGIN 48
#define MOST_WIDTH 1320
#define MOST_HEIGHT 820
/* How often the foot follows what is being done. */
#define TICK_MS 120

struct _AwardImportAssistant
{
  AdwWindow parent_instance;

  /* Template children */
  GtkListBox *files;
  GtkStack *stack;
  AdwStatusPage *unreadable;
  AwardImportTable *table;
  GtkDropDown *batches;
  GtkLabel *sum;
  GtkProgressBar *progress;
  GtkWidget *import_button;

  /* Owned */
  AwardImportSet *set;
  GPtrArray *names; /* of the batches, char */
  guint timer;
  gboolean may_close; /* nothing that would be lost, or a person said so */
  gboolean is_asking;
  gboolean was_ready;
};

enum
{
  IMPORT,
  ADD,
  HELP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardImportAssistant, award_import_assistant, ADW_TYPE_WINDOW)

static AwardImportEntry *
get_entry (AwardImportAssistant *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->files);

  return row ? award_import_row_get_entry (AWARD_IMPORT_ROW (row)) : NULL;
}

/* The right side follows the chosen table. */
static void
show_table (AwardImportAssistant *self)
{
  AwardImportEntry *entry = get_entry (self);
  const AwardEntryState state = entry ? award_import_entry_get_state (entry) : AWARD_ENTRY_READING;
  const char *message = entry ? award_import_entry_get_message (entry) : NULL;

  if (!entry)
    gtk_stack_set_visible_child_name (self->stack, "none");
  else if (state == AWARD_ENTRY_READING)
    gtk_stack_set_visible_child_name (self->stack, "reading");
  else if (state == AWARD_ENTRY_UNREADABLE)
    {
      g_autofree char *escaped = g_markup_escape_text (message ? message : "", -1);

      adw_status_page_set_description (self->unreadable, escaped);
      gtk_stack_set_visible_child_name (self->stack, "unreadable");
    }
  else
    {
      award_import_table_show (self->table, entry);
      gtk_stack_set_visible_child_name (self->stack, "table");
      return;
    }
  award_import_table_show (self->table, NULL);
}

/* "新增 80 · 变更 0 · 不变 0", or what stands against importing. */
static char *
sum_text (AwardImportAssistant *self, const AwardImportSum *sum)
{
  const char *fault = award_import_set_get_fault (self->set);
  guint64 done, total;
  GString *text;

  if (fault)
    return g_strdup (fault);
  switch (award_import_set_get_work (self->set, &done, &total))
    {
    case AWARD_IMPORT_READING:
      return g_strdup (_ ("Reading the files…"));
    case AWARD_IMPORT_TRYING:
      return total > 0
                 ? g_strdup_printf (_ ("Checking the tables: row %u of %u"), (guint) done, (guint) total)
                 : g_strdup (_ ("Checking the tables…"));
    case AWARD_IMPORT_IDLE:
    default:
      break;
    }
  if (sum->n_questions > 0)
    return g_strdup_printf (ngettext ("%u question must be answered first",
                                      "%u questions must be answered first", sum->n_questions),
                            sum->n_questions);
  if (sum->n_tables == 0)
    return g_strdup (_ ("No table to import"));
  if (sum->is_known)
    return g_strdup (_ ("All of this was imported before: nothing will be added"));

  text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%u new, %u changed, %u unchanged"), (guint) sum->n_added,
                          (guint) sum->n_changed, (guint) sum->n_unchanged);
  if (sum->n_left_out > 0)
    g_string_append_printf (text,
                            ngettext (" · %u row with errors is left out",
                                      " · %u rows with errors are left out", (gulong) sum->n_left_out),
                            (guint) sum->n_left_out);
  if (sum->n_excluded > 0)
    g_string_append_printf (
        text, ngettext (" · %u table is not imported", " · %u tables are not imported", sum->n_excluded),
        sum->n_excluded);

  return g_string_free (text, FALSE);
}

static void
show_foot (AwardImportAssistant *self)
{
  AwardImportSum sum;
  g_autofree char *text = NULL;
  guint64 done, total;
  gboolean is_ready, is_working;
  GtkWidget *focus;

  award_import_set_sum (self->set, &sum);
  text = sum_text (self, &sum);
  is_ready = sum.is_ready && !sum.is_known;
  is_working = award_import_set_get_work (self->set, &done, &total) != AWARD_IMPORT_IDLE;
  gtk_label_set_text (self->sum, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_working);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, (double) MIN (done, total) / (double) total);
  else if (is_working)
    gtk_progress_bar_pulse (self->progress);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.import", is_ready);
  /* Enter imports as soon as everything is there, unless a person is at something else already. */
  focus = gtk_window_get_focus (GTK_WINDOW (self));
  if (is_ready && !self->was_ready && (!focus || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->files))))
    gtk_widget_grab_focus (self->import_button);
  self->was_ready = is_ready;
}

static gboolean
tick_cb (gpointer data)
{
  AwardImportAssistant *self = data;
  guint64 done, total;

  show_foot (self);
  if (award_import_set_get_work (self->set, &done, &total) != AWARD_IMPORT_IDLE)
    return G_SOURCE_CONTINUE;

  self->timer = 0;

  return G_SOURCE_REMOVE;
}

static void
set_changed_cb (AwardImportAssistant *self)
{
  guint64 done, total;

  show_table (self);
  show_foot (self);
  if (self->timer == 0 && award_import_set_get_work (self->set, &done, &total) != AWARD_IMPORT_IDLE)
    self->timer = g_timeout_add (TICK_MS, tick_cb, self);
}

/* A row is chosen as long as there is one. */
static void
items_changed_cb (AwardImportAssistant *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->files, 0);

  if (!gtk_list_box_get_selected_row (self->files))
    {
      gtk_list_box_select_row (self->files, first);
      if (first)
        gtk_widget_grab_focus (GTK_WIDGET (first));
    }
  show_table (self);
  show_foot (self);
}

static void
row_selected_cb (AwardImportAssistant *self)
{
  if (self->set)
    show_table (self);
}

static void
batch_selected_cb (AwardImportAssistant *self)
{
  const guint selected = gtk_drop_down_get_selected (self->batches);

  if (self->set && selected < self->names->len)
    award_import_set_set_batch (self->set, self->names->pdata[selected]);
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  AwardImportAssistant *self = data;

  return award_import_row_new (self->set, item);
}

static gboolean
drop_cb (AwardImportAssistant *self, const GValue *value)
{
  for (GSList *l = g_value_get_boxed (value); l; l = l->next)
    if (g_file_peek_path (l->data))
      award_import_set_add (self->set, g_file_peek_path (l->data));

  return TRUE;
}

static void
import_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[IMPORT], 0);
}

static void
add_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ADD], 0);
}

static void
help_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[HELP], 0);
}

static void
close_answered_cb (AwardImportAssistant *self, const char *response)
{
  self->is_asking = FALSE;
  if (!g_str_equal (response, "close"))
    return;
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* Whether a person said anything that closing would lose. */
static gboolean
has_answers (AwardImportAssistant *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->set)); i++)
    {
      g_autoptr (AwardImportEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->set), i);

      if (award_import_entry_is_edited (entry))
        return TRUE;
    }

  return FALSE;
}

static gboolean
award_import_assistant_close_request (GtkWindow *window)
{
  AwardImportAssistant *self = AWARD_IMPORT_ASSISTANT (window);
  GtkWidget *dialog;

  if (self->may_close || !has_answers (self))
    {
      award_import_set_close (self->set);
      return GTK_WINDOW_CLASS (award_import_assistant_parent_class)->close_request (window);
    }
  if (self->is_asking)
    return TRUE;

  self->is_asking = TRUE;
  dialog = adw_message_dialog_new (window, _ ("Close Without Importing?"),
                                   _ ("What you said of the tables is lost. The ledger is unchanged."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("_Go On"), "close", _ ("_Close"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

static void
award_import_assistant_dispose (GObject *object)
{
  AwardImportAssistant *self = AWARD_IMPORT_ASSISTANT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->set)
    g_signal_handlers_disconnect_by_data (self->set, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_IMPORT_ASSISTANT);
  g_clear_object (&self->set);
  g_clear_pointer (&self->names, g_ptr_array_unref);

  G_OBJECT_CLASS (award_import_assistant_parent_class)->dispose (object);
}

static void
award_import_assistant_class_init (AwardImportAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_import_assistant_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = award_import_assistant_close_request;

  signals[IMPORT] = g_signal_new ("import", AWARD_TYPE_IMPORT_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[ADD] = g_signal_new ("add", AWARD_TYPE_IMPORT_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  signals[HELP] = g_signal_new ("help", AWARD_TYPE_IMPORT_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  g_type_ensure (AWARD_TYPE_IMPORT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-import-assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, files);
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, unreadable);
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, table);
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, batches);
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, sum);
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, progress);
  gtk_widget_class_bind_template_child (widget_class, AwardImportAssistant, import_button);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, batch_selected_cb);
  gtk_widget_class_install_action (widget_class, "assistant.import", NULL, import_activated);
  gtk_widget_class_install_action (widget_class, "assistant.add", NULL, add_activated);
  gtk_widget_class_install_action (widget_class, "assistant.help", NULL, help_activated);
}

static void
award_import_assistant_init (AwardImportAssistant *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->import_button);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
offer_batches (AwardImportAssistant *self, const GPtrArray *batches)
{
  const char *chosen = award_import_set_get_batch (self->set);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;

  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < batches->len; i++)
    {
      const AwardBatch *batch = batches->pdata[i];
      g_autofree char *label = award_words_batch (batch->name);

      gtk_string_list_append (labels, label);
      g_ptr_array_add (self->names, g_strdup (batch->name));
      if (g_strcmp0 (batch->name, chosen) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->batches, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->batches, selected);
}

GtkWidget *
award_import_assistant_new (GtkWindow *parent, AwardImportSet *set, const GPtrArray *batches)
{
  AwardImportAssistant *self = g_object_new (AWARD_TYPE_IMPORT_ASSISTANT, "transient-for", parent, NULL);

  gtk_window_set_default_size (GTK_WINDOW (self),
                               MIN (gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN, MOST_WIDTH),
                               MIN (gtk_widget_get_height (GTK_WIDGET (parent)) - MARGIN, MOST_HEIGHT));
  self->set = g_object_ref (set);
  offer_batches (self, batches);
  award_import_table_set_targets (self->table, award_import_set_get_targets (set));
  gtk_list_box_bind_model (self->files, G_LIST_MODEL (set), create_row, self, NULL);
  g_signal_connect_object (set, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (set, "changed", G_CALLBACK (set_changed_cb), self, G_CONNECT_SWAPPED);
  items_changed_cb (self);

  return GTK_WIDGET (self);
}

AwardImportSet *
award_import_assistant_get_set (AwardImportAssistant *self)
{
  return self->set;
}

void
award_import_assistant_add (AwardImportAssistant *self, GListModel *files)
{
  g_return_if_fail (AWARD_IS_IMPORT_ASSISTANT (self));

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file))
        award_import_set_add (self->set, g_file_peek_path (file));
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which batch is shown, and a new one. */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-words.h"

void
_award_window_set_batch (AwardWindow *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  AwardBatch *batch = award_ledger_get_batch (self->ledger, name, FALSE, &error);

  if (!batch)
    {
      _award_window_toast (self, error->message);
      return;
    }
  g_clear_pointer (&self->batch, award_batch_free);
  self->batch = batch;
  _award_window_refresh (self);
}

void
_award_window_show_batches (AwardWindow *self)
{
  g_autoptr (GPtrArray) batches = award_ledger_list_batches (self->ledger, NULL);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) known = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();

  for (guint i = 0; batches && i < batches->len; i++)
    {
      const AwardBatch *batch = batches->pdata[i];
      g_autofree char *name = award_words_batch (batch->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "win.batch", "s", batch->name);
      g_menu_append_item (known, item);
    }
  g_menu_append (more, _ ("_New Batch…"), "win.new-batch");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (known));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  gtk_menu_button_set_menu_model (self->batch_button, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->batch_button), TRUE);
}

static void
batch_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _award_window_set_batch (AWARD_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* The number after the last one; as many batches as there are when they have names. */
static char *
suggest_name (AwardWindow *self)
{
  g_autoptr (GPtrArray) batches = award_ledger_list_batches (self->ledger, NULL);
  guint64 last = batches ? batches->len : 0;

  for (guint i = 0; batches && i < batches->len; i++)
    last = MAX (last, g_ascii_strtoull (((AwardBatch *) batches->pdata[i])->name, NULL, 10));

  return g_strdup_printf ("%" G_GUINT64_FORMAT, MIN (last, G_MAXINT32) + 1);
}

static void
name_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "create", *name != '\0');
}

static void
named_cb (AwardWindow *self, const char *response, AdwMessageDialog *dialog)
{
  GtkEditable *entry = GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "create") || *name == '\0' || !self->ledger || self->job)
    return;

  batch = award_ledger_get_batch (self->ledger, name, TRUE, &error);
  if (!batch)
    {
      _award_window_show_error (self, _ ("The batch cannot be made"), error->message);
      return;
    }
  _award_window_show_batches (self);
  _award_window_set_batch (self, name);
}

static void
new_batch_activated (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("New Batch"),
      _ ("Tables imported from now on belong to it. What other batches hold stays as it is."));
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *name = suggest_name (self);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "create",
                                    _ ("_Create"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "create", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "create");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the batch"), -1);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_max_length (GTK_ENTRY (entry), 60);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (name_changed_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (named_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
_award_window_class_batches_init (AwardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.batch", "s", batch_activated);
  gtk_widget_class_install_action (widget_class, "win.new-batch", NULL, new_batch_activated);
}

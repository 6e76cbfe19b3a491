/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the user asks of the window: ledgers, tabs, messages. */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-application.h"
#include "award-help.h"
#include "award-memory.h"
#include "award-policies-dialog.h"
#include "award-near-window.h"
#include "award-policies.h"
#include "award-policy-dialog.h"
#include "award-settings-dialog.h"
#include "award-trial-window.h"

/* Messages. */

void
_award_window_toast (AwardWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_set_timeout (toast, 4);
  /* At once: the offer to undo an import stays long, and waits meanwhile. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
_award_window_toast_file (AwardWindow *self, const char *text, const char *path)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _ ("Open"));
  adw_toast_set_action_name (toast, "win.open-file");
  adw_toast_set_action_target (toast, "s", path);
  adw_toast_set_timeout (toast, 10);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
_award_window_show_error (AwardWindow *self, const char *heading, const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
toast_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _award_window_toast (AWARD_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
toast_file_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text, *path;

  g_variant_get (parameter, "(&s&s)", &text, &path);
  _award_window_toast_file (AWARD_WINDOW (widget), text, path);
}

static void
open_file_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *uri = g_filename_to_uri (g_variant_get_string (parameter, NULL), NULL, NULL);

  if (uri)
    gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

/* Ledgers. */

typedef struct
{
  AwardWindow *window;
  AwardWindowChosen chosen;
  char *suffix;
  char *folder_key;
} Choosing;

static void
choosing_free (gpointer data, GClosure *closure)
{
  Choosing *choosing = data;

  g_free (choosing->suffix);
  g_free (choosing->folder_key);
  g_free (choosing);
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, gpointer data)
{
  Choosing *choosing = data;
  AwardWindow *self = choosing->window;
  g_autoptr (GtkNativeDialog) held = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = file ? g_file_get_path (file) : NULL;
  if (!path)
    return;

  if (gtk_file_chooser_get_action (GTK_FILE_CHOOSER (dialog)) == GTK_FILE_CHOOSER_ACTION_SAVE &&
      !g_str_has_suffix (path, choosing->suffix))
    {
      g_autofree char *longer = g_strconcat (path, choosing->suffix, NULL);

      g_clear_object (&file);
      file = g_file_new_for_path (longer);
    }
  if (choosing->folder_key)
    award_memory_set_folder (choosing->folder_key, file);
  choosing->chosen (self, file);
}

void
_award_window_choose_file (AwardWindow *self,
                           const char *title,
                           const char *name,
                           const char *suffix,
                           const char *type,
                           const char *folder_key,
                           AwardWindowChosen chosen)
{
  g_autoptr (GFile) folder = folder_key ? award_memory_get_folder (folder_key) : NULL;
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooser *chooser;
  Choosing *choosing;

  if (self->chooser)
    return;

  self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), name ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      name ? _ ("_Save") : _ ("_Open"), NULL));
  chooser = GTK_FILE_CHOOSER (self->chooser);
  gtk_file_filter_set_name (filter, type);
  gtk_file_filter_add_suffix (filter, suffix + 1);
  gtk_file_chooser_add_filter (chooser, filter);
  if (name)
    gtk_file_chooser_set_current_name (chooser, name);
  if (folder)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);

  choosing = g_new (Choosing, 1);
  *choosing = (Choosing){ self, chosen, g_strdup (suffix), g_strdup (folder_key) };
  g_signal_connect_data (chooser, "response", G_CALLBACK (file_chosen_cb), choosing, choosing_free, 0);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_native_dialog_show (self->chooser);
}

static void
open_ledger (AwardWindow *self, GFile *file)
{
  award_application_open_ledger (AWARD_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))),
                                 GTK_WINDOW (self), g_file_peek_path (file));
}

static gboolean
add_policies (AwardLedger *ledger, const GPtrArray *policies, GError **error)
{
  for (guint i = 0; i < policies->len; i++)
    if (!award_ledger_add_policy (ledger, policies->pdata[i], error))
      return FALSE;

  return TRUE;
}

static void
new_ledger (AwardWindow *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) ledger = award_ledger_new (g_file_peek_path (file), &error);

  if (ledger && add_policies (ledger, self->new_policies, &error))
    open_ledger (self, file);
  else
    _award_window_show_error (self, _ ("The ledger cannot be made"), error->message);
}

static void
new_policies_chosen_cb (AwardWindow *self, GPtrArray *policies)
{
  g_clear_pointer (&self->new_policies, g_ptr_array_unref);
  self->new_policies = g_ptr_array_ref (policies);
  _award_window_choose_file (self, _ ("New Ledger"), _ ("awards.duixian"), ".duixian", _ ("Ledgers"), NULL,
                             new_ledger);
}

static void
new_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = award_policies_dialog_new (GTK_WINDOW (widget), _ ("Policies of the New Ledger"),
                                                 _ ("Continue"), award_policies_get ());

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (new_policies_chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
more_policies_chosen_cb (AwardWindow *self, GPtrArray *policies)
{
  g_autoptr (GError) error = NULL;

  if (!self->ledger)
    return;
  if (!add_policies (self->ledger, policies, &error))
    _award_window_toast (self, error->message);
  _award_window_refresh (self);
}

static void
add_policy_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  const GPtrArray *installed = award_policies_get ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  GtkWidget *dialog;

  for (guint i = 0; i < installed->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (award_ledger_has_policy (self->ledger, rules_policy_get_id (installed->pdata[i]), &error))
        continue;
      if (error)
        {
          _award_window_toast (self, error->message);
          return;
        }
      g_ptr_array_add (others, installed->pdata[i]);
    }
  if (others->len == 0)
    {
      _award_window_toast (self, _ ("This ledger has every policy the program knows."));
      return;
    }
  dialog = award_policies_dialog_new (GTK_WINDOW (self), _ ("Add Policies"), _ ("Add"), others);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (more_policies_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
policies_changed_cb (AwardWindow *self)
{
  if (self->ledger)
    _award_window_refresh (self);
}

static GtkWidget *
show_policies (AwardWindow *self)
{
  GtkWidget *dialog = award_policy_dialog_new (GTK_WINDOW (self), self->ledger);

  g_signal_connect_object (dialog, "changed", G_CALLBACK (policies_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return dialog;
}

void
award_window_open_policy (AwardWindow *self, const char *path)
{
  award_policy_dialog_open (AWARD_POLICY_DIALOG (show_policies (self)), path);
}

static void
policies_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_policies (AWARD_WINDOW (widget));
}

/* The file is shown with its check before the ledger has it. */
static void
add_policy_file_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  award_policy_dialog_open_file (AWARD_POLICY_DIALOG (show_policies (AWARD_WINDOW (widget))));
}

static void
open_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _award_window_choose_file (AWARD_WINDOW (widget), _ ("Open Ledger"), NULL, ".duixian", _ ("Ledgers"), NULL,
                             open_ledger);
}

static void
open_recent_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  open_ledger (AWARD_WINDOW (widget), file);
}

static void
cancel_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _award_window_cancel_job (AWARD_WINDOW (widget));
}

/* Claims. */

static void
show_claims_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *policy, *measure;
  guint32 show;
  gint64 id;

  g_variant_get (parameter, "(&s&sux)", &policy, &measure, &show, &id);
  _award_window_show_claims (AWARD_WINDOW (widget), policy, measure, show, id);
}

static void
settings_changed_cb (AwardWindow *self)
{
  self->is_outdated = TRUE;
  _award_window_refresh (self);
}

static void
show_settings (AwardWindow *self, const GPtrArray *measures)
{
  GtkWidget *dialog = award_settings_dialog_new (GTK_WINDOW (self), self->ledger, measures);

  g_signal_connect_object (dialog, "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Of the tab in front; of all measures on the overview. */
static void
settings_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  AwardGroupPage *group = _award_window_get_group (self);

  show_settings (self, group ? award_group_page_get_measures (group) : self->measures);
}

static void
settings_of_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  g_autoptr (GPtrArray) measures = g_ptr_array_new ();
  const char *policy, *measure;

  g_variant_get (parameter, "(&s&s)", &policy, &measure);
  for (guint i = 0; i < self->measures->len; i++)
    if (g_str_equal (rules_measure_get_id (self->measures->pdata[i]), measure) &&
        g_str_equal (rules_policy_get_id (rules_measure_get_policy (self->measures->pdata[i])), policy))
      g_ptr_array_add (measures, self->measures->pdata[i]);
  show_settings (self, measures);
}

/* Of the measure in front. */
static void
trial_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  AwardGroupPage *group = _award_window_get_group (self);
  AwardMeasurePage *page = group ? award_group_page_get_page (group, NULL) : NULL;

  if (page)
    gtk_window_present (GTK_WINDOW (award_trial_window_new (
        GTK_WINDOW (self), self->path, award_measure_page_get_measure (page), self->batch->id)));
  else
    _award_window_toast (self, _ ("Choose the tab of a measure first: its figures are what is tried."));
}

/* Of the measure in front. */
static void
near_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  AwardGroupPage *group = _award_window_get_group (self);
  AwardMeasurePage *page = group ? award_group_page_get_page (group, NULL) : NULL;

  if (page)
    gtk_window_present (GTK_WINDOW (award_near_window_new (
        GTK_WINDOW (self), self->path, award_measure_page_get_measure (page), self->batch->id)));
  else
    _award_window_toast (self, _ ("Choose the tab of a measure first: its claims are looked through."));
}

static void
help_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  award_help_present (GTK_WINDOW (widget));
}

static void
shortcuts_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (RESOURCE_PREFIX "/ui/shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
}

void
_award_window_class_actions_init (AwardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_activated);
  gtk_widget_class_install_action (widget_class, "win.add-policy", NULL, add_policy_activated);
  gtk_widget_class_install_action (widget_class, "win.policies", NULL, policies_activated);
  gtk_widget_class_install_action (widget_class, "win.add-policy-file", NULL, add_policy_file_activated);
  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_activated);
  gtk_widget_class_install_action (widget_class, "win.open-recent", "s", open_recent_activated);
  gtk_widget_class_install_action (widget_class, "win.cancel", NULL, cancel_activated);
  gtk_widget_class_install_action (widget_class, "win.show-claims", "(ssux)", show_claims_activated);
  gtk_widget_class_install_action (widget_class, "win.settings", NULL, settings_activated);
  gtk_widget_class_install_action (widget_class, "win.settings-of", "(ss)", settings_of_activated);
  gtk_widget_class_install_action (widget_class, "win.trial", NULL, trial_activated);
  gtk_widget_class_install_action (widget_class, "win.near", NULL, near_activated);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_activated);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_activated);
  gtk_widget_class_install_action (widget_class, "win.toast", "s", toast_activated);
  gtk_widget_class_install_action (widget_class, "win.report", "s", toast_activated);
  gtk_widget_class_install_action (widget_class, "win.toast-file", "(ss)", toast_file_activated);
  gtk_widget_class_install_action (widget_class, "win.open-file", "s", open_file_activated);
}

static gboolean
drop_cb (AwardWindow *self, const GValue *value)
{
  g_autoptr (GListStore) tables = g_list_store_new (G_TYPE_FILE);
  GSList *files = g_value_get_boxed (value);

  for (GSList *l = files; l; l = l->next)
    {
      const char *path = g_file_peek_path (l->data);

      if (path && g_str_has_suffix (path, ".duixian"))
        open_ledger (self, l->data);
      else if (path && g_str_has_suffix (path, ".policy"))
        award_window_open_policy (self, path);
      else
        g_list_store_append (tables, l->data);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (tables)) > 0)
    award_window_import (self, G_LIST_MODEL (tables));

  return TRUE;
}

/* Filled each time it is opened: the recent ledgers change. */
static void
create_menu (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (RESOURCE_PREFIX "/ui/menus.ui");
  GMenu *recent = G_MENU (gtk_builder_get_object (builder, "recent-ledgers"));
  g_auto (GStrv) paths = award_memory_get_recent ();

  for (guint i = 0; paths[i]; i++)
    {
      g_autofree char *name = g_filename_display_basename (paths[i]);
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "win.open-recent", "s", paths[i]);
      g_menu_append_item (recent, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (gtk_builder_get_object (builder, "primary-menu")));
}

void
_award_window_actions_init (AwardWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu, NULL, NULL);
  _award_window_update_actions (self);
}

static void
suggest (GtkWidget *widget, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (widget, "suggested-action");
  else
    gtk_widget_remove_css_class (widget, "suggested-action");
}

void
_award_window_update_actions (AwardWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const gboolean is_open = self->ledger != NULL;
  const gboolean is_idle = is_open && !self->job;
  const gboolean has_claims = is_idle && self->n_claims > 0;

  gtk_widget_action_set_enabled (widget, "win.backup", is_idle);
  gtk_widget_action_set_enabled (widget, "win.batch", is_idle);
  gtk_widget_action_set_enabled (widget, "win.new-batch", is_idle);
  gtk_widget_action_set_enabled (widget, "win.import", is_idle);
  gtk_widget_action_set_enabled (widget, "win.imports", is_idle);
  gtk_widget_action_set_enabled (widget, "win.undo", is_idle);
  gtk_widget_action_set_enabled (widget, "win.settings", is_idle);
  gtk_widget_action_set_enabled (widget, "win.settings-of", is_idle);
  gtk_widget_action_set_enabled (widget, "win.trial", has_claims);
  gtk_widget_action_set_enabled (widget, "win.near", has_claims);
  gtk_widget_action_set_enabled (widget, "win.compute", has_claims);
  gtk_widget_action_set_enabled (widget, "win.compute-day", has_claims);
  gtk_widget_action_set_enabled (widget, "win.export", has_claims);
  gtk_widget_action_set_enabled (widget, "win.export-pdf", has_claims);
  gtk_widget_action_set_enabled (widget, "win.export-kind", has_claims);
  gtk_widget_action_set_enabled (widget, "win.print", has_claims);
  gtk_widget_action_set_enabled (widget, "win.add-policy", is_idle);
  gtk_widget_action_set_enabled (widget, "win.add-policy-file", is_idle);
  gtk_widget_action_set_enabled (widget, "win.find", is_open);
  gtk_widget_action_set_enabled (widget, "win.find-measure", is_open);
  gtk_widget_action_set_enabled (widget, "win.registers", is_open);
  gtk_widget_action_set_enabled (widget, "win.cancel", self->job != NULL);

  /* One next step at a time. */
  suggest (self->import_button, is_idle && self->n_claims == 0);
  suggest (GTK_WIDGET (self->compute_button), has_claims && (self->n_undecided > 0 || self->is_outdated));
  suggest (GTK_WIDGET (self->export_button), has_claims && self->n_undecided == 0 && !self->is_outdated);
}

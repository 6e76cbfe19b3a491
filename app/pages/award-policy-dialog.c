/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-policy-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-held-policy.h"
#include "award-policies.h"
#include "award-policy-entry.h"
#include "award-policy-view.h"
#include "award-words.h"

struct _AwardPolicyDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwToastOverlay *toasts;
  GtkWidget *add_button;
  GtkDropDown *policies;
  GtkListBox *measures;
  GtkScrolledWindow *scrolled;
  AdwBin *page;

  /* Owned */
  AwardLedger *ledger; /* nullable */
  GPtrArray *entries;  /* AwardPolicyEntry */
  GtkNativeDialog *chooser;
  char *pending; /* the text to be written to the file chosen next */

  AwardPolicyEntry *entry; /* shown */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardPolicyDialog, award_policy_dialog, ADW_TYPE_WINDOW)

static void
toast (AwardPolicyDialog *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

/* -------------------------------------------------------------------------------------------------
 * What is shown
 */

static void
show_page (AwardPolicyDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->measures);
  const int index = row ? gtk_list_box_row_get_index (row) : 0;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  const AwardPolicyShown shown = { self->entry->policy, self->entry->origin, self->entry->file->problems,
                                   self->entry->file->n_examples };

  gtk_widget_set_margin_top (box, 15);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 15);
  gtk_widget_set_margin_end (box, 15);
  if (index > 0)
    award_policy_view_show_measure (GTK_BOX (box), &shown,
                                    rules_policy_get_measure (shown.policy, (guint) index - 1));
  else
    award_policy_view_show_policy (GTK_BOX (box), &shown);
  adw_bin_set_child (self->page, box);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

static void
add_row (AwardPolicyDialog *self, const char *text, guint n_problems)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (n_problems > 0)
    {
      g_autofree char *count = g_strdup_printf ("●%u", n_problems);
      GtkWidget *mark = gtk_label_new (count);

      gtk_widget_add_css_class (mark, "award-attention");
      gtk_box_append (GTK_BOX (box), mark);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->measures, row);
}

static gboolean
is_held (AwardPolicyDialog *self, const RulesPolicy *policy)
{
  g_autoptr (GPtrArray) held = award_ledger_list_policies (self->ledger, NULL);

  for (guint i = 0; held && i < held->len; i++)
    {
      const AwardHeldPolicy *one = held->pdata[i];

      if (one->is_held &&
          strcmp (rules_policy_get_digest (one->policy), rules_policy_get_digest (policy)) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
show_entry (AwardPolicyDialog *self, AwardPolicyEntry *entry)
{
  const guint n = entry->policy ? rules_policy_get_n_measures (entry->policy) : 0;
  GtkListBoxRow *row;

  self->entry = entry;
  award_policy_entry_check (entry, self->entries);
  while ((row = gtk_list_box_get_row_at_index (self->measures, 0)))
    gtk_list_box_remove (self->measures, GTK_WIDGET (row));
  add_row (self, _ ("The Policy and Its Check"), entry->file->problems->len);
  for (guint i = 0; i < n; i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (entry->policy, i);

      add_row (self, rules_measure_get_label (measure), award_policy_entry_count (entry, measure));
    }
  gtk_widget_set_visible (self->add_button, self->ledger && entry->policy && !is_held (self, entry->policy));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "policy.add", entry->file->n_errors == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "policy.save", entry->policy != NULL);
  /* Shows the page, too. */
  gtk_list_box_select_row (self->measures, gtk_list_box_get_row_at_index (self->measures, 0));
}

static void
row_selected_cb (AwardPolicyDialog *self, GtkListBoxRow *row)
{
  if (row && self->entry)
    show_page (self);
}

static void
policy_selected_cb (AwardPolicyDialog *self)
{
  const guint selected = gtk_drop_down_get_selected (self->policies);

  if (selected < self->entries->len)
    show_entry (self, self->entries->pdata[selected]);
}

/* The list in the order of the entries, with @selected in front. */
static void
list_entries (AwardPolicyDialog *self, guint selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->entries->len; i++)
    gtk_string_list_append (names, ((const AwardPolicyEntry *) self->entries->pdata[i])->name);
  g_signal_handlers_block_by_func (self->policies, policy_selected_cb, self);
  gtk_drop_down_set_model (self->policies, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->policies, selected);
  g_signal_handlers_unblock_by_func (self->policies, policy_selected_cb, self);
  policy_selected_cb (self);
}

void
award_policy_dialog_open (AwardPolicyDialog *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  AwardPolicyEntry *entry = award_policy_entry_read (path, &error);

  if (!entry)
    {
      toast (self, error->message);
      return;
    }
  /* The same file once more is what it is now. */
  for (guint i = self->entries->len; i > 0; i--)
    if (g_strcmp0 (((const AwardPolicyEntry *) self->entries->pdata[i - 1])->path, path) == 0)
      g_ptr_array_remove_index (self->entries, i - 1);
  g_ptr_array_add (self->entries, entry);
  self->entry = NULL;
  list_entries (self, self->entries->len - 1);
}

/* -------------------------------------------------------------------------------------------------
 * Files
 */

static gboolean
write_text (AwardPolicyDialog *self, const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (g_file_set_contents (path, text, -1, &error))
    return TRUE;
  toast (self, error->message);

  return FALSE;
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, AwardPolicyDialog *self)
{
  g_autoptr (GtkNativeDialog) held = g_steal_pointer (&self->chooser);
  g_autofree char *text = g_steal_pointer (&self->pending);
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (!path)
    return;
  if (text && !g_str_has_suffix (path, ".policy"))
    {
      g_autofree char *longer = g_strconcat (path, ".policy", NULL);

      g_free (g_steal_pointer (&path));
      path = g_steal_pointer (&longer);
    }
  if (!text || write_text (self, path, text))
    award_policy_dialog_open (self, path);
}

/* For a file to be read, or (@text, which is taken) to be written. */
static void
choose (AwardPolicyDialog *self, const char *title, char *text, const char *name)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_free (self->pending);
  self->pending = text;
  if (self->chooser)
    return;
  self->chooser = GTK_NATIVE_DIALOG (gtk_file_chooser_native_new (
      title, GTK_WINDOW (self), text ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_OPEN,
      text ? _ ("_Save") : _ ("_Open"), NULL));
  gtk_file_filter_set_name (filter, _ ("Policy files"));
  gtk_file_filter_add_suffix (filter, "policy");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  if (name)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  gtk_native_dialog_show (self->chooser);
}

void
award_policy_dialog_open_file (AwardPolicyDialog *self)
{
  choose (self, _ ("Open a Policy File"), NULL, NULL);
}

static void
save_as (AwardPolicyDialog *self, const char *text)
{
  g_autofree char *name = g_strconcat (rules_policy_get_id (self->entry->policy), ".policy", NULL);

  choose (self, _ ("Save the Policy as a File"), g_strdup (text), name);
}

static void
open_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  award_policy_dialog_open_file (AWARD_POLICY_DIALOG (widget));
}

static void
save_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardPolicyDialog *self = AWARD_POLICY_DIALOG (widget);

  save_as (self, rules_policy_get_text (self->entry->policy));
}

/* Into the file shown, or, of a text that is read-only, into one to be chosen. */
static void
add_example_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardPolicyDialog *self = AWARD_POLICY_DIALOG (widget);
  const guint number = g_variant_get_uint32 (parameter);
  const RulesProblem *problem = self->entry->file->problems->pdata[number];
  g_autofree char *label = award_words_policy_example (problem);
  g_autofree char *text = rules_policy_add_example (self->entry->policy, problem, label);
  g_autofree char *path = g_strdup (self->entry->path);

  if (!text)
    toast (self, _ ("The measure has such an example already."));
  else if (!path)
    save_as (self, text);
  else if (!award_policy_entry_is_unchanged (self->entry))
    toast (self, _ ("The file was changed meanwhile. Open it again."));
  else if (write_text (self, path, text))
    {
      award_policy_dialog_open (self, path);
      toast (self, _ ("Added to the file as an example."));
    }
}

/* -------------------------------------------------------------------------------------------------
 * The ledger
 */

static void
added (AwardPolicyDialog *self)
{
  /* The button that had the focus goes. */
  gtk_widget_grab_focus (GTK_WIDGET (self->measures));
  gtk_widget_set_visible (self->add_button, FALSE);
  toast (self, _ ("The ledger has the policy now."));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
replace_cb (AwardPolicyDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (award_ledger_replace_policy (self->ledger, self->entry->policy, &error))
    added (self);
  else
    toast (self, error->message);
}

static void
ask_to_replace (AwardPolicyDialog *self, const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Replace the Policy?"), message);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace",
                                    _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response::replace", G_CALLBACK (replace_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardPolicyDialog *self = AWARD_POLICY_DIALOG (widget);
  const char *id = rules_policy_get_id (self->entry->policy);
  g_autoptr (GError) error = NULL;

  if (award_ledger_add_policy (self->ledger, self->entry->policy, &error))
    added (self);
  /* A text of the ledger's own can be replaced, one of the program cannot. */
  else if (g_error_matches (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT) &&
           !award_policies_find (id))
    ask_to_replace (self, error->message);
  else
    toast (self, error->message);
}

static void
award_policy_dialog_dispose (GObject *object)
{
  AwardPolicyDialog *self = AWARD_POLICY_DIALOG (object);

  if (self->chooser)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  self->entry = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_POLICY_DIALOG);
  g_clear_object (&self->ledger);

  G_OBJECT_CLASS (award_policy_dialog_parent_class)->dispose (object);
}

static void
award_policy_dialog_finalize (GObject *object)
{
  AwardPolicyDialog *self = AWARD_POLICY_DIALOG (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self->pending);

  G_OBJECT_CLASS (award_policy_dialog_parent_class)->finalize (object);
}

static void
award_policy_dialog_class_init (AwardPolicyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_policy_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = award_policy_dialog_finalize;

  signals[CHANGED] = g_signal_new ("changed", AWARD_TYPE_POLICY_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-policy-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardPolicyDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AwardPolicyDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, AwardPolicyDialog, policies);
  gtk_widget_class_bind_template_child (widget_class, AwardPolicyDialog, measures);
  gtk_widget_class_bind_template_child (widget_class, AwardPolicyDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AwardPolicyDialog, page);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_install_action (widget_class, "policy.open", NULL, open_activated);
  gtk_widget_class_install_action (widget_class, "policy.save", NULL, save_activated);
  gtk_widget_class_install_action (widget_class, "policy.add", NULL, add_activated);
  gtk_widget_class_install_action (widget_class, "policy.add-example", "u", add_example_activated);
}

static void
award_policy_dialog_init (AwardPolicyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->policies, "notify::selected", G_CALLBACK (policy_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
award_policy_dialog_new (GtkWindow *parent, AwardLedger *ledger)
{
  AwardPolicyDialog *self = g_object_new (AWARD_TYPE_POLICY_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GError) error = NULL;
  guint first = 0;

  self->ledger = ledger ? g_object_ref (ledger) : NULL;
  self->entries = award_policy_entry_list (ledger, &error);
  if (!self->entries)
    {
      toast (self, error->message);
      self->entries = award_policy_entry_list (NULL, NULL);
    }
  /* The latest of those the ledger is for comes first to mind. */
  for (guint i = 0; ledger && i < self->entries->len; i++)
    if (is_held (self, ((const AwardPolicyEntry *) self->entries->pdata[i])->policy))
      first = i;
  list_entries (self, first);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->measures));

  return GTK_WIDGET (self);
}

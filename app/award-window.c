/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-memory.h"
#include "award-registers-page.h"
#include "award-start-page.h"
#include "award-words.h"

enum
{
  PROP_0,
  PROP_SHOW_PANEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AwardWindow, award_window, ADW_TYPE_APPLICATION_WINDOW)

/* What the opening thread brings. */
typedef struct
{
  AwardLedger *ledger;
  AwardBatch *batch;
} Opened;

static void
opened_free (gpointer data)
{
  Opened *opened = data;

  g_clear_object (&opened->ledger);
  g_clear_pointer (&opened->batch, award_batch_free);
  g_free (opened);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opened, opened_free)

static void
show_start_page (AwardWindow *self)
{
  g_auto (GStrv) recent = award_memory_get_recent ();

  if (!self->start_page)
    {
      self->start_page = award_start_page_new ();
      gtk_stack_add_named (self->stack, self->start_page, "start");
    }
  award_start_page_set_recent (AWARD_START_PAGE (self->start_page), (const char *const *) recent);
  gtk_stack_set_visible_child (self->stack, self->start_page);
}

static void
show_title (AwardWindow *self)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *batch = award_words_batch (self->batch->name);
  g_autoptr (GString) subtitle = g_string_new (NULL);
  const RulesPolicy *last = NULL;
  guint n_policies = 0;

  if (g_str_has_suffix (name, ".duixian"))
    name[strlen (name) - strlen (".duixian")] = '\0';
  for (guint i = 0; i < self->measures->len; i++)
    {
      const RulesPolicy *policy = rules_measure_get_policy (self->measures->pdata[i]);

      if (policy == last)
        continue;
      last = policy;
      if (n_policies++ < 2)
        g_string_append_printf (subtitle, "%s · ", rules_policy_get_number (policy));
    }
  if (n_policies > 2)
    g_string_append_printf (subtitle, ngettext ("%u policy · ", "%u policies · ", n_policies), n_policies);
  g_string_append (subtitle, batch);
  if (self->batch->as_of != RULES_MISSING)
    {
      g_autofree char *date = rules_type_format (RULES_TYPE_DATE, (RulesValue){ self->batch->as_of, NULL });

      g_string_append_printf (subtitle, _ (" · as of %s"), date);
    }

  adw_window_title_set_title (self->window_title, name);
  adw_window_title_set_subtitle (self->window_title, subtitle->str);
  gtk_window_set_title (GTK_WINDOW (self), name);
}

static void
close_ledger (AwardWindow *self)
{
  g_clear_object (&self->lookup);
  g_clear_object (&self->ledger);
  g_clear_pointer (&self->batch, award_batch_free);
  g_clear_pointer (&self->path, g_free);
  _award_window_update_actions (self);
  show_start_page (self);
}

static gpointer
read_totals (AwardLedger *ledger, gpointer question, GError **error)
{
  return award_ledger_list_totals (ledger, *(gint64 *) question, FALSE, error);
}

static void
totals_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) totals = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  /* Meanwhile the window may have been closed. */
  if (self->lookup != AWARD_LOOKUP (source))
    return;
  if (!totals && self->notebook)
    {
      _award_window_toast (self, error->message);
      return;
    }
  if (!totals)
    {
      close_ledger (self);
      _award_window_show_error (self, _ ("The ledger cannot be opened"), error->message);
      return;
    }

  _award_window_show_tabs (self, totals);
  show_title (self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->notebook));
  gtk_widget_set_visible (self->import_button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->compute_button), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), TRUE);
  gtk_widget_set_visible (self->print_button, TRUE);
  gtk_widget_set_visible (self->panel_button, TRUE);
  _award_window_update_actions (self);
  _award_window_offer_tables (self);
}

void
_award_window_refresh (AwardWindow *self)
{
  gint64 *batch = g_new (gint64, 1);

  *batch = self->batch->id;
  award_lookup_ask_async (self->lookup, read_totals, batch, g_free, (GDestroyNotify) g_ptr_array_unref, NULL,
                          totals_cb, g_object_ref (self));
  if (!self->notebook)
    return;
  award_page_set_ledger (AWARD_PAGE (self->overview), self->ledger, self->lookup, self->batch->id);
  if (self->assessment)
    award_page_set_ledger (AWARD_PAGE (self->assessment), self->ledger, self->lookup, self->batch->id);
  if (self->registers)
    award_page_set_ledger (AWARD_PAGE (self->registers), self->ledger, self->lookup, self->batch->id);
  for (guint i = 0; i < self->groups->len; i++)
    award_page_set_ledger (self->groups->pdata[i], self->ledger, self->lookup, self->batch->id);
}

static void
open_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (Opened) opened = g_new0 (Opened, 1);
  GError *error = NULL;

  opened->ledger = award_ledger_open (task_data, &error);
  if (opened->ledger)
    opened->batch = award_ledger_get_batch (opened->ledger, NULL, FALSE, &error);

  if (opened->batch)
    g_task_return_pointer (task, g_steal_pointer (&opened), opened_free);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AwardWindow *self = AWARD_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Opened) opened = g_task_propagate_pointer (G_TASK (result), &error);

  if (!opened)
    {
      g_autofree char *path = g_steal_pointer (&self->path);

      if (g_error_matches (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_NOT_FOUND))
        award_memory_remove_recent (path);
      show_start_page (self);
      _award_window_show_error (self, _ ("The ledger cannot be opened"), error->message);
      return;
    }
  if (!self->stack)
    return;

  self->ledger = g_steal_pointer (&opened->ledger);
  self->batch = g_steal_pointer (&opened->batch);
  self->lookup = award_lookup_new (self->path);
  award_memory_add_recent (self->path);
  _award_window_ledger_init (self);
  _award_window_show_batches (self);
  _award_window_refresh (self);
}

AwardGroupPage *
_award_window_get_group (AwardWindow *self)
{
  GtkWidget *page =
      self->notebook
          ? gtk_notebook_get_nth_page (self->notebook, gtk_notebook_get_current_page (self->notebook))
          : NULL;

  return AWARD_IS_GROUP_PAGE (page) ? AWARD_GROUP_PAGE (page) : NULL;
}

void
_award_window_show_claims (AwardWindow *self,
                           const char *policy,
                           const char *measure_id,
                           AwardShow show,
                           gint64 id)
{
  const RulesMeasure *measure = NULL;

  for (guint i = 0; i < self->measures->len; i++)
    if (g_str_equal (rules_measure_get_id (self->measures->pdata[i]), measure_id) &&
        g_str_equal (rules_policy_get_id (rules_measure_get_policy (self->measures->pdata[i])), policy))
      measure = self->measures->pdata[i];

  for (guint g = 0; measure && g < self->groups->len; g++)
    {
      AwardGroupPage *group = self->groups->pdata[g];
      AwardMeasurePage *page;

      if (!g_ptr_array_find ((GPtrArray *) award_group_page_get_measures (group), measure, NULL))
        continue;
      gtk_notebook_set_current_page (self->notebook,
                                     gtk_notebook_page_num (self->notebook, GTK_WIDGET (group)));
      page = award_group_page_get_page (group, measure);
      if (id >= 0)
        award_measure_page_select (page, id);
      else
        award_measure_page_show (page, show);
    }
}

static void
set_show_panel (AwardWindow *self, gboolean show)
{
  if (self->shows_panel == show)
    return;

  self->shows_panel = show;
  for (guint i = 0; i < self->groups->len; i++)
    award_group_page_set_panel (self->groups->pdata[i], show);
  if (self->registers)
    award_registers_page_set_panel (AWARD_REGISTERS_PAGE (self->registers), show);
  award_memory_set_show_panel (show);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_PANEL]);
}

static void
award_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOW_PANEL)
    g_value_set_boolean (value, AWARD_WINDOW (object)->shows_panel);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
award_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SHOW_PANEL)
    set_show_panel (AWARD_WINDOW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* A window with a job goes when the job has ended: a cancelled job leaves the ledger as it was. */
static gboolean
award_window_close_request (GtkWindow *window)
{
  AwardWindow *self = AWARD_WINDOW (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  award_memory_set_window_size (width, height, gtk_window_is_maximized (window));
  if (self->job)
    {
      self->is_closing = TRUE;
      _award_window_cancel_job (self);
      return TRUE;
    }

  return GTK_WINDOW_CLASS (award_window_parent_class)->close_request (window);
}

static void
award_window_dispose (GObject *object)
{
  AwardWindow *self = AWARD_WINDOW (object);

  g_clear_handle_id (&self->job_timer, g_source_remove);
  if (self->chooser)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->new_policies, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, _award_left_out_free);
  g_clear_object (&self->undo_toast);
  if (self->assistant)
    g_object_remove_weak_pointer (G_OBJECT (self->assistant), (gpointer *) &self->assistant);
  self->assistant = NULL;
  self->notebook = NULL;
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->marks, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_WINDOW);
  g_clear_object (&self->tables);
  g_clear_object (&self->lookup);
  g_clear_object (&self->ledger);

  G_OBJECT_CLASS (award_window_parent_class)->dispose (object);
}

static void
award_window_finalize (GObject *object)
{
  AwardWindow *self = AWARD_WINDOW (object);

  g_clear_pointer (&self->batch, award_batch_free);
  g_ptr_array_unref (self->measures);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->marks);
  g_free (self->path);

  G_OBJECT_CLASS (award_window_parent_class)->finalize (object);
}

static void
award_window_class_init (AwardWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = award_window_dispose;
  object_class->finalize = award_window_finalize;
  object_class->get_property = award_window_get_property;
  object_class->set_property = award_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = award_window_close_request;

  properties[PROP_SHOW_PANEL] = g_param_spec_boolean (
      "show-panel", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, compute_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, print_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, panel_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, batch_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, job_label);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, job_progress);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, stack);
  gtk_widget_class_install_property_action (widget_class, "win.show-panel", "show-panel");
  _award_window_class_actions_init (klass);
  _award_window_class_batch_init (klass);
  _award_window_class_batches_init (klass);
  _award_window_class_import_init (klass);
  _award_window_class_imports_init (klass);
  _award_window_class_tabs_init (klass);
  _award_window_class_undo_init (klass);
}

static void
award_window_init (AwardWindow *self)
{
  int width, height;
  gboolean maximized;

  self->measures = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  self->marks = g_ptr_array_new ();
  self->shows_panel = award_memory_get_show_panel ();
  gtk_widget_init_template (GTK_WIDGET (self));

  award_memory_get_window_size (&width, &height, &maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  _award_window_actions_init (self);
}

AwardWindow *
award_window_new (GtkApplication *application)
{
  return g_object_new (AWARD_TYPE_WINDOW, "application", application, NULL);
}

const char *
award_window_get_path (AwardWindow *self)
{
  g_return_val_if_fail (AWARD_IS_WINDOW (self), NULL);

  return self->path;
}

void
award_window_open (AwardWindow *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (AWARD_IS_WINDOW (self) && !self->path);

  if (!path)
    {
      show_start_page (self);
      return;
    }
  self->path = g_strdup (path);
  gtk_stack_set_visible_child_name (self->stack, "blank");
  task = g_task_new (self, NULL, opened_cb, NULL);
  g_task_set_source_tag (task, award_window_open);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_thread);
}

void
award_window_import (AwardWindow *self, GListModel *files)
{
  g_return_if_fail (AWARD_IS_WINDOW (self));

  g_set_object (&self->tables, files);
  if (self->ledger)
    _award_window_offer_tables (self);
  else if (!self->path)
    _award_window_toast (self, _ ("Open or make a ledger first; the tables are then offered for import."));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-registers-page.h"

#include <glib/gi18n.h>

#include "award-blank-table.h"
#include "award-explanation.h"
#include "award-held-policy.h"
#include "award-record-explain.h"
#include "award-record-model.h"
#include "award-register-columns.h"
#include "award-register-question.h"
#include "award-register-table.h"
#include "award-save-dialog.h"
#include "award-today.h"
#include "award-words-register.h"

struct _AwardRegistersPage
{
  AwardPage parent_instance;

  /* Template children */
  GtkListBox *kinds;
  GtkEditable *search;
  GtkDropDown *show;
  GtkMenuButton *sort_button;
  GtkStack *stack;
  AdwBin *rows;
  AdwStatusPage *empty;
  GtkLabel *columns_label;
  GtkLabel *totals;
  GtkWidget *panel;
  AwardExplanation *explanation;
  GtkWidget *copy_button;

  /* Owned by the widget tree */
  AwardGrid *grid; /* of the register shown; NULL until its first records are there */
  GtkLabel *counts[AWARD_N_REGISTERS];

  /* Owned */
  AwardRecordModel *model;
  GCancellable *asking;  /* the question that is out */
  GCancellable *reading; /* the record that is out */
  GtkNativeDialog *chooser;

  AwardRegisterColumns columns; /* what the grid is told with */
  AwardRecordQuery order;       /* field and descending only */
  gint64 selected;              /* record, -1 for none */
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (AwardRegistersPage, award_registers_page, AWARD_TYPE_PAGE)

static const AwardLayout *
get_layout (AwardRegistersPage *self)
{
  return award_layout_find (award_register_get_name (self->columns.kind));
}

/* The record chosen. */

static void
show_hint (AwardRegistersPage *self)
{
  gtk_widget_set_sensitive (self->copy_button, FALSE);
  award_explanation_clear (self->explanation, _ ("Select a record to see all that is known of it."));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardRegistersPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardRecordFile) file = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (!file)
    {
      award_page_report (AWARD_PAGE (self), error);
      return;
    }
  if (!award_page_get_ledger (AWARD_PAGE (self)))
    return;

  award_record_explain (self->explanation, file, self->columns.policies, self->columns.today);
  gtk_widget_set_sensitive (self->copy_button, file->record != NULL);
}

static void
show_record (AwardRegistersPage *self)
{
  AwardRecordName *name;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->selected < 0)
    {
      show_hint (self);
      return;
    }

  self->reading = g_cancellable_new ();
  name = g_new (AwardRecordName, 1);
  *name = (AwardRecordName){ self->columns.kind, self->selected };
  award_lookup_ask_async (award_page_get_lookup (AWARD_PAGE (self)), award_question_read_record, name, g_free,
                          award_record_file_free, self->reading, read_cb, g_object_ref (self));
}

static void
selected_cb (AwardRegistersPage *self, guint position)
{
  g_autoptr (AwardRecordItem) item = NULL;
  const AwardRecord *record;

  if (self->is_setting)
    return;

  item = position == GTK_INVALID_LIST_POSITION ? NULL
                                               : g_list_model_get_item (G_LIST_MODEL (self->model), position);
  record = item ? award_record_item_get_record (item) : NULL;
  self->selected = record ? record->id : -1;
  show_record (self);
}

static void
copy_cb (AwardRegistersPage *self)
{
  g_autofree char *text = award_explanation_get_text (self->explanation);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("Record copied"));
}

/* The table. */

static void
order_changed_cb (AwardRegistersPage *self, guint column, gboolean descending)
{
  award_register_columns_order (column, &self->order);
  self->order.descending = descending;
  award_page_invalidate (AWARD_PAGE (self));
}

/* The focus goes before the table does: GTK 4.8 stumbles over a window that loses it. */
static void
drop_grid (AwardRegistersPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!self->grid)
    return;

  if (focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->grid)))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->kinds)));
  g_signal_handlers_disconnect_by_data (self->grid, self);
  self->grid = NULL;
  adw_bin_set_child (self->rows, NULL);
  gtk_menu_button_set_menu_model (self->sort_button, NULL);
}

static void
ensure_grid (AwardRegistersPage *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (self->grid)
    return;

  self->grid = AWARD_GRID (award_grid_new (award_words_register (self->columns.kind)));
  award_register_columns_add (self->grid, &self->columns);
  adw_bin_set_child (self->rows, GTK_WIDGET (self->grid));
  menu = award_grid_create_sort_menu (self->grid, "records.sort");
  gtk_menu_button_set_menu_model (self->sort_button, menu);
  g_signal_connect_object (self->grid, "selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid, "order-changed", G_CALLBACK (order_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
show_rows (AwardRegistersPage *self, GArray *ids)
{
  guint position = GTK_INVALID_LIST_POSITION;

  ensure_grid (self);
  self->is_setting = TRUE;
  award_grid_set_model (self->grid, NULL);
  award_record_model_set_ids (self->model, self->columns.kind, ids);
  award_grid_set_model (self->grid, G_LIST_MODEL (self->model));
  if (self->selected >= 0)
    position = award_record_model_find (self->model, self->selected);
  /* What was looked for. */
  if (position == GTK_INVALID_LIST_POSITION && ids->len == 1)
    {
      position = 0;
      self->selected = g_array_index (ids, gint64, 0);
    }
  if (position != GTK_INVALID_LIST_POSITION)
    award_grid_select (self->grid, position);
  else
    self->selected = -1;
  self->is_setting = FALSE;
}

static void
show_counts (AwardRegistersPage *self, const AwardRegisterRows *rows)
{
  const gint64 all = rows->counts[self->columns.kind];
  g_autofree char *text = NULL;

  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, rows->counts[i]);

      gtk_label_set_text (self->counts[i], count);
    }
  text = rows->ids->len == all ? g_strdup_printf (_ ("Records %lu"), (gulong) all)
                               : g_strdup_printf (_ ("Records %u of %lu"), rows->ids->len, (gulong) all);
  gtk_label_set_text (self->totals, text);
  gtk_widget_set_visible (GTK_WIDGET (self->totals), all > 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardRegistersPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardRegisterRows) rows = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);

  if (!rows)
    {
      award_page_report (AWARD_PAGE (self), error);
      return;
    }
  if (!award_page_get_ledger (AWARD_PAGE (self)))
    return;

  show_counts (self, rows);
  if (rows->ids->len > 0)
    show_rows (self, rows->ids);
  else
    self->selected = -1;
  gtk_stack_set_visible_child_name (self->stack, rows->ids->len > 0                     ? "rows"
                                                 : rows->counts[self->columns.kind] > 0 ? "no-match"
                                                                                        : "empty");
  show_record (self);
}

/* The ids of the words, policies and measures that are called by @text. */
static char **
find_words (AwardRegistersPage *self, const char *text)
{
  const AwardLayout *layout = get_layout (self);
  const RulesFact *fields[AWARD_REGISTER_MAX_FIELDS];
  const guint n_fields = award_layout_get_n_fields (layout);

  if (*text == '\0')
    return NULL;

  award_layout_list_fields (layout, fields);

  return award_words_find_ids (fields, n_fields, self->columns.policies, text);
}

static void
award_registers_page_refresh (AwardPage *page)
{
  AwardRegistersPage *self = AWARD_REGISTERS_PAGE (page);
  AwardRegisterQuestion *question;
  g_autoptr (GError) error = NULL;
  GPtrArray *policies = award_ledger_list_policies (award_page_get_ledger (page), &error);

  if (!policies)
    {
      award_page_report (page, error);
      return;
    }
  g_clear_pointer (&self->columns.policies, g_ptr_array_unref);
  self->columns.policies = policies;
  self->columns.today = award_today ();
  if (!self->model)
    self->model = award_record_model_new (award_page_get_ledger (page));

  question = g_new0 (AwardRegisterQuestion, 1);
  question->text = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  question->words = find_words (self, question->text);
  question->query = self->order;
  question->query.kind = self->columns.kind;
  question->query.text = question->text;
  question->query.words = (const char *const *) question->words;
  question->query.show = gtk_drop_down_get_selected (self->show);
  question->query.today = self->columns.today;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  award_lookup_ask_async (award_page_get_lookup (page), award_question_find_records, question,
                          award_register_question_free, award_register_rows_free, self->asking, found_cb,
                          g_object_ref (self));
}

static void
filter_changed_cb (AwardRegistersPage *self)
{
  if (!self->is_setting)
    award_page_invalidate (AWARD_PAGE (self));
}

static void
clear_filter_cb (AwardRegistersPage *self)
{
  self->is_setting = TRUE;
  gtk_editable_set_text (self->search, "");
  gtk_drop_down_set_selected (self->show, AWARD_RECORDS_ALL);
  self->is_setting = FALSE;
  award_page_invalidate (AWARD_PAGE (self));
}

static void
focus_rows_cb (AwardRegistersPage *self)
{
  if (!self->grid)
    return;

  if (award_grid_get_selected (self->grid) == GTK_INVALID_LIST_POSITION)
    award_grid_select (self->grid, 0);
  gtk_widget_child_focus (GTK_WIDGET (self->grid), GTK_DIR_TAB_FORWARD);
}

static void
sort_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardRegistersPage *self = AWARD_REGISTERS_PAGE (widget);

  if (self->grid)
    award_grid_sort_by (self->grid, g_variant_get_uint32 (parameter));
}

/* Which register. */

/* What there is to say where it has no record: what it is for, and what its table looks like. */
static void
describe_register (AwardRegistersPage *self)
{
  const AwardLayout *layout = get_layout (self);
  g_autoptr (GString) needed = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < award_layout_get_n_fields (layout); i++)
    {
      GString *list = award_layout_is_needed (layout, i) ? needed : others;

      g_string_append_printf (list, "%s%s", list->len > 0 ? _ (", ") : "",
                              award_layout_get_field (layout, i)->label);
    }
  text = g_strdup_printf (_ ("A table needs the columns: %s.\nIt can have: %s."), needed->str, others->str);
  adw_status_page_set_title (self->empty, award_words_register (self->columns.kind));
  adw_status_page_set_description (self->empty, award_words_register_purpose (self->columns.kind));
  gtk_label_set_text (self->columns_label, text);
}

static void
kind_selected_cb (AwardRegistersPage *self, GtkListBoxRow *row)
{
  if (!row || self->is_setting)
    return;

  self->columns.kind = (AwardRegister) gtk_list_box_row_get_index (row);
  self->selected = -1;
  self->order = (AwardRecordQuery){ .field = -1 };
  drop_grid (self);
  describe_register (self);
  gtk_widget_set_visible (GTK_WIDGET (self->show), self->columns.kind == AWARD_REGISTER_EXCLUSIONS);
  gtk_stack_set_visible_child_name (self->stack, "blank");
  show_hint (self);
  clear_filter_cb (self);
}

static void
add_kinds (AwardRegistersPage *self)
{
  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      const char *name = award_words_register ((AwardRegister) i);
      GtkWidget *row = gtk_list_box_row_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *label = gtk_label_new (name);
      GtkWidget *count = gtk_label_new (NULL);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_add_css_class (count, "dim-label");
      gtk_widget_add_css_class (count, "numeric");
      gtk_box_append (GTK_BOX (box), label);
      gtk_box_append (GTK_BOX (box), count);
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_list_box_append (self->kinds, row);
      self->counts[i] = GTK_LABEL (count);
    }
}

/* An empty table to fill in. */

static void
blank_chosen_cb (GtkNativeDialog *dialog, int response, AwardRegistersPage *self)
{
  g_autofree char *path = award_save_dialog_dup_path (dialog, response, ".xlsx");
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->chooser);
  if (!path)
    return;

  if (award_blank_table_write (self->columns.kind, path, &error))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-file", "(ss)",
                                _ ("Empty table saved. Fill it in and import it."), path);
  else
    award_page_report (AWARD_PAGE (self), error);
}

static void
blank_cb (AwardRegistersPage *self)
{
  AwardLedger *ledger = award_page_get_ledger (AWARD_PAGE (self));
  g_autofree char *name = NULL;

  if (self->chooser || !ledger)
    return;

  /* Translators: the name of a file; a register */
  name = g_strdup_printf (_ ("%s (empty table).xlsx"), award_words_register (self->columns.kind));
  self->chooser = award_save_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                         _ ("Save an Empty Table"), name, award_ledger_get_path (ledger));
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (blank_chosen_cb), self, 0);
  gtk_native_dialog_show (self->chooser);
}

static void
award_registers_page_dispose (GObject *object)
{
  AwardRegistersPage *self = AWARD_REGISTERS_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->chooser);
  if (self->grid)
    g_signal_handlers_disconnect_by_data (self->grid, self);
  self->grid = NULL;
  /* The bin would let go of a child that the template has let go of already. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_REGISTERS_PAGE);
  g_clear_object (&self->model);
  g_clear_pointer (&self->columns.policies, g_ptr_array_unref);

  G_OBJECT_CLASS (award_registers_page_parent_class)->dispose (object);
}

static void
award_registers_page_class_init (AwardRegistersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_registers_page_dispose;
  AWARD_PAGE_CLASS (klass)->refresh = award_registers_page_refresh;

  g_type_ensure (AWARD_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-registers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, search);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, show);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, rows);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, columns_label);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, totals);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, panel);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, AwardRegistersPage, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_rows_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, blank_cb);
  gtk_widget_class_install_action (widget_class, "records.sort", "u", sort_activated);
}

static void
award_registers_page_init (AwardRegistersPage *self)
{
  self->selected = -1;
  self->order.field = -1;
  self->is_setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_kinds (self);
  gtk_list_box_select_row (self->kinds, gtk_list_box_get_row_at_index (self->kinds, 0));
  self->is_setting = FALSE;
  describe_register (self);
  show_hint (self);
}

GtkWidget *
award_registers_page_new (void)
{
  return g_object_new (AWARD_TYPE_REGISTERS_PAGE, NULL);
}

void
award_registers_page_find (AwardRegistersPage *self)
{
  g_return_if_fail (AWARD_IS_REGISTERS_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

void
award_registers_page_set_panel (AwardRegistersPage *self, gboolean visible)
{
  g_return_if_fail (AWARD_IS_REGISTERS_PAGE (self));

  gtk_widget_set_visible (self->panel, visible);
}

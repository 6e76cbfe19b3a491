/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-table.h"

#include <glib/gi18n.h>

#include "award-chooser.h"
#include "award-import-changes.h"
#include "award-import-columns.h"
#include "award-import-preview.h"
#include "award-import-problems.h"
#include "award-import-questions.h"

struct _AwardImportTable
{
  AdwBin parent_instance;

  /* Template children */
  GtkMenuButton *target;
  GtkLabel *target_text;
  GtkDropDown *sheets;
  GtkLabel *heading;
  GtkLabel *notice;
  AwardImportQuestions *questions;
  GtkNotebook *notebook;
  AwardImportColumns *columns;
  AwardImportPreview *preview;
  AwardImportChanges *changes;
  AwardImportProblems *problems;
  GtkLabel *changes_tab;
  GtkLabel *problems_tab;

  /* Owned */
  AwardImportTargets *targets;
  AwardImportEntry *entry;
};

G_DEFINE_FINAL_TYPE (AwardImportTable, award_import_table, ADW_TYPE_BIN)

static void
target_chosen_cb (AwardImportTable *self, guint position)
{
  if (self->entry)
    award_import_entry_set_target (
        self->entry, position > 0 ? award_import_targets_get (self->targets, position - 1) : NULL);
}

static void
sheet_selected_cb (AwardImportTable *self)
{
  GtkStringObject *sheet = gtk_drop_down_get_selected_item (self->sheets);

  if (self->entry && sheet)
    award_import_entry_set_sheet (self->entry, gtk_string_object_get_string (sheet));
}

/* The sheets of a file that has several. */
static void
show_sheets (AwardImportTable *self)
{
  const GPtrArray *names = award_import_entry_get_sheets (self->entry);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  g_signal_handlers_block_by_func (self->sheets, sheet_selected_cb, self);
  for (guint i = 0; names && i < names->len; i++)
    {
      gtk_string_list_append (list, names->pdata[i]);
      if (g_strcmp0 (names->pdata[i], award_import_entry_get_sheet (self->entry)) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->sheets, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->sheets, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->sheets), names && names->len > 1);
  g_signal_handlers_unblock_by_func (self->sheets, sheet_selected_cb, self);
}

static void
show_heading (AwardImportTable *self)
{
  const AwardImportOutlook *outlook = award_import_entry_get_outlook (self->entry);
  g_autoptr (GString) text = g_string_new (NULL);
  guint first, last;

  if (award_import_entry_get_heading (self->entry, &first, &last) &&
      award_import_entry_get_target (self->entry))
    {
      if (first == last)
        g_string_append_printf (text, _ ("Heading: row %u"), first);
      else
        g_string_append_printf (text, _ ("Heading: rows %u to %u"), first, last);
      if (outlook && outlook->report && !outlook->report->is_blocked)
        g_string_append_printf (
            text, ngettext (" · %u row of data", " · %u rows of data", (gulong) outlook->report->counts.rows),
            (guint) outlook->report->counts.rows);
    }
  gtk_label_set_text (self->heading, text->str);
}

/* What is to be known of the table as a whole. */
static void
show_notice (AwardImportTable *self)
{
  const AwardImportOutlook *outlook = award_import_entry_get_outlook (self->entry);
  const char *message = award_import_entry_get_message (self->entry);
  g_autofree char *text = NULL;

  if (!award_import_entry_get_target (self->entry))
    text = message ? g_strdup_printf (_ ("%s. If it is a table of something, say of what above."), message)
                   : g_strdup (_ ("This table will not be imported."));
  else if (outlook && outlook->report && outlook->report->counts.same_file)
    text = g_strdup (_ ("This very file was imported before: nothing will be added."));
  gtk_label_set_text (self->notice, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->notice), text != NULL);
}

static void
show_tabs (AwardImportTable *self)
{
  const AwardImportOutlook *outlook = award_import_entry_get_outlook (self->entry);
  g_autofree char *counts = award_import_problems_dup_counts (award_import_entry_get_groups (self->entry));
  g_autofree char *problems =
      counts ? g_strdup_printf (_ ("Problems: %s"), counts) : g_strdup (_ ("Problems: none"));
  g_autofree char *changes = outlook && outlook->n_changes > 0
                                 ? g_strdup_printf (_ ("Changes %u"), (guint) outlook->n_changes)
                                 : g_strdup (_ ("Changes"));

  gtk_label_set_text (self->changes_tab, changes);
  gtk_label_set_text (self->problems_tab, problems);
}

/* The page in front; the others are filled when they come there: a table makes two hundred rows at once. */
static void
show_page (AwardImportTable *self, GtkWidget *page)
{
  const AwardImportOutlook *outlook = self->entry ? award_import_entry_get_outlook (self->entry) : NULL;

  if (page == GTK_WIDGET (self->columns))
    award_import_columns_set_entry (self->columns, self->entry);
  else if (page == GTK_WIDGET (self->problems))
    award_import_problems_show (self->problems, self->entry);
  else if (page == GTK_WIDGET (self->changes))
    award_import_changes_show (self->changes, outlook);
  else if (page == GTK_WIDGET (self->preview) && self->entry)
    award_import_preview_show (self->preview, award_import_entry_get_target (self->entry), outlook);
}

static void
page_switched_cb (AwardImportTable *self, GtkWidget *page)
{
  show_page (self, page);
}

void
award_import_table_show (AwardImportTable *self, AwardImportEntry *entry)
{
  const AwardImportTarget *target = entry ? award_import_entry_get_target (entry) : NULL;
  const gboolean is_other = self->entry != entry;
  g_autofree char *name = NULL;

  g_return_if_fail (AWARD_IS_IMPORT_TABLE (self));

  g_set_object (&self->entry, entry);
  award_import_questions_show (self->questions, entry);
  show_page (self,
             gtk_notebook_get_nth_page (self->notebook, gtk_notebook_get_current_page (self->notebook)));
  if (!entry)
    {
      award_import_columns_set_entry (self->columns, NULL);
      award_import_problems_show (self->problems, NULL);
      return;
    }

  if (is_other)
    show_sheets (self);
  name = target ? award_import_targets_dup_name (self->targets, target) : g_strdup (_ ("Do not import"));
  gtk_label_set_text (self->target_text, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->target), name);
  gtk_widget_set_visible (GTK_WIDGET (self->notebook), target != NULL);
  show_heading (self);
  show_notice (self);
  show_tabs (self);
}

void
award_import_table_set_targets (AwardImportTable *self, AwardImportTargets *targets)
{
  GtkWidget *chooser = award_chooser_new (_ ("Find what the table is of"), _ ("What the table is of"));

  self->targets = award_import_targets_ref (targets);
  award_chooser_add (AWARD_CHOOSER (chooser), _ ("Do not import"), NULL, NULL);
  for (guint i = 0; i < award_import_targets_get_n (targets); i++)
    {
      g_autofree char *name = award_import_targets_dup_name (targets, award_import_targets_get (targets, i));

      award_chooser_add (AWARD_CHOOSER (chooser), name, NULL, NULL);
    }
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (target_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->target, chooser);
}

static void
award_import_table_dispose (GObject *object)
{
  AwardImportTable *self = AWARD_IMPORT_TABLE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AWARD_TYPE_IMPORT_TABLE);
  g_clear_object (&self->entry);
  g_clear_pointer (&self->targets, award_import_targets_unref);

  G_OBJECT_CLASS (award_import_table_parent_class)->dispose (object);
}

static void
award_import_table_class_init (AwardImportTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_import_table_dispose;

  g_type_ensure (AWARD_TYPE_IMPORT_QUESTIONS);
  g_type_ensure (AWARD_TYPE_IMPORT_COLUMNS);
  g_type_ensure (AWARD_TYPE_IMPORT_PREVIEW);
  g_type_ensure (AWARD_TYPE_IMPORT_CHANGES);
  g_type_ensure (AWARD_TYPE_IMPORT_PROBLEMS);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-import-table.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, target);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, target_text);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, sheets);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, heading);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, notice);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, questions);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, notebook);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, columns);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, preview);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, changes);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, problems);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, changes_tab);
  gtk_widget_class_bind_template_child (widget_class, AwardImportTable, problems_tab);
  gtk_widget_class_bind_template_callback (widget_class, page_switched_cb);
}

static void
award_import_table_init (AwardImportTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->sheets, "notify::selected", G_CALLBACK (sheet_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

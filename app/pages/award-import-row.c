/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-row.h"

#include <glib/gi18n.h>

struct _AwardImportRow
{
  GtkListBoxRow parent_instance;

  /* Owned by the widget tree */
  GtkImage *icon;
  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *state;
  GtkWidget *remove;

  /* Owned */
  AwardImportSet *set;
  AwardImportEntry *entry;
};

G_DEFINE_FINAL_TYPE (AwardImportRow, award_import_row, GTK_TYPE_LIST_BOX_ROW)

static char *
state_text (AwardImportEntry *entry)
{
  const AwardImportOutlook *outlook = award_import_entry_get_outlook (entry);
  const guint n = award_import_entry_count_questions (entry);

  switch (award_import_entry_get_state (entry))
    {
    case AWARD_ENTRY_READING:
      return g_strdup (_ ("Reading…"));
    case AWARD_ENTRY_UNREADABLE:
      return g_strdup (_ ("Cannot be read"));
    case AWARD_ENTRY_EXCLUDED:
      return g_strdup (_ ("Not imported"));
    case AWARD_ENTRY_TRYING:
      return g_strdup (_ ("Checking…"));
    case AWARD_ENTRY_QUESTIONS:
      return g_strdup_printf (ngettext ("%u question", "%u questions", n), n);
    case AWARD_ENTRY_READY:
    default:
      if (outlook->report->counts.same_file)
        return g_strdup (_ ("Imported before"));
      return g_strdup_printf (
          ngettext ("Ready, %u row", "Ready, %u rows", (gulong) outlook->report->counts.rows),
          (guint) outlook->report->counts.rows);
    }
}

static void
changed_cb (AwardImportRow *self)
{
  static const char *const icons[] = { "award-undecided-symbolic", "award-unmet-symbolic",
                                       "award-skipped-symbolic",   "award-undecided-symbolic",
                                       "award-review-symbolic",    "award-granted-symbolic" };
  static const char *const styles[] = { "dim-label", "award-bad",   "dim-label",
                                        "dim-label", "award-doubt", "award-good" };
  const AwardEntryState state = award_import_entry_get_state (self->entry);
  const AwardImportTarget *target = award_import_entry_get_target (self->entry);
  const GPtrArray *sheets = award_import_entry_get_sheets (self->entry);
  const char *name = award_import_entry_get_name (self->entry);
  const char *sheet = sheets && sheets->len > 1 ? award_import_entry_get_sheet (self->entry) : NULL;
  g_autofree char *text = state_text (self->entry);
  const char *what = target ? award_import_target_get_label (target) : NULL;
  g_autofree char *detail =
      what && sheet ? g_strdup_printf ("%s · %s", sheet, what) : g_strdup (what ? what : sheet);
  g_autofree char *all = g_strjoin ("\n", name, detail ? detail : text, detail ? text : NULL, NULL);
  g_autofree char *remove = g_strdup_printf (_ ("Take %s out"), name);
  const char *const classes[] = { styles[state], NULL };

  gtk_image_set_from_icon_name (self->icon, icons[state]);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char **) classes);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->detail, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_label_set_text (self->state, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), (const char *[]){ "caption", styles[state], NULL });
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
}

static void
remove_cb (AwardImportRow *self)
{
  award_import_set_remove (self->set, self->entry);
}

static gboolean
delete_pressed (GtkWidget *widget, GVariant *args, gpointer data)
{
  remove_cb (AWARD_IMPORT_ROW (widget));

  return TRUE;
}

static void
award_import_row_dispose (GObject *object)
{
  AwardImportRow *self = AWARD_IMPORT_ROW (object);

  g_clear_object (&self->set);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (award_import_row_parent_class)->dispose (object);
}

static void
award_import_row_class_init (AwardImportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_import_row_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Delete, 0, delete_pressed, NULL);
}

static GtkLabel *
line_new (GtkWidget *lines, const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  if (style)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (label));

  return label;
}

static void
award_import_row_init (AwardImportRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->icon = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_START);
  gtk_widget_set_margin_top (GTK_WIDGET (self->icon), 3);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  self->name = line_new (lines, NULL);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_MIDDLE);
  self->detail = line_new (lines, "caption");
  self->state = line_new (lines, "caption");
  self->remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_add_css_class (self->remove, "circular");
  gtk_widget_set_valign (self->remove, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->remove, _ ("Take it out (Delete)"));
  g_signal_connect_object (self->remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), self->remove);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
award_import_row_new (AwardImportSet *set, AwardImportEntry *entry)
{
  AwardImportRow *self = g_object_new (AWARD_TYPE_IMPORT_ROW, NULL);

  self->set = g_object_ref (set);
  self->entry = g_object_ref (entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);

  return GTK_WIDGET (self);
}

AwardImportEntry *
award_import_row_get_entry (AwardImportRow *self)
{
  return self->entry;
}

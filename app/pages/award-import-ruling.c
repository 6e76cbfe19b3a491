/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-ruling.h"

#include <glib/gi18n.h>

#include "award-words.h"

struct _AwardImportRuling
{
  AdwBin parent_instance;

  /* Owned by the widget tree */
  GtkLabel *text;
  GtkMenuButton *accept;
  GtkEntry *reason;
  GtkWidget *one; /* whether only the place chosen is meant */
  GtkWidget *stand;
  GtkWidget *repair;
  GtkWidget *back;

  /* Owned */
  AwardImportEntry *entry;
  char *code;     /* of the problem */
  char *found;    /* nullable */
  char *repaired; /* what would mend it; NULL: nothing does */
};

G_DEFINE_FINAL_TYPE (AwardImportRuling, award_import_ruling, ADW_TYPE_BIN)

/* Whether the problem is what came of saying which enterprise its row is of. */
static gboolean
is_match (const AwardImportRulings *rulings, const char *code, const char *found, const char **enterprise)
{
  return found && (g_str_equal (code, "matched-by-decision") || g_str_equal (code, "missing-claimant")) &&
         award_import_rulings_get_match (rulings, found, enterprise);
}

char *
award_import_ruling_dup_said (AwardImportEntry *entry, const AwardProblem *problem)
{
  const AwardImportRulings *rulings = award_import_entry_get_rulings (entry);
  const char *code = problem->found ? award_import_rulings_get_repair (rulings, problem->found) : NULL;
  const char *reason = problem->severity == RULES_SEVERITY_WARNING
                           ? award_import_rulings_get_reason (rulings, problem->code, problem->found)
                           : NULL;

  if (code)
    return g_strdup_printf (_ ("read as %s"), code);
  if (is_match (rulings, problem->code, problem->found, &code))
    return code ? g_strdup_printf (_ ("the same as %s"), code) : g_strdup (_ ("none of those near it"));

  return reason ? g_strdup_printf (_ ("may stand: %s"), reason) : NULL;
}

static void
say (AwardImportRuling *self, const AwardImportEdit *edit)
{
  /* What is shown changes with it. */
  g_autoptr (AwardImportEntry) entry = g_object_ref (self->entry);

  award_import_entry_say (entry, edit);
}

static void
accept (AwardImportRuling *self, const char *reason)
{
  const gboolean is_one = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->one));
  g_autofree char *clean = g_strstrip (g_strdup (reason));

  if (*clean == '\0')
    return;

  gtk_menu_button_popdown (self->accept);
  say (self, &(AwardImportEdit){ .kind = AWARD_EDIT_ACCEPT,
                                 .code = self->code,
                                 .found = is_one ? self->found : NULL,
                                 .reason = clean });
}

static void
stand_cb (AwardImportRuling *self)
{
  accept (self, gtk_editable_get_text (GTK_EDITABLE (self->reason)));
}

static void
reason_cb (AwardImportRuling *self)
{
  g_autofree char *clean = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  gtk_widget_set_sensitive (self->stand, *clean != '\0');
}

static void
usual_reason_cb (AwardImportRuling *self, GtkButton *button)
{
  accept (self, gtk_button_get_label (button));
}

static void
repair_cb (AwardImportRuling *self)
{
  say (self, &(AwardImportEdit){ .kind = AWARD_EDIT_REPAIR, .found = self->found, .code = self->repaired });
}

/* Takes back whatever was said of the problem. */
static void
back_cb (AwardImportRuling *self)
{
  const AwardImportRulings *rulings = award_import_entry_get_rulings (self->entry);
  g_autofree char *code = g_strdup (self->code);
  g_autofree char *found = g_strdup (self->found);

  if (found && award_import_rulings_get_repair (rulings, found))
    {
      say (self, &(AwardImportEdit){ .kind = AWARD_EDIT_REPAIR, .found = found });
      return;
    }
  if (is_match (rulings, code, found, NULL))
    {
      say (self, &(AwardImportEdit){ .kind = AWARD_EDIT_FORGET, .found = found });
      return;
    }
  say (self, &(AwardImportEdit){ .kind = AWARD_EDIT_ACCEPT, .code = code, .found = found });
  if (award_import_rulings_get_reason (rulings, code, found))
    say (self, &(AwardImportEdit){ .kind = AWARD_EDIT_ACCEPT, .code = code });
}

void
award_import_ruling_show (AwardImportRuling *self,
                          AwardImportEntry *entry,
                          const AwardProblemGroup *group,
                          const AwardProblem *problem)
{
  g_autofree char *said = problem ? award_import_ruling_dup_said (entry, problem) : NULL;
  g_autofree char *text = NULL;
  gboolean can_accept, can_repair;

  g_return_if_fail (AWARD_IS_IMPORT_RULING (self));

  g_set_object (&self->entry, entry);
  g_free (self->code);
  g_free (self->found);
  g_free (self->repaired);
  self->code = problem ? g_strdup (problem->code) : NULL;
  self->found = problem ? g_strdup (problem->found) : NULL;
  self->repaired =
      problem && problem->found ? award_problem_find_repair (problem->code, problem->found) : NULL;

  can_accept = problem && !said && award_acceptance_is_possible (problem->severity, problem->code);
  can_repair = self->repaired && !said;
  if (problem && problem->row > 0)
    text = g_strdup_printf (said ? _ ("Row %u: %s") : _ ("Row %u"), problem->row, said);
  else
    text = g_strdup (said ? said : "");
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->accept), can_accept);
  gtk_widget_set_visible (self->one, group && group->problems->len > 1 && self->found);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->one), FALSE);
  gtk_widget_set_visible (self->repair, can_repair);
  gtk_widget_set_visible (self->back, said != NULL);
  if (can_repair)
    {
      g_autofree char *label = g_strdup_printf (_ ("Correct to %s"), self->repaired);

      gtk_button_set_label (GTK_BUTTON (self->repair), label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), can_accept || can_repair || said);
}

static void
award_import_ruling_dispose (GObject *object)
{
  AwardImportRuling *self = AWARD_IMPORT_RULING (object);

  g_clear_object (&self->entry);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->found, g_free);
  g_clear_pointer (&self->repaired, g_free);

  G_OBJECT_CLASS (award_import_ruling_parent_class)->dispose (object);
}

static void
award_import_ruling_class_init (AwardImportRulingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_import_ruling_dispose;
}

/* Why a warning may stand: a usual reason with one press, or another in words. */
static GtkWidget *
popover_new (AwardImportRuling *self)
{
  static const char *const usual[] = { N_ ("True as stated"), N_ ("Checked against the original") };
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Why the warning may stand"));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (usual[i]));

      g_signal_connect_object (button, "clicked", G_CALLBACK (usual_reason_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), button);
    }
  self->reason = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->reason, _ ("Another reason"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reason), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Another reason"), -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->reason), TRUE);
  g_signal_connect_object (self->reason, "changed", G_CALLBACK (reason_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reason, "activate", G_CALLBACK (stand_cb), self, G_CONNECT_SWAPPED);
  self->stand = gtk_button_new_with_label (_ ("Let It Stand"));
  gtk_widget_set_sensitive (self->stand, FALSE);
  g_signal_connect_object (self->stand, "clicked", G_CALLBACK (stand_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->reason));
  gtk_box_append (GTK_BOX (line), self->stand);
  gtk_box_append (GTK_BOX (box), line);
  self->one = gtk_check_button_new_with_label (_ ("Only the row chosen, and those that say the same"));
  gtk_box_append (GTK_BOX (box), self->one);
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  return popover;
}

static void
award_import_ruling_init (AwardImportRuling *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  self->repair = gtk_button_new ();
  self->accept = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->back = gtk_button_new_with_label (_ ("Take It Back"));
  gtk_menu_button_set_label (self->accept, _ ("Let the Warning Stand…"));
  gtk_menu_button_set_popover (self->accept, popover_new (self));
  g_signal_connect_object (self->repair, "clicked", G_CALLBACK (repair_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), self->repair);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->accept));
  gtk_box_append (GTK_BOX (box), self->back);
  gtk_widget_add_css_class (box, "award-filter");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
award_import_ruling_new (void)
{
  return g_object_new (AWARD_TYPE_IMPORT_RULING, NULL);
}

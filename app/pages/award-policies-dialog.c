/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-policies-dialog.h"

#include <glib/gi18n.h>

struct _AwardPoliciesDialog
{
  AdwWindow parent_instance;

  /* Template children */
  AdwPreferencesGroup *group;
  GtkButton *choose_button;

  /* Owned */
  GPtrArray *policies; /* RulesPolicy, borrowed */
  GPtrArray *checks;   /* GtkCheckButton of each, borrowed */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardPoliciesDialog, award_policies_dialog, ADW_TYPE_WINDOW)

static void
update_sensitive (AwardPoliciesDialog *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->checks->len; i++)
    any |= gtk_check_button_get_active (self->checks->pdata[i]);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choose_button), any);
}

static char *
day_text (gint64 day)
{
  return day == RULES_MISSING ? g_strdup ("")
                              : rules_type_format (RULES_TYPE_DATE, (RulesValue){ day, NULL });
}

static void
add_policy (AwardPoliciesDialog *self, RulesPolicy *policy)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *from = day_text (rules_policy_get_valid_from (policy));
  g_autofree char *to = day_text (rules_policy_get_valid_to (policy));
  g_autofree char *subtitle =
      *to != '\0' ? g_strdup_printf (_ ("%s\nValid %s to %s"), rules_policy_get_title (policy), from, to)
                  : g_strdup_printf (_ ("%s\nValid from %s"), rules_policy_get_title (policy), from);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rules_policy_get_number (policy));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rules_policy_get_number (policy), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update_sensitive), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->policies, policy);
  g_ptr_array_add (self->checks, check);
}

static void
choose_cb (AwardPoliciesDialog *self)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; i < self->policies->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_ptr_array_add (chosen, self->policies->pdata[i]);
  /* Closed first: what follows may open a dialog of its own. */
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[CHOSEN], 0, chosen);
  g_object_unref (self);
}

static void
award_policies_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AWARD_TYPE_POLICIES_DIALOG);

  G_OBJECT_CLASS (award_policies_dialog_parent_class)->dispose (object);
}

static void
award_policies_dialog_finalize (GObject *object)
{
  AwardPoliciesDialog *self = AWARD_POLICIES_DIALOG (object);

  g_ptr_array_unref (self->policies);
  g_ptr_array_unref (self->checks);

  G_OBJECT_CLASS (award_policies_dialog_parent_class)->finalize (object);
}

static void
award_policies_dialog_class_init (AwardPoliciesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_policies_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = award_policies_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", AWARD_TYPE_POLICIES_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-policies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardPoliciesDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AwardPoliciesDialog, choose_button);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
award_policies_dialog_init (AwardPoliciesDialog *self)
{
  self->policies = g_ptr_array_new ();
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static int
compare_latest_first (gconstpointer a, gconstpointer b)
{
  const gint64 first = rules_policy_get_valid_from (*(RulesPolicy *const *) a);
  const gint64 second = rules_policy_get_valid_from (*(RulesPolicy *const *) b);

  return (first < second) - (first > second);
}

GtkWidget *
award_policies_dialog_new (GtkWindow *parent,
                           const char *title,
                           const char *button,
                           const GPtrArray *policies)
{
  AwardPoliciesDialog *self =
      g_object_new (AWARD_TYPE_POLICIES_DIALOG, "transient-for", parent, "title", title, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  gtk_button_set_label (self->choose_button, button);
  for (guint i = 0; i < policies->len; i++)
    g_ptr_array_add (sorted, policies->pdata[i]);
  g_ptr_array_sort (sorted, compare_latest_first);
  for (guint i = 0; i < sorted->len; i++)
    add_policy (self, sorted->pdata[i]);
  if (self->checks->len == 1)
    gtk_check_button_set_active (self->checks->pdata[0], TRUE);
  if (self->checks->len > 0)
    gtk_window_set_focus (GTK_WINDOW (self), self->checks->pdata[0]);

  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-settings-dialog.h"

#include <glib/gi18n.h>

struct _AwardSettingsDialog
{
  AdwPreferencesWindow parent_instance;

  /* Owned */
  AwardLedger *ledger;

  AdwPreferencesPage *page; /* owned by the widget tree */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AwardSettingsDialog, award_settings_dialog, ADW_TYPE_PREFERENCES_WINDOW)

/* What a row stands for. */
typedef struct
{
  AwardSettingsDialog *dialog;
  const RulesMeasure *measure;
  const RulesParameter *parameter; /* or */
  const RulesChoice *choice;

  /* Of a parameter */
  GtkWidget *row;
  GtkEditable *entry;
  GtkWidget *button;
} Setting;

static void
setting_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static gboolean
write_setting (Setting *setting, const char *name, const char *text, GtkWidget *row)
{
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!award_ledger_set (setting->dialog->ledger, setting->measure, name, text, &error))
    {
      gtk_widget_add_css_class (row, "error");
      toast = adw_toast_new (error->message);
    }
  else
    {
      gtk_widget_remove_css_class (row, "error");
      toast = adw_toast_new (_ ("Saved. Compute again for it to take effect."));
      g_signal_emit (setting->dialog, signals[CHANGED], 0);
    }
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (setting->dialog), toast);

  return error == NULL;
}

static void
option_selected_cb (AdwComboRow *row, GParamSpec *pspec, gpointer data)
{
  Setting *setting = data;
  const guint selected = adw_combo_row_get_selected (row);
  const RulesOption *option = &setting->choice->options[MIN (selected, setting->choice->n_options - 1)];

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), option->reason ? option->reason : "");
  write_setting (setting, setting->choice->id, option->id, GTK_WIDGET (row));
}

static void
parameter_applied_cb (GtkButton *button, gpointer data)
{
  Setting *setting = data;
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (setting->entry)));

  if (write_setting (setting, setting->parameter->id, text, setting->row))
    gtk_widget_set_sensitive (setting->button, FALSE);
}

static GtkWidget *
choice_row_new (AwardSettingsDialog *self,
                const RulesMeasure *measure,
                const RulesChoice *choice,
                guint selected)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) options = gtk_string_list_new (NULL);
  const char *reason = choice->options[selected].reason;
  Setting *setting = g_new (Setting, 1);

  for (guint i = 0; i < choice->n_options; i++)
    gtk_string_list_append (options, choice->options[i].label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), choice->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reason ? reason : "");
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (options));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);

  *setting = (Setting){ self, measure, NULL, choice };
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (option_selected_cb), setting, setting_free, 0);

  return row;
}

/* "每人奖补标准（元）": what is to be typed. */
static char *
parameter_title (const RulesParameter *parameter)
{
  const char *unit = NULL;

  if (parameter->type == RULES_TYPE_MONEY)
    unit = _ ("yuan");
  else if (parameter->type == RULES_TYPE_PERCENT)
    unit = "%";
  else if (parameter->type == RULES_TYPE_DATE)
    unit = _ ("for example 2024-02-01");

  return unit ? g_strdup_printf (_ ("%s (%s)"), parameter->label, unit) : g_strdup (parameter->label);
}

static void
parameter_typed_cb (GtkEditable *entry, gpointer data)
{
  gtk_widget_set_sensitive (data, TRUE);
}

static GtkWidget *
parameter_row_new (AwardSettingsDialog *self,
                   const RulesMeasure *measure,
                   const RulesParameter *parameter,
                   RulesValue value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Set"));
  g_autofree char *title = parameter_title (parameter);
  g_autofree char *text = value.number == RULES_MISSING ? NULL : rules_type_format (parameter->type, value);
  Setting *setting = g_new (Setting, 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), parameter->reason ? parameter->reason : "");
  if (!text && !parameter->is_optional)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name ("award-review-symbolic");

      gtk_widget_add_css_class (icon, "award-doubt");
      gtk_widget_set_tooltip_text (icon, _ ("Not set yet"));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    }

  gtk_editable_set_text (GTK_EDITABLE (entry), text ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 14);
  gtk_entry_set_alignment (GTK_ENTRY (entry), 1);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), entry);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), entry);

  *setting = (Setting){ self, measure, parameter, NULL, row, GTK_EDITABLE (entry), button };
  g_signal_connect (entry, "changed", G_CALLBACK (parameter_typed_cb), button);
  g_signal_connect_data (button, "clicked", G_CALLBACK (parameter_applied_cb), setting, setting_free, 0);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (gtk_widget_activate), button);

  return row;
}

static void
add_measure (AwardSettingsDialog *self, const RulesMeasure *measure)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RulesSettings) settings = award_ledger_get_settings (self->ledger, measure, &error);
  g_autofree char *label = g_markup_escape_text (rules_measure_get_label (measure), -1);
  g_autofree char *escaped = settings ? NULL : g_markup_escape_text (error->message, -1);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), label);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; settings && i < rules_measure_get_n_parameters (measure); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               parameter_row_new (self, measure, rules_measure_get_parameter (measure, i),
                                                  rules_settings_get_parameter (settings, i)));
  for (guint i = 0; settings && i < rules_measure_get_n_choices (measure); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               choice_row_new (self, measure, rules_measure_get_choice (measure, i),
                                               rules_settings_get_choice (settings, i)));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

static void
award_settings_dialog_finalize (GObject *object)
{
  g_clear_object (&AWARD_SETTINGS_DIALOG (object)->ledger);

  G_OBJECT_CLASS (award_settings_dialog_parent_class)->finalize (object);
}

static void
award_settings_dialog_class_init (AwardSettingsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_settings_dialog_finalize;

  signals[CHANGED] = g_signal_new ("changed", AWARD_TYPE_SETTINGS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
award_settings_dialog_init (AwardSettingsDialog *self)
{
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), self->page);
}

GtkWidget *
award_settings_dialog_new (GtkWindow *parent, AwardLedger *ledger, const GPtrArray *measures)
{
  AwardSettingsDialog *self =
      g_object_new (AWARD_TYPE_SETTINGS_DIALOG, "transient-for", parent, "modal", TRUE, "destroy-with-parent",
                    TRUE, "title", _ ("Parameters and Readings"), "search-enabled", measures->len > 4,
                    "default-width", 640, "default-height", 560, NULL);

  self->ledger = g_object_ref (ledger);
  for (guint i = 0; i < measures->len; i++)
    {
      const RulesMeasure *measure = measures->pdata[i];

      if (rules_measure_get_n_parameters (measure) + rules_measure_get_n_choices (measure) > 0)
        add_measure (self, measure);
    }

  return GTK_WIDGET (self);
}

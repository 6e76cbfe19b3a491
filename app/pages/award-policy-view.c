/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-policy-view.h"

#include <glib/gi18n.h>

#include "award-today.h"
#include "award-words-measure.h"
#include "award-words.h"

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (style)
    gtk_widget_add_css_class (label, style);

  return label;
}

static AdwPreferencesGroup *
group_new (GtkBox *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_box_append (box, group);

  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);

  return row;
}

static void
add_icon (GtkWidget *row, const char *name, const char *style, const char *description)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_widget_add_css_class (icon, style);
  gtk_widget_set_tooltip_text (icon, description);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
}

/* -------------------------------------------------------------------------------------------------
 * Findings
 */

static GtkWidget *
problem_row_new (const AwardPolicyShown *shown, guint number)
{
  static const struct
  {
    const char *icon;
    const char *style;
    const char *word;
  } severities[] = {
    { "award-unmet-symbolic", "award-bad", N_ ("Error") },
    { "award-problem-symbolic", "award-doubt", N_ ("Warning") },
    { "award-skipped-symbolic", "dim-label", N_ ("Note") },
  };
  const RulesProblem *problem = shown->problems->pdata[number];
  g_autofree char *words = award_words_policy_problem (problem);
  g_autofree char *claim = shown->policy ? rules_policy_show (shown->policy, problem) : NULL;
  g_autofree char *place = g_strdup_printf (_ ("Line %u, column %u"), problem->line, problem->column);
  g_autofree char *subtitle =
      claim ? g_strdup_printf (_ ("%s\nCounter-example: %s"), place, claim) : g_strdup (place);
  GtkWidget *row = row_new (words, subtitle);

  add_icon (row, severities[problem->severity].icon, severities[problem->severity].style,
            _ (severities[problem->severity].word));
  if (claim)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Add as Example"));

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "policy.add-example");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", number);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }

  return row;
}

/* Of @measure, of all for NULL. Without any it says so, unless only a measure is asked about. */
static void
add_problems (GtkBox *box, const AwardPolicyShown *shown, const RulesMeasure *measure)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < shown->problems->len; i++)
    {
      const RulesProblem *problem = shown->problems->pdata[i];

      if (measure && g_strcmp0 (problem->measure, rules_measure_get_id (measure)) != 0)
        continue;
      if (!group)
        group = group_new (box, _ ("Policy Check"));
      adw_preferences_group_add (group, problem_row_new (shown, i));
    }
  if (!group && !measure)
    {
      GtkWidget *row = row_new (_ ("No problems were found."), NULL);

      add_icon (row, "award-granted-symbolic", "award-good", "");
      adw_preferences_group_add (group_new (box, _ ("Policy Check")), row);
    }
}

/* -------------------------------------------------------------------------------------------------
 * A policy
 */

char *
award_policy_view_dup_validity (const RulesPolicy *policy)
{
  const gint64 first = rules_policy_get_valid_from (policy), last = rules_policy_get_valid_to (policy);
  g_autofree char *from = rules_type_format (RULES_TYPE_DATE, (RulesValue){ first, NULL });
  g_autofree char *to = rules_type_format (RULES_TYPE_DATE, (RulesValue){ last, NULL });

  if (first == RULES_MISSING && last == RULES_MISSING)
    return g_strdup (_ ("No days are named"));
  if (last == RULES_MISSING)
    return g_strdup_printf (_ ("From %s"), from);
  if (last < award_today ())
    return first == RULES_MISSING ? g_strdup_printf (_ ("Until %s (over)"), to)
                                  : g_strdup_printf (_ ("%s to %s (over)"), from, to);
  return first == RULES_MISSING ? g_strdup_printf (_ ("Until %s"), to)
                                : g_strdup_printf (_ ("%s to %s"), from, to);
}

/* Clauses that compute nothing, so that a reader finds every one. */
static void
add_clauses (GtkBox *box, const RulesPolicy *policy)
{
  g_autoptr (GPtrArray) silent = g_ptr_array_new ();
  g_autofree char *title = NULL;
  GtkWidget *expander;

  for (guint i = 0; i < rules_policy_get_n_clauses (policy); i++)
    if (rules_policy_get_clause (policy, i)->no_rule)
      g_ptr_array_add (silent, (gpointer) rules_policy_get_clause (policy, i));
  if (silent->len == 0)
    return;

  expander = adw_expander_row_new ();
  title = g_strdup_printf (ngettext ("%u clause computes nothing", "%u clauses compute nothing", silent->len),
                           silent->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  for (guint i = 0; i < silent->len; i++)
    {
      const RulesClause *clause = silent->pdata[i];
      g_autofree char *words = g_strdup_printf ("%s  %s", clause->reference, clause->no_rule);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row_new (words, clause->text));
    }
  adw_preferences_group_add (group_new (box, _ ("Other Clauses")), expander);
}

void
award_policy_view_show_policy (GtkBox *box, const AwardPolicyShown *shown)
{
  AdwPreferencesGroup *group;
  g_autofree char *validity = NULL;
  g_autofree char *counts = NULL;

  if (!shown->policy)
    {
      gtk_box_append (box, label_new (shown->origin, "title-3"));
      gtk_box_append (box,
                      label_new (_ ("The text cannot be used until these faults are mended."), "dim-label"));
      add_problems (box, shown, NULL);
      return;
    }

  validity = award_policy_view_dup_validity (shown->policy);
  counts = g_strdup_printf (_ ("%u measures, %u examples"), rules_policy_get_n_measures (shown->policy),
                            shown->n_examples);
  gtk_box_append (box, label_new (rules_policy_get_title (shown->policy), "title-3"));
  group = group_new (box, rules_policy_get_number (shown->policy));
  adw_preferences_group_add (group, row_new (_ ("Validity"), validity));
  adw_preferences_group_add (group, row_new (_ ("Text"), shown->origin));
  adw_preferences_group_add (group, row_new (_ ("Contents"), counts));
  add_problems (box, shown, NULL);
  add_clauses (box, shown->policy);
}

/* -------------------------------------------------------------------------------------------------
 * A measure
 */

static const char *
type_word (RulesType type)
{
  static const char *const words[RULES_N_TYPES] = {
    [RULES_TYPE_BOOLEAN] = N_ ("yes or no"),  [RULES_TYPE_MONEY] = N_ ("money"),
    [RULES_TYPE_ENERGY] = N_ ("electricity"), [RULES_TYPE_QUANTITY] = N_ ("quantity"),
    [RULES_TYPE_PERCENT] = N_ ("per cent"),   [RULES_TYPE_COUNT] = N_ ("whole number"),
    [RULES_TYPE_DATE] = N_ ("date"),          [RULES_TYPE_TEXT] = N_ ("text"),
    [RULES_TYPE_INDUSTRY] = N_ ("industry"),  [RULES_TYPE_ENUM] = N_ ("one of several words"),
  };

  return _ (words[type]);
}

static void
add_fact (AdwPreferencesGroup *group, const RulesFact *fact)
{
  g_autoptr (GString) words = g_string_new (type_word (fact->type));
  g_autofree char *headings = g_strjoinv (_ (", "), (char **) fact->headings);

  if (fact->unit)
    g_string_append_printf (words, _ (" · %s"), fact->unit);
  if (*headings)
    g_string_append_printf (words, _ (" · headings: %s"), headings);
  adw_preferences_group_add (group, row_new (fact->label, words->str));
}

static void
add_facts (GtkBox *box, const RulesMeasure *measure)
{
  const char *line = rules_measure_get_line_label (measure);
  AdwPreferencesGroup *group;

  if (rules_measure_get_n_facts (measure) > 0)
    {
      group = group_new (box, _ ("Figures Asked For"));
      for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
        add_fact (group, rules_measure_get_fact (measure, i));
    }
  if (rules_measure_get_n_line_facts (measure) > 0)
    {
      group = group_new (box, line ? line : _ ("Detail Lines"));
      for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
        add_fact (group, rules_measure_get_line_fact (measure, i));
    }
}

static void
add_settings (GtkBox *box, const RulesMeasure *measure)
{
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    {
      const RulesParameter *parameter = rules_measure_get_parameter (measure, i);

      if (!group)
        group = group_new (box, _ ("Parameters"));
      adw_preferences_group_add (group, row_new (parameter->label, parameter->reason));
    }
  group = NULL;
  for (guint i = 0; i < rules_measure_get_n_choices (measure); i++)
    {
      const RulesChoice *choice = rules_measure_get_choice (measure, i);
      g_autoptr (GString) options = g_string_new (NULL);

      for (guint o = 0; o < choice->n_options; o++)
        {
          const RulesOption *option = &choice->options[o];

          g_string_append_printf (options, "%s%s", o > 0 ? "\n" : "", option->label);
          if (option->reason)
            g_string_append_printf (options, _ (": %s"), option->reason);
        }
      if (!group)
        group = group_new (box, _ ("Readings"));
      adw_preferences_group_add (group, row_new (choice->label, options->str));
    }
}

static void
add_examples (GtkBox *box, const RulesMeasure *measure)
{
  AdwPreferencesGroup *group;

  if (rules_measure_get_n_examples (measure) == 0)
    return;
  group = group_new (box, _ ("Examples"));
  for (guint i = 0; i < rules_measure_get_n_examples (measure); i++)
    {
      g_autofree char *text = rules_measure_dup_example_text (measure, i);

      adw_preferences_group_add (group, row_new (rules_measure_get_example_label (measure, i), text));
    }
}

static GtkWidget *
column_new (const char *title)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_valign (column, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (column), label_new (title, "heading"));

  return column;
}

/* The measure as the program takes it, for a reader to compare with the clause. */
static GtkWidget *
words_new (const RulesMeasure *measure)
{
  g_autoptr (GPtrArray) sections = award_words_measure (measure, NULL);
  GtkWidget *column = column_new (_ ("As the Program Takes It"));

  for (guint i = 0; i < sections->len; i++)
    {
      const AwardWordsSection *section = sections->pdata[i];

      gtk_box_append (GTK_BOX (column), label_new (section->heading, "award-section"));
      for (guint l = 0; l < section->lines->len; l++)
        gtk_box_append (GTK_BOX (column), label_new (section->lines->pdata[l], NULL));
    }

  return column;
}

void
award_policy_view_show_measure (GtkBox *box, const AwardPolicyShown *shown, const RulesMeasure *measure)
{
  const RulesClause *clause = rules_measure_get_clause (measure);
  g_autofree char *heading = g_strdup_printf (_ ("Clause %s"), clause->reference);
  GtkWidget *beside, *words;

  gtk_box_append (box, label_new (rules_measure_get_label (measure), "title-3"));
  add_problems (box, shown, measure);
  beside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  gtk_box_set_homogeneous (GTK_BOX (beside), TRUE);
  words = column_new (heading);
  gtk_box_append (GTK_BOX (words), label_new (clause->text, "award-quote"));
  gtk_box_append (GTK_BOX (beside), words);
  gtk_box_append (GTK_BOX (beside), words_new (measure));
  gtk_box_append (box, beside);
  add_facts (box, measure);
  add_settings (box, measure);
  add_examples (box, measure);
}

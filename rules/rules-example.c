/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the examples of a policy: each is a claim with the decision it must get. */
#include "rules-language.h"

static const char *const OUTCOME_NAMES[] = {
  [RULES_OUTCOME_AWARD] = "award",
  [RULES_OUTCOME_REFUSE] = "refuse",
  [RULES_OUTCOME_REVIEW] = "review",
};

static guint
find_fact (GArray *facts, const char *id)
{
  guint i = 0;

  while (i < facts->len && strcmp (g_array_index (facts, RulesFact, i).id, id) != 0)
    i++;
  return i;
}

/* The checker has read these values already. */
static gint64
number_of (const RulesFact *fact, const char *text, RulesTexts *texts)
{
  g_autoptr (GError) error = NULL;
  RulesValue value;

  if (text == NULL)
    return RULES_MISSING;
  if (fact->type == RULES_TYPE_TEXT)
    return rules_texts_add (texts, text);
  if (!rules_fact_parse (fact, text, &value, &error))
    g_return_val_if_reached (RULES_MISSING);
  return value.number;
}

/* One array of @n rows for each fact, all missing. */
static GPtrArray *
new_columns (guint n_facts, guint n_rows)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_facts; i++)
    {
      gint64 *column = g_new (gint64, n_rows + 1);
      for (guint row = 0; row <= n_rows; row++)
        column[row] = RULES_MISSING;
      g_ptr_array_add (columns, column);
    }
  return columns;
}

static void
fill_row (GPtrArray *columns, guint row, GArray *facts, GArray *assignments, RulesTexts *texts)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      const RulesAssignment *assignment = &g_array_index (assignments, RulesAssignment, i);
      guint fact = find_fact (facts, assignment->id);
      gint64 *column = g_ptr_array_index (columns, fact);

      column[row] = number_of (&g_array_index (facts, RulesFact, fact), assignment->text, texts);
    }
}

/* Without an as-of day the last day of the policy counts. */
static RulesSettings *
settings_of (const RulesMeasure *measure, const RulesExample *example)
{
  RulesSettings *settings = rules_settings_new (measure);
  gint64 last;

  if (!rules_date_from_civil (9999, 12, 31, &last))
    g_return_val_if_reached (settings);
  rules_settings_set_as_of (settings,
                            measure->policy->valid_to != RULES_MISSING ? measure->policy->valid_to : last);
  for (guint i = 0; i < example->settings->len; i++)
    {
      const RulesAssignment *assignment = &g_array_index (example->settings, RulesAssignment, i);
      const char *text = assignment->text != NULL ? assignment->text : "";
      RulesValue day;

      if (strcmp (assignment->id, "as-of") == 0)
        {
          if (rules_type_parse (RULES_TYPE_DATE, text, &day, NULL))
            rules_settings_set_as_of (settings, day.number);
        }
      else if (!rules_settings_set (settings, assignment->id, text, NULL))
        g_return_val_if_reached (settings);
    }
  return settings;
}

/* Decides the claim of @example, or explains it where @explanation is given. */
static RulesDecision
work_out (const RulesMeasure *measure, const RulesExample *example, RulesExplanation **explanation)
{
  g_autoptr (RulesTexts) texts = rules_texts_new ();
  g_autoptr (RulesSettings) settings = settings_of (measure, example);
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (measure, settings);
  guint n_claims = 1 + example->rivals->len;
  g_autoptr (GPtrArray) facts = new_columns (measure->facts->len, n_claims);
  g_autoptr (GPtrArray) line_facts = new_columns (measure->line_facts->len, example->lines->len);
  g_autofree guint32 *line_starts = g_new0 (guint32, n_claims + 1);
  g_autofree RulesDecision *decisions = g_new0 (RulesDecision, n_claims);

  fill_row (facts, 0, measure->facts, example->facts, texts);
  for (guint i = 0; i < example->rivals->len; i++)
    fill_row (facts, i + 1, measure->facts, g_ptr_array_index (example->rivals, i), texts);
  /* Rivals have no lines of their own. */
  for (guint i = 1; i <= n_claims; i++)
    line_starts[i] = example->lines->len;
  for (guint i = 0; i < example->lines->len; i++)
    fill_row (line_facts, i, measure->line_facts, g_ptr_array_index (example->lines, i), texts);

  RulesBatch batch = {
    .n_claims = n_claims,
    .facts = (const gint64 *const *) facts->pdata,
    .line_starts = measure->has_lines ? line_starts : NULL,
    .line_facts = (const gint64 *const *) line_facts->pdata,
    .texts = texts,
  };
  rules_evaluator_run (evaluator, &batch, decisions);
  if (explanation != NULL)
    *explanation = rules_evaluator_explain (evaluator, &batch, 0);
  return decisions[0];
}

RulesDecision
rules_example_decide (const RulesMeasure *measure, const RulesExample *example)
{
  return work_out (measure, example, NULL);
}

RulesExplanation *
rules_example_explain (const RulesMeasure *measure, const RulesExample *example)
{
  RulesExplanation *explanation = NULL;

  (void) work_out (measure, example, &explanation);
  return explanation;
}

static gboolean
has_flag (const RulesMeasure *measure, const RulesDecision *decision, const char *id)
{
  for (guint f = 0; f < measure->flags->len; f++)
    if ((decision->flags >> f & 1) != 0 && strcmp (g_array_index (measure->flags, RulesFlag, f).id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
keeps_promise (const RulesMeasure *measure, const RulesExample *example, const RulesDecision *decision)
{
  guint n_flags = 0;

  if (decision->outcome != example->outcome ||
      (example->amount != RULES_MISSING && decision->amount != example->amount) ||
      (example->code != NULL &&
       strcmp (example->code, g_ptr_array_index (measure->codes, decision->code)) != 0))
    return FALSE;
  if (example->flags == NULL)
    return TRUE;
  for (guint f = 0; f < measure->flags->len; f++)
    n_flags += decision->flags >> f & 1;
  for (guint i = 0; i < example->flags->len; i++)
    if (!has_flag (measure, decision, g_ptr_array_index (example->flags, i)))
      return FALSE;
  return n_flags == example->flags->len;
}

/* "award 50000.00 code ok flags at-floor" */
static char *
describe (RulesOutcome outcome, gint64 amount, const char *code, GPtrArray *flags)
{
  GString *text = g_string_new (OUTCOME_NAMES[outcome]);
  g_autofree char *number = rules_type_format (RULES_TYPE_MONEY, (RulesValue){ amount, NULL });

  if (outcome == RULES_OUTCOME_AWARD && number != NULL)
    g_string_append_printf (text, " %s", number);
  if (code != NULL)
    g_string_append_printf (text, " code %s", code);
  for (guint i = 0; flags != NULL && i < flags->len; i++)
    g_string_append_printf (text, "%s %s", i == 0 ? " flags" : ",", (char *) g_ptr_array_index (flags, i));
  return g_string_free (text, FALSE);
}

static void
run_example (const RulesMeasure *measure, const RulesExample *example, GPtrArray *problems)
{
  RulesDecision decision = rules_example_decide (measure, example);

  if (keeps_promise (measure, example, &decision))
    return;

  g_autoptr (GPtrArray) flags = g_ptr_array_new ();
  for (guint f = 0; f < measure->flags->len; f++)
    if ((decision.flags >> f & 1) != 0)
      g_ptr_array_add (flags, (gpointer) g_array_index (measure->flags, RulesFlag, f).id);
  g_autofree char *found = describe ((RulesOutcome) decision.outcome, decision.amount,
                                     g_ptr_array_index (measure->codes, decision.code), flags);
  g_autofree char *expected = describe (example->outcome, example->amount, example->code, example->flags);
  RulesProblem *problem = rules_problem_add_as (problems, RULES_SEVERITY_ERROR, RULES_PROBLEM_EXAMPLE,
                                                example->place, found, expected);
  if (problem != NULL)
    problem->measure = g_strdup (measure->id);
}

guint
rules_policy_run_examples (const RulesPolicy *policy, GPtrArray *problems)
{
  guint n_run = 0;

  for (guint m = 0; m < policy->measures->len; m++)
    {
      const RulesMeasure *measure = g_ptr_array_index (policy->measures, m);

      for (guint i = 0; i < measure->examples->len; i++, n_run++)
        run_example (measure, &g_array_index (measure->examples, RulesExample, i), problems);
    }
  return n_run;
}

guint
rules_measure_get_n_examples (const RulesMeasure *measure)
{
  return measure->examples->len;
}

const char *
rules_measure_get_example_label (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->examples->len, NULL);

  return g_array_index (measure->examples, RulesExample, i).label;
}

char *
rules_measure_dup_example_text (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->examples->len, NULL);

  const RulesExample *example = &g_array_index (measure->examples, RulesExample, i);
  const char *end = measure->policy->text + example->to;
  GString *text = g_string_new (NULL);

  for (const char *p = measure->policy->text + example->from; p < end; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (text, *p);
    else if (text->len > 0 && text->str[text->len - 1] != ' ')
      g_string_append_c (text, ' ');
  return g_string_free (text, FALSE);
}

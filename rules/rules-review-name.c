/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that nothing reads. */
#include "rules-review.h"

typedef struct
{
  const RulesMeasure *measure;
  guint8 *facts;
  guint8 *line_facts;
  guint8 *parameters;
  guint8 *choices;
  GHashTable *lets;
} Uses;

static void
mark (const RulesExpression *expression, gpointer data)
{
  Uses *uses = data;

  if (expression->op == RULES_OP_FACT)
    (expression->fact_on_line ? uses->line_facts : uses->facts)[expression->fact] = TRUE;
  else if (expression->op == RULES_OP_PARAMETER)
    uses->parameters[expression->parameter] = TRUE;
  else if (expression->op == RULES_OP_CHOICE_IS)
    uses->choices[expression->choice] = TRUE;
  else if (expression->op == RULES_OP_NAMED)
    g_hash_table_add (uses->lets, (gpointer) expression->let);
  for (guint i = 0; i < expression->n_args; i++)
    mark (expression->args[i], data);
}

static void
warn_unused (RulesReview *review, GArray *places, guint i, const char *id)
{
  rules_review_warn (review, RULES_PROBLEM_UNUSED, g_array_index (places, RulesPlace, i), id, NULL);
}

/* A text says who or what is meant, a key or a date which line, an event date when: lists show them, and
 * the program tells lines apart by them, even where no rule reads them. */
static gboolean
serves_itself (const RulesFact *fact)
{
  return fact->type == RULES_TYPE_TEXT || fact->is_key || fact->is_event ||
         (fact->on_line && fact->type == RULES_TYPE_DATE);
}

static gboolean
is_set (const RulesMeasure *measure, const char *id)
{
  for (guint i = 0; i < measure->examples->len; i++)
    {
      GArray *settings = g_array_index (measure->examples, RulesExample, i).settings;

      for (guint s = 0; s < settings->len; s++)
        if (strcmp (g_array_index (settings, RulesAssignment, s).id, id) == 0)
          return TRUE;
    }
  return FALSE;
}

/* A parameter nothing reads, or one that no example sets and nobody has seen at work. */
static void
check_parameters (RulesReview *review, const guint8 *used)
{
  const RulesMeasure *measure = review->measure;

  for (guint i = 0; i < measure->parameters->len; i++)
    {
      const RulesParameter *parameter = &g_array_index (measure->parameters, RulesParameter, i);

      if (!used[i])
        warn_unused (review, measure->parameter_places, i, parameter->id);
      else if (measure->examples->len > 0 && parameter->initial.number == RULES_MISSING &&
               !is_set (measure, parameter->id))
        rules_review_note (review, RULES_PROBLEM_NEVER_SET,
                           g_array_index (measure->parameter_places, RulesPlace, i), parameter->id, NULL);
    }
}

static void
check_facts (RulesReview *review, GArray *facts, GArray *places, const guint8 *used)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const RulesFact *fact = &g_array_index (facts, RulesFact, i);

      if (!used[i] && !serves_itself (fact))
        warn_unused (review, places, i, fact->id);
    }
}

void
rules_review_names (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;
  g_autofree guint8 *facts = g_new0 (guint8, measure->facts->len + 1);
  g_autofree guint8 *line_facts = g_new0 (guint8, measure->line_facts->len + 1);
  g_autofree guint8 *parameters = g_new0 (guint8, measure->parameters->len + 1);
  g_autofree guint8 *choices = g_new0 (guint8, measure->choices->len + 1);
  g_autoptr (GHashTable) lets = g_hash_table_new (NULL, NULL);
  Uses uses = { measure, facts, line_facts, parameters, choices, lets };

  rules_review_each (measure, mark, &uses);
  if (measure->floor_choice >= 0)
    choices[measure->floor_choice] = TRUE;
  if (measure->ranking != NULL && measure->ranking->tie_choice >= 0)
    choices[measure->ranking->tie_choice] = TRUE;

  check_facts (review, measure->facts, measure->fact_places, facts);
  check_facts (review, measure->line_facts, measure->line_fact_places, line_facts);
  check_parameters (review, parameters);
  for (guint i = 0; i < measure->choices->len; i++)
    if (!choices[i] &&
        !rules_group_reads_choice (measure, g_array_index (measure->choices, RulesChoice, i).id))
      warn_unused (review, measure->choice_places, i, g_array_index (measure->choices, RulesChoice, i).id);
  for (guint i = 0; i < measure->lets->len; i++)
    {
      const RulesLet *let = g_ptr_array_index (measure->lets, i);

      if (!g_hash_table_contains (lets, let))
        rules_review_warn (review, RULES_PROBLEM_UNUSED, let->place, let->id, NULL);
    }
}

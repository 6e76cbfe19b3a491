/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A measure: life and what it declares. */
#include "rules-parse.h"

static void
clear_example (gpointer data)
{
  RulesExample *example = data;

  g_array_unref (example->facts);
  g_array_unref (example->settings);
  g_ptr_array_unref (example->lines);
  g_ptr_array_unref (example->rivals);
  g_clear_pointer (&example->flags, g_ptr_array_unref);
}

RulesMeasure *
rules_measure_new (RulesPolicy *policy)
{
  RulesMeasure *measure = g_new0 (RulesMeasure, 1);

  measure->policy = policy;
  measure->claim_key = -1;
  measure->line_key = -1;
  measure->floor_choice = -1;
  measure->n_instalments = 1;
  measure->facts = g_array_new (FALSE, TRUE, sizeof (RulesFact));
  measure->line_facts = g_array_new (FALSE, TRUE, sizeof (RulesFact));
  measure->parameters = g_array_new (FALSE, TRUE, sizeof (RulesParameter));
  measure->choices = g_array_new (FALSE, TRUE, sizeof (RulesChoice));
  measure->fact_places = g_array_new (FALSE, TRUE, sizeof (RulesPlace));
  measure->line_fact_places = g_array_new (FALSE, TRUE, sizeof (RulesPlace));
  measure->parameter_places = g_array_new (FALSE, TRUE, sizeof (RulesPlace));
  measure->choice_places = g_array_new (FALSE, TRUE, sizeof (RulesPlace));
  measure->unheaded = g_ptr_array_new ();
  measure->lets = g_ptr_array_new ();
  measure->conditions = g_array_new (FALSE, TRUE, sizeof (RulesCondition));
  measure->line_conditions = g_array_new (FALSE, TRUE, sizeof (RulesCondition));
  measure->flag_conditions = g_array_new (FALSE, TRUE, sizeof (RulesCondition));
  measure->flags = g_array_new (FALSE, TRUE, sizeof (RulesFlag));
  measure->codes = g_ptr_array_new ();
  measure->code_labels = g_ptr_array_new ();
  measure->shares = g_array_new (FALSE, TRUE, sizeof (RulesShare));
  measure->successions = g_array_new (FALSE, TRUE, sizeof (RulesSuccession));
  measure->succession_places = g_array_new (FALSE, TRUE, sizeof (RulesPlace));
  measure->examples = g_array_new (FALSE, TRUE, sizeof (RulesExample));
  g_array_set_clear_func (measure->examples, clear_example);
  return measure;
}

void
rules_measure_free (RulesMeasure *measure)
{
  g_array_unref (measure->facts);
  g_array_unref (measure->line_facts);
  g_array_unref (measure->parameters);
  g_array_unref (measure->choices);
  g_array_unref (measure->fact_places);
  g_array_unref (measure->line_fact_places);
  g_array_unref (measure->parameter_places);
  g_array_unref (measure->choice_places);
  g_ptr_array_unref (measure->unheaded);
  g_ptr_array_unref (measure->lets);
  g_array_unref (measure->conditions);
  g_array_unref (measure->line_conditions);
  g_array_unref (measure->flag_conditions);
  g_array_unref (measure->flags);
  g_ptr_array_unref (measure->codes);
  g_ptr_array_unref (measure->code_labels);
  g_array_unref (measure->shares);
  g_array_unref (measure->successions);
  g_array_unref (measure->succession_places);
  g_array_unref (measure->examples);
  g_free (measure);
}

const RulesPolicy *
rules_measure_get_policy (const RulesMeasure *measure)
{
  return measure->policy;
}

const char *
rules_measure_get_id (const RulesMeasure *measure)
{
  return measure->id;
}

const char *
rules_measure_get_label (const RulesMeasure *measure)
{
  return measure->label;
}

const RulesClause *
rules_measure_get_clause (const RulesMeasure *measure)
{
  return measure->clause;
}

RulesClaimant
rules_measure_get_claimant (const RulesMeasure *measure)
{
  return measure->claimant;
}

RulesResult
rules_measure_get_result (const RulesMeasure *measure)
{
  return measure->result;
}

guint
rules_measure_get_payers (const RulesMeasure *measure, RulesPayer payers[RULES_N_PAYERS])
{
  for (guint i = 0; i < measure->shares->len; i++)
    payers[i] = g_array_index (measure->shares, RulesShare, i).payer;
  return measure->shares->len;
}

gboolean
rules_measure_compares_claims (const RulesMeasure *measure)
{
  return measure->ranking != NULL;
}

guint
rules_measure_get_n_facts (const RulesMeasure *measure)
{
  return measure->facts->len;
}

const RulesFact *
rules_measure_get_fact (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->facts->len, NULL);

  return &g_array_index (measure->facts, RulesFact, i);
}

guint
rules_measure_get_n_line_facts (const RulesMeasure *measure)
{
  return measure->line_facts->len;
}

const RulesFact *
rules_measure_get_line_fact (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->line_facts->len, NULL);

  return &g_array_index (measure->line_facts, RulesFact, i);
}

int
rules_measure_get_claim_key (const RulesMeasure *measure)
{
  return measure->claim_key;
}

const char *
rules_measure_get_line_label (const RulesMeasure *measure)
{
  return measure->line_label;
}

guint
rules_measure_get_n_parameters (const RulesMeasure *measure)
{
  return measure->parameters->len;
}

const RulesParameter *
rules_measure_get_parameter (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->parameters->len, NULL);

  return &g_array_index (measure->parameters, RulesParameter, i);
}

guint
rules_measure_get_n_choices (const RulesMeasure *measure)
{
  return measure->choices->len;
}

const RulesChoice *
rules_measure_get_choice (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->choices->len, NULL);

  return &g_array_index (measure->choices, RulesChoice, i);
}

guint
rules_measure_get_n_flags (const RulesMeasure *measure)
{
  return measure->flags->len;
}

const RulesFlag *
rules_measure_get_flag (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->flags->len, NULL);

  return &g_array_index (measure->flags, RulesFlag, i);
}

guint
rules_measure_get_n_successions (const RulesMeasure *measure)
{
  return measure->successions->len;
}

const RulesSuccession *
rules_measure_get_succession (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->successions->len, NULL);

  return &g_array_index (measure->successions, RulesSuccession, i);
}

guint
rules_measure_get_n_codes (const RulesMeasure *measure)
{
  return measure->codes->len;
}

const char *
rules_measure_get_code (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->codes->len, NULL);

  return g_ptr_array_index (measure->codes, i);
}

const char *
rules_measure_get_code_label (const RulesMeasure *measure, guint i)
{
  g_return_val_if_fail (i < measure->code_labels->len, NULL);

  return g_ptr_array_index (measure->code_labels, i);
}

guint
rules_measure_get_n_instalments (const RulesMeasure *measure)
{
  return measure->n_instalments;
}

const RulesMatter *
rules_measure_get_matter (const RulesMeasure *measure)
{
  return measure->matter;
}

gboolean
rules_matter_is (const RulesMatter *matter, const char *text)
{
  return strcmp (matter->id, text) == 0 || strcmp (matter->label, text) == 0 ||
         g_strv_contains (matter->aliases, text);
}

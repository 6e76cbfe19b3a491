/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-decision-json.h"

#include "award-words.h"

#include <string.h>

static const char *const payer_names[RULES_N_PAYERS] = { "central", "province", "city", "county" };

const char *
award_outcome_name (RulesOutcome outcome)
{
  switch (outcome)
    {
    case RULES_OUTCOME_AWARD:
      return "award";
    case RULES_OUTCOME_REFUSE:
      return "refuse";
    case RULES_OUTCOME_REVIEW:
    default:
      return "review";
    }
}

static const char *
state_name (RulesState state)
{
  switch (state)
    {
    case RULES_STATE_MET:
      return "met";
    case RULES_STATE_UNMET:
      return "unmet";
    case RULES_STATE_PENDING:
      return "pending";
    case RULES_STATE_NOT_APPLICABLE:
      return "not-applicable";
    case RULES_STATE_UNDECIDED:
    default:
      return "undecided";
    }
}

static const char *
step_name (RulesStepKind kind)
{
  switch (kind)
    {
    case RULES_STEP_FORMULA:
      return "formula";
    case RULES_STEP_CAP:
      return "cap";
    case RULES_STEP_FLOOR:
      return "floor";
    case RULES_STEP_ROUND:
    default:
      return "round";
    }
}

void
award_json_write_money (GString *out, const char *name, gint64 fen)
{
  g_autofree char *text =
      fen == RULES_MISSING ? NULL : rules_type_format (RULES_TYPE_MONEY, (RulesValue){ fen, NULL });

  award_json_write_string (out, name, text);
}

void
award_json_write_fact (GString *out, const RulesFact *fact, RulesValue value)
{
  g_autofree char *text = rules_fact_format (fact, value);

  if (text != NULL && (fact->type == RULES_TYPE_BOOLEAN || fact->type == RULES_TYPE_COUNT))
    award_json_write_raw (out, fact->id, text);
  else
    award_json_write_string (out, fact->id, text);
}

void
award_json_write_facts (GString *out, const RulesMeasure *measure, const RulesValue *facts)
{
  award_json_write_open (out, "facts", '{');
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    award_json_write_fact (out, rules_measure_get_fact (measure, i), facts[i]);
  award_json_write_close (out, '}');
}

void
award_json_write_outcome (GString *out, const RulesMeasure *measure, const RulesDecision *decision)
{
  gboolean score = rules_measure_get_result (measure) == RULES_RESULT_SCORE;

  award_json_write_string (out, "outcome", award_outcome_name ((RulesOutcome) decision->outcome));
  award_json_write_money (out, score ? "score" : "amount", decision->amount);
}

void
award_json_write_reasons (GString *out, const RulesMeasure *measure, const RulesDecision *decision)
{
  award_json_write_string (out, "code", rules_measure_get_code (measure, decision->code));
  award_json_write_open (out, "flags", '[');
  for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
    if (decision->flags & (1u << i))
      award_json_write_string (out, NULL, rules_measure_get_flag (measure, i)->id);
  award_json_write_close (out, ']');
}

void
award_json_write_payment (GString *out,
                          const RulesMeasure *measure,
                          RulesEvaluator *evaluator,
                          const RulesBatch *batch,
                          gsize claim,
                          const RulesDecision *decision)
{
  guint n_instalments = rules_measure_get_n_instalments (measure);
  gint64 parts[RULES_N_PAYERS] = { 0 };

  if (decision->outcome != RULES_OUTCOME_AWARD || decision->amount <= 0 ||
      rules_measure_get_result (measure) != RULES_RESULT_AWARD)
    return;
  if (rules_evaluator_split_payers (evaluator, batch, claim, decision->amount, parts) &&
      parts[0] + parts[1] + parts[2] + parts[3] != 0)
    {
      award_json_write_open (out, "payers", '{');
      for (guint i = 0; i < RULES_N_PAYERS; i++)
        if (parts[i] != 0)
          award_json_write_money (out, payer_names[i], parts[i]);
      award_json_write_close (out, '}');
    }
  if (n_instalments > 1)
    {
      g_autofree gint64 *instalments = g_new0 (gint64, n_instalments);

      rules_measure_split_instalments (measure, decision->amount, instalments);
      award_json_write_open (out, "instalments", '[');
      for (guint i = 0; i < n_instalments; i++)
        award_json_write_money (out, NULL, instalments[i]);
      award_json_write_close (out, ']');
    }
}

/* Whether @term was written already: a fact can stand in a condition many times. */
static gboolean
is_known (const GPtrArray *seen, const RulesTerm *term)
{
  for (guint i = 0; i < seen->len; i++)
    {
      const RulesTerm *other = g_ptr_array_index (seen, i);

      if (other->op == term->op && other->line == term->line && g_strcmp0 (other->id, term->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The facts, parameters and named terms of @term, each with the value seen. */
static void
write_values (GString *out, const RulesTerm *term, GPtrArray *seen)
{
  gboolean is_value =
      term->op == RULES_OP_FACT || term->op == RULES_OP_PARAMETER || term->op == RULES_OP_NAMED;

  if (is_value && !is_known (seen, term))
    {
      g_ptr_array_add (seen, (gpointer) term);
      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "id", term->id);
      award_json_write_string (out, "label", term->label);
      award_json_write_string (out, "type", rules_type_name (term->type));
      award_json_write_string (out, "value", term->value);
      if (term->line >= 0)
        award_json_write_integer (out, "line", term->line + 1);
      if (term->rounded)
        award_json_write_raw (out, "rounded", "true");
      award_json_write_close (out, '}');
    }
  for (guint i = 0; i < term->n_args; i++)
    write_values (out, term->args[i], seen);
}

static void
write_term_values (GString *out, const RulesTerm *term)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();

  award_json_write_open (out, "values", '[');
  if (term != NULL)
    write_values (out, term, seen);
  award_json_write_close (out, ']');
}

static void
write_checks (GString *out, const char *name, const RulesMeasure *measure, const RulesCheck *checks, guint n)
{
  award_json_write_open (out, name, '[');
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = award_words_check (&checks[i]);

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "id", checks[i].id);
      award_json_write_string (out, "label", checks[i].label);
      award_json_write_string (out, "state", state_name (checks[i].state));
      if (checks[i].state == RULES_STATE_UNDECIDED)
        award_json_write_string (out, "reason", rules_measure_get_code (measure, checks[i].reason));
      write_term_values (out, checks[i].term);
      award_json_write_string (out, "text", text);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
}

static void
write_step (GString *out, const RulesStep *step)
{
  g_autofree char *text = award_words_step (step);

  award_json_write_open (out, NULL, '{');
  award_json_write_string (out, "step", step_name (step->kind));
  award_json_write_string (out, "before", step->before);
  award_json_write_string (out, "after", step->after);
  award_json_write_raw (out, "binds", step->binds ? "true" : "false");
  write_term_values (out, step->term);
  award_json_write_string (out, "text", text);
  award_json_write_close (out, '}');
}

void
award_json_write_explanation (GString *out, const RulesMeasure *measure, const RulesExplanation *explanation)
{
  const RulesClause *clause = rules_measure_get_clause (measure);
  g_autofree char *verdict = award_words_verdict (measure, explanation);

  award_json_write_open (out, "explain", '{');
  award_json_write_string (out, "clause", clause->reference);
  award_json_write_string (out, "clause_text", clause->text);
  award_json_write_string (out, "text", verdict);
  write_checks (out, "conditions", measure, explanation->checks, explanation->n_checks);
  award_json_write_open (out, "lines", '[');
  for (guint i = 0; i < explanation->n_lines; i++)
    {
      const RulesLine *line = &explanation->lines[i];

      award_json_write_open (out, NULL, '{');
      award_json_write_integer (out, "line", i + 1);
      award_json_write_string (out, "state", state_name (line->state));
      award_json_write_raw (out, "duplicate", line->duplicate ? "true" : "false");
      write_checks (out, "conditions", measure, line->checks, line->n_checks);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
  award_json_write_open (out, "steps", '[');
  for (guint i = 0; i < explanation->n_steps; i++)
    write_step (out, &explanation->steps[i]);
  award_json_write_close (out, ']');
  write_checks (out, "flags", measure, explanation->flags, explanation->n_flags);
  award_json_write_close (out, '}');
}

void
award_json_write_near (GString *out, const RulesMeasure *measure, const RulesNear *near)
{
  static const char *const names[] = { "award", "uncapped", "refuse" };

  award_json_write_open (out, "near", '[');
  for (guint i = 0; i < near->n_misses; i++)
    {
      const RulesNearMiss *miss = &near->misses[i];
      g_autofree char *from = rules_fact_format (miss->fact, (RulesValue){ miss->from, NULL });
      g_autofree char *to = rules_fact_format (miss->fact, (RulesValue){ miss->to, NULL });

      award_json_write_open (out, NULL, '{');
      award_json_write_string (out, "kind", names[miss->kind]);
      award_json_write_string (out, "fact", miss->fact->id);
      if (miss->line >= 0)
        award_json_write_integer (out, "line", miss->line + 1);
      award_json_write_string (out, "from", from);
      award_json_write_string (out, "to", to);
      award_json_write_outcome (out, measure, &miss->decision);
      award_json_write_reasons (out, measure, &miss->decision);
      award_json_write_close (out, '}');
    }
  award_json_write_close (out, ']');
}

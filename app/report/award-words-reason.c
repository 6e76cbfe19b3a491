/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions in words: reason codes, flags, and the verdict of a claim in one sentence. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-private.h"

/* The library's own codes. */
static const struct
{
  const char *code;
  const char *words;
} codes[] = {
  { "ok", N_ ("conditions met") },
  { "capped", N_ ("conditions met, paid up to the limit") },
  { "below-floor", N_ ("the amount is below the least that is paid") },
  { "nothing-due", N_ ("the formula gives no amount to pay") },
  { "zero-base", N_ ("the base of a growth rate is zero or less") },
  { "zero-divisor", N_ ("a division by zero") },
  { "overflow", N_ ("a figure is too large to compute with") },
  { "conflicting-rows", N_ ("rows of the same claimant contradict each other") },
  { "conflicting-lines", N_ ("detail lines of the same key contradict each other") },
  { "no-lines", N_ ("there are no detail lines") },
  { "pending", N_ ("nothing is due yet, but may become due") },
  { "tie", N_ ("the claim ties with another and the text does not say who is first") },
  { "open-rank", N_ ("figures that another claim lacks could change the place") },
};

static const struct
{
  const char *id;
  const char *words;
} flags[] = {
  { "at-floor", N_ ("the amount is exactly the least that is paid") },
  { "pending", N_ ("more may become due later") },
  { "undecided-lines", N_ ("some lines could not be decided and are not counted") },
  { "outside-validity", N_ ("the date is outside the validity of the policy") },
  { "payer-shares-unset", N_ ("the payers' shares are not set") },
};

/* The label of fact or line fact @id. */
static const char *
fact_label (const RulesMeasure *measure, const char *id)
{
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    if (strcmp (rules_measure_get_fact (measure, i)->id, id) == 0)
      return rules_measure_get_fact (measure, i)->label;
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    if (strcmp (rules_measure_get_line_fact (measure, i)->id, id) == 0)
      return rules_measure_get_line_fact (measure, i)->label;

  return id;
}

char *
award_words_quotable (const char *label)
{
  GString *text = g_string_new (label);

  g_string_replace (text, "“", "‘", 0);
  g_string_replace (text, "”", "’", 0);
  return g_string_free (text, FALSE);
}

static const RulesParameter *
find_parameter (const RulesMeasure *measure, const char *id)
{
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    if (strcmp (rules_measure_get_parameter (measure, i)->id, id) == 0)
      return rules_measure_get_parameter (measure, i);

  return NULL;
}

static char *
unset_text (const RulesMeasure *measure, const char *id)
{
  const RulesParameter *parameter = find_parameter (measure, id);
  g_autofree char *label = award_words_quotable (parameter ? parameter->label : id);

  if (parameter && parameter->reason)
    return g_strdup_printf (_ ("the parameter “%s” is not set (%s)"), label, parameter->reason);

  return g_strdup_printf (_ ("the parameter “%s” is not set"), label);
}

char *
award_words_code (const RulesMeasure *measure, guint code)
{
  const char *id = rules_measure_get_code (measure, code);
  const char *label = rules_measure_get_code_label (measure, code);
  g_autofree char *quoted = NULL;

  if (g_str_has_prefix (id, "missing:"))
    {
      quoted = award_words_quotable (fact_label (measure, id + strlen ("missing:")));
      return g_strdup_printf (_ ("“%s” is missing"), quoted);
    }
  if (g_str_has_prefix (id, "unset:"))
    return unset_text (measure, id + strlen ("unset:"));
  if (label)
    return g_strdup (label);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (codes[i].code, id) == 0)
      return g_strdup (_ (codes[i].words));

  return g_strdup (id);
}

char *
award_words_reason (const RulesMeasure *measure, const RulesDecision *decision)
{
  const char *label = rules_measure_get_code_label (measure, decision->code);
  const char *lines = rules_measure_get_line_label (measure);
  g_autofree char *quoted = NULL;

  if (lines && strcmp (rules_measure_get_code (measure, decision->code), "nothing-due") == 0)
    return g_strdup_printf (_ ("none of the %s earns an amount"), lines);

  /* A condition's words alone would read as if it held. */
  if (decision->outcome == RULES_OUTCOME_REFUSE && label)
    {
      quoted = award_words_quotable (label);
      return g_strdup_printf (_ ("“%s” is not met"), quoted);
    }

  return award_words_code (measure, decision->code);
}

char *
award_words_flag (const RulesMeasure *measure, guint flag)
{
  const RulesFlag *known = rules_measure_get_flag (measure, flag);

  if (known->label)
    return g_strdup (known->label);

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (strcmp (flags[i].id, known->id) == 0)
      return g_strdup (_ (flags[i].words));

  return g_strdup (known->id);
}

char *
award_words_flags (const RulesMeasure *measure, guint32 raised)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
    {
      g_autofree char *words = NULL;

      if ((raised & (1u << i)) == 0)
        continue;
      words = award_words_flag (measure, i);
      if (text->len > 0)
        /* Translators: between sentences that stand side by side. */
        g_string_append (text, _ ("; "));
      g_string_append (text, words);
    }

  return g_string_free (text, FALSE);
}

/* Why an unmet condition is unmet: the figures themselves where they say it, else its words and the
 * figures. */
static char *
unmet_text (const RulesCheck *check)
{
  g_autofree char *relation = check->term ? award_words_relation (check->term) : NULL;
  g_autofree char *seen = NULL;
  g_autofree char *quoted = NULL;

  if (relation)
    return g_steal_pointer (&relation);

  quoted = award_words_quotable (check->label ? check->label : check->id);
  seen = award_words_check (check);
  if (*seen == '\0')
    return g_strdup_printf (_ ("“%s” is not met"), quoted);

  return g_strdup_printf (_ ("“%s” is not met (%s)"), quoted, seen);
}

const char *
award_words_line (const RulesLine *line)
{
  if (line->duplicate)
    return _ ("repeated");

  switch (line->state)
    {
    case RULES_STATE_MET:
      return _ ("counted");
    case RULES_STATE_PENDING:
      return _ ("not due yet");
    case RULES_STATE_UNDECIDED:
      return _ ("cannot be decided");
    case RULES_STATE_UNMET:
    case RULES_STATE_NOT_APPLICABLE:
    default:
      return _ ("not counted");
    }
}

char *
award_words_line_reasons (const RulesMeasure *measure, const RulesLine *line)
{
  GString *text = g_string_new (NULL);

  if (line->duplicate)
    g_string_append (text, _ ("the same line stands before it"));

  for (guint i = 0; i < line->n_checks && line->state != RULES_STATE_MET; i++)
    {
      const RulesCheck *check = &line->checks[i];
      g_autofree char *words = NULL;

      if (check->state == RULES_STATE_UNDECIDED)
        words = award_words_code (measure, check->reason);
      else if (check->is_review && (check->state == RULES_STATE_MET || check->state == RULES_STATE_PENDING))
        words = g_strdup (check->label ? check->label : check->id);
      else if (!check->is_review && check->state == RULES_STATE_UNMET)
        words = unmet_text (check);
      if (words == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, _ ("; "));
      g_string_append (text, words);
    }

  return g_string_free (text, FALSE);
}

const char *
award_words_payer (RulesPayer payer)
{
  switch (payer)
    {
    case RULES_PAYER_CENTRAL:
      return _ ("Central government");
    case RULES_PAYER_PROVINCE:
      return _ ("Province");
    case RULES_PAYER_CITY:
      return _ ("City");
    case RULES_PAYER_COUNTY:
    default:
      return _ ("County");
    }
}

/* The step whose floor refused, NULL if none did. */
static const RulesStep *
find_binding_floor (const RulesExplanation *explanation)
{
  for (guint i = 0; i < explanation->n_steps; i++)
    if (explanation->steps[i].kind == RULES_STEP_FLOOR && explanation->steps[i].binds)
      return &explanation->steps[i];

  return NULL;
}

static gboolean
counts_a_line (const RulesExplanation *explanation)
{
  for (guint i = 0; i < explanation->n_lines; i++)
    if (explanation->lines[i].state == RULES_STATE_MET)
      return TRUE;

  return FALSE;
}

/* The conditions that left every line out, each once and in quotation marks: no line meets them all. "" where
 * none did. */
static char *
unmet_of_lines (const RulesExplanation *explanation)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < explanation->n_lines; i++)
    for (guint c = 0; c < explanation->lines[i].n_checks; c++)
      {
        const RulesCheck *check = &explanation->lines[i].checks[c];
        g_autofree char *quoted = NULL;

        if (check->is_review || check->state != RULES_STATE_UNMET ||
            !g_hash_table_add (seen, (gpointer) check->id))
          continue;
        quoted = award_words_quotable (check->label ? check->label : check->id);
        g_string_append_printf (text, _ ("“%s”"), quoted);
      }

  return g_string_free (text, FALSE);
}

/* "None of the 促销活动 meets “工信部门牵头举办”". */
static char *
no_line_text (const RulesMeasure *measure, const RulesExplanation *explanation)
{
  const char *label = rules_measure_get_line_label (measure);
  g_autofree char *unmet = unmet_of_lines (explanation);

  if (label == NULL)
    label = _ ("lines");
  if (*unmet == '\0')
    return g_strdup_printf (_ ("none of the %s counts"), label);

  /* Translators: %1$s is one condition or several, in quotation marks; %2$s what a line is. */
  return g_strdup_printf (_ ("no %2$s meets %1$s"), unmet, label);
}

/* Every unmet condition, then what the amount itself says. */
static char *
refusal_text (const RulesMeasure *measure, const RulesExplanation *explanation, gboolean all)
{
  const RulesStep *floor = find_binding_floor (explanation);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < explanation->n_checks && (all || text->len == 0); i++)
    {
      g_autofree char *words = NULL;

      if (explanation->checks[i].state != RULES_STATE_UNMET || explanation->checks[i].is_review)
        continue;
      words = unmet_text (&explanation->checks[i]);
      if (text->len > 0)
        g_string_append (text, _ ("; "));
      g_string_append (text, words);
    }

  if (text->len == 0 && floor && floor->before && floor->term->value)
    {
      g_autofree char *before = award_words_written (RULES_TYPE_MONEY, NULL, NULL, floor->before, 0);
      g_autofree char *bound = award_words_written (RULES_TYPE_MONEY, NULL, NULL, floor->term->value, 0);

      g_string_append_printf (text, _ ("the amount of %s is below the least amount of %s"), before, bound);
    }
  if (text->len == 0 && explanation->n_lines > 0 && !counts_a_line (explanation))
    {
      g_autofree char *none = no_line_text (measure, explanation);
      g_string_append (text, none);
    }
  if (text->len == 0)
    {
      g_autofree char *reason = award_words_reason (measure, &explanation->decision);
      g_string_append (text, reason);
    }

  return g_string_free (text, FALSE);
}

/* Every reason a person must decide: the decision's own first, then what else is open. */
static char *
review_text (const RulesMeasure *measure, const RulesExplanation *explanation)
{
  g_autofree char *first = award_words_reason (measure, &explanation->decision);
  GString *text = g_string_new (first);

  for (guint i = 0; i < explanation->n_checks; i++)
    {
      const RulesCheck *check = &explanation->checks[i];
      g_autofree char *words = NULL;

      if (check->state == RULES_STATE_UNDECIDED)
        words = award_words_code (measure, check->reason);
      else if (check->is_review && check->state == RULES_STATE_MET)
        words = g_strdup (check->label ? check->label : check->id);
      if (words && strstr (text->str, words) == NULL)
        g_string_append_printf (text, "%s%s", _ ("; "), words);
    }

  return g_string_free (text, FALSE);
}

char *
award_words_reasons (const RulesMeasure *measure, const RulesExplanation *explanation)
{
  switch ((RulesOutcome) explanation->decision.outcome)
    {
    case RULES_OUTCOME_REFUSE:
      return refusal_text (measure, explanation, TRUE);
    case RULES_OUTCOME_AWARD:
      return award_words_steps (explanation);
    case RULES_OUTCOME_REVIEW:
    default:
      return review_text (measure, explanation);
    }
}

/* An award's verdict: the amount and where it comes from. */
static char *
award_text (const RulesMeasure *measure, const RulesExplanation *explanation)
{
  const RulesDecision *decision = &explanation->decision;
  g_autofree char *amount = award_words_amount (decision->amount);
  g_autofree char *steps = NULL;

  switch (rules_measure_get_result (measure))
    {
    case RULES_RESULT_QUALIFICATION:
      return g_strdup (_ ("Every condition is met: qualified"));
    case RULES_RESULT_SCORE:
      return g_strdup_printf (_ ("Score: %s"), amount);
    case RULES_RESULT_AWARD:
    default:
      break;
    }

  steps = award_words_steps (explanation);
  if (*steps == '\0')
    return g_strdup_printf (_ ("Conditions met: award of %s yuan"), amount);

  return g_strdup_printf (_ ("Conditions met: award of %s yuan (%s)"), amount, steps);
}

char *
award_words_verdict (const RulesMeasure *measure, const RulesExplanation *explanation)
{
  g_autofree char *reason = NULL;

  switch ((RulesOutcome) explanation->decision.outcome)
    {
    case RULES_OUTCOME_AWARD:
      return award_text (measure, explanation);
    case RULES_OUTCOME_REFUSE:
      reason = refusal_text (measure, explanation, FALSE);
      return g_strdup_printf (_ ("%s: no award"), reason);
    case RULES_OUTCOME_REVIEW:
    default:
      reason = award_words_reason (measure, &explanation->decision);
      return g_strdup_printf (_ ("%s: a person must decide"), reason);
    }
}

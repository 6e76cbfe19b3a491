/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-explain.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-columns.h"
#include "award-register-table.h"
#include "award-today.h"
#include "award-words-import.h"
#include "award-words-near.h"
#include "award-words-register.h"
#include "award-words.h"

/* Cells named behind a condition, and lines written out; more would bury the sentence. */
#define MAX_ORIGINS 4
#define MAX_LINES 200
/* Near misses told; with more lines than those written out, looking for them might be felt. */
#define MAX_NEAR 2

/* The cells a term's facts were read from, each once, in the order they are used; a place for each table. */
typedef struct
{
  const AwardClaim *claim;
  GPtrArray *places; /* AwardPlace */
  GHashTable *seen;  /* cells in full */
} Origins;

static const AwardOrigin *
term_origin (const AwardClaim *claim, const RulesTerm *term)
{
  const guint n_facts = rules_measure_get_n_facts (claim->measure);
  const guint n_line_facts = rules_measure_get_n_line_facts (claim->measure);

  if (term->op != RULES_OP_FACT || !term->fact)
    return NULL;

  if (term->line < 0)
    {
      for (guint i = 0; claim->origins && i < n_facts; i++)
        if (rules_measure_get_fact (claim->measure, i) == term->fact)
          return &claim->origins[i];
      return NULL;
    }

  for (guint i = 0; claim->line_origins && i < n_line_facts; i++)
    if (rules_measure_get_line_fact (claim->measure, i) == term->fact && (guint) term->line < claim->n_lines)
      return &claim->line_origins[(guint) term->line * n_line_facts + i];

  return NULL;
}

/* What the window opens of a place. */
static char *
target_of (gint64 import)
{
  return award_import_ref_format ((AwardImportRef){ FALSE, import });
}

/* The place of one cell, file and all; NULL: the value is from no table. */
static GPtrArray *
places_new (const AwardOrigin *origin, gboolean with_file)
{
  GPtrArray *places;
  g_autofree char *target = NULL;

  if (!origin || !origin->file)
    return NULL;

  target = target_of (origin->import);
  places = g_ptr_array_new_with_free_func ((GDestroyNotify) award_place_free);
  g_ptr_array_add (places, award_place_new (award_words_origin (origin, with_file), target));

  return places;
}

/* File and sheet are said once: "汇总.xlsx 汇总表!H12、I12". */
static void
add_origin (Origins *self, const AwardOrigin *origin)
{
  g_autofree char *target = target_of (origin->import);
  g_autofree char *place = award_words_origin (origin, FALSE);
  const char *cell = strrchr (place, '!');
  guint i;

  for (i = 0; i < self->places->len; i++)
    if (g_str_equal (((AwardPlace *) self->places->pdata[i])->target, target))
      break;
  if (g_hash_table_size (self->seen) > MAX_ORIGINS + 1)
    return;
  if (i == self->places->len)
    g_ptr_array_add (self->places, award_place_new (award_words_origin (origin, TRUE), target));
  else
    {
      AwardPlace *known = self->places->pdata[i];
      char *longer = g_strconcat (known->text, _ (", "),
                                  g_hash_table_size (self->seen) > MAX_ORIGINS ? "…"
                                  : cell                                       ? cell + 1
                                                                               : place,
                                  NULL);

      g_free (known->text);
      known->text = longer;
    }
}

static void
collect_origins (Origins *self, const RulesTerm *term)
{
  const AwardOrigin *origin = term ? term_origin (self->claim, term) : NULL;

  if (origin && origin->file && g_hash_table_add (self->seen, award_words_origin (origin, TRUE)))
    add_origin (self, origin);

  for (guint i = 0; term && i < term->n_args; i++)
    collect_origins (self, term->args[i]);
}

static GPtrArray *
list_places (const AwardClaim *claim, const RulesTerm *term)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) award_place_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Origins origins = { claim, places, seen };

  collect_origins (&origins, term);

  return g_steal_pointer (&places);
}

/* A reason for review is told when it holds or may hold; one that does not is as it should be. */
static void
add_check (AwardExplanation *view, const AwardClaim *claim, const RulesCheck *check)
{
  g_autofree char *label =
      check->label ? g_strdup (check->label) : award_words_code (claim->measure, check->reason);
  g_autofree char *values = check->term ? award_words_check (check) : NULL;
  g_autoptr (GPtrArray) places = list_places (claim, check->term);

  if (!check->is_review)
    award_explanation_add_check (view, check->state, label, values, places);
  else if (check->state != RULES_STATE_UNMET && check->state != RULES_STATE_NOT_APPLICABLE)
    award_explanation_add_remark (view, label, values, places);
}

static void
add_flag (AwardExplanation *view, const AwardClaim *claim, const RulesCheck *flag)
{
  g_autofree char *label = NULL;
  g_autofree char *values = flag->term ? award_words_check (flag) : NULL;
  g_autoptr (GPtrArray) places = list_places (claim, flag->term);

  for (guint i = 0; !label && i < rules_measure_get_n_flags (claim->measure); i++)
    if (g_strcmp0 (rules_measure_get_flag (claim->measure, i)->id, flag->id) == 0)
      label = award_words_flag (claim->measure, i);
  award_explanation_add_remark (view, label ? label : flag->id, values, places);
}

/* "户号 1001 · 用电量 500,000.00 · …" */
static char *
line_text (const AwardClaim *claim, guint line)
{
  const guint n_facts = rules_measure_get_n_line_facts (claim->measure);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_facts; i++)
    {
      const RulesFact *fact = rules_measure_get_line_fact (claim->measure, i);
      g_autofree char *heading = award_words_heading (fact);
      g_autofree char *value = award_words_fact (fact, claim->line_facts[line * n_facts + i]);

      if (text->len > 0)
        g_string_append (text, " · ");
      g_string_append_printf (text, "%s %s", heading, value);
    }

  return g_string_free (text, FALSE);
}

/* The row of the table that line @line is. */
static GPtrArray *
line_places (const AwardClaim *claim, guint line)
{
  const guint n_facts = rules_measure_get_n_line_facts (claim->measure);

  for (guint i = 0; claim->line_origins && i < n_facts; i++)
    if (claim->line_origins[line * n_facts + i].file)
      {
        AwardOrigin row = claim->line_origins[line * n_facts + i];

        row.column = 0;
        return places_new (&row, TRUE);
      }

  return NULL;
}

static void
add_lines (AwardExplanation *view, const AwardClaim *claim, const RulesExplanation *explanation)
{
  const char *label = rules_measure_get_line_label (claim->measure);
  g_autofree char *title = NULL;

  if (!label || claim->n_lines == 0)
    return;

  title = g_strdup_printf (_ ("%s (%u)"), label, claim->n_lines);
  award_explanation_add_section (view, title);
  for (guint i = 0; i < MIN (claim->n_lines, MAX_LINES); i++)
    {
      g_autofree char *text = line_text (claim, i);
      g_autoptr (GPtrArray) places = line_places (claim, i);
      const RulesLine *line = explanation && i < explanation->n_lines ? &explanation->lines[i] : NULL;

      award_explanation_add_check (
          view, line ? line->state : RULES_STATE_NOT_APPLICABLE, text,
          line && line->duplicate ? _ ("The same line stands above; it counts once.") : NULL, places);
      for (guint c = 0; line && c < line->n_checks; c++)
        if (line->checks[c].is_review ||
            (line->checks[c].state != RULES_STATE_MET && line->checks[c].state != RULES_STATE_NOT_APPLICABLE))
          add_check (view, claim, &line->checks[c]);
    }
  if (claim->n_lines > MAX_LINES)
    {
      g_autofree char *more = g_strdup_printf (_ ("… and %u more"), claim->n_lines - MAX_LINES);

      award_explanation_add_text (view, more);
    }
}

static const char *
payer_name (RulesPayer payer)
{
  static const char *const names[] = { N_ ("Central"), N_ ("Province"), N_ ("City"), N_ ("County (payer)") };

  return _ (names[payer]);
}

/* Who bears the amount, and in how many years. */
static void
add_payment (AwardExplanation *view, const AwardClaim *claim, const RulesSettings *settings, gint64 amount)
{
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (claim->measure, settings);
  const guint n_parts = rules_measure_get_n_instalments (claim->measure);
  gint64 shares[RULES_N_PAYERS];

  if (n_parts > 1)
    {
      g_autofree gint64 *parts = g_new (gint64, n_parts);
      g_autoptr (GString) text = g_string_new (NULL);

      rules_measure_split_instalments (claim->measure, amount, parts);
      for (guint i = 0; i < n_parts; i++)
        {
          g_autofree char *part = award_words_amount (parts[i]);

          g_string_append_printf (text, "%s%s", i > 0 ? " + " : "", part);
        }
      award_explanation_add_value (view, _ ("Paid in years"), text->str, NULL);
    }

  if (award_claim_split_payers (claim, evaluator, amount, shares))
    for (guint i = 0; i < RULES_N_PAYERS; i++)
      if (shares[i] != 0)
        {
          g_autofree char *share = award_words_amount (shares[i]);

          award_explanation_add_value (view, payer_name (i), share, NULL);
        }
}

static void
add_facts (AwardExplanation *view, const AwardClaim *claim)
{
  if (rules_measure_get_n_facts (claim->measure) == 0)
    return;

  award_explanation_add_section (view, _ ("Figures of the claim"));
  for (guint i = 0; i < rules_measure_get_n_facts (claim->measure); i++)
    {
      const RulesFact *fact = rules_measure_get_fact (claim->measure, i);
      g_autofree char *heading = award_words_heading (fact);
      g_autofree char *value = award_words_fact (fact, claim->facts[i]);
      g_autoptr (GPtrArray) places = claim->origins ? places_new (&claim->origins[i], FALSE) : NULL;

      award_explanation_add_value (view, heading, value, places);
    }
}

static void
set_head (AwardExplanation *view, const AwardClaim *claim)
{
  const gboolean is_decided = claim->is_decided;
  const RulesOutcome outcome = claim->decision.outcome;
  const gboolean is_award = is_decided && outcome == RULES_OUTCOME_AWARD;
  g_autofree char *code = award_words_masked (claim->claimant);
  g_autofree char *subtitle =
      claim->county ? g_strdup_printf ("%s · %s", code, claim->county) : g_strdup (code);
  g_autofree char *amount = is_award ? award_words_amount (claim->decision.amount) : NULL;
  g_autofree char *state = NULL;

  if (is_award && rules_measure_get_result (claim->measure) == RULES_RESULT_AWARD)
    state = g_strdup_printf (_ ("%s %s yuan"), award_outcome_word (TRUE, outcome), amount);
  else if (is_award && rules_measure_get_result (claim->measure) == RULES_RESULT_SCORE)
    state = g_strdup_printf (_ ("%s points"), amount);
  else
    state = g_strdup (award_outcome_word (is_decided, outcome));

  award_explanation_set_head (view, claim->name ? claim->name : code, subtitle,
                              award_outcome_icon (is_decided, outcome),
                              award_outcome_style (is_decided, outcome), state);
}

static void
add_decision (AwardExplanation *view,
              const AwardClaim *claim,
              const AwardSettlementReason *reason,
              const RulesExplanation *explanation)
{
  g_autofree char *verdict = award_words_verdict (claim->measure, explanation);
  g_autofree char *settled = award_words_settlement_reason (claim->settlement, reason);

  award_explanation_add_verdict (view, verdict);
  if (settled && claim->payable != RULES_MISSING)
    {
      g_autofree char *payable = award_words_amount (claim->payable);
      g_autofree char *label = g_strdup_printf (_ ("Payable: %s yuan"), payable);

      award_explanation_add_remark (view, label, settled, NULL);
    }
  for (guint i = 0; i < explanation->n_flags; i++)
    add_flag (view, claim, &explanation->flags[i]);
}

static void
add_amount (AwardExplanation *view,
            const AwardClaim *claim,
            const RulesSettings *settings,
            const RulesExplanation *explanation)
{
  if (explanation->n_steps == 0)
    return;

  award_explanation_add_section (view, _ ("Amount"));
  for (guint i = 0; i < explanation->n_steps; i++)
    {
      g_autofree char *step = award_words_step (&explanation->steps[i]);

      if (step && *step)
        award_explanation_add_text (view, step);
    }
  if (claim->decision.outcome == RULES_OUTCOME_AWARD &&
      rules_measure_get_result (claim->measure) == RULES_RESULT_AWARD)
    add_payment (view, claim, settings, claim->decision.amount);
}

/* Nothing is refused for it: it is for a person to weigh. */
static void
add_exclusions (AwardExplanation *view, const AwardClaimant *claimant, gint64 day)
{
  const RulesFact *fields[AWARD_REGISTER_MAX_FIELDS];

  award_layout_list_fields (award_layout_find (award_register_get_name (AWARD_REGISTER_EXCLUSIONS)), fields);
  for (guint i = 0; i < claimant->exclusions->len; i++)
    {
      const AwardRecord *record = claimant->exclusions->pdata[i];
      g_autofree char *summary = award_words_record_summary (record, fields, NULL, day);
      g_autofree char *text = NULL;

      if (award_record_get_validity (record, day) != AWARD_VALIDITY_CURRENT)
        continue;
      /* Translators: the kind of list, how long, why */
      text = g_strdup_printf (_ ("On a list of exclusions: %s. Weigh it before the award is approved."),
                              summary);
      award_explanation_add_remark (view, text, NULL, NULL);
    }
}

/* What else the claimant claims for, and the sum, where this claim is not all. */
static void
add_claimant (AwardExplanation *view, const AwardClaim *claim, const AwardClaimant *claimant)
{
  g_autofree char *payable = award_words_amount (claimant->payable);
  g_autofree char *paid = award_words_amount (claimant->paid);

  if (claimant->awards->len + claimant->payments->len < 2)
    return;

  award_explanation_add_section (view, _ ("All awards of this claimant"));
  for (guint i = 0; i < claimant->awards->len; i++)
    {
      const AwardClaimantAward *award = claimant->awards->pdata[i];
      g_autofree char *text = award_words_claimant_award (award);

      award_explanation_add_text (view, text);
    }
  for (guint i = 0; i < claimant->payments->len; i++)
    {
      g_autofree char *text = award_words_claimant_payment (claimant->payments->pdata[i]);

      award_explanation_add_text (view, text);
    }
  award_explanation_add_value (view, _ ("Payable in all (yuan)"), payable, NULL);
  if (claimant->payments->len > 0)
    award_explanation_add_value (view, _ ("Paid before (yuan)"), paid, NULL);
}

/* The key of line @line as the table has it, nullable. */
static char *
line_key (const AwardClaim *claim, int line)
{
  const guint n_facts = rules_measure_get_n_line_facts (claim->measure);

  for (guint i = 0; line >= 0 && i < n_facts; i++)
    {
      const RulesFact *fact = rules_measure_get_line_fact (claim->measure, i);
      const RulesValue value = claim->line_facts[(guint) line * n_facts + i];

      if (fact->is_key &&
          (fact->type == RULES_TYPE_TEXT ? value.text != NULL : value.number != RULES_MISSING))
        return rules_fact_format (fact, value);
    }

  return NULL;
}

/* What would change a refusal, or keep the claim below the cap. */
static void
add_near (AwardExplanation *view, const AwardClaim *claim, const RulesSettings *settings)
{
  g_autoptr (RulesNear) near = claim->n_lines <= MAX_LINES ? award_claim_find_near (claim, settings) : NULL;

  if (!near || (near->n_misses == 0 && near->withheld == RULES_MISSING))
    return;

  award_explanation_add_section (view, _ ("Near Miss"));
  if (near->withheld != RULES_MISSING)
    {
      g_autofree char *withheld = award_words_near_withheld (claim->measure, near->withheld);

      award_explanation_add_text (view, withheld);
    }
  for (guint i = 0; i < MIN (near->n_misses, MAX_NEAR); i++)
    {
      g_autofree char *key = line_key (claim, near->misses[i].line);
      g_autofree char *words = award_words_near (claim->measure, &near->misses[i], key);

      award_explanation_add_text (view, words);
    }
}

/* Figures of the claim that a later table overwrote: what they were, when, and by which cell. */
static void
add_changes (AwardExplanation *view, const GPtrArray *changes, guint64 n)
{
  if (changes->len == 0)
    return;

  award_explanation_add_section (view, _ ("Changes on record"));
  for (guint i = 0; i < changes->len; i++)
    {
      const AwardChange *change = changes->pdata[i];
      g_autofree char *heading = award_words_changed (change);
      g_autofree char *label =
          change->line > 0 ? g_strdup_printf (_ ("%s, line %u"), heading, change->line) : g_strdup (heading);
      g_autofree char *old = award_words_changed_value (change->fact, change->old);
      g_autofree char *new = award_words_changed_value (change->fact, change->new);
      g_autofree char *values = g_strdup_printf ("%s → %s", old, new);
      g_autofree char *at = award_words_instant (change->at);
      g_autofree char *where = award_words_change_place (change);
      g_autofree char *target = target_of (change->import.id);
      g_autoptr (GPtrArray) places = g_ptr_array_new_with_free_func ((GDestroyNotify) award_place_free);

      g_ptr_array_add (places, award_place_new (g_strdup_printf ("%s · %s", at, where), target));
      award_explanation_add_value (view, label, values, places);
    }
  if (changes->len < n)
    {
      g_autofree char *more = g_strdup_printf (_ ("… and %u more"), (guint) (n - changes->len));

      award_explanation_add_text (view, more);
    }
}

void
award_explain (AwardExplanation *view,
               const AwardClaim *claim,
               const RulesSettings *settings,
               const AwardSettlementReason *reason,
               const AwardClaimant *claimant,
               const GPtrArray *changes,
               guint64 n_changes)
{
  const RulesClause *clause = rules_measure_get_clause (claim->measure);
  g_autoptr (RulesExplanation) explanation = claim->is_decided ? award_claim_explain (claim, settings) : NULL;

  award_explanation_clear (view, NULL);
  set_head (view, claim);
  if (explanation)
    {
      add_decision (view, claim, reason, explanation);
      add_near (view, claim, settings);
    }
  else
    award_explanation_add_verdict (view, _ ("This claim has not been computed yet."));
  if (claimant)
    add_exclusions (view, claimant, claim->is_decided ? claim->as_of : award_today ());

  if (clause)
    {
      g_autofree char *title = g_strdup_printf (_ ("Clause %s"), clause->reference);

      award_explanation_add_section (view, title);
      award_explanation_add_quote (view, clause->text);
    }

  if (explanation && explanation->n_checks > 0)
    {
      award_explanation_add_section (view, _ ("Conditions"));
      for (guint i = 0; i < explanation->n_checks; i++)
        add_check (view, claim, &explanation->checks[i]);
    }
  if (explanation)
    add_amount (view, claim, settings, explanation);
  add_lines (view, claim, explanation);
  add_facts (view, claim);
  add_changes (view, changes, n_changes);
  if (claimant)
    add_claimant (view, claim, claimant);
}

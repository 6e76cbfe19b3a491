/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a dossier's listings, claim by claim from the ledger. */
#include "config.h"

#include "award-dossier-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-register.h"
#include "award-report.h"
#include "award-words-private.h"

/* Which claims a pass hands out. */
typedef enum
{
  PASS_AWARD,
  PASS_REFUSE,
  PASS_REVIEW, /* and those not computed yet */
} Pass;

/* One run over the claims of a listing. */
typedef struct
{
  AwardDossierWalk base;

  /* Of the measure at hand. */
  const RulesMeasure *measure;
  char *measure_name;
  RulesSettings *settings;
  RulesEvaluator *evaluator;
  gint64 *parts; /* instalments */
  Pass pass;

  /* Of the claim at hand. */
  const AwardClaim *claim;
  AwardAccount *account;         /* of a payment; NULL: none is known */
  RulesExplanation *explanation; /* made when first asked for */
  guint line;
  GError *error;
} Walk;

static const char *
keep (Walk *walk, char *text)
{
  return award_dossier_walk_keep (&walk->base, text);
}

static const RulesExplanation *
explain (Walk *walk)
{
  if (walk->explanation == NULL)
    {
      rules_settings_set_as_of (walk->settings, walk->claim->as_of);
      walk->explanation = award_claim_explain (walk->claim, walk->settings);
    }

  return walk->explanation;
}

static Pass
pass_of (const AwardClaim *claim)
{
  if (!claim->is_decided || claim->decision.outcome == RULES_OUTCOME_REVIEW)
    return PASS_REVIEW;

  return claim->decision.outcome == RULES_OUTCOME_AWARD ? PASS_AWARD : PASS_REFUSE;
}

static const char *
outcome_text (const AwardClaim *claim)
{
  return claim->is_decided ? award_words_outcome (claim->decision.outcome) : _ ("Not computed");
}

/* The amount of a claim, RULES_MISSING where none is decided. */
static gint64
claim_amount (const AwardClaim *claim)
{
  return claim->is_decided ? claim->decision.amount : RULES_MISSING;
}

/* Why the claim is paid otherwise than decided; NULL where it is not. What cannot be read is left out: the
 * amounts are held against the totals all the same. */
static char *
settled_text (Walk *walk)
{
  const AwardClaim *claim = walk->claim;
  g_autoptr (AwardSettlementReason) reason = NULL;

  if (claim->settlement == AWARD_SETTLEMENT_KEPT)
    return NULL;
  if (!award_ledger_get_settlement_reason (walk->base.dossier->ledger, walk->measure, claim->id, &reason,
                                           NULL))
    return g_strdup (award_words_settlement (claim->settlement));
  return award_words_settlement_reason (claim->settlement, reason);
}

/* Why there is no award, or what is special about one; NULL for nothing. */
static char *
decision_text (Walk *walk)
{
  const AwardClaim *claim = walk->claim;
  g_autofree char *settled = NULL;
  g_autofree char *payable = NULL;

  if (claim->decision.outcome != RULES_OUTCOME_AWARD)
    return award_words_reasons (walk->measure, explain (walk));
  settled = settled_text (walk);
  if (settled && claim->payable == claim->decision.amount)
    return g_steal_pointer (&settled);
  if (settled)
    {
      payable = award_words_amount (claim->payable);
      return g_strdup_printf (_ ("%s: %s yuan payable"), settled, payable);
    }
  if (strcmp (rules_measure_get_code (walk->measure, claim->decision.code), "ok") != 0)
    return award_words_reasons (walk->measure, explain (walk));

  return NULL;
}

/* What a row of a claim remarks: its decision, then the notes on its data. */
static const char *
reason_text (Walk *walk)
{
  g_autofree char *decision = NULL;
  g_autofree char *flags = NULL;

  if (!walk->claim->is_decided)
    return _ ("not computed yet");

  decision = decision_text (walk);
  if (walk->claim->decision.flags == 0)
    return decision ? keep (walk, g_steal_pointer (&decision)) : NULL;

  flags = award_words_flags (walk->measure, walk->claim->decision.flags);
  if (decision == NULL)
    return keep (walk, g_steal_pointer (&flags));
  return keep (walk, g_strconcat (decision, _ ("; "), flags, NULL));
}

static const RulesLine *
explained_line (Walk *walk)
{
  const RulesExplanation *explanation = walk->claim->is_decided ? explain (walk) : NULL;

  return explanation && walk->line < explanation->n_lines ? &explanation->lines[walk->line] : NULL;
}

static void
set_fact (Walk *walk, AwardListingCell *cell, const RulesFact *fact, RulesValue value)
{
  gboolean missing = fact->type == RULES_TYPE_TEXT ? value.text == NULL : value.number == RULES_MISSING;

  if (missing)
    return;

  switch (fact->type)
    {
    case RULES_TYPE_MONEY:
    case RULES_TYPE_COUNT:
    case RULES_TYPE_DATE:
      cell->number = value.number;
      /* A rate is no amount. */
      if (fact->unit)
        cell->text = keep (walk, rules_fact_format (fact, value));
      break;
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
      cell->text = keep (walk, rules_fact_format (fact, value));
      break;
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_TEXT:
    case RULES_TYPE_INDUSTRY:
    case RULES_TYPE_ENUM:
    default:
      cell->text = keep (walk, award_words_fact (fact, value));
      break;
    }
}

/* The sum of line fact @i over the lines of the claim, as far as they have it. */
static RulesValue
line_sum (const Walk *walk, guint i)
{
  guint n_facts = rules_measure_get_n_line_facts (walk->measure);
  RulesValue sum = { .number = RULES_MISSING };

  for (guint line = 0; line < walk->claim->n_lines; line++)
    {
      gint64 number = walk->claim->line_facts[line * n_facts + i].number;

      if (number == RULES_MISSING)
        continue;
      if (sum.number == RULES_MISSING)
        sum.number = 0;
      if (__builtin_add_overflow (sum.number, number, &sum.number))
        return (RulesValue){ .number = RULES_MISSING };
    }

  return sum;
}

static gint64
part (Walk *walk, const AwardListingColumn *column)
{
  gint64 amount = claim_amount (walk->claim);
  gint64 payers[RULES_N_PAYERS];

  if (amount == RULES_MISSING)
    return RULES_MISSING;

  if (column->source == AWARD_SOURCE_PAYER)
    return award_claim_split_payers (walk->claim, walk->evaluator, amount, payers) ? payers[column->index]
                                                                                   : RULES_MISSING;

  rules_measure_split_instalments (walk->measure, amount, walk->parts);
  return walk->parts[column->index];
}

/* The payee's name as its bank knows it. */
static const char *
payee_name (const Walk *walk)
{
  return walk->account && walk->account->holder ? walk->account->holder : walk->claim->name;
}

/* A cell of a payment; the account is that of the claim at hand. */
static void
fill_payment (Walk *walk, const AwardListingColumn *column, AwardListingCell *cell)
{
  const AwardAccount *account = walk->account;
  int year, month, day;

  switch ((int) column->source)
    {
    case AWARD_SOURCE_PAYEE:
      cell->text = payee_name (walk);
      break;
    case AWARD_SOURCE_ACCOUNT:
      cell->text = account ? account->number : NULL;
      break;
    case AWARD_SOURCE_BANK:
      cell->text = account ? account->bank : NULL;
      break;
    case AWARD_SOURCE_BANK_CODE:
      cell->text = account ? account->bank_code : NULL;
      break;
    case AWARD_SOURCE_DUE:
      cell->number = award_dossier_due (walk->measure, walk->claim->payable);
      break;
    case AWARD_SOURCE_PURPOSE:
      cell->text = rules_measure_get_label (walk->measure);
      break;
    case AWARD_SOURCE_PAYMENT_NOTE:
      cell->text = keep (walk, award_dossier_payment_note (walk->claim));
      break;
    case AWARD_SOURCE_YEAR:
      rules_date_to_civil (walk->claim->as_of, &year, &month, &day);
      cell->text = keep (walk, g_strdup_printf ("%d", year));
      break;
    case AWARD_SOURCE_SUBSIDY:
      cell->text = award_dossier_is_person (walk->claim) ? "01" : "02";
      break;
    case AWARD_SOURCE_FIXED:
      cell->text = column->text;
      break;
    default:
      break;
    }
}

static void
fill_cell (Walk *walk, const AwardListingColumn *column, AwardListingCell *cell)
{
  const AwardClaim *claim = walk->claim;
  g_autofree char *decision = NULL;
  const RulesLine *line;

  switch ((int) column->source)
    {
    case AWARD_SOURCE_ORDINAL:
      cell->number = ++walk->base.ordinal;
      break;
    case AWARD_SOURCE_MEASURE:
      cell->text = walk->measure_name;
      break;
    case AWARD_SOURCE_NAME:
      cell->text = walk->base.dossier->scope == AWARD_DOSSIER_NOTICE
                       ? keep (walk, award_dossier_public_name (claim))
                       : claim->name;
      break;
    case AWARD_SOURCE_CODE:
      cell->text = keep (walk, award_dossier_public_code (claim));
      break;
    case AWARD_SOURCE_COUNTY:
      cell->text = claim->county;
      break;
    case AWARD_SOURCE_FACT:
      set_fact (walk, cell, rules_measure_get_fact (walk->measure, column->index),
                claim->facts[column->index]);
      break;
    case AWARD_SOURCE_N_LINES:
      cell->number = claim->n_lines;
      break;
    case AWARD_SOURCE_LINE_SUM:
      set_fact (walk, cell, rules_measure_get_line_fact (walk->measure, column->index),
                line_sum (walk, column->index));
      break;
    case AWARD_SOURCE_LINE_FACT:
      set_fact (
          walk, cell, rules_measure_get_line_fact (walk->measure, column->index),
          claim->line_facts[walk->line * rules_measure_get_n_line_facts (walk->measure) + column->index]);
      break;
    case AWARD_SOURCE_LINE_STATE:
      line = explained_line (walk);
      cell->text = line ? award_words_line (line) : outcome_text (claim);
      break;
    case AWARD_SOURCE_LINE_REASON:
      line = explained_line (walk);
      cell->text = line ? keep (walk, award_words_line_reasons (walk->measure, line)) : NULL;
      break;
    case AWARD_SOURCE_OUTCOME:
      cell->text = outcome_text (claim);
      break;
    case AWARD_SOURCE_AMOUNT:
      cell->number = claim_amount (claim);
      break;
    case AWARD_SOURCE_INSTALMENT:
    case AWARD_SOURCE_PAYER:
      cell->number = part (walk, column);
      break;
    case AWARD_SOURCE_REASON:
      cell->text = reason_text (walk);
      break;
    case AWARD_SOURCE_DECISION:
      decision = claim->is_decided ? decision_text (walk) : g_strdup (_ ("not computed yet"));
      cell->text = decision ? keep (walk, g_steal_pointer (&decision)) : NULL;
      break;
    case AWARD_SOURCE_FLAGS:
      if (claim->is_decided)
        cell->text = keep (walk, award_words_flags (walk->measure, claim->decision.flags));
      break;
    case AWARD_SOURCE_PAYABLE:
      cell->number = claim->payable;
      break;
    case AWARD_SOURCE_BASIS:
      cell->text = keep (walk, award_dossier_clause_text (walk->measure));
      break;
    default:
      fill_payment (walk, column, cell);
      break;
    }
}

static gboolean
emit (Walk *walk)
{
  const AwardListing *listing = walk->base.listing;

  award_dossier_walk_clear (&walk->base);
  for (guint i = 0; i < listing->columns->len; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (listing, i);

      fill_cell (walk, column, &walk->base.cells[i]);
      if (column->source == listing->checked &&
          !award_dossier_walk_add (&walk->base, walk->base.cells[i].number, &walk->error))
        return FALSE;
    }

  return walk->base.func (walk->base.cells, NULL, walk->base.data, &walk->error);
}

static gboolean
emit_payee (Walk *walk)
{
  const gboolean lacking = walk->base.listing->rows == AWARD_LISTING_LACKING;
  gboolean go_on = TRUE;

  if (!award_ledger_get_account (walk->base.dossier->ledger, walk->claim->claimant, &walk->account,
                                 &walk->error))
    return FALSE;
  if ((walk->account == NULL) == lacking)
    go_on = emit (walk);
  g_clear_pointer (&walk->account, award_account_free);
  return go_on;
}

static gboolean
on_claim (const AwardClaim *claim, gpointer data)
{
  Walk *walk = data;
  gboolean go_on = TRUE;

  if (walk->base.listing->rows != AWARD_LISTING_LINES && pass_of (claim) != walk->pass)
    return TRUE;
  /* What another measure or payment took the place of is neither announced nor paid. */
  if (walk->base.listing->checked != AWARD_SOURCE_AMOUNT && walk->base.listing->total != RULES_MISSING &&
      claim->payable <= 0)
    return TRUE;

  walk->claim = claim;
  if (walk->base.listing->rows >= AWARD_LISTING_PAYEES)
    return emit_payee (walk);
  if (walk->base.listing->rows == AWARD_LISTING_LINES)
    {
      for (walk->line = 0; go_on && walk->line < claim->n_lines; walk->line++)
        go_on = emit (walk);
    }
  else
    {
      go_on = emit (walk);
    }

  g_clear_pointer (&walk->explanation, rules_explanation_free);
  return go_on;
}

static gboolean
start_measure (Walk *walk, const RulesMeasure *measure, GError **error)
{
  g_clear_pointer (&walk->settings, rules_settings_free);
  g_clear_pointer (&walk->evaluator, rules_evaluator_free);
  g_free (walk->measure_name);
  g_free (walk->parts);

  walk->measure = measure;
  walk->measure_name = award_dossier_measure_name (walk->base.dossier, measure);
  walk->parts = g_new0 (gint64, rules_measure_get_n_instalments (measure));
  walk->settings = award_ledger_get_settings (walk->base.dossier->ledger, measure, error);
  if (walk->settings == NULL)
    return FALSE;

  walk->evaluator = rules_evaluator_new (measure, walk->settings);
  return TRUE;
}

static gboolean
run_pass (Walk *walk, Pass pass, GError **error)
{
  walk->pass = pass;
  if (!award_ledger_foreach_claim (walk->base.dossier->ledger, walk->measure, walk->base.dossier->batch,
                                   on_claim, walk, walk->base.cancellable, error))
    return FALSE;
  if (walk->error)
    {
      g_propagate_error (error, g_steal_pointer (&walk->error));
      return FALSE;
    }

  return TRUE;
}

static gint64
pass_count (const AwardTotal *total, Pass pass)
{
  if (pass == PASS_AWARD)
    return total->award;
  if (pass == PASS_REFUSE)
    return total->refuse;
  return total->review + total->undecided;
}

static gboolean
foreach_of_measure (Walk *walk, const AwardTotal *total, GError **error)
{
  const AwardDossierScope scope = walk->base.dossier->scope;
  Pass last = scope == AWARD_DOSSIER_FULL || scope == AWARD_DOSSIER_DETAIL ? PASS_REVIEW : PASS_AWARD;

  if (!start_measure (walk, total->measure, error))
    return FALSE;
  if (walk->base.listing->rows == AWARD_LISTING_LINES)
    return run_pass (walk, PASS_AWARD, error);

  for (Pass pass = PASS_AWARD; pass <= last; pass++)
    if (pass_count (total, pass) > 0 && !run_pass (walk, pass, error))
      return FALSE;

  return TRUE;
}

static gboolean
foreach_open (Walk *walk, GError **error)
{
  GPtrArray *totals = walk->base.dossier->totals;

  for (Pass pass = PASS_REFUSE; pass <= PASS_REVIEW; pass++)
    {
      g_autofree char *section = NULL;
      g_autofree char *count = NULL;
      gint64 n = 0;

      for (guint i = 0; i < totals->len; i++)
        n += pass_count (totals->pdata[i], pass);
      if (n == 0)
        continue;
      count = g_strdup_printf ("%" G_GINT64_FORMAT, n);
      section = g_strdup_printf (pass == PASS_REFUSE ? _ ("Refused (%s)") : _ ("To review (%s)"), count);
      if (!walk->base.func (NULL, section, walk->base.data, error))
        return FALSE;
      walk->base.ordinal = 0;
      for (guint i = 0; i < totals->len; i++)
        {
          const AwardTotal *total = totals->pdata[i];

          if (pass_count (total, pass) > 0 &&
              (!start_measure (walk, total->measure, error) || !run_pass (walk, pass, error)))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
foreach_payee (Walk *walk, GError **error)
{
  GPtrArray *totals = walk->base.dossier->totals;

  for (guint i = 0; i < totals->len; i++)
    {
      const AwardTotal *total = totals->pdata[i];

      if (rules_measure_get_result (total->measure) == RULES_RESULT_AWARD && total->award > 0 &&
          (!start_measure (walk, total->measure, error) || !run_pass (walk, PASS_AWARD, error)))
        return FALSE;
    }

  return TRUE;
}

static gboolean
foreach_row (Walk *walk, GError **error)
{
  const AwardListing *listing = walk->base.listing;
  const AwardDossier *dossier = walk->base.dossier;

  switch (listing->rows)
    {
    case AWARD_LISTING_MEASURES:
      return award_dossier_foreach_measure (&walk->base, error);
    case AWARD_LISTING_COUNTIES:
      return award_dossier_foreach_county (&walk->base, error);
    case AWARD_LISTING_RANKING:
    case AWARD_LISTING_SCORES:
      return award_dossier_foreach_region (&walk->base, error);
    case AWARD_LISTING_OPEN:
      return foreach_open (walk, error);
    case AWARD_LISTING_PAYEES:
    case AWARD_LISTING_LACKING:
      return foreach_payee (walk, error);
    case AWARD_LISTING_CLAIMS:
    case AWARD_LISTING_LINES:
    default:
      return foreach_of_measure (
          walk, dossier->totals->pdata[award_dossier_index_of (dossier, listing->measure)], error);
    }
}

gboolean
award_dossier_foreach_row (AwardDossier *dossier,
                           const AwardListing *listing,
                           AwardDossierFunc func,
                           gpointer data,
                           GCancellable *cancellable,
                           GError **error)
{
  Walk walk = { .base = { dossier, listing, func, data, cancellable } };
  gboolean done;

  walk.base.cells = g_new0 (AwardListingCell, listing->columns->len);
  walk.base.texts = g_ptr_array_new_with_free_func (g_free);
  done = foreach_row (&walk, error);

  g_ptr_array_unref (walk.base.texts);
  g_free (walk.base.cells);
  g_clear_pointer (&walk.settings, rules_settings_free);
  g_clear_pointer (&walk.evaluator, rules_evaluator_free);
  g_free (walk.measure_name);
  g_free (walk.parts);

  if (done && listing->total != RULES_MISSING && walk.base.sum != listing->total)
    {
      g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_CHANGED,
                   _ ("Decisions changed while the report was being made; make it again"));
      return FALSE;
    }

  return done;
}

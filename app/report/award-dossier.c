/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-dossier-private.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-report.h"
#include "award-words-private.h"

/* More measures than this and the counties' table shows their sum only. */
#define MOST_MEASURE_COLUMNS 6

G_DEFINE_QUARK (award - report - error - quark, award_report_error)

static const RulesPolicy *
policy_of (const AwardTotal *total)
{
  return rules_measure_get_policy (total->measure);
}

static gboolean
has_several_policies (const AwardDossier *dossier)
{
  for (guint i = 1; i < dossier->totals->len; i++)
    if (policy_of (dossier->totals->pdata[i]) != policy_of (dossier->totals->pdata[0]))
      return TRUE;

  return FALSE;
}

char *
award_dossier_measure_name (const AwardDossier *dossier, const RulesMeasure *measure)
{
  const char *label = rules_measure_get_label (measure);

  if (!has_several_policies (dossier))
    return g_strdup (label);

  return g_strdup_printf ("%s %s", rules_policy_get_number (rules_measure_get_policy (measure)), label);
}

/* Numbers of the policies, each once. */
static char *
list_numbers (const AwardDossier *dossier)
{
  GString *numbers = g_string_new (NULL);

  for (guint i = 0; i < dossier->totals->len; i++)
    {
      const char *number = rules_policy_get_number (policy_of (dossier->totals->pdata[i]));

      if (strstr (numbers->str, number))
        continue;
      if (numbers->len > 0)
        g_string_append (numbers, _ (", "));
      g_string_append (numbers, number);
    }

  return g_string_free (numbers, FALSE);
}

/* "Under 榕政办规〔2024〕5号, clause 一   Batch: 第一批   Computed as of 2024-03-31". */
static char *
basis_text (const AwardDossier *dossier, const RulesMeasure *measure)
{
  GString *text = g_string_new (NULL);
  const RulesClause *clause = measure ? rules_measure_get_clause (measure) : NULL;

  if (clause)
    g_string_append_printf (text, _ ("Under: %s, clause %s"),
                            rules_policy_get_number (rules_measure_get_policy (measure)), clause->reference);
  else if (*dossier->numbers)
    g_string_append_printf (text, _ ("Under: %s"), dossier->numbers);

  if (text->len > 0)
    g_string_append (text, "    ");
  g_string_append_printf (text, _ ("Batch: %s"), dossier->batch_name);
  g_string_append (text, "    ");
  if (dossier->as_of)
    g_string_append_printf (text, _ ("Computed as of %s"), dossier->as_of);
  else
    g_string_append (text, _ ("Not computed yet"));

  return g_string_free (text, FALSE);
}

/* A column of single words. */
static void
add_centred (AwardListing *listing, AwardListingSource source, AwardListingType type, const char *heading)
{
  award_listing_add (listing, source, 0, type, g_strdup (heading))->is_centred = TRUE;
}

AwardListing *
award_dossier_add_listing (AwardDossier *dossier,
                           AwardListingRows rows,
                           const RulesMeasure *measure,
                           const char *name,
                           const char *title)
{
  AwardListing *listing = award_listing_new (rows, measure);

  listing->name = g_strdup (name);
  listing->title = g_strdup (title);
  listing->basis = basis_text (dossier, measure);
  g_ptr_array_add (dossier->listings, listing);
  add_centred (listing, AWARD_SOURCE_ORDINAL, AWARD_LISTING_COUNT, _ ("No."));
  return listing;
}

static void
add_summed (AwardListing *listing,
            AwardListingSource source,
            guint index,
            AwardListingType type,
            char *heading)
{
  award_listing_add (listing, source, index, type, heading)->has_total = TRUE;
}

/* Columns of counts, then of the amount. */
static void
add_total_columns (const AwardDossier *dossier, AwardListing *listing)
{
  gint64 undecided = 0;

  for (guint i = 0; i < dossier->totals->len; i++)
    undecided += ((const AwardTotal *) dossier->totals->pdata[i])->undecided;

  add_summed (listing, AWARD_SOURCE_N_CLAIMS, 0, AWARD_LISTING_COUNT, g_strdup (_ ("Number of claims")));
  add_summed (listing, AWARD_SOURCE_N_AWARDS, 0, AWARD_LISTING_COUNT, g_strdup (_ ("Number of awards")));
  add_summed (listing, AWARD_SOURCE_N_REFUSED, 0, AWARD_LISTING_COUNT, g_strdup (_ ("Number refused")));
  add_summed (listing, AWARD_SOURCE_N_REVIEW, 0, AWARD_LISTING_COUNT, g_strdup (_ ("Number to review")));
  if (undecided > 0)
    add_summed (listing, AWARD_SOURCE_N_UNDECIDED, 0, AWARD_LISTING_COUNT,
                g_strdup (_ ("Number not computed")));
}

static void
add_measures (AwardDossier *dossier)
{
  AwardListing *listing =
      award_dossier_add_listing (dossier, AWARD_LISTING_MEASURES, NULL, _ ("Summary"), dossier->title);

  award_listing_add (listing, AWARD_SOURCE_MEASURE, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Measure")));
  add_centred (listing, AWARD_SOURCE_CLAUSE, AWARD_LISTING_TEXT, _ ("Clause"));
  add_total_columns (dossier, listing);
  add_summed (listing, AWARD_SOURCE_AMOUNT, 0, AWARD_LISTING_AMOUNT, g_strdup (_ ("Award (yuan)")));
  listing->unit = g_strdup (_ ("Unit: yuan"));
  listing->total = dossier->total;
}

static gboolean
pays_money (const RulesMeasure *measure)
{
  return rules_measure_get_result (measure) == RULES_RESULT_AWARD;
}

static void
add_counties (AwardDossier *dossier)
{
  AwardListing *listing = award_dossier_add_listing (dossier, AWARD_LISTING_COUNTIES, NULL, _ ("By county"),
                                                     _ ("Awards by county"));
  guint n_measures = 0;

  for (guint i = 0; i < dossier->totals->len; i++)
    n_measures += pays_money (((const AwardTotal *) dossier->totals->pdata[i])->measure);

  award_listing_add (listing, AWARD_SOURCE_COUNTY, 0, AWARD_LISTING_TEXT, g_strdup (_ ("County")));
  add_total_columns (dossier, listing);
  for (guint i = 0; i < dossier->totals->len && n_measures > 1 && n_measures <= MOST_MEASURE_COLUMNS; i++)
    {
      const AwardTotal *total = dossier->totals->pdata[i];

      if (pays_money (total->measure))
        add_summed (listing, AWARD_SOURCE_MEASURE_AMOUNT, i, AWARD_LISTING_AMOUNT,
                    award_dossier_measure_name (dossier, total->measure));
    }
  add_summed (listing, AWARD_SOURCE_AMOUNT, 0, AWARD_LISTING_AMOUNT, g_strdup (_ ("Award (yuan)")));
  listing->unit = g_strdup (_ ("Unit: yuan"));
  listing->total = dossier->total;
}

static gint64
count_open (const AwardDossier *dossier)
{
  gint64 n = 0;

  for (guint i = 0; i < dossier->totals->len; i++)
    {
      const AwardTotal *total = dossier->totals->pdata[i];
      n += total->refuse + total->review + total->undecided;
    }

  return n;
}

static void
add_open (AwardDossier *dossier)
{
  AwardListing *listing =
      award_dossier_add_listing (dossier, AWARD_LISTING_OPEN, NULL, _ ("Refused and to review"),
                                 _ ("Claims refused and claims to review"));

  award_listing_add (listing, AWARD_SOURCE_MEASURE, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Measure")));
  award_listing_add (listing, AWARD_SOURCE_NAME, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Claimant")));
  award_listing_add (listing, AWARD_SOURCE_CODE, 0, AWARD_LISTING_CODE, g_strdup (_ ("Code")));
  award_listing_add (listing, AWARD_SOURCE_COUNTY, 0, AWARD_LISTING_TEXT, g_strdup (_ ("County")));
  add_centred (listing, AWARD_SOURCE_OUTCOME, AWARD_LISTING_TEXT, _ ("Result"));
  award_listing_add (listing, AWARD_SOURCE_REASON, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Reasons")))->is_long =
      TRUE;
}

void
award_dossier_add_claimant (AwardListing *listing, RulesClaimant claimant)
{
  const char *name;
  const char *code;

  switch (claimant)
    {
    case RULES_CLAIMANT_ENTERPRISE:
      name = _ ("Enterprise");
      code = _ ("Credit code");
      break;
    case RULES_CLAIMANT_PERSON_OR_AGENCY:
      name = _ ("Agency or person");
      code = _ ("Credit code or identity number");
      break;
    case RULES_CLAIMANT_REGION:
      name = _ ("Region");
      code = _ ("Code");
      break;
    case RULES_CLAIMANT_ORGANISATION:
    default:
      name = _ ("Organisation");
      code = _ ("Credit code");
      break;
    }

  award_listing_add (listing, AWARD_SOURCE_NAME, 0, AWARD_LISTING_TEXT, g_strdup (name));
  award_listing_add (listing, AWARD_SOURCE_CODE, 0, AWARD_LISTING_CODE, g_strdup (code));
  if (claimant != RULES_CLAIMANT_REGION)
    award_listing_add (listing, AWARD_SOURCE_COUNTY, 0, AWARD_LISTING_TEXT, g_strdup (_ ("County")));
}

static AwardListingType
fact_type (const RulesFact *fact)
{
  switch (fact->type)
    {
    case RULES_TYPE_MONEY:
      return fact->unit ? AWARD_LISTING_DECIMAL : AWARD_LISTING_AMOUNT;
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
      return AWARD_LISTING_DECIMAL;
    case RULES_TYPE_PERCENT:
      return AWARD_LISTING_PERCENT;
    case RULES_TYPE_COUNT:
      return AWARD_LISTING_COUNT;
    case RULES_TYPE_DATE:
      return AWARD_LISTING_DATE;
    case RULES_TYPE_TEXT:
      return AWARD_LISTING_CODE;
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_INDUSTRY:
    case RULES_TYPE_ENUM:
    default:
      return AWARD_LISTING_TEXT;
    }
}

static void
add_fact (AwardListing *listing, AwardListingSource source, guint i, const RulesFact *fact)
{
  AwardListingColumn *column =
      award_listing_add (listing, source, i, fact_type (fact), award_words_heading (fact));

  column->is_centred =
      fact->type == RULES_TYPE_BOOLEAN || fact->type == RULES_TYPE_INDUSTRY || fact->type == RULES_TYPE_DATE;
}

/* Whether the lines of a claim can be added up in @fact. */
static gboolean
adds_up (const RulesFact *fact)
{
  return fact->unit == NULL && (fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY ||
                                fact->type == RULES_TYPE_COUNT);
}

static void
add_line_sums (AwardListing *listing, const RulesMeasure *measure)
{
  const char *label = rules_measure_get_line_label (measure);

  add_summed (listing, AWARD_SOURCE_N_LINES, 0, AWARD_LISTING_COUNT,
              g_strdup_printf (_ ("Number of %s"), label ? label : _ ("lines")));
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    {
      const RulesFact *fact = rules_measure_get_line_fact (measure, i);
      g_autofree char *total = NULL;
      RulesFact sum = *fact;

      if (!adds_up (fact))
        continue;
      total = g_strdup_printf (_ ("sum of %s"), fact->label);
      sum.label = total;
      add_fact (listing, AWARD_SOURCE_LINE_SUM, i, &sum);
    }
}

/* Parts of the amount: instalments, and payers where more than one pays. */
static gboolean
add_parts (AwardDossier *dossier, AwardListing *listing, GError **error)
{
  g_autoptr (RulesSettings) settings = award_ledger_get_settings (dossier->ledger, listing->measure, error);
  guint n_instalments = rules_measure_get_n_instalments (listing->measure);
  RulesPayer payers[RULES_N_PAYERS];
  guint n_payers = rules_measure_get_payers (listing->measure, payers);

  if (settings == NULL)
    return FALSE;

  for (guint i = 0; n_instalments > 1 && i < n_instalments; i++)
    add_summed (listing, AWARD_SOURCE_INSTALMENT, i, AWARD_LISTING_AMOUNT,
                g_strdup_printf (_ ("Year %u (yuan)"), i + 1));
  for (guint i = 0; n_payers > 1 && !rules_settings_lack_shares (settings) && i < n_payers; i++)
    add_summed (listing, AWARD_SOURCE_PAYER, payers[i], AWARD_LISTING_AMOUNT,
                g_strdup_printf (_ ("%s (yuan)"), award_words_payer (payers[i])));

  return TRUE;
}

/* The end of a detailed listing: what is payable, why, and what is to be noted. */
static void
add_payable (AwardListing *listing, RulesResult result)
{
  if (result == RULES_RESULT_AWARD)
    add_summed (listing, AWARD_SOURCE_PAYABLE, 0, AWARD_LISTING_AMOUNT, g_strdup (_ ("Payable (yuan)")));
  award_listing_add (listing, AWARD_SOURCE_DECISION, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Reasons")))
      ->is_long = TRUE;
  award_listing_add (listing, AWARD_SOURCE_FLAGS, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Flags")))->is_long =
      TRUE;
}

static gboolean
add_claims (AwardDossier *dossier, const AwardTotal *total, GError **error)
{
  const RulesMeasure *measure = total->measure;
  RulesResult result = rules_measure_get_result (measure);
  gboolean print = dossier->scope == AWARD_DOSSIER_PRINT;
  g_autofree char *name = award_dossier_measure_name (dossier, measure);
  AwardListing *listing = award_dossier_add_listing (dossier, AWARD_LISTING_CLAIMS, measure,
                                                     rules_measure_get_label (measure), name);

  award_dossier_add_claimant (listing, rules_measure_get_claimant (measure));
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    {
      const RulesFact *fact = rules_measure_get_fact (measure, i);

      /* On paper only awards are listed: what must be so is so for each of them. */
      if (!print || fact->type != RULES_TYPE_BOOLEAN)
        add_fact (listing, AWARD_SOURCE_FACT, i, fact);
    }
  if (rules_measure_get_n_line_facts (measure) > 0)
    add_line_sums (listing, measure);
  if (!print)
    add_centred (listing, AWARD_SOURCE_OUTCOME, AWARD_LISTING_TEXT, _ ("Result"));

  if (result == RULES_RESULT_AWARD)
    {
      add_summed (listing, AWARD_SOURCE_AMOUNT, 0, AWARD_LISTING_AMOUNT, g_strdup (_ ("Award (yuan)")));
      listing->unit = g_strdup (_ ("Unit: yuan"));
      listing->total = total->total;
      if (!add_parts (dossier, listing, error))
        return FALSE;
    }
  else if (result == RULES_RESULT_SCORE)
    {
      award_listing_add (listing, AWARD_SOURCE_AMOUNT, 0, AWARD_LISTING_AMOUNT, g_strdup (_ ("Score")));
    }

  if (dossier->scope == AWARD_DOSSIER_DETAIL)
    {
      add_payable (listing, result);
      return TRUE;
    }

  award_listing_add (listing, AWARD_SOURCE_REASON, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Remarks")))->is_long =
      TRUE;
  return TRUE;
}

static void
add_lines (AwardDossier *dossier, const RulesMeasure *measure)
{
  const char *label = rules_measure_get_line_label (measure);
  g_autofree char *measure_name = award_dossier_measure_name (dossier, measure);
  g_autofree char *name = g_strdup_printf (C_ ("measure and its lines", "%s: %s"),
                                           rules_measure_get_label (measure), label ? label : _ ("lines"));
  g_autofree char *title =
      g_strdup_printf (C_ ("measure and its lines", "%s: %s"), measure_name, label ? label : _ ("lines"));
  AwardListing *listing = award_dossier_add_listing (dossier, AWARD_LISTING_LINES, measure, name, title);

  award_dossier_add_claimant (listing, rules_measure_get_claimant (measure));
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    add_fact (listing, AWARD_SOURCE_LINE_FACT, i, rules_measure_get_line_fact (measure, i));
  add_centred (listing, AWARD_SOURCE_LINE_STATE, AWARD_LISTING_TEXT, _ ("Counted"));
  award_listing_add (listing, AWARD_SOURCE_LINE_REASON, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Remarks")))
      ->is_long = TRUE;
}

static gboolean
fill_head (AwardDossier *dossier, GError **error)
{
  g_autoptr (GPtrArray) batches = award_ledger_list_batches (dossier->ledger, error);

  if (batches == NULL)
    return FALSE;

  for (guint i = 0; i < batches->len; i++)
    {
      const AwardBatch *batch = batches->pdata[i];

      if (batch->id != dossier->batch)
        continue;
      dossier->batch_name = g_strdup (batch->name);
      if (batch->as_of != RULES_MISSING)
        dossier->as_of = rules_type_format (RULES_TYPE_DATE, (RulesValue){ .number = batch->as_of });
    }
  if (dossier->batch_name == NULL)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN, _ ("There is no such batch"));
      return FALSE;
    }

  dossier->totals = award_ledger_list_totals (dossier->ledger, dossier->batch, FALSE, error);
  if (dossier->totals == NULL)
    return FALSE;
  dossier->counties = award_ledger_list_totals (dossier->ledger, dossier->batch, TRUE, error);
  if (dossier->counties == NULL)
    return FALSE;

  for (guint i = 0; i < dossier->totals->len; i++)
    dossier->total += ((const AwardTotal *) dossier->totals->pdata[i])->total;
  dossier->numbers = list_numbers (dossier);
  if (dossier->totals->len > 0 && !has_several_policies (dossier))
    dossier->title = g_strdup_printf (_ ("Awards under “%s”"),
                                      rules_policy_get_title (policy_of (dossier->totals->pdata[0])));
  else
    dossier->title = g_strdup (_ ("Awards to enterprises"));

  return TRUE;
}

static gboolean
add_details (AwardDossier *dossier, GError **error)
{
  for (guint i = 0; i < dossier->totals->len; i++)
    {
      const AwardTotal *total = dossier->totals->pdata[i];

      if (dossier->scope == AWARD_DOSSIER_PRINT && total->award == 0)
        continue;
      if (!add_claims (dossier, total, error))
        return FALSE;
      if (dossier->scope != AWARD_DOSSIER_PRINT && rules_measure_get_n_line_facts (total->measure) > 0)
        add_lines (dossier, total->measure);
    }

  return TRUE;
}

/* The listings of the kinds that are no report of the whole batch. */
static gboolean
add_outgoing (AwardDossier *dossier, GCancellable *cancellable, GError **error)
{
  gboolean added;

  if (dossier->scope == AWARD_DOSSIER_DETAIL)
    added = add_details (dossier, error);
  else if (dossier->scope == AWARD_DOSSIER_NOTICE)
    added = award_dossier_add_notices (dossier, error);
  else if (dossier->scope == AWARD_DOSSIER_ASSESSMENT)
    added = award_dossier_add_assessment (dossier, cancellable, error);
  else
    added = award_dossier_add_payments (dossier, cancellable, error);
  if (!added || dossier->listings->len > 0)
    return added;

  if (dossier->as_of == NULL || dossier->scope == AWARD_DOSSIER_DETAIL)
    g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_EMPTY,
                 _ ("Batch “%s” has no decisions yet: import and compute first"), dossier->batch_name);
  else
    g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_EMPTY,
                 _ ("Batch “%s” has no award that is to be paid"), dossier->batch_name);
  return FALSE;
}

AwardDossier *
award_dossier_new (AwardLedger *ledger,
                   gint64 batch,
                   AwardDossierScope scope,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (AwardDossier) dossier = g_new0 (AwardDossier, 1);

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), NULL);

  dossier->ledger = ledger;
  dossier->batch = batch;
  dossier->scope = scope;
  dossier->listings = g_ptr_array_new_with_free_func ((GDestroyNotify) award_listing_free);
  dossier->lacking = g_ptr_array_new_with_free_func (g_free);
  if (!fill_head (dossier, error))
    return NULL;
  if (scope != AWARD_DOSSIER_FULL && scope != AWARD_DOSSIER_PRINT)
    return add_outgoing (dossier, cancellable, error) ? g_steal_pointer (&dossier) : NULL;

  add_measures (dossier);
  if (dossier->totals->len == 0)
    return g_steal_pointer (&dossier);

  add_counties (dossier);
  if (!add_details (dossier, error))
    return NULL;
  if (count_open (dossier) > 0)
    add_open (dossier);

  return g_steal_pointer (&dossier);
}

void
award_dossier_free (AwardDossier *dossier)
{
  g_free (dossier->title);
  g_free (dossier->numbers);
  g_free (dossier->batch_name);
  g_free (dossier->as_of);
  g_clear_pointer (&dossier->totals, g_ptr_array_unref);
  g_clear_pointer (&dossier->counties, g_ptr_array_unref);
  g_clear_pointer (&dossier->listings, g_ptr_array_unref);
  g_clear_pointer (&dossier->lacking, g_ptr_array_unref);
  g_clear_pointer (&dossier->assessment, award_assessment_free);
  g_free (dossier);
}

guint64
award_dossier_count_rows (const AwardDossier *dossier)
{
  guint64 claims = 0;

  for (guint i = 0; i < dossier->totals->len; i++)
    {
      const AwardTotal *total = dossier->totals->pdata[i];

      if (dossier->scope == AWARD_DOSSIER_FULL || dossier->scope == AWARD_DOSSIER_DETAIL)
        claims += (guint64) total->claims;
      else
        claims += (guint64) total->award;
    }

  if (dossier->scope == AWARD_DOSSIER_FULL || dossier->scope == AWARD_DOSSIER_PRINT)
    claims += (guint64) count_open (dossier);
  return claims;
}

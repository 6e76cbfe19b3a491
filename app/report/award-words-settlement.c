/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a claim is paid otherwise than decided, in a sentence. */
#include "config.h"

#include "award-words.h"

#include <glib/gi18n.h>

const char *
award_words_settlement (AwardSettlement settlement)
{
  switch (settlement)
    {
    case AWARD_SETTLEMENT_PAID_BEFORE:
      return _ ("paid before");
    case AWARD_SETTLEMENT_SUPERSEDED:
      return _ ("another policy governs");
    case AWARD_SETTLEMENT_LOWER_OF_GROUP:
      return _ ("only the highest of several awards is paid, and this is not it");
    case AWARD_SETTLEMENT_TOPPED_UP:
      return _ ("the difference to what was paid before");
    case AWARD_SETTLEMENT_CAPPED_TOGETHER:
      return _ ("several measures share one limit");
    case AWARD_SETTLEMENT_NONE:
    case AWARD_SETTLEMENT_KEPT:
    default:
      return NULL;
    }
}

/* "“增产增效配套奖励” of 榕政办规〔2024〕5号, batch 第一批" */
static char *
claim_words (const AwardSettlementReason *reason)
{
  const char *number = rules_policy_get_number (rules_measure_get_policy (reason->measure));
  const char *label = rules_measure_get_label (reason->measure);

  return reason->batch ? g_strdup_printf (_ ("“%s” of %s in batch “%s”"), label, number, reason->batch)
                       : g_strdup_printf (_ ("“%s” of %s"), label, number);
}

/* "the register of payments (2024-03-01, 榕财〔2024〕1号)" */
static char *
record_words (const AwardSettlementReason *reason)
{
  const char *name = reason->against == AWARD_AGAINST_PAYMENT ? _ ("the register of payments")
                                                              : _ ("the register of matters granted once");
  g_autofree char *date = reason->date != RULES_MISSING
                              ? rules_type_format (RULES_TYPE_DATE, (RulesValue){ .number = reason->date })
                              : NULL;

  if (date && reason->document)
    return g_strdup_printf (_ ("%s (%s, %s)"), name, date, reason->document);
  if (date || reason->document)
    return g_strdup_printf (_ ("%s (%s)"), name, date ? date : reason->document);
  return g_strdup (name);
}

/* What the claim was held against, with the amount; NULL for nothing. */
static char *
against_words (const AwardSettlementReason *reason)
{
  g_autofree char *what = NULL;
  g_autofree char *amount = NULL;

  if (reason->against == AWARD_AGAINST_NOTHING)
    return NULL;
  what = reason->against == AWARD_AGAINST_CLAIM ? claim_words (reason) : record_words (reason);
  if (reason->amount == RULES_MISSING || reason->amount == 0)
    return g_steal_pointer (&what);
  amount = award_words_amount (reason->amount);
  return g_strdup_printf (_ ("%s, %s yuan"), what, amount);
}

static char *
settled_words (AwardSettlement settlement, const AwardSettlementReason *reason)
{
  g_autofree char *against = against_words (reason);
  const char *label = reason->label;

  switch (settlement)
    {
    case AWARD_SETTLEMENT_PAID_BEFORE:
      if (label && against)
        return g_strdup_printf (_ ("“%s” is granted once and was granted before: %s"), label, against);
      return against ? g_strdup_printf (_ ("paid before: %s"), against) : NULL;
    case AWARD_SETTLEMENT_SUPERSEDED:
      return against ? g_strdup_printf (_ ("the same matter is governed by %s"), against) : NULL;
    case AWARD_SETTLEMENT_LOWER_OF_GROUP:
      return label && against ? g_strdup_printf (_ ("“%s”: paid is %s"), label, against) : NULL;
    case AWARD_SETTLEMENT_TOPPED_UP:
      return label && against ? g_strdup_printf (_ ("“%s”: the difference to %s"), label, against) : NULL;
    case AWARD_SETTLEMENT_CAPPED_TOGETHER:
      return label ? g_strdup_printf (_ ("“%s” is a limit several measures share"), label) : NULL;
    case AWARD_SETTLEMENT_NONE:
    case AWARD_SETTLEMENT_KEPT:
    default:
      return NULL;
    }
}

char *
award_words_settlement_reason (AwardSettlement settlement, const AwardSettlementReason *reason)
{
  g_autofree char *settled = reason ? settled_words (settlement, reason) : NULL;
  const char *plain = award_words_settlement (settlement);

  if (settled == NULL)
    settled = g_strdup (plain);
  if (reason == NULL || reason->open == NULL)
    return g_steal_pointer (&settled);
  if (settled == NULL)
    return g_strdup_printf (_ ("“%s” is still to be decided and can change what is payable"),
                            rules_measure_get_label (reason->open));
  return g_strdup_printf (_ ("%s; “%s” is still to be decided and can change this"), settled,
                          rules_measure_get_label (reason->open));
}

char *
award_words_claimant_award (const AwardClaimantAward *award)
{
  const char *number = rules_policy_get_number (rules_measure_get_policy (award->measure));
  const char *label = rules_measure_get_label (award->measure);
  g_autofree char *amount = NULL;
  g_autofree char *payable = NULL;

  if (!award->is_decided)
    return g_strdup_printf (_ ("%s %s · batch “%s” · not computed yet"), number, label, award->batch);
  if (award->outcome != RULES_OUTCOME_AWARD)
    return g_strdup_printf (_ ("%s %s · batch “%s” · %s"), number, label, award->batch,
                            award_words_outcome (award->outcome));
  if (rules_measure_get_result (award->measure) == RULES_RESULT_QUALIFICATION)
    return g_strdup_printf (_ ("%s %s · batch “%s” · qualified"), number, label, award->batch);
  amount = award_words_amount (award->amount);
  payable = award_words_amount (award->payable);
  if (award->amount == award->payable)
    return g_strdup_printf (_ ("%s %s · batch “%s” · award %s yuan"), number, label, award->batch, amount);
  return g_strdup_printf (_ ("%s %s · batch “%s” · award %s yuan, payable %s yuan"), number, label,
                          award->batch, amount, payable);
}

char *
award_words_claimant_payment (const AwardClaimantPayment *payment)
{
  g_autofree char *amount = award_words_amount (payment->amount);
  GString *text = g_string_new (_ ("paid before"));

  if (payment->date != RULES_MISSING)
    {
      g_autofree char *date = rules_type_format (RULES_TYPE_DATE, (RulesValue){ .number = payment->date });

      g_string_append_printf (text, " · %s", date);
    }
  if (payment->policy)
    g_string_append_printf (text, " · %s", payment->policy);
  if (payment->measure)
    g_string_append_printf (text, " %s", payment->measure);
  if (payment->document)
    g_string_append_printf (text, " · %s", payment->document);
  g_string_append_printf (text, _ (" · %s yuan"), amount);
  return g_string_free (text, FALSE);
}

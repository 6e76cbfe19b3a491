/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a claim is paid otherwise than decided: the award, payment or record it was held against. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* Where that stands. */
typedef enum
{
  AWARD_AGAINST_NOTHING, /* a shared cap alone */
  AWARD_AGAINST_CLAIM,
  AWARD_AGAINST_PAYMENT, /* a record of the register of payments */
  AWARD_AGAINST_GRANT,   /* a record of the register of matters granted once */
} AwardAgainst;

typedef struct
{
  AwardAgainst        against;
  char               *label;    /* of the group or matter; NULL: none decided */
  const RulesMeasure *measure;  /* of the claim; nullable */
  gint64              claim;    /* its id, -1 */
  char               *batch;    /* name of its batch where that is another; nullable */
  char               *document; /* of a record; nullable */
  gint64              date;     /* of a record; RULES_MISSING: not said */
  gint64              amount;   /* fen: what that came to; RULES_MISSING: not said */
  const RulesMeasure *open;     /* of a claim under review that could still change this; nullable */
} AwardSettlementReason;

void                   award_settlement_reason_free (AwardSettlementReason *reason);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardSettlementReason, award_settlement_reason_free)
/* *@reason: that of claim @claim of @measure, NULL where it is paid as decided. */
gboolean               award_ledger_get_settlement_reason (AwardLedger           *self,
                                                     const RulesMeasure    *measure,
                                                     gint64                 claim,
                                                     AwardSettlementReason **reason,
                                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claimant with everything the ledger knows it to get: claims under every measure in every batch, and
 * what was paid before (一企一档). */
#pragma once

#include "award-claim.h"
#include "award-record.h"

G_BEGIN_DECLS

typedef struct
{
  const RulesMeasure *measure;
  gint64              claim; /* its id */
  char               *batch; /* name */
  gboolean            is_decided;
  RulesOutcome        outcome;
  gint64              amount;  /* fen; RULES_MISSING under review */
  gint64              payable; /* fen, the same */
  AwardSettlement     settlement;
} AwardClaimantAward;

/* A record of the register of payments. */
typedef struct
{
  char   *policy;   /* as the table called it, or an id; nullable, as those below */
  char   *measure;
  char   *document;
  gint64  date;     /* RULES_MISSING: not said */
  gint64  amount;   /* fen */
} AwardClaimantPayment;

typedef struct
{
  char      *code;
  char      *name;     /* nullable */
  char      *county;   /* nullable */
  GPtrArray *awards;   /* AwardClaimantAward: money and qualifications, by policy, measure and batch */
  GPtrArray *payments; /* AwardClaimantPayment, by date */
  GPtrArray *exclusions; /* AwardRecord: of the register of exclusions */
  gint64     payable;  /* fen: the sum over the awards */
  gint64     paid;     /* fen: the sum of the payments */
} AwardClaimant;

void           award_claimant_free         (AwardClaimant  *claimant);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardClaimant, award_claimant_free)
/* The claimant of @code; AWARD_LEDGER_ERROR_UNKNOWN where the ledger knows none. */
AwardClaimant *award_ledger_get_claimant   (AwardLedger    *self,
                                            const char     *code,
                                            GError        **error) G_GNUC_WARN_UNUSED_RESULT;
/* *@has_claim: whether @batch has a claim of @measure by the claimant of @code. */
gboolean       award_ledger_has_claim      (AwardLedger    *self,
                                            const RulesMeasure *measure,
                                            gint64          batch,
                                            const char     *code,
                                            gboolean       *has_claim,
                                            GError        **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

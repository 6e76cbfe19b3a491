/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One claim with everything known of it: facts, lines, where each was read, and its decision. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* From KEPT on in the order of RulesSettled. */
typedef enum
{
  AWARD_SETTLEMENT_NONE,          /* not computed */
  AWARD_SETTLEMENT_KEPT,
  AWARD_SETTLEMENT_PAID_BEFORE,
  AWARD_SETTLEMENT_SUPERSEDED,
  AWARD_SETTLEMENT_LOWER_OF_GROUP,
  AWARD_SETTLEMENT_TOPPED_UP,
  AWARD_SETTLEMENT_CAPPED_TOGETHER,
} AwardSettlement;

/* "kept", "paid-before" … as the contract writes it; NULL for none. */
const char *award_settlement_name (AwardSettlement settlement);

/* The cell a value was read from. */
typedef struct
{
  const char *file;  /* nullable: not from a table */
  const char *sheet;
  guint       row;    /* from 1 */
  guint       column; /* from 1; 0: the table has no such column */
  gint64      import; /* number of the import that brought it */
} AwardOrigin;

typedef struct
{
  const RulesMeasure *measure;
  gint64        id;
  char         *claimant;
  char         *name;   /* nullable */
  char         *county; /* nullable */
  gboolean      has_conflict; /* rows of its file contradict each other */
  RulesValue   *facts;  /* one per fact of the measure */
  AwardOrigin  *origins;
  guint         n_lines;
  RulesValue   *line_facts;   /* [line × n_line_facts + fact] */
  AwardOrigin  *line_origins; /* the same */
  gboolean      is_decided;
  RulesDecision decision;     /* as stored */
  gint64        payable;      /* fen; RULES_MISSING under review */
  AwardSettlement settlement;
  gint64        as_of;        /* of the decision */
} AwardClaim;

AwardClaim       *award_ledger_get_claim (AwardLedger        *self,
                                          const RulesMeasure *measure,
                                          gint64              id,
                                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void              award_claim_free       (AwardClaim         *claim);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardClaim, award_claim_free)
/* The parts of @amount fen each payer bears for @claim: see rules_evaluator_split_payers(). */
gboolean          award_claim_split_payers (const AwardClaim   *claim,
                                          RulesEvaluator     *evaluator,
                                          gint64              amount,
                                          gint64              parts[RULES_N_PAYERS]);
/* Replays the decision of @claim from its facts. */
RulesExplanation *award_claim_explain    (const AwardClaim    *claim,
                                          const RulesSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/* The nearest values that would bring @claim an award, or more than its cap lets through: see
 * rules_evaluator_near(). */
RulesNear        *award_claim_find_near  (const AwardClaim    *claim,
                                          const RulesSettings *settings) G_GNUC_WARN_UNUSED_RESULT;

/* Calls @func with every claim of the batch under @measure in claimant order; it returns FALSE to stop. The
 * claim is valid during the call. Constant memory. */
typedef gboolean (*AwardClaimFunc) (const AwardClaim *claim, gpointer data);
gboolean          award_ledger_foreach_claim (AwardLedger        *self,
                                              const RulesMeasure *measure,
                                              gint64              batch,
                                              AwardClaimFunc      func,
                                              gpointer            data,
                                              GCancellable       *cancellable,
                                              GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

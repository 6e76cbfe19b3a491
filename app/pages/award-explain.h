/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes why a claim was decided as it was into an explanation view. */
#pragma once

#include "award-change.h"
#include "award-claimant.h"
#include "award-explanation.h"
#include "award-settlement-reason.h"

G_BEGIN_DECLS

/* @settings: the ledger's for the measure, as of the day of the decision. @reason: why it is paid otherwise
 * than decided; @claimant: all that its claimant claims for; both nullable. @changes: those of @n_changes
 * figures overwritten (AwardChange) that are told. */
void award_explain (AwardExplanation    *view,
                    const AwardClaim    *claim,
                    const RulesSettings *settings,
                    const AwardSettlementReason *reason,
                    const AwardClaimant *claimant,
                    const GPtrArray     *changes,
                    guint64              n_changes);

G_END_DECLS

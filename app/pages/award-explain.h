/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes why a claim was decided as it was into an explanation view. */
#pragma once

#include "award-claim.h"
#include "award-explanation.h"

G_BEGIN_DECLS

/* @settings: the ledger's for the measure, as of the day of the decision. */
void award_explain (AwardExplanation    *view,
                    const AwardClaim    *claim,
                    const RulesSettings *settings);

G_END_DECLS

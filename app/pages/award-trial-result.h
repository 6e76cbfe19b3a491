/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trial comes to: totals, what it does to how many claims, county by county, and the claims
 * themselves. */
#pragma once

#include <adwaita.h>

#include "award-trial.h"

G_BEGIN_DECLS

#define AWARD_TYPE_TRIAL_RESULT (award_trial_result_get_type ())
G_DECLARE_FINAL_TYPE (AwardTrialResult, award_trial_result, AWARD, TRIAL_RESULT, AdwBin)

/* Shows @trial, which is taken. */
void award_trial_result_set_trial (AwardTrialResult *self,
                                   AwardTrial       *trial);

G_END_DECLS

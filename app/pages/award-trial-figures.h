/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a measure that can be tried: readings, parameters, and what the policy's text sets, each
 * with its official value and a place for another. */
#pragma once

#include <adwaita.h>

#include "award-trial-question.h"

G_BEGIN_DECLS

#define AWARD_TYPE_TRIAL_FIGURES (award_trial_figures_get_type ())
G_DECLARE_FINAL_TYPE (AwardTrialFigures, award_trial_figures, AWARD, TRIAL_FIGURES, AdwBin)

/* Signal "changed": another value was entered, right or wrong. */
GtkWidget          *award_trial_figures_new          (void);
/* Shows what can be tried of @snapshot, at its official values. */
void                award_trial_figures_set_snapshot (AwardTrialFigures *self,
                                                      AwardSnapshot     *snapshot);
/* What is entered now. Values that mean nothing count as the official ones. */
AwardTrialQuestion *award_trial_figures_ask          (AwardTrialFigures *self);
/* How many differ from the official ones, and how many of those mean nothing. */
guint               award_trial_figures_count        (AwardTrialFigures *self,
                                                      guint             *n_wrong);
/* Back to the official values. */
void                award_trial_figures_reset        (AwardTrialFigures *self);

G_END_DECLS

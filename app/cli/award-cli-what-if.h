/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be tried and what a trial comes to, on standard output. */
#pragma once

#include "award-words-trial.h"

G_BEGIN_DECLS

/* The parameters, choices and @figures (RulesFigure) of the measure, with their official values. */
void award_cli_list_figures (const AwardSnapshot *snapshot,
                             const GPtrArray     *figures,
                             gboolean             json);
/* @settings (AwardTrialSetting): what was tried. */
void award_cli_print_trial  (const AwardTrial    *trial,
                             const GPtrArray     *settings);
void award_cli_write_trial  (const AwardTrial    *trial);

G_END_DECLS

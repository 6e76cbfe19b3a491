/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trials: other figures beside the official ones, and at once what they would come to. The ledger is only
 * read. */
#pragma once

#include "award-lookup-window.h"

G_BEGIN_DECLS

#define AWARD_TYPE_TRIAL_WINDOW (award_trial_window_get_type ())
G_DECLARE_FINAL_TYPE (AwardTrialWindow, award_trial_window, AWARD, TRIAL_WINDOW, AwardLookupWindow)

GtkWidget *award_trial_window_new (GtkWindow          *parent,
                                   const char         *path,
                                   const RulesMeasure *measure,
                                   gint64              batch);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trial as a workbook: what was tried, what it comes to, county by county, and the claims affected. */
#pragma once

#include "award-words-trial.h"

G_BEGIN_DECLS

/* Writes @trial, whose claims are all listed and named, at @path: beside it first, then renamed. @settings
 * (AwardTrialSetting): what was tried. Errors: AWARD_REPORT_ERROR. */
gboolean award_report_write_trial (const AwardTrial *trial,
                                   const GPtrArray  *settings,
                                   const char       *path,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

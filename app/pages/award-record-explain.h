/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes all that is known of a record of a register into an explanation view. */
#pragma once

#include "award-explanation.h"
#include "award-register-question.h"

G_BEGIN_DECLS

/* @policies: AwardHeldPolicy, to call policies by their numbers; @today: a day. */
void award_record_explain (AwardExplanation      *view,
                           const AwardRecordFile *file,
                           const GPtrArray       *policies,
                           gint64                 today);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a policy itself doubts of a row: a figure that is sooner wrong than true. */
#pragma once

#include "award-ledger.h"
#include "award-mapping.h"

G_BEGIN_DECLS

typedef struct _AwardImportDoubts AwardImportDoubts;

/* The doubts of @measure, with the settings of @ledger. A measure with lines has none here: its claims are
 * whole only when every row was read, and computing marks them. */
AwardImportDoubts *award_import_doubts_new   (AwardLedger         *ledger,
                                              const RulesMeasure  *measure,
                                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void               award_import_doubts_free  (AwardImportDoubts   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportDoubts, award_import_doubts_free)
/* Sees a row that counts. */
void               award_import_doubts_add   (AwardImportDoubts   *self,
                                              const AwardTableRow *row);
/* Adds to @problems (AwardProblem) a warning doubtful-figure for each doubt that a row raised. */
void               award_import_doubts_finish (AwardImportDoubts  *self,
                                              GPtrArray           *problems);

G_END_DECLS

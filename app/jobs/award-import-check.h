/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table says beside the other measures of its policy: a part that is more than the whole. */
#pragma once

#include "award-import-mapping.h"

G_BEGIN_DECLS

/* Compares the energy on the lines of one measure with the energy another one asks for by the same name and
 * for the year before too: the meters of February with the quarter. */
typedef struct _AwardImportCheck AwardImportCheck;

/* Of a table of @measure that goes into @batch. */
AwardImportCheck *award_import_check_new (AwardLedger *ledger,
                                          gint64 batch,
                                          const RulesMeasure *measure,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_import_check_free (AwardImportCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportCheck, award_import_check_free)
/* Sees a row that counts. */
void award_import_check_add (AwardImportCheck *self, const AwardTableRow *row);
/* part-above-whole, a warning at the claimant's last row, to @problems (AwardProblem). */
void award_import_check_finish (AwardImportCheck *self, const AwardMapping *mapping, GPtrArray *problems);

G_END_DECLS

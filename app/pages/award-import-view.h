/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of one import: its problems by kind, the figures it overwrote, names that are not decided. */
#pragma once

#include <adwaita.h>

#include "award-import-question.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_VIEW (award_import_view_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportView, award_import_view, AWARD, IMPORT_VIEW, AdwBin)

/* Signals:
 *   accept (code: string)                                 the warnings of a kind are to be accepted
 *   decide (name: string, codes: strv, is-same: boolean)  what an enterprise in a table is, or is not */

/* Takes @detail, NULL for none. */
void award_import_view_set_detail (AwardImportView   *self,
                                   AwardImportDetail *detail);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of one import: its problems by kind, the figures it overwrote, names that are not decided. */
#pragma once

#include <adwaita.h>

#include "award-imports-question.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORTS_VIEW (award_imports_view_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportsView, award_imports_view, AWARD, IMPORTS_VIEW, AdwBin)

/* Signals:
 *   accept (code: string)                                 the warnings of a kind are to be accepted
 *   decide (name: string, codes: strv, is-same: boolean)  what an enterprise in a table is, or is not */

/* Takes @detail, NULL for none. */
void award_imports_view_set_detail (AwardImportsView   *self,
                                   AwardImportDetail *detail);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first rows of a table as they will be stored. */
#pragma once

#include <adwaita.h>

#include "award-import-entry.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_PREVIEW (award_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportPreview, award_import_preview, AWARD, IMPORT_PREVIEW, AdwBin)

/* Shows @outlook of a table of @target; NULL: nothing yet. */
void award_import_preview_show (AwardImportPreview       *self,
                                const AwardImportTarget  *target,
                                const AwardImportOutlook *outlook);

G_END_DECLS

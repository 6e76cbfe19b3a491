/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures an import will overwrite: what they are and what they will be. */
#pragma once

#include <adwaita.h>

#include "award-import-entry.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_CHANGES (award_import_changes_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportChanges, award_import_changes, AWARD, IMPORT_CHANGES, AdwBin)

/* Shows what @outlook says; NULL: nothing yet. */
void award_import_changes_show (AwardImportChanges       *self,
                                const AwardImportOutlook *outlook);

G_END_DECLS

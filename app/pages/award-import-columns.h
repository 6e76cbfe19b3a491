/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each column of a table is, and its unit: as recognised, and as a person says otherwise. */
#pragma once

#include <adwaita.h>

#include "award-import-entry.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_COLUMNS (award_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportColumns, award_import_columns, AWARD, IMPORT_COLUMNS, AdwBin)

/* Shows the columns of @entry and follows it; NULL: nothing. */
void award_import_columns_set_entry (AwardImportColumns *self,
                                     AwardImportEntry   *entry);

G_END_DECLS

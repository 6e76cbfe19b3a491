/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table on its way in: what it is a table of, what must be answered, its columns, its first rows, what it
 * changes and what is wrong with it. */
#pragma once

#include <adwaita.h>

#include "award-import-set.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_TABLE (award_import_table_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportTable, award_import_table, AWARD, IMPORT_TABLE, AdwBin)

/* Before it is shown. */
void award_import_table_set_targets (AwardImportTable   *self,
                                     AwardImportTargets *targets);
/* Shows @entry, which is readable, as it is now; NULL: none. */
void award_import_table_show        (AwardImportTable   *self,
                                     AwardImportEntry   *entry);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table on its way in as a row of the list of files: its name, its state, a button that takes it out. */
#pragma once

#include <gtk/gtk.h>

#include "award-import-set.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_ROW (award_import_row_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportRow, award_import_row, AWARD, IMPORT_ROW, GtkListBoxRow)

GtkWidget        *award_import_row_new       (AwardImportSet   *set,
                                              AwardImportEntry *entry);
AwardImportEntry *award_import_row_get_entry (AwardImportRow   *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a table, by kind: errors, warnings, notes; and the places of the kind chosen. */
#pragma once

#include <adwaita.h>

#include "award-import-entry.h"

G_BEGIN_DECLS

/* "错误 2 · 疑问 5 · 提示 12", only those there are; NULL: none. Free with g_free(). */
char *award_import_problems_dup_counts (const GPtrArray *groups);

#define AWARD_TYPE_IMPORT_PROBLEMS (award_import_problems_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportProblems, award_import_problems, AWARD, IMPORT_PROBLEMS, AdwBin)

/* Shows the problems of @entry as its last trial found them; NULL: nothing. */
void award_import_problems_show (AwardImportProblems *self,
                                 AwardImportEntry    *entry);

G_END_DECLS

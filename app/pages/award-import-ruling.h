/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can say of a problem: that a warning may stand and why, or which code is meant by one that is
 * written wrong. */
#pragma once

#include <adwaita.h>

#include "award-import-entry.h"

G_BEGIN_DECLS

/* What was said of @problem: "may stand: 情况属实", "is read as 9135…"; NULL: nothing. Free with g_free(). */
char      *award_import_ruling_dup_said (AwardImportEntry        *entry,
                                         const AwardProblem      *problem);

#define AWARD_TYPE_IMPORT_RULING (award_import_ruling_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportRuling, award_import_ruling, AWARD, IMPORT_RULING, AdwBin)

GtkWidget *award_import_ruling_new      (void);
/* Offers what can be said of @problem, which is one of @group; hidden where that is nothing. All nullable. */
void       award_import_ruling_show     (AwardImportRuling       *self,
                                         AwardImportEntry        *entry,
                                         const AwardProblemGroup *group,
                                         const AwardProblem      *problem);

G_END_DECLS

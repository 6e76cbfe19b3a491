/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be answered before a table can come in, each with its answers beside it. */
#pragma once

#include <adwaita.h>

#include "award-import-entry.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_QUESTIONS (award_import_questions_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportQuestions, award_import_questions, AWARD, IMPORT_QUESTIONS, AdwBin)

/* Shows the questions of @entry as its last trial put them; hidden when there is none. */
void award_import_questions_show (AwardImportQuestions *self,
                                  AwardImportEntry     *entry);

G_END_DECLS

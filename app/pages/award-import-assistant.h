/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The import assistant: files on the left, the table of the one chosen on the right, and at the foot what all
 * of them come to and the one button that stores it. */
#pragma once

#include <adwaita.h>

#include "award-import-set.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORT_ASSISTANT (award_import_assistant_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportAssistant, award_import_assistant, AWARD, IMPORT_ASSISTANT, AdwWindow)

/* Signals: "import": the button was pressed, and the set is ready; "add": more files are to be chosen;
 * "help".
 *
 * Shows @set, which ends when a person closes the window, not when the program destroys it. @batches:
 * AwardBatch, what the set can go into. */
GtkWidget      *award_import_assistant_new     (GtkWindow            *parent,
                                                AwardImportSet       *set,
                                                const GPtrArray      *batches);
AwardImportSet *award_import_assistant_get_set (AwardImportAssistant *self);
/* Adds files (GFile). */
void            award_import_assistant_add     (AwardImportAssistant *self,
                                                GListModel           *files);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import brought: the counts of each file and every row or cell that deserves a look. */
#pragma once

#include <adwaita.h>

#include "award-import-job.h"

G_BEGIN_DECLS

/* How one file fared: a report, or why it was not imported. */
typedef struct
{
  char *path;
  const RulesMeasure *measure;
  AwardImportReport *report; /* NULL on failure */
  char *message;             /* why, on failure */
} AwardImportOutcome;

void       award_import_outcome_free (AwardImportOutcome *outcome);

#define AWARD_TYPE_RESULTS_DIALOG (award_results_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AwardResultsDialog, award_results_dialog, AWARD, RESULTS_DIALOG, AdwWindow)

/* @outcomes: AwardImportOutcome. */
GtkWidget *award_results_dialog_new  (GtkWindow          *parent,
                                      GPtrArray          *outcomes);

G_END_DECLS

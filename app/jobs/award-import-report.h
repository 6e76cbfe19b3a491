/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a file. */
#pragma once

#include "award-import.h"

G_BEGIN_DECLS

typedef struct
{
  char              *file;     /* as given */
  char              *sheet;    /* name of the sheet read */
  AwardImportResult  counts;
  gboolean           is_blocked; /* nothing was imported: the problems are questions to be answered first */
  GPtrArray         *problems; /* AwardProblem */
} AwardImportReport;

AwardImportReport *award_import_report_new  (const char        *file,
                                             const char        *sheet);
void               award_import_report_free (AwardImportReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportReport, award_import_report_free)
/* Rows that errors keep out. */
guint              award_import_report_count_left_out (const AwardImportReport *report);

G_END_DECLS

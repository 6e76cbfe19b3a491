/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a file that was read into a ledger, for the commands import and register. */
#pragma once

#include "award-import-job.h"

G_BEGIN_DECLS

/* What the rows of the file were merged into. */
typedef enum
{
  AWARD_REPORT_CLAIMS,
  AWARD_REPORT_RECORDS,
} AwardReportKind;

/* Says the problems on standard error and the counts, or all as JSON, on standard output; the exit status. */
int award_cli_tell_report (const AwardImportReport *report, AwardReportKind kind, gboolean json);
/* Says why @path could not be read; the exit status. */
int award_cli_fail_report (const char *path, const GError *error, gboolean json);

G_END_DECLS

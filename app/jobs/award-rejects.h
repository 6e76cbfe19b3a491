/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows imports could not use, in a workbook that can be mended and imported again: everything above the
 * data as it stands in the table, then those rows, the cells at fault marked, each with its reasons and its
 * place behind it. */
#pragma once

#include "award-import-job.h"
#include "award-import-record.h"

G_BEGIN_DECLS

typedef struct _AwardRejects AwardRejects;

/* Makes the workbook, to be at @path after the commit. */
AwardRejects *award_rejects_new        (const char              *path,
                                        GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Adds the rows @report, just made, says were not used, on a sheet of their own; none without any. The file
 * is read again as @ledger has learnt to. */
gboolean      award_rejects_add        (AwardRejects            *self,
                                        AwardLedger             *ledger,
                                        const AwardImportReport *report,
                                        const AwardImportTarget *target,
                                        GCancellable            *cancellable,
                                        GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of the import @record, from the file the ledger kept: those rows whose errors are open. *@n: how
 * many. */
gboolean      award_rejects_add_record (AwardRejects            *self,
                                        AwardLedger             *ledger,
                                        const AwardImportRecord *record,
                                        guint                   *n,
                                        GCancellable            *cancellable,
                                        GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts the workbook in its place. */
gboolean      award_rejects_commit     (AwardRejects            *self,
                                        GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void          award_rejects_free       (AwardRejects            *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardRejects, award_rejects_free)

G_END_DECLS

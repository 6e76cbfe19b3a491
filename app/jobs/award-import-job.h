/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Importing a file: reads the table, recognises its headings, merges its rows into the ledger. The window
 * and the command line share it. */
#pragma once

#include "award-import-mapping.h"
#include "award-import-report.h"

G_BEGIN_DECLS

/* Imports sheet @which (see award_sheet_read()) of @path: claims into the batch @batch, which is made if
 * need be and then is the current one (NULL: the current one), or a register, whose records the counts call
 * claims. @answers, nullable, are learnt for the next table. On error, or blocked, the ledger is as
 * before. */
AwardImportReport *award_import_into        (AwardLedger        *ledger,
                                             const char         *batch,
                                             const AwardImportTarget *target,
                                             const char         *path,
                                             const char         *which,
                                             const AwardImportAnswers *answers,
                                             AwardProgress       progress,
                                             gpointer            progress_data,
                                             GCancellable       *cancellable,
                                             GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* @known: see award_import_list_known(). *@target: what the headings of @sheet fit best, of
 * @measures (const RulesMeasure) and the registers; FALSE with an error naming the file when none fits. Of
 * several measures that fit as well it is the one of a policy in @policies (RulesPolicy: those with claims),
 * then that of the later policy. */
gboolean           award_import_find_target  (const AwardSheet   *sheet,
                                             const GPtrArray    *measures,
                                             const GPtrArray    *policies,
                                             GHashTable         *known,
                                             AwardImportTarget  *target,
                                             GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

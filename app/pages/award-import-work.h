/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the jobs of a set of tables do in their thread: read a file, make a table one of something else, try
 * all tables together. */
#pragma once

#include "award-import-entry.h"
#include "award-job.h"

G_BEGIN_DECLS

/* What the job that reads a file, or gives a table another target, works on. */
typedef struct
{
  AwardImportEntry *entry; /* owned: it keeps the plan */
  char *path;
  char *sheet; /* NULL: every sheet that is a table, or else the first */
  AwardImportTargets *targets;
  AwardImportTarget target; /* that is to be set */
  AwardImportPlan *plan;    /* whose; the entry's */
} AwardImportReading;

void     award_import_reading_free    (gpointer    data);

/* What it found. */
typedef struct
{
  GPtrArray *sheets; /* char */
  GPtrArray *tables; /* AwardReadTable, at least one */
} AwardImportRead;

void     award_import_read_free       (gpointer    data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportRead, award_import_read_free)

/* What the job that tries works on; the entries keep the plans. */
typedef struct
{
  GPtrArray *entries;
  GPtrArray *plans;
  char *batch;
} AwardImportTrying;

void     award_import_trying_free     (gpointer    data);

/* AwardJobFunc. @data: AwardImportReading; an AwardImportRead. */
gpointer award_import_work_read       (AwardJob    *job,
                                       AwardLedger *ledger,
                                       gpointer     data,
                                       GError     **error);
/* @data: AwardImportReading; not NULL on success. */
gpointer award_import_work_set_target (AwardJob    *job,
                                       AwardLedger *ledger,
                                       gpointer     data,
                                       GError     **error);
/* @data: AwardImportTrying; AwardTriedTable, one each. */
gpointer award_import_work_try        (AwardJob    *job,
                                       AwardLedger *ledger,
                                       gpointer     data,
                                       GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that are to come into a ledger together: read, tried as often as a person changes something, and
 * handed over.
 *
 * Everything that takes time is done by jobs, one at a time: files are read first, then all tables are tried
 * together, a moment after the last change. A change cancels a trial that runs. */
#pragma once

#include "award-import-entry.h"
#include "award-job.h"

G_BEGIN_DECLS

/* A GListModel of AwardImportEntry.
 *
 * Signals: "changed": an entry, or what is being done, is otherwise. */
#define AWARD_TYPE_IMPORT_SET (award_import_set_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportSet, award_import_set, AWARD, IMPORT_SET, GObject)

typedef enum
{
  AWARD_IMPORT_IDLE,
  AWARD_IMPORT_READING,
  AWARD_IMPORT_TRYING,
} AwardImportWork;

/* What all the tables come to that are to come in. */
typedef struct
{
  guint n_tables;
  guint n_excluded; /* files and tables that do not come in */
  guint n_questions; /* to be answered first */
  guint64 n_added, n_changed, n_unchanged; /* claims and records */
  guint64 n_left_out; /* rows with errors */
  gboolean is_ready;  /* every table was tried and asks nothing, and there is one */
  gboolean is_known;  /* so it is, and every one was brought in before: nothing would be stored */
} AwardImportSum;

/* Into the batch named @batch of the ledger at @path. */
AwardImportSet     *award_import_set_new          (const char         *path,
                                                   AwardImportTargets *targets,
                                                   const char         *batch);
AwardImportTargets *award_import_set_get_targets  (AwardImportSet     *self);
const char         *award_import_set_get_batch    (AwardImportSet     *self);
void                award_import_set_set_batch    (AwardImportSet     *self,
                                                   const char         *batch);
/* A file that is there already is not added again. */
void                award_import_set_add          (AwardImportSet     *self,
                                                   const char         *path);
void                award_import_set_remove       (AwardImportSet     *self,
                                                   AwardImportEntry   *entry);
/* What is being done, and how far it is; *@total 0: nobody knows. */
AwardImportWork     award_import_set_get_work     (AwardImportSet     *self,
                                                   guint64            *done,
                                                   guint64            *total);
/* Why the last trial failed as a whole; nullable. */
const char         *award_import_set_get_fault    (AwardImportSet     *self);
void                award_import_set_sum          (AwardImportSet     *self,
                                                   AwardImportSum     *sum);
/* The tables that are to come in (AwardImportEntry), for another job, while the set holds still: until
 * award_import_set_release() it uses no plan. NULL: something runs, or is not ready. */
GPtrArray          *award_import_set_hold         (AwardImportSet     *self);
void                award_import_set_release      (AwardImportSet     *self);
/* Ends what runs, and starts nothing more. */
void                award_import_set_close        (AwardImportSet     *self);

G_END_DECLS

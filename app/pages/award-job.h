/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work on a ledger in a thread, with a connection of its own, that says how far it is and can be
 * cancelled. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

#define AWARD_TYPE_JOB (award_job_get_type ())
G_DECLARE_FINAL_TYPE (AwardJob, award_job, AWARD, JOB, GObject)

/* The work: its result, or NULL with @error set. Passes award_job_progress() and the job as progress. */
typedef gpointer (*AwardJobFunc) (AwardJob *job, AwardLedger *ledger, gpointer data, GError **error);

AwardJob     *award_job_new             (const char         *path,
                                         const char         *title);
void          award_job_run_async       (AwardJob           *self,
                                         AwardJobFunc        func,
                                         gpointer            data,
                                         GDestroyNotify      free_data,
                                         GDestroyNotify      free_result,
                                         GAsyncReadyCallback callback,
                                         gpointer            user_data);
gpointer      award_job_run_finish      (AwardJob           *self,
                                         GAsyncResult       *result,
                                         GError            **error);
GCancellable *award_job_get_cancellable (AwardJob           *self);
/* What is being done. */
const char   *award_job_get_title       (AwardJob           *self);
/* An AwardProgress; data is the job. */
void          award_job_progress        (guint64             done,
                                         guint64             total,
                                         gpointer            data);
void          award_job_get_progress    (AwardJob           *self,
                                         guint64            *done,
                                         guint64            *total);

G_END_DECLS

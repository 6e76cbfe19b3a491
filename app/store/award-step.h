/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps: imports that come into a ledger together, in one transaction, and go out of it together.
 *
 * Between begin and commit of a step every import committed on the ledger belongs to it. Undoing the last
 * step puts back every figure, line, record, name and decision as it was before it. That there was an
 * import, its batch, file and problems stay on record, and the audit chain has an entry for both; the same
 * file can be imported again. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* Overwritten data kept for undoing one step, at most: a changeset in bytes. */
#define AWARD_STEP_MAX_CHANGES (64u << 20)
/* Steps that can be undone, one after the other. */
#define AWARD_STEPS_KEPT 10

typedef struct _AwardStep AwardStep;

/* One step at a time. An import committed outside of one is a step of its own. */
AwardStep *award_step_begin   (AwardLedger  *ledger,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* *@own: a step begun for the caller, untouched where one is open that it joins. */
gboolean   award_step_ensure  (AwardLedger  *ledger,
                               AwardStep   **own,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the step and frees it, also on failure, when the ledger is as it was before. *@id: of the step, 0 when
 * nothing was imported. */
gboolean   award_step_commit  (AwardStep    *self,
                               gint64       *id,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Leaves the ledger as it was before the step. */
void       award_step_free    (AwardStep    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardStep, award_step_free)

/* The step that would be undone next. */
typedef struct
{
  gint64 id;
  gint64 at;      /* ms since 1970 */
  guint  n_files; /* imports in it */
  char  *file;    /* name of the first */
} AwardLastStep;

void       award_last_step_free (AwardLastStep *step);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardLastStep, award_last_step_free)
/* *@step: NULL when there is none that can be undone. Whether later work depends on it is said by undo. */
gboolean   award_ledger_get_last_step (AwardLedger *self,
                               AwardLastStep **step,
                               GError      **error);
/* Undoes step @id, which must be the last one. Decisions its batches were given since are taken away: those
 * claims are to be computed again. Fails with AWARD_LEDGER_ERROR_CONFLICT when later work depends on it. */
gboolean   award_ledger_undo  (AwardLedger  *self,
                               gint64        id,
                               GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window of trials asks in a thread: the claims, what they come to under other figures, a workbook
 * of it. */
#pragma once

#include "award-trial.h"

G_BEGIN_DECLS

typedef struct
{
  RulesPolicy *policy; /* keeps the measure, should its ledger be closed meanwhile */
  const RulesMeasure *measure;
  gint64 batch;
} AwardSnapshotQuestion;

AwardSnapshotQuestion *award_snapshot_question_new (const RulesMeasure *measure,
                                                    gint64              batch);
void                award_snapshot_question_free (gpointer             question);

/* AwardLookupFunc of an AwardSnapshotQuestion: an AwardSnapshot. */
gpointer            award_question_read_snapshot (AwardLedger         *ledger,
                                                  gpointer             question,
                                                  GError             **error);

typedef struct
{
  AwardSnapshot *snapshot;
  RulesSettings *settings; /* for its measure */
  GPtrArray *figures;      /* RulesFigure: keeps those of the changes */
  GPtrArray *texts;        /* char *: likewise */
  GArray *changes;         /* RulesChange */
  guint most;              /* claims to list */
  char *path;              /* of the workbook to write; NULL for a trial alone */
  GCancellable *cancellable;
} AwardTrialQuestion;

/* Takes @settings. */
AwardTrialQuestion *award_trial_question_new     (AwardSnapshot       *snapshot,
                                                  GPtrArray           *figures,
                                                  RulesSettings       *settings);
void                award_trial_question_free    (gpointer             question);
void                award_trial_question_change  (AwardTrialQuestion  *question,
                                                  const RulesFigure   *figure,
                                                  const char          *text);
/* AwardLookupFunc of an AwardTrialQuestion: an AwardTrial, its claims named; the workbook is written. */
gpointer            award_question_try           (AwardLedger         *ledger,
                                                  gpointer             question,
                                                  GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window of near misses asks in a thread: the list, a workbook of it. */
#pragma once

#include "award-near.h"

G_BEGIN_DECLS

typedef struct
{
  AwardSnapshot *snapshot;
  gint64 within; /* as a RULES_TYPE_PERCENT */
  guint most;    /* claims to list */
  char *path;    /* of the workbook to write; NULL for the list alone */
  GCancellable *cancellable;
} AwardNearQuestion;

/* Takes @path. */
AwardNearQuestion *award_near_question_new  (AwardSnapshot *snapshot,
                                             gint64         within,
                                             guint          most,
                                             char          *path,
                                             GCancellable  *cancellable);
void               award_near_question_free (gpointer       question);
/* AwardLookupFunc of an AwardNearQuestion: an AwardNearList, its claims named; the workbook is written. */
gpointer           award_question_find_near (AwardLedger   *ledger,
                                             gpointer       question,
                                             GError       **error);

G_END_DECLS

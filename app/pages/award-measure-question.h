/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of a measure asks its ledger in a thread: first the rows, then what is counted over them. */
#pragma once

#include "award-query.h"

G_BEGIN_DECLS

typedef struct
{
  AwardQuery query; /* borrows from the strings below */
  char *text;
  char *county;
  guint revision;    /* of the page that asks */
  gboolean is_whole; /* count the claims without the filter too */
} AwardQuestion;

typedef struct
{
  AwardSummary summary; /* of what the filter leaves */
  guint revision;
  gint64 all;          /* claims without the filter */
  GPtrArray *counties; /* their names; NULL when only the filter was counted */
} AwardCounted;

void           award_question_free       (gpointer             question);
AwardQuestion *award_question_copy       (const AwardQuestion *question);
void           award_counted_free        (gpointer             counted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardCounted, award_counted_free)

/* AwardLookupFunc of an AwardQuestion: a GArray of ids. */
gpointer       award_question_find_rows  (AwardLedger         *ledger,
                                          gpointer             question,
                                          GError             **error);
/* An AwardCounted. */
gpointer       award_question_count_rows (AwardLedger         *ledger,
                                          gpointer             question,
                                          GError             **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of the overview, read in a thread. */
#pragma once

#include "award-problem.h"
#include "award-query.h"

G_BEGIN_DECLS

/* A claim a person must decide, or (id -1) a parameter the office must set first. */
typedef struct
{
  const RulesMeasure *measure;
  gint64 id;
  char *name;
  char *reason;
} AwardPending;

typedef struct
{
  GPtrArray *totals;   /* AwardTotal, one a measure */
  GPtrArray *counties; /* AwardTotal, one a county: the sums over the measures */
  GPtrArray *pending;  /* AwardPending, the first of each measure */
  guint n_outdated;    /* measures decided with another text of their policy than is in force */
  AwardOpenCounts open; /* of imports */
  gint64 n_reviews;
  gint64 n_undecided;
  gint64 n_claims;
} AwardOverview;

AwardOverview *award_overview_read (AwardLedger   *ledger,
                                    gint64         batch,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void           award_overview_free (AwardOverview *overview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardOverview, award_overview_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses of a batch: claims refused, or held down by a cap, of which one figure a little different would
 * change that. */
#pragma once

#include "award-trial.h"

G_BEGIN_DECLS

typedef struct
{
  gint64        id;
  RulesDecision now;
  gint64        withheld; /* by the cap: see RulesNear */
  RulesNearMiss miss;     /* the nearest; its fact is of the snapshot's measure */
  char         *key;      /* of the line the figure is on, as a table has it; NULL: there is none */
  const char   *county;   /* "" for none; of the snapshot */
  char         *code;     /* of the claimant; NULL before award_ledger_name_near() */
  char         *name;     /* nullable */
} AwardNearClaim;

typedef struct
{
  AwardSnapshot *snapshot;
  GArray        *claims;  /* AwardNearClaim: the nearest first (rules_near_compare()) */
  guint          n_found; /* of all; claims may hold fewer */
  guint          n_open;  /* claims with more figures or lines than are looked at */
} AwardNearList;

/* Goes through the claims officially decided and lists @most of those within @within, a percentage of the
 * figure as a RULES_TYPE_PERCENT (and one day for one per cent). Holds no more than twice @most of them.
 * AWARD_LEDGER_ERROR_UNKNOWN: the measure compares claims, so that a figure alone says nothing. */
AwardNearList *award_snapshot_find_near (AwardSnapshot *self,
                                         gint64         within,
                                         guint          most,
                                         AwardProgress  progress,
                                         gpointer       progress_data,
                                         GCancellable  *cancellable,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void           award_near_list_free     (AwardNearList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardNearList, award_near_list_free)
/* Reads code and name of the claims listed. */
gboolean       award_ledger_name_near   (AwardLedger   *self,
                                         AwardNearList *list,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decisions made on a second thread, read as a table by the connection that stores them. Private.
 *
 * The thread scans and evaluates a block of claims at a time on a connection of its own; a fixed number of
 * blocks goes round between the two, so memory does not grow with the claims. */
#pragma once

#include "award-compute.h"
#include "award-scan.h"
#include "award-tally.h"

G_BEGIN_DECLS

/* Name and columns of the table: claim, outcome, amount, code, flags. */
#define AWARD_FEED_TABLE "award_feed"

typedef struct _AwardFeed AwardFeed;

/* What a job wants to hear of. */
typedef struct
{
  AwardProgress func; /* nullable */
  gpointer data;
  guint64 done;
  guint64 total;
  GCancellable *cancellable;
} AwardFeedWatch;

/* Starts the thread, which counts into @tally. @reader must be used by nobody else until the feed is freed,
 * @tally until all is read; everything is borrowed. */
AwardFeed *award_feed_new (AwardDb *writer, AwardDb *reader, const RulesMeasure *measure,
                           const RulesSettings *settings, const AwardTable *table, gint64 batch,
                           const AwardHolding *holding, AwardTally *tally, AwardFeedWatch *watch,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Stops and joins the thread and takes the table away. */
void award_feed_free (AwardFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardFeed, award_feed_free)
/* Why reading the table failed, when the fault was not the writer's: TRUE with @error set. */
gboolean award_feed_get_error (AwardFeed *self, GError **error);
/* Of the decisions read: how many there were and the sum awarded. */
void award_feed_get_totals (AwardFeed *self, guint64 *claims, gint64 *sum);

G_END_DECLS

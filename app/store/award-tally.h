/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting decisions by county while they are made. Private to app/store. */
#pragma once

#include "award-ledger-private.h"

G_BEGIN_DECLS

typedef struct _AwardTally AwardTally;

/* Reads which county each claimant is in. */
AwardTally *award_tally_new (AwardDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_tally_free (AwardTally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTally, award_tally_free)
/* Names of the counties (char *), '' for none, and which of them row @claimant of claimant is in. */
const GPtrArray *award_tally_get_counties (const AwardTally *self);
guint award_tally_get_county (const AwardTally *self, gint64 claimant);
/* Back to nothing counted. */
void award_tally_reset (AwardTally *self);
/* Counts @n claims of @claimants with their @decisions. */
void award_tally_add (AwardTally *self, const gint64 *claimants, const RulesDecision *decisions, gsize n);
/* Replaces what is kept of the measure and batch within the caller's transaction. */
gboolean award_tally_store (AwardTally *self, AwardDb *db, gint64 measure, gint64 batch,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Counts the stored claims of a measure and batch anew and keeps it. */
gboolean award_tally_refresh (AwardTally *self, AwardDb *db, gint64 measure, const char *suffix, gint64 batch,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for every measure and batch: claimants have moved. */
gboolean award_tally_refresh_all (AwardTally *self, AwardDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

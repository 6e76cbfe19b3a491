/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is paid of the decisions of a batch where measures touch each other. */
#pragma once

#include "award-ledger-private.h"

G_BEGIN_DECLS

/* A measure of the batch. */
typedef struct
{
  const RulesMeasure *measure;
  const AwardTable *table;
} AwardSettled;

/* Settles the decisions of @batch, just stored as kept, between @measures (AwardSettled): where a claimant
 * claims under the measure that takes the place of another, that measure governs, whatever it comes to, and
 * the other pays nothing (AMB-15). */
gboolean award_settlement_store (AwardDb *db, const GArray *measures, gint64 batch,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* *@n_wrong: how many decisions of @measure in @batch are settled otherwise than that. */
gboolean award_settlement_check (AwardDb *db, const GArray *measures, const AwardSettled *measure,
                                 gint64 batch, gint64 *n_wrong, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

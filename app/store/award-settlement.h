/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is paid of the decisions of a batch where measures touch each other: in the batch, in those before it,
 * and in the registers of payments and of matters granted. Private to app/store. */
#pragma once

#include "award-ledger-private.h"

G_BEGIN_DECLS

/* Settles the decisions of @batch, just stored as kept, and again those of later batches, which may stand
 * against it. Only claimants where measures touch each other are looked at. Within the caller's
 * transaction. */
gboolean award_settlement_store (AwardLedger *self, gint64 batch, GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Called with a measure whose decisions are settled otherwise than that. It is valid during the call. */
typedef void (*AwardSettlementFault) (const RulesMeasure *measure, gpointer data);
/* Settles @batch again and compares. What arrived after it was settled is left to the next compute. */
gboolean award_settlement_check (AwardLedger *self, gint64 batch, AwardSettlementFault fault, gpointer data,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

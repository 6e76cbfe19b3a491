/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the claims of a batch as columns, some thousand at a time. Private to app/store. */
#pragma once

#include "award-ledger-private.h"

G_BEGIN_DECLS

typedef struct _AwardScan AwardScan;

/* @table and @db are borrowed. The claims come in the order of their ids. */
AwardScan *award_scan_new (AwardDb *db, const RulesMeasure *measure, const AwardTable *table, gint64 batch,
                           const AwardHolding *holding, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_scan_free (AwardScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardScan, award_scan_free)
/* Reads the next claims, @limit at most; none are left when the batch is empty. */
gboolean award_scan_next (AwardScan *self, gsize limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Lets go of the ledger; what was read last stays. */
void award_scan_detach (AwardScan *self);
/* Valid until the next call. */
const RulesBatch *award_scan_get_batch (const AwardScan *self);
const gint64 *award_scan_get_ids (const AwardScan *self);
/* Rows of claimant the claims are of. */
const gint64 *award_scan_get_claimants (const AwardScan *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure of every claimant of a measure, for comparing it with the figures of another. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* Fact @fact of the claims in @batch, or with @on_line the sum of that fact over their lines, by the
 * claimant's code: gint64 in the units rules.h counts in. Claimants whose figure is missing are not in it. */
GHashTable *award_ledger_sum_fact (AwardLedger *self,
                                   const RulesMeasure *measure,
                                   gint64 batch,
                                   gboolean on_line,
                                   guint fact,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

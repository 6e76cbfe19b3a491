/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides every claim of a batch and stores the decisions, in one transaction. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* Decides every measure of @batch with the ledger's settings as of day @as_of, replacing earlier decisions.
 * A second thread reads and evaluates columns of claims on a connection of its own; this one inserts what it
 * delivers through a virtual table. Cancelled or failed, the ledger is as before. */
gboolean award_ledger_compute (AwardLedger   *self,
                               gint64         batch,
                               gint64         as_of,
                               AwardProgress  progress,
                               gpointer       progress_data,
                               GCancellable  *cancellable,
                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

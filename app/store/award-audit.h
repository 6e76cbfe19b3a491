/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit chain: a row for everything done to the ledger, each bound to the one before by its digest.
 * Private to app/store. */
#pragma once

#include "award-db.h"
#include "award-ledger.h"

G_BEGIN_DECLS

/* Appends an entry within the caller's transaction. @format and what follows make its detail. */
gboolean award_audit_add (AwardDb *db, const char *action, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5) G_GNUC_WARN_UNUSED_RESULT;
/* Recomputes the chain; a line to @fault for each entry that does not fit. */
gboolean award_audit_verify (AwardDb *db, AwardFaultFunc fault, gpointer data,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

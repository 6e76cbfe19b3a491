/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims staged for an import, read by SQLite as a table: one statement inserts them all, which is quicker
 * than binding each. Only for those that are new to a certainty. Private. */
#pragma once

#include "award-import-private.h"

G_BEGIN_DECLS

/* Inserts the claimant of each staged claim, ids from @first on in their order, and notes them there. */
gboolean award_staged_insert_claimants (AwardImport *import, gint64 first,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Inserts each staged claim, ids from @first on. */
gboolean award_staged_insert_claims (AwardImport *import, const AwardTable *table, gint64 import_id,
                                     gint64 first, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

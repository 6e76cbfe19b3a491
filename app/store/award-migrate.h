/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ladder of schema steps. Private to app/store. */
#pragma once

#include "award-db.h"

G_BEGIN_DECLS

/* The version this program writes: the number of its steps. */
int award_migrate_newest (void);
/* Brings an open ledger to the newest version. With @keep_copy an older one is copied beside itself first. */
gboolean award_migrate (AwardDb *db, gboolean keep_copy, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same with steps of the caller's: SQL texts, one a version, from the first. */
gboolean award_migrate_with (AwardDb *db, const char *const *steps, gboolean keep_copy,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Copies the whole of @db to a new file @path through the online backup. */
gboolean award_db_copy (AwardDb *db, const char *path, GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

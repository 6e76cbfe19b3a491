/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contents and the ledger. Private to app/store. */
#pragma once

#include "award-content.h"
#include "award-db.h"

G_BEGIN_DECLS

/* Keeps the file in the ledger, once, within the caller's transaction; *@file is its row. */
gboolean award_content_keep (const AwardContent *self, AwardDb *db, gint64 *file,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

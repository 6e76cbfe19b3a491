/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of an import as a file again. */
#pragma once

#include "award-import-record.h"

G_BEGIN_DECLS

/* Writes it into @folder under its own name, for reading only, and returns where. A name that could lead out
 * of the folder or be taken for a program is made harmless. Free with g_free(). */
char *award_original_put (AwardLedger    *ledger,
                          AwardImportRef  ref,
                          const char     *folder,
                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes @content to @path, whole or not at all. */
gboolean award_original_save (GBytes     *content,
                              const char *path,
                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

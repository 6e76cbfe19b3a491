/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file to be imported. */
#pragma once

#include "award-content.h"
#include "award-sheet.h"

G_BEGIN_DECLS

/* Reads sheet @which (see award_sheet_read()) of @path and copies the file: what was read is what is kept,
 * whatever happens to it afterwards. Fails when it is changed meanwhile. */
gboolean award_import_read_file (const char    *path,
                                 const char    *which,
                                 AwardContent **content,
                                 AwardSheet   **sheet,
                                 GCancellable  *cancellable,
                                 GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

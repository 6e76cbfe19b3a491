/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file to be imported. */
#pragma once

#include "award-content.h"
#include "award-ledger.h"
#include "award-sheet.h"

G_BEGIN_DECLS

/* FALSE with @error set when @path is a ledger this process has open: to be asked before it is opened. */
gboolean award_import_check_file (const char    *path,
                                 GError       **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads sheet @which (see award_sheet_read()) of @path and copies the file: what was read is what is kept,
 * whatever happens to it afterwards. Fails when it is changed meanwhile. */
gboolean award_import_read_file (const char    *path,
                                 const char    *which,
                                 AwardContent **content,
                                 AwardSheet   **sheet,
                                 GCancellable  *cancellable,
                                 GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at the file of an import with the desktop's program for it. */
#pragma once

#include <gtk/gtk.h>

#include "award-import-record.h"
#include "award-lookup.h"

G_BEGIN_DECLS

/* Writes the file, for reading only, into a folder nobody else can enter, and shows it. */
void     award_original_open_async     (GtkWindow           *parent,
                                        AwardLookup         *lookup,
                                        AwardImportRef       ref,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
/* FALSE with @error set: the ledger does not have the file any more, or there is no program for it. */
gboolean award_original_open_finish    (GAsyncResult        *result,
                                        GError             **error);
/* Removes every file shown; when the program ends. */
void     award_original_forget         (void);

G_END_DECLS

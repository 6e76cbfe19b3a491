/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where to write a workbook: the native dialog, beside the ledger. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A dialog titled @title that offers @name in the folder of the file @beside; characters a file name cannot
 * have are replaced. The caller shows it, and keeps it until its response. */
GtkNativeDialog *award_save_dialog_new      (GtkWindow       *parent,
                                             const char      *title,
                                             const char      *name,
                                             const char      *beside);
/* The path chosen, ending with @suffix; NULL where @response is none to write for. Free with g_free(). */
char            *award_save_dialog_dup_path (GtkNativeDialog *dialog,
                                             int              response,
                                             const char      *suffix);

G_END_DECLS

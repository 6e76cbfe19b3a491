/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database files this process has open. Nobody but SQLite may open one of them and close it again: with
 * that the locks of every connection of the process would be gone. Private; from any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One more connection to the file at @path. What it is counted as, for when that is closed, whatever the file
 * is called by then; NULL: there is no file. */
char    *award_open_file_add    (const char *path) G_GNUC_WARN_UNUSED_RESULT;
/* One fewer; takes @file, nullable. */
void     award_open_file_remove (char       *file);
gboolean award_open_file_has    (const char *path);

G_END_DECLS

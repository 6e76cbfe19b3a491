/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program remembers between runs about its window: never anything an amount depends on. Without the
 * installed settings schema everything has its default and is forgotten at the end. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     award_memory_get_window_size (int *width, int *height, gboolean *maximized);
void     award_memory_set_window_size (int width, int height, gboolean maximized);
gboolean award_memory_get_show_panel  (void);
void     award_memory_set_show_panel  (gboolean show);
/* Paths of the ledgers opened last, newest first. Free with g_strfreev(). */
char   **award_memory_get_recent      (void);
void     award_memory_add_recent      (const char *path);
/* Forgets @path, which is no more. */
void     award_memory_remove_recent   (const char *path);
/* The folder used last for @key, "import-folder" or "export-folder"; NULL for none. */
GFile   *award_memory_get_folder      (const char *key);
void     award_memory_set_folder      (const char *key, GFile *file);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program remembers between runs about its window: never anything an amount depends on. Without the
 * installed settings schema everything has its default and is forgotten at the end. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     award_settings_get_window_size (int *width, int *height, gboolean *maximized);
void     award_settings_set_window_size (int width, int height, gboolean maximized);
gboolean award_settings_get_show_panel  (void);
void     award_settings_set_show_panel  (gboolean show);
/* Paths of the ledgers opened last, newest first. Free with g_strfreev(). */
char   **award_settings_get_recent      (void);
void     award_settings_add_recent      (const char *path);
/* Forgets @path, which is no more. */
void     award_settings_remove_recent   (const char *path);
/* The folder used last for @key, "import-folder" or "export-folder"; NULL for none. */
GFile   *award_settings_get_folder      (const char *key);
void     award_settings_set_folder      (const char *key, GFile *file);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-memory.h"

#define MAX_RECENT 8

/* GLib aborts on a schema that is not there, as in a build folder without GSETTINGS_SCHEMA_DIR: look
 * first. */
static GSettings *
settings_get (void)
{
  static GSettings *settings;
  static gsize looked;

  if (g_once_init_enter (&looked))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema =
          source ? g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE) : NULL;

      if (schema)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&looked, 1);
    }

  return settings;
}

void
award_memory_get_window_size (int *width, int *height, gboolean *maximized)
{
  GSettings *settings = settings_get ();

  *width = 1280;
  *height = 740;
  *maximized = FALSE;
  if (!settings)
    return;

  g_settings_get (settings, "window-size", "(ii)", width, height);
  *maximized = g_settings_get_boolean (settings, "window-maximized");
}

void
award_memory_set_window_size (int width, int height, gboolean maximized)
{
  GSettings *settings = settings_get ();

  if (!settings)
    return;

  if (!maximized)
    g_settings_set (settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (settings, "window-maximized", maximized);
}

gboolean
award_memory_get_show_panel (void)
{
  return settings_get () ? g_settings_get_boolean (settings_get (), "show-panel") : TRUE;
}

void
award_memory_set_show_panel (gboolean show)
{
  if (settings_get ())
    g_settings_set_boolean (settings_get (), "show-panel", show);
}

char **
award_memory_get_recent (void)
{
  return settings_get () ? g_settings_get_strv (settings_get (), "recent-ledgers") : g_new0 (char *, 1);
}

static void
recent_put (const char *first, const char *without)
{
  g_auto (GStrv) old = award_memory_get_recent ();
  g_autoptr (GPtrArray) recent = g_ptr_array_new ();

  if (!settings_get ())
    return;

  if (first)
    g_ptr_array_add (recent, (gpointer) first);
  for (guint i = 0; old[i] && recent->len < MAX_RECENT; i++)
    if (g_strcmp0 (old[i], without) != 0)
      g_ptr_array_add (recent, old[i]);
  g_ptr_array_add (recent, NULL);
  g_settings_set_strv (settings_get (), "recent-ledgers", (const char *const *) recent->pdata);
}

void
award_memory_add_recent (const char *path)
{
  recent_put (path, path);
}

void
award_memory_remove_recent (const char *path)
{
  recent_put (NULL, path);
}

GFile *
award_memory_get_folder (const char *key)
{
  g_autofree char *path = settings_get () ? g_settings_get_string (settings_get (), key) : NULL;

  return path && *path && g_file_test (path, G_FILE_TEST_IS_DIR) ? g_file_new_for_path (path) : NULL;
}

void
award_memory_set_folder (const char *key, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  const char *path = folder ? g_file_peek_path (folder) : NULL;

  if (settings_get () && path)
    g_settings_set_string (settings_get (), key, path);
}

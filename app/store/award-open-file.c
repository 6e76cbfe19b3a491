/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-open-file.h"

#include <glib/gstdio.h>

static GMutex mutex;
static GHashTable *counts; /* "device:inode" → connections */

/* What the file is, whatever it is called; NULL: there is none. */
static char *
identify (const char *path)
{
  GStatBuf state;

  if (g_stat (path, &state) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64) state.st_dev,
                          (guint64) state.st_ino);
}

char *
award_open_file_add (const char *path)
{
  char *file = identify (path);

  if (file == NULL)
    return NULL;
  g_mutex_lock (&mutex);
  if (counts == NULL)
    counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_replace (counts, g_strdup (file),
                        GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, file)) + 1));
  g_mutex_unlock (&mutex);
  return file;
}

void
award_open_file_remove (char *file)
{
  g_autofree char *owned = file;
  int n;

  if (file == NULL)
    return;
  g_mutex_lock (&mutex);
  n = GPOINTER_TO_INT (g_hash_table_lookup (counts, file)) - 1;
  if (n > 0)
    g_hash_table_replace (counts, g_strdup (file), GINT_TO_POINTER (n));
  else
    g_hash_table_remove (counts, file);
  g_mutex_unlock (&mutex);
}

gboolean
award_open_file_has (const char *path)
{
  g_autofree char *file = identify (path);
  gboolean has;

  if (file == NULL)
    return FALSE;
  g_mutex_lock (&mutex);
  has = counts != NULL && g_hash_table_contains (counts, file);
  g_mutex_unlock (&mutex);
  return has;
}

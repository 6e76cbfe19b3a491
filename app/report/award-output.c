/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "award-report.h"

struct _AwardOutput
{
  char *path;
  char *folder;
  char *temporary; /* NULL once it is in place */
};

static void
set_error (GError **error, const char *path, int number)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_WRITE, _ ("“%s” cannot be written: %s"), shown,
               g_strerror (number));
}

AwardOutput *
award_output_new (const char *path, GError **error)
{
  g_autoptr (AwardOutput) output = g_new0 (AwardOutput, 1);
  char *target = realpath (path, NULL);
  g_autofree char *name = NULL;
  int fd = -1;

  /* A link stays a link: what it points to is replaced. */
  output->path = g_strdup (target ? target : path);
  free (target);
  output->folder = g_path_get_dirname (output->path);
  name = g_path_get_basename (output->path);

  if (g_file_test (output->path, G_FILE_TEST_IS_DIR))
    {
      set_error (error, path, EISDIR);
      return NULL;
    }
  /* Made here and not by mkstemp(), so that the file gets the permissions files usually get. */
  for (guint attempt = 0; fd < 0 && attempt < 100; attempt++)
    {
      g_autofree char *hidden = g_strdup_printf (".%.100s.%08x", name, g_random_int ());

      g_free (output->temporary);
      output->temporary = g_build_filename (output->folder, hidden, NULL);
      fd = g_open (output->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (fd < 0 && errno != EEXIST)
        break;
    }
  if (fd < 0)
    {
      set_error (error, path, errno);
      g_clear_pointer (&output->temporary, g_free);
      return NULL;
    }

  g_close (fd, NULL);
  return g_steal_pointer (&output);
}

const char *
award_output_get_path (const AwardOutput *output)
{
  return output->temporary;
}

static gboolean
sync_path (const char *path, int flags)
{
  int fd = g_open (path, flags | O_CLOEXEC, 0);
  gboolean synced;

  if (fd < 0)
    return FALSE;

  synced = fsync (fd) == 0;
  g_close (fd, NULL);
  return synced;
}

gboolean
award_output_commit (AwardOutput *output, GError **error)
{
  GStatBuf old;

  if (!sync_path (output->temporary, O_RDWR))
    {
      set_error (error, output->path, errno);
      return FALSE;
    }
  if (g_stat (output->path, &old) == 0 && g_chmod (output->temporary, old.st_mode & 07777) != 0)
    {
      set_error (error, output->path, errno);
      return FALSE;
    }
  if (g_rename (output->temporary, output->path) != 0)
    {
      set_error (error, output->path, errno);
      return FALSE;
    }

  g_clear_pointer (&output->temporary, g_free);
  /* The name is in place; not every file system can sync a folder. */
  sync_path (output->folder, O_RDONLY | O_DIRECTORY);
  return TRUE;
}

void
award_output_free (AwardOutput *output)
{
  if (output->temporary)
    g_unlink (output->temporary);
  g_free (output->temporary);
  g_free (output->folder);
  g_free (output->path);
  g_free (output);
}

gboolean
award_output_has_room (const char *folder, guint64 bytes, GError **error)
{
  struct statvfs room;

  if (statvfs (folder, &room) != 0 || (guint64) room.f_bavail * room.f_frsize >= bytes)
    return TRUE;

  set_error (error, folder, ENOSPC);
  return FALSE;
}

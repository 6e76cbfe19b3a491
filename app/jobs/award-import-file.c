/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-file.h"

#include <glib/gi18n.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether a file of these states was written to between them. */
static gboolean
was_changed (const struct stat *before, const struct stat *after)
{
  return before->st_size != after->st_size || before->st_mtim.tv_sec != after->st_mtim.tv_sec ||
         before->st_mtim.tv_nsec != after->st_mtim.tv_nsec;
}

static gboolean
read_open (int file,
           const char *path,
           const char *which,
           AwardContent **content,
           AwardSheet **sheet,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (AwardSheet) read = NULL;
  g_autoptr (AwardContent) copy = NULL;
  struct stat before = { 0 }, after = { 0 };

  fstat (file, &before);
  read = award_sheet_read_open (file, path, which, cancellable, error);
  copy = read != NULL ? award_content_new (file, error) : NULL;
  if (copy == NULL)
    return FALSE;
  if (fstat (file, &after) != 0 || was_changed (&before, &after))
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (
          error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_DAMAGED,
          _ ("“%s” was changed while it was read. Try again when the program that writes it is done."), name);
      return FALSE;
    }
  *sheet = g_steal_pointer (&read);
  *content = g_steal_pointer (&copy);
  return TRUE;
}

gboolean
award_import_check_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  if (!award_ledger_is_open_at (path))
    return TRUE;
  g_set_error (
      error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NOT_A_TABLE,
      _ ("“%s” is a ledger that is open in this program. Close it first, or choose the tables to import."),
      name);
  return FALSE;
}

gboolean
award_import_read_file (const char *path,
                        const char *which,
                        AwardContent **content,
                        AwardSheet **sheet,
                        GCancellable *cancellable,
                        GError **error)
{
  const int file = award_sheet_open (path, error);
  gboolean done;

  if (file < 0)
    return FALSE;
  done = read_open (file, path, which, content, sheet, cancellable, error);
  close (file);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-file.h"

#include <unistd.h>

gboolean
award_import_read_file (const char *path,
                        const char *which,
                        AwardContent **content,
                        AwardSheet **sheet,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (AwardContent) copy = NULL;
  const int file = award_sheet_open (path, error);

  if (file < 0)
    return FALSE;
  copy = award_content_new (file, error);
  close (file);
  *sheet = copy != NULL
               ? award_sheet_read_open (award_content_get_descriptor (copy), path, which, cancellable, error)
               : NULL;
  if (*sheet == NULL)
    return FALSE;
  *content = g_steal_pointer (&copy);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-original.h"

#include <string.h>

#include "award-output.h"

/* What a table may be called so that a desktop opens it as one. */
static const char *const suffixes[] = { ".xlsx", ".xls", ".et",     ".ods",  ".csv", ".txt",
                                        ".tsv",  ".db",  ".sqlite", ".xlsm", ".ett", NULL };

static char *
make_name (const char *file)
{
  g_autofree char *name = g_strdup (file);
  g_autofree char *folded = NULL;

  for (char *at = name; *at != '\0'; at++)
    if (*at == '/' || *at == '\\' || g_ascii_iscntrl (*at) || (*at == '.' && at == name))
      *at = '_';
  folded = g_ascii_strdown (name, -1);
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (folded, suffixes[i]))
      return g_steal_pointer (&name);
  return g_strconcat (*name != '\0' ? name : "_", ".txt", NULL);
}

char *
award_original_put (AwardLedger *ledger, AwardImportRef ref, const char *folder, GError **error)
{
  g_autoptr (AwardImportRecord) record = award_ledger_get_import_record (ledger, ref, error);
  g_autoptr (GBytes) content = record != NULL ? award_ledger_get_original (ledger, ref, error) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  gsize length;
  const char *bytes;

  if (content == NULL)
    return NULL;
  name = make_name (record->file);
  path = g_build_filename (folder, name, NULL);
  bytes = g_bytes_get_data (content, &length);
  if (!g_file_set_contents_full (path, bytes != NULL ? bytes : "", (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0400, error))
    return NULL;
  return g_steal_pointer (&path);
}

gboolean
award_original_save (GBytes *content, const char *path, GError **error)
{
  g_autoptr (AwardOutput) output = award_output_new (path, error);
  gsize length;
  const char *bytes = g_bytes_get_data (content, &length);

  return output != NULL &&
         g_file_set_contents (award_output_get_path (output), bytes != NULL ? bytes : "", (gssize) length,
                              error) &&
         award_output_commit (output, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-original-opener.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "award-original.h"

/* Made with the first file, for the life of the program. Main thread only. */
static char *folder;

typedef struct
{
  AwardImportRef ref;
  char *folder;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->folder);
  g_free (question);
}

/* An import has a folder of its own: files of different imports may have one name. */
static gpointer
put (AwardLedger *ledger, gpointer data, GError **error)
{
  const Question *question = data;

  g_mkdir (question->folder, 0700);
  return award_original_put (ledger, question->ref, question->folder, error);
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (
        task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
        _ ("No program of this computer opens the file (%s). Save it and open it yourself."), error->message);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autofree char *path = award_lookup_ask_finish (AWARD_LOOKUP (source), result, &error);
  g_autofree char *uri = path ? g_filename_to_uri (path, NULL, &error) : NULL;

  if (uri)
    gtk_show_uri_full (GTK_WINDOW (g_task_get_source_object (task)), uri, GDK_CURRENT_TIME,
                       g_task_get_cancellable (task), shown_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
award_original_open_async (GtkWindow *parent,
                           AwardLookup *lookup,
                           AwardImportRef ref,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, data);
  g_autofree char *number = award_import_ref_format (ref);
  GError *error = NULL;
  Question *question;

  g_task_set_source_tag (task, award_original_open_async);
  if (!folder)
    folder = g_dir_make_tmp ("duixian-XXXXXX", &error);
  if (!folder)
    {
      g_task_return_error (task, error);
      return;
    }
  question = g_new (Question, 1);
  *question = (Question){ ref, g_build_filename (folder, number, NULL) };
  award_lookup_ask_async (lookup, put, question, question_free, g_free, cancellable, put_cb,
                          g_object_ref (task));
}

gboolean
award_original_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What programs put beside a file they have open goes with it. */
static void
empty (const char *path)
{
  g_autoptr (GDir) names = g_dir_open (path, 0, NULL);
  const char *name;

  while (names && (name = g_dir_read_name (names)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        empty (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
award_original_forget (void)
{
  if (folder)
    empty (folder);
  g_clear_pointer (&folder, g_free);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-save-dialog.h"

#include <glib/gi18n.h>

GtkNativeDialog *
award_save_dialog_new (GtkWindow *parent, const char *title, const char *name, const char *beside)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  g_autoptr (GFile) file = g_file_new_for_path (beside);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *clean = g_strdup (name);

  g_strdelimit (clean, "/\\:*?\"<>|", '-');
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), clean);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);

  return GTK_NATIVE_DIALOG (dialog);
}

char *
award_save_dialog_dup_path (GtkNativeDialog *dialog, int response, const char *suffix)
{
  g_autoptr (GFile) file = NULL;
  const char *path;

  if (response != GTK_RESPONSE_ACCEPT)
    return NULL;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = file ? g_file_peek_path (file) : NULL;
  if (!path)
    return NULL;

  return g_str_has_suffix (path, suffix) ? g_strdup (path) : g_strconcat (path, suffix, NULL);
}

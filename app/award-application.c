/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-application.h"

#include <glib/gi18n.h>

#include "award-original-opener.h"
#include "award-window.h"

struct _AwardApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AwardApplication, award_application, ADW_TYPE_APPLICATION)

static AwardWindow *
find_window (AwardApplication *self, const char *path)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l; l = l->next)
    if (AWARD_IS_WINDOW (l->data) && g_strcmp0 (award_window_get_path (l->data), path) == 0)
      return l->data;

  return NULL;
}

/* The window used last, even while one of its dialogs is in front. */
static AwardWindow *
last_window (AwardApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l; l = l->next)
    if (AWARD_IS_WINDOW (l->data))
      return l->data;

  return NULL;
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AwardWindow *window = last_window (data);

  adw_show_about_window (GTK_WINDOW (window), "application-name", _ ("Duixian"), "application-icon",
                         APPLICATION_ID, "version", VERSION, "developer-name", _ ("The Duixian contributors"),
                         "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Turns policy texts and the tables of enterprises into lists of awards, "
                            "right to the fen and explained."),
                         NULL);
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* Each window decides by itself: one with a job running ends it first. */
  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
}

static const GActionEntry application_actions[] = {
  { "about", about_activated },
  { "quit", quit_activated },
};

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Primary>q" } },
  { "window.close", { "<Primary>w" } },
  { "win.new", { "<Primary>n" } },
  { "win.open", { "<Primary>o" } },
  { "win.import", { "<Primary>i" } },
  { "win.imports", { "<Primary>l" } },
  { "win.undo", { "<Primary>z" } },
  { "win.compute", { "F5" } },
  { "win.export", { "<Primary>e" } },
  { "win.print", { "<Primary>p" } },
  { "win.find", { "<Primary>f" } },
  { "win.find-measure", { "<Primary>k" } },
  { "win.registers", { "<Primary>r" } },
  { "win.settings", { "<Primary>comma" } },
  { "win.trial", { "<Primary>t" } },
  { "win.near", { "<Primary>g" } },
  { "win.show-panel", { "F9" } },
  { "win.next-tab", { "<Primary>Page_Down" } },
  { "win.previous-tab", { "<Primary>Page_Up" } },
  { "win.help", { "F1" } },
  { "win.shortcuts", { "<Primary>question" } },
  { "win.tab(1)", { "<Alt>1" } },
  { "win.tab(2)", { "<Alt>2" } },
  { "win.tab(3)", { "<Alt>3" } },
  { "win.tab(4)", { "<Alt>4" } },
  { "win.tab(5)", { "<Alt>5" } },
  { "win.tab(6)", { "<Alt>6" } },
  { "win.tab(7)", { "<Alt>7" } },
  { "win.tab(8)", { "<Alt>8" } },
  { "win.tab(9)", { "<Alt>9" } },
};

static void
award_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (award_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), application_actions,
                                   G_N_ELEMENTS (application_actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           (const char *const *) accelerators[i].keys);
}

static void
award_application_activate (GApplication *application)
{
  AwardApplication *self = AWARD_APPLICATION (application);
  AwardWindow *window = last_window (self);

  if (!window)
    {
      window = award_window_new (GTK_APPLICATION (self));
      award_window_open (window, NULL);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/* For measurements: with DUIXIAN_QUIT_AT_FIRST_FRAME set the program ends when its first window was drawn. */
static void
first_window_mapped (GtkWidget *window, GApplication *application)
{
  g_signal_connect_swapped (gtk_widget_get_frame_clock (window), "after-paint",
                            G_CALLBACK (g_application_quit), application);
}

static void
award_application_window_added (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (award_application_parent_class)->window_added (application, window);

  if (g_getenv ("DUIXIAN_QUIT_AT_FIRST_FRAME") != NULL)
    g_signal_connect_object (window, "map", G_CALLBACK (first_window_mapped), application, 0);
}

/* Ledgers open in a window each; tables are offered to the ledger named with them, or to the one used
 * last. */
static void
award_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AwardApplication *self = AWARD_APPLICATION (application);
  g_autoptr (GListStore) tables = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    {
      const char *path = g_file_peek_path (files[i]);

      if (path && g_str_has_suffix (path, ".duixian"))
        award_application_open_ledger (self, GTK_WINDOW (last_window (self)), path);
      else if (!path || !g_str_has_suffix (path, ".policy"))
        g_list_store_append (tables, files[i]);
    }

  award_application_activate (application);
  for (int i = 0; i < n_files; i++)
    if (g_file_peek_path (files[i]) && g_str_has_suffix (g_file_peek_path (files[i]), ".policy"))
      award_window_open_policy (last_window (self), g_file_peek_path (files[i]));
  if (g_list_model_get_n_items (G_LIST_MODEL (tables)) > 0)
    award_window_import (last_window (self), G_LIST_MODEL (tables));
}

static void
award_application_shutdown (GApplication *application)
{
  award_original_forget ();

  G_APPLICATION_CLASS (award_application_parent_class)->shutdown (application);
}

static void
award_application_class_init (AwardApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = award_application_startup;
  application_class->activate = award_application_activate;
  GTK_APPLICATION_CLASS (klass)->window_added = award_application_window_added;
  application_class->open = award_application_open;
  application_class->shutdown = award_application_shutdown;
}

static void
award_application_init (AwardApplication *self)
{
}

AwardApplication *
award_application_new (void)
{
  return g_object_new (AWARD_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", RESOURCE_PREFIX, NULL);
}

void
award_application_open_ledger (AwardApplication *self, GtkWindow *window, const char *path)
{
  AwardWindow *target = find_window (self, path);

  if (!target)
    {
      target = window && !award_window_get_path (AWARD_WINDOW (window))
                   ? AWARD_WINDOW (window)
                   : award_window_new (GTK_APPLICATION (self));
      gtk_window_present (GTK_WINDOW (target));
      award_window_open (target, path);
    }
  gtk_window_present (GTK_WINDOW (target));
}

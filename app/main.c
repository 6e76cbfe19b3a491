/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "award-application.h"

int
main (int argc, char *argv[])
{
  g_autoptr (AwardApplication) application = NULL;
  const char *locale_dir = g_getenv ("DUIXIAN_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_set_application_name (_ ("Duixian"));
  gtk_window_set_default_icon_name (APPLICATION_ID);

  application = award_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "award-application.h"
#include "award-locale.h"

int
main (int argc, char *argv[])
{
  g_autoptr (AwardApplication) application = NULL;

  award_locale_init ();
  g_set_application_name (_ ("Duixian"));
  gtk_window_set_default_icon_name (APPLICATION_ID);

  application = award_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-locale.h"

#include <libintl.h>
#include <locale.h>

/* The catalogue beside a program that was not installed: the programs are built in app and app/cli. */
static char *
find_uninstalled (void)
{
  static const char *const places[] = { "../po", "../../po" };
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = NULL;

  if (program == NULL)
    return NULL;
  folder = g_path_get_dirname (program);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *place = g_build_filename (folder, places[i], NULL);
      g_autofree char *catalogue =
          g_build_filename (place, "zh_CN", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

      if (g_file_test (catalogue, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&place);
    }
  return NULL;
}

void
award_locale_init (void)
{
  const char *given = g_getenv ("DUIXIAN_LOCALE_DIR");
  g_autofree char *found = given == NULL ? find_uninstalled () : NULL;
  const char *folder = given != NULL ? given : found != NULL ? found : LOCALE_DIR;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

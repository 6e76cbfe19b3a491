/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet: a table as the importer reads it. */
#include "config.h"

#include "award-cli.h"
#include "award-json.h"
#include "award-sheet.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes gathered before they are written. */
#define OUTPUT_BLOCK (64 * 1024)

static void
append_csv_cell (GString *out, const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL && text[0] != ' ' &&
      (text[0] == '\0' || !g_str_has_suffix (text, " ")))
    {
      g_string_append (out, text);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
append_row (GString *out, const AwardSheet *sheet, guint row, gboolean json)
{
  guint n_columns = award_sheet_get_n_columns (sheet);

  if (json)
    award_json_write_open (out, NULL, '[');
  for (guint column = 0; column < n_columns; column++)
    {
      AwardCell cell = award_sheet_get_cell (sheet, row, column);

      if (json)
        {
          award_json_write_string (out, NULL, cell.text);
          continue;
        }
      if (column > 0)
        g_string_append_c (out, ',');
      append_csv_cell (out, cell.text);
    }
  if (json)
    award_json_write_close (out, ']');
  g_string_append_c (out, '\n');
}

int
award_cli_sheet (AwardCli *cli)
{
  g_autofree char *which = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "sheet", 0, 0, G_OPTION_ARG_FILENAME, &which, N_ ("the sheet, by name or by number from 1 (the first)"),
      "NAME|N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("a JSON array a row instead of CSV"), NULL },
    { NULL },
  };
  g_autoptr (AwardSheet) sheet = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  int status;

  if (!award_cli_parse (cli, entries, 1, 1, &status))
    return status;
  sheet = award_sheet_read (cli->arguments[0], which, NULL, &error);
  if (sheet == NULL)
    return award_cli_fail (error);
  for (guint row = 0; row < award_sheet_get_n_rows (sheet); row++)
    {
      append_row (out, sheet, row, json);
      if (out->len >= OUTPUT_BLOCK || row + 1 == award_sheet_get_n_rows (sheet))
        {
          if (!award_cli_print (out->str, (gssize) out->len))
            return AWARD_EXIT_FAILED;
          g_string_truncate (out, 0);
        }
    }
  return AWARD_EXIT_DONE;
}

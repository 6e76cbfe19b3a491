/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-reader.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

AwardSheet *
award_reader_new_sheet (const AwardReader *reader)
{
  AwardSheet *sheet = award_sheet_new ();

  award_sheet_set_sink (sheet, reader->sink);
  return sheet;
}

gboolean
award_reader_finish (const AwardReader *reader, AwardSheet *sheet, GError **error)
{
  const AwardLimit limit = award_sheet_finish (sheet);

  return limit == AWARD_LIMIT_NONE || award_reader_fail_limit (reader, limit, error);
}

void
award_reader_let_go (const AwardReader *reader, gconstpointer from, gconstpointer to)
{
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);
  const guint8 *begin = from;
  const guint8 *end = to;

  if (!reader->is_mapped || begin < reader->bytes || end > reader->bytes + reader->length)
    return;
  begin = reader->bytes + (gsize) (begin - reader->bytes) / page * page;
  madvise ((gpointer) begin, (gsize) (end - begin), MADV_DONTNEED);
}

gboolean
award_reader_fail_damaged (const AwardReader *reader, const char *part, GError **error)
{
  if (part)
    g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_DAMAGED,
                 _ ("“%s” is damaged (at %s). Ask for the file again, or open it in WPS or Excel and save it "
                    "under a new name."),
                 reader->name, part);
  else
    g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_DAMAGED,
                 _ ("“%s” is damaged. Ask for the file again, or open it in WPS or Excel and save it under a "
                    "new name."),
                 reader->name);
  return FALSE;
}

gboolean
award_reader_fail_limit (const AwardReader *reader, AwardLimit limit, GError **error)
{
  g_autofree char *what = NULL;

  switch (limit)
    {
    case AWARD_LIMIT_FILE:
      what = g_strdup_printf (_ ("more than %u MB"), AWARD_MAX_FILE / (1024 * 1024));
      break;
    case AWARD_LIMIT_INFLATED:
      what = g_strdup_printf (_ ("more than %u MB when unpacked"), AWARD_MAX_INFLATED / (1024 * 1024));
      break;
    case AWARD_LIMIT_ROWS:
      what = g_strdup_printf (_ ("more than %u rows"), AWARD_MAX_ROWS);
      break;
    case AWARD_LIMIT_COLUMNS:
      what = g_strdup_printf (_ ("more than %u columns"), AWARD_MAX_COLUMNS);
      break;
    case AWARD_LIMIT_CELLS:
      what = g_strdup_printf (_ ("more than %u filled cells"), AWARD_MAX_CELLS);
      break;
    case AWARD_LIMIT_CELL_BYTES:
      what = g_strdup_printf (_ ("a cell of more than %u bytes"), AWARD_MAX_CELL_BYTES);
      break;
    case AWARD_LIMIT_TEXTS:
      what = g_strdup_printf (_ ("more than %u MB of text"), AWARD_MAX_TEXTS / (1024 * 1024));
      break;
    case AWARD_LIMIT_STRINGS:
      what = g_strdup_printf (_ ("more than %u different texts"), AWARD_MAX_STRINGS);
      break;
    case AWARD_LIMIT_MERGED:
      what = g_strdup_printf (_ ("more than %u merged cells"), AWARD_MAX_MERGED);
      break;
    case AWARD_LIMIT_SHEETS:
      what = g_strdup_printf (_ ("more than %u sheets"), AWARD_MAX_SHEETS);
      break;
    case AWARD_LIMIT_PARTS:
      what = g_strdup_printf (_ ("more than %u parts"), AWARD_MAX_PARTS);
      break;
    case AWARD_LIMIT_LATE:
    case AWARD_LIMIT_NONE:
      return award_reader_fail_damaged (reader, NULL, error);
    }
  g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_TOO_LARGE,
               _ ("“%s” is too large: %s. Split the table into several files."), reader->name, what);
  return FALSE;
}

gboolean
award_reader_fail_encrypted (const AwardReader *reader, GError **error)
{
  g_set_error (
      error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_ENCRYPTED,
      _ ("“%s” is protected by a password. Open it in WPS or Excel, remove the password, save it and "
         "import it again."),
      reader->name);
  return FALSE;
}

gboolean
award_reader_fail_not_table (const AwardReader *reader, const char *found, GError **error)
{
  g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NOT_A_TABLE,
               _ ("“%s” is not a table: %s. Import an xlsx, xls, et, ods or csv file."), reader->name, found);
  return FALSE;
}

gboolean
award_reader_fail_no_sheet (const AwardReader *reader, const GPtrArray *names, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < names->len && i < 20; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? _ (", ") : "", (const char *) names->pdata[i]);
  g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_SHEET,
               _ ("“%s” has no sheet “%s”. It has: %s."), reader->name, reader->which ? reader->which : "1",
               list->str);
  return FALSE;
}

int
award_reader_choose_sheet (const AwardReader *reader, const GPtrArray *names, guint first, GError **error)
{
  guint64 number = 0;

  if (names->len == 0)
    {
      award_reader_fail_not_table (reader, _ ("it has no sheet"), error);
      return -1;
    }
  if (reader->names)
    {
      for (guint i = 0; i < names->len; i++)
        g_ptr_array_add (reader->names, g_strdup (names->pdata[i]));
      return -1;
    }
  if (!reader->which)
    return (int) MIN (first, names->len - 1);
  for (guint i = 0; i < names->len; i++)
    if (g_strcmp0 (names->pdata[i], reader->which) == 0)
      return (int) i;
  if (g_ascii_string_to_unsigned (reader->which, 10, 1, names->len, &number, NULL))
    return (int) number - 1;
  award_reader_fail_no_sheet (reader, names, error);
  return -1;
}

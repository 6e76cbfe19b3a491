/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-xlsx.h"

#include <string.h>

void
award_xlsx_text_start (AwardXlsxText *text, const char *local_name)
{
  if (strcmp (local_name, "t") == 0)
    text->collecting = text->phonetic == 0;
  else if (strcmp (local_name, "rPh") == 0)
    text->phonetic++;
}

void
award_xlsx_text_end (AwardXlsxText *text, const char *local_name)
{
  if (strcmp (local_name, "t") == 0)
    text->collecting = FALSE;
  else if (strcmp (local_name, "rPh") == 0 && text->phonetic > 0)
    text->phonetic--;
}

void
award_xlsx_text_add (AwardXlsxText *text, const char *bytes, int length)
{
  /* One byte over the bound is enough to be refused. */
  if (text->collecting && text->text->len <= AWARD_MAX_CELL_BYTES)
    g_string_append_len (text->text, bytes, length);
}

/* The code unit of "_xHHHH_" at @at, or -1. */
static int
escaped_unit (const char *at)
{
  int unit = 0;

  if (at[0] != '_' || at[1] != 'x')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (at[i]))
        return -1;
      unit = unit * 16 + g_ascii_xdigit_value (at[i]);
    }
  return at[6] == '_' ? unit : -1;
}

void
award_xlsx_unescape (GString *text)
{
  if (!strstr (text->str, "_x"))
    return;

  g_autofree char *from = g_strndup (text->str, text->len);
  g_string_truncate (text, 0);
  for (const char *at = from; *at;)
    {
      const int unit = escaped_unit (at);
      if (unit < 0)
        {
          g_string_append_c (text, *at++);
          continue;
        }
      at += 7;
      if (unit >= 0xD800 && unit < 0xE000)
        {
          const int low = unit < 0xDC00 ? escaped_unit (at) : -1;
          const gboolean is_pair = low >= 0xDC00 && low < 0xE000;
          g_string_append_unichar (text, is_pair ? 0x10000u + ((gunichar) unit - 0xD800) * 0x400 +
                                                       ((gunichar) low - 0xDC00)
                                                 : 0xFFFD);
          at += is_pair ? 7 : 0;
        }
      else if (unit != 0)
        g_string_append_unichar (text, (gunichar) unit);
    }
}

typedef struct
{
  AwardSheet *sheet;
  GArray *offsets;
  AwardXlsxText text;
  gboolean in_item;
} Strings;

static void
on_start (AwardXml *xml, const char *name, const char **attributes, gpointer data)
{
  Strings *strings = data;
  const char *local = award_xml_local_name (name);

  if (strcmp (local, "si") == 0)
    {
      strings->in_item = TRUE;
      strings->text.phonetic = 0;
      strings->text.collecting = FALSE;
      g_string_truncate (strings->text.text, 0);
    }
  else if (strings->in_item)
    award_xlsx_text_start (&strings->text, local);
}

static void
on_end (AwardXml *xml, const char *name, gpointer data)
{
  Strings *strings = data;
  const char *local = award_xml_local_name (name);
  guint32 offset = 0;

  if (strcmp (local, "si") != 0)
    {
      award_xlsx_text_end (&strings->text, local);
      return;
    }
  strings->in_item = FALSE;
  if (strings->offsets->len >= AWARD_MAX_STRINGS)
    {
      award_xml_fail (xml, AWARD_LIMIT_STRINGS);
      return;
    }
  award_xlsx_unescape (strings->text.text);
  award_xml_check (
      xml, award_sheet_add_text (strings->sheet, strings->text.text->str, strings->text.text->len, &offset));
  g_array_append_val (strings->offsets, offset);
}

static void
on_text (AwardXml *xml, const char *bytes, int length, gpointer data)
{
  Strings *strings = data;
  award_xlsx_text_add (&strings->text, bytes, length);
}

gboolean
award_xlsx_read_strings (AwardReader *reader,
                         AwardZipPart *part,
                         AwardSheet *sheet,
                         GArray *offsets,
                         GError **error)
{
  static const AwardXmlHandlers handlers = { on_start, on_end, on_text };
  Strings strings = { .sheet = sheet, .offsets = offsets, .text = { .text = g_string_new (NULL) } };

  const gboolean done =
      award_xml_parse (reader, part, "sharedStrings.xml", FALSE, &handlers, &strings, error);
  g_string_free (strings.text.text, TRUE);
  return done;
}

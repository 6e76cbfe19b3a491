/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-json.h"

static void
append_quoted (GString *out, const char *text)
{
  const char *from = text;

  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (out, from, p - from);
      from = p + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, (char) c);
        }
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append (out, from);
  g_string_append_c (out, '"');
}

/* A value that follows another needs a comma. Texts end with a quote, so the last character tells. */
static void
begin_value (GString *out, const char *name)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '\n';

  if (last != '\n' && last != '{' && last != '[')
    g_string_append_c (out, ',');
  if (name != NULL)
    {
      append_quoted (out, name);
      g_string_append_c (out, ':');
    }
}

void
award_json_write_open (GString *out, const char *name, char bracket)
{
  begin_value (out, name);
  g_string_append_c (out, bracket);
}

void
award_json_write_close (GString *out, char bracket)
{
  g_string_append_c (out, bracket);
}

void
award_json_write_string (GString *out, const char *name, const char *text)
{
  begin_value (out, name);
  if (text != NULL)
    append_quoted (out, text);
  else
    g_string_append (out, "null");
}

void
award_json_write_raw (GString *out, const char *name, const char *text)
{
  begin_value (out, name);
  g_string_append (out, text);
}

void
award_json_write_integer (GString *out, const char *name, gint64 number)
{
  begin_value (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

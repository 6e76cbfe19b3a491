/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-xlsx.h"

#include <string.h>

typedef struct
{
  GArray *shown;       /* by style index */
  GHashTable *formats; /* number of a format → AwardFormat */
  gboolean in_styles;  /* inside cellXfs */
} Styles;

static guint
number_of (const char *text)
{
  guint64 number = 0;
  return text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL) ? (guint) number : 0;
}

static void
on_start (AwardXml *xml, const char *name, const char **attributes, gpointer data)
{
  Styles *styles = data;
  const char *local = award_xml_local_name (name);

  if (strcmp (local, "numFmt") == 0)
    {
      const char *code = award_xml_attribute (attributes, "formatCode");
      const guint id = number_of (award_xml_attribute (attributes, "numFmtId"));
      /* A differential format (dxf) may name a number again: the first is the cells'. */
      if (code && !g_hash_table_contains (styles->formats, GUINT_TO_POINTER (id)))
        {
          const AwardFormat format = award_format_parse (code);
          g_hash_table_insert (styles->formats, GUINT_TO_POINTER (id), g_memdup2 (&format, sizeof format));
        }
    }
  else if (strcmp (local, "cellXfs") == 0)
    styles->in_styles = TRUE;
  else if (styles->in_styles && strcmp (local, "xf") == 0)
    {
      const guint id = number_of (award_xml_attribute (attributes, "numFmtId"));
      const AwardFormat *own = g_hash_table_lookup (styles->formats, GUINT_TO_POINTER (id));
      const AwardFormat format = own ? *own : award_format_built_in (id);
      g_array_append_val (styles->shown, format);
    }
}

static void
on_end (AwardXml *xml, const char *name, gpointer data)
{
  Styles *styles = data;

  if (strcmp (award_xml_local_name (name), "cellXfs") == 0)
    styles->in_styles = FALSE;
}

gboolean
award_xlsx_read_styles (AwardReader *reader, AwardZipPart *part, GArray *shown, GError **error)
{
  static const AwardXmlHandlers handlers = { on_start, on_end, NULL };
  g_autoptr (GHashTable) formats = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Styles styles = { .shown = shown, .formats = formats };

  return award_xml_parse (reader, part, "styles.xml", FALSE, &handlers, &styles, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-xlsx.h"

#include <string.h>

typedef struct
{
  GArray *kinds;       /* by style index */
  GHashTable *formats; /* number of a format → AwardFormatKind + 1 */
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
        g_hash_table_insert (styles->formats, GUINT_TO_POINTER (id),
                             GUINT_TO_POINTER ((guint) award_format_kind (code) + 1));
    }
  else if (strcmp (local, "cellXfs") == 0)
    styles->in_styles = TRUE;
  else if (styles->in_styles && strcmp (local, "xf") == 0)
    {
      const guint id = number_of (award_xml_attribute (attributes, "numFmtId"));
      const guint own = GPOINTER_TO_UINT (g_hash_table_lookup (styles->formats, GUINT_TO_POINTER (id)));
      const guint8 kind = (guint8) (own > 0 ? own - 1 : (guint) award_format_built_in (id));
      g_array_append_val (styles->kinds, kind);
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
award_xlsx_read_styles (AwardReader *reader, AwardZipPart *part, GArray *kinds, GError **error)
{
  static const AwardXmlHandlers handlers = { on_start, on_end, NULL };
  g_autoptr (GHashTable) formats = g_hash_table_new (NULL, NULL);
  Styles styles = { .kinds = kinds, .formats = formats };

  return award_xml_parse (reader, part, "styles.xml", FALSE, &handlers, &styles, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-xlsx.h"

#include <string.h>

/* What the t attribute of a cell says. */
typedef enum
{
  KIND_NUMBER,
  KIND_SHARED,
  KIND_INLINE,
  KIND_FORMULA_TEXT,
  KIND_BOOLEAN,
  KIND_ERROR,
  KIND_DATE,
} CellKind;

typedef struct
{
  AwardSheet *sheet;
  const GArray *strings; /* guint32 offsets */
  const GArray *kinds;   /* guint8 AwardFormatKind */
  gboolean is_1904;

  guint depth; /* of elements */
  guint data_depth;
  gboolean in_cell;
  gboolean has_row;
  gint64 row;    /* of the row element, -1 before the first */
  gint64 column; /* of the cell element, -1 before the row's first */
  CellKind kind;
  guint style;
  GString *value; /* text of v */
  gboolean in_value;
  AwardXlsxText text; /* text of is */
} Sheet;

/* Reads "AB12" (or "$AB$12"); each part may be absent: -1. Returns the end, NULL when it is no reference. */
static const char *
parse_reference (const char *text, gint64 *row, gint64 *column)
{
  gint64 c = 0;
  gint64 r = 0;

  if (*text == '$')
    text++;
  for (; g_ascii_isalpha (*text); text++)
    if ((c = c * 26 + (g_ascii_toupper (*text) - 'A' + 1)) > G_MAXINT32)
      return NULL;
  if (*text == '$')
    text++;
  for (; g_ascii_isdigit (*text); text++)
    if ((r = r * 10 + (*text - '0')) > G_MAXINT32)
      return NULL;
  *row = r - 1;
  *column = c - 1;
  return text;
}

static CellKind
parse_kind (const char *type)
{
  if (!type || strcmp (type, "n") == 0)
    return KIND_NUMBER;
  if (strcmp (type, "s") == 0)
    return KIND_SHARED;
  if (strcmp (type, "inlineStr") == 0)
    return KIND_INLINE;
  if (strcmp (type, "str") == 0)
    return KIND_FORMULA_TEXT;
  if (strcmp (type, "b") == 0)
    return KIND_BOOLEAN;
  if (strcmp (type, "e") == 0)
    return KIND_ERROR;
  return strcmp (type, "d") == 0 ? KIND_DATE : KIND_NUMBER;
}

static void
start_row (AwardXml *xml, Sheet *sheet, const char **attributes)
{
  const char *number = award_xml_attribute (attributes, "r");
  guint64 row = 0;

  sheet->has_row = number != NULL;
  if (number)
    {
      if (!g_ascii_string_to_unsigned (number, 10, 1, G_MAXUINT32, &row, NULL))
        {
          award_xml_fail (xml, AWARD_LIMIT_NONE);
          return;
        }
      sheet->row = (gint64) row - 1;
    }
  else
    sheet->row++;
  sheet->column = -1;

  /* An empty row beyond the bound loses nothing; a filled one is refused with its first cell. */
  if (award_xml_is_true (award_xml_attribute (attributes, "hidden")) && sheet->row < AWARD_MAX_ROWS)
    award_sheet_add_hidden (sheet->sheet, (guint) sheet->row, (guint) sheet->row);
}

static void
start_cell (AwardXml *xml, Sheet *sheet, const char **attributes)
{
  guint64 style = 0;

  sheet->in_cell = TRUE;
  sheet->column++;
  sheet->kind = KIND_NUMBER;
  sheet->style = 0;
  sheet->in_value = FALSE;
  sheet->text.phonetic = 0;
  sheet->text.collecting = FALSE;
  g_string_truncate (sheet->value, 0);
  g_string_truncate (sheet->text.text, 0);

  for (guint i = 0; attributes[i]; i += 2)
    {
      const char *value = attributes[i + 1];
      if (strcmp (attributes[i], "r") == 0)
        {
          gint64 row = -1;
          gint64 column = -1;
          const char *end = parse_reference (value, &row, &column);
          if (!end || *end != '\0' || column < 0)
            {
              award_xml_fail (xml, AWARD_LIMIT_NONE);
              return;
            }
          sheet->column = column;
          if (!sheet->has_row && row >= 0)
            sheet->row = row;
        }
      else if (strcmp (attributes[i], "t") == 0)
        sheet->kind = parse_kind (value);
      else if (strcmp (attributes[i], "s") == 0 &&
               g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &style, NULL))
        sheet->style = (guint) style;
    }
}

static AwardLimit
add (Sheet *sheet, AwardCellType type, guint flags, const char *text, gsize length)
{
  return award_sheet_add (sheet->sheet, (guint) MIN (sheet->row, G_MAXINT32),
                          (guint) MIN (sheet->column, G_MAXINT32), type, flags, text, length);
}

static AwardLimit
add_number (Sheet *sheet)
{
  char decimal[AWARD_NUMBER_SIZE];
  char date[32];
  gboolean is_long = FALSE;
  const GString *value = sheet->value;

  if (value->len == 0)
    return AWARD_LIMIT_NONE;
  /* What stands where a number should is kept as it is, for a person to see. */
  if (!award_number_from_stored (value->str, value->len, decimal, &is_long))
    return add (sheet, AWARD_CELL_TEXT, 0, value->str, value->len);

  const AwardFormatKind kind = sheet->style < sheet->kinds->len
                                   ? (AwardFormatKind) g_array_index (sheet->kinds, guint8, sheet->style)
                                   : AWARD_FORMAT_NUMBER;
  if ((kind == AWARD_FORMAT_DATE || kind == AWARD_FORMAT_TIME) &&
      award_number_to_date (g_ascii_strtod (value->str, NULL), sheet->is_1904, kind, date))
    return add (sheet, AWARD_CELL_DATE, 0, date, strlen (date));
  const guint flags =
      (is_long ? AWARD_CELL_IS_LONG : 0u) | (kind == AWARD_FORMAT_PERCENT ? AWARD_CELL_IS_PERCENT : 0u);
  return add (sheet, AWARD_CELL_NUMBER, flags, decimal, strlen (decimal));
}

static void
end_cell (AwardXml *xml, Sheet *sheet)
{
  AwardLimit limit = AWARD_LIMIT_NONE;
  guint64 index = 0;

  sheet->in_cell = FALSE;
  switch (sheet->kind)
    {
    case KIND_NUMBER:
      limit = add_number (sheet);
      break;
    case KIND_SHARED:
      if (sheet->value->len == 0)
        break;
      if (sheet->strings->len == 0 || !g_ascii_string_to_unsigned (g_strstrip (sheet->value->str), 10, 0,
                                                                   sheet->strings->len - 1, &index, NULL))
        {
          award_xml_fail (xml, AWARD_LIMIT_NONE);
          return;
        }
      limit = award_sheet_add_shared (sheet->sheet, (guint) MIN (sheet->row, G_MAXINT32),
                                      (guint) MIN (sheet->column, G_MAXINT32),
                                      g_array_index (sheet->strings, guint32, (guint) index));
      break;
    case KIND_INLINE:
    case KIND_FORMULA_TEXT:
      /* Some writers put v into an inline text and is into none: take what is there. */
      if (sheet->text.text->len == 0)
        g_string_append_len (sheet->text.text, sheet->value->str, (gssize) sheet->value->len);
      award_xlsx_unescape (sheet->text.text);
      limit = add (sheet, AWARD_CELL_TEXT, 0, sheet->text.text->str, sheet->text.text->len);
      break;
    case KIND_BOOLEAN:
      if (sheet->value->len > 0)
        {
          const char *word = award_xml_is_true (sheet->value->str) ? "TRUE" : "FALSE";
          limit = add (sheet, AWARD_CELL_BOOLEAN, 0, word, strlen (word));
        }
      break;
    case KIND_ERROR:
      limit = add (sheet, AWARD_CELL_ERROR, 0, sheet->value->str, sheet->value->len);
      break;
    case KIND_DATE:
      limit = add (sheet, AWARD_CELL_DATE, 0, sheet->value->str, sheet->value->len);
      break;
    }
  award_xml_check (xml, limit);
}

static void
add_merged (AwardXml *xml, Sheet *sheet, const char *reference)
{
  gint64 first_row, first_column, last_row, last_column;

  if (!reference)
    return;
  const char *colon = parse_reference (reference, &first_row, &first_column);
  if (!colon || *colon != ':' || !parse_reference (colon + 1, &last_row, &last_column))
    return;
  if (first_row < 0 || first_column < 0 || last_row < first_row || last_column < first_column ||
      last_row >= AWARD_MAX_ROWS || last_column >= AWARD_MAX_COLUMNS)
    return;
  const AwardMergedCells merged = { (guint) first_row, (guint) first_column, (guint) last_row,
                                    (guint) last_column };
  award_xml_check (xml, award_sheet_add_merged (sheet->sheet, merged));
}

static void
on_start (AwardXml *xml, const char *name, const char **attributes, gpointer data)
{
  Sheet *sheet = data;
  const char *local = award_xml_local_name (name);

  sheet->depth++;
  if (sheet->data_depth == 0)
    {
      if (strcmp (local, "sheetData") == 0)
        sheet->data_depth = sheet->depth;
      else if (strcmp (local, "mergeCell") == 0)
        add_merged (xml, sheet, award_xml_attribute (attributes, "ref"));
      return;
    }

  if (sheet->in_cell)
    {
      if (strcmp (local, "v") == 0)
        sheet->in_value = TRUE;
      else
        award_xlsx_text_start (&sheet->text, local);
    }
  else if (strcmp (local, "c") == 0)
    start_cell (xml, sheet, attributes);
  else if (strcmp (local, "row") == 0)
    start_row (xml, sheet, attributes);
}

static void
on_end (AwardXml *xml, const char *name, gpointer data)
{
  Sheet *sheet = data;
  const char *local = award_xml_local_name (name);

  if (sheet->depth == sheet->data_depth)
    sheet->data_depth = 0;
  sheet->depth--;
  if (!sheet->in_cell)
    return;
  if (strcmp (local, "c") == 0)
    end_cell (xml, sheet);
  else if (strcmp (local, "v") == 0)
    sheet->in_value = FALSE;
  else
    award_xlsx_text_end (&sheet->text, local);
}

static void
on_text (AwardXml *xml, const char *bytes, int length, gpointer data)
{
  Sheet *sheet = data;

  if (sheet->in_value && sheet->value->len <= AWARD_MAX_CELL_BYTES)
    g_string_append_len (sheet->value, bytes, length);
  else if (sheet->in_cell)
    award_xlsx_text_add (&sheet->text, bytes, length);
}

gboolean
award_xlsx_read_sheet (AwardReader *reader,
                       AwardZipPart *part,
                       const char *part_name,
                       AwardSheet *sheet,
                       const GArray *strings,
                       const GArray *kinds,
                       gboolean is_1904,
                       GError **error)
{
  static const AwardXmlHandlers handlers = { on_start, on_end, on_text };
  Sheet state = { .sheet = sheet,
                  .strings = strings,
                  .kinds = kinds,
                  .is_1904 = is_1904,
                  .row = -1,
                  .column = -1,
                  .value = g_string_new (NULL),
                  .text = { .text = g_string_new (NULL) } };

  const gboolean done = award_xml_parse (reader, part, part_name, FALSE, &handlers, &state, error);
  g_string_free (state.value, TRUE);
  g_string_free (state.text.text, TRUE);
  return done;
}

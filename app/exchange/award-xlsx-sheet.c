/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-xlsx-sheet.h"

#include <string.h>

/* How far the bytes of the part have come. */
typedef enum
{
  STAGE_BEFORE, /* the rows */
  STAGE_ROWS,
  STAGE_PARSER, /* the parser reads all that follows */
} Stage;

/* The rows begin within this many bytes, or the parser reads them. */
#define MAX_BEFORE (1024 * 1024)
#define LONGEST_SCANNED_ROW (16 * 1024 * 1024)

typedef struct
{
  AwardXlsxSheet rows;
  guint depth; /* of elements */
  guint data_depth;
  gboolean in_cell;
  gboolean in_value;

  Stage stage;
  GString *pending; /* bytes neither scanned nor parsed yet */
  gsize needed;     /* how many pending bytes make another try worth while */
} Sheet;

/* Reads "AB12" (or "$AB$12") up to @end; each part may be absent: -1. Returns where it ends, NULL when it is
 * no reference. */
static const char *
parse_reference (const char *text, const char *end, gint64 *row, gint64 *column)
{
  gint64 c = 0;
  gint64 r = 0;

  if (text < end && *text == '$')
    text++;
  for (; text < end && g_ascii_isalpha (*text); text++)
    if ((c = c * 26 + (g_ascii_toupper (*text) - 'A' + 1)) > G_MAXINT32)
      return NULL;
  if (text < end && *text == '$')
    text++;
  for (; text < end && g_ascii_isdigit (*text); text++)
    if ((r = r * 10 + (*text - '0')) > G_MAXINT32)
      return NULL;
  *row = r - 1;
  *column = c - 1;
  return text;
}

gboolean
award_xlsx_set_reference (AwardXlsxSheet *sheet, const char *text, gsize length)
{
  gint64 row = -1;
  gint64 column = -1;

  if (parse_reference (text, text + length, &row, &column) != text + length || column < 0)
    return FALSE;
  sheet->column = column;
  if (!sheet->has_row && row >= 0)
    sheet->row = row;
  return TRUE;
}

AwardXlsxCellKind
award_xlsx_cell_kind (const char *text, gsize length)
{
  static const struct
  {
    const char *word;
    AwardXlsxCellKind kind;
  } kinds[] = { { "s", AWARD_XLSX_SHARED },         { "inlineStr", AWARD_XLSX_INLINE },
                { "str", AWARD_XLSX_FORMULA_TEXT }, { "b", AWARD_XLSX_BOOLEAN },
                { "e", AWARD_XLSX_ERROR },          { "d", AWARD_XLSX_DATE } };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (length == strlen (kinds[i].word) && memcmp (text, kinds[i].word, length) == 0)
      return kinds[i].kind;
  return AWARD_XLSX_NUMBER;
}

void
award_xlsx_begin_row (AwardXlsxSheet *sheet, gint64 row, gboolean is_hidden)
{
  sheet->has_row = row >= 0;
  sheet->row = row >= 0 ? row : sheet->row + 1;
  sheet->column = -1;
  /* An empty row beyond the bound loses nothing; a filled one is refused with its first cell. */
  if (is_hidden && sheet->row < AWARD_MAX_ROWS)
    award_sheet_add_hidden (sheet->sheet, (guint) sheet->row, (guint) sheet->row);
}

AwardLimit
award_xlsx_end_row (AwardXlsxSheet *sheet)
{
  return award_sheet_complete_rows (sheet->sheet, (guint) CLAMP (sheet->row + 1, 0, AWARD_MAX_ROWS));
}

void
award_xlsx_begin_cell (AwardXlsxSheet *sheet)
{
  sheet->column++;
  sheet->kind = AWARD_XLSX_NUMBER;
  sheet->style = 0;
  sheet->has_formula = FALSE;
  sheet->text.phonetic = 0;
  sheet->text.collecting = FALSE;
  g_string_truncate (sheet->value, 0);
  g_string_truncate (sheet->text.text, 0);
}

static void
start_row (AwardXml *xml, Sheet *sheet, const char **attributes)
{
  const char *number = award_xml_attribute (attributes, "r");
  guint64 row = 0;

  if (number && !g_ascii_string_to_unsigned (number, 10, 1, G_MAXUINT32, &row, NULL))
    award_xml_fail (xml, AWARD_LIMIT_NONE);
  else
    award_xlsx_begin_row (&sheet->rows, (gint64) row - 1,
                          award_xml_is_true (award_xml_attribute (attributes, "hidden")));
}

static void
start_cell (AwardXml *xml, Sheet *sheet, const char **attributes)
{
  guint64 style = 0;

  sheet->in_cell = TRUE;
  sheet->in_value = FALSE;
  award_xlsx_begin_cell (&sheet->rows);
  for (guint i = 0; attributes[i]; i += 2)
    {
      const char *value = attributes[i + 1];
      if (strcmp (attributes[i], "t") == 0)
        sheet->rows.kind = award_xlsx_cell_kind (value, strlen (value));
      else if (strcmp (attributes[i], "s") == 0 &&
               g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &style, NULL))
        sheet->rows.style = (guint) style;
      else if (strcmp (attributes[i], "r") == 0 &&
               !award_xlsx_set_reference (&sheet->rows, value, strlen (value)))
        award_xml_fail (xml, AWARD_LIMIT_NONE);
    }
}

static AwardLimit
add (AwardXlsxSheet *sheet, AwardCellType type, guint flags, const char *text, gsize length)
{
  return award_sheet_add (sheet->sheet, (guint) MIN (sheet->row, G_MAXINT32),
                          (guint) MIN (sheet->column, G_MAXINT32), type, flags, text, length);
}

static AwardLimit
add_number (AwardXlsxSheet *sheet)
{
  char decimal[AWARD_NUMBER_SIZE];
  char date[32];
  gboolean is_long = FALSE;
  const GString *value = sheet->value;

  if (value->len == 0 && sheet->has_formula)
    return add (sheet, AWARD_CELL_ERROR, 0, AWARD_FORMULA_ALONE, strlen (AWARD_FORMULA_ALONE));
  if (value->len == 0)
    return AWARD_LIMIT_NONE;
  /* What stands where a number should is kept as it is, for a person to see. */
  if (!award_number_from_stored (value->str, value->len, decimal, &is_long))
    return add (sheet, AWARD_CELL_TEXT, 0, value->str, value->len);

  const AwardFormat format = sheet->style < sheet->shown->len
                                 ? g_array_index (sheet->shown, AwardFormat, sheet->style)
                                 : award_format_built_in (0);
  if ((format.kind == AWARD_FORMAT_DATE || format.kind == AWARD_FORMAT_TIME) &&
      award_number_to_date (g_ascii_strtod (value->str, NULL), sheet->is_1904, format.kind, date))
    return add (sheet, AWARD_CELL_DATE, 0, date, strlen (date));
  const guint flags = (is_long ? AWARD_CELL_IS_LONG : 0u) |
                      (format.kind == AWARD_FORMAT_PERCENT ? AWARD_CELL_IS_PERCENT : 0u) |
                      (award_format_hides (format, decimal) ? AWARD_CELL_HIDES_DIGITS : 0u);
  return add (sheet, AWARD_CELL_NUMBER, flags, decimal, strlen (decimal));
}

AwardLimit
award_xlsx_end_cell (AwardXlsxSheet *sheet, gboolean *is_valid)
{
  AwardLimit limit = AWARD_LIMIT_NONE;
  guint64 index = 0;

  switch (sheet->kind)
    {
    case AWARD_XLSX_NUMBER:
      limit = add_number (sheet);
      break;
    case AWARD_XLSX_SHARED:
      if (sheet->value->len == 0)
        break;
      if (sheet->strings->len == 0 || !g_ascii_string_to_unsigned (g_strstrip (sheet->value->str), 10, 0,
                                                                   sheet->strings->len - 1, &index, NULL))
        {
          *is_valid = FALSE;
          break;
        }
      limit = award_sheet_add_shared (sheet->sheet, (guint) MIN (sheet->row, G_MAXINT32),
                                      (guint) MIN (sheet->column, G_MAXINT32),
                                      g_array_index (sheet->strings, guint32, (guint) index));
      break;
    case AWARD_XLSX_INLINE:
    case AWARD_XLSX_FORMULA_TEXT:
      /* Some writers put v into an inline text and is into none: take what is there. */
      if (sheet->text.text->len == 0)
        g_string_append_len (sheet->text.text, sheet->value->str, (gssize) sheet->value->len);
      award_xlsx_unescape (sheet->text.text);
      limit = add (sheet, AWARD_CELL_TEXT, 0, sheet->text.text->str, sheet->text.text->len);
      break;
    case AWARD_XLSX_BOOLEAN:
      if (sheet->value->len > 0)
        {
          const char *word = award_xml_is_true (sheet->value->str) ? "TRUE" : "FALSE";
          limit = add (sheet, AWARD_CELL_BOOLEAN, 0, word, strlen (word));
        }
      break;
    case AWARD_XLSX_ERROR:
      limit = add (sheet, AWARD_CELL_ERROR, 0, sheet->value->str, sheet->value->len);
      break;
    case AWARD_XLSX_DATE:
      limit = add (sheet, AWARD_CELL_DATE, 0, sheet->value->str, sheet->value->len);
      break;
    }
  return limit;
}

static void
end_cell (AwardXml *xml, Sheet *sheet)
{
  gboolean is_valid = TRUE;

  sheet->in_cell = FALSE;
  award_xml_check (xml, award_xlsx_end_cell (&sheet->rows, &is_valid));
  if (!is_valid)
    award_xml_fail (xml, AWARD_LIMIT_NONE);
}

static void
add_merged (AwardXml *xml, Sheet *sheet, const char *reference)
{
  gint64 first_row, first_column, last_row, last_column;

  if (!reference)
    return;
  const char *end = reference + strlen (reference);
  const char *colon = parse_reference (reference, end, &first_row, &first_column);
  if (!colon || *colon != ':' || !parse_reference (colon + 1, end, &last_row, &last_column))
    return;
  if (first_row < 0 || first_column < 0 || last_row < first_row || last_column < first_column ||
      last_row >= AWARD_MAX_ROWS || last_column >= AWARD_MAX_COLUMNS)
    return;
  const AwardMergedCells merged = { (guint) first_row, (guint) first_column, (guint) last_row,
                                    (guint) last_column };
  award_xml_check (xml, award_sheet_add_merged (sheet->rows.sheet, merged));
}

/* "<col min="2" max="3" width="12.71"/>", in digits; a hidden column says nothing of how it looks. */
static void
add_width (const Sheet *sheet, const char **attributes)
{
  const char *first = award_xml_attribute (attributes, "min");
  const char *last = award_xml_attribute (attributes, "max");
  const char *width = award_xml_attribute (attributes, "width");
  guint64 from, to;

  if (!first || !last || !width || award_xml_attribute (attributes, "hidden") ||
      !g_ascii_string_to_unsigned (first, 10, 1, AWARD_MAX_COLUMNS, &from, NULL) ||
      !g_ascii_string_to_unsigned (last, 10, 1, AWARD_MAX_COLUMNS, &to, NULL))
    return;
  const double digits = g_ascii_strtod (width, NULL);
  if (digits > 0 && digits < 256)
    award_sheet_add_width (sheet->rows.sheet,
                           (AwardColumnWidth){ (guint) from - 1, (guint) to - 1, (guint) (digits * 256) });
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
      else if (strcmp (local, "col") == 0)
        add_width (sheet, attributes);
      else if (strcmp (local, "mergeCell") == 0)
        add_merged (xml, sheet, award_xml_attribute (attributes, "ref"));
      return;
    }

  if (sheet->in_cell)
    {
      if (strcmp (local, "v") == 0)
        sheet->in_value = TRUE;
      else if (strcmp (local, "f") == 0)
        sheet->rows.has_formula = TRUE;
      else
        award_xlsx_text_start (&sheet->rows.text, local);
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
  if (!sheet->in_cell && sheet->data_depth > 0 && strcmp (local, "row") == 0)
    award_xml_check (xml, award_xlsx_end_row (&sheet->rows));
  if (!sheet->in_cell)
    return;
  if (strcmp (local, "c") == 0)
    end_cell (xml, sheet);
  else if (strcmp (local, "v") == 0)
    sheet->in_value = FALSE;
  else
    award_xlsx_text_end (&sheet->rows.text, local);
}

static void
on_text (AwardXml *xml, const char *bytes, int length, gpointer data)
{
  Sheet *sheet = data;

  if (sheet->in_value && sheet->rows.value->len <= AWARD_MAX_CELL_BYTES)
    g_string_append_len (sheet->rows.value, bytes, length);
  else if (sheet->in_cell)
    award_xlsx_text_add (&sheet->rows.text, bytes, length);
}

/* Leaves the rest to the parser. */
static void
hand_over (AwardXml *xml, Sheet *sheet, gboolean is_last)
{
  sheet->stage = STAGE_PARSER;
  award_xml_feed (xml, sheet->pending->str, sheet->pending->len, is_last);
  g_string_truncate (sheet->pending, 0);
}

/* Looks for where the rows begin, and lets the parser see what stands before. A part with comments, or not
 * in UTF-8, is the parser's. */
static void
find_rows (AwardXml *xml, Sheet *sheet)
{
  static const char tag[] = "<sheetData>";
  const char *start = strstr (sheet->pending->str, tag);
  const char *encoding = strstr (sheet->pending->str, "encoding=");
  const gboolean is_other =
      sheet->pending->len >= 4 &&
      (strstr (sheet->pending->str, "<!") || memchr (sheet->pending->str, '\0', 4) ||
       (encoding && g_ascii_strncasecmp (encoding + strlen ("encoding=") + 1, "utf-8", 5)));

  if (is_other || sheet->pending->len > MAX_BEFORE)
    sheet->stage = STAGE_PARSER;
  if (sheet->stage == STAGE_PARSER || !start)
    return;
  const gsize length = (gsize) (start - sheet->pending->str) + strlen (tag);
  award_xml_feed (xml, sheet->pending->str, length, FALSE);
  g_string_erase (sheet->pending, 0, (gssize) length);
  sheet->stage = sheet->data_depth > 0 ? STAGE_ROWS : STAGE_PARSER;
}

static void
scan_rows (AwardXml *xml, Sheet *sheet)
{
  const char *at = sheet->pending->str;
  const char *end = at + sheet->pending->len;
  AwardScan scan = AWARD_SCAN_ROW;
  AwardLimit limit = AWARD_LIMIT_NONE;

  while (scan == AWARD_SCAN_ROW)
    scan = award_xlsx_scan_row (&sheet->rows, &at, end, &limit);
  g_string_erase (sheet->pending, 0, at - sheet->pending->str);
  sheet->needed = sheet->pending->len * 2;
  if (scan == AWARD_SCAN_LIMIT || scan == AWARD_SCAN_BROKEN)
    award_xml_fail (xml, limit);
  else if (scan != AWARD_SCAN_MORE || sheet->pending->len > LONGEST_SCANNED_ROW)
    sheet->stage = STAGE_PARSER;
}

static void
on_bytes (AwardXml *xml, const char *bytes, gsize length, gboolean is_last, gpointer data)
{
  Sheet *sheet = data;

  if (sheet->stage == STAGE_PARSER)
    {
      award_xml_feed (xml, bytes, length, is_last);
      return;
    }
  g_string_append_len (sheet->pending, bytes, (gssize) length);
  if (sheet->stage == STAGE_BEFORE)
    find_rows (xml, sheet);
  if (sheet->stage == STAGE_ROWS && (is_last || sheet->pending->len >= sheet->needed))
    scan_rows (xml, sheet);
  if (sheet->stage == STAGE_PARSER || is_last)
    hand_over (xml, sheet, is_last);
}

gboolean
award_xlsx_read_sheet (AwardReader *reader,
                       AwardZipPart *part,
                       const char *part_name,
                       AwardSheet *sheet,
                       const GArray *strings,
                       const GArray *shown,
                       gboolean is_1904,
                       GError **error)
{
  static const AwardXmlHandlers handlers = { on_start, on_end, on_text };
  Sheet state = { .rows = { .sheet = sheet,
                            .strings = strings,
                            .shown = shown,
                            .is_1904 = is_1904,
                            .row = -1,
                            .column = -1,
                            .value = g_string_new (NULL),
                            .text = { .text = g_string_new (NULL) } },
                  .pending = g_string_new (NULL) };

  const gboolean done =
      award_xml_parse_filtered (reader, part, part_name, on_bytes, &handlers, &state, error);
  g_string_free (state.rows.value, TRUE);
  g_string_free (state.rows.text.text, TRUE);
  g_string_free (state.pending, TRUE);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OpenDocument spreadsheets: content.xml, read as it streams by. */
#include "award-number.h"
#include "award-reader.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* Spaces one text:s may stand for. */
#define MAX_SPACES 1024

typedef struct
{
  GPtrArray *names;   /* of all tables, in the pass that lists them; NULL in the other */
  AwardSheet *sheet;  /* filled in the pass that reads one */
  int chosen;         /* the table to read */
  int table;          /* the one being read, from 0; -1 before the first */
  guint depth;        /* of tables within tables */
  guint64 row;        /* the next row */
  guint64 row_repeat; /* of the row being read */
  gboolean in_row;
  guint first_cell;      /* of the row, in the order added */
  guint64 column;        /* the next column */
  guint64 column_repeat; /* of the cell being read */
  gboolean in_cell;
  AwardCellType type;
  gboolean is_percent;
  gboolean has_formula;
  char *value; /* the value attribute of the cell; nullable */
  guint rows_spanned;
  guint columns_spanned;
  guint skipped; /* depth inside annotations, drawings, ruby texts */
  guint in_paragraph;
  gboolean has_paragraph;
  GString *text;
} Content;

static guint64
count_of (const char **attributes, const char *ending)
{
  const char *text = award_xml_attribute_ending (attributes, ending);
  guint64 count = 1;
  return text && g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &count, NULL) ? count : 1;
}

static void
start_row (Content *content, const char **attributes)
{
  const char *visibility = award_xml_attribute_ending (attributes, "table:1.0|visibility");

  content->in_row = TRUE;
  content->row_repeat = count_of (attributes, "table:1.0|number-rows-repeated");
  content->column = 0;
  content->first_cell = award_sheet_get_n_added (content->sheet);
  if (visibility && strcmp (visibility, "visible") != 0 && content->row < AWARD_MAX_ROWS)
    award_sheet_add_hidden (content->sheet, (guint) content->row,
                            (guint) MIN (content->row + content->row_repeat - 1, AWARD_MAX_ROWS - 1));
}

static void
end_row (AwardXml *xml, Content *content)
{
  const guint last = award_sheet_get_n_added (content->sheet);

  content->in_row = FALSE;
  /* Said in a few bytes, so looked at before any memory is taken. */
  if (content->row_repeat * (last - content->first_cell) > AWARD_MAX_CELLS)
    {
      award_xml_fail (xml, AWARD_LIMIT_CELLS);
      return;
    }
  if (last > content->first_cell)
    for (guint64 i = 1; i < content->row_repeat; i++)
      {
        const AwardLimit limit = award_sheet_repeat (content->sheet, content->first_cell, last, (guint) i);
        if (limit != AWARD_LIMIT_NONE)
          {
            award_xml_fail (xml, limit);
            return;
          }
      }
  content->row += content->row_repeat;
  award_xml_check (xml,
                   award_sheet_complete_rows (content->sheet, (guint) MIN (content->row, AWARD_MAX_ROWS)));
}

static void
start_cell (Content *content, const char **attributes)
{
  static const struct
  {
    const char *word;
    AwardCellType type;
    const char *attribute;
  } types[] = {
    { "float", AWARD_CELL_NUMBER, "office:1.0|value" },
    { "currency", AWARD_CELL_NUMBER, "office:1.0|value" },
    { "percentage", AWARD_CELL_NUMBER, "office:1.0|value" },
    { "date", AWARD_CELL_DATE, "office:1.0|date-value" },
    { "time", AWARD_CELL_DATE, "office:1.0|time-value" },
    { "boolean", AWARD_CELL_BOOLEAN, "office:1.0|boolean-value" },
    { "string", AWARD_CELL_TEXT, "office:1.0|string-value" },
  };
  const char *word = award_xml_attribute_ending (attributes, "office:1.0|value-type");
  const char *other = award_xml_attribute_ending (attributes, "calcext:1.0|value-type");

  content->in_cell = TRUE;
  content->column_repeat = count_of (attributes, "table:1.0|number-columns-repeated");
  content->rows_spanned = (guint) count_of (attributes, "table:1.0|number-rows-spanned");
  content->columns_spanned = (guint) count_of (attributes, "table:1.0|number-columns-spanned");
  content->type = AWARD_CELL_TEXT;
  content->is_percent = FALSE;
  content->has_formula = award_xml_attribute_ending (attributes, "table:1.0|formula") != NULL;
  content->has_paragraph = FALSE;
  g_string_truncate (content->text, 0);
  g_clear_pointer (&content->value, g_free);
  for (guint i = 0; word && i < G_N_ELEMENTS (types); i++)
    if (strcmp (word, types[i].word) == 0)
      {
        content->is_percent = strcmp (word, "percentage") == 0;
        content->type = types[i].type;
        content->value = g_strdup (award_xml_attribute_ending (attributes, types[i].attribute));
      }
  if (g_strcmp0 (other, "error") == 0)
    {
      content->type = AWARD_CELL_ERROR;
      g_clear_pointer (&content->value, g_free);
    }
}

/* "2024-02-29T00:00:00" without a midnight, without fractions of a second. */
static void
shorten_date (char *date)
{
  char *fraction = strpbrk (date, ".,");
  if (fraction)
    *fraction = '\0';
  if (g_str_has_suffix (date, "T00:00:00"))
    date[strlen (date) - strlen ("T00:00:00")] = '\0';
}

/* "PT08H30M00S" is "08:30:00". */
static char *
time_from_duration (const char *duration)
{
  guint hours = 0;
  guint minutes = 0;
  guint seconds = 0;

  if (sscanf (duration, "PT%9uH%9uM%9u", &hours, &minutes, &seconds) < 3)
    return g_strdup (duration);
  return g_strdup_printf ("%02u:%02u:%02u", hours, minutes, seconds);
}

/* What some programs keep of a formula that failed is no more than a text. */
static gboolean
is_error (const char *text)
{
  static const char *const errors[] = { "#DIV/0!", "#N/A",  "#NAME?",  "#NULL!",
                                        "#NUM!",   "#REF!", "#VALUE!", NULL };
  return g_strv_contains (errors, text);
}

/* Whether the text of the cell, a number as it is shown, has fewer decimals than @decimal. */
static gboolean
hides_digits (const Content *content, const char *decimal)
{
  const char *shown = content->text->str;
  const char *point = strchr (shown, '.');
  const AwardFormat format = { AWARD_FORMAT_NUMBER,
                               (gint8) ((point ? MIN (strspn (point + 1, "0123456789"), 30) : 0) +
                                        (content->is_percent ? 2 : 0)) };

  /* Not 1,246,081 in another tongue, not 1.2E+06. */
  return strpbrk (shown, "0123456789") && !strpbrk (shown, "Ee/") && award_format_hides (format, decimal);
}

/* The text of the cell as the sheet keeps it; *@type may change. NULL: none. */
static char *
cell_text (Content *content, AwardCellType *type, guint *flags)
{
  char decimal[AWARD_NUMBER_SIZE];
  gboolean is_long = FALSE;

  *type = content->type;
  *flags = 0;
  if (content->has_formula && *type == AWARD_CELL_TEXT)
    {
      if (is_error (content->value ? content->value : content->text->str))
        *type = AWARD_CELL_ERROR;
      else if (!content->value && !content->has_paragraph)
        {
          *type = AWARD_CELL_ERROR;
          return g_strdup (AWARD_FORMULA_ALONE);
        }
    }
  if (content->value && *type == AWARD_CELL_NUMBER)
    {
      /* Not every program calls a percentage one. */
      content->is_percent = content->is_percent || strchr (content->text->str, '%') != NULL;
      if (award_number_from_stored (content->value, strlen (content->value), decimal, &is_long))
        {
          *flags = (is_long ? AWARD_CELL_IS_LONG : 0u) | (content->is_percent ? AWARD_CELL_IS_PERCENT : 0u) |
                   (hides_digits (content, decimal) ? AWARD_CELL_HIDES_DIGITS : 0u);
          return g_strdup (decimal);
        }
      *type = AWARD_CELL_TEXT;
      return g_strdup (content->value);
    }
  if (content->value && *type == AWARD_CELL_DATE)
    {
      if (*content->value == 'P')
        return time_from_duration (content->value);
      shorten_date (content->value);
      return g_steal_pointer (&content->value);
    }
  if (content->value && *type == AWARD_CELL_BOOLEAN)
    return g_strdup (award_xml_is_true (content->value) ? "TRUE" : "FALSE");
  if (content->value && *type == AWARD_CELL_TEXT && !content->has_paragraph)
    return g_steal_pointer (&content->value);
  if (*type != AWARD_CELL_ERROR)
    *type = AWARD_CELL_TEXT;
  return content->text->len > 0 ? g_strndup (content->text->str, content->text->len) : NULL;
}

static AwardLimit
add_merged (Content *content)
{
  if ((content->rows_spanned == 1 && content->columns_spanned == 1) || content->row >= AWARD_MAX_ROWS ||
      content->column >= AWARD_MAX_COLUMNS)
    return AWARD_LIMIT_NONE;
  const AwardMergedCells merged = {
    .first_row = (guint) content->row,
    .first_column = (guint) content->column,
    .last_row = (guint) MIN (content->row + content->rows_spanned, AWARD_MAX_ROWS) - 1,
    .last_column = (guint) MIN (content->column + content->columns_spanned, AWARD_MAX_COLUMNS) - 1
  };
  return award_sheet_add_merged (content->sheet, merged);
}

static AwardLimit
end_cell (Content *content)
{
  AwardCellType type;
  guint flags;
  guint32 offset = 0;
  g_autofree char *text = cell_text (content, &type, &flags);
  AwardLimit limit = add_merged (content);

  content->in_cell = FALSE;
  if (text && *text && limit == AWARD_LIMIT_NONE)
    {
      limit = award_sheet_add_text (content->sheet, text, strlen (text), &offset);
      for (guint64 i = 0; i < content->column_repeat && limit == AWARD_LIMIT_NONE; i++)
        limit = award_sheet_add_cell (content->sheet, (guint) MIN (content->row, G_MAXINT32),
                                      (guint) MIN (content->column + i, G_MAXINT32), type, flags, offset);
    }
  content->column += content->column_repeat;
  return limit;
}

/* What stands inside a paragraph of a cell. */
static void
start_in_paragraph (Content *content, const char *local, const char **attributes)
{
  if (strcmp (local, "s") == 0)
    {
      const guint64 n = MIN (count_of (attributes, "text:1.0|c"), MAX_SPACES);
      for (guint64 i = 0; i < n; i++)
        g_string_append_c (content->text, ' ');
    }
  else if (strcmp (local, "tab") == 0)
    g_string_append_c (content->text, '\t');
  else if (strcmp (local, "line-break") == 0)
    g_string_append_c (content->text, '\n');
}

static gboolean
is_skipped (const char *name, const char *local)
{
  return strcmp (local, "annotation") == 0 || strcmp (local, "ruby-text") == 0 ||
         strcmp (local, "tracked-changes") == 0 || strstr (name, "drawing:1.0|") != NULL;
}

static void
start_in_table (AwardXml *xml, Content *content, const char *name, const char *local, const char **attributes)
{
  if (content->skipped > 0 || is_skipped (name, local))
    content->skipped++;
  else if (strcmp (local, "table-row") == 0 && !content->in_cell)
    start_row (content, attributes);
  else if ((strcmp (local, "table-cell") == 0 || strcmp (local, "covered-table-cell") == 0) &&
           content->in_row && !content->in_cell)
    start_cell (content, attributes);
  else if (content->in_cell && (strcmp (local, "p") == 0 || strcmp (local, "h") == 0))
    {
      if (content->has_paragraph)
        g_string_append_c (content->text, '\n');
      content->has_paragraph = TRUE;
      content->in_paragraph++;
    }
  else if (content->in_paragraph > 0)
    start_in_paragraph (content, local, attributes);
  if (content->text->len > AWARD_MAX_CELL_BYTES)
    award_xml_fail (xml, AWARD_LIMIT_CELL_BYTES);
}

static gboolean
is_reading (const Content *content)
{
  return content->sheet && content->depth == 1 && content->table == content->chosen;
}

static void
on_start (AwardXml *xml, const char *name, const char **attributes, gpointer data)
{
  Content *content = data;
  const char *local = award_xml_local_name (name);

  /* A table in a drawing of a cell is no sheet. */
  if (g_str_has_suffix (name, "table:1.0|table") && content->skipped == 0)
    {
      if (content->depth++ > 0)
        return;
      content->table++;
      const char *title = award_xml_attribute_ending (attributes, "table:1.0|name");
      if (content->names && content->names->len >= AWARD_MAX_SHEETS)
        award_xml_fail (xml, AWARD_LIMIT_SHEETS);
      else if (content->names)
        g_ptr_array_add (content->names, g_strdup (title ? title : ""));
      else if (is_reading (content))
        award_sheet_set_name (content->sheet, title ? title : "");
    }
  else if (is_reading (content))
    start_in_table (xml, content, name, local, attributes);
}

static void
on_end (AwardXml *xml, const char *name, gpointer data)
{
  Content *content = data;
  const char *local = award_xml_local_name (name);

  if (content->skipped > 0)
    {
      content->skipped--;
      return;
    }
  if (g_str_has_suffix (name, "table:1.0|table"))
    {
      if (is_reading (content))
        award_xml_stop (xml);
      content->depth -= content->depth > 0;
      return;
    }
  if (!is_reading (content))
    return;
  if (strcmp (local, "table-row") == 0 && content->in_row && !content->in_cell)
    end_row (xml, content);
  else if (content->in_cell &&
           (strcmp (local, "table-cell") == 0 || strcmp (local, "covered-table-cell") == 0))
    award_xml_check (xml, end_cell (content));
  else if (content->in_paragraph > 0 && (strcmp (local, "p") == 0 || strcmp (local, "h") == 0))
    content->in_paragraph--;
}

static void
on_text (AwardXml *xml, const char *bytes, int length, gpointer data)
{
  Content *content = data;

  if (content->in_paragraph > 0 && content->skipped == 0 && content->text->len <= AWARD_MAX_CELL_BYTES)
    g_string_append_len (content->text, bytes, length);
}

static gboolean
parse_content (AwardReader *reader, const AwardZip *zip, Content *content, GError **error)
{
  static const AwardXmlHandlers handlers = { on_start, on_end, on_text };
  g_autoptr (AwardZipPart) part = award_zip_open (zip, "content.xml");

  if (!part)
    return award_reader_fail_damaged (reader, "content.xml", error);
  content->table = -1;
  content->text = g_string_new (NULL);
  const gboolean done = award_xml_parse (reader, part, "content.xml", TRUE, &handlers, content, error);
  g_string_free (content->text, TRUE);
  g_clear_pointer (&content->value, g_free);
  return done;
}

static void
on_manifest (AwardXml *xml, const char *name, const char **attributes, gpointer data)
{
  gboolean *is_encrypted = data;

  if (strcmp (award_xml_local_name (name), "encryption-data") == 0)
    {
      *is_encrypted = TRUE;
      award_xml_stop (xml);
    }
}

static void
ignore_end (AwardXml *xml, const char *name, gpointer data)
{
}

AwardSheet *
award_read_ods (AwardReader *reader, const AwardZip *zip, GError **error)
{
  static const AwardXmlHandlers manifest_handlers = { on_manifest, ignore_end, NULL };
  g_autoptr (AwardZipPart) manifest = award_zip_open (zip, "META-INF/manifest.xml");
  gboolean is_encrypted = FALSE;

  if (manifest &&
      !award_xml_parse (reader, manifest, "manifest.xml", FALSE, &manifest_handlers, &is_encrypted, error))
    return NULL;
  if (is_encrypted)
    {
      award_reader_fail_encrypted (reader, error);
      return NULL;
    }

  /* The tables stand one after another in one part: which one is meant must be known before. */
  int chosen = 0;
  if (reader->which || reader->names)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      Content listing = { .names = names };
      if (!parse_content (reader, zip, &listing, error))
        return NULL;
      chosen = award_reader_choose_sheet (reader, names, 0, error);
      if (chosen < 0)
        return NULL;
    }

  g_autoptr (AwardSheet) sheet = award_reader_new_sheet (reader);
  Content content = { .sheet = sheet, .chosen = chosen };
  if (!parse_content (reader, zip, &content, error))
    return NULL;
  if (content.table < chosen)
    {
      award_reader_fail_not_table (reader, _ ("it has no sheet"), error);
      return NULL;
    }
  return award_reader_finish (reader, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

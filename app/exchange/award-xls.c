/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of Excel 5 to 2003, and of WPS (et), which are the same. */
#include "award-biff.h"
#include "award-number.h"
#include "award-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define VERSION_5 0x0500
#define VERSION_8 0x0600

/* Simplified Chinese: of old files that name no code page. */
#define DEFAULT_CODE_PAGE 936

#define ROW_HIDDEN 0x20
#define COLUMN_HIDDEN 0x1

typedef struct
{
  AwardReader *reader;
  AwardBiff biff;
  guint version;
  guint code_page;
  gboolean is_1904;
  gboolean is_encrypted;
  GHashTable *formats; /* number of a format → AwardFormat */
  GArray *shown;       /* AwardFormat, by style */
  GArray *strings;     /* guint32 offsets in the sheet's arena */
  GPtrArray *names;    /* of the worksheets */
  GArray *positions;   /* guint32, of the same */
  guint first_visible;
  AwardSheet *sheet;
  GString *text;
  gboolean awaits_text; /* a formula whose text comes in a record of its own */
  guint row;
  guint column;
} Book;

/* Reads a text of @n characters into book->text. */
static void
read_text (Book *book, guint n)
{
  g_string_truncate (book->text, 0);
  if (book->version == VERSION_8)
    award_biff_unicode (&book->biff, n, book->text);
  else
    award_biff_bytes (&book->biff, n, book->code_page, book->text);
}

static void
read_sheet_entry (Book *book)
{
  const guint32 position = award_biff_long (&book->biff);
  const guint state = award_biff_byte (&book->biff);
  const guint kind = award_biff_byte (&book->biff);

  read_text (book, award_biff_byte (&book->biff));
  if (kind != 0 || book->names->len >= AWARD_MAX_SHEETS)
    return; /* a chart or macros */
  if (book->first_visible == G_MAXUINT && (state & 3) == 0)
    book->first_visible = book->names->len;
  g_ptr_array_add (book->names, g_strdup (book->text->str));
  g_array_append_val (book->positions, position);
}

static void
read_format (Book *book)
{
  const guint id = award_biff_short (&book->biff);

  read_text (book,
             book->version == VERSION_8 ? award_biff_short (&book->biff) : award_biff_byte (&book->biff));
  const AwardFormat format = award_format_parse (book->text->str);
  g_hash_table_insert (book->formats, GUINT_TO_POINTER (id), g_memdup2 (&format, sizeof format));
}

static void
read_style (Book *book)
{
  award_biff_skip (&book->biff, 2);
  const guint id = award_biff_short (&book->biff);
  const AwardFormat *own = g_hash_table_lookup (book->formats, GUINT_TO_POINTER (id));
  const AwardFormat format = own ? *own : award_format_built_in (id);
  g_array_append_val (book->shown, format);
}

static gboolean
read_strings (Book *book, GError **error)
{
  award_biff_skip (&book->biff, 4);
  const guint32 n = award_biff_long (&book->biff);

  for (guint32 i = 0; i < n; i++)
    {
      guint32 offset = 0;
      const guint length = award_biff_short (&book->biff);
      read_text (book, length);
      if (book->biff.is_short)
        return award_reader_fail_damaged (book->reader, NULL, error);
      const AwardLimit limit =
          book->strings->len >= AWARD_MAX_STRINGS
              ? AWARD_LIMIT_STRINGS
              : award_sheet_add_text (book->sheet, book->text->str, book->text->len, &offset);
      if (limit != AWARD_LIMIT_NONE)
        return award_reader_fail_limit (book->reader, limit, error);
      g_array_append_val (book->strings, offset);
    }
  return TRUE;
}

/* The part of the stream before the sheets. */
static gboolean
read_globals (Book *book, GError **error)
{
  AwardBiff *biff = &book->biff;

  if (!award_biff_next (biff) || biff->type != AWARD_BIFF_BOF)
    return award_reader_fail_damaged (book->reader, NULL, error);
  book->version = award_biff_short (biff);
  if (book->version != VERSION_5 && book->version != VERSION_8)
    return award_reader_fail_not_table (book->reader,
                                        _ ("it is a workbook of a very old program; save it as xlsx"), error);
  while (award_biff_next (biff) && biff->type != AWARD_BIFF_EOF)
    switch (biff->type)
      {
      case AWARD_BIFF_FILE_PASS:
        return award_reader_fail_encrypted (book->reader, error);
      case AWARD_BIFF_CODE_PAGE:
        book->code_page = award_biff_short (biff);
        break;
      case AWARD_BIFF_DATE_MODE:
        book->is_1904 = award_biff_short (biff) == 1;
        break;
      case AWARD_BIFF_BOUND_SHEET:
        read_sheet_entry (book);
        break;
      case AWARD_BIFF_FORMAT:
        read_format (book);
        break;
      case AWARD_BIFF_XF:
        read_style (book);
        break;
      case AWARD_BIFF_STRINGS:
        if (!read_strings (book, error))
          return FALSE;
        break;
      default:
        break;
      }
  return biff->type == AWARD_BIFF_EOF || award_reader_fail_damaged (book->reader, NULL, error);
}

static AwardLimit
add (Book *book, AwardCellType type, const char *text)
{
  return award_sheet_add (book->sheet, book->row, book->column, type, 0, text, strlen (text));
}

static AwardLimit
add_number (Book *book, guint style, double value)
{
  char decimal[AWARD_NUMBER_SIZE];
  char date[32];
  gboolean is_long = FALSE;
  const AwardFormat format =
      style < book->shown->len ? g_array_index (book->shown, AwardFormat, style) : award_format_built_in (0);

  if (!award_number_from_double (value, decimal, &is_long))
    return add (book, AWARD_CELL_ERROR, "#NUM!");
  if ((format.kind == AWARD_FORMAT_DATE || format.kind == AWARD_FORMAT_TIME) &&
      award_number_to_date (value, book->is_1904, format.kind, date))
    return add (book, AWARD_CELL_DATE, date);
  return award_sheet_add (book->sheet, book->row, book->column, AWARD_CELL_NUMBER,
                          (is_long ? AWARD_CELL_IS_LONG : 0u) |
                              (format.kind == AWARD_FORMAT_PERCENT ? AWARD_CELL_IS_PERCENT : 0u) |
                              (award_format_hides (format, decimal) ? AWARD_CELL_HIDES_DIGITS : 0u),
                          decimal, strlen (decimal));
}

static AwardLimit
add_boolean_or_error (Book *book, guint value, gboolean is_error)
{
  static const struct
  {
    guint code;
    const char *text;
  } errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" }, { 0x0F, "#VALUE!" }, { 0x17, "#REF!" },
                 { 0x1D, "#NAME?" }, { 0x24, "#NUM!" },   { 0x2A, "#N/A" } };

  if (!is_error)
    return add (book, AWARD_CELL_BOOLEAN, value ? "TRUE" : "FALSE");
  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == value)
      return add (book, AWARD_CELL_ERROR, errors[i].text);
  return add (book, AWARD_CELL_ERROR, "#N/A");
}

/* The kept result of a formula: a number, or what its last two bytes 0xFFFF say. */
static AwardLimit
add_formula (Book *book, guint style)
{
  AwardBiff *biff = &book->biff;
  const gsize at = biff->at;

  if (biff->end - at < 8)
    {
      biff->is_short = TRUE;
      return AWARD_LIMIT_NONE;
    }
  if (biff->bytes[at + 6] != 0xFF || biff->bytes[at + 7] != 0xFF)
    return add_number (book, style, award_biff_double (biff));
  switch (biff->bytes[at])
    {
    case 0:
      book->awaits_text = TRUE;
      return AWARD_LIMIT_NONE;
    case 1:
    case 2:
      return add_boolean_or_error (book, biff->bytes[at + 2], biff->bytes[at] == 2);
    default:
      return AWARD_LIMIT_NONE; /* an empty text */
    }
}

static AwardLimit
add_merged (Book *book)
{
  AwardBiff *biff = &book->biff;
  const guint n = award_biff_short (biff);

  for (guint i = 0; i < n && !biff->is_short; i++)
    {
      AwardMergedCells merged;
      merged.first_row = award_biff_short (biff);
      merged.last_row = award_biff_short (biff);
      merged.first_column = award_biff_short (biff);
      merged.last_column = award_biff_short (biff);
      if (merged.last_row < merged.first_row || merged.last_column < merged.first_column ||
          merged.last_column >= AWARD_MAX_COLUMNS || biff->is_short)
        continue;
      const AwardLimit limit = award_sheet_add_merged (book->sheet, merged);
      if (limit != AWARD_LIMIT_NONE)
        return limit;
    }
  return AWARD_LIMIT_NONE;
}

static void
add_width (Book *book)
{
  AwardBiff *biff = &book->biff;
  AwardColumnWidth width;

  width.first = award_biff_short (biff);
  width.last = award_biff_short (biff);
  width.width = award_biff_short (biff);
  award_biff_skip (biff, 2);
  if (!(award_biff_short (biff) & COLUMN_HIDDEN) && !biff->is_short)
    award_sheet_add_width (book->sheet, width);
}

/* Several packed numbers side by side, the last column at the end. */
static AwardLimit
add_packed (Book *book)
{
  AwardBiff *biff = &book->biff;
  AwardLimit limit = AWARD_LIMIT_NONE;

  for (gsize n = biff->size >= 12 ? (biff->size - 6) / 6 : 0; n > 0 && limit == AWARD_LIMIT_NONE; n--)
    {
      const guint style = award_biff_short (biff);
      limit = add_number (book, style, award_biff_rk (award_biff_long (biff)));
      book->column++;
    }
  return limit;
}

/* A record that begins with row, column and style. */
static AwardLimit
read_cell (Book *book, gboolean *is_valid)
{
  AwardBiff *biff = &book->biff;
  guint32 index;

  book->row = award_biff_short (biff);
  book->column = award_biff_short (biff);
  if (biff->type == AWARD_BIFF_MULTIPLE_RK)
    return add_packed (book);
  const guint style = award_biff_short (biff);
  switch (biff->type)
    {
    case AWARD_BIFF_NUMBER:
      {
        const double value = award_biff_double (biff);
        return biff->is_short ? AWARD_LIMIT_NONE : add_number (book, style, value);
      }
    case AWARD_BIFF_RK:
      return add_number (book, style, award_biff_rk (award_biff_long (biff)));
    case AWARD_BIFF_LABEL:
    case AWARD_BIFF_RICH_LABEL:
      read_text (book, award_biff_short (biff));
      return add (book, AWARD_CELL_TEXT, book->text->str);
    case AWARD_BIFF_SHARED_LABEL:
      index = award_biff_long (biff);
      *is_valid = index < book->strings->len;
      return *is_valid ? award_sheet_add_shared (book->sheet, book->row, book->column,
                                                 g_array_index (book->strings, guint32, index))
                       : AWARD_LIMIT_NONE;
    case AWARD_BIFF_BOOLEAN_OR_ERROR:
      {
        const guint value = award_biff_byte (biff);
        return add_boolean_or_error (book, value, award_biff_byte (biff) != 0);
      }
    default:
      return add_formula (book, style);
    }
}

static AwardLimit
read_record (Book *book, gboolean *is_valid)
{
  AwardBiff *biff = &book->biff;

  switch (biff->type)
    {
    case AWARD_BIFF_FORMULA:
    case AWARD_BIFF_MULTIPLE_RK:
    case AWARD_BIFF_RICH_LABEL:
    case AWARD_BIFF_SHARED_LABEL:
    case AWARD_BIFF_NUMBER:
    case AWARD_BIFF_LABEL:
    case AWARD_BIFF_BOOLEAN_OR_ERROR:
    case AWARD_BIFF_RK:
      book->awaits_text = FALSE;
      return read_cell (book, is_valid);
    case AWARD_BIFF_STRING:
      if (!book->awaits_text)
        return AWARD_LIMIT_NONE;
      book->awaits_text = FALSE;
      read_text (book, award_biff_short (biff));
      return add (book, AWARD_CELL_TEXT, book->text->str);
    case AWARD_BIFF_ROW:
      book->row = award_biff_short (biff);
      award_biff_skip (biff, 10);
      if (award_biff_short (biff) & ROW_HIDDEN)
        award_sheet_add_hidden (book->sheet, book->row, book->row);
      return AWARD_LIMIT_NONE;
    case AWARD_BIFF_COLUMN:
      add_width (book);
      return AWARD_LIMIT_NONE;
    case AWARD_BIFF_MERGED:
      return add_merged (book);
    default:
      return AWARD_LIMIT_NONE;
    }
}

/* The cells of the sheet whose part of the stream begins at @position. */
static gboolean
read_cells (Book *book, guint32 position, GError **error)
{
  AwardBiff *biff = &book->biff;
  guint depth = 0; /* of a chart within the sheet */

  biff->next = position;
  if (!award_biff_next (biff) || biff->type != AWARD_BIFF_BOF)
    return award_reader_fail_damaged (book->reader, NULL, error);
  for (guint64 i = 0; award_biff_next (biff); i++)
    {
      gboolean is_valid = TRUE;
      if (i % 4096 == 0 && g_cancellable_set_error_if_cancelled (book->reader->cancellable, error))
        return FALSE;
      if (biff->type == AWARD_BIFF_BOF)
        depth++;
      else if (biff->type == AWARD_BIFF_EOF && depth-- == 0)
        return TRUE;
      else if (biff->type != AWARD_BIFF_EOF && depth == 0)
        {
          const AwardLimit limit = read_record (book, &is_valid);
          if (limit != AWARD_LIMIT_NONE)
            return award_reader_fail_limit (book->reader, limit, error);
        }
      if (!is_valid || biff->is_short)
        break;
    }
  return award_reader_fail_damaged (book->reader, book->names->pdata[0], error);
}

static gboolean
read_book (Book *book, GError **error)
{
  if (!read_globals (book, error))
    return FALSE;
  const int chosen = award_reader_choose_sheet (
      book->reader, book->names, book->first_visible == G_MAXUINT ? 0 : book->first_visible, error);
  if (chosen < 0 || !read_cells (book, g_array_index (book->positions, guint32, (guint) chosen), error))
    return FALSE;
  award_sheet_set_name (book->sheet, book->names->pdata[chosen]);
  return award_reader_finish (book->reader, book->sheet, error);
}

AwardSheet *
award_read_xls (AwardReader *reader, const guint8 *bytes, gsize length, GError **error)
{
  g_autoptr (AwardSheet) sheet = award_reader_new_sheet (reader);
  g_autoptr (GHashTable) formats = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (AwardFormat));
  g_autoptr (GArray) strings = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) positions = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GString) text = g_string_new (NULL);

  Book book = { .reader = reader,
                .biff = { .bytes = bytes, .length = length },
                .code_page = DEFAULT_CODE_PAGE,
                .formats = formats,
                .shown = shown,
                .strings = strings,
                .names = names,
                .positions = positions,
                .first_visible = G_MAXUINT,
                .sheet = sheet,
                .text = text };
  return read_book (&book, error) ? g_steal_pointer (&sheet) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as spreadsheet programs write them: row, c, f, v, is and t without prefixes, comments or sections.
 * Whatever else comes up is odd: the XML parser reads from there on. */
#include "award-xlsx-sheet.h"

#include <string.h>

/* Longest reference to a character: &#x10FFFF; */
#define LONGEST_ENTITY 10

typedef struct
{
  const char *at;
  const char *end;
  const char *name; /* of the attribute just read */
  gsize name_length;
  const char *value;
  gsize value_length;
} Scanner;

static void
skip_space (Scanner *scanner)
{
  while (scanner->at < scanner->end &&
         (*scanner->at == ' ' || *scanner->at == '\n' || *scanner->at == '\r' || *scanner->at == '\t'))
    scanner->at++;
}

/* Whether @word stands here; then it is passed. */
static gboolean
take (Scanner *scanner, const char *word)
{
  const gsize n = strlen (word);
  if ((gsize) (scanner->end - scanner->at) < n || memcmp (scanner->at, word, n) != 0)
    return FALSE;
  scanner->at += n;
  return TRUE;
}

/* Whether a tag @name begins here, "<row" but not "<rowBreaks"; then its name is passed. */
static gboolean
take_tag (Scanner *scanner, const char *name)
{
  const gsize n = strlen (name);
  if ((gsize) (scanner->end - scanner->at) <= n || memcmp (scanner->at, name, n) != 0)
    return FALSE;
  const char after = scanner->at[n];
  if (after != ' ' && after != '>' && after != '/' && after != '\n' && after != '\r' && after != '\t')
    return FALSE;
  scanner->at += n;
  return TRUE;
}

/* Whether the name of an attribute ends before @c. */
static gboolean
ends_name (char c)
{
  switch (c)
    {
    case '=':
    case '>':
    case '/':
    case ' ':
    case '\n':
    case '\r':
    case '\t':
    case '<':
    case '"':
    case '\'':
    case '\0':
      return TRUE;
    default:
      return FALSE;
    }
}

/* Reads the next attribute. FALSE at the end of the tag, or where there is none. */
static gboolean
next_attribute (Scanner *scanner)
{
  skip_space (scanner);
  scanner->name = scanner->at;
  while (scanner->at < scanner->end && !ends_name (*scanner->at))
    scanner->at++;
  scanner->name_length = (gsize) (scanner->at - scanner->name);
  if (scanner->name_length == 0 || scanner->end - scanner->at < 2 || *scanner->at != '=' ||
      (scanner->at[1] != '"' && scanner->at[1] != '\''))
    return FALSE;
  const char quote = scanner->at[1];
  scanner->value = scanner->at + 2;
  const char *close = memchr (scanner->value, quote, (gsize) (scanner->end - scanner->value));
  if (!close)
    return FALSE;
  scanner->value_length = (gsize) (close - scanner->value);
  scanner->at = close + 1;
  return TRUE;
}

/* Passes the end of a tag. -1: it does not end here; 1: it is empty. */
static int
end_tag (Scanner *scanner)
{
  if (take (scanner, ">"))
    return 0;
  return take (scanner, "/>") ? 1 : -1;
}

static gboolean
is_name (const Scanner *scanner, char name)
{
  return scanner->name_length == 1 && *scanner->name == name;
}

/* Appends the character reference at *@at, behind the ampersand. */
static gboolean
append_entity (GString *to, const char **at, const char *end)
{
  static const struct
  {
    const char *name;
    char character;
  } names[] = { { "amp;", '&' }, { "lt;", '<' }, { "gt;", '>' }, { "quot;", '"' }, { "apos;", '\'' } };
  const gsize left = (gsize) (end - *at);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const gsize n = strlen (names[i].name);
      if (left >= n && memcmp (*at, names[i].name, n) == 0)
        {
          g_string_append_c (to, names[i].character);
          *at += n;
          return TRUE;
        }
    }
  const char *semicolon = memchr (*at, ';', MIN (left, LONGEST_ENTITY));
  if (!semicolon || left < 3 || **at != '#')
    return FALSE;
  const gboolean is_hex = (*at)[1] == 'x';
  g_autofree char *digits = g_strndup (*at + (is_hex ? 2 : 1), (gsize) (semicolon - *at - (is_hex ? 2 : 1)));
  guint64 code = 0;
  if (!g_ascii_string_to_unsigned (digits, is_hex ? 16 : 10, 0x20, 0x10FFFF, &code, NULL) ||
      (code >= 0xD800 && code < 0xE000) || code == 0xFFFE || code == 0xFFFF)
    return FALSE;
  g_string_append_unichar (to, (gunichar) code);
  *at = semicolon + 1;
  return TRUE;
}

/* Line ends are normalised, and what is no XML text is refused, by the parser. */
static gboolean
is_text (const char *text, gsize length)
{
  guchar all = 0;
  gboolean has_bracket = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      const guchar c = (guchar) text[i];
      if (c < 0x20 && c != '\n' && c != '\t')
        return FALSE;
      all |= c;
      has_bracket = has_bracket || c == ']';
    }
  return (all < 0x80 || g_utf8_validate_len (text, length, NULL)) && !(has_bracket && strstr (text, "]]>"));
}

/* Reads text up to the next tag into @to. FALSE: it is odd. */
static gboolean
read_text (Scanner *scanner, GString *to)
{
  const char *tag = memchr (scanner->at, '<', (gsize) (scanner->end - scanner->at));
  if (!tag)
    return FALSE;

  const gsize before = to->len;
  const char *at = scanner->at;
  while (at < tag)
    {
      const char *ampersand = memchr (at, '&', (gsize) (tag - at));
      const char *stop = ampersand ? ampersand : tag;
      g_string_append_len (to, at, stop - at);
      at = stop;
      if (ampersand)
        {
          at++;
          if (!append_entity (to, &at, tag))
            return FALSE;
        }
    }
  scanner->at = tag;
  return is_text (to->str + before, to->len - before);
}

/* <is><t>…</t></is>, its only form without runs. */
static gboolean
read_inline (AwardXlsxSheet *sheet, Scanner *scanner)
{
  if (!take (scanner, "<t"))
    return FALSE;
  while (next_attribute (scanner))
    ;
  const int is_empty = end_tag (scanner);
  if (is_empty < 0)
    return FALSE;
  if (is_empty == 0 && (!read_text (scanner, sheet->text.text) || !take (scanner, "</t>")))
    return FALSE;
  return take (scanner, "</is>");
}

/* What stands in a cell, to its end. */
static gboolean
read_content (AwardXlsxSheet *sheet, Scanner *scanner)
{
  for (;;)
    {
      if (take (scanner, "<v>"))
        {
          if (!read_text (scanner, sheet->value) || !take (scanner, "</v>"))
            return FALSE;
        }
      else if (take (scanner, "</c>"))
        return TRUE;
      else if (take (scanner, "<is>"))
        {
          if (!read_inline (sheet, scanner))
            return FALSE;
        }
      else if (take_tag (scanner, "<f"))
        {
          sheet->has_formula = TRUE;
          while (next_attribute (scanner))
            ;
          const int is_empty = end_tag (scanner);
          const char *tag = memchr (scanner->at, '<', (gsize) (scanner->end - scanner->at));
          if (is_empty < 0 || !tag)
            return FALSE;
          if (is_empty == 0)
            {
              scanner->at = tag;
              if (!take (scanner, "</f>"))
                return FALSE;
            }
        }
      else if (!take (scanner, "<v/>"))
        return FALSE;
    }
}

static gboolean
read_number (const Scanner *scanner, guint64 most, guint64 *number)
{
  *number = 0;
  for (gsize i = 0; i < scanner->value_length; i++)
    {
      if (!g_ascii_isdigit (scanner->value[i]) || *number > most)
        return FALSE;
      *number = *number * 10 + (guint64) (scanner->value[i] - '0');
    }
  return scanner->value_length > 0 && *number <= most;
}

/* Reads a cell, behind its "<c". FALSE: it is odd. */
static gboolean
read_cell (AwardXlsxSheet *sheet, Scanner *scanner)
{
  guint64 style = 0;
  gboolean has_reference = FALSE;
  gboolean has_kind = FALSE;
  gboolean has_style = FALSE;

  award_xlsx_begin_cell (sheet);
  while (next_attribute (scanner))
    {
      if (is_name (scanner, 'r'))
        {
          if (has_reference || !award_xlsx_set_reference (sheet, scanner->value, scanner->value_length))
            return FALSE;
          has_reference = TRUE;
        }
      else if (is_name (scanner, 't'))
        {
          if (has_kind)
            return FALSE;
          sheet->kind = award_xlsx_cell_kind (scanner->value, scanner->value_length);
          has_kind = TRUE;
        }
      else if (is_name (scanner, 's'))
        {
          if (has_style || !read_number (scanner, G_MAXINT32, &style))
            return FALSE;
          sheet->style = (guint) style;
          has_style = TRUE;
        }
    }
  const int is_empty = end_tag (scanner);
  return is_empty == 1 || (is_empty == 0 && read_content (sheet, scanner));
}

/* Reads the attributes of a row. FALSE: they are odd. */
static gboolean
read_row_tag (AwardXlsxSheet *sheet, Scanner *scanner, gboolean *is_empty)
{
  gint64 row = -1;
  guint64 number = 0;
  gboolean is_hidden = FALSE;

  while (next_attribute (scanner))
    {
      if (is_name (scanner, 'r'))
        {
          if (!read_number (scanner, G_MAXUINT32, &number) || number == 0)
            return FALSE;
          row = (gint64) number - 1;
        }
      else if (scanner->name_length == strlen ("hidden") &&
               memcmp (scanner->name, "hidden", scanner->name_length) == 0)
        is_hidden = scanner->value_length > 0 && (*scanner->value == '1' || *scanner->value == 't');
    }
  const int end = end_tag (scanner);
  if (end < 0)
    return FALSE;
  *is_empty = end == 1;
  award_xlsx_begin_row (sheet, row, is_hidden);
  return TRUE;
}

static AwardScan
read_cells (AwardXlsxSheet *sheet, Scanner *scanner, AwardLimit *limit)
{
  for (;;)
    {
      gboolean is_valid = TRUE;
      skip_space (scanner);
      if (take (scanner, "</row>"))
        return AWARD_SCAN_ROW;
      if (!take_tag (scanner, "<c") || !read_cell (sheet, scanner))
        return AWARD_SCAN_ODD;
      *limit = award_xlsx_end_cell (sheet, &is_valid);
      if (*limit != AWARD_LIMIT_NONE || !is_valid)
        return *limit != AWARD_LIMIT_NONE ? AWARD_SCAN_LIMIT : AWARD_SCAN_BROKEN;
    }
}

AwardScan
award_xlsx_scan_row (AwardXlsxSheet *sheet, const char **at, const char *end, AwardLimit *limit)
{
  Scanner scanner = { .at = *at, .end = end };
  const AwardXlsxSheet before = *sheet;
  const guint n_before = award_sheet_get_n_added (sheet->sheet);
  gboolean is_empty = FALSE;

  skip_space (&scanner);
  if ((gsize) (end - scanner.at) <= strlen ("</sheetData"))
    return AWARD_SCAN_MORE;
  if (take (&scanner, "</sheetData"))
    return AWARD_SCAN_END;
  if (!take_tag (&scanner, "<row"))
    return AWARD_SCAN_ODD;

  /* Only a row that is there as a whole is begun. No text and no attribute has a "<" of its own. */
  const char *tag_end = memchr (scanner.at, '>', (gsize) (end - scanner.at));
  if (!tag_end)
    return AWARD_SCAN_MORE;
  const char *row_end =
      tag_end[-1] == '/' ? tag_end + 1 : memmem (tag_end, (gsize) (end - tag_end), "</row>", 6);
  if (!row_end)
    return AWARD_SCAN_MORE;
  scanner.end = tag_end[-1] == '/' ? row_end : row_end + strlen ("</row>");

  AwardScan result = AWARD_SCAN_ODD;
  if (read_row_tag (sheet, &scanner, &is_empty))
    result = is_empty ? AWARD_SCAN_ROW : read_cells (sheet, &scanner, limit);
  if (result == AWARD_SCAN_ROW)
    {
      *at = scanner.at;
      *limit = award_xlsx_end_row (sheet);
      return *limit == AWARD_LIMIT_NONE ? AWARD_SCAN_ROW : AWARD_SCAN_LIMIT;
    }
  if (result == AWARD_SCAN_ODD)
    {
      award_sheet_truncate (sheet->sheet, n_before);
      sheet->row = before.row;
      sheet->column = before.column;
      sheet->has_row = before.has_row;
    }
  return result;
}

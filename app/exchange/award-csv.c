/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text tables: RFC 4180 with any of the usual separators. Everything in them is text. */
#include "award-reader.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

/* Records looked at to find the separator. */
#define PROBED_RECORDS 200
/* Bytes read between two times their memory is given back. */
#define LET_GO (2 * 1024 * 1024)
/* Bytes of a character of UTF-8. */
#define LONGEST_CHARACTER 4
/* Bytes that are no character, in a text: so few, or one in so many. */
#define FEW_UNKNOWN 8
#define UNKNOWN_SHARE 100

typedef struct
{
  const char *at;
  const char *end;
  char separator;
  guint line;       /* from 1 */
  guint quote_line; /* where an unclosed quote began; 0: none */
  /* The field read last: in the text itself, or put together in @joined. */
  const char *field;
  gsize length;
  GString *joined;
} Csv;

static void
csv_init (Csv *csv, const char *text, gsize length, char separator)
{
  *csv = (Csv){
    .at = text, .end = text + length, .separator = separator, .line = 1, .joined = g_string_new (NULL)
  };
}

static void
csv_clear (Csv *csv)
{
  g_string_free (csv->joined, TRUE);
}

/* Reads what is quoted, up to its closing quote. FALSE: there is none. */
static gboolean
read_quoted (Csv *csv)
{
  const guint first_line = csv->line;

  for (csv->at++;; csv->at++)
    {
      const char *quote = memchr (csv->at, '"', (gsize) (csv->end - csv->at));
      if (!quote)
        {
          csv->quote_line = first_line;
          return FALSE;
        }
      for (const char *c = csv->at; c < quote; c++)
        csv->line += *c == '\n';
      g_string_append_len (csv->joined, csv->at, quote - csv->at);
      csv->at = quote + 1;
      if (csv->at >= csv->end || *csv->at != '"')
        return TRUE;
      g_string_append_c (csv->joined, '"');
    }
}

/* Reads a field; *@ends_record: it was the record's last. FALSE at an unclosed quote. */
static gboolean
read_field (Csv *csv, gboolean *ends_record)
{
  const gboolean is_quoted = csv->at < csv->end && *csv->at == '"';

  g_string_truncate (csv->joined, 0);
  if (is_quoted && !read_quoted (csv))
    return FALSE;

  /* A plain field, or what follows a closing quote by mistake. */
  const char *at = csv->at;
  while (at < csv->end && *at != csv->separator && *at != '\n' && *at != '\r')
    at++;
  csv->field = csv->at;
  csv->length = (gsize) (at - csv->at);
  if (is_quoted)
    {
      g_string_append_len (csv->joined, csv->at, at - csv->at);
      csv->field = csv->joined->str;
      csv->length = csv->joined->len;
    }

  *ends_record = at >= csv->end || *at != csv->separator;
  if (at < csv->end)
    {
      csv->line += *ends_record;
      at += *at == '\r' && at + 1 < csv->end && at[1] == '\n' ? 2 : 1;
    }
  csv->at = at;
  return TRUE;
}

/* ="0123" is how tables guard a code's leading zeros: the text is what is meant. */
static void
strip_guard (Csv *csv)
{
  if (csv->length >= 3 && csv->field[0] == '=' && csv->field[1] == '"' && csv->field[csv->length - 1] == '"' &&
      memchr (csv->field + 2, '"', csv->length - 3) == NULL)
    {
      csv->field += 2;
      csv->length -= 3;
    }
}

/* How well @separator explains the text: how many records have the most frequent number of fields beyond
 * one, and that number. */
static guint
probe (const char *text, gsize length, char separator)
{
  Csv csv;
  guint counts[64] = { 0 };
  guint n_records = 0;
  guint best = 0;

  csv_init (&csv, text, length, separator);
  while (csv.at < csv.end && n_records < PROBED_RECORDS)
    {
      guint n_fields = 0;
      gboolean ends_record = FALSE;
      while (!ends_record && read_field (&csv, &ends_record))
        n_fields++;
      if (csv.quote_line > 0)
        break;
      if (n_fields > 1 || csv.length > 0)
        {
          counts[MIN (n_fields, G_N_ELEMENTS (counts) - 1)]++;
          n_records++;
        }
    }
  csv_clear (&csv);
  for (guint i = 2; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > 0 && (counts[i] > 1 || n_records == 1) && counts[i] * 3 >= n_records)
      best = MAX (best, counts[i] * 64 + i);
  return best;
}

/* @bytes in @encoding as UTF-8. What is no character of it, @width bytes each time, becomes U+FFFD for a
 * person to see; NULL when that is so much that it is no text. */
static char *
convert (const char *bytes, gsize length, const char *encoding, gsize width, gsize *n_converted)
{
  GIConv converter = g_iconv_open ("UTF-8", encoding);
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[16384];
  gsize n_unknown = 0;

  if (converter == (GIConv) -1)
    return NULL;
  while (length > 0 && n_unknown <= FEW_UNKNOWN + text->len / UNKNOWN_SHARE)
    {
      char *to = buffer;
      gsize room = sizeof buffer;
      const gsize n = g_iconv (converter, (char **) &bytes, &length, &to, &room);
      const gboolean is_unknown = n == (gsize) -1 && (errno == EILSEQ || errno == EINVAL);

      g_string_append_len (text, buffer, to - buffer);
      if (is_unknown)
        {
          const gsize step = MIN (width, length);
          g_string_append (text, "\357\277\275");
          bytes += step;
          length -= step;
          n_unknown++;
        }
    }
  g_iconv_close (converter);
  *n_converted = text->len;
  return length > 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether the file is UTF-8 from @start on; *@has_nul: it is no text. */
static gboolean
is_utf8 (const AwardReader *reader, gsize start, gboolean *has_nul)
{
  const char *end = (const char *) reader->bytes + reader->length;
  gboolean is_valid = TRUE;

  *has_nul = FALSE;
  for (const char *at = (const char *) reader->bytes + start; at < end && !*has_nul;)
    {
      const gsize length = MIN ((gsize) (end - at), LET_GO);
      const char *after = at + length;

      *has_nul = memchr (at, '\0', length) != NULL;
      /* A character may go on behind the piece. */
      if (is_valid && !g_utf8_validate_len (at, length, &after))
        is_valid = after > at && (gsize) (at + length - after) < LONGEST_CHARACTER && at + length < end;
      award_reader_let_go (reader, at, at + length);
      at = is_valid ? after : at + length;
    }
  return is_valid;
}

/* The file as UTF-8: by its mark, as UTF-8, or as GB18030. Text that had to be converted is *@converted, else
 * it is the file's own bytes. NULL when it is no text. */
static const char *
decode (const AwardReader *reader, char **converted, gsize *length)
{
  const char *bytes = (const char *) reader->bytes;
  const gboolean is_little = reader->length >= 2 && memcmp (bytes, "\xff\xfe", 2) == 0;
  const gboolean is_big = reader->length >= 2 && memcmp (bytes, "\xfe\xff", 2) == 0;

  if (is_little || is_big)
    {
      *converted = convert (bytes + 2, reader->length - 2, is_little ? "UTF-16LE" : "UTF-16BE", 2, length);
      return *converted;
    }
  const gsize mark = reader->length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  gboolean has_nul;
  const gboolean is_valid = is_utf8 (reader, mark, &has_nul);
  if (has_nul)
    return NULL;
  if (is_valid)
    {
      *length = reader->length - mark;
      return bytes + mark;
    }
  *converted = convert (bytes + mark, reader->length - mark, mark > 0 ? "UTF-8" : "GB18030", 1, length);
  return *converted;
}

static gboolean
read_records (AwardReader *reader, Csv *csv, AwardSheet *sheet, GError **error)
{
  const char *let_go = csv->at;

  for (guint row = 0; csv->at < csv->end; row++)
    {
      gboolean ends_record = FALSE;
      if (csv->at - let_go > LET_GO)
        {
          award_reader_let_go (reader, let_go, csv->at);
          let_go = csv->at;
        }
      if (row % 1024 == 0 && g_cancellable_set_error_if_cancelled (reader->cancellable, error))
        return FALSE;
      for (guint column = 0; !ends_record; column++)
        {
          if (!read_field (csv, &ends_record))
            {
              g_autofree char *place =
                  g_strdup_printf (_ ("line %u: a quotation mark is never closed"), csv->quote_line);
              return award_reader_fail_damaged (reader, place, error);
            }
          strip_guard (csv);
          const AwardLimit limit = award_sheet_add_valid (sheet, row, column, csv->field, csv->length);
          if (limit != AWARD_LIMIT_NONE)
            return award_reader_fail_limit (reader, limit, error);
        }
      const AwardLimit limit = award_sheet_complete_rows (sheet, row + 1);
      if (limit != AWARD_LIMIT_NONE)
        return award_reader_fail_limit (reader, limit, error);
    }
  return TRUE;
}

AwardSheet *
award_read_csv (AwardReader *reader, GError **error)
{
  static const char separators[] = { ',', '\t', ';', '|' };
  g_autoptr (AwardSheet) sheet = award_reader_new_sheet (reader);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  gsize length = 0;
  guint best = 0;
  g_autofree char *converted = NULL;
  const char *text = decode (reader, &converted, &length);

  if (!text || (converted && memchr (text, '\0', length)))
    {
      award_reader_fail_not_table (reader, _ ("its content is neither a spreadsheet nor text"), error);
      return NULL;
    }
  char separator = ',';
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const guint score = probe (text, length, separators[i]);
      if (score > best)
        {
          best = score;
          separator = separators[i];
        }
    }
  if (best == 0)
    {
      award_reader_fail_not_table (reader, _ ("its text has no columns"), error);
      return NULL;
    }

  /* A text table is one sheet, called like the file. */
  g_ptr_array_add (names, g_strdup (reader->name));
  char *dot = strrchr (names->pdata[0], '.');
  if (dot)
    *dot = '\0';
  if (award_reader_choose_sheet (reader, names, 0, error) < 0)
    return NULL;

  Csv csv;
  csv_init (&csv, text, length, separator);
  const gboolean done = read_records (reader, &csv, sheet, error);
  csv_clear (&csv);
  if (!done)
    return NULL;
  award_sheet_set_name (sheet, names->pdata[0]);
  return award_reader_finish (reader, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

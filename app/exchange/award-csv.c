/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text tables: RFC 4180 with any of the usual separators. Everything in them is text. */
#include "award-decoder.h"

#include <glib/gi18n.h>
#include <string.h>

/* Records looked at to find the separator. */
#define PROBED_RECORDS 200
/* Bytes to have before a field is read: no cell is longer, were all of it quotation marks. */
#define ENOUGH (3 * AWARD_MAX_CELL_BYTES)

typedef struct
{
  AwardDecoder *decoder; /* nullable: what is between @at and @end is all that is looked at */
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
csv_init (Csv *csv, const AwardDecoder *decoder, char separator)
{
  *csv = (Csv){ .separator = separator, .line = 1, .joined = g_string_new (NULL) };
  csv->at = award_decoder_get (decoder, &csv->end);
}

/* Whether there is more text behind @end now. */
static gboolean
read_more (Csv *csv)
{
  return csv->decoder && award_decoder_more (csv->decoder, &csv->at, &csv->end);
}

static void
csv_clear (Csv *csv)
{
  g_string_free (csv->joined, TRUE);
}

/* Reads what is quoted, up to its closing quote. FALSE: there is none, or it is so far that it closes
 * another. */
static gboolean
read_quoted (Csv *csv)
{
  const guint first_line = csv->line;
  const char *last = csv->at + MIN ((gsize) (csv->end - csv->at), ENOUGH);

  for (csv->at++;; csv->at++)
    {
      const char *quote = memchr (csv->at, '"', (gsize) (last - csv->at));
      if (!quote)
        {
          csv->quote_line = first_line;
          return FALSE;
        }
      for (const char *c = csv->at; c < quote; c++)
        csv->line += *c == '\n';
      g_string_append_len (csv->joined, csv->at, quote - csv->at);
      csv->at = quote + 1;
      if (csv->at >= last || *csv->at != '"')
        return TRUE;
      g_string_append_c (csv->joined, '"');
    }
}

/* Reads a field; *@ends_record: it was the record's last. FALSE at an unclosed quote. */
static gboolean
read_field (Csv *csv, gboolean *ends_record)
{
  if ((gsize) (csv->end - csv->at) < ENOUGH)
    read_more (csv);

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
  if (csv->length >= 3 && csv->field[0] == '=' && csv->field[1] == '"' &&
      csv->field[csv->length - 1] == '"' && memchr (csv->field + 2, '"', csv->length - 3) == NULL)
    {
      csv->field += 2;
      csv->length -= 3;
    }
}

/* How well @separator explains the text: how many records have the most frequent number of fields beyond
 * one, and that number. */
static guint
probe (const AwardDecoder *decoder, char separator)
{
  Csv csv;
  guint counts[64] = { 0 };
  guint n_records = 0;
  guint best = 0;

  csv_init (&csv, decoder, separator);
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

static gboolean
read_records (AwardReader *reader, Csv *csv, AwardSheet *sheet, GError **error)
{
  for (guint row = 0; csv->at < csv->end || read_more (csv); row++)
    {
      gboolean ends_record = FALSE;
      award_decoder_pass (csv->decoder, csv->at);
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

static AwardSheet *
fail_no_text (const AwardReader *reader, GError **error)
{
  award_reader_fail_not_table (reader, _ ("its content is neither a spreadsheet nor text"), error);
  return NULL;
}

AwardSheet *
award_read_csv (AwardReader *reader, GError **error)
{
  static const char separators[] = { ',', '\t', ';', '|' };
  g_autoptr (AwardSheet) sheet = award_reader_new_sheet (reader);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint best = 0;
  g_autoptr (AwardDecoder) decoder = award_decoder_new (reader);

  if (!decoder)
    return fail_no_text (reader, error);
  char separator = ',';
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      const guint score = probe (decoder, separators[i]);
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
  csv_init (&csv, decoder, separator);
  csv.decoder = decoder;
  const gboolean done = read_records (reader, &csv, sheet, error);
  csv_clear (&csv);
  if (award_decoder_failed (decoder))
    {
      g_clear_error (error);
      return fail_no_text (reader, error);
    }
  if (!done)
    return NULL;
  award_sheet_set_name (sheet, names->pdata[0]);
  return award_reader_finish (reader, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-decoder.h"

#include <errno.h>
#include <string.h>

/* Bytes converted at a time. */
#define PIECE ((gsize) 1024 * 1024)
/* Bytes looked at between two times their memory is given back. */
#define LET_GO ((gsize) 2 * 1024 * 1024)
/* Bytes of a character of UTF-8. */
#define LONGEST_CHARACTER 4
/* Bytes that are no character, in a text: so few, or one in so many. */
#define FEW_UNKNOWN 8
#define UNKNOWN_SHARE 100

struct _AwardDecoder
{
  const AwardReader *reader;
  const char *bytes; /* of the file, not converted yet */
  gsize left;
  const char *passed; /* up to here the memory was given back */
  GIConv converter;
  gsize width;     /* bytes of what is no character */
  gsize n_unknown; /* such places */
  gsize n_converted;
  gboolean failed;
  GString *window; /* NULL: it needs no conversion */
};

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

/* Converts a piece behind the window. What is no character becomes U+FFFD for a person to see; so much of it
 * that it is no text makes the decoder fail. */
static void
convert (AwardDecoder *self)
{
  const char *begin = self->bytes;
  const gsize wanted = self->window->len + PIECE;
  const gsize start = self->window->len;
  char buffer[16384];

  while (self->left > 0 && self->window->len < wanted && !self->failed)
    {
      char *to = buffer;
      gsize room = sizeof buffer;
      const gsize n = g_iconv (self->converter, (char **) &self->bytes, &self->left, &to, &room);
      const gboolean is_unknown = n == (gsize) -1 && (errno == EILSEQ || errno == EINVAL);

      g_string_append_len (self->window, buffer, to - buffer);
      self->n_converted += (gsize) (to - buffer);
      if (is_unknown)
        {
          const gsize step = MIN (self->width, self->left);
          g_string_append (self->window, "\357\277\275");
          self->bytes += step;
          self->left -= step;
          self->n_unknown++;
        }
      self->failed = self->n_unknown > FEW_UNKNOWN + self->n_converted / UNKNOWN_SHARE;
    }
  self->failed = self->failed || memchr (self->window->str + start, '\0', self->window->len - start) != NULL;
  award_reader_let_go (self->reader, begin, self->bytes);
}

AwardDecoder *
award_decoder_new (const AwardReader *reader)
{
  const char *bytes = (const char *) reader->bytes;
  const gboolean is_little = reader->length >= 2 && memcmp (bytes, "\xff\xfe", 2) == 0;
  const gboolean is_big = reader->length >= 2 && memcmp (bytes, "\xfe\xff", 2) == 0;
  const gboolean is_marked = reader->length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0;
  const gsize mark = is_little || is_big ? 2 : is_marked ? 3 : 0;
  const char *encoding = is_little ? "UTF-16LE" : is_big ? "UTF-16BE" : is_marked ? "UTF-8" : "GB18030";
  g_autoptr (AwardDecoder) self = g_new0 (AwardDecoder, 1);
  gboolean has_nul = FALSE;

  self->reader = reader;
  self->bytes = bytes + mark;
  self->passed = self->bytes;
  self->left = reader->length - mark;
  self->width = is_little || is_big ? 2 : 1;
  self->converter = (GIConv) -1;
  if (!is_little && !is_big && is_utf8 (reader, mark, &has_nul))
    return has_nul ? NULL : g_steal_pointer (&self);

  self->converter = g_iconv_open ("UTF-8", encoding);
  self->window = g_string_new (NULL);
  if (has_nul || self->converter == (GIConv) -1)
    return NULL;
  convert (self);
  return self->failed ? NULL : g_steal_pointer (&self);
}

void
award_decoder_free (AwardDecoder *self)
{
  if (self->converter != (GIConv) -1)
    g_iconv_close (self->converter);
  if (self->window)
    g_string_free (self->window, TRUE);
  g_free (self);
}

const char *
award_decoder_get (const AwardDecoder *self, const char **end)
{
  if (!self->window)
    {
      *end = self->bytes + self->left;
      return self->bytes;
    }
  *end = self->window->str + self->window->len;
  return self->window->str;
}

gboolean
award_decoder_more (AwardDecoder *self, const char **at, const char **end)
{
  if (!self->window || self->left == 0 || self->failed)
    return FALSE;
  g_string_erase (self->window, 0, *at - self->window->str);
  convert (self);
  *at = self->window->str;
  *end = self->window->str + self->window->len;
  return !self->failed;
}

void
award_decoder_pass (AwardDecoder *self, const char *at)
{
  if (self->window || (gsize) (at - self->passed) < LET_GO)
    return;
  award_reader_let_go (self->reader, self->passed, at);
  self->passed = at;
}

gboolean
award_decoder_failed (const AwardDecoder *self)
{
  return self->failed;
}

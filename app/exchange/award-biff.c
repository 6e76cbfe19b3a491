/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-biff.h"

#include <string.h>

#define HEADER 4

/* Flags of a text. */
#define TEXT_WIDE 0x01
#define TEXT_PHONETIC 0x04
#define TEXT_RICH 0x08

static guint
short_at (const AwardBiff *biff, gsize at)
{
  return biff->bytes[at] | (guint) biff->bytes[at + 1] << 8;
}

/* Whether a whole record begins at @at. */
static gboolean
has_record (const AwardBiff *biff, gsize at)
{
  return at <= biff->length && biff->length - at >= HEADER &&
         biff->length - at - HEADER >= short_at (biff, at + 2);
}

/* Programs other than Excel also write formulas under the numbers of older forms; they are laid out alike. */
static guint
present_type (guint type)
{
  return type == 0x0206 || type == 0x0406 ? AWARD_BIFF_FORMULA : type;
}

gboolean
award_biff_next (AwardBiff *biff)
{
  do
    {
      if (!has_record (biff, biff->next))
        return FALSE;
      biff->type = present_type (short_at (biff, biff->next));
      biff->size = short_at (biff, biff->next + 2);
      biff->body = biff->next + HEADER;
      biff->next = biff->body + biff->size;
    }
  while (biff->type == AWARD_BIFF_CONTINUE);

  biff->at = biff->body;
  biff->end = biff->next;
  biff->is_short = FALSE;
  return TRUE;
}

/* Goes on to the next continuation when the part at hand is used up. FALSE when there is none. */
static gboolean
ensure_byte (AwardBiff *biff)
{
  while (biff->at >= biff->end)
    {
      if (!has_record (biff, biff->end) || short_at (biff, biff->end) != AWARD_BIFF_CONTINUE)
        {
          biff->is_short = TRUE;
          return FALSE;
        }
      biff->at = biff->end + HEADER;
      biff->end = biff->at + short_at (biff, biff->end + 2);
    }
  return TRUE;
}

guint8
award_biff_byte (AwardBiff *biff)
{
  return ensure_byte (biff) ? biff->bytes[biff->at++] : 0;
}

guint
award_biff_short (AwardBiff *biff)
{
  const guint low = award_biff_byte (biff);
  return low | (guint) award_biff_byte (biff) << 8;
}

guint32
award_biff_long (AwardBiff *biff)
{
  const guint32 low = award_biff_short (biff);
  return low | (guint32) award_biff_short (biff) << 16;
}

static double
double_from_bits (guint64 bits)
{
  double value;
  memcpy (&value, &bits, sizeof value);
  return value;
}

double
award_biff_double (AwardBiff *biff)
{
  const guint64 low = award_biff_long (biff);
  return double_from_bits (low | (guint64) award_biff_long (biff) << 32);
}

double
award_biff_rk (guint32 packed)
{
  const double value = packed & 2 ? (double) ((gint32) packed >> 2)
                                  : double_from_bits ((guint64) (packed & 0xFFFFFFFCu) << 32);
  return packed & 1 ? value / 100 : value;
}

void
award_biff_skip (AwardBiff *biff, gsize n)
{
  while (n > 0 && ensure_byte (biff))
    {
      const gsize step = MIN (n, biff->end - biff->at);
      biff->at += step;
      n -= step;
    }
}

/* A text cut by a continuation goes on there with flags of its own, as the width may change. */
static guint
next_unit (AwardBiff *biff, gboolean *is_wide)
{
  if (biff->at >= biff->end)
    *is_wide = (award_biff_byte (biff) & TEXT_WIDE) != 0;
  return *is_wide ? award_biff_short (biff) : award_biff_byte (biff);
}

void
award_biff_unicode (AwardBiff *biff, guint n, GString *text)
{
  const guint flags = award_biff_byte (biff);
  const guint n_runs = flags & TEXT_RICH ? award_biff_short (biff) : 0;
  const guint32 n_phonetic = flags & TEXT_PHONETIC ? award_biff_long (biff) : 0;
  gboolean is_wide = (flags & TEXT_WIDE) != 0;
  guint high = 0;

  for (guint i = 0; i < n && !biff->is_short; i++)
    {
      const guint unit = next_unit (biff, &is_wide);
      if (biff->is_short)
        break;
      if (high && unit >= 0xDC00 && unit < 0xE000)
        {
          g_string_append_unichar (text, 0x10000 + (high - 0xD800) * 0x400 + (unit - 0xDC00));
          high = 0;
          continue;
        }
      if (high)
        g_string_append_unichar (text, 0xFFFD);
      high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
      if (unit >= 0xDC00 && unit < 0xE000)
        g_string_append_unichar (text, 0xFFFD);
      else if (!high && unit != 0)
        g_string_append_unichar (text, unit);
    }
  if (high)
    g_string_append_unichar (text, 0xFFFD);
  award_biff_skip (biff, (gsize) n_runs * 4 + n_phonetic);
}

void
award_biff_bytes (AwardBiff *biff, guint n, guint code_page, GString *text)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autofree char *own = g_strdup_printf ("CP%u", code_page);
  const char *const charsets[] = { own, "GB18030", "ISO-8859-1" };

  for (guint i = 0; i < n && !biff->is_short; i++)
    {
      const char byte = (char) award_biff_byte (biff);
      if (byte != '\0')
        g_string_append_c (bytes, byte);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    {
      g_autofree char *converted =
          g_convert (bytes->str, (gssize) bytes->len, "UTF-8", charsets[i], NULL, NULL, NULL);
      if (!converted)
        continue;
      g_string_append (text, converted);
      return;
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-zip.h"
#include "award-bytes.h"

#include <string.h>
#include <zlib.h>

#define END_SIGNATURE 0x06054b50
#define END_SIZE 22
#define MAX_COMMENT 65535
#define LARGE_END_LOCATOR_SIGNATURE 0x07064b50
#define LARGE_END_LOCATOR_SIZE 20
#define LARGE_END_SIGNATURE 0x06064b50
#define LARGE_END_SIZE 56
#define ENTRY_SIGNATURE 0x02014b50
#define ENTRY_SIZE 46
#define LOCAL_SIGNATURE 0x04034b50
#define LOCAL_SIZE 30
#define LARGE_EXTRA 0x0001
#define IN_EXTRA 0xFFFFFFFFu

#define FLAG_ENCRYPTED 1
#define METHOD_STORED 0
#define METHOD_DEFLATED 8

typedef struct
{
  guint method;
  guint32 crc;
  guint64 packed;
  guint64 size;
  guint64 offset; /* of the local header */
} Entry;

struct _AwardZip
{
  const guint8 *bytes;
  gsize length;
  GHashTable *entries; /* path in lower case → Entry */
  gboolean is_encrypted;
};

struct _AwardZipPart
{
  const guint8 *bytes; /* packed */
  guint64 left;        /* of them, when stored */
  Entry entry;
  guint64 n_read;
  uLong crc;
  z_stream inflater;
  gboolean has_inflater;
  gboolean is_damaged;
};

/* @path as a key: in lower case, with slashes, none in front. */
static char *
key_of (const char *path, gsize length)
{
  char *key = g_ascii_strdown (path, (gssize) length);
  g_strdelimit (key, "\\", '/');
  const gsize lead = strspn (key, "/");
  memmove (key, key + lead, strlen (key + lead) + 1);
  return key;
}

/* Where the list of parts is: the end record, from behind, as a comment may follow it. */
static gboolean
find_list (const AwardZip *zip, guint64 *offset, guint64 *n)
{
  if (zip->length < END_SIZE)
    return FALSE;
  for (gsize back = END_SIZE; back <= MIN (zip->length, END_SIZE + MAX_COMMENT); back++)
    {
      const gsize at = zip->length - back;
      const guint8 *end = zip->bytes + at;
      if (award_bytes_long (end) != END_SIGNATURE)
        continue;
      *n = award_bytes_short (end + 10);
      *offset = award_bytes_long (end + 16);
      if (at < LARGE_END_LOCATOR_SIZE ||
          award_bytes_long (end - LARGE_END_LOCATOR_SIZE) != LARGE_END_LOCATOR_SIGNATURE)
        return TRUE;
      const guint64 large = award_bytes_quad (end - LARGE_END_LOCATOR_SIZE + 8);
      if (zip->length < LARGE_END_SIZE || large > zip->length - LARGE_END_SIZE ||
          award_bytes_long (zip->bytes + large) != LARGE_END_SIGNATURE)
        return FALSE;
      *n = award_bytes_quad (zip->bytes + large + 32);
      *offset = award_bytes_quad (zip->bytes + large + 48);
      return TRUE;
    }
  return FALSE;
}

/* Sizes beyond 32 bits stand in an extra field, those only that did not fit. */
static gboolean
read_large (Entry *entry, const guint8 *extra, gsize length)
{
  guint64 *const fields[] = { &entry->size, &entry->packed, &entry->offset };

  while (length >= 4)
    {
      const gsize n = award_bytes_short (extra + 2);
      if (n > length - 4)
        return FALSE;
      if (award_bytes_short (extra) == LARGE_EXTRA)
        {
          gsize at = 0;
          for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
            {
              if (*fields[i] != IN_EXTRA)
                continue;
              if (n - at < 8)
                return FALSE;
              *fields[i] = award_bytes_quad (extra + 4 + at);
              at += 8;
            }
          return TRUE;
        }
      extra += 4 + n;
      length -= 4 + n;
    }
  return TRUE;
}

static gboolean
read_list (AwardZip *zip)
{
  guint64 at = 0;
  guint64 n = 0;

  if (!find_list (zip, &at, &n))
    return FALSE;
  for (guint64 i = 0; i < n; i++)
    {
      if (at > zip->length || zip->length - at < ENTRY_SIZE ||
          award_bytes_long (zip->bytes + at) != ENTRY_SIGNATURE)
        return FALSE;
      const guint8 *record = zip->bytes + at;
      const gsize n_name = award_bytes_short (record + 28);
      const gsize n_extra = award_bytes_short (record + 30);
      const gsize n_all = ENTRY_SIZE + n_name + n_extra + award_bytes_short (record + 32);
      if (zip->length - at < n_all)
        return FALSE;
      Entry *entry = g_new0 (Entry, 1);
      entry->method = award_bytes_short (record + 10);
      entry->crc = award_bytes_long (record + 16);
      entry->packed = award_bytes_long (record + 20);
      entry->size = award_bytes_long (record + 24);
      entry->offset = award_bytes_long (record + 42);
      zip->is_encrypted = zip->is_encrypted || (award_bytes_short (record + 8) & FLAG_ENCRYPTED);
      g_hash_table_replace (zip->entries, key_of ((const char *) record + ENTRY_SIZE, n_name), entry);
      if (!read_large (entry, record + ENTRY_SIZE + n_name, n_extra))
        return FALSE;
      at += n_all;
    }
  return TRUE;
}

AwardZip *
award_zip_new (const guint8 *bytes, gsize length)
{
  g_autoptr (AwardZip) zip = g_new0 (AwardZip, 1);

  zip->bytes = bytes;
  zip->length = length;
  zip->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return read_list (zip) ? g_steal_pointer (&zip) : NULL;
}

void
award_zip_free (AwardZip *zip)
{
  if (!zip)
    return;
  g_hash_table_unref (zip->entries);
  g_free (zip);
}

static const Entry *
find (const AwardZip *zip, const char *path)
{
  g_autofree char *key = key_of (path, strlen (path));
  return g_hash_table_lookup (zip->entries, key);
}

gboolean
award_zip_has (const AwardZip *zip, const char *path)
{
  return find (zip, path) != NULL;
}

gboolean
award_zip_is_encrypted (const AwardZip *zip)
{
  return zip->is_encrypted;
}

AwardZipPart *
award_zip_open (const AwardZip *zip, const char *path)
{
  const Entry *entry = find (zip, path);
  if (!entry)
    return NULL;

  AwardZipPart *part = g_new0 (AwardZipPart, 1);
  part->entry = *entry;
  part->crc = crc32 (0, NULL, 0);
  part->is_damaged = TRUE;
  if (zip->length < LOCAL_SIZE || entry->offset > zip->length - LOCAL_SIZE ||
      award_bytes_long (zip->bytes + entry->offset) != LOCAL_SIGNATURE)
    return part;
  const guint8 *local = zip->bytes + entry->offset;
  const guint64 data =
      entry->offset + LOCAL_SIZE + award_bytes_short (local + 26) + award_bytes_short (local + 28);
  if (data > zip->length || entry->packed > zip->length - data || entry->packed > G_MAXUINT32)
    return part;
  part->bytes = zip->bytes + data;
  part->left = entry->packed;
  if (entry->method == METHOD_STORED)
    part->is_damaged = entry->packed != entry->size;
  else if (entry->method == METHOD_DEFLATED && inflateInit2 (&part->inflater, -MAX_WBITS) == Z_OK)
    {
      part->has_inflater = TRUE;
      part->is_damaged = FALSE;
      part->inflater.next_in = (z_const Bytef *) (gpointer) part->bytes;
      part->inflater.avail_in = (uInt) entry->packed;
    }
  return part;
}

guint64
award_zip_part_get_size (const AwardZipPart *part)
{
  return part->entry.size;
}

/* Unpacks into @buffer; less than @n only at the end or where the data is broken. */
static gsize
unpack (AwardZipPart *part, guint8 *buffer, gsize n)
{
  if (!part->has_inflater)
    {
      const gsize step = (gsize) MIN (n, part->left);
      memcpy (buffer, part->bytes, step);
      part->bytes += step;
      part->left -= step;
      return step;
    }
  part->inflater.next_out = buffer;
  part->inflater.avail_out = (uInt) n;
  while (part->inflater.avail_out > 0)
    {
      const int status = inflate (&part->inflater, Z_NO_FLUSH);
      if (status != Z_OK)
        {
          part->is_damaged = part->is_damaged || status != Z_STREAM_END;
          break;
        }
    }
  return n - part->inflater.avail_out;
}

gssize
award_zip_part_read (AwardZipPart *part, guint8 *buffer, gsize n)
{
  if (part->is_damaged)
    return -1;

  const gsize wanted = (gsize) MIN (MIN (n, G_MAXINT32), part->entry.size - part->n_read);
  const gsize found = wanted > 0 ? unpack (part, buffer, wanted) : 0;
  part->crc = crc32 (part->crc, buffer, (uInt) found);
  part->n_read += found;
  if (found < wanted || (part->n_read == part->entry.size && part->crc != part->entry.crc))
    part->is_damaged = TRUE;
  return part->is_damaged ? -1 : (gssize) found;
}

void
award_zip_part_free (AwardZipPart *part)
{
  if (part->has_inflater)
    inflateEnd (&part->inflater);
  g_free (part);
}

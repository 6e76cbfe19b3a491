/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-ole.h"
#include "award-bytes.h"

#include <string.h>

#define HEADER_SIZE 512
#define HEADER_FATS 109 /* places of the allocation table named in the header */
#define ENTRY_SIZE 128
#define NAME_BYTES 64
#define NO_ENTRY 0xFFFFFFFFu
#define LAST_SECTOR 0xFFFFFFFAu /* larger numbers are marks */

typedef struct
{
  char *name; /* in lower case */
  guint kind; /* 1 folder, 2 stream, 5 root */
  guint32 left;
  guint32 right;
  guint32 child;
  guint32 start;
  guint64 size;
} Entry;

struct _AwardOle
{
  const guint8 *bytes;
  gsize length;
  guint shift;      /* of a sector's size */
  guint mini_shift; /* of a mini sector's */
  guint32 cutoff;   /* smaller streams are in mini sectors */
  GArray *table;    /* guint32: the sector after each */
  GArray *mini_table;
  GArray *entries;  /* Entry */
  GByteArray *mini; /* the mini sectors */
  GHashTable *top;  /* name → index + 1 */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;
  g_free (entry->name);
}

/* The bytes of @sector, NULL beyond the file. */
static const guint8 *
sector_at (const AwardOle *ole, guint32 sector)
{
  const guint64 offset = ((guint64) sector + 1) << ole->shift;
  const gsize size = (gsize) 1 << ole->shift;
  return offset <= ole->length && ole->length - offset >= size ? ole->bytes + offset : NULL;
}

/* Appends the chain of sectors that begins at @sector. FALSE when it is broken or runs in a circle. Some
 * programs end the file where what is used of the last sector ends. */
static gboolean
read_chain (const AwardOle *ole, guint32 sector, GByteArray *to)
{
  const gsize size = (gsize) 1 << ole->shift;

  for (guint n = 0; sector <= LAST_SECTOR; n++)
    {
      const guint64 offset = ((guint64) sector + 1) << ole->shift;
      if (offset >= ole->length || n > ole->table->len || sector >= ole->table->len)
        return FALSE;
      g_byte_array_append (to, ole->bytes + offset, (guint) MIN (size, ole->length - offset));
      sector = g_array_index (ole->table, guint32, sector);
      if (ole->length - offset < size && sector <= LAST_SECTOR)
        return FALSE;
    }
  return TRUE;
}

static void
append_longs (GArray *to, const guint8 *bytes, gsize length)
{
  for (gsize at = 0; at + 4 <= length; at += 4)
    {
      const guint32 value = award_bytes_long (bytes + at);
      g_array_append_val (to, value);
    }
}

/* The allocation table: its places stand in the header, and in a chain of sectors when they are many. */
static gboolean
read_table (AwardOle *ole)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint32));
  const gsize size = (gsize) 1 << ole->shift;
  guint32 more = award_bytes_long (ole->bytes + 68);
  const guint32 n_tables = award_bytes_long (ole->bytes + 44);

  append_longs (places, ole->bytes + 76, HEADER_FATS * 4);
  for (gsize n = 0; more <= LAST_SECTOR; n++)
    {
      const guint8 *bytes = sector_at (ole, more);
      if (!bytes || n > ole->length / size)
        return FALSE;
      append_longs (places, bytes, size - 4);
      more = award_bytes_long (bytes + size - 4);
    }
  if (n_tables > places->len || n_tables > ole->length / size)
    return FALSE;
  for (guint i = 0; i < n_tables; i++)
    {
      const guint8 *bytes = sector_at (ole, g_array_index (places, guint32, i));
      if (!bytes)
        return FALSE;
      append_longs (ole->table, bytes, size);
    }
  return TRUE;
}

static gboolean
read_entries (AwardOle *ole)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (!read_chain (ole, award_bytes_long (ole->bytes + 48), bytes))
    return FALSE;
  for (gsize at = 0; at + ENTRY_SIZE <= bytes->len; at += ENTRY_SIZE)
    {
      const guint8 *record = bytes->data + at;
      const gsize n_name = MIN (award_bytes_short (record + NAME_BYTES), NAME_BYTES);
      GString *name = g_string_new (NULL);
      for (gsize i = 0; i + 2 < n_name; i += 2)
        {
          const guint unit = award_bytes_short (record + i);
          g_string_append_c (name, unit < 0x80 ? g_ascii_tolower ((char) unit) : '?');
        }
      const Entry entry = { .name = g_string_free (name, FALSE),
                            .kind = record[66],
                            .left = award_bytes_long (record + 68),
                            .right = award_bytes_long (record + 72),
                            .child = award_bytes_long (record + 76),
                            .start = award_bytes_long (record + 116),
                            .size = award_bytes_long (record + 120) };
      g_array_append_val (ole->entries, entry);
    }
  return ole->entries->len > 0 && g_array_index (ole->entries, Entry, 0).kind == 5;
}

/* What stands directly in the root: a workbook inside an embedded object is another table. */
static void
list_top (AwardOle *ole)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree gboolean *is_seen = g_new0 (gboolean, ole->entries->len);

  g_array_append_val (open, g_array_index (ole->entries, Entry, 0).child);
  while (open->len > 0)
    {
      const guint32 i = g_array_index (open, guint32, open->len - 1);
      g_array_set_size (open, open->len - 1);
      if (i == NO_ENTRY || i >= ole->entries->len || is_seen[i])
        continue;
      const Entry *entry = &g_array_index (ole->entries, Entry, i);
      is_seen[i] = TRUE;
      g_hash_table_insert (ole->top, entry->name, GUINT_TO_POINTER (i + 1));
      g_array_append_val (open, entry->left);
      g_array_append_val (open, entry->right);
    }
}

static gboolean
read_mini (AwardOle *ole)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (award_bytes_long (ole->bytes + 64) == 0)
    return TRUE; /* no small streams */
  if (!read_chain (ole, award_bytes_long (ole->bytes + 60), bytes))
    return FALSE;
  append_longs (ole->mini_table, bytes->data, bytes->len);
  return read_chain (ole, g_array_index (ole->entries, Entry, 0).start, ole->mini);
}

AwardOle *
award_ole_new (const guint8 *bytes, gsize length)
{
  g_autoptr (AwardOle) ole = g_new0 (AwardOle, 1);

  ole->bytes = bytes;
  ole->length = length;
  ole->table = g_array_new (FALSE, FALSE, sizeof (guint32));
  ole->mini_table = g_array_new (FALSE, FALSE, sizeof (guint32));
  ole->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (ole->entries, clear_entry);
  ole->mini = g_byte_array_new ();
  ole->top = g_hash_table_new (g_str_hash, g_str_equal);
  if (length < HEADER_SIZE)
    return NULL;
  ole->shift = award_bytes_short (bytes + 30);
  ole->mini_shift = award_bytes_short (bytes + 32);
  ole->cutoff = award_bytes_long (bytes + 56);
  if ((ole->shift != 9 && ole->shift != 12) || ole->mini_shift != 6)
    return NULL;
  if (!read_table (ole) || !read_entries (ole) || !read_mini (ole))
    return NULL;
  list_top (ole);
  return g_steal_pointer (&ole);
}

void
award_ole_free (AwardOle *ole)
{
  if (!ole)
    return;
  g_array_unref (ole->table);
  g_array_unref (ole->mini_table);
  g_hash_table_unref (ole->top);
  g_array_unref (ole->entries);
  g_byte_array_unref (ole->mini);
  g_free (ole);
}

static const Entry *
find (const AwardOle *ole, const char *name)
{
  g_autofree char *key = g_ascii_strdown (name, -1);
  const guint i = GPOINTER_TO_UINT (g_hash_table_lookup (ole->top, key));
  return i > 0 ? &g_array_index (ole->entries, Entry, i - 1) : NULL;
}

gboolean
award_ole_has (const AwardOle *ole, const char *name)
{
  return find (ole, name) != NULL;
}

/* Appends the chain of mini sectors that begins at @sector. */
static gboolean
read_mini_chain (const AwardOle *ole, guint32 sector, GByteArray *to)
{
  const gsize size = (gsize) 1 << ole->mini_shift;

  for (guint n = 0; sector <= LAST_SECTOR; n++)
    {
      if (n > ole->mini_table->len || sector >= ole->mini_table->len ||
          ((guint64) sector + 1) * size > ole->mini->len)
        return FALSE;
      g_byte_array_append (to, ole->mini->data + sector * size, (guint) size);
      sector = g_array_index (ole->mini_table, guint32, sector);
    }
  return TRUE;
}

guint8 *
award_ole_read (const AwardOle *ole, const char *name, gsize *length)
{
  const Entry *entry = find (ole, name);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (!entry || entry->kind != 2 || entry->size > ole->length)
    return NULL;
  const gboolean is_whole = entry->size < ole->cutoff ? read_mini_chain (ole, entry->start, bytes)
                                                      : read_chain (ole, entry->start, bytes);
  if (!is_whole || bytes->len < entry->size)
    return NULL;
  *length = (gsize) entry->size;
  return g_byte_array_free (g_steal_pointer (&bytes), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libzip finds, unpacks and checks the parts. Two things stay ours: the names people's programs really write,
 * and how much of a file it may look at before it has found its list of parts. It tries every end record it
 * can see, each with a whole list: thousands of them in a small file would keep it busy for hours. */
#include "award-zip.h"

#include <string.h>
#include <zip.h>

/* What finding the list may cost: bytes read and, so that small steps count too, some for each step. */
#define MAX_LISTED (32 * 1024 * 1024)
#define STEP 64
/* An end record, where libzip looks for it, and how many there may be: files kept within have theirs, too. */
#define END_SIGNATURE "PK\5\6"
#define END_REACH (65535 + 22 + 20)
#define MAX_ENDS 8

/* The file as libzip reads it. */
typedef struct
{
  const guint8 *bytes;
  gsize length;
  gsize at;
  gboolean is_listing;
  gint64 n_left; /* of MAX_LISTED */
  zip_error_t error;
} Input;

struct _AwardZip
{
  Input input;
  zip_t *archive;
  GHashTable *parts; /* path in lower case → index + 1 */
  gboolean is_encrypted;
};

struct _AwardZipPart
{
  zip_file_t *file; /* NULL when it cannot be opened */
  guint64 size;
  guint64 n_read;
  gboolean is_damaged;
};

static gint64
read_input (Input *input, gpointer to, guint64 n)
{
  const gsize step = (gsize) MIN (n, input->length - input->at);

  if (input->is_listing)
    input->n_left -= (gint64) step + STEP;
  if (input->n_left < 0)
    {
      zip_error_set (&input->error, ZIP_ER_READ, 0);
      return -1;
    }
  memcpy (to, input->bytes + input->at, step);
  input->at += step;
  return (gint64) step;
}

static gint64
seek_input (Input *input, gpointer arguments, guint64 n_arguments)
{
  const gint64 at =
      zip_source_seek_compute_offset (input->at, input->length, arguments, n_arguments, &input->error);

  if (at < 0)
    return -1;
  input->at = (gsize) at;
  return 0;
}

static zip_int64_t
on_input (void *user, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
  Input *input = user;

  if (command == ZIP_SOURCE_READ)
    return read_input (input, data, length);
  if (command == ZIP_SOURCE_SEEK)
    return seek_input (input, data, length);
  if (command == ZIP_SOURCE_TELL)
    return (zip_int64_t) input->at;
  if (command == ZIP_SOURCE_ERROR)
    return zip_error_to_data (&input->error, data, length);
  if (command == ZIP_SOURCE_SUPPORTS)
    return zip_source_make_command_bitmap (ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                           ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
                                           ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
  if (command == ZIP_SOURCE_STAT)
    {
      zip_stat_t *stat = data;
      zip_stat_init (stat);
      stat->size = input->length;
      stat->valid = ZIP_STAT_SIZE;
      return sizeof *stat;
    }
  if (command == ZIP_SOURCE_OPEN)
    input->at = 0;
  return 0; /* nothing to do for ZIP_SOURCE_CLOSE and ZIP_SOURCE_FREE */
}

/* @path as a key: in lower case, with slashes, none in front. */
static char *
key_of (const char *path)
{
  char *key = g_ascii_strdown (path, -1);
  g_strdelimit (key, "\\", '/');
  const gsize lead = strspn (key, "/");
  memmove (key, key + lead, strlen (key + lead) + 1);
  return key;
}

static guint
count_ends (const guint8 *bytes, gsize length)
{
  const guint8 *end = bytes + length;
  const guint8 *at = end - MIN (length, END_REACH);
  guint n = 0;

  while ((at = memmem (at, (gsize) (end - at), END_SIGNATURE, strlen (END_SIGNATURE))) != NULL)
    {
      n++;
      at++;
    }
  return n;
}

static gboolean
open_archive (AwardZip *zip)
{
  if (count_ends (zip->input.bytes, zip->input.length) > MAX_ENDS)
    return FALSE;

  zip_source_t *source = zip_source_function_create (on_input, &zip->input, NULL);

  zip->input.is_listing = TRUE;
  zip->archive = zip_open_from_source (source, ZIP_RDONLY, NULL);
  zip->input.is_listing = FALSE;
  if (!zip->archive)
    zip_source_free (source);
  return zip->archive != NULL;
}

AwardZip *
award_zip_new (const guint8 *bytes, gsize length, AwardLimit *limit)
{
  g_autoptr (AwardZip) zip = g_new0 (AwardZip, 1);

  *limit = AWARD_LIMIT_NONE;
  zip->input = (Input){ .bytes = bytes, .length = length, .n_left = MAX_LISTED };
  zip_error_init (&zip->input.error);
  zip->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const gboolean is_open = open_archive (zip);
  const gint64 n_parts = is_open ? zip_get_num_entries (zip->archive, 0) : 0;
  if (zip->input.n_left < 0 || n_parts > AWARD_MAX_PARTS)
    *limit = AWARD_LIMIT_PARTS;
  if (!is_open || *limit != AWARD_LIMIT_NONE)
    return NULL;

  for (gint64 i = 0; i < n_parts; i++)
    {
      zip_stat_t stat;
      const char *name = zip_get_name (zip->archive, (guint64) i, ZIP_FL_ENC_RAW);
      if (!name || zip_stat_index (zip->archive, (guint64) i, 0, &stat) != 0)
        return NULL;
      zip->is_encrypted = zip->is_encrypted || stat.encryption_method != ZIP_EM_NONE;
      g_hash_table_replace (zip->parts, key_of (name), GUINT_TO_POINTER ((guint) i + 1));
    }
  return g_steal_pointer (&zip);
}

void
award_zip_free (AwardZip *zip)
{
  if (!zip)
    return;
  if (zip->archive)
    zip_discard (zip->archive);
  zip_error_fini (&zip->input.error);
  g_hash_table_unref (zip->parts);
  g_free (zip);
}

/* The number of the part from 1; 0: none. */
static guint
find (const AwardZip *zip, const char *path)
{
  g_autofree char *key = key_of (path);
  return GPOINTER_TO_UINT (g_hash_table_lookup (zip->parts, key));
}

gboolean
award_zip_has (const AwardZip *zip, const char *path)
{
  return find (zip, path) > 0;
}

gboolean
award_zip_is_encrypted (const AwardZip *zip)
{
  return zip->is_encrypted;
}

AwardZipPart *
award_zip_open (const AwardZip *zip, const char *path)
{
  const guint number = find (zip, path);
  zip_stat_t stat;

  if (number == 0)
    return NULL;
  AwardZipPart *part = g_new0 (AwardZipPart, 1);
  /* What neither workbooks nor OpenDocument files may use is not tried: its decoders take memory as told. */
  if (zip_stat_index (zip->archive, number - 1, 0, &stat) == 0 &&
      (stat.comp_method == ZIP_CM_STORE || stat.comp_method == ZIP_CM_DEFLATE))
    {
      part->size = stat.size;
      part->file = zip_fopen_index (zip->archive, number - 1, 0);
    }
  part->is_damaged = part->file == NULL;
  return part;
}

guint64
award_zip_part_get_size (const AwardZipPart *part)
{
  return part->size;
}

gssize
award_zip_part_read (AwardZipPart *part, guint8 *buffer, gsize n)
{
  guint8 more;

  if (part->is_damaged)
    return -1;
  const gint64 wanted = (gint64) MIN (MIN (n, G_MAXINT32), part->size - part->n_read);
  const gint64 found = wanted > 0 ? zip_fread (part->file, buffer, (guint64) wanted) : 0;
  part->n_read += (guint64) MAX (found, 0);
  /* The sum is checked by a read beyond the end, which must find nothing. */
  part->is_damaged =
      found < wanted || (part->n_read == part->size && zip_fread (part->file, &more, sizeof more) != 0);
  return part->is_damaged ? -1 : (gssize) found;
}

void
award_zip_part_free (AwardZipPart *part)
{
  if (part->file)
    zip_fclose (part->file);
  g_free (part);
}

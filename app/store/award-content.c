/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-content-private.h"

#include "award-arena.h"
#include "award-digest.h"
#include "award-ledger.h"

#include <errno.h>
#include <sqlite3.h>
#include <unistd.h>

/* Bytes copied at a time. */
#define PIECE ((gsize) 256 * 1024)

struct _AwardContent
{
  gatomicrefcount references;
  int file;
  gsize size;
  char *digest;
};

AwardContent *
award_content_ref (AwardContent *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
award_content_unref (AwardContent *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  if (self->file >= 0)
    close (self->file);
  g_free (self->digest);
  g_free (self);
}

static AwardContent *
new_empty (GError **error)
{
  g_autoptr (AwardContent) self = g_new0 (AwardContent, 1);

  g_atomic_ref_count_init (&self->references);
  self->file = award_open_unnamed (error);
  return self->file >= 0 ? g_steal_pointer (&self) : NULL;
}

/* Appends a piece to the copy. */
static gboolean
append (AwardContent *self, AwardDigest *digest, const guint8 *bytes, gsize length, GError **error)
{
  award_digest_add (digest, bytes, length);
  while (length > 0)
    {
      const gssize n = pwrite (self->file, bytes, length, (off_t) self->size);

      if (n < 0 && errno != EINTR)
        return award_fail_unnamed (errno, error);
      bytes += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
      self->size += (gsize) MAX (n, 0);
    }
  return TRUE;
}

AwardContent *
award_content_new (int descriptor, GError **error)
{
  g_autoptr (AwardContent) self = new_empty (error);
  g_autofree guint8 *piece = g_malloc (PIECE);
  AwardDigest *digest;
  gboolean done = TRUE;

  if (self == NULL)
    return NULL;
  digest = award_digest_new (AWARD_DIGEST_SHA256);
  while (done)
    {
      const gssize n = pread (descriptor, piece, PIECE, (off_t) self->size);
      const int errnum = errno;

      if (n == 0)
        break;
      if (n > 0)
        done = append (self, digest, piece, (gsize) n, error);
      else if (errnum != EINTR)
        {
          g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (errnum),
                               g_strerror (errnum));
          done = FALSE;
        }
    }
  self->digest = award_digest_end (digest);
  return done ? g_steal_pointer (&self) : NULL;
}

AwardContent *
award_content_new_from_bytes (gconstpointer bytes, gsize length, GError **error)
{
  g_autoptr (AwardContent) self = new_empty (error);
  AwardDigest *digest;
  gboolean done;

  if (self == NULL)
    return NULL;
  digest = award_digest_new (AWARD_DIGEST_SHA256);
  done = append (self, digest, bytes, length, error);
  self->digest = award_digest_end (digest);
  return done ? g_steal_pointer (&self) : NULL;
}

const char *
award_content_get_digest (const AwardContent *self)
{
  return self->digest;
}

static gboolean
write_pieces (const AwardContent *self, AwardDb *db, sqlite3_blob *blob, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);

  for (gsize done = 0; done < self->size;)
    {
      const gssize n = pread (self->file, piece, PIECE, (off_t) done);
      int rc;

      if (n == 0 || (n < 0 && errno != EINTR))
        return award_fail_unnamed (n == 0 ? EIO : errno, error);
      if (n < 0)
        continue;
      rc = sqlite3_blob_write (blob, piece, (int) n, (int) done);
      if (rc != SQLITE_OK)
        return award_db_fail (db, rc, error);
      done += (gsize) n;
    }
  return TRUE;
}

gboolean
award_content_keep (const AwardContent *self, AwardDb *db, gint64 *file, GError **error)
{
  sqlite3_blob *blob = NULL;
  gboolean done;
  int rc;

  if (!award_db_get_int (db, file, 0, error, "SELECT id FROM file WHERE digest = ?", "t", self->digest))
    return FALSE;
  if (*file != 0)
    return TRUE;
  if (!award_db_do (db, error, "INSERT INTO file (digest, size, content) VALUES (?1, ?2, zeroblob(?2))", "ti",
                    self->digest, (gint64) self->size))
    return FALSE;
  *file = sqlite3_last_insert_rowid (db->handle);
  rc = sqlite3_blob_open (db->handle, "main", "file", "content", *file, 1, &blob);
  if (rc != SQLITE_OK)
    return award_db_fail (db, rc, error);
  done = write_pieces (self, db, blob, error);
  rc = sqlite3_blob_close (blob);
  return done && (rc == SQLITE_OK || award_db_fail (db, rc, error));
}

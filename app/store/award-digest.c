/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-digest"

#include "config.h"

#include "award-digest.h"

#include <gcrypt.h>

/* Both digests are of 32 bytes. */
#define DIGEST_SIZE 32

struct _AwardDigest
{
  gcry_md_hd_t handle;
};

static void
initialise (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      if (!gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P))
        {
          gcry_check_version (NULL);
          gcry_control (GCRYCTL_DISABLE_SECMEM, 0);
          gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
        }
      g_once_init_leave (&once, 1);
    }
}

AwardDigest *
award_digest_new (AwardDigestKind kind)
{
  AwardDigest *self = g_new0 (AwardDigest, 1);
  const int algorithm = kind == AWARD_DIGEST_SM3 ? GCRY_MD_SM3 : GCRY_MD_SHA256;

  initialise ();
  g_assert (gcry_md_get_algo_dlen (algorithm) == DIGEST_SIZE);
  if (gcry_md_open (&self->handle, algorithm, 0) != 0)
    g_error ("libgcrypt cannot make a digest");
  return self;
}

void
award_digest_add (AwardDigest *self, gconstpointer bytes, gsize length)
{
  gcry_md_write (self->handle, bytes, length);
}

char *
award_digest_end (AwardDigest *self)
{
  const guint8 *digest = gcry_md_read (self->handle, 0);
  char *hex = g_malloc (2 * DIGEST_SIZE + 1);

  for (int i = 0; i < DIGEST_SIZE; i++)
    g_snprintf (hex + 2 * i, 3, "%02x", digest[i]);
  gcry_md_close (self->handle);
  g_free (self);
  return hex;
}

char *
award_digest_bytes (AwardDigestKind kind, gconstpointer bytes, gsize length)
{
  AwardDigest *digest = award_digest_new (kind);

  award_digest_add (digest, bytes, length);
  return award_digest_end (digest);
}

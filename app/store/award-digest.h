/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digests of contents and of the audit chain. Private. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AWARD_DIGEST_SHA256,
  AWARD_DIGEST_SM3, /* GB/T 32905-2016 */
} AwardDigestKind;

typedef struct _AwardDigest AwardDigest;

AwardDigest *award_digest_new (AwardDigestKind kind);
void award_digest_add (AwardDigest *self, gconstpointer bytes, gsize length);
/* In hexadecimal; frees @self. */
char *award_digest_end (AwardDigest *self);

/* Of @length @bytes at once. */
char *award_digest_bytes (AwardDigestKind kind, gconstpointer bytes, gsize length);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file as it was when it was first read, whatever becomes of it: copied into a file without a name, so that
 * its size does not matter to the memory. Immutable; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AwardContent AwardContent;

/* Copies what is open as @descriptor, or @length @bytes. */
AwardContent *award_content_new            (int                 descriptor,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;
AwardContent *award_content_new_from_bytes (gconstpointer       bytes,
                                            gsize               length,
                                            GError            **error) G_GNUC_WARN_UNUSED_RESULT;
AwardContent *award_content_ref            (AwardContent       *self);
void          award_content_unref          (AwardContent       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardContent, award_content_unref)
/* SHA-256, in hexadecimal. */
const char   *award_content_get_digest     (const AwardContent *self);

G_END_DECLS

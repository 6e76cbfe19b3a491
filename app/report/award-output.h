/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is there whole or not at all: written beside its place, synced, then renamed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AwardOutput AwardOutput;

/* Makes an empty file beside @path. Freed without a commit, nothing is left of it. Errors:
 * AWARD_REPORT_ERROR. */
AwardOutput *award_output_new      (const char        *path,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* Where to write. */
const char  *award_output_get_path (const AwardOutput *output);
/* Puts what was written in place of @path. */
gboolean     award_output_commit   (AwardOutput       *output,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void         award_output_free     (AwardOutput       *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardOutput, award_output_free)
/* Fails when fewer than @bytes are free in @folder; where that cannot be known, it passes. */
gboolean     award_output_has_room (const char        *folder,
                                    guint64            bytes,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

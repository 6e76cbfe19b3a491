/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zip containers in memory. Every part is checked against its size and CRC: a digit that changed on the way
 * is a damaged file, not another amount. */
#pragma once

#include "award-sheet-private.h"

G_BEGIN_DECLS

typedef struct _AwardZip AwardZip;
typedef struct _AwardZipPart AwardZipPart;

/* @bytes are borrowed. NULL when they are no whole zip file, or when a bound was met: then *@limit is it. */
AwardZip     *award_zip_new             (const guint8   *bytes,
                                         gsize           length,
                                         AwardLimit     *limit);
void          award_zip_free            (AwardZip       *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardZip, award_zip_free)

gboolean      award_zip_has             (const AwardZip *zip,
                                         const char     *path);
/* Whether any part is locked with a password of the container. */
gboolean      award_zip_is_encrypted    (const AwardZip *zip);
/* A part by its path ("xl/workbook.xml"; a leading slash and letter case do not matter); NULL when there is
 * none. It borrows from @zip. */
AwardZipPart *award_zip_open            (const AwardZip *zip,
                                         const char     *path);
/* Bytes the part says it has unpacked. */
guint64       award_zip_part_get_size   (const AwardZipPart *part);
/* Unpacks up to @n bytes. 0 at the end; -1 when the part is damaged, which may show only at its end. */
gssize        award_zip_part_read       (AwardZipPart   *part,
                                         guint8         *buffer,
                                         gsize           n);
void          award_zip_part_free       (AwardZipPart   *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardZipPart, award_zip_part_free)

G_END_DECLS

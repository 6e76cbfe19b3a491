/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OLE2 compound files in memory: the container of xls, of encrypted workbooks, of other old Office files.
 * Our own: the libraries there are, libgsf and libolecf, walk the directory by recursion and sort it in
 * quadratic time. One file of some megabytes overflows their stack or keeps them busy for minutes
 * (test_long_lists in tests/exchange/test-tables.py). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AwardOle AwardOle;

/* @bytes are borrowed. NULL when they are no whole compound file. */
AwardOle *award_ole_new    (const guint8   *bytes,
                            gsize           length);
void      award_ole_free   (AwardOle       *ole);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardOle, award_ole_free)

/* Whether there is an entry @name at the top. */
gboolean  award_ole_has    (const AwardOle *ole,
                            const char     *name);
/* The bytes of stream @name at the top, NULL when it is not there or broken. Free with g_free(). */
guint8   *award_ole_read   (const AwardOle *ole,
                            const char     *name,
                            gsize          *length);

G_END_DECLS

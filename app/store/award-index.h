/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of items found by what they hold, in eleven to twenty-two bytes an item: what an import keeps in
 * memory of every claim and line that waits. Private. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AwardIndex AwardIndex;

/* Whether the item numbered @item (from 1) is the one that is looked for. */
typedef gboolean (*AwardIndexFunc) (guint32 item, gconstpointer wanted, gpointer data);

AwardIndex *award_index_new (void);
void award_index_free (AwardIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardIndex, award_index_free)
/* Where the number stands of the item with this @hash that @func says is it; NULL: there is none. Valid until
 * an item is added; the number can be overwritten by that of another item that is the same. */
guint32 *award_index_find (AwardIndex *self, guint32 hash, AwardIndexFunc func, gconstpointer wanted,
                           gpointer data);
void award_index_add (AwardIndex *self, guint32 hash, guint32 item);

/* A hash of @text, and of @number, after @seed. */
guint32 award_hash_text (guint32 seed, const char *text);
guint32 award_hash_number (guint32 seed, gint64 number);

G_END_DECLS

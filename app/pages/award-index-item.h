/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a table that stand for the elements of an array somewhere else. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AWARD_TYPE_INDEX_ITEM (award_index_item_get_type ())
G_DECLARE_FINAL_TYPE (AwardIndexItem, award_index_item, AWARD, INDEX_ITEM, GObject)

guint       award_index_item_get (AwardIndexItem *self);
/* Items 0 … @n - 1. */
GListModel *award_index_items_new (guint n);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements of an array as rows of a table, however many they are: a row is made when it is shown. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An element. */
#define AWARD_TYPE_LIST_ITEM (award_list_item_get_type ())
G_DECLARE_FINAL_TYPE (AwardListItem, award_list_item, AWARD, LIST_ITEM, GObject)

gconstpointer award_list_item_get (AwardListItem *self);

#define AWARD_TYPE_LIST (award_list_get_type ())
G_DECLARE_FINAL_TYPE (AwardList, award_list, AWARD, LIST, GObject)

/* The list keeps @elements, and @owner, the array they are of where they are borrowed (nullable). */
GListModel *award_list_new (GPtrArray *elements,
                            GPtrArray *owner);

G_END_DECLS

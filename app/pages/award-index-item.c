/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-index-item.h"

struct _AwardIndexItem
{
  GObject parent_instance;

  guint index;
};

G_DEFINE_FINAL_TYPE (AwardIndexItem, award_index_item, G_TYPE_OBJECT)

static void
award_index_item_class_init (AwardIndexItemClass *klass)
{
}

static void
award_index_item_init (AwardIndexItem *self)
{
}

guint
award_index_item_get (AwardIndexItem *self)
{
  return self->index;
}

GListModel *
award_index_items_new (guint n)
{
  GListStore *items = g_list_store_new (AWARD_TYPE_INDEX_ITEM);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      AwardIndexItem *item = g_object_new (AWARD_TYPE_INDEX_ITEM, NULL);

      item->index = i;
      g_ptr_array_add (rows, item);
    }
  g_list_store_splice (items, 0, 0, rows->pdata, rows->len);

  return G_LIST_MODEL (items);
}

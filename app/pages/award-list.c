/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-list.h"

struct _AwardListItem
{
  GObject parent_instance;

  AwardList *list; /* owned: keeps the element */
  gconstpointer element;
};

struct _AwardList
{
  GObject parent_instance;

  /* Owned */
  GPtrArray *elements;
  GPtrArray *owner;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (AwardListItem, award_list_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (AwardList,
                               award_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
award_list_item_finalize (GObject *object)
{
  g_object_unref (AWARD_LIST_ITEM (object)->list);

  G_OBJECT_CLASS (award_list_item_parent_class)->finalize (object);
}

static void
award_list_item_class_init (AwardListItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_list_item_finalize;
}

static void
award_list_item_init (AwardListItem *self)
{
}

gconstpointer
award_list_item_get (AwardListItem *self)
{
  g_return_val_if_fail (AWARD_IS_LIST_ITEM (self), NULL);

  return self->element;
}

static GType
get_item_type (GListModel *model)
{
  return AWARD_TYPE_LIST_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return AWARD_LIST (model)->elements->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AwardList *self = AWARD_LIST (model);
  AwardListItem *item;

  if (position >= self->elements->len)
    return NULL;

  item = g_object_new (AWARD_TYPE_LIST_ITEM, NULL);
  item->list = g_object_ref (self);
  item->element = self->elements->pdata[position];

  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
award_list_finalize (GObject *object)
{
  AwardList *self = AWARD_LIST (object);

  g_ptr_array_unref (self->elements);
  g_clear_pointer (&self->owner, g_ptr_array_unref);

  G_OBJECT_CLASS (award_list_parent_class)->finalize (object);
}

static void
award_list_class_init (AwardListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_list_finalize;
}

static void
award_list_init (AwardList *self)
{
}

GListModel *
award_list_new (GPtrArray *elements, GPtrArray *owner)
{
  AwardList *self = g_object_new (AWARD_TYPE_LIST, NULL);

  self->elements = g_ptr_array_ref (elements);
  self->owner = owner ? g_ptr_array_ref (owner) : NULL;

  return G_LIST_MODEL (self);
}

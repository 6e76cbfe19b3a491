/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record is one row of one table, found by its number: a list asks for some two hundred of them, and no
 * pages are needed between. */
#define G_LOG_DOMAIN "award-record"

#include "config.h"

#include "award-record-model.h"

struct _AwardRecordItem
{
  GObject parent_instance;

  AwardRecord *record; /* nullable */
  gint64 id;
  GHashTable *live; /* owned; leaves it when finalized */
};

G_DEFINE_FINAL_TYPE (AwardRecordItem, award_record_item, G_TYPE_OBJECT)

static void
award_record_item_finalize (GObject *object)
{
  AwardRecordItem *self = AWARD_RECORD_ITEM (object);

  g_hash_table_remove (self->live, &self->id);
  g_hash_table_unref (self->live);
  award_record_free (self->record);
  G_OBJECT_CLASS (award_record_item_parent_class)->finalize (object);
}

static void
award_record_item_class_init (AwardRecordItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_record_item_finalize;
}

static void
award_record_item_init (AwardRecordItem *self)
{
}

const AwardRecord *
award_record_item_get_record (AwardRecordItem *self)
{
  g_return_val_if_fail (AWARD_IS_RECORD_ITEM (self), NULL);

  return self->record;
}

struct _AwardRecordModel
{
  GObject parent_instance;

  /* owned */
  AwardLedger *ledger;
  GArray *ids;
  GHashTable *live; /* id → AwardRecordItem, not owning: asked for again while it lives it is the same */

  AwardRegister kind;
};

static void award_record_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwardRecordModel,
                               award_record_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, award_record_model_list_model_init))

static GType
award_record_model_get_item_type (GListModel *model)
{
  return AWARD_TYPE_RECORD_ITEM;
}

static guint
award_record_model_get_n_items (GListModel *model)
{
  return AWARD_RECORD_MODEL (model)->ids->len;
}

static gpointer
award_record_model_get_item (GListModel *model, guint position)
{
  AwardRecordModel *self = AWARD_RECORD_MODEL (model);
  g_autoptr (GError) error = NULL;
  AwardRecordItem *item;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, gint64, position);
  item = g_hash_table_lookup (self->live, &id);
  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (AWARD_TYPE_RECORD_ITEM, NULL);
  item->id = id;
  item->live = g_hash_table_ref (self->live);
  g_hash_table_insert (self->live, &item->id, item);
  /* A list may not have a hole: what cannot be read shows as a row without values. */
  if (!award_ledger_get_record (self->ledger, self->kind, id, &item->record, &error))
    g_warning ("%s: %s", award_ledger_get_path (self->ledger), error->message);
  return item;
}

static void
award_record_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = award_record_model_get_item_type;
  iface->get_n_items = award_record_model_get_n_items;
  iface->get_item = award_record_model_get_item;
}

static void
award_record_model_finalize (GObject *object)
{
  AwardRecordModel *self = AWARD_RECORD_MODEL (object);

  g_hash_table_unref (self->live);
  g_array_unref (self->ids);
  g_object_unref (self->ledger);
  G_OBJECT_CLASS (award_record_model_parent_class)->finalize (object);
}

static void
award_record_model_class_init (AwardRecordModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_record_model_finalize;
}

static void
award_record_model_init (AwardRecordModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->live = g_hash_table_new (g_int64_hash, g_int64_equal);
}

AwardRecordModel *
award_record_model_new (AwardLedger *ledger)
{
  AwardRecordModel *self;

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), NULL);

  self = g_object_new (AWARD_TYPE_RECORD_MODEL, NULL);
  self->ledger = g_object_ref (ledger);
  return self;
}

void
award_record_model_set_ids (AwardRecordModel *self, AwardRegister kind, GArray *ids)
{
  guint removed;

  g_return_if_fail (AWARD_IS_RECORD_MODEL (self) && ids != NULL);

  removed = self->ids->len;
  /* Items of before are snapshots of before. */
  g_hash_table_unref (self->live);
  self->live = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_array_ref (ids);
  g_array_unref (self->ids);
  self->ids = ids;
  self->kind = kind;
  if (removed > 0 || ids->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, ids->len);
}

guint
award_record_model_find (AwardRecordModel *self, gint64 id)
{
  g_return_val_if_fail (AWARD_IS_RECORD_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

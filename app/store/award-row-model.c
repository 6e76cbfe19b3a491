/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-row-model"

#include "config.h"

#include "award-row-model.h"
#include "award-row-private.h"

#define PAGE_SIZE 100
/* GTK 4.8 keeps some 200 rows of a list alive: a few screens either way. */
#define MAX_PAGES 8

typedef struct
{
  guint number;
  GPtrArray *rows;
} Page;

struct _AwardRowModel
{
  GObject parent_instance;

  /* owned */
  AwardLedger *ledger;
  GArray *ids;
  GHashTable *live; /* see award_row_new() */
  GQueue pages;     /* Page, the last used first */
  AwardRowReader *reader;

  /* borrowed */
  const RulesMeasure *measure;
};

static void award_row_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwardRowModel,
                               award_row_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, award_row_model_list_model_init))

static void
page_free (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->rows);
  g_free (page);
}

/* Rows are snapshots: another query, or the same after a change, makes new ones. */
static void
drop_rows (AwardRowModel *self)
{
  g_queue_clear_full (&self->pages, page_free);
  g_clear_pointer (&self->reader, award_row_reader_free);
  g_clear_pointer (&self->live, g_hash_table_unref);
  self->live = g_hash_table_new (g_int64_hash, g_int64_equal);
}

static gboolean
load_page (AwardRowModel *self, Page *page, GError **error)
{
  guint start = page->number * PAGE_SIZE;
  guint end = MIN (start + PAGE_SIZE, self->ids->len);

  if (self->reader == NULL)
    self->reader = award_row_reader_new (self->ledger, self->measure, error);
  if (self->reader == NULL)
    return FALSE;
  for (guint i = start; i < end; i++)
    {
      gint64 id = g_array_index (self->ids, gint64, i);
      AwardRow *row = g_hash_table_lookup (self->live, &id);

      row = row != NULL ? g_object_ref (row) : award_row_reader_read (self->reader, id, self->live, error);
      if (row == NULL)
        return FALSE;
      g_ptr_array_add (page->rows, row);
    }
  return TRUE;
}

static Page *
find_page (AwardRowModel *self, guint number)
{
  g_autoptr (GError) error = NULL;
  Page *page;

  for (GList *link = self->pages.head; link != NULL; link = link->next)
    if (((Page *) link->data)->number == number)
      {
        g_queue_unlink (&self->pages, link);
        g_queue_push_head_link (&self->pages, link);
        return link->data;
      }
  page = g_new0 (Page, 1);
  page->number = number;
  page->rows = g_ptr_array_new_full (PAGE_SIZE, g_object_unref);
  if (!load_page (self, page, &error))
    {
      g_warning ("%s: %s", award_ledger_get_path (self->ledger), error->message);
      page_free (page);
      return NULL;
    }
  g_queue_push_head (&self->pages, page);
  if (self->pages.length > MAX_PAGES)
    page_free (g_queue_pop_tail (&self->pages));
  return page;
}

static GType
award_row_model_get_item_type (GListModel *model)
{
  return AWARD_TYPE_ROW;
}

static guint
award_row_model_get_n_items (GListModel *model)
{
  return AWARD_ROW_MODEL (model)->ids->len;
}

static gpointer
award_row_model_get_item (GListModel *model, guint position)
{
  AwardRowModel *self = AWARD_ROW_MODEL (model);
  gint64 id;
  AwardRow *row;
  Page *page;

  if (position >= self->ids->len)
    return NULL;
  page = find_page (self, position / PAGE_SIZE);
  if (page != NULL)
    return g_object_ref (g_ptr_array_index (page->rows, position % PAGE_SIZE));
  /* A list may not have a hole: what cannot be read shows as a row without values. */
  id = g_array_index (self->ids, gint64, position);
  row = g_hash_table_lookup (self->live, &id);
  return row != NULL ? g_object_ref (row) : award_row_new_unread (self->measure, id, self->live);
}

static void
award_row_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = award_row_model_get_item_type;
  iface->get_n_items = award_row_model_get_n_items;
  iface->get_item = award_row_model_get_item;
}

static void
award_row_model_finalize (GObject *object)
{
  AwardRowModel *self = AWARD_ROW_MODEL (object);

  drop_rows (self);
  g_hash_table_unref (self->live);
  g_array_unref (self->ids);
  g_object_unref (self->ledger);
  G_OBJECT_CLASS (award_row_model_parent_class)->finalize (object);
}

static void
award_row_model_class_init (AwardRowModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_row_model_finalize;
}

static void
award_row_model_init (AwardRowModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->live = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_queue_init (&self->pages);
}

AwardRowModel *
award_row_model_new (AwardLedger *ledger)
{
  AwardRowModel *self;

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), NULL);

  self = g_object_new (AWARD_TYPE_ROW_MODEL, NULL);
  self->ledger = g_object_ref (ledger);
  return self;
}

void
award_row_model_set_ids (AwardRowModel *self, const AwardQuery *query, GArray *ids)
{
  guint removed;

  g_return_if_fail (AWARD_IS_ROW_MODEL (self));
  g_return_if_fail (query != NULL && ids != NULL);

  removed = self->ids->len;
  drop_rows (self);
  g_array_unref (self->ids);
  self->ids = ids;
  self->measure = query->measure;
  if (removed > 0 || ids->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, removed, ids->len);
}

gboolean
award_row_model_set_query (AwardRowModel *self, const AwardQuery *query, GError **error)
{
  GArray *ids;

  g_return_val_if_fail (AWARD_IS_ROW_MODEL (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  ids = award_ledger_list_ids (self->ledger, query, error);
  if (ids == NULL)
    return FALSE;
  award_row_model_set_ids (self, query, ids);
  return TRUE;
}

guint
award_row_model_find (AwardRowModel *self, gint64 id)
{
  g_return_val_if_fail (AWARD_IS_ROW_MODEL (self), G_MAXUINT);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      return i;
  return G_MAXUINT;
}

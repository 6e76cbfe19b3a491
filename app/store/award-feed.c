/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-feed"

#include "config.h"

#include "award-feed.h"

#include <string.h>

/* Big enough to make the hand-over cheap, small enough for the caches. */
#define BLOCK_SIZE 4096
#define N_BLOCKS 8

typedef struct
{
  gsize n;
  gsize room;
  gint64 *ids;
  RulesDecision *decisions;
  gboolean is_last;
} Block;

struct _AwardFeed
{
  /* Set before the thread starts. */
  AwardDb *writer;
  AwardDb *reader;
  const RulesMeasure *measure;
  const AwardTable *table;
  const RulesSettings *settings;
  gint64 batch;
  AwardHolding holding;
  AwardTally *tally;
  AwardFeedWatch *watch;

  /* Shared. */
  Block blocks[N_BLOCKS];
  GAsyncQueue *empty;
  GAsyncQueue *full;
  int stop;      /* atomic */
  GError *error; /* the thread's, read once it pushed its last block */

  /* The writer's side. */
  GThread *thread;
  Block *current;
  gboolean ended;
  guint64 claims;
  gint64 sum;
};

typedef struct
{
  sqlite3_vtab base;
  AwardFeed *feed;
} FeedTable;

typedef struct
{
  sqlite3_vtab_cursor base;
  gsize position;
} FeedCursor;

static gboolean
evaluate_block (AwardFeed *self, AwardScan *scan, RulesEvaluator *evaluator, Block *block)
{
  gsize limit = rules_measure_compares_claims (self->measure) ? G_MAXSIZE : BLOCK_SIZE;
  const RulesBatch *batch;

  if (!award_scan_next (scan, limit, &self->error))
    return FALSE;
  batch = award_scan_get_batch (scan);
  block->n = batch->n_claims;
  if (block->n > block->room)
    {
      block->room = block->n;
      block->ids = g_renew (gint64, block->ids, block->room);
      block->decisions = g_renew (RulesDecision, block->decisions, block->room);
    }
  if (block->n > 0)
    {
      memcpy (block->ids, award_scan_get_ids (scan), block->n * sizeof *block->ids);
      rules_evaluator_run (evaluator, batch, block->decisions);
      award_tally_add (self->tally, award_scan_get_claimants (scan), block->decisions, block->n);
    }
  return block->n > 0;
}

/* Runs on the second thread; its last block is always marked, whatever happened. */
static gpointer
produce (gpointer data)
{
  AwardFeed *self = data;
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (self->measure, self->settings);
  g_autoptr (AwardScan) scan =
      award_scan_new (self->reader, self->measure, self->table, self->batch, &self->holding, &self->error);

  for (;;)
    {
      Block *block = g_async_queue_pop (self->empty);

      block->n = 0;
      block->is_last = scan == NULL || g_atomic_int_get (&self->stop) != 0 ||
                       !evaluate_block (self, scan, evaluator, block);
      g_async_queue_push (self->full, block);
      /* The writer may be done with the feed once it has this block: it joins before it frees. */
      if (block->is_last)
        return NULL;
    }
}

/* The next block with decisions. FALSE at the end and on failure; see feed->error. */
static gboolean
next_block (AwardFeed *self)
{
  if (self->current != NULL)
    g_async_queue_push (self->empty, g_steal_pointer (&self->current));
  if (self->ended)
    return FALSE;
  self->current = g_async_queue_pop (self->full);
  if (self->current->is_last)
    {
      self->ended = TRUE;
      self->current = NULL;
      return FALSE;
    }
  self->claims += self->current->n;
  for (gsize i = 0; i < self->current->n; i++)
    if (self->current->decisions[i].outcome == RULES_OUTCOME_AWARD)
      self->sum += self->current->decisions[i].amount;
  self->watch->done += self->current->n;
  if (self->watch->func != NULL)
    self->watch->func (self->watch->done, self->watch->total, self->watch->data);
  return TRUE;
}

static int
feed_connect (sqlite3 *db,
              void *data,
              int argc,
              const char *const *argv,
              sqlite3_vtab **table,
              char **message)
{
  FeedTable *made = g_new0 (FeedTable, 1);

  made->feed = data;
  *table = &made->base;
  return sqlite3_declare_vtab (db,
                               "CREATE TABLE x (claim INT, outcome INT, amount INT, code INT, flags INT)");
}

static int
feed_disconnect (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
feed_best_index (sqlite3_vtab *table, sqlite3_index_info *info)
{
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

static int
feed_open (sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
  *cursor = (sqlite3_vtab_cursor *) g_new0 (FeedCursor, 1);
  return SQLITE_OK;
}

static int
feed_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
fetch (AwardFeed *feed)
{
  if (g_cancellable_is_cancelled (feed->watch->cancellable))
    return SQLITE_INTERRUPT;
  if (!next_block (feed) && feed->error != NULL)
    return SQLITE_ERROR;
  return SQLITE_OK;
}

static int
feed_filter (sqlite3_vtab_cursor *cursor, int number, const char *name, int argc, sqlite3_value **argv)
{
  ((FeedCursor *) cursor)->position = 0;
  return fetch (((FeedTable *) cursor->pVtab)->feed);
}

static int
feed_next (sqlite3_vtab_cursor *cursor)
{
  AwardFeed *feed = ((FeedTable *) cursor->pVtab)->feed;
  FeedCursor *self = (FeedCursor *) cursor;

  if (++self->position < feed->current->n)
    return SQLITE_OK;
  self->position = 0;
  return fetch (feed);
}

static int
feed_eof (sqlite3_vtab_cursor *cursor)
{
  return ((FeedTable *) cursor->pVtab)->feed->current == NULL;
}

static int
feed_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  AwardFeed *feed = ((FeedTable *) cursor->pVtab)->feed;
  gsize i = ((FeedCursor *) cursor)->position;
  const RulesDecision *decision = &feed->current->decisions[i];

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, feed->current->ids[i]);
      break;
    case 1:
      sqlite3_result_int (context, decision->outcome);
      break;
    case 2:
      if (decision->amount != RULES_MISSING)
        sqlite3_result_int64 (context, decision->amount);
      break;
    case 3:
      sqlite3_result_int (context, decision->code);
      break;
    default:
      sqlite3_result_int64 (context, decision->flags);
      break;
    }
  return SQLITE_OK;
}

static int
feed_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
  *id = ((FeedTable *) cursor->pVtab)->feed->current->ids[((FeedCursor *) cursor)->position];
  return SQLITE_OK;
}

/* Without xCreate: the table exists by its name alone. */
static const sqlite3_module feed_module = {
  .xConnect = feed_connect,
  .xBestIndex = feed_best_index,
  .xDisconnect = feed_disconnect,
  .xOpen = feed_open,
  .xClose = feed_close,
  .xFilter = feed_filter,
  .xNext = feed_next,
  .xEof = feed_eof,
  .xColumn = feed_column,
  .xRowid = feed_rowid,
};

AwardFeed *
award_feed_new (AwardDb *writer,
                AwardDb *reader,
                const RulesMeasure *measure,
                const RulesSettings *settings,
                const AwardTable *table,
                gint64 batch,
                const AwardHolding *holding,
                AwardTally *tally,
                AwardFeedWatch *watch,
                GError **error)
{
  AwardFeed *self = g_new0 (AwardFeed, 1);
  int rc;

  self->writer = writer;
  self->reader = reader;
  self->measure = measure;
  self->settings = settings;
  self->table = table;
  self->batch = batch;
  self->holding = *holding;
  self->tally = tally;
  self->watch = watch;
  self->empty = g_async_queue_new ();
  self->full = g_async_queue_new ();
  for (int i = 0; i < N_BLOCKS; i++)
    g_async_queue_push (self->empty, &self->blocks[i]);
  self->thread = g_thread_new ("award-compute", produce, self);
  rc = sqlite3_create_module_v2 (writer->handle, AWARD_FEED_TABLE, &feed_module, self, NULL);
  if (rc != SQLITE_OK)
    {
      award_db_fail (writer, rc, error);
      award_feed_free (self);
      return NULL;
    }
  return self;
}

void
award_feed_free (AwardFeed *self)
{
  g_atomic_int_set (&self->stop, 1);
  while (!self->ended)
    next_block (self);
  g_thread_join (self->thread);
  sqlite3_create_module_v2 (self->writer->handle, AWARD_FEED_TABLE, NULL, NULL, NULL);
  for (int i = 0; i < N_BLOCKS; i++)
    {
      g_free (self->blocks[i].ids);
      g_free (self->blocks[i].decisions);
    }
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->full);
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
award_feed_get_error (AwardFeed *self, GError **error)
{
  if (self->error == NULL)
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return TRUE;
}

void
award_feed_get_totals (AwardFeed *self, guint64 *claims, gint64 *sum)
{
  *claims = self->claims;
  *sum = self->sum;
}

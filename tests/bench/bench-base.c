/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limit that computing and storing awards is measured against: plain C, the rules compiled in, a second
 * thread that scans and evaluates, and one INSERT … SELECT from a virtual table over what it delivers.
 * Prints the sum of the awards of production, in fen.
 * usage: bench-base both|production TABLE.db RESULT.db */
#include "bench-claims.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH 4096
#define BATCHES 8

typedef struct
{
  gint64 id;
  gint64 amount;
  int measure;
  BenchReason reason;
} Result;

typedef struct
{
  guint n; /* 0: the last one */
  Result results[BATCH * 2];
} Batch;

typedef struct
{
  sqlite3 *db;
  gboolean both;
  GAsyncQueue *full;
  GAsyncQueue *empty;
  gint64 sum;
} Source;

static void
check (sqlite3 *db, int code)
{
  if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW)
    return;
  g_printerr ("bench-base: %s\n", sqlite3_errmsg (db));
  exit (1);
}

/* The second thread: rows of the table in, batches of results out. */
static gpointer
scan (gpointer data)
{
  Source *source = data;
  sqlite3_stmt *select;
  Batch *batch;
  int code = SQLITE_ROW;

  check (source->db, sqlite3_prepare_v2 (
                         source->db,
                         "SELECT id, above_scale, industry, new_entrant, eligible, province_award, output,"
                         " output_prior, power, power_prior, festival_power FROM enterprise",
                         -1, &select, NULL));
  do
    {
      batch = g_async_queue_pop (source->empty);
      batch->n = 0;
      while (code == SQLITE_ROW && batch->n < BATCH * (source->both ? 2 : 1) &&
             (code = sqlite3_step (select)) == SQLITE_ROW)
        {
          gint64 v[11];
          Result *result = &batch->results[batch->n++];

          for (int k = 0; k < 11; k++)
            v[k] = sqlite3_column_int64 (select, k);
          result->id = v[0];
          result->measure = 1;
          result->reason =
              bench_production (v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], &result->amount);
          source->sum += result->amount;
          if (!source->both)
            continue;
          result = &batch->results[batch->n++];
          result->id = v[0];
          result->measure = 2;
          result->reason = bench_festival_power (v[1], v[2], v[10], &result->amount);
        }
      g_async_queue_push (source->full, batch);
    }
  while (batch->n > 0);
  sqlite3_finalize (select);
  return NULL;
}

typedef struct
{
  sqlite3_vtab base;
  Source *source;
} Table;

typedef struct
{
  sqlite3_vtab_cursor base;
  Batch *batch;
  guint at;
} Cursor;

static int
table_connect (sqlite3 *db,
               void *aux,
               int argc,
               const char *const *argv,
               sqlite3_vtab **table,
               char **message)
{
  Table *self = sqlite3_malloc (sizeof *self);

  memset (self, 0, sizeof *self);
  self->source = aux;
  *table = &self->base;
  return sqlite3_declare_vtab (db,
                               "CREATE TABLE x (id INT, measure INT, eligible INT, amount INT, reason TEXT)");
}

static int
table_disconnect (sqlite3_vtab *table)
{
  sqlite3_free (table);
  return SQLITE_OK;
}

static int
table_best_index (sqlite3_vtab *table, sqlite3_index_info *info)
{
  return SQLITE_OK;
}

static int
cursor_open (sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
  Cursor *self = sqlite3_malloc (sizeof *self);

  memset (self, 0, sizeof *self);
  *cursor = &self->base;
  return SQLITE_OK;
}

static int
cursor_close (sqlite3_vtab_cursor *cursor)
{
  sqlite3_free (cursor);
  return SQLITE_OK;
}

static int
cursor_next (sqlite3_vtab_cursor *cursor)
{
  Cursor *self = (Cursor *) cursor;
  Source *source = ((Table *) cursor->pVtab)->source;

  if (self->batch != NULL && ++self->at < self->batch->n)
    return SQLITE_OK;
  if (self->batch != NULL)
    g_async_queue_push (source->empty, self->batch);
  self->batch = g_async_queue_pop (source->full);
  self->at = 0;
  return SQLITE_OK;
}

static int
cursor_filter (sqlite3_vtab_cursor *cursor, int index, const char *name, int argc, sqlite3_value **argv)
{
  return cursor_next (cursor);
}

static int
cursor_eof (sqlite3_vtab_cursor *cursor)
{
  return ((Cursor *) cursor)->batch->n == 0;
}

static int
cursor_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  const Cursor *self = (const Cursor *) cursor;
  const Result *result = &self->batch->results[self->at];

  switch (column)
    {
    case 0:
      sqlite3_result_int64 (context, result->id);
      break;
    case 1:
      sqlite3_result_int (context, result->measure);
      break;
    case 2:
      sqlite3_result_int (context, result->reason <= BENCH_BELOW_FLOOR);
      break;
    case 3:
      sqlite3_result_int64 (context, result->amount);
      break;
    default:
      sqlite3_result_text (context, bench_reasons[result->reason], -1, SQLITE_STATIC);
      break;
    }
  return SQLITE_OK;
}

static int
cursor_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
  *id = ((Cursor *) cursor)->at;
  return SQLITE_OK;
}

static const sqlite3_module module = {
  .xConnect = table_connect,
  .xBestIndex = table_best_index,
  .xDisconnect = table_disconnect,
  .xOpen = cursor_open,
  .xClose = cursor_close,
  .xFilter = cursor_filter,
  .xNext = cursor_next,
  .xEof = cursor_eof,
  .xColumn = cursor_column,
  .xRowid = cursor_rowid,
};

int
main (int argc, char **argv)
{
  Source source = { NULL };
  sqlite3 *writer;
  char *attach;
  g_autofree char *wal = NULL;
  GThread *thread;

  if (argc != 4)
    {
      g_printerr ("usage: bench-base both|production TABLE.db RESULT.db\n");
      return 2;
    }
  wal = g_strconcat (argv[3], "-wal", NULL);
  g_unlink (argv[3]);
  g_unlink (wal);

  source.both = strcmp (argv[1], "both") == 0;
  source.full = g_async_queue_new ();
  source.empty = g_async_queue_new ();
  for (int k = 0; k < BATCHES; k++)
    g_async_queue_push (source.empty, g_new (Batch, 1));
  check (source.db, sqlite3_open_v2 (argv[2], &source.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
  check (source.db, sqlite3_exec (source.db, "PRAGMA mmap_size = 536870912; PRAGMA cache_size = -16384", NULL,
                                  NULL, NULL));

  sqlite3_open_v2 (":memory:", &writer, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                   NULL);
  attach = sqlite3_mprintf ("ATTACH %Q AS o", argv[3]);
  check (writer, sqlite3_exec (writer, attach, NULL, NULL, NULL));
  sqlite3_free (attach);
  check (writer,
         sqlite3_exec (
             writer,
             "PRAGMA o.journal_mode = WAL; PRAGMA o.synchronous = NORMAL; PRAGMA o.cache_size = -16384;"
             "CREATE TABLE o.result (enterprise INT, measure INT, eligible INT, amount INT, reason TEXT)",
             NULL, NULL, NULL));
  check (writer, sqlite3_create_module (writer, "evaluated", &module, &source));
  thread = g_thread_new ("scan", scan, &source);
  check (writer,
         sqlite3_exec (writer, "BEGIN IMMEDIATE; INSERT INTO o.result SELECT * FROM evaluated; COMMIT", NULL,
                       NULL, NULL));
  g_thread_join (thread);
  sqlite3_close (source.db);
  sqlite3_close (writer);
  printf ("%" G_GINT64_FORMAT "\n", source.sum);
  return 0;
}

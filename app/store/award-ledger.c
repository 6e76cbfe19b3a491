/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-ledger-private.h"
#include "award-open-file.h"
#include "award-audit.h"
#include "award-migrate.h"
#include "award-policies.h"
#include "award-run.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

G_DEFINE_FINAL_TYPE (AwardLedger, award_ledger, G_TYPE_OBJECT)

static void
award_ledger_finalize (GObject *object)
{
  AwardLedger *self = AWARD_LEDGER (object);

  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->runs);
  g_hash_table_unref (self->imports);
  g_clear_pointer (&self->db, award_db_close);
  G_OBJECT_CLASS (award_ledger_parent_class)->finalize (object);
}

static void
award_ledger_class_init (AwardLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_ledger_finalize;
}

static void
award_ledger_init (AwardLedger *self)
{
  self->tables = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) award_table_free);
  self->runs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) award_run_free);
  self->imports =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) award_import_info_free);
}

static gboolean
insert_batch (AwardDb *db, const char *name, GError **error)
{
  return award_db_do (db, error, "INSERT INTO batch (name, created) VALUES (?, ?)", "ti", name,
                      award_db_now ()) &&
         award_db_do (db, error,
                      "INSERT INTO state (name, value) VALUES ('batch', ?) "
                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                      "i", (gint64) sqlite3_last_insert_rowid (db->handle));
}

/* Fills the empty file @path: schema, first batch, first entry of the audit chain. */
static gboolean
write_first (const char *path, GError **error)
{
  g_autoptr (AwardDb) db = award_db_open (path, AWARD_DB_CREATE, error);
  g_autoptr (AwardTransaction) transaction = NULL;
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d", AWARD_DB_APPLICATION_ID);

  if (db == NULL || !award_db_exec (db, stamp, error) || !award_migrate (db, FALSE, error))
    return FALSE;
  transaction = award_transaction_begin (db, error);
  if (transaction == NULL || !insert_batch (db, "1", error) ||
      !award_audit_add (db, "new", error, "program=%s", VERSION) ||
      !award_transaction_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  /* Last, so that the header is complete before the first frame may stand in a log. */
  return award_db_exec (db, "PRAGMA journal_mode = WAL", error);
}

/* Gives the finished file its name, which nothing may have yet. */
static gboolean
publish (const char *unfinished, const char *path, GError **error)
{
  if (link (unfinished, path) == 0)
    {
      g_unlink (unfinished);
      return TRUE;
    }
  if (errno == EEXIST)
    return award_db_fail_errno (path, errno, error);
  /* A file system without hard links: a memory stick. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return award_db_fail_errno (path, EEXIST, error);
  return g_rename (unfinished, path) == 0 || award_db_fail_errno (path, errno, error);
}

AwardLedger *
award_ledger_new (const char *path, GError **error)
{
  g_autofree char *unfinished = NULL;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      award_db_fail_errno (path, EEXIST, error);
      return NULL;
    }
  unfinished = g_strconcat (path, ".XXXXXX", NULL);
  fd = g_mkstemp_full (unfinished, O_RDWR | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      award_db_fail_errno (path, errno, error);
      return NULL;
    }
  close (fd);
  if (!write_first (unfinished, error) || !publish (unfinished, path, error))
    {
      g_unlink (unfinished);
      return NULL;
    }
  return award_ledger_open (path, error);
}

AwardLedger *
award_ledger_open (const char *path, GError **error)
{
  g_autoptr (AwardLedger) self = NULL;
  g_autoptr (GError) reason = NULL;
  gint64 id;

  g_return_val_if_fail (path != NULL, NULL);

  if (!award_db_probe (path, award_migrate_newest (), error))
    return NULL;
  self = g_object_new (AWARD_TYPE_LEDGER, NULL);
  self->db = award_db_open (path, AWARD_DB_WRITE, error);
  if (self->db == NULL)
    return NULL;
  /* Reads the whole schema and the first pages; the rest is award_ledger_verify()'s. */
  if (!award_db_get_int (self->db, &id, 0, &reason, "SELECT count(*) FROM sqlite_schema", "") ||
      !award_db_get_int (self->db, &id, 0, &reason, "PRAGMA user_version", ""))
    {
      /* The header was ours: whatever does not read now was damaged since. */
      if (g_error_matches (reason, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_NOT_A_LEDGER))
        award_db_set_error (error, AWARD_LEDGER_ERROR_DAMAGED, path);
      else
        g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (!award_migrate (self->db, TRUE, error))
    return NULL;
  if (!award_db_get_int (self->db, &id, 0, &reason,
                         "SELECT b.id FROM batch b JOIN state s ON s.name = 'batch' AND s.value = b.id",
                         "") ||
      id == 0)
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_DAMAGED, path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

const char *
award_ledger_get_path (AwardLedger *self)
{
  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  return self->db->path;
}

gboolean
award_ledger_is_open_at (const char *path)
{
  return award_open_file_has (path);
}

void
award_batch_free (AwardBatch *batch)
{
  g_free (batch->name);
  g_free (batch);
}

static AwardBatch *
read_batch (sqlite3_stmt *row)
{
  AwardBatch *batch = g_new0 (AwardBatch, 1);

  batch->id = sqlite3_column_int64 (row, 0);
  batch->name = g_strdup (award_db_text (row, 1));
  batch->as_of = award_db_column (row, 2);
  return batch;
}

/* *@batch NULL: there is none. */
static gboolean
find_batch (AwardDb *db, const char *name, AwardBatch **batch, GError **error)
{
  g_autoptr (sqlite3_stmt) found = award_db_query (
      db, error,
      name != NULL
          ? "SELECT id, name, as_of FROM batch WHERE name = ?1"
          : "SELECT id, name, as_of FROM batch WHERE id = (SELECT value FROM state WHERE name = 'batch')",
      name != NULL ? "t" : "", name);
  gboolean row;

  if (found == NULL || !award_db_step (db, found, &row, error))
    return FALSE;
  *batch = row ? read_batch (found) : NULL;
  return TRUE;
}

AwardBatch *
award_ledger_get_batch (AwardLedger *self, const char *name, gboolean create, GError **error)
{
  g_autoptr (AwardTransaction) transaction = NULL;
  AwardBatch *batch;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  if (!find_batch (self->db, name, &batch, error))
    return NULL;
  if (batch != NULL)
    return batch;
  if (!create || name == NULL || *name == '\0')
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("This ledger has no batch “%s”."), name != NULL ? name : "");
      return NULL;
    }
  transaction = award_transaction_begin (self->db, error);
  if (transaction == NULL || !insert_batch (self->db, name, error) ||
      !award_audit_add (self->db, "batch", error, "name=%s", name) ||
      !award_transaction_commit (g_steal_pointer (&transaction), error) ||
      !find_batch (self->db, name, &batch, error))
    return NULL;
  return batch;
}

GPtrArray *
award_ledger_list_batches (AwardLedger *self, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) award_batch_free);
  g_autoptr (sqlite3_stmt) found = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  found = award_db_query (self->db, error, "SELECT id, name, as_of FROM batch ORDER BY id", "");
  if (found == NULL)
    return NULL;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, found, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&batches);
      g_ptr_array_add (batches, read_batch (found));
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undoing a step. */
#define G_LOG_DOMAIN "award-step"

#include "config.h"

#include "award-audit.h"
#include "award-step-private.h"
#include "award-tally.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  AwardDb *db;
  gint64 id;
  gint64 at;
  gint64 audit;
  gint64 first_claimant;
  gint64 last_claimant;
  GBytes *changes;
  gboolean is_computed; /* decisions were made since */
} Undo;

static void
undo_clear (Undo *undo)
{
  g_clear_pointer (&undo->changes, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT, message);
  return FALSE;
}

static gboolean
read_step (Undo *undo, GError **error)
{
  g_autoptr (sqlite3_stmt) found = award_db_query (
      undo->db, error,
      "SELECT at, audit, first_claimant, last_claimant, changes FROM step "
      "WHERE id = ?1 AND undone IS NULL AND NOT EXISTS (SELECT 1 FROM step WHERE id > ?1 AND undone IS NULL)",
      "i", undo->id);
  gboolean row;

  if (found == NULL || !award_db_step (undo->db, found, &row, error))
    return FALSE;
  if (!row)
    return refuse (error, _ ("Only the last import can be undone, and this one is not it."));
  undo->at = sqlite3_column_int64 (found, 0);
  undo->audit = sqlite3_column_int64 (found, 1);
  undo->first_claimant = sqlite3_column_int64 (found, 2);
  undo->last_claimant = sqlite3_column_int64 (found, 3);
  if (sqlite3_column_type (found, 4) == SQLITE_NULL)
    return refuse (error, _ ("This import overwrote too much, or was too long ago, to be undone. Import the "
                             "tables as they were before instead."));
  undo->changes = g_bytes_new (sqlite3_column_blob (found, 4), (gsize) sqlite3_column_bytes (found, 4));
  return TRUE;
}

/* Nothing done since may build on what the step brought in. Imports since are those of steps undone. */
static gboolean
check_later (Undo *undo, GError **error)
{
  static const char *const harmless[] = { "import", "register", "undo",   "compute", "set",
                                          "policy", "batch",    "backup", "accept",  "heading",
                                          "match",  "settle",   "repair", NULL };
  g_autoptr (sqlite3_stmt) later =
      award_db_query (undo->db, error, "SELECT DISTINCT action FROM audit WHERE id > ?", "i", undo->audit);
  gint64 others;

  if (later == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;
      const char *action;

      if (!award_db_step (undo->db, later, &row, error))
        return FALSE;
      if (!row)
        break;
      action = award_db_text (later, 0);
      if (!g_strv_contains (harmless, action))
        return refuse (error, _ ("Claims were worked on after this import, so it cannot be undone any more. "
                                 "Import a corrected table instead: it changes only what differs."));
      undo->is_computed = undo->is_computed || strcmp (action, "compute") == 0;
    }
  if (!award_db_get_int (undo->db, &others, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM import WHERE step IS NULL AND id > "
                         "(SELECT max(id) FROM import WHERE step = ?1)) OR EXISTS (SELECT 1 FROM "
                         "register_import WHERE step IS NULL AND id > (SELECT max(id) FROM register_import "
                         "WHERE step = ?1))",
                         "i", undo->id))
    return FALSE;
  return others == 0 || refuse (error, _ ("Only the last import can be undone, and this one is not it."));
}

/* Decisions made since, and the counts of them, are made anew rather than put back. */
static int
is_put_back (void *data, const char *table)
{
  const Undo *undo = data;

  return !undo->is_computed || (strcmp (table, "tally") != 0 && !g_str_has_prefix (table, "decision_"));
}

/* A row to be taken away may have gone already; anything else that is not as the step left it is later
 * work. */
static int
on_conflict (void *data, int reason, sqlite3_changeset_iter *iter)
{
  const char *table;
  int n_columns, operation, indirect;

  if (reason == SQLITE_CHANGESET_NOTFOUND &&
      sqlite3changeset_op (iter, &table, &n_columns, &operation, &indirect) == SQLITE_OK &&
      operation == SQLITE_DELETE)
    return SQLITE_CHANGESET_OMIT;
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
put_back (Undo *undo, GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (undo->changes, &size);
  void *inverse = NULL;
  int inverse_size = 0;
  int rc;

  if (size == 0)
    return TRUE;
  rc = sqlite3changeset_invert ((int) size, data, &inverse_size, &inverse);
  if (rc == SQLITE_OK)
    rc = sqlite3changeset_apply (undo->db->handle, inverse_size, inverse, is_put_back, on_conflict, undo);
  sqlite3_free (inverse);
  if (rc == SQLITE_ABORT)
    return refuse (error, _ ("What this import brought in was changed since, so it cannot be undone any "
                             "more. Import a corrected table instead: it changes only what differs."));
  return rc == SQLITE_OK || award_db_fail (undo->db, rc, error);
}

static gboolean
has_table (AwardDb *db, const char *name, gboolean *has, GError **error)
{
  gint64 exists;

  if (!award_db_get_int (db, &exists, 0, error,
                         "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", "t", name))
    return FALSE;
  *has = exists != 0;
  return TRUE;
}

/* Takes away the claims with this @condition on c, which has one parameter; with @decisions_only no more
 * than their decisions. */
static gboolean
delete_claims (Undo *undo,
               const char *suffix,
               const char *condition,
               gint64 value,
               gboolean decisions_only,
               GError **error)
{
  static const char *const kinds[] = { "decision_", "line_", "claim_" };

  for (guint i = 0; i < (decisions_only ? 1 : G_N_ELEMENTS (kinds)); i++)
    {
      g_autofree char *name = g_strconcat (kinds[i], suffix, NULL);
      g_autofree char *claims = g_strconcat ("claim_", suffix, NULL);
      g_autofree char *quoted = award_db_quote (name);
      g_autofree char *quoted_claims = award_db_quote (claims);
      g_autofree char *sql =
          g_strdup_printf ("DELETE FROM %s WHERE %s IN (SELECT c.id FROM %s c WHERE c.%s = ?)", quoted,
                           i == 2 ? "id" : "claim", quoted_claims, condition);
      gboolean has;

      if (!has_table (undo->db, name, &has, error) ||
          (has && !award_db_do (undo->db, error, sql, "i", value)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
delete_added (Undo *undo, GError **error)
{
  g_autoptr (sqlite3_stmt) imports = award_db_query (
      undo->db, error,
      "SELECT i.id, m.suffix FROM import i JOIN measure m ON m.id = i.measure WHERE i.step = ?", "i",
      undo->id);

  if (imports == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (undo->db, imports, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!delete_claims (undo, award_db_text (imports, 1), "import", sqlite3_column_int64 (imports, 0),
                          FALSE, error))
        return FALSE;
    }
  /* What settlement held against a record that has gone is settled again by the next compute. */
  return award_db_do (undo->db, error, "DELETE FROM claimant WHERE id BETWEEN ? AND ?", "ii",
                      undo->first_claimant, undo->last_claimant) &&
         award_db_exec (undo->db,
                        "UPDATE settlement SET payment = NULL WHERE payment NOT IN (SELECT id FROM "
                        "register_payment);"
                        "UPDATE settlement SET first_time = NULL WHERE first_time NOT IN (SELECT id FROM "
                        "register_first_time)",
                        error);
}

/* The batches computed since have no decisions any more: each was made beside claims that have gone. */
static gboolean
forget_decisions (Undo *undo, GError **error)
{
  g_autoptr (AwardTally) tally = NULL;
  g_autoptr (sqlite3_stmt) runs = award_db_query (
      undo->db, error,
      "SELECT DISTINCT m.suffix, r.batch FROM run r JOIN measure m ON m.id = r.measure WHERE r.at >= ?", "i",
      undo->at);

  if (runs == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (undo->db, runs, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!delete_claims (undo, award_db_text (runs, 0), "batch", sqlite3_column_int64 (runs, 1), TRUE,
                          error) ||
          !award_db_do (undo->db, error, "DELETE FROM settlement WHERE batch = ?", "i",
                        sqlite3_column_int64 (runs, 1)))
        return FALSE;
    }
  tally = award_tally_new (undo->db, error);
  return tally != NULL && award_db_exec (undo->db, "DELETE FROM tally", error) &&
         award_tally_refresh_all (tally, undo->db, error);
}

static gboolean
run_undo (Undo *undo, GError **error)
{
  g_autoptr (AwardTransaction) transaction = award_transaction_begin (undo->db, error);

  return transaction != NULL && read_step (undo, error) && check_later (undo, error) &&
         put_back (undo, error) && delete_added (undo, error) &&
         (!undo->is_computed || forget_decisions (undo, error)) &&
         award_db_do (undo->db, error, "UPDATE step SET undone = ?, changes = NULL WHERE id = ?", "ii",
                      award_db_now (), undo->id) &&
         award_audit_add (undo->db, "undo", error, "step=%" G_GINT64_FORMAT, undo->id) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

gboolean
award_ledger_undo (AwardLedger *self, gint64 id, GError **error)
{
  g_auto (Undo) undo = { .db = self->db, .id = id };
  gboolean done;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && self->step == NULL, FALSE);

  /* Rows are put back exactly as they referred to each other. Checking each would look through all claims for
   * every claimant, and deleting a claim would take away its lines before their turn. */
  sqlite3_db_config (self->db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  done = run_undo (&undo, error);
  sqlite3_db_config (self->db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  g_hash_table_remove_all (self->imports);
  return done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recording a step: SQLite's session extension notes the rows that are overwritten. */
#define G_LOG_DOMAIN "award-step"

#include "config.h"

#include "award-step-private.h"

#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_session, sqlite3session_delete)

struct _AwardStep
{
  AwardLedger *ledger; /* owned */
  AwardTransaction *transaction;
  sqlite3_session *session;
  gint64 last_import; /* before the step, as those below */
  gint64 last_register;
  gint64 last_claimant;
};

/* Of what a step changes, that which undo puts back row by row. The imports themselves, their batches, files,
 * columns and problems, and what is known of policies stay. */
static int
is_recorded (void *data, const char *table)
{
  static const char *const tables[] = { "claimant",
                                        "holding",
                                        "tally",
                                        "cell_source",
                                        "change",
                                        "register_change",
                                        "register_enterprise",
                                        "register_account",
                                        "register_exclusion",
                                        "register_first_time",
                                        "register_payment",
                                        "register_holiday",
                                        NULL };

  return g_strv_contains (tables, table) || g_str_has_prefix (table, "claim_") ||
         g_str_has_prefix (table, "line_") || g_str_has_prefix (table, "decision_");
}

/* What was looked up on the way may be gone with the transaction. */
static void
forget_lookups (AwardLedger *ledger)
{
  g_hash_table_remove_all (ledger->tables);
  g_hash_table_remove_all (ledger->runs);
  g_hash_table_remove_all (ledger->imports);
}

void
award_step_free (AwardStep *self)
{
  /* The session first: it must not see the rollback. */
  g_clear_pointer (&self->session, sqlite3session_delete);
  if (self->transaction != NULL)
    {
      award_transaction_free (self->transaction);
      forget_lookups (self->ledger);
    }
  self->ledger->step = NULL;
  g_object_unref (self->ledger);
  g_free (self);
}

static gboolean
start_recording (AwardStep *self, GError **error)
{
  AwardDb *db = self->ledger->db;
  int rc = sqlite3session_create (db->handle, "main", &self->session);

  if (rc == SQLITE_OK)
    rc = sqlite3session_attach (self->session, NULL);
  if (rc != SQLITE_OK)
    return award_db_fail (db, rc, error);
  sqlite3session_table_filter (self->session, is_recorded, NULL);
  return TRUE;
}

AwardStep *
award_step_begin (AwardLedger *ledger, GError **error)
{
  g_autoptr (AwardStep) self = NULL;
  AwardDb *db;

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger) && ledger->step == NULL, NULL);

  db = ledger->db;
  self = g_new0 (AwardStep, 1);
  self->ledger = g_object_ref (ledger);
  self->transaction = award_transaction_begin (db, error);
  if (self->transaction == NULL ||
      !award_db_get_int (db, &self->last_import, 0, error, "SELECT max(id) FROM import", "") ||
      !award_db_get_int (db, &self->last_register, 0, error, "SELECT max(id) FROM register_import", "") ||
      !award_db_get_int (db, &self->last_claimant, 0, error, "SELECT max(id) FROM claimant", "") ||
      !start_recording (self, error))
    return NULL;
  ledger->step = self;
  return g_steal_pointer (&self);
}

gboolean
award_step_ensure (AwardLedger *ledger, AwardStep **own, GError **error)
{
  if (ledger->step != NULL)
    return TRUE;
  *own = award_step_begin (ledger, error);
  return *own != NULL;
}

void
award_step_pause (AwardLedger *ledger)
{
  if (ledger->step != NULL)
    sqlite3session_enable (ledger->step->session, 0);
}

void
award_step_resume (AwardLedger *ledger)
{
  if (ledger->step != NULL)
    sqlite3session_enable (ledger->step->session, 1);
}

/* What was overwritten, NULL when that is more than is kept. */
static gboolean
take_changes (AwardStep *self, GBytes **changes, GError **error)
{
  void *data = NULL;
  int size = 0;
  int rc;

  *changes = NULL;
  if (sqlite3session_memory_used (self->session) > 4 * (gint64) AWARD_STEP_MAX_CHANGES)
    return TRUE;
  rc = sqlite3session_changeset (self->session, &size, &data);
  if (rc != SQLITE_OK)
    return award_db_fail (self->ledger->db, rc, error);
  /* An empty changeset may have no data; the blob is there all the same. */
  if ((guint) size <= AWARD_STEP_MAX_CHANGES)
    *changes = g_bytes_new (data != NULL ? data : "", (gsize) size);
  sqlite3_free (data);
  return TRUE;
}

static gboolean
insert_step (AwardStep *self, gint64 *id, GError **error)
{
  AwardDb *db = self->ledger->db;
  g_autoptr (GBytes) changes = NULL;
  gint64 last_claimant, audit;

  if (!take_changes (self, &changes, error) ||
      !award_db_get_int (db, &last_claimant, 0, error, "SELECT max(id) FROM claimant", "") ||
      !award_db_get_int (db, &audit, 0, error, "SELECT max(id) FROM audit", "") ||
      !award_db_do (db, error,
                    "INSERT INTO step (at, audit, first_claimant, last_claimant) VALUES (?, ?, ?, ?)", "iiii",
                    award_db_now (), audit, self->last_claimant + 1, last_claimant))
    return FALSE;
  *id = sqlite3_last_insert_rowid (db->handle);
  return (changes == NULL ||
          award_db_do (db, error, "UPDATE step SET changes = ? WHERE id = ?", "bi", changes, *id)) &&
         award_db_do (db, error, "UPDATE step SET changes = NULL WHERE id <= ?", "i",
                      *id - AWARD_STEPS_KEPT) &&
         award_db_do (db, error, "UPDATE import SET step = ? WHERE id > ?", "ii", *id, self->last_import) &&
         award_db_do (db, error, "UPDATE register_import SET step = ? WHERE id > ?", "ii", *id,
                      self->last_register);
}

gboolean
award_step_commit (AwardStep *self, gint64 *id, GError **error)
{
  g_autoptr (AwardStep) owned = self;
  gint64 last_import, last_register;

  g_return_val_if_fail (self != NULL && id != NULL, FALSE);

  *id = 0;
  if (!award_db_get_int (self->ledger->db, &last_import, 0, error, "SELECT max(id) FROM import", "") ||
      !award_db_get_int (self->ledger->db, &last_register, 0, error, "SELECT max(id) FROM register_import",
                         ""))
    return FALSE;
  if ((last_import > self->last_import || last_register > self->last_register) &&
      !insert_step (self, id, error))
    return FALSE;
  g_clear_pointer (&self->session, sqlite3session_delete);
  return award_transaction_commit (g_steal_pointer (&self->transaction), error);
}

void
award_last_step_free (AwardLastStep *step)
{
  g_free (step->file);
  g_free (step);
}

gboolean
award_ledger_get_last_step (AwardLedger *self, AwardLastStep **step, GError **error)
{
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && step != NULL, FALSE);

  *step = NULL;
  found = award_db_query (
      self->db, error,
      "SELECT s.id, s.at, count(*), min(i.name) FROM step s "
      "JOIN (SELECT step, name FROM import UNION ALL SELECT step, name FROM register_import) i "
      "ON i.step = s.id WHERE s.id = (SELECT max(id) FROM step WHERE undone IS NULL) "
      "AND s.changes IS NOT NULL GROUP BY s.id",
      "");
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return FALSE;
  if (row)
    {
      *step = g_new0 (AwardLastStep, 1);
      (*step)->id = sqlite3_column_int64 (found, 0);
      (*step)->at = sqlite3_column_int64 (found, 1);
      (*step)->n_files = (guint) sqlite3_column_int64 (found, 2);
      (*step)->file = g_strdup (award_db_text (found, 3));
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-profile"

#include "config.h"

#include "award-profile.h"
#include "award-audit.h"
#include "award-ledger-private.h"

void
award_learnt_heading_free (AwardLearntHeading *heading)
{
  g_free (heading->heading);
  g_free (heading->target);
  g_free (heading);
}

/* Within the caller's transaction. */
static gboolean
keep (AwardLedger *self,
      const char *policy,
      const char *measure,
      const char *heading,
      const char *target,
      gint64 exponent,
      GError **error)
{
  return award_db_do (self->db, error,
                      "INSERT INTO heading (policy, measure, heading, target, exponent, at, person) "
                      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (policy, measure, heading) DO UPDATE "
                      "SET target = excluded.target, exponent = excluded.exponent, at = excluded.at, "
                      "person = excluded.person",
                      "ttttmit", policy, measure, heading, target, exponent, award_db_now (),
                      g_get_user_name ()) &&
         award_audit_add (self->db, "heading", error, "measure=%s/%s heading=%s target=%s", policy, measure,
                          heading, target);
}

gboolean
award_ledger_learn_heading (AwardLedger *self,
                            const AwardImportTarget *of,
                            const char *heading,
                            const char *target,
                            gint64 exponent,
                            GError **error)
{
  const char *policy = award_import_target_get_policy (of);
  const char *measure = award_import_target_get_name (of);
  g_autoptr (AwardTransaction) transaction = NULL;
  gint64 known;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (heading != NULL && *heading != '\0' && target != NULL, FALSE);

  if (!award_db_get_int (self->db, &known, 0, error,
                         "SELECT 1 FROM heading WHERE policy = ? AND measure = ? AND heading = ? "
                         "AND target = ? AND exponent IS ?",
                         "ttttm", policy, measure, heading, target, exponent))
    return FALSE;
  if (known != 0)
    return TRUE;
  transaction = award_transaction_begin (self->db, error);
  return transaction != NULL && keep (self, policy, measure, heading, target, exponent, error) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

GPtrArray *
award_ledger_list_headings (AwardLedger *self, const AwardImportTarget *of, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) award_learnt_heading_free);
  g_autoptr (sqlite3_stmt) rows = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (of != NULL, NULL);

  rows = award_db_query (self->db, error,
                         "SELECT heading, target, exponent FROM heading WHERE policy = ? AND measure = ? "
                         "ORDER BY heading",
                         "tt", award_import_target_get_policy (of), award_import_target_get_name (of));
  if (rows == NULL)
    return NULL;
  for (;;)
    {
      AwardLearntHeading *heading;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      heading = g_new0 (AwardLearntHeading, 1);
      heading->heading = g_strdup (award_db_text (rows, 0));
      heading->target = g_strdup (award_db_text (rows, 1));
      heading->exponent = award_db_column (rows, 2);
      g_ptr_array_add (list, heading);
    }
}

gboolean
award_ledger_copy_headings (AwardLedger *self, AwardLedger *other, guint *n, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = NULL;
  g_autoptr (AwardTransaction) transaction = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && AWARD_IS_LEDGER (other), FALSE);
  g_return_val_if_fail (n != NULL, FALSE);

  *n = 0;
  transaction = award_transaction_begin (self->db, error);
  rows = transaction == NULL
             ? NULL
             : award_db_query (other->db, error,
                               "SELECT policy, measure, heading, target, exponent FROM heading", "");
  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;
      gint64 known;

      if (!award_db_step (other->db, rows, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!award_db_get_int (self->db, &known, 0, error,
                             "SELECT 1 FROM heading WHERE policy = ? AND measure = ? AND heading = ?", "ttt",
                             award_db_text (rows, 0), award_db_text (rows, 1), award_db_text (rows, 2)))
        return FALSE;
      if (known != 0)
        continue;
      if (!keep (self, award_db_text (rows, 0), award_db_text (rows, 1), award_db_text (rows, 2),
                 award_db_text (rows, 3), award_db_column (rows, 4), error))
        return FALSE;
      ++*n;
    }
  return award_transaction_commit (g_steal_pointer (&transaction), error);
}

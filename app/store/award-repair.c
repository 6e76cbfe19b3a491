/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-repair"

#include "config.h"

#include "award-repair.h"
#include "award-audit.h"
#include "award-ledger-private.h"

gboolean
award_ledger_repair_code (AwardLedger *self, const char *found, const char *code, GError **error)
{
  g_autoptr (AwardTransaction) transaction = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (found != NULL && *found != '\0', FALSE);

  transaction = award_transaction_begin (self->db, error);
  return transaction != NULL &&
         (code != NULL
              ? award_db_do (self->db, error,
                             "INSERT INTO repair (found, code, at, person) VALUES (?, ?, ?, ?) "
                             "ON CONFLICT (found) DO UPDATE SET code = excluded.code, at = excluded.at, "
                             "person = excluded.person",
                             "ttit", found, code, award_db_now (), g_get_user_name ())
              : award_db_do (self->db, error, "DELETE FROM repair WHERE found = ?", "t", found)) &&
         award_audit_add (self->db, "repair", error, "found=%s code=%s", found, code != NULL ? code : "-") &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

GHashTable *
award_ledger_list_repairs (AwardLedger *self, GError **error)
{
  g_autoptr (GHashTable) repairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) rows = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  rows = award_db_query (self->db, error, "SELECT found, code FROM repair", "");
  if (rows == NULL)
    return NULL;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&repairs);
      g_hash_table_replace (repairs, g_strdup (award_db_text (rows, 0)), g_strdup (award_db_text (rows, 1)));
    }
}

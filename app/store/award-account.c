/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where claimants are paid. */
#define G_LOG_DOMAIN "award-register"

#include "config.h"

#include "award-register-private.h"

void
award_account_free (AwardAccount *account)
{
  g_free (account->holder);
  g_free (account->number);
  g_free (account->bank);
  g_free (account->bank_code);
  g_free (account);
}

gboolean
award_ledger_get_account (AwardLedger *self, const char *code, AwardAccount **account, GError **error)
{
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (code != NULL && account != NULL, FALSE);

  *account = NULL;
  found = award_db_query (self->db, error,
                          "SELECT holder, number, bank, bank_code FROM register_account WHERE code = ?", "t",
                          code);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *account = g_new0 (AwardAccount, 1);
  (*account)->holder = g_strdup (award_db_text (found, 0));
  (*account)->number = g_strdup (award_db_text (found, 1));
  (*account)->bank = g_strdup (award_db_text (found, 2));
  (*account)->bank_code = g_strdup (award_db_text (found, 3));
  return TRUE;
}

gboolean
award_ledger_find_account (AwardLedger *self,
                           const char *number,
                           const char *except,
                           char **code,
                           GError **error)
{
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (number != NULL && except != NULL && code != NULL, FALSE);

  *code = NULL;
  found = award_db_query (
      self->db, error,
      "SELECT code FROM register_account WHERE number = ? AND code <> ? ORDER BY code LIMIT 1", "tt", number,
      except);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return FALSE;
  if (row)
    *code = g_strdup (award_db_text (found, 0));
  return TRUE;
}

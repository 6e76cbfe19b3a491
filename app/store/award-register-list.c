/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking things up in registers. */
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

/* The records of @kind; with @has_text those that have parameter 1 in a text. */
static char *
make_query (AwardRegister kind, gboolean has_text)
{
  GString *sql = g_string_new ("SELECT r.id, i.name, i.sheet, r.row");
  const char *joint = " WHERE ";

  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    g_string_append_printf (sql, ", r.%s", award_register_get_field (kind, i)->id);
  g_string_append_printf (sql, " FROM %s r JOIN register_import i ON i.id = r.import",
                          award_register_get_table (kind));
  for (guint i = 0; has_text && i < award_register_get_n_fields (kind); i++)
    {
      const RulesFact *field = award_register_get_field (kind, i);

      if (field->type != RULES_TYPE_TEXT)
        continue;
      g_string_append_printf (sql, "%sinstr (lower (r.%s), lower (?1)) > 0", joint, field->id);
      joint = " OR ";
    }
  joint = " ORDER BY ";
  for (guint i = 0; i < award_register_get_n_fields (kind); i++)
    if (award_register_get_field (kind, i)->is_key)
      {
        g_string_append_printf (sql, "%sr.%s", joint, award_register_get_field (kind, i)->id);
        joint = ", ";
      }
  g_string_append (sql, ", r.id");
  return g_string_free (sql, FALSE);
}

gboolean
award_ledger_list_register (AwardLedger *self,
                            AwardRegister kind,
                            const char *text,
                            AwardRecordFunc func,
                            gpointer data,
                            GError **error)
{
  gboolean has_text = text != NULL && *text != '\0';
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (kind < AWARD_N_REGISTERS && func != NULL, FALSE);

  sql = make_query (kind, has_text);
  rows = award_db_prepare (self->db, sql, error);
  if (rows == NULL || (has_text && !award_db_bind (self->db, rows, error, "t", text)))
    return FALSE;
  for (;;)
    {
      RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
      AwardRecord record = { .fields = fields };
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      record.id = sqlite3_column_int64 (rows, 0);
      record.file = award_db_text (rows, 1);
      record.sheet = award_db_text (rows, 2);
      record.row = (guint) sqlite3_column_int64 (rows, 3);
      for (guint i = 0; i < award_register_get_n_fields (kind); i++)
        fields[i] = award_table_read (award_register_get_field (kind, i), rows, (int) i + 4);
      if (!func (&record, data))
        return TRUE;
    }
}

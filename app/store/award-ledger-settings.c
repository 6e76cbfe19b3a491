/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters and choices of a ledger. */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-ledger-private.h"
#include "award-audit.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
has_setting (const RulesMeasure *measure, const char *name)
{
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    if (strcmp (rules_measure_get_parameter (measure, i)->id, name) == 0)
      return TRUE;
  for (guint i = 0; i < rules_measure_get_n_choices (measure); i++)
    if (strcmp (rules_measure_get_choice (measure, i)->id, name) == 0)
      return TRUE;
  return FALSE;
}

RulesSettings *
award_ledger_get_settings (AwardLedger *self, const RulesMeasure *measure, GError **error)
{
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (sqlite3_stmt) values = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  settings = rules_settings_new (measure);
  values = award_db_query (self->db, error,
                           "SELECT s.name, s.value FROM setting s JOIN measure m ON m.id = s.measure "
                           "WHERE m.policy = ? AND m.name = ? ORDER BY s.name",
                           "tt", rules_policy_get_id (rules_measure_get_policy (measure)),
                           rules_measure_get_id (measure));
  if (values == NULL)
    return NULL;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, values, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&settings);
      /* A setting that an earlier text of the policy had has no effect now. */
      if (has_setting (measure, award_db_text (values, 0)) &&
          !rules_settings_set (settings, award_db_text (values, 0), award_db_text (values, 1), error))
        return NULL;
    }
}

gboolean
award_ledger_set (AwardLedger *self,
                  const RulesMeasure *measure,
                  const char *name,
                  const char *text,
                  GError **error)
{
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (AwardTransaction) transaction = NULL;
  g_autoptr (AwardTable) table = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (measure != NULL && name != NULL && text != NULL, FALSE);

  if (!has_setting (measure, name))
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("The measure “%s” has no parameter or choice “%s”."), rules_measure_get_label (measure),
                   name);
      return FALSE;
    }
  transaction = award_transaction_begin (self->db, error);
  if (transaction == NULL)
    return FALSE;
  settings = award_ledger_get_settings (self, measure, error);
  if (settings == NULL || !rules_settings_set (settings, name, text, error))
    return FALSE;
  table = award_ledger_make_table (self, measure, error);
  return table != NULL &&
         award_db_do (self->db, error,
                      "INSERT INTO setting (measure, name, value) VALUES (?, ?, ?) "
                      "ON CONFLICT (measure, name) DO UPDATE SET value = excluded.value",
                      "itt", table->id, name, text) &&
         award_audit_add (self->db, "set", error, "measure=%s/%s %s=%s",
                          rules_policy_get_id (rules_measure_get_policy (measure)),
                          rules_measure_get_id (measure), name, text) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

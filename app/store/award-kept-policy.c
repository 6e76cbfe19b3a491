/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policy texts kept in a ledger, so that old decisions keep the text they were made with. */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-audit.h"
#include "award-ledger-private.h"
#include "award-policies.h"

#include <glib/gi18n.h>
#include <string.h>

enum
{
  CODE_REASON,
  CODE_FLAG,
};

/* Names of codes and flags for each measure of @policy the ledger has tables of. */
static gboolean
keep_codes (AwardLedger *self, const RulesPolicy *policy, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) insert =
      award_db_prepare (self->db,
                        "INSERT OR IGNORE INTO code (policy, measure, kind, number, name) "
                        "SELECT ?1, id, ?4, ?5, ?6 FROM measure WHERE policy = ?2 AND name = ?3",
                        error);

  if (insert == NULL)
    return FALSE;
  for (guint m = 0; m < rules_policy_get_n_measures (policy); m++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, m);
      const char *name = rules_measure_get_id (measure);

      for (guint i = 0; i < rules_measure_get_n_codes (measure); i++)
        if (!award_db_run (self->db, insert, error, "ittiit", id, rules_policy_get_id (policy), name,
                           (gint64) CODE_REASON, (gint64) i, rules_measure_get_code (measure, i)))
          return FALSE;
      for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
        if (!award_db_run (self->db, insert, error, "ittiit", id, rules_policy_get_id (policy), name,
                           (gint64) CODE_FLAG, (gint64) i, rules_measure_get_flag (measure, i)->id))
          return FALSE;
    }
  return TRUE;
}

gboolean
award_ledger_keep_policy (AwardLedger *self, const RulesPolicy *policy, gint64 *id, GError **error)
{
  const char *digest = rules_policy_get_digest (policy);

  g_assert (self->db->depth > 0);

  if (rules_policy_is_trial (policy))
    {
      g_set_error (
          error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT,
          _ ("The figures of “%s” were changed for a trial. Nothing of a trial is kept in a ledger."),
          rules_policy_get_id (policy));
      return FALSE;
    }
  if (!award_db_get_int (self->db, id, 0, error, "SELECT id FROM policy WHERE digest = ?", "t", digest))
    return FALSE;
  if (*id == 0)
    {
      if (!award_db_do (self->db, error, "INSERT INTO policy (name, digest, text, added) VALUES (?, ?, ?, ?)",
                        "ttti", rules_policy_get_id (policy), digest, rules_policy_get_text (policy),
                        award_db_now ()))
        return FALSE;
      *id = sqlite3_last_insert_rowid (self->db->handle);
    }
  return keep_codes (self, policy, *id, error);
}

/* Texts are told apart by what they say, not by what the ledger says their digest is: verify looks at
 * that. */
static RulesPolicy *
parse_kept (AwardLedger *self, const char *text, GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  RulesPolicy *policy = award_policies_of_text (digest, text);

  if (policy == NULL)
    g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT,
                 _ ("A policy text kept in “%s” can no longer be read by this program."), self->db->path);
  return policy;
}

RulesPolicy *
award_ledger_load_policy (AwardLedger *self, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) find =
      award_db_query (self->db, error, "SELECT text FROM policy WHERE id = ?", "i", id);
  RulesPolicy *policy;
  gboolean row;

  if (find == NULL || !award_db_step (self->db, find, &row, error))
    return NULL;
  if (!row)
    {
      award_db_set_error (error, AWARD_LEDGER_ERROR_DAMAGED, self->db->path);
      return NULL;
    }
  policy = parse_kept (self, award_db_text (find, 0), error);
  return policy != NULL ? rules_policy_ref (policy) : NULL;
}

RulesPolicy *
award_ledger_find_policy (AwardLedger *self, const char *name, GError **error)
{
  RulesPolicy *policy = award_policies_find (name);
  g_autoptr (sqlite3_stmt) find = NULL;
  gboolean row;

  if (policy != NULL)
    return policy;
  find = award_db_query (self->db, error,
                         "SELECT text FROM policy WHERE name = ? ORDER BY added DESC, id DESC LIMIT 1", "t",
                         name);
  if (find == NULL || !award_db_step (self->db, find, &row, error) || !row)
    return NULL;
  return parse_kept (self, award_db_text (find, 0), error);
}

const RulesMeasure *
award_ledger_get_measure (AwardLedger *self, const char *policy, const char *measure, GError **error)
{
  g_autoptr (GError) reason = NULL;
  const RulesPolicy *found = award_ledger_find_policy (self, policy, &reason);
  const RulesMeasure *result = found != NULL ? rules_policy_find_measure (found, measure) : NULL;

  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (result == NULL)
    g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                 _ ("This program knows no measure “%s” of policy “%s”."), measure, policy);
  return result;
}

static void
add_measures (GPtrArray *measures, const RulesPolicy *policy)
{
  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    g_ptr_array_add (measures, (gpointer) rules_policy_get_measure (policy, i));
}

GPtrArray *
award_ledger_list_measures (AwardLedger *self, GError **error)
{
  g_autoptr (GPtrArray) measures = g_ptr_array_new ();
  g_autoptr (sqlite3_stmt) names = NULL;
  const GPtrArray *installed;
  gboolean is_new;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  names = award_db_query (self->db, error,
                          "SELECT name FROM policy UNION SELECT policy FROM measure ORDER BY 1", "");
  if (names == NULL)
    return NULL;
  for (;;)
    {
      g_autoptr (GError) reason = NULL;
      const RulesPolicy *policy;
      gboolean row;

      if (!award_db_step (self->db, names, &row, error))
        return NULL;
      if (!row)
        break;
      policy = award_ledger_find_policy (self, award_db_text (names, 0), &reason);
      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
      if (policy != NULL)
        add_measures (measures, policy);
    }
  /* A ledger that is for no policy yet could be for any. */
  is_new = measures->len == 0;
  installed = award_policies_get ();
  for (guint i = 0; is_new && i < installed->len; i++)
    add_measures (measures, g_ptr_array_index (installed, i));
  return g_steal_pointer (&measures);
}

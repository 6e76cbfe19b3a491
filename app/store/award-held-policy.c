/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An id means one text at a time: the program's own, or else the one the ledger kept last. Nothing takes the
 * place of another without being told to, and old decisions keep the text they were made with. */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-held-policy.h"
#include "award-audit.h"
#include "award-ledger-private.h"
#include "award-policies.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_same_text (const RulesPolicy *a, const RulesPolicy *b)
{
  return strcmp (rules_policy_get_digest (a), rules_policy_get_digest (b)) == 0;
}

gboolean
award_ledger_check_policy (const RulesPolicy *policy, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);
  const RulesProblem *first;

  rules_policy_run_examples (policy, problems);
  if (problems->len == 0)
    return TRUE;
  first = g_ptr_array_index (problems, 0);
  g_set_error (
      error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNSOUND,
      _ ("The policy “%s” fails its own check: the example in line %u does not come out as it "
         "says. It decides no claims until its file is mended; the policy check shows what came out."),
      rules_policy_get_number (policy), first->line);
  return FALSE;
}

gboolean
award_ledger_has_policy (AwardLedger *self, const char *id, GError **error)
{
  gint64 held;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return award_db_get_int (self->db, &held, 0, error,
                           "SELECT EXISTS (SELECT 1 FROM policy WHERE name = ?1) "
                           "OR EXISTS (SELECT 1 FROM measure WHERE policy = ?1)",
                           "t", id) &&
         held != 0;
}

/* Whether the program has no other text under the id of @policy. */
static gboolean
check_installed (const RulesPolicy *policy, GError **error)
{
  const RulesPolicy *installed = award_policies_find (rules_policy_get_id (policy));

  if (installed == NULL || is_same_text (installed, policy))
    return TRUE;
  g_set_error (
      error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT,
      _ ("“%s” is a policy of this program, and its text is another. Give the policy in the file an id "
         "of its own."),
      rules_policy_get_id (policy));
  return FALSE;
}

/* Keeps the text as the last of its id. */
static gboolean
keep_as_last (AwardLedger *self, RulesPolicy *policy, GError **error)
{
  const char *name = rules_policy_get_id (policy);
  gint64 id, last;

  return award_db_get_int (self->db, &last, 0, error, "SELECT max(added) FROM policy WHERE name = ?", "t",
                           name) &&
         award_ledger_keep_policy (self, policy, &id, error) &&
         award_db_do (self->db, error, "UPDATE policy SET added = ? WHERE id = ?", "ii",
                      MAX (award_db_now (), last + 1), id) &&
         award_audit_add (self->db, "policy", error, "name=%s sha256=%s", name,
                          rules_policy_get_digest (policy));
}

/* The text in force, as long as the ledger holds the policy; NULL without an error when it does not. */
static const RulesPolicy *
find_held (AwardLedger *self, const char *id, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!award_ledger_has_policy (self, id, &reason))
    {
      if (reason != NULL)
        g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  return award_ledger_find_policy (self, id, error);
}

gboolean
award_ledger_add_policy (AwardLedger *self, RulesPolicy *policy, GError **error)
{
  g_autoptr (AwardTransaction) transaction = NULL;
  g_autoptr (GError) reason = NULL;
  const RulesPolicy *held;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (policy != NULL, FALSE);

  transaction = award_transaction_begin (self->db, error);
  if (transaction == NULL)
    return FALSE;
  held = find_held (self, rules_policy_get_id (policy), &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (held != NULL && is_same_text (held, policy))
    return TRUE;
  if (!check_installed (policy, error))
    return FALSE;
  if (held != NULL)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT,
                   _ ("This ledger has another text of “%s”. Put the new one in its place if that is meant; "
                      "decisions keep the old text until they are computed again."),
                   rules_policy_get_id (policy));
      return FALSE;
    }
  return award_ledger_check_policy (policy, error) && keep_as_last (self, policy, error) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

/* Claims must not lose the measure they are of. */
static gboolean
check_measures (AwardLedger *self, const RulesPolicy *policy, GError **error)
{
  g_autoptr (sqlite3_stmt) names =
      award_db_query (self->db, error,
                      "SELECT m.name FROM measure m WHERE m.policy = ? AND EXISTS "
                      "(SELECT 1 FROM holding h WHERE h.measure = m.id AND h.claims > 0) ORDER BY m.id",
                      "t", rules_policy_get_id (policy));

  if (names == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, names, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (rules_policy_find_measure (policy, award_db_text (names, 0)) != NULL)
        continue;
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_CONFLICT,
                   _ ("The ledger has claims of the measure “%s”, which the new text of “%s” lacks."),
                   award_db_text (names, 0), rules_policy_get_id (policy));
      return FALSE;
    }
}

gboolean
award_ledger_replace_policy (AwardLedger *self, RulesPolicy *policy, GError **error)
{
  const char *id = rules_policy_get_id (policy);
  g_autoptr (AwardTransaction) transaction = NULL;
  g_autoptr (GError) reason = NULL;
  const RulesPolicy *held;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);

  transaction = award_transaction_begin (self->db, error);
  if (transaction == NULL)
    return FALSE;
  held = find_held (self, id, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (held != NULL && is_same_text (held, policy))
    return TRUE;
  return check_installed (policy, error) && award_ledger_check_policy (policy, error) &&
         check_measures (self, policy, error) && keep_as_last (self, policy, error) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

/* The digest of the text kept last under each id the ledger knows, NULL where it keeps none. */
static GHashTable *
read_digests (AwardLedger *self, GError **error)
{
  g_autoptr (GHashTable) digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (self->db, error,
                      "SELECT name, digest FROM (SELECT name, digest, added, id FROM policy UNION ALL "
                      "SELECT policy, NULL, 0, 0 FROM measure) ORDER BY added, id",
                      "");

  if (rows == NULL)
    return NULL;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&digests);
      g_hash_table_insert (digests, g_strdup (award_db_text (rows, 0)), g_strdup (award_db_text (rows, 1)));
    }
}

static void
add_held (GPtrArray *list, RulesPolicy *policy, GHashTable *digests)
{
  AwardHeldPolicy *held = g_new0 (AwardHeldPolicy, 1);
  const char *id = rules_policy_get_id (policy);
  const char *digest = g_hash_table_lookup (digests, id);

  held->policy = policy;
  held->is_installed = award_policies_find (id) == policy;
  held->is_held = g_hash_table_contains (digests, id);
  held->has_other = digest != NULL && strcmp (digest, rules_policy_get_digest (policy)) != 0;
  g_ptr_array_add (list, held);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const AwardHeldPolicy *first = *(const AwardHeldPolicy *const *) a;
  const AwardHeldPolicy *second = *(const AwardHeldPolicy *const *) b;

  return strcmp (rules_policy_get_id (first->policy), rules_policy_get_id (second->policy));
}

GPtrArray *
award_ledger_list_policies (AwardLedger *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) digests = NULL;
  const GPtrArray *installed = award_policies_get ();
  GHashTableIter iter;
  gpointer name;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  digests = read_digests (self, error);
  if (digests == NULL)
    return NULL;
  for (guint i = 0; i < installed->len; i++)
    add_held (list, g_ptr_array_index (installed, i), digests);
  g_hash_table_iter_init (&iter, digests);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autoptr (GError) reason = NULL;
      RulesPolicy *policy =
          award_policies_find (name) == NULL ? award_ledger_find_policy (self, name, &reason) : NULL;

      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
      if (policy != NULL)
        add_held (list, policy, digests);
    }
  g_ptr_array_sort (list, compare_ids);
  return g_steal_pointer (&list);
}

GPtrArray *
award_ledger_list_outdated (AwardLedger *self, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) measures = g_ptr_array_new ();
  g_autoptr (sqlite3_stmt) runs = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  runs = award_db_query (self->db, error,
                         "SELECT m.policy, m.name, p.digest FROM run r JOIN measure m ON m.id = r.measure "
                         "JOIN policy p ON p.id = r.policy "
                         "WHERE r.id IN (SELECT max(id) FROM run GROUP BY batch, measure) "
                         "AND (?1 = 0 OR r.batch = ?1) ORDER BY m.id, r.id",
                         "i", batch);
  if (runs == NULL)
    return NULL;
  for (;;)
    {
      const RulesMeasure *measure;
      gboolean row;

      if (!award_db_step (self->db, runs, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&measures);
      measure = award_ledger_get_measure (self, award_db_text (runs, 0), award_db_text (runs, 1), error);
      if (measure == NULL)
        return NULL;
      if (strcmp (rules_policy_get_digest (rules_measure_get_policy (measure)), award_db_text (runs, 2)) !=
              0 &&
          !g_ptr_array_find (measures, measure, NULL))
        g_ptr_array_add (measures, (gpointer) measure);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy: life and what it holds. */
#include "rules-parse.h"

RulesPolicy *
rules_policy_new (const char *text, gsize length)
{
  RulesPolicy *policy = g_new0 (RulesPolicy, 1);

  g_atomic_ref_count_init (&policy->ref_count);
  policy->arena = rules_arena_new ();
  policy->valid_from = RULES_MISSING;
  policy->valid_to = RULES_MISSING;
  policy->text = g_strndup (text != NULL ? text : "", length);
  policy->digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) policy->text, length);
  policy->clauses = g_ptr_array_new ();
  policy->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_measure_free);
  policy->idle = g_array_new (FALSE, FALSE, sizeof (RulesIdle));
  policy->groups = rules_groups_new ();
  return policy;
}

RulesPolicy *
rules_policy_ref (RulesPolicy *policy)
{
  g_return_val_if_fail (policy != NULL, NULL);

  g_atomic_ref_count_inc (&policy->ref_count);
  return policy;
}

void
rules_policy_unref (RulesPolicy *policy)
{
  if (policy == NULL || !g_atomic_ref_count_dec (&policy->ref_count))
    return;
  g_ptr_array_unref (policy->measures);
  g_ptr_array_unref (policy->groups);
  g_ptr_array_unref (policy->clauses);
  g_array_unref (policy->idle);
  rules_arena_free (policy->arena);
  g_free (policy->text);
  g_free (policy->digest);
  g_free (policy);
}

const char *
rules_policy_get_id (const RulesPolicy *policy)
{
  return policy->id;
}

const char *
rules_policy_get_number (const RulesPolicy *policy)
{
  return policy->number;
}

const char *
rules_policy_get_title (const RulesPolicy *policy)
{
  return policy->title;
}

gint64
rules_policy_get_valid_from (const RulesPolicy *policy)
{
  return policy->valid_from;
}

gint64
rules_policy_get_valid_to (const RulesPolicy *policy)
{
  return policy->valid_to;
}

const char *
rules_policy_get_text (const RulesPolicy *policy)
{
  return policy->text;
}

const char *
rules_policy_get_digest (const RulesPolicy *policy)
{
  return policy->digest;
}

guint
rules_policy_get_n_clauses (const RulesPolicy *policy)
{
  return policy->clauses->len;
}

const RulesClause *
rules_policy_get_clause (const RulesPolicy *policy, guint i)
{
  g_return_val_if_fail (i < policy->clauses->len, NULL);

  return g_ptr_array_index (policy->clauses, i);
}

guint
rules_policy_get_n_measures (const RulesPolicy *policy)
{
  return policy->measures->len;
}

const RulesMeasure *
rules_policy_get_measure (const RulesPolicy *policy, guint i)
{
  g_return_val_if_fail (i < policy->measures->len, NULL);

  return g_ptr_array_index (policy->measures, i);
}

const RulesMeasure *
rules_policy_find_measure (const RulesPolicy *policy, const char *id)
{
  for (guint i = 0; i < policy->measures->len; i++)
    {
      const RulesMeasure *measure = g_ptr_array_index (policy->measures, i);
      if (g_strcmp0 (measure->id, id) == 0)
        return measure;
    }
  return NULL;
}

guint
rules_policy_get_n_groups (const RulesPolicy *policy)
{
  return policy->groups->len;
}

const RulesGroup *
rules_policy_get_group (const RulesPolicy *policy, guint i)
{
  g_return_val_if_fail (i < policy->groups->len, NULL);

  return &((const RulesGroupText *) g_ptr_array_index (policy->groups, i))->group;
}

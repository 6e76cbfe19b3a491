/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-policies"

#include "config.h"

#include "award-policies.h"
#include "award-data.h"

#include <string.h>

static RulesPolicy *
load_policy (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PREFIX "/policies/", name, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RulesPolicy *policy;
  gsize length;
  const char *text;

  bytes = g_resource_lookup_data (award_data_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  text = g_bytes_get_data (bytes, &length);
  policy = rules_policy_parse (text, (gssize) length, &problems);
  if (policy == NULL)
    {
      const RulesProblem *first = g_ptr_array_index (problems, 0);

      g_error ("%s:%u:%u: %s", name, first->line, first->column, rules_problem_code_name (first->code));
    }
  return policy;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

const GPtrArray *
award_policies_get (void)
{
  static gsize once = 0;
  static GPtrArray *policies = NULL;

  if (g_once_init_enter (&once))
    {
      g_auto (GStrv) names = g_resource_enumerate_children (
          award_data_get_resource (), RESOURCE_PREFIX "/policies", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      guint n_names = names != NULL ? g_strv_length (names) : 0;

      policies = g_ptr_array_new_full (n_names, (GDestroyNotify) rules_policy_unref);
      qsort (names, n_names, sizeof *names, compare_names);
      for (guint i = 0; i < n_names; i++)
        if (g_str_has_suffix (names[i], ".policy"))
          g_ptr_array_add (policies, load_policy (names[i]));
      g_once_init_leave (&once, 1);
    }
  return policies;
}

RulesPolicy *
award_policies_find (const char *id)
{
  const GPtrArray *policies = award_policies_get ();

  for (guint i = 0; i < policies->len; i++)
    if (strcmp (rules_policy_get_id (g_ptr_array_index (policies, i)), id) == 0)
      return g_ptr_array_index (policies, i);
  return NULL;
}

RulesPolicy *
award_policies_of_text (const char *digest, const char *text)
{
  static GMutex mutex;
  static GHashTable *kept = NULL; /* digest → RulesPolicy */
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  const GPtrArray *installed = award_policies_get ();
  RulesPolicy *policy;

  for (guint i = 0; i < installed->len; i++)
    if (strcmp (rules_policy_get_digest (g_ptr_array_index (installed, i)), digest) == 0)
      return g_ptr_array_index (installed, i);

  locker = g_mutex_locker_new (&mutex);
  if (kept == NULL)
    kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rules_policy_unref);
  policy = g_hash_table_lookup (kept, digest);
  if (policy != NULL)
    return policy;
  policy = rules_policy_parse (text, -1, &problems);
  if (policy != NULL)
    g_hash_table_insert (kept, g_strdup (digest), policy);
  return policy;
}

const RulesMeasure *
award_policies_measure (const char *policy, const char *measure)
{
  const RulesPolicy *found = award_policies_find (policy);

  return found != NULL ? rules_policy_find_measure (found, measure) : NULL;
}

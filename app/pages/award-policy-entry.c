/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-policy-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "award-held-policy.h"
#include "award-policies.h"

void
award_policy_entry_free (AwardPolicyEntry *self)
{
  g_clear_pointer (&self->policy, rules_policy_unref);
  g_clear_pointer (&self->file, award_policy_file_free);
  g_free (self->name);
  g_free (self->origin);
  g_free (self->path);
  g_free (self);
}

/* Takes @origin. */
static AwardPolicyEntry *
entry_new (RulesPolicy *policy, char *origin)
{
  AwardPolicyEntry *self = g_new0 (AwardPolicyEntry, 1);

  self->name = g_strdup (rules_policy_get_number (policy));
  self->origin = origin;
  self->policy = rules_policy_ref (policy);

  return self;
}

static const char *
origin_of (const AwardHeldPolicy *held)
{
  if (!held->is_installed)
    return _ ("Kept in this ledger");
  if (held->has_other)
    return _ ("Part of the program; this ledger still keeps another text of it, which decisions not "
              "computed again were made with");
  return held->is_held ? _ ("Part of the program, used by this ledger")
                       : _ ("Part of the program, not used by this ledger");
}

GPtrArray *
award_policy_entry_list (AwardLedger *ledger, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) award_policy_entry_free);
  g_autoptr (GPtrArray) held = NULL;
  const GPtrArray *installed = award_policies_get ();

  if (!ledger)
    {
      for (guint i = 0; i < installed->len; i++)
        g_ptr_array_add (entries, entry_new (installed->pdata[i], g_strdup (_ ("Part of the program"))));
      return g_steal_pointer (&entries);
    }
  held = award_ledger_list_policies (ledger, error);
  if (!held)
    return NULL;
  for (guint i = 0; i < held->len; i++)
    {
      const AwardHeldPolicy *one = held->pdata[i];

      g_ptr_array_add (entries, entry_new (one->policy, g_strdup (origin_of (one))));
    }

  return g_steal_pointer (&entries);
}

AwardPolicyEntry *
award_policy_entry_read (const char *path, GError **error)
{
  AwardPolicyFile *file = award_policy_file_read (path, error);
  AwardPolicyEntry *self;

  if (!file)
    return NULL;
  self = g_new0 (AwardPolicyEntry, 1);
  self->name = g_filename_display_basename (path);
  self->origin = g_filename_display_name (path);
  self->path = g_strdup (path);
  self->file = file;
  self->policy = file->policy ? rules_policy_ref (file->policy) : NULL;

  return self;
}

/* What shows only beside the others, added to its own findings. */
static void
compare (AwardPolicyEntry *self, const GPtrArray *entries)
{
  g_autoptr (GPtrArray) policies = g_ptr_array_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);

  for (guint i = 0; i < entries->len; i++)
    {
      const AwardPolicyEntry *other = entries->pdata[i];

      if (other->policy && !other->path &&
          strcmp (rules_policy_get_id (other->policy), rules_policy_get_id (self->policy)) != 0)
        g_ptr_array_add (policies, other->policy);
    }
  g_ptr_array_add (policies, self->policy);
  rules_policies_review (policies, RULES_MISSING, problems);
  for (guint i = problems->len; i > 0; i--)
    if (((RulesProblem *) problems->pdata[i - 1])->policy == policies->len - 1)
      g_ptr_array_add (self->file->problems, g_ptr_array_steal_index (problems, i - 1));
}

void
award_policy_entry_check (AwardPolicyEntry *self, const GPtrArray *entries)
{
  if (!self->file)
    self->file = award_policy_file_check (self->policy);
  if (self->policy && !self->is_compared)
    compare (self, entries);
  self->is_compared = TRUE;
}

guint
award_policy_entry_count (const AwardPolicyEntry *self, const RulesMeasure *measure)
{
  guint n = 0;

  for (guint i = 0; i < self->file->problems->len; i++)
    n += g_strcmp0 (((const RulesProblem *) self->file->problems->pdata[i])->measure,
                    rules_measure_get_id (measure)) == 0;

  return n;
}

gboolean
award_policy_entry_is_unchanged (const AwardPolicyEntry *self)
{
  g_autoptr (AwardPolicyFile) now = award_policy_file_read (self->path, NULL);

  return now && now->policy &&
         strcmp (rules_policy_get_digest (now->policy), rules_policy_get_digest (self->policy)) == 0;
}

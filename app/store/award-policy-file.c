/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-policies"

#include "config.h"

#include "award-policy-file.h"

void
award_policy_file_free (AwardPolicyFile *self)
{
  g_clear_pointer (&self->policy, rules_policy_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

/* Examples that fail and findings, beside what parsing found. */
static AwardPolicyFile *
check (RulesPolicy *policy, GPtrArray *problems)
{
  AwardPolicyFile *self = g_new0 (AwardPolicyFile, 1);

  self->policy = policy;
  self->problems = problems;
  if (policy != NULL)
    {
      self->n_examples = rules_policy_run_examples (policy, problems);
      rules_policy_review (policy, problems);
    }
  for (guint i = 0; i < problems->len; i++)
    self->n_errors +=
        ((const RulesProblem *) g_ptr_array_index (problems, i))->severity == RULES_SEVERITY_ERROR;
  return self;
}

AwardPolicyFile *
award_policy_file_check (RulesPolicy *policy)
{
  return check (rules_policy_ref (policy),
                g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free));
}

AwardPolicyFile *
award_policy_file_read (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  /* One byte more than is allowed tells that it is too large. */
  g_autofree char *text = g_malloc (RULES_MAX_TEXT + 1);
  GPtrArray *problems;
  RulesPolicy *policy;
  gsize length;

  if (stream == NULL ||
      !g_input_stream_read_all (G_INPUT_STREAM (stream), text, RULES_MAX_TEXT + 1, &length, NULL, error))
    return NULL;
  policy = rules_policy_parse (text, (gssize) length, &problems);
  return check (policy, problems);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses each file named as a policy, runs its examples and makes the policy check: whatever the bytes, the
 * answer is a policy or a list of places, never a crash. */
#include <glib.h>

#include "rules.h"

/* What a finding shows can be said as an example. */
static void
review (RulesPolicy *policy, GPtrArray *problems)
{
  g_autoptr (GPtrArray) alone = g_ptr_array_new ();
  guint n;

  g_ptr_array_add (alone, policy);
  rules_policy_run_examples (policy, problems);
  n = problems->len;
  g_assert_cmpuint (rules_policy_review (policy, problems), ==, problems->len - n);
  rules_policies_review (alone, RULES_MISSING, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *shown = rules_policy_show (policy, problem);

      g_assert_true ((shown != NULL) == (problem->claim != NULL));
    }
}

static void
parse (const char *text, gsize length)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy = rules_policy_parse (text, (gssize) length, &problems);
  gboolean has_error = FALSE;

  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpuint (problem->line, >=, 1);
      g_assert_cmpuint (problem->column, >=, 1);
      has_error = has_error || problem->severity == RULES_SEVERITY_ERROR;
    }
  g_assert_true (has_error == (policy == NULL));
  if (policy != NULL)
    review (policy, problems);
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *text = NULL;
      gsize length;

      if (!g_file_get_contents (argv[i], &text, &length, NULL))
        return 2;
      parse (text, length);
    }
  return 0;
}

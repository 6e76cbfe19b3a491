/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parses each file named as a policy and runs its examples: whatever the bytes, the answer is a policy or a
 * list of places, never a crash. */
#include <glib.h>

#include "rules.h"

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
    rules_policy_run_examples (policy, problems);
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

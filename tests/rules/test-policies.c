/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every policy that is installed parses without a problem, and the policy check finds nothing in it. */
#include "rules.h"

static void
print_problems (const char *path, GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);
      g_test_message ("%s:%u:%u: %s: %s, %s", path, problem->line, problem->column,
                      rules_problem_code_name (problem->code), problem->found != NULL ? problem->found : "-",
                      problem->expected != NULL ? problem->expected : "-");
    }
}

static RulesPolicy *
load (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  RulesPolicy *policy = rules_policy_parse (text, (gssize) length, &problems);
  print_problems (path, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_nonnull (policy);
  return policy;
}

static void
test_clean (gconstpointer path)
{
  g_autoptr (RulesPolicy) policy = load (path);
  g_autofree char *name = g_path_get_basename (path);

  *strrchr (name, '.') = '\0';
  g_assert_cmpstr (rules_policy_get_id (policy), ==, name);
  g_assert_cmpuint (rules_policy_get_n_measures (policy), >, 0);
}

static void
test_review (gconstpointer path)
{
  g_autoptr (RulesPolicy) policy = load (path);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);

  rules_policy_review (policy, problems);
  print_problems (path, problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* Three examples a measure at least, and every promise kept. */
static void
test_examples (gconstpointer path)
{
  g_autoptr (RulesPolicy) policy = load (path);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);

  g_assert_cmpuint (rules_policy_run_examples (policy, problems), >=,
                    3 * rules_policy_get_n_measures (policy));
  print_problems (path, problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *clean = g_strconcat ("/policies/clean/", name, NULL);
      g_autofree char *examples = g_strconcat ("/policies/examples/", name, NULL);
      g_autofree char *review = g_strconcat ("/policies/review/", name, NULL);
      g_test_add_data_func (clean, argv[i], test_clean);
      g_test_add_data_func (review, argv[i], test_review);
      g_test_add_data_func (examples, argv[i], test_examples);
    }
  return g_test_run ();
}

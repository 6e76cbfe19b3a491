/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every policy that is installed parses without a problem, the policy check finds nothing in it, and it holds
 * every numbered clause of its text in the official words.
 * usage: test-policies CLAUSES POLICY_FILE…     CLAUSES: "policy clause digest" a line, of the words
 * without blanks, all parts of a clause in the order of the file */
#include "rules-private.h"

#include <string.h>

static char *clauses;

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

  for (guint i = 0; i < rules_policy_get_n_measures (policy); i++)
    {
      const RulesMeasure *measure = rules_policy_get_measure (policy, i);

      g_test_message ("%s", measure->id);
      g_assert_cmpuint (measure->examples->len, >=, 3);
    }
  rules_policy_run_examples (policy, problems);
  print_problems (path, problems);
  g_assert_cmpuint (problems->len, ==, 0);
}

static void
append_words (GString *words, const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      g_string_append_unichar (words, g_utf8_get_char (c));
}

/* The lines of the list that @policy's clauses make. */
static char *
list_clauses (const RulesPolicy *policy)
{
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  GString *list = g_string_new (NULL);
  guint n = rules_policy_get_n_clauses (policy);

  for (guint i = 0; i < n; i++)
    {
      const char *reference = rules_policy_get_clause (policy, i)->reference;
      g_autoptr (GString) words = g_string_new (NULL);

      if (!g_hash_table_add (done, (gpointer) reference))
        continue;
      for (guint j = i; j < n; j++)
        if (strcmp (rules_policy_get_clause (policy, j)->reference, reference) == 0)
          append_words (words, rules_policy_get_clause (policy, j)->text);
      g_assert_null (strstr (words->str, "…"));
      g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, words->str, -1);
      g_string_append_printf (list, "%s %s %.16s\n", rules_policy_get_id (policy), reference, digest);
    }
  return g_string_free (list, FALSE);
}

/* Each clause is in the list as it stands, and none of the list is missing. A clause that computes nothing
 * says why. */
static void
test_clauses (gconstpointer path)
{
  g_autoptr (RulesPolicy) policy = load (path);
  g_autofree char *found = list_clauses (policy);
  g_auto (GStrv) lines = g_strsplit (found, "\n", -1);
  g_auto (GStrv) known = g_strsplit (clauses, "\n", -1);
  g_autofree char *prefix = g_strconcat (rules_policy_get_id (policy), " ", NULL);

  for (guint i = 0; known[i] != NULL; i++)
    if (g_str_has_prefix (known[i], prefix) && !g_strv_contains ((const char *const *) lines, known[i]))
      {
        g_test_message ("not in the policy: %s", known[i]);
        g_test_fail ();
      }
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    if (!g_strv_contains ((const char *const *) known, lines[i]))
      {
        g_test_message ("not in the list: %s", lines[i]);
        g_test_fail ();
      }
  for (guint i = 0; i < rules_policy_get_n_clauses (policy); i++)
    {
      const RulesClause *clause = rules_policy_get_clause (policy, i);
      gboolean used = FALSE;

      for (guint m = 0; m < rules_policy_get_n_measures (policy); m++)
        used = used || rules_measure_get_clause (rules_policy_get_measure (policy, m)) == clause;
      for (guint g = 0; g < rules_policy_get_n_groups (policy); g++)
        used = used || rules_policy_get_group (policy, g)->clause == clause;
      g_assert_true (used == (clause->no_rule == NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >, 2);
  g_assert_true (g_file_get_contents (argv[1], &clauses, NULL, NULL));
  for (int i = 2; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *clean = g_strconcat ("/policies/clean/", name, NULL);
      g_autofree char *examples = g_strconcat ("/policies/examples/", name, NULL);
      g_autofree char *review = g_strconcat ("/policies/review/", name, NULL);
      g_autofree char *words = g_strconcat ("/policies/clauses/", name, NULL);
      g_test_add_data_func (clean, argv[i], test_clean);
      g_test_add_data_func (words, argv[i], test_clauses);
      g_test_add_data_func (review, argv[i], test_review);
      g_test_add_data_func (examples, argv[i], test_examples);
    }
  int result = g_test_run ();
  g_free (clauses);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of the language's reference: what it shows as right parses and keeps its examples, what it
 * shows as wrong has the problem it names; and it leaves nothing out that the library names. So is the policy
 * of the guide for those who write one. */
#include "rules.h"

#include <string.h>

#define HEAD "policy p { number \"n\" title \"t\" valid 2024-01-01 .. 2024-12-31 "
#define MEASURE "measure m \"m\" { clause \"1\" \"x\" "

static char *reference;
static char *guide;

static char *
problems_of (const char *text)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy = rules_policy_parse (text, -1, &problems);

  if (policy != NULL)
    g_assert_cmpuint (rules_policy_run_examples (policy, problems), >, 0);
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);
      g_string_append_printf (found, "%u:%u %s\n", problem->line, problem->column,
                              rules_problem_code_name (problem->code));
    }
  return g_strdup (found->str);
}

/* Statements of a measure or of a policy, measures, or a whole policy. */
static char *
complete (const char *block)
{
  if (strstr (block, "\npolicy ") != NULL)
    return g_strdup (block);
  if (g_str_has_prefix (block, "measure ") || strstr (block, "\nmeasure ") != NULL)
    return g_strconcat (HEAD, block, "}", NULL);
  return g_strconcat (HEAD MEASURE, block, "}}", NULL);
}

/* Calls @check for every block fenced as @kind; how many there were. */
static guint
for_each_block (const char *text, const char *kind, void (*check) (const char *block))
{
  g_autofree char *fence = g_strdup_printf ("\n```%s\n", kind);
  const char *at = text;
  guint n = 0;

  while ((at = strstr (at, fence)) != NULL)
    {
      at += strlen (fence);
      const char *end = strstr (at, "\n```\n");
      g_assert_nonnull (end);
      g_autofree char *block = g_strndup (at, (gsize) (end + 1 - at));
      check (block);
      at = end;
      n++;
    }
  return n;
}

static void
check_right (const char *block)
{
  g_autofree char *text = complete (block);
  g_autofree char *found = problems_of (text);

  g_assert_cmpstr (found, ==, "");
}

static void
check_wrong (const char *block)
{
  const char *end = strchr (block, '\n');
  g_autofree char *expected = g_strndup (block + 2, (gsize) (end + 1 - block - 2));
  g_autofree char *text = g_strconcat (HEAD MEASURE "\n", end + 1, "}}", NULL);
  g_autofree char *found = problems_of (text);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_right (void)
{
  g_assert_cmpuint (for_each_block (reference, "policy", check_right), >=, 7);
  g_assert_cmpuint (for_each_block (reference, "measure", check_right), >=, 1);
  g_assert_cmpuint (for_each_block (reference, "policy-part", check_right), >=, 1);
}

/* Places count within the block, whose first line is the one that names the problem. */
static void
test_wrong (void)
{
  g_assert_cmpuint (for_each_block (reference, "wrong", check_wrong), >=, 2);
}

/* The policy the guide ends with. */
static void
test_guide (void)
{
  g_assert_cmpuint (for_each_block (guide, "policy", check_right), ==, 1);
}

static void
assert_named (const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("`%s`", name);

  if (strstr (reference, quoted) == NULL)
    {
      g_test_message ("%s is not in the reference", name);
      g_test_fail ();
    }
}

static void
test_complete (void)
{
  static const int LIMITS[] = { RULES_MAX_TEXT,  RULES_MAX_DEPTH, RULES_MAX_NAMES,   RULES_MAX_MEASURES,
                                RULES_MAX_FLAGS, RULES_MAX_STEPS, RULES_MAX_CLAUSES, RULES_MAX_GROUPS };
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy =
      rules_policy_parse (HEAD MEASURE "result qualification require none \"x\" yes }}", -1, &problems);
  const RulesMeasure *measure = rules_policy_get_measure (policy, 0);

  for (int code = 0; code < RULES_N_PROBLEMS; code++)
    assert_named (rules_problem_code_name ((RulesProblemCode) code));
  for (int type = 0; type < RULES_N_TYPES; type++)
    assert_named (rules_type_name ((RulesType) type));
  for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
    assert_named (rules_measure_get_flag (measure, i)->id);
  for (guint i = 0; strcmp (rules_measure_get_code (measure, i), "none") != 0; i++)
    assert_named (rules_measure_get_code (measure, i));
  for (guint i = 0; i < G_N_ELEMENTS (LIMITS); i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", LIMITS[i]);
      g_assert_nonnull (strstr (strstr (reference, "## Limits"), number));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 3);
  g_assert_true (g_file_get_contents (argv[1], &reference, NULL, NULL));
  g_assert_true (g_file_get_contents (argv[2], &guide, NULL, NULL));
  g_test_add_func ("/reference/right", test_right);
  g_test_add_func ("/reference/wrong", test_wrong);
  g_test_add_func ("/reference/guide", test_guide);
  g_test_add_func ("/reference/complete", test_complete);
  int result = g_test_run ();
  g_free (reference);
  g_free (guide);
  return result;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of policy texts. */
#include "rules-language.h"

static const char *const CODE_NAMES[] = {
  [RULES_PROBLEM_ENCODING] = "encoding",
  [RULES_PROBLEM_TOO_LARGE] = "too-large",
  [RULES_PROBLEM_TOO_DEEP] = "too-deep",
  [RULES_PROBLEM_TOO_MANY] = "too-many",
  [RULES_PROBLEM_CHARACTER] = "character",
  [RULES_PROBLEM_STRING_OPEN] = "string-open",
  [RULES_PROBLEM_NUMBER] = "number",
  [RULES_PROBLEM_UNIT] = "unit",
  [RULES_PROBLEM_UNEXPECTED] = "unexpected",
  [RULES_PROBLEM_UNKNOWN_STATEMENT] = "unknown-statement",
  [RULES_PROBLEM_UNKNOWN_NAME] = "unknown-name",
  [RULES_PROBLEM_UNKNOWN_WORD] = "unknown-word",
  [RULES_PROBLEM_DUPLICATE] = "duplicate",
  [RULES_PROBLEM_MISSING_STATEMENT] = "missing-statement",
  [RULES_PROBLEM_KIND] = "kind",
  [RULES_PROBLEM_LINE_FACT] = "line-fact",
  [RULES_PROBLEM_CYCLE] = "cycle",
  [RULES_PROBLEM_SHARES] = "shares",
  [RULES_PROBLEM_RANGE] = "range",
  [RULES_PROBLEM_EXAMPLE] = "example",
  [RULES_PROBLEM_UNUSED] = "unused",
  [RULES_PROBLEM_NEVER] = "never",
  [RULES_PROBLEM_ALWAYS] = "always",
  [RULES_PROBLEM_CONTRADICTION] = "contradiction",
  [RULES_PROBLEM_UNREACHABLE] = "unreachable",
  [RULES_PROBLEM_GAP] = "gap",
  [RULES_PROBLEM_OVERLAP] = "overlap",
  [RULES_PROBLEM_BOUND] = "bound",
  [RULES_PROBLEM_LABEL_UNIT] = "label-unit",
  [RULES_PROBLEM_FIGURE] = "figure",
  [RULES_PROBLEM_VALIDITY] = "validity",
  [RULES_PROBLEM_SAME_MATTER] = "same-matter",
  [RULES_PROBLEM_UNEXPLAINED] = "unexplained",
  [RULES_PROBLEM_NO_HEADING] = "no-heading",
  [RULES_PROBLEM_NO_EXAMPLE] = "no-example",
  [RULES_PROBLEM_NEVER_SET] = "never-set",
  [RULES_PROBLEM_EXPIRED] = "expired",
};

void
rules_problem_free (RulesProblem *problem)
{
  if (problem == NULL)
    return;
  g_free (problem->found);
  g_free (problem->expected);
  g_free (problem->measure);
  g_free (problem->claim);
  g_free (problem);
}

const char *
rules_problem_code_name (RulesProblemCode code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (CODE_NAMES), NULL);

  return CODE_NAMES[code];
}

void
rules_problem_add (GPtrArray *problems,
                   RulesProblemCode code,
                   RulesPlace place,
                   const char *found,
                   const char *expected)
{
  rules_problem_add_as (problems, RULES_SEVERITY_ERROR, code, place, found, expected);
}

RulesProblem *
rules_problem_add_as (GPtrArray *problems,
                      RulesSeverity severity,
                      RulesProblemCode code,
                      RulesPlace place,
                      const char *found,
                      const char *expected)
{
  if (problems->len >= RULES_MAX_PROBLEMS)
    return NULL;

  RulesProblem *problem = g_new0 (RulesProblem, 1);
  problem->severity = severity;
  problem->code = code;
  problem->line = place.line;
  problem->column = place.column;
  problem->found = g_strdup (found);
  problem->expected = g_strdup (expected);
  g_ptr_array_add (problems, problem);
  return problem;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const RulesProblem *first = *(const RulesProblem *const *) a;
  const RulesProblem *second = *(const RulesProblem *const *) b;

  if (first->policy != second->policy)
    return first->policy < second->policy ? -1 : 1;
  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;
  if (first->column != second->column)
    return first->column < second->column ? -1 : 1;
  return (int) first->code - (int) second->code;
}

void
rules_problems_sort (GPtrArray *problems)
{
  g_ptr_array_sort (problems, compare_places);
}

/* Edits between two short words, neighbours swapped counting as one. */
static guint
edit_distance (const char *a, gsize a_length, const char *b, gsize b_length)
{
  guint rows[3][RULES_MAX_ID + 1];

  for (gsize j = 0; j <= b_length; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= a_length; i++)
    {
      guint *now = rows[i % 3], *before = rows[(i + 2) % 3], *two_before = rows[(i + 1) % 3];

      now[0] = (guint) i;
      for (gsize j = 1; j <= b_length; j++)
        {
          guint best = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
          best = MIN (best, MIN (before[j], now[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = MIN (best, two_before[j - 2] + 1);
          now[j] = best;
        }
    }
  return rows[a_length % 3][b_length];
}

void
rules_nearest_init (RulesNearest *nearest, const char *word)
{
  gsize length = strlen (word);

  nearest->word = word;
  nearest->best = NULL;
  /* One slip in three letters is a slip; more is another word. */
  nearest->distance = length > RULES_MAX_ID ? 0 : (guint) (length + 2) / 3 + 1;
}

void
rules_nearest_try (RulesNearest *nearest, const char *candidate)
{
  gsize a = strlen (nearest->word), b = strlen (candidate);

  if (a > RULES_MAX_ID || b > RULES_MAX_ID || MAX (a, b) - MIN (a, b) >= nearest->distance)
    return;

  guint distance = edit_distance (nearest->word, a, candidate, b);
  if (distance < nearest->distance)
    {
      nearest->distance = distance;
      nearest->best = candidate;
    }
}

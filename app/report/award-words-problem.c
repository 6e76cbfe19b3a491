/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of tables and of policy texts in words: what was found, what was expected, what to do. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words.h"

/* The codes of app/exchange/award-mapping.h and app/store/award-import.h. with_found has one %s. */
static const struct
{
  const char *code;
  const char *with_found;
  const char *without;
} problems[] = {
  { "bad-check-character",
    N_ ("The check character of the code “%s” is wrong. The row was taken; compare the code with the "
        "licence."),
    N_ ("The check character of the code is wrong. The row was taken; compare the code with the licence.") },
  { "duplicate-row",
    N_ ("This row says the same as an earlier row of the same claimant (%s) and counts once."),
    N_ ("This row says the same as an earlier row of the same claimant and counts once.") },
  { "conflicting-rows",
    N_ ("This row contradicts an earlier row of the same claimant (%s). Find out which is right; until then "
        "the "
        "claim must be reviewed."),
    N_ ("This row contradicts an earlier row of the same claimant. Find out which is right; until then the "
        "claim must be reviewed.") },
  { "not-a-number", N_ ("“%s” is not a number. Correct the cell and import the table again."),
    N_ ("The cell is not a number. Correct it and import the table again.") },
};

char *
award_words_problem (const char *code, const char *found)
{
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (strcmp (problems[i].code, code) != 0)
        continue;
      if (found == NULL || *found == '\0')
        return g_strdup (_ (problems[i].without));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      return g_strdup_printf (_ (problems[i].with_found), found);
#pragma GCC diagnostic pop
    }

  return found && *found ? g_strdup_printf ("%s: %s", code, found) : g_strdup (code);
}

/* What a fault names: found, and found with what was expected. */
static const struct
{
  const char *plain;
  const char *found;    /* one %s */
  const char *expected; /* two %s */
} faults[] = {
  [RULES_PROBLEM_ENCODING] = { N_ ("The text is not UTF-8. Save it in that encoding."), NULL, NULL },
  [RULES_PROBLEM_TOO_LARGE] = { N_ ("The text is too large."), N_ ("The text is larger than %s bytes."),
                                NULL },
  [RULES_PROBLEM_TOO_DEEP] = { N_ ("The expression is nested too deeply."),
                               N_ ("The expression is nested deeper than %s levels. Give parts of it a "
                                   "name."),
                               NULL },
  [RULES_PROBLEM_TOO_MANY] = { N_ ("There are too many of these."), N_ ("There are too many: %s."),
                               N_ ("There are too many: %s; at most %s.") },
  [RULES_PROBLEM_CHARACTER] = { N_ ("This character has no meaning here."),
                                N_ ("The character “%s” has no meaning here."), NULL },
  [RULES_PROBLEM_STRING_OPEN] = { N_ ("The closing quotation mark is missing."), NULL, NULL },
  [RULES_PROBLEM_NUMBER] = { N_ ("This is no number, date or amount."),
                             N_ ("“%s” is no number, date or amount."), NULL },
  [RULES_PROBLEM_UNIT] = { N_ ("The unit is not known."), N_ ("The unit “%s” is not known."),
                           N_ ("The unit “%s” is not known; known are: %s.") },
  [RULES_PROBLEM_UNEXPECTED] = { N_ ("Something else is expected here."), N_ ("“%s” cannot stand here."),
                                 N_ ("“%s” cannot stand here; expected: %s.") },
  [RULES_PROBLEM_UNKNOWN_STATEMENT] = { N_ ("The statement is not known."),
                                        N_ ("The statement “%s” is not known."),
                                        N_ ("The statement “%s” is not known. Did you mean “%s”?") },
  [RULES_PROBLEM_UNKNOWN_NAME] = { N_ ("The name is not known."), N_ ("The name “%s” is not known."),
                                   N_ ("The name “%s” is not known. Did you mean “%s”?") },
  [RULES_PROBLEM_UNKNOWN_WORD] = { N_ ("No fact has this word."), N_ ("No fact has the word “%s”."),
                                   N_ ("No fact has the word “%s”. Did you mean “%s”?") },
  [RULES_PROBLEM_DUPLICATE] = { N_ ("The name is used twice."), N_ ("The name “%s” is used twice."),
                                N_ ("The name “%s” is used twice, first in line %s.") },
  [RULES_PROBLEM_MISSING_STATEMENT] = { N_ ("A statement is missing here."),
                                        N_ ("The statement “%s” is missing here."), NULL },
  [RULES_PROBLEM_KIND] = { N_ ("The kinds of these values do not fit together."),
                           N_ ("“%s” does not fit here."), N_ ("“%s” does not fit here; needed is: %s.") },
  [RULES_PROBLEM_LINE_FACT] = { N_ ("A figure of the detail lines can only stand inside sum, count, any or "
                                    "all."),
                                N_ ("“%s” belongs to the detail lines and can only stand inside sum, count, "
                                    "any or "
                                    "all."),
                                NULL },
  [RULES_PROBLEM_CYCLE] = { N_ ("The name is defined by itself."), N_ ("“%s” is defined by itself."), NULL },
  [RULES_PROBLEM_SHARES] = { N_ ("The payers' shares do not add up to 100 %."),
                             N_ ("The payers' shares add up to %s, not to 100 %%."), NULL },
  [RULES_PROBLEM_RANGE] = { N_ ("The value is out of range."), N_ ("“%s” is out of range."),
                            N_ ("“%s” is out of range; expected: %s.") },
  [RULES_PROBLEM_EXAMPLE] = { N_ ("The example does not come out."), N_ ("The example comes out as %s."),
                              N_ ("The example comes out as %s; it promises %s.") },
};

char *
award_words_policy_problem (const RulesProblem *problem)
{
  g_return_val_if_fail (problem->code < G_N_ELEMENTS (faults), NULL);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (problem->found && problem->expected && faults[problem->code].expected)
    return g_strdup_printf (_ (faults[problem->code].expected), problem->found, problem->expected);
  if (problem->found && faults[problem->code].found)
    return g_strdup_printf (_ (faults[problem->code].found), problem->found);
#pragma GCC diagnostic pop

  return g_strdup (_ (faults[problem->code].plain));
}

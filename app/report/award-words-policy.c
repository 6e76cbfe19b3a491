/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults of policy texts and findings of the policy check in words. */
#include "config.h"

#include <glib/gi18n.h>

#include "award-words.h"

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
                                        N_ ("The statement “%s” is missing here."),
                                        N_ ("“%s” lacks the statement “%s”.") },
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
  [RULES_PROBLEM_UNUSED] = { N_ ("Nothing uses this name."),
                             N_ ("Nothing uses “%s”. Use it, or leave it out."), NULL },
  [RULES_PROBLEM_NEVER] = { N_ ("This can never hold."),
                            N_ ("“%s” can never hold, whatever the figures are."), NULL },
  [RULES_PROBLEM_ALWAYS] = { N_ ("This always holds."), N_ ("“%s” always holds, whatever the figures are."),
                             NULL },
  [RULES_PROBLEM_CONTRADICTION] = { N_ ("The requirements contradict each other."),
                                    N_ ("“%s” contradicts the other requirements: nobody can meet them all."),
                                    NULL },
  [RULES_PROBLEM_UNREACHABLE] = { N_ ("Nothing reaches this branch: what stands before it takes every case."),
                                  N_ ("Nothing reaches this branch of “%s”: what stands before it takes "
                                      "every case."),
                                  NULL },
  [RULES_PROBLEM_GAP] = { N_ ("Between two tiers there are values that neither takes."),
                          N_ ("Between two tiers of “%s” there are values that neither takes."), NULL },
  [RULES_PROBLEM_OVERLAP] = { N_ ("Two tiers take the same values."),
                              N_ ("Two tiers of “%s” take the same values."), NULL },
  [RULES_PROBLEM_BOUND] = { N_ ("Cap, floor and formula do not go together."),
                            N_ ("“%s” makes no difference, or leaves nothing to pay."),
                            N_ ("“%s” against “%s”: one makes no difference, or nothing is ever paid.") },
  [RULES_PROBLEM_LABEL_UNIT] = { N_ ("The words name another unit."),
                                 N_ ("“%s” names another unit than the figures have."),
                                 N_ ("“%s” names another unit than the figures have (%s).") },
  [RULES_PROBLEM_FIGURE] = { N_ ("The words beside it name another figure."),
                             N_ ("The words beside it do not name %s."),
                             N_ ("Here stands %s; the words name %s. Check the unit and the zeros.") },
  [RULES_PROBLEM_VALIDITY] = { N_ ("Validity leaves no day for this."),
                               N_ ("No day of “%s” lies within the validity of the policy."), NULL },
  [RULES_PROBLEM_SAME_MATTER] = { N_ ("Two measures grant the same matter at the same time."),
                                  N_ ("“%s” grants the same matter at the same time. Say which one governs: "
                                      "supersedes."),
                                  NULL },
  [RULES_PROBLEM_UNEXPLAINED] = { N_ ("No reason is given."),
                                  N_ ("No reason is given for “%s”: where does it come from?"), NULL },
  [RULES_PROBLEM_NO_HEADING] = { N_ ("Tables know this fact only by its label."),
                                 N_ ("Tables know “%s” only by its label. Add the headings they use."),
                                 NULL },
  [RULES_PROBLEM_NO_EXAMPLE] = { N_ ("An example is missing."), N_ ("“%s” has too few examples."),
                                 N_ ("“%s” has no example with the outcome “%s”.") },
  [RULES_PROBLEM_NEVER_SET] = { N_ ("No example sets this parameter."),
                                N_ ("“%s” has no initial value, and no example sets it."), NULL },
  [RULES_PROBLEM_EXPIRED] = { N_ ("The policy is no longer valid."), N_ ("The policy was valid until %s."),
                              NULL },
};

/* The words of statements as a reader knows them; anything else as it is. */
static const char *
statement_word (const char *text)
{
  static const struct
  {
    const char *statement;
    const char *word;
  } statements[] = {
    { "award", N_ ("amount") },       { "score", N_ ("score") },    { "cap", N_ ("cap") },
    { "floor", N_ ("least amount") }, { "refuse", N_ ("refused") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    if (g_strcmp0 (statements[i].statement, text) == 0)
      return _ (statements[i].word);

  return text;
}

char *
award_words_policy_problem (const RulesProblem *problem)
{
  /* Before that the text is quoted as it stands. */
  const gboolean is_review = problem->code >= RULES_PROBLEM_UNUSED;
  const char *found = is_review ? statement_word (problem->found) : problem->found;
  const char *expected = is_review ? statement_word (problem->expected) : problem->expected;

  g_return_val_if_fail (problem->code < G_N_ELEMENTS (faults), NULL);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (found && expected && faults[problem->code].expected)
    return g_strdup_printf (_ (faults[problem->code].expected), found, expected);
  if (found && faults[problem->code].found)
    return g_strdup_printf (_ (faults[problem->code].found), found);
#pragma GCC diagnostic pop

  return g_strdup (_ (faults[problem->code].plain));
}

char *
award_words_policy_example (const RulesProblem *problem)
{
  g_return_val_if_fail (problem->code < G_N_ELEMENTS (faults), NULL);

  return g_strdup_printf (_ ("Counter-example: %s"), _ (faults[problem->code].plain));
}

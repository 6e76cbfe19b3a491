/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of tables and of policy texts in words: what was found, what was expected, what to do. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-private.h"

/* The codes of app/exchange/award-mapping.h, award-register-table.h and of the jobs that merge rows. A %s is
 * what was found. */
static const struct
{
  const char *code;
  const char *words;
  gboolean is_secret; /* found is the number of an account or person */
} problems[] = {
  { "unit-assumed",
    N_ ("No unit is named for the column “%s”: its figures were read in yuan or kWh. If they are "
        "in 万元 or 万千瓦时, write that in the heading and import again.") },
  { "missing-heading",
    N_ ("The table has no column for “%s”. Claims lack this figure; add the column if it is "
        "known.") },
  { "duplicate-heading",
    N_ ("“%s” stands over two columns; the second was not read. Give it another heading, or "
        "remove it.") },
  { "missing-claimant", N_ ("The row has figures but no code of a claimant (%s). Fill in the code and import "
                            "again.") },
  { "cell-error",
    N_ ("The cell holds the error %s of a formula. Correct the formula, or enter the figure.") },
  { "not-a-number", N_ ("“%s” is not a number. Enter the figure in digits; leave the cell empty if there is "
                        "none.") },
  { "too-many-decimals", N_ ("“%s” has more decimals than are kept (money and energy: two). Round it at the "
                             "source, or check its unit.") },
  { "out-of-range", N_ ("“%s” is too large to be right. Check the figure and the unit in the heading.") },
  { "not-a-date", N_ ("“%s” is not a date, or a day that does not exist. Write it as 2024-02-29.") },
  { "not-yes-or-no", N_ ("“%s” is neither yes nor no. Write 是 or 否.") },
  { "not-an-industry", N_ ("“%s” is no industry of GB/T 4754-2017. Write the section letter with two to four "
                           "digits, such as C17.") },
  { "unknown-word", N_ ("“%s” is not one of the words this column can have.") },
  { "digits-lost",
    N_ ("“%s” is stored as a number; digits after the fifteenth are lost. Enter the code or account number "
        "again as text."),
    TRUE },
  { "bad-code",
    N_ ("“%s” has not the length or the characters of a code. The row was taken; compare it with the "
        "licence.") },
  { "bad-check-character",
    N_ ("The check character of the code “%s” is wrong. The row was taken; compare it with "
        "the licence.") },
  { "industry-letter",
    N_ ("The letter of “%s” is not that of its division. The division was taken; check which "
        "is right.") },
  { "industry-short", N_ ("“%s” has three digits and was read as if its leading zero was lost. Check it.") },
  { "date-as-number",
    N_ ("“%s” is a plain number and was read as the date a spreadsheet means by it. Check it.") },
  { "hidden-row", N_ ("The row is hidden in the file. It was read like the others.") },
  { "skipped-row", N_ ("The row holds one text only (“%s”) and was taken for a heading between the rows.") },
  { "duplicate-row", N_ ("The row says the same as an earlier row of the same claimant (row %s) and counts "
                         "once.") },
  { "conflicting-rows",
    N_ ("The row contradicts an earlier row of the same claimant (row %s). Find out which is "
        "right; until then a person must decide.") },
  { "missing-value",
    N_ ("“%s” is empty, and no record can do without it. Fill it in and read the file again.") },
  { "bad-account",
    N_ ("“%s” is not an account number: it must have 8 to 32 digits. Compare it with the account's papers."),
    TRUE },
  { "bad-card-check",
    N_ ("The check digit of the card number “%s” is wrong. The row was taken; compare it with the card "
        "before "
        "anything is paid."),
    TRUE },
  { "shared-account",
    N_ ("Another claimant has the account “%s” too. The row was taken; find out whose it is before anything "
        "is "
        "paid."),
    TRUE },
  { "bad-bank-code",
    N_ ("“%s” is not a bank code (行号): it must have 12 digits. The row was taken; ask the bank "
        "before anything is paid.") },
  { "bad-bank-code-check",
    N_ ("The check digit of the bank code (行号) “%s” is wrong. The row was taken; ask the "
        "bank before anything is paid.") },
  { "holder-differs",
    N_ ("The account is in the name of “%s”, not of the claimant. The row was taken; check it "
        "before anything is paid.") },
  { "period-reversed",
    N_ ("The last day “%s” is before the first. Correct the period and read the file again.") },
  { "conflicting-record",
    N_ ("The row contradicts row %s about the same thing and was not taken. Find out which is "
        "right, remove the other and read the file again.") },
  { "unknown-policy",
    N_ ("“%s” is no policy or measure that is installed. The row was taken as it is; write the "
        "policy's number and the measure's name to have it counted.") },
};

/* All but the last digits: enough to find the cell by. */
static char *
mask_number (const char *found)
{
  const gsize shown = 4;
  gsize length = strlen (found);
  char *masked = g_strdup (found);

  for (gsize i = 0; length >= 2 * shown && i < length - shown; i++)
    if (g_ascii_isdigit (masked[i]))
      masked[i] = '*';
  return masked;
}

char *
award_words_problem (const char *code, const char *found)
{
  g_autofree char *shown = NULL;

  /* Identity numbers are for the file, not for screens and papers. */
  shown = found && *found ? (award_words_is_identity (found) ? award_words_masked (found) : g_strdup (found))
                          : g_strdup ("—");

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      if (strcmp (problems[i].code, code) != 0)
        continue;
      if (problems[i].is_secret && found)
        {
          g_free (shown);
          shown = mask_number (found);
        }
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
      return g_strdup_printf (_ (problems[i].words), shown);
#pragma GCC diagnostic pop
    }

  return found && *found ? g_strdup_printf ("%s: %s", code, shown) : g_strdup (code);
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
  [RULES_PROBLEM_UNUSED] = { N_ ("Nothing uses this name."),
                             N_ ("Nothing uses “%s”. Use it, or leave it out."), NULL },
  [RULES_PROBLEM_NEVER] = { N_ ("This can never hold."),
                            N_ ("“%s” can never hold, whatever the figures are."), NULL },
  [RULES_PROBLEM_ALWAYS] = { N_ ("This always holds."), N_ ("“%s” always holds, whatever the figures are."),
                             NULL },
  [RULES_PROBLEM_CONTRADICTION] = { N_ ("The requirements contradict each other."),
                                    N_ ("“%s” contradicts the other requirements: nobody can meet them all."),
                                    N_ ("“%s” contradicts the other requirements: nobody can meet them all. "
                                        "For instance: %s") },
  [RULES_PROBLEM_UNREACHABLE] = { N_ ("Nothing reaches this branch: what stands before it takes every case."),
                                  N_ ("Nothing reaches this branch. Earlier ones take, for instance: %s"),
                                  NULL },
  [RULES_PROBLEM_BOUND] = { N_ ("Cap, floor and formula do not go together."),
                            N_ ("“%s” makes no difference, or leaves nothing to pay."),
                            N_ ("“%s” against “%s”: one makes no difference, or nothing is ever paid.") },
  [RULES_PROBLEM_LABEL_UNIT] = { N_ ("The words name another unit."),
                                 N_ ("“%s” names another unit than the figures have."),
                                 N_ ("“%s” names another unit than the figures have (%s).") },
  [RULES_PROBLEM_UNEXPLAINED] = { N_ ("No reason is given."),
                                  N_ ("No reason is given for “%s”: where does it come from?"), NULL },
  [RULES_PROBLEM_NO_HEADING] = { N_ ("Tables know this fact only by its label."),
                                 N_ ("Tables know “%s” only by its label. Add the headings they use."),
                                 NULL },
  [RULES_PROBLEM_NO_EXAMPLE] = { N_ ("An example is missing."), N_ ("“%s” has too few examples."),
                                 N_ ("“%s” has no example with the outcome “%s”.") },
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

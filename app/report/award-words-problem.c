/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems of tables in words: what was found, what was expected, what to do. */
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
  { "doubtful-unit", N_ ("The figures under “%s” do not fit their unit. Write it in the heading, such as "
                         "万元, or name it when "
                         "importing.") },
  { "doubtful-heading",
    N_ ("These headings may stand for the same figure: %s. Rename the one that does not, or name the right "
        "one when importing, and import again.") },
  { "undecided-match",
    N_ ("The row has no code, and several known enterprises have the name “%s” or one near it. Decide which "
        "it is, then import again.") },
  { "matched-by-name",
    N_ ("The row has no code; that of the one known enterprise with the name “%s” was taken.") },
  { "matched-by-decision", N_ ("The row has no code; “%s” was taken for the enterprise that was decided.") },
  { "former-code", N_ ("“%s” is a former code of an enterprise; its present one was taken.") },
  { "repaired-code", N_ ("“%s” is written wrong; the code that was decided for it was taken.") },
  { "repair-too-late",
    N_ ("This batch has a claim under the wrong code “%s” already. Undo the import it came with, then import "
        "this table.") },
  { "unknown-division",
    N_ ("The code “%s” names a division of no province. The row was taken; compare it with the licence.") },
  { "county-differs",
    N_ ("The code names another county than “%s”. Enterprises keep the code of where they were registered "
        "first: no more than a hint.") },
  { "outlier-ratio",
    N_ ("A power of “%s” does not go with the output of the row. Check both figures and their units.") },
  { "outlier-growth",
    N_ ("“%s” is more than a hundred times the figure of the year before, or less than a hundredth. Check "
        "both.") },
  { "part-above-whole", N_ ("“%s”: the power of part of the period (the meters of February) is more than "
                            "that of the whole quarter. "
                            "Check both tables.") },
  { "date-outside-period", N_ ("The date “%s” is years away from the policy's validity. Check it.") },
  { "doubtful-figure", N_ ("%s. The figure is sooner wrong than true: check it with who sent the table.") },
  { "cell-error",
    N_ ("The cell holds the error %s of a formula. Correct the formula, or enter the figure.") },
  { "formula-alone",
    N_ ("The cell holds a formula, and the file does not have its result. Open it in WPS or Excel, "
        "save it, and import it again.") },
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
  { "hidden-digits",
    N_ ("The column shows fewer decimals than it holds. Those it holds were read, here “%s”.") },
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table is which fact of a measure, and the reading of its rows with that.
 *
 * Problems. "found" is the cell's text unless the table says otherwise; none of these words changes.
 *
 *   of the table (row 0)
 *   unit-assumed          note     no unit is named for a column of money or energy: 元 or 千瓦时; found: heading
 *   missing-heading       warning  no column for a fact that is not always needed; found: the fact's label
 *   duplicate-heading     warning  a second column of the same heading, not read; found: heading
 *
 *   of a row (error: it is not used)
 *   missing-claimant      error    figures but no claimant's code; found: the row's first text
 *   cell-error            error    a cell that a formula left as an error
 *   not-a-number          error
 *   too-many-decimals     error    more decimals than the fact keeps, after its unit
 *   out-of-range          error    a number beyond what can be kept
 *   not-a-date            error    no date, or a day that does not exist
 *   not-yes-or-no         error
 *   not-an-industry       error    no division of GB/T 4754-2017
 *   unknown-word          error    a word the fact's list does not have
 *   digits-lost           error    a code stored as a number of more than 15 digits: its end is gone
 *   bad-code              warning  a claimant's code of the wrong length or characters
 *   bad-check-character   warning  the code's check character or birthday is wrong
 *   industry-letter       warning  the letter is not that of the division: B14
 *   industry-short        warning  three digits without a letter, read as if a leading zero was lost
 *   date-as-number        warning  a date stored as a plain number, read as a spreadsheet date
 *   hidden-row            note     the row is hidden in the file; it was read
 *   skipped-row           note     one text alone in a row: taken for a heading between the rows
 *
 * The job that merges rows adds duplicate-row (note) and conflicting-rows (warning); found: the other row. */
#pragma once

#include "award-sheet.h"
#include "rules.h"

G_BEGIN_DECLS

/* What a column of a table is. */
typedef enum
{
  AWARD_COLUMN_IGNORED,
  AWARD_COLUMN_CLAIMANT, /* code of the claimant */
  AWARD_COLUMN_NAME,
  AWARD_COLUMN_COUNTY,
  AWARD_COLUMN_FACT,
  AWARD_COLUMN_LINE_FACT,
} AwardColumnRole;

typedef struct
{
  AwardColumnRole role;
  guint           fact;     /* index in its space */
  int             exponent; /* the unit: 万元 is 4 */
  char           *heading;  /* as read: the parts of a merged heading joined by a space */
} AwardColumn;

typedef struct
{
  const RulesMeasure *measure;     /* NULL: of a register */
  guint               first_row; /* of the data, from 0 */
  guint               n_columns;
  AwardColumn        *columns;
  guint               heading_row; /* the first of the heading, from 0 */
  GPtrArray          *problems;    /* AwardProblem: what recognising noticed; reading reports them first */
} AwardMapping;

/* A row or cell that could not be used as it stands, or that deserves a look. */
typedef struct
{
  RulesSeverity severity; /* error: the row is not used */
  char         *code;     /* "bad-check-character", "duplicate-row", "not-a-number" … */
  guint         row;      /* from 1; 0: the whole table */
  char         *column;   /* "C"; nullable */
  char         *found;    /* nullable */
} AwardProblem;

AwardProblem *award_problem_new      (RulesSeverity       severity,
                                      const char         *code,
                                      guint               row,
                                      const char         *column,
                                      const char         *found);
void          award_problem_free     (AwardProblem       *problem);

/* Recognises the heading of @sheet for @measure. Fails with AWARD_EXCHANGE_ERROR_NO_HEADING when a needed
 * column is not there; the message names what was missing. */
AwardMapping *award_mapping_recognise (const AwardSheet    *sheet,
                                      const RulesMeasure  *measure,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void          award_mapping_free     (AwardMapping        *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardMapping, award_mapping_free)

/* One row of claims. facts and line_facts are in the measure's order; everything is valid during the call. */
typedef struct
{
  const char       *claimant;
  const char       *name;
  const char       *county;
  guint             row; /* from 1 */
  const RulesValue *facts;
  const RulesValue *line_facts;
} AwardTableRow;

/* Returns FALSE to stop, with @error set. */
typedef gboolean (*AwardTableRowFunc) (const AwardTableRow *row, gpointer data, GError **error);

/* Reads the rows of @sheet: each usable one goes to @func, what is wrong to @problems (AwardProblem). Title,
 * unit, heading, total, note and empty rows are skipped. *@n_rows: data rows seen, usable or not. */
gboolean      award_mapping_read     (const AwardMapping  *mapping,
                                      const AwardSheet    *sheet,
                                      AwardTableRowFunc    func,
                                      gpointer             data,
                                      GPtrArray           *problems,
                                      guint               *n_rows,
                                      GCancellable        *cancellable,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

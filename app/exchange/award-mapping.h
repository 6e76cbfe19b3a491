/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table is which fact of a measure, and the reading of its rows with that.
 *
 * Problems. "found" is the cell's text unless the table says otherwise; none of these words changes.
 *
 *   of the table (row 0)
 *   unit-assumed          note     no unit is named for a column of money or energy: 元 or 千瓦时; found: heading
 *   missing-heading       warning  no column for a fact that is not always needed; found: the fact's label
 *   duplicate-heading     warning  a second column of the same heading, not read; found: heading
 *   doubtful-unit         error    the figures do not fit the unit, or no unit that was named; found: heading
 *   doubtful-heading      error    two headings stand for one fact as well; found: both, " / " between
 *
 *   of a row (error: it is not used)
 *   missing-claimant      error    figures but no claimant's code; found: the row's first text
 *   undecided-match       error    no code, and a name that several known enterprises have or are near
 *   matched-by-name       note     no code; the one known enterprise of this name was taken; found: name
 *   matched-by-decision   note     no code; taken as a person decided; found: name
 *   former-code           note     a former code; the enterprise was taken by its present one
 *   repaired-code         note     a code written wrong; the one a person said is meant was taken
 *   cell-error            error    a cell that a formula left as an error
 *   formula-alone         error    a formula whose result the file does not have
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
 *   unknown-division      warning  no province begins like the code's division
 *   county-differs        note     the code's division is another county's; found: the county
 *   outlier-ratio         warning  output and power do not go together; found: the power
 *   outlier-growth        warning  a figure over a hundred times last year's, or under a hundredth
 *   date-outside-period   warning  a date years away from the policy's validity
 *   industry-letter       warning  the letter is not that of the division: B14
 *   industry-short        warning  three digits without a letter, read as if a leading zero was lost
 *   date-as-number        warning  a date stored as a plain number, read as a spreadsheet date
 *   hidden-digits         note     the cell shows fewer decimals than it holds; all were read; once a column
 *   hidden-row            note     the row is hidden in the file; it was read
 *   skipped-row           note     one text alone in a row: taken for a heading between the rows
 *
 * The job that merges rows adds duplicate-row (note) and conflicting-rows (warning); found: the other row;
 * doubtful-figure (warning): a doubt of the policy (RulesFlag.is_doubt); found: its label;
 * repair-too-late (error, nothing is read): a code that is to be read otherwise has claims in the batch;
 * and part-above-whole (warning): the power of some months is more than that of the quarter; found: the
 * claimant. */
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

/* What says so. */
typedef enum
{
  AWARD_ORIGIN_NONE,     /* the column is not read */
  AWARD_ORIGIN_SIMILAR,  /* its words are like those of the fact */
  AWARD_ORIGIN_DECLARED, /* they are words the fact is declared with */
  AWARD_ORIGIN_LEARNT,   /* a person said so of this heading before */
  AWARD_ORIGIN_PERSON,   /* a person says so now */
} AwardColumnOrigin;

/* What says which unit the figures of a column are in. */
typedef enum
{
  AWARD_UNIT_SOURCE_NONE, /* nothing: yuan or kWh were taken */
  AWARD_UNIT_SOURCE_HEADING,
  AWARD_UNIT_SOURCE_LINE, /* "单位：万元" above the heading */
  AWARD_UNIT_SOURCE_LEARNT,
  AWARD_UNIT_SOURCE_PERSON,
} AwardUnitSource;

typedef struct
{
  AwardColumnRole role;
  guint           fact;     /* index in its space */
  int             exponent; /* the unit: 万元 is 4 */
  AwardUnitSource unit_source;
  AwardColumnOrigin     origin;
  guint           confidence; /* how well the heading's words fit, in per cent */
  char           *heading;  /* as read: the parts of a merged heading joined by a space */
} AwardColumn;

/* What a person once said a heading is. */
typedef struct
{
  char *heading;
  char *target;   /* id of a fact, or "@claimant", "@name", "@county", "@none" */
  int   exponent; /* of its figures where the table names no unit; AWARD_EXPONENT_UNKNOWN: not said */
} AwardKnownHeading;

#define AWARD_EXPONENT_UNKNOWN (-128)

AwardKnownHeading *award_known_heading_new  (const char        *heading,
                                      const char          *target,
                                      int                  exponent);
void          award_known_heading_free (AwardKnownHeading  *known);

/* Who a row's claimant is. */
typedef struct
{
  const char   *claimant; /* its code; NULL: not known */
  const char   *problem;  /* code of what is to be said of it; NULL: nothing */
  RulesSeverity severity;
  const char   *found;    /* nullable: the cell's text */
} AwardClaimantAnswer;

/* Asked for every row of a measure that enterprises or organisations claim under: with its @code, or NULL and
 * its @name (nullable). What the answer points to must be valid until the next question. */
typedef void (*AwardClaimantFunc) (const char *code, const char *name, AwardClaimantAnswer *answer,
                                   gpointer data);

/* What a register holds: award-register-table.h. */
typedef struct _AwardLayout AwardLayout;

typedef struct
{
  const RulesMeasure *measure;     /* NULL: of a register */
  const AwardLayout  *layout;      /* of the register; NULL: of a measure */
  guint               first_row; /* of the data, from 0 */
  guint               n_columns;
  AwardColumn        *columns;
  guint               heading_row; /* the first of the heading, from 0 */
  GArray         *conflicts;   /* pairs of columns that stand for one thing as well; private */
  GArray         *unit_lines;  /* units named above the heading; private */
  AwardClaimantFunc claimant_func; /* nullable */
  gpointer        claimant_data;
  GPtrArray          *problems;    /* AwardProblem: what recognising noticed; reading reports them first */
} AwardMapping;

/* A row or cell that could not be used as it stands, or that deserves a look. A table may have a million:
 * codes and columns, of which there are few, are interned. */
typedef struct
{
  RulesSeverity severity; /* error: the row is not used */
  guint         row;      /* from 1; 0: the whole table */
  const char   *code;     /* "bad-check-character", "duplicate-row", "not-a-number" … */
  const char   *column;   /* "C"; nullable */
  char         *found;    /* nullable */
} AwardProblem;

/* What would mend the cell: the one code that a single wrong character made of @found, or O for 0 and I for
 * 1. NULL: nothing is certain enough to be offered. Free with g_free(). */
char         *award_problem_find_repair (const char      *code,
                                      const char         *found);
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
/* The same without asking whether anything is missing, and with what was learnt: @known (AwardKnownHeading),
 * nullable. A heading of the same words is what it was said to be, whatever else it may look like. */
AwardMapping *award_mapping_new      (const AwardSheet    *sheet,
                                      const RulesMeasure  *measure,
                                      const GPtrArray     *known) G_GNUC_WARN_UNUSED_RESULT;
/* Fails as award_mapping_recognise() does when measure or register cannot do with the columns as they are
 * now, and brings what is to be noticed of them up to date. @may_lack_code: names can stand in for a column
 * of codes. */
gboolean      award_mapping_check    (AwardMapping        *mapping,
                                      const AwardSheet    *sheet,
                                      gboolean             may_lack_code,
                                      GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* The name of the measure or register. */
const char   *award_mapping_get_label (const AwardMapping  *mapping);
/* The fact of a measure or field of a register that @column is; NULL: it is none. */
const RulesFact *award_mapping_get_fact (const AwardMapping *mapping,
                                      guint                column);
/* What a column is, as words and back: "output", "@claimant" … For AwardKnownHeading.target. The fields of a
 * register are its facts, that which a record is found by too; beside them it has "@none" alone. FALSE:
 * @target is nothing this measure or register has. */
const char   *award_mapping_get_target (const AwardMapping  *mapping,
                                      guint                column);
gboolean      award_mapping_find_target (const AwardMapping *mapping,
                                      const char          *target,
                                      AwardColumnRole     *role,
                                      guint               *fact);
/* A person says what @column is; a column that was it before is not read then. */
void          award_mapping_assign   (AwardMapping        *mapping,
                                      guint                column,
                                      AwardColumnRole      role,
                                      guint                fact);
/* A person says the unit of the figures of @column. */
void          award_mapping_set_unit (AwardMapping        *mapping,
                                      guint                column,
                                      int                  exponent);
/* The column (from 0) of a heading's text or of a letter ("C"); -1: there is none, or more than one. */
int           award_mapping_find_column (const AwardMapping *mapping,
                                      const char          *name);
/* The power of ten of a unit "万元", "万千瓦时" … if it is one of @fact. */
gboolean      award_unit_find_exponent (const char         *unit,
                                      const RulesFact     *fact,
                                      int                 *exponent);
/* What must be asked before rows are read: doubtful-unit and doubtful-heading, to @problems. What a person
 * said is not asked again. */
void          award_mapping_find_doubts (const AwardMapping *mapping,
                                      const AwardSheet    *sheet,
                                      GPtrArray           *problems);
void          award_mapping_free     (AwardMapping        *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardMapping, award_mapping_free)

/* What row @row (from 0) says in its column of this role, whether or not the row can be used: a code as codes
 * are kept, a name without what does not matter of it, a fact as rules_fact_format(). NULL: nothing that can
 * be read. Free with g_free(). */
char         *award_mapping_dup_value (const AwardMapping  *mapping,
                                      const AwardSheet    *sheet,
                                      guint                row,
                                      AwardColumnRole      role,
                                      guint                fact);

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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table is which fact of a measure, and the reading of its rows with that. */
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
  const RulesMeasure *measure;
  guint               first_row; /* of the data, from 0 */
  guint               n_columns;
  AwardColumn        *columns;
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

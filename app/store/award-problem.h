/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Problems kept with imports, and what became of them.
 *
 * An error or a warning of a row is open until a later import into the same batch and measure (or register)
 * settles it. That is one that reads at least the same figures and has the row again: of the same claimant,
 * by code or by name, and of the same line where the row says which; of a row that says neither code nor
 * name, the row of the same number in a table of the same file name and sheet. Where the row has the same
 * problem again, or still cannot be used, it is the problem of the later import that is open. Undoing that
 * import opens it anew. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* An import of claims or of a register; each kind counts its own. */
typedef struct
{
  gboolean is_register;
  gint64   id;
} AwardImportRef;

typedef enum
{
  AWARD_PROBLEM_OPEN,
  AWARD_PROBLEM_REPEATED,  /* a later import has the row with the same problem, or with another error */
  AWARD_PROBLEM_CORRECTED, /* a later import has the row without it */
  AWARD_PROBLEM_ACCEPTED,  /* a warning that may stand */
} AwardProblemState;

/* Who a row is of, as far as it says. All nullable. */
typedef struct
{
  const char *claimant; /* code */
  const char *name;
  const char *line;     /* what tells it from other rows of the claimant: award_problem_key() as text */
} AwardRowIdentity;

typedef struct
{
  RulesSeverity     severity;
  char             *code;
  guint             row;    /* from 1; 0: the whole table */
  char             *column; /* nullable */
  char             *found;  /* nullable */
  AwardProblemState state;
  gint64            later;  /* number of the import that had the row again; 0: none */
} AwardKeptProblem;

void       award_kept_problem_free     (AwardKeptProblem   *problem);
/* Every problem of an import (AwardKeptProblem), as they came. */
GPtrArray *award_ledger_list_problems  (AwardLedger        *self,
                                        AwardImportRef      import,
                                        GError            **error) G_GNUC_WARN_UNUSED_RESULT;

/* Open problems. */
typedef struct
{
  guint64 errors;
  guint64 warnings;
} AwardOpenCounts;

/* Those of the imports of @measure (NULL: of every measure) into @batch that were not undone. */
gboolean   award_ledger_count_open     (AwardLedger        *self,
                                        const RulesMeasure *measure,
                                        gint64              batch,
                                        AwardOpenCounts    *counts,
                                        GError            **error) G_GNUC_WARN_UNUSED_RESULT;

/* The fact that tells a claimant's rows apart: the key of its claims or lines, else the first text of a line.
 * NULL: a claimant has one row. *@on_line and *@i: where it is. */
const RulesFact *award_problem_key     (const RulesMeasure *measure,
                                        gboolean           *on_line,
                                        guint              *i);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One import: the rows of one table merged into the claims of one measure, in one transaction.
 *
 * Rows arrive in file order; rows of one claimant (and one key, where the measure has one:
 * rules_measure_get_claim_key()) become one claim, their line facts its lines. What the
 * rows say twice, or say differently, comes back as notes. Nothing is in the ledger before commit; dropping
 * the import leaves the ledger as it was. */
#pragma once

#include "award-ledger.h"
#include "award-problem.h"

G_BEGIN_DECLS

typedef struct _AwardImport AwardImport;

/* Where the table came from. All strings are copied. */
typedef struct
{
  const char *file_name; /* without folder */
  GBytes     *content;   /* the file itself, kept in the ledger */
  const char *sheet;
} AwardSource;

/* One row as the reader understood it. facts and line_facts are in the measure's order, RULES_MISSING (or
 * NULL text) where the table has no column or an empty cell. */
typedef struct
{
  const char       *claimant; /* code, upper-case, trimmed */
  const char       *name;     /* nullable */
  const char       *county;   /* nullable */
  guint             row;      /* as a spreadsheet program counts, from 1 */
  const RulesValue *facts;
  const RulesValue *line_facts;
} AwardRowValues;

typedef enum
{
  AWARD_MERGE_NEW,         /* a new claim or line */
  AWARD_MERGE_DUPLICATE,   /* says what an earlier row of this file said (note duplicate-row) */
  AWARD_MERGE_CONFLICT,    /* contradicts an earlier row of this file: review (warning conflicting-rows) */
} AwardMerge;

typedef struct
{
  guint64  rows;
  guint64  claims; /* of this file */
  guint64  lines;
  guint64  added;     /* claims that were not there before */
  guint64  changed;   /* claims whose facts or lines differ from before */
  guint64  unchanged;
  gboolean same_file; /* this very file was imported into the batch before: nothing was added */
  gint64   import;    /* its number among the imports; 0 for the same file */
} AwardImportResult;

/* @fact_columns, @line_columns: column (from 1) each fact is read from, 0 for none; for the origin of a
 * value in explanations. */
AwardImport *award_import_begin  (AwardLedger        *ledger,
                                  gint64              batch,
                                  const RulesMeasure *measure,
                                  const AwardSource  *source,
                                  const guint        *fact_columns,
                                  const guint        *line_columns,
                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts the import into a new batch @name instead, which commit makes and which then is the current one. */
void         award_import_set_new_batch (AwardImport *self,
                                  const char        *name);
/* Merges the file even if this very file was imported before: what its rows mean was answered otherwise
 * since. */
void         award_import_set_again (AwardImport      *self);
/* Adds a row; *@merge says what became of it and *@first_row which earlier row it repeats or contradicts. */
gboolean     award_import_add    (AwardImport          *self,
                                  const AwardRowValues *row,
                                  AwardMerge           *merge,
                                  guint                *first_row,
                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps a problem of the file with the import. @column, @found, @identity: nullable. */
void         award_import_add_problem (AwardImport   *self,
                                  RulesSeverity       severity,
                                  const char         *code,
                                  guint               row,
                                  const char         *column,
                                  const char         *found,
                                  const AwardRowIdentity *identity);
/* Ends the import and frees it, also on failure. */
gboolean     award_import_commit (AwardImport        *self,
                                  AwardImportResult  *result,
                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Drops what was not committed. */
void         award_import_free   (AwardImport        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImport, award_import_free)

G_END_DECLS

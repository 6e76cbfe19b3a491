/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table on its way into a ledger: read and recognised, its columns open to change, tried without leaving a
 * trace, and then brought in.
 *
 * A plan keeps no ledger: it can be made on one thread with one connection, changed on another between two
 * calls, and tried and committed with a third. One thread at a time may use it. The file is read once; what
 * was tried is what comes in, whatever happens to the file meanwhile. */
#pragma once

#include "award-import-mapping.h"
#include "award-import-report.h"
#include "award-import-rulings.h"

G_BEGIN_DECLS

/* Rows of a table shown as they will be kept, and figures shown as they will be overwritten. */
#define AWARD_PLAN_ROWS 50
#define AWARD_PLAN_CHANGES 500

typedef struct _AwardImportPlan AwardImportPlan;

/* Reads sheet @which (see award_sheet_read()) of @path as a table of @target, as far as it is one: what it
 * lacks is said when it is tried. */
AwardImportPlan    *award_import_plan_new         (AwardLedger        *ledger,
                                                   const AwardImportTarget *target,
                                                   const char         *path,
                                                   const char         *which,
                                                   GCancellable       *cancellable,
                                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void                award_import_plan_free        (AwardImportPlan    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportPlan, award_import_plan_free)
/* It is a table of @target instead. What was said of its columns is forgotten. */
gboolean            award_import_plan_set_target  (AwardImportPlan    *self,
                                                   AwardLedger        *ledger,
                                                   const AwardImportTarget *target,
                                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;
const AwardImportTarget *award_import_plan_get_target (const AwardImportPlan *self);
/* What a row says: facts of the measure, then those of its lines; or the fields of the register in the
 * order of the ledger's, with the labels and words of tables. */
guint               award_import_plan_get_n_fields (const AwardImportPlan *self);
const RulesFact    *award_import_plan_get_field   (const AwardImportPlan *self,
                                                   guint               i);
const AwardSheet   *award_import_plan_get_sheet   (const AwardImportPlan *self);
/* To be changed with award_mapping_assign(), award_mapping_set_unit() and award_import_answer(). What is said
 * so is learnt when the plan is committed. Valid until another target is set. */
AwardMapping       *award_import_plan_get_mapping (AwardImportPlan    *self);

/* What a person says of its names, codes and warnings: counts in the next trial, kept by commit. */
AwardImportRulings *award_import_plan_get_rulings (AwardImportPlan     *self);

/* A row as it will be kept. */
typedef struct
{
  guint       row;      /* from 1 */
  char       *claimant; /* NULL: of a day */
  char       *name;     /* nullable */
  char       *county;   /* nullable */
  guint       n_values; /* one a field: award_import_plan_get_field() */
  RulesValue *values;   /* their texts are owned */
} AwardPlannedRow;

/* What a plan would do. */
typedef struct
{
  AwardImportReport *report;    /* as commit would give it, but for the number of the import; NULL on error */
  GError            *error;     /* why the table cannot be read so */
  GPtrArray         *rows;      /* AwardPlannedRow, the first AWARD_PLAN_ROWS */
  GPtrArray         *changes;   /* AwardChange of fields as above, the first AWARD_PLAN_CHANGES */
  guint64            n_changes; /* figures overwritten in all */
} AwardImportOutlook;

void                award_import_outlook_free     (AwardImportOutlook *outlook);

/* Claims go into the batch named @batch, which commit makes if need be and which then is the current one;
 * NULL: the current one. Registers have no batch. The plans are brought in one after the other: each sees
 * what those before it brought.
 *
 * Tries @plans (AwardImportPlan): one AwardImportOutlook each. Nothing is stored. A plan that cannot be read
 * or that has questions is left out, the others are tried all the same. */
GPtrArray          *award_import_plan_try         (AwardLedger        *ledger,
                                                   const GPtrArray    *plans,
                                                   const char         *batch,
                                                   AwardProgress       progress,
                                                   gpointer            progress_data,
                                                   GCancellable       *cancellable,
                                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Brings @plans in, in one transaction and as one step: one AwardImportReport each. All or none: when one
 * fails there is @error and the ledger is as before; when one is blocked none is stored, and the reports end
 * with it. Within an open step they join it, and nothing is kept before the caller commits that. */
GPtrArray          *award_import_plan_commit      (AwardLedger        *ledger,
                                                   const GPtrArray    *plans,
                                                   const char         *batch,
                                                   AwardProgress       progress,
                                                   gpointer            progress_data,
                                                   GCancellable       *cancellable,
                                                   GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of a plan: its rows are read and kept apart from the ledger, claims by
 * award-import-claims.c and records of a register by award-import-records.c, before award-import-plan.c has
 * them written. Private to app/jobs. */
#pragma once

#include "award-import-plan.h"
#include "award-register-table.h"

G_BEGIN_DECLS

struct _AwardImportPlan
{
  char *path;
  char *name; /* of the file, to be kept */
  AwardSheet *sheet;
  GBytes *content;
  AwardImportTarget target;
  RulesPolicy *policy; /* keeps the measure; NULL: of a register */
  AwardMapping *mapping;
  AwardImportRulings *rulings;
};

/* What runs of several plans share. */
typedef struct
{
  AwardLedger *ledger;
  const char *batch;
  guint64 n_done; /* rows of the plans before */
  guint64 n_rows; /* of all */
  AwardProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} AwardPlanRun;

/* Both read the rows of @plan into *@import, which is NULL when the report is blocked; the first rows go to
 * @rows (AwardPlannedRow; NULL: nobody looks at them) as they will be kept. */
AwardImportReport *award_plan_stage_claims (AwardImportPlan *plan,
                                            const AwardPlanRun *run,
                                            GPtrArray *rows,
                                            AwardImport **import,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
AwardImportReport *award_plan_stage_records (AwardImportPlan *plan,
                                             const AwardPlanRun *run,
                                             GPtrArray *rows,
                                             AwardRegisterImport **import,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Has @changes (AwardChange) of @layout speak of the fields tables have: those with a label. */
void award_plan_label_changes (const AwardLayout *layout, const GPtrArray *changes);

/* The report of @plan, blocked by what has to be asked first; NULL when it cannot be a table of its target.
 * @may_lack_code: see award_mapping_check(). */
AwardImportReport *award_plan_begin_report (AwardImportPlan *plan,
                                            gboolean may_lack_code,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Where the table of @plan comes from. */
AwardSource award_plan_get_source (const AwardImportPlan *plan);
/* Adds a row with room for its values to @rows; NULL when it has enough or is NULL. Texts are copied. */
AwardPlannedRow *award_plan_add_row (const AwardImportPlan *plan,
                                     GPtrArray *rows,
                                     guint row,
                                     const char *claimant,
                                     const char *name,
                                     const char *county);
/* Puts a copy of @value in its place @i. */
void award_planned_row_set (AwardPlannedRow *planned, guint i, RulesValue value);
/* Tells how far @run is at @row, from 1, of the present plan; not at every row. */
void award_plan_run_tell (const AwardPlanRun *run, guint row);
/* Whether rows are read as a person said, who may not have said so when this file was imported before. */
gboolean award_plan_has_answers (const AwardImportPlan *plan, const AwardImportReport *report);

G_END_DECLS

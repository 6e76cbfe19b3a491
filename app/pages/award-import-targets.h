/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table can be a table of, in a ledger. */
#pragma once

#include "award-import-plan.h"

G_BEGIN_DECLS

/* Immutable, shared with threads. */
typedef struct _AwardImportTargets AwardImportTargets;

/* Those of @ledger; policies with claims in @batch are the likeliest where several fit. */
AwardImportTargets      *award_import_targets_new       (AwardLedger              *ledger,
                                                         gint64                    batch,
                                                         GError                  **error)
    G_GNUC_WARN_UNUSED_RESULT;
AwardImportTargets      *award_import_targets_ref       (AwardImportTargets       *self);
void                     award_import_targets_unref     (AwardImportTargets       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportTargets, award_import_targets_unref)
guint                    award_import_targets_get_n     (const AwardImportTargets *self);
const AwardImportTarget *award_import_targets_get       (const AwardImportTargets *self,
                                                         guint                     i);
gboolean                 award_import_target_is_same    (const AwardImportTarget  *self,
                                                         const AwardImportTarget  *other);
/* The label of the measure, or what the register is called. */
const char              *award_import_target_get_label  (const AwardImportTarget  *self);
/* What a row of it says, in the order of AwardPlannedRow: see award_import_plan_get_field(). */
guint                    award_import_target_get_n_fields (const AwardImportTarget *self);
const RulesFact         *award_import_target_get_field  (const AwardImportTarget  *self,
                                                         guint                     i);
/* What @sheet is a table of; FALSE with an error when its headings fit nothing. */
gboolean                 award_import_targets_recognise (const AwardImportTargets *self,
                                                         const AwardSheet         *sheet,
                                                         AwardImportTarget        *target,
                                                         GError                  **error);
/* "增产增效配套奖励"; with several policies in the ledger "增产增效配套奖励 · 榕政办规〔2024〕5号". */
char                    *award_import_targets_dup_name  (const AwardImportTargets *self,
                                                         const AwardImportTarget  *target);

/* What a column of a table of @target can be. */
typedef struct
{
  AwardColumnRole role;
  guint           index; /* of the fact, in its space */
  const RulesFact *fact; /* nullable */
  char           *label;
} AwardMeaning;

/* Every AwardMeaning, the first of them that it is not read. */
GPtrArray               *award_import_target_list_meanings (const AwardImportTarget *target);
/* A unit a column of money or energy can be in. */
typedef struct
{
  const char *name; /* 万元 */
  int         exponent;
} AwardUnitChoice;

/* *@n of them, smallest first; none for a figure that has one unit only. */
const AwardUnitChoice   *award_unit_choices_get         (const RulesFact          *fact,
                                                         guint                    *n);

G_END_DECLS

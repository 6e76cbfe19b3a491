/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs and imports as readers of claims need them, kept once read. Private to app/store. */
#pragma once

#include "award-ledger-private.h"

G_BEGIN_DECLS

/* What the numbers of a run's decisions are in the measure as it is known now. */
typedef struct
{
  gint64 as_of;
  GArray *codes; /* gint: code of now, -1: there is none of that name */
  GArray *flags;
} AwardRun;

/* Borrowed; NULL with an error when it cannot be read. */
const AwardRun *award_ledger_get_run (AwardLedger *self, const RulesMeasure *measure, gint64 id,
                                      GError **error);
/* Renumbers @decision. FALSE when its reason exists no more under the policy of now: it must be computed
 * again before it can be shown. */
gboolean award_run_translate (const AwardRun *run, RulesDecision *decision);

/* The settings run @id was made with, as of day @as_of. */
RulesSettings *award_ledger_get_run_settings (AwardLedger *self, const RulesMeasure *measure, gint64 id,
                                              gint64 as_of, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char *file;
  char *sheet;
  guint *columns; /* one a fact, 0: none */
  guint *line_columns;
} AwardImportInfo;

/* Borrowed; NULL with an error when it cannot be read. */
const AwardImportInfo *award_ledger_get_import (AwardLedger *self, const RulesMeasure *measure, gint64 id,
                                                GError **error);

void award_run_free (AwardRun *run);
void award_import_info_free (AwardImportInfo *info);

G_END_DECLS

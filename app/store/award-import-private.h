/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import holds until it is committed. Shared by award-import.c and award-merge.c, which brings the
 * staged rows into the ledger. */
#pragma once

#include "award-import.h"
#include "award-ledger-private.h"
#include "award-problem-private.h"
#include "award-staging.h"

G_BEGIN_DECLS

struct _AwardImport
{
  AwardLedger *ledger; /* owned */
  gint64 batch;
  char *new_batch; /* to be made for the import; nullable */
  const RulesMeasure *measure;
  RulesPolicy *policy; /* keeps the measure alive */
  guint n_facts;
  guint n_line_facts;
  int key; /* index of the key among the line facts, -1 none */
  guint *columns;      /* one a fact */
  guint *line_columns;

  char *file_name;
  char *sheet;
  AwardContent *content;
  gboolean same_file;

  AwardStaging *staging;
  GArray *problems; /* AwardStagedProblem */
  guint64 n_rows;
};

gboolean award_import_value_equal (const RulesFact *fact, RulesValue a, RulesValue b);

/* Brings everything into the ledger within the caller's transaction and counts it. */
gboolean award_import_merge (AwardImport *self, AwardImportResult *result,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Merges the lines of staged claim @item into those stored of claim @id; sets *@changed when any differs. */
gboolean award_import_merge_lines (AwardImport *self, const AwardTable *table, gint64 import, guint item,
                                   gint64 id, gboolean *changed, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps what value @i of a claim (@line 0) or line was, and where the new one was read. */
gboolean award_import_log (AwardImport *self, const AwardTable *table, gint64 import, guint row, gint64 claim,
                           gint64 line, const RulesFact *fact, RulesValue old, RulesValue new,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

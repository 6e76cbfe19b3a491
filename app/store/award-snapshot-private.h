/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The claims of a trial in memory, between reading and deciding. Private to app/store. */
#pragma once

#include "award-scan.h"
#include "award-trial.h"

G_BEGIN_DECLS

/* In place of an outcome: not decided officially. */
#define AWARD_OUTCOME_NONE G_MAXUINT8

struct _AwardSnapshot
{
  gatomicrefcount ref_count;

  const RulesMeasure *measure; /* its policy is kept by settings */
  RulesSettings *settings;
  char *table;         /* of its claims, ready for SQL */
  AwardScan *scan;     /* holds the columns; the ledger is let go of */
  GPtrArray *counties; /* char *: names, "" for none */
  guint32 *places;     /* by claim: its county */
  gint64 *amounts;     /* by claim: officially */
  guint8 *outcomes;
};

/* What award_snapshot_read_name() asks; finalize it afterwards. */
sqlite3_stmt *award_snapshot_prepare_names (const AwardSnapshot *self, AwardDb *db, GError **error);
/* Code and name of the claimant of @claim; both stay NULL for one that is no longer there. */
gboolean award_snapshot_read_name (AwardDb *db, sqlite3_stmt *names, gint64 claim, char **code, char **name,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

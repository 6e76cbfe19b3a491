/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import holds until it is committed. Shared by award-import.c, which gathers the rows, and
 * award-merge.c, which brings them into the ledger. */
#pragma once

#include "award-import.h"
#include "award-ledger-private.h"
#include "award-problem-private.h"

G_BEGIN_DECLS

/* Index + 1 of a staged line; 0 ends a chain. */
typedef guint32 AwardStagedLink;

typedef struct
{
  const char *code;
  const char *name;   /* nullable */
  const char *county; /* nullable */
  guint32 row;
  gboolean conflict;
  guint32 n_lines;
  AwardStagedLink first_line;
  AwardStagedLink last_line;
} AwardStagedClaim;

typedef struct
{
  guint32 claim;
  guint32 row;
  AwardStagedLink next;     /* of the claim */
  AwardStagedLink next_key; /* of the claim with the same key */
} AwardStagedLine;

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
  GBytes *content;
  char *digest;
  gboolean same_file;

  GStringChunk *texts;     /* every text staged; equal texts are the same pointer */
  GHashTable *claim_index; /* code → index + 1 */
  GHashTable *key_index;   /* (claim, key) → last line of it; see award-import.c */
  GArray *claims;          /* AwardStagedClaim */
  GArray *values;          /* gint64, n_facts a claim; a text as its pointer */
  GArray *lines;           /* AwardStagedLine */
  GArray *line_values;     /* gint64, n_line_facts a line */
  GArray *problems;        /* AwardStagedProblem */
  guint64 n_rows;
};

/* Value @i of staged claim or line number @item. */
RulesValue award_import_get_value (const AwardImport *self, guint item, guint i);
RulesValue award_import_get_line_value (const AwardImport *self, guint item, guint i);
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

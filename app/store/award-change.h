/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures imports overwrote: what they were and what they are. */
#pragma once

#include "award-import-record.h"
#include "award-import-target.h"

G_BEGIN_DECLS

typedef struct
{
  char            *claimant; /* code, or what a record of a register is found by */
  char            *name;     /* nullable */
  guint            line;     /* number of the claim's line, from 1; 0: a fact of the claim or record */
  const RulesFact *fact; /* or field: award_register_get_field() */
  RulesValue       old; /* its text is owned; all missing in a line that is no more */
  RulesValue       new;
  AwardImportRef   import;
  gint64           at;     /* of the import, ms since 1970 */
  char            *file;   /* of the import */
  char            *sheet;
  guint            row;    /* of the file, from 1 */
  guint            column; /* from 1; 0: not known */
} AwardChange;

void       award_change_free         (AwardChange        *change);
/* The first @limit figures (AwardChange) of @target that import @import into it overwrote, in the order of
 * the file. *@n: how many there are. Claims, lines and records it added are none, nor is there any once it
 * was undone. */
GPtrArray *award_ledger_list_changes (AwardLedger        *self,
                                      const AwardImportTarget *target,
                                      gint64              import,
                                      guint               limit,
                                      guint64            *n,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of whichever @record is; none where its measure is not known any more. */
GPtrArray *award_ledger_list_import_changes (AwardLedger *self,
                                      const AwardImportRecord *record,
                                      guint               limit,
                                      guint64            *n,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The figures of claim @claim that any import overwrote, the latest first. */
GPtrArray *award_ledger_list_claim_changes (AwardLedger  *self,
                                      const RulesMeasure *measure,
                                      gint64              claim,
                                      guint               limit,
                                      guint64            *n,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

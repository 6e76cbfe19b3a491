/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures an import overwrote: what they were and what they are. */
#pragma once

#include "award-import-target.h"

G_BEGIN_DECLS

typedef struct
{
  char            *claimant; /* code; NULL: of a day */
  char            *name;     /* nullable */
  guint            row;      /* of the file, from 1 */
  guint            line;     /* number of the claim's line, from 1; 0: a fact of the claim, or of a record */
  const RulesFact *fact;     /* or field: award_register_get_field() */
  RulesValue       old; /* its text is owned; all missing in a line that is no more */
  RulesValue       new;
} AwardChange;

void       award_change_free         (AwardChange        *change);
/* The first @limit figures (AwardChange) of @target that import @import into it overwrote, in the order of
 * the file. *@n: how many there are. Claims, lines and records it added are none. */
GPtrArray *award_ledger_list_changes (AwardLedger        *self,
                                      const AwardImportTarget *target,
                                      gint64              import,
                                      guint               limit,
                                      guint64            *n,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

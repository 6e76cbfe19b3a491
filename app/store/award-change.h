/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures an import overwrote: what they were and what they are. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  char            *claimant; /* code */
  char            *name;     /* nullable */
  guint            row;      /* of the file, from 1 */
  guint            line;     /* number of the claim's line, from 1; 0: a fact of the claim */
  const RulesFact *fact;
  RulesValue       old; /* its text is owned; all missing in a line that is no more */
  RulesValue       new;
} AwardChange;

void       award_change_free         (AwardChange        *change);
/* The first @limit figures (AwardChange) of @measure that import @import overwrote, in the order of the file.
 * *@n: how many there are. Claims and lines it added are none. */
GPtrArray *award_ledger_list_changes (AwardLedger        *self,
                                      const RulesMeasure *measure,
                                      gint64              import,
                                      guint               limit,
                                      guint64            *n,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

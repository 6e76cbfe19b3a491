/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policies of a ledger beside those of the program, and with which text its decisions were made. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

typedef struct
{
  RulesPolicy *policy;       /* the text in force; borrowed, lives as long as the program */
  gboolean     is_installed; /* it is the program's; else the one the ledger keeps */
  gboolean     is_held;      /* the ledger is for it */
  gboolean     has_other;    /* the text the ledger kept last under this id is another */
} AwardHeldPolicy;

/* Every policy of the ledger and of the program (AwardHeldPolicy), in the order of their ids. */
GPtrArray *award_ledger_list_policies   (AwardLedger  *self,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts @policy in the place of another text of its id that the ledger keeps; decisions made with that one
 * keep it until they are computed again. Errors as of award_ledger_add_policy();
 * AWARD_LEDGER_ERROR_CONFLICT also where it lacks a measure the ledger has claims of. */
gboolean   award_ledger_replace_policy  (AwardLedger  *self,
                                         RulesPolicy  *policy,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* The measures (const RulesMeasure) with decisions in @batch, 0 for any, made with another text of their
 * policy than the one in force. */
GPtrArray *award_ledger_list_outdated   (AwardLedger  *self,
                                         gint64        batch,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy that can be looked at: one of the program, of a ledger, or of a file. */
#pragma once

#include "award-ledger.h"
#include "award-policy-file.h"

G_BEGIN_DECLS

typedef struct
{
  char            *name;        /* in a list */
  char            *origin;      /* where it comes from, in words */
  char            *path;        /* of a file; NULL: it is read-only */
  RulesPolicy     *policy;      /* NULL: a file whose text cannot be used */
  AwardPolicyFile *file;        /* what is wrong with it; NULL until it is checked */
  gboolean         is_compared; /* with the others */
} AwardPolicyEntry;

void              award_policy_entry_free         (AwardPolicyEntry       *self);
/* Those of the program and of @ledger, if any. */
GPtrArray        *award_policy_entry_list         (AwardLedger            *ledger,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* NULL only where the file cannot be read. */
AwardPolicyEntry *award_policy_entry_read         (const char             *path,
                                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* Checks it, once, alone and beside the read-only ones of @entries. */
void              award_policy_entry_check        (AwardPolicyEntry       *self,
                                                   const GPtrArray        *entries);
/* How many findings @measure has. */
guint             award_policy_entry_count        (const AwardPolicyEntry *self,
                                                   const RulesMeasure     *measure);
/* Whether its file still says what was read. */
gboolean          award_policy_entry_is_unchanged (const AwardPolicyEntry *self);

G_END_DECLS

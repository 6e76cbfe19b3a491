/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy file as it lies on the disk, with all that the checker and the policy check find in it. */
#pragma once

#include <gio/gio.h>

#include "rules.h"

G_BEGIN_DECLS

typedef struct
{
  RulesPolicy *policy;     /* NULL: the text cannot be used at all */
  GPtrArray   *problems;   /* RulesProblem, in order of place */
  guint        n_examples; /* that were run */
  guint        n_errors;   /* of the problems: with one it decides no claim */
} AwardPolicyFile;

/* Reads @path and no more of it than a policy may have, checks it and runs its examples. NULL only where the
 * file cannot be read. */
AwardPolicyFile *award_policy_file_read   (const char      *path,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of a policy that is known. */
AwardPolicyFile *award_policy_file_check  (RulesPolicy     *policy) G_GNUC_WARN_UNUSED_RESULT;
void             award_policy_file_free   (AwardPolicyFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardPolicyFile, award_policy_file_free)

G_END_DECLS

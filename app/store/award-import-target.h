/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a table is of: a measure or a register. */
#pragma once

#include "award-register.h"

G_BEGIN_DECLS

typedef struct
{
  const RulesMeasure *measure; /* NULL: of a register */
  AwardRegister       kind;    /* of that */
} AwardImportTarget;

/* Ids that tell targets from each other: of the policy, and of the measure; for a register "@register",
 * which no policy is called, and its name. */
const char *award_import_target_get_policy (const AwardImportTarget *self);
const char *award_import_target_get_name   (const AwardImportTarget *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the merging of imports tells the step they are in. Private to app/store. */
#pragma once

#include "award-ledger-private.h"
#include "award-step.h"

G_BEGIN_DECLS

/* Between pause and resume only rows are added that undo finds by their import. Keeping a record of each
 * would make an import as large as its record. */
void award_step_pause (AwardLedger *ledger);
void award_step_resume (AwardLedger *ledger);
/* Condition of an import @i (a table's alias) that was not undone. */
#define AWARD_IMPORT_STANDS(i)                                                                              \
  "(" i ".step IS NULL OR NOT EXISTS (SELECT 1 FROM step WHERE step.id = " i ".step AND undone IS NOT NULL))"

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes that tables write wrong: a person said once which code is meant. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* Keeps that the code tables write @found is @code; @code NULL: no longer. Both as award_code_normalise()
 * gives them. Claims that are there already stay as they are. */
gboolean    award_ledger_repair_code  (AwardLedger *self,
                                       const char  *found,
                                       const char  *code,
                                       GError     **error);
/* Code as written → code meant. */
GHashTable *award_ledger_list_repairs (AwardLedger *self,
                                       GError     **error);

G_END_DECLS

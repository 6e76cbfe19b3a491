/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What status prints, and compute after its work. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* Totals of @batch as a table or one JSON object; the exit status. */
int award_cli_print_status (AwardLedger      *ledger,
                            const AwardBatch *batch,
                            gboolean          json);

G_END_DECLS

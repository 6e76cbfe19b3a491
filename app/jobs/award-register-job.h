/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a table of a register into a ledger. */
#pragma once

#include "award-import-job.h"
#include "award-register.h"

G_BEGIN_DECLS

/* Reads sheet @which (see award_sheet_read()) of @path into register @kind. In the counts, claims are
 * records. On error the ledger is as before. */
AwardImportReport *award_register_file (AwardLedger *ledger,
                                        AwardRegister kind,
                                        const char *path,
                                        const char *which,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

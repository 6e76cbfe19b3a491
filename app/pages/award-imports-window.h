/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The imports of a ledger: what each brought, what of it is to be settled yet, and the tables themselves. */
#pragma once

#include "award-lookup-window.h"

G_BEGIN_DECLS

#define AWARD_TYPE_IMPORTS_WINDOW (award_imports_window_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportsWindow, award_imports_window, AWARD, IMPORTS_WINDOW, AwardLookupWindow)

/* Signal "changed": warnings were accepted or names decided. */
GtkWidget *award_imports_window_new (GtkWindow  *parent,
                                     const char *path);

G_END_DECLS

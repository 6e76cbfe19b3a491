/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which policies a ledger is for. */
#pragma once

#include <adwaita.h>

#include "rules.h"

G_BEGIN_DECLS

#define AWARD_TYPE_POLICIES_DIALOG (award_policies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AwardPoliciesDialog, award_policies_dialog, AWARD, POLICIES_DIALOG, AdwWindow)

/* Offers @policies (RulesPolicy, borrowed; they must outlive the dialog), the latest first. Signal "chosen"
 * (policies: GPtrArray of RulesPolicy, one at least): the user wants these; the dialog closes itself. */
GtkWidget *award_policies_dialog_new (GtkWindow       *parent,
                                      const char      *title,
                                      const char      *button,
                                      const GPtrArray *policies);

G_END_DECLS

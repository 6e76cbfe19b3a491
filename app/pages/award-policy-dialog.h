/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policies of the program, of a ledger and of files: what they say, and what the policy check finds. */
#pragma once

#include <adwaita.h>

#include "award-ledger.h"

G_BEGIN_DECLS

#define AWARD_TYPE_POLICY_DIALOG (award_policy_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AwardPolicyDialog, award_policy_dialog, AWARD, POLICY_DIALOG, AdwWindow)

/* @ledger: NULL for none. Signal "changed": a policy was added to the ledger. */
GtkWidget *award_policy_dialog_new       (GtkWindow         *parent,
                                          AwardLedger       *ledger);
/* Reads the policy file at @path and shows it. */
void       award_policy_dialog_open      (AwardPolicyDialog *self,
                                          const char        *path);
/* Asks for one. */
void       award_policy_dialog_open_file (AwardPolicyDialog *self);

G_END_DECLS

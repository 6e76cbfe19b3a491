/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office decides itself: figures a text leaves to another document, and which of two readings
 * holds. */
#pragma once

#include <adwaita.h>

#include "award-ledger.h"

G_BEGIN_DECLS

#define AWARD_TYPE_SETTINGS_DIALOG (award_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AwardSettingsDialog,
                      award_settings_dialog,
                      AWARD,
                      SETTINGS_DIALOG,
                      AdwPreferencesWindow)

/* Signal "changed": something was written to @ledger. @measures: const RulesMeasure. */
GtkWidget *award_settings_dialog_new (GtkWindow       *parent,
                                      AwardLedger     *ledger,
                                      const GPtrArray *measures);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses of a measure: the claims one figure a little different would bring an award, or keep below the
 * cap. The ledger is only read. */
#pragma once

#include "award-lookup-window.h"

G_BEGIN_DECLS

#define AWARD_TYPE_NEAR_WINDOW (award_near_window_get_type ())
G_DECLARE_FINAL_TYPE (AwardNearWindow, award_near_window, AWARD, NEAR_WINDOW, AwardLookupWindow)

/* A row activates win.show-claims of @parent, and the window closes. */
GtkWidget *award_near_window_new (GtkWindow          *parent,
                                  const char         *path,
                                  const RulesMeasure *measure,
                                  gint64              batch);

G_END_DECLS

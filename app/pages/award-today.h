/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The day by the clock of this machine. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As rules_date_from_civil() counts. */
gint64 award_today (void);

G_END_DECLS

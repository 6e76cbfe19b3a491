/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: the start page. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AWARD_TYPE_WINDOW (award_window_get_type ())
G_DECLARE_FINAL_TYPE (AwardWindow, award_window, AWARD, WINDOW, AdwApplicationWindow)

AwardWindow *award_window_new (GtkApplication *application);

G_END_DECLS

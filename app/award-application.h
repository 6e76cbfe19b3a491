/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: one instance, a window a ledger, and the files handed to it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AWARD_TYPE_APPLICATION (award_application_get_type ())
G_DECLARE_FINAL_TYPE (AwardApplication, award_application, AWARD, APPLICATION, AdwApplication)

AwardApplication *award_application_new         (void);
/* Shows the ledger at @path: in its window when it has one, otherwise in @window when that has no ledger yet,
 * otherwise in a new one. @window is nullable. */
void              award_application_open_ledger (AwardApplication *self,
                                                 GtkWindow        *window,
                                                 const char       *path);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: one instance, a window a ledger, and the files handed to it. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AWARD_TYPE_APPLICATION (award_application_get_type ())
G_DECLARE_FINAL_TYPE (AwardApplication, award_application, AWARD, APPLICATION, AdwApplication)

AwardApplication *award_application_new (void);

G_END_DECLS

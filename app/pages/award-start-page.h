/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window shows while it has no ledger: how to get one, and the ones used last. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AWARD_TYPE_START_PAGE (award_start_page_get_type ())
G_DECLARE_FINAL_TYPE (AwardStartPage, award_start_page, AWARD, START_PAGE, AdwBin)

GtkWidget *award_start_page_new        (void);
/* Lists the ledgers at @paths that still exist; each opens through the action win.open-recent. */
void       award_start_page_set_recent (AwardStartPage    *self,
                                        const char *const *paths);

G_END_DECLS

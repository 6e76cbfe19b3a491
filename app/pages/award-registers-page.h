/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registers of a ledger: enterprises, accounts, exclusions, first-time awards, payments, holidays. Each
 * with its table, its search, and all that is known of the record chosen. */
#pragma once

#include "award-page.h"

G_BEGIN_DECLS

#define AWARD_TYPE_REGISTERS_PAGE (award_registers_page_get_type ())
G_DECLARE_FINAL_TYPE (AwardRegistersPage, award_registers_page, AWARD, REGISTERS_PAGE, AwardPage)

GtkWidget *award_registers_page_new       (void);
/* Puts the cursor into the search. */
void       award_registers_page_find      (AwardRegistersPage *self);
void       award_registers_page_set_panel (AwardRegistersPage *self,
                                           gboolean            visible);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the batch comes to: measures and counties, and what a person still has to decide. */
#pragma once

#include "award-page.h"

G_BEGIN_DECLS

#define AWARD_TYPE_OVERVIEW_PAGE (award_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (AwardOverviewPage, award_overview_page, AWARD, OVERVIEW_PAGE, AwardPage)

GtkWidget *award_overview_page_new (void);

G_END_DECLS

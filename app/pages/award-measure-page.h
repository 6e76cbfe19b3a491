/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The claims of one measure: filter, table, totals, and why the selected one was decided as it was. */
#pragma once

#include "award-page.h"
#include "award-query.h"

G_BEGIN_DECLS

#define AWARD_TYPE_MEASURE_PAGE (award_measure_page_get_type ())
G_DECLARE_FINAL_TYPE (AwardMeasurePage, award_measure_page, AWARD, MEASURE_PAGE, AwardPage)

GtkWidget          *award_measure_page_new         (const RulesMeasure *measure);
const RulesMeasure *award_measure_page_get_measure (AwardMeasurePage   *self);
/* Shows only claims of @show, without any other filter. */
void                award_measure_page_show        (AwardMeasurePage   *self,
                                                    AwardShow           show);
/* Selects claim @id, taking away a filter that hides it. */
void                award_measure_page_select      (AwardMeasurePage   *self,
                                                    gint64              id);
/* Puts the cursor into the filter. */
void                award_measure_page_find        (AwardMeasurePage   *self);
void                award_measure_page_set_panel   (AwardMeasurePage   *self,
                                                    gboolean            visible);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assessment of regions: who ranks where, by which indicators, and the score sheet of the one
 * selected. */
#pragma once

#include "award-page.h"

G_BEGIN_DECLS

#define AWARD_TYPE_ASSESSMENT_PAGE (award_assessment_page_get_type ())
G_DECLARE_FINAL_TYPE (AwardAssessmentPage, award_assessment_page, AWARD, ASSESSMENT_PAGE, AwardPage)

/* @measure: one that award_assessment_find() finds. */
GtkWidget *award_assessment_page_new (const RulesMeasure *measure);

G_END_DECLS

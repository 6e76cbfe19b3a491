/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tab: one measure, or the few of one clause with a switch between them. */
#pragma once

#include "award-measure-page.h"

G_BEGIN_DECLS

#define AWARD_TYPE_GROUP_PAGE (award_group_page_get_type ())
G_DECLARE_FINAL_TYPE (AwardGroupPage, award_group_page, AWARD, GROUP_PAGE, AwardPage)

/* @measures: const RulesMeasure, at least one. */
GtkWidget        *award_group_page_new          (GPtrArray          *measures);
const GPtrArray  *award_group_page_get_measures (AwardGroupPage     *self);
/* Short enough for a tab: the measures' labels without the words every measure has. */
char             *award_group_page_dup_title    (AwardGroupPage     *self);
/* The page of @measure, brought to the front; of the one in front for NULL. */
AwardMeasurePage *award_group_page_get_page     (AwardGroupPage     *self,
                                                 const RulesMeasure *measure);
/* How many claims of each measure (in order) need a person. */
void              award_group_page_set_reviews  (AwardGroupPage     *self,
                                                 const gint64       *reviews);
void              award_group_page_set_panel    (AwardGroupPage     *self,
                                                 gboolean            visible);

/* Splits @measures (const RulesMeasure) into tabs: neighbours of one clause share one. GPtrArray of
 * GPtrArray. */
GPtrArray        *award_group_measures          (const GPtrArray    *measures);

G_END_DECLS

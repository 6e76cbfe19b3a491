/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar chart: a bar a name, its value written behind it; or two, one of before and one of after. Drawn with
 * the theme's own colours. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AWARD_TYPE_CHART (award_chart_get_type ())
G_DECLARE_FINAL_TYPE (AwardChart, award_chart, AWARD, CHART, GtkWidget)

GtkWidget *award_chart_new     (void);
/* What the chart is of, for assistive tools: "Awards by county". */
void       award_chart_set_title (AwardChart *self,
                                const char   *title);
void       award_chart_clear   (AwardChart   *self);
/* Adds a bar; @value decides its length, @text says it. Negative values count as zero. */
void       award_chart_add     (AwardChart   *self,
                                const char   *name,
                                gint64        value,
                                const char   *text);
/* Adds a pair: a pale bar for what was, and beneath it one for what is. */
void       award_chart_add_pair (AwardChart  *self,
                                const char   *name,
                                gint64        before,
                                const char   *text_before,
                                gint64        after,
                                const char   *text_after);

G_END_DECLS

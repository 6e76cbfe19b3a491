/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of measures that typing narrows: for policies with more of them than tabs fit on a screen. */
#pragma once

#include <adwaita.h>

#include "rules.h"

G_BEGIN_DECLS

#define AWARD_TYPE_MEASURE_FINDER (award_measure_finder_get_type ())
G_DECLARE_FINAL_TYPE (AwardMeasureFinder, award_measure_finder, AWARD, MEASURE_FINDER, GtkPopover)

GtkWidget *award_measure_finder_new          (void);
/* @measures: const RulesMeasure; the one chosen is shown through the action win.show-claims. */
void       award_measure_finder_set_measures (AwardMeasureFinder *self,
                                              const GPtrArray    *measures);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a measure's table: the fixed ones, and one for each of its facts. */
#pragma once

#include "award-grid.h"
#include "award-query.h"
#include "award-row-model.h"

G_BEGIN_DECLS

/* Adds the columns to @grid, whose items are AwardRow. */
void        award_columns_add   (AwardGrid          *grid,
                                 const RulesMeasure *measure);
/* Adds the column @id of a figure, as wide as its heading and values need. */
void        award_columns_add_fact (AwardGrid       *grid,
                                 guint               id,
                                 const RulesFact    *fact,
                                 gboolean            is_sortable);
/* The order column @column stands for, in query->sort and ->fact. */
void        award_columns_order (guint               column,
                                 AwardQuery         *query);
/* Icon, style class and word of an outcome; of a claim not computed with @is_decided FALSE. */
const char *award_outcome_icon  (gboolean            is_decided,
                                 RulesOutcome        outcome);
const char *award_outcome_style (gboolean            is_decided,
                                 RulesOutcome        outcome);
const char *award_outcome_word  (gboolean            is_decided,
                                 RulesOutcome        outcome);

G_END_DECLS

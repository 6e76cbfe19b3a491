/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be tried and what a trial comes to, in words. Strings are translated and freed with g_free()
 * unless const. */
#pragma once

#include "award-trial.h"

G_BEGIN_DECLS

const char *award_words_part            (RulesPart             part);
/* What a figure is of: "用电量达50万千瓦时（含）" of a condition, "上限". */
const char *award_words_figure          (const RulesFigure    *figure);
/* What it directly stands in: "用电量合计 ≥ 500,000.00 千瓦时"; NULL where it stands alone. */
char       *award_words_figure_term     (const RulesFigure    *figure);
/* The value of a parameter for a reader: "300.00 元"; "not set". */
char       *award_words_parameter       (const RulesParameter *parameter,
                                         RulesValue            value);
const char *award_words_effect          (AwardEffect           effect);
/* An amount, or what stands in its place: "refused", "needs a person". */
char       *award_words_trial_amount    (RulesOutcome          outcome,
                                         gint64                amount);
/* "+1,200.00", "-3.00", "0.00". */
char       *award_words_difference      (gint64                fen);

/* One of the things tried. */
typedef struct
{
  char *label;
  char *official;
  char *tried;
} AwardTrialSetting;

/* What differs from the official result (AwardTrialSetting): parameters and choices of @settings, which are
 * for the measure of @snapshot, and @changes. */
GPtrArray  *award_words_trial_settings  (const AwardSnapshot  *snapshot,
                                         const RulesSettings  *settings,
                                         const RulesChange    *changes,
                                         guint                 n_changes);

G_END_DECLS

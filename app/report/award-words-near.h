/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses in words. Strings are translated and freed with g_free() unless const. */
#pragma once

#include "award-near.h"

G_BEGIN_DECLS

/* Which line a figure is on: "户号 1001"; by its number where lines have no @key (as a table has it). NULL for
 * a figure of the claim itself. */
char *award_words_near_line     (const RulesMeasure  *measure,
                                 const RulesNearMiss *miss,
                                 const char          *key);
/* What has to change: "一季度总产值", with its line where it is on one. */
char *award_words_near_figure   (const RulesMeasure  *measure,
                                 const RulesNearMiss *miss,
                                 const char          *key);
/* The figure as it is, and as it has to be: "291.26 万元", "2024-02-29", "5.00%". Exact. */
char *award_words_near_value    (const RulesNearMiss *miss,
                                 gint64               value);
/* The way between them with its sign: "+12.00 元", "-3 天"; and in proportion to the figure, rounded half-up:
 * "+2.91%", "<0.01%"; "—" for days. */
char *award_words_near_gap      (const RulesNearMiss *miss);
char *award_words_near_share    (const RulesNearMiss *miss);
/* What comes of it: "可获奖 48,000.00 元", "不受上限限制". */
char *award_words_near_result   (const RulesMeasure  *measure,
                                 const RulesNearMiss *miss);
/* The same with what the cap takes now: "不受上限限制，上限扣减 500.00 元". @withheld: see RulesNear. */
char *award_words_near_outcome  (const RulesMeasure  *measure,
                                 const RulesNearMiss *miss,
                                 gint64               withheld);
/* What a cap takes: "上限扣减 500.00 元". */
char *award_words_near_withheld (const RulesMeasure  *measure,
                                 gint64               withheld);
/* All of it: "一季度总产值再增加 291.26 万元（达到 1,291.26 万元）即可获奖 48,000.00 元"; of a cap from which value
 * it binds. */
char *award_words_near          (const RulesMeasure  *measure,
                                 const RulesNearMiss *miss,
                                 const char          *key);

G_END_DECLS

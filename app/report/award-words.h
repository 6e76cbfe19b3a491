/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and values in words, for every screen, paper and file: the one place where a reason code, a
 * condition or an amount becomes a sentence. Strings are translated and freed with g_free() unless const. */
#pragma once

#include "award-claim.h"

G_BEGIN_DECLS

/* "48,000.00"; NULL or "—" for missing: see each. */
char       *award_words_amount        (gint64               fen);
/* Chinese capital amount, "人民币" not included: 肆拾万元整. */
char       *award_words_capital       (gint64               fen);
/* A fact for a reader: money in yuan with separators, dates as 2024-02-29, 是 / 否, "—" when missing. */
char       *award_words_fact          (const RulesFact     *fact,
                                       RulesValue           value);
/* The heading of a fact's column with its unit: 一季度总产值（元）. */
char       *award_words_heading       (const RulesFact     *fact);
/* "91350100••••••0Y43": identity numbers and account numbers masked, credit codes of enterprises whole. */
char       *award_words_masked        (const char          *code);
const char *award_words_outcome       (RulesOutcome         outcome);
/* One sentence for a reason code: "产值增幅不低于用电增幅：不符合". */
char       *award_words_reason        (const RulesMeasure  *measure,
                                       const RulesDecision *decision);
char       *award_words_flag          (const RulesMeasure  *measure,
                                       guint                flag);
/* A problem of an import in the user's words: what was found, what was expected, what to do. */
char       *award_words_problem       (const char          *code,
                                       const char          *found);
/* A fault of a policy text in the user's words. */
char       *award_words_policy_problem (const RulesProblem *problem);
/* "汇总表!F12" or "production.xlsx 汇总表!F12"; NULL where the value is from no table. */
char       *award_words_origin        (const AwardOrigin   *origin,
                                       gboolean             with_file);

/* A term with its values: "96,000.00 元 × 50%"; and with its names: "省级奖励金额 × 50%". */
char       *award_words_term          (const RulesTerm     *term,
                                       gboolean             with_values);
/* The verdict of a claim in one sentence: why it is paid, refused or needs a person. */
char       *award_words_verdict       (const RulesMeasure     *measure,
                                       const RulesExplanation *explanation);
/* A condition's outcome: "3.00% < 6.00%", the values seen. */
char       *award_words_check         (const RulesCheck    *check);
/* A step of the amount: "省级奖励金额 96,000.00 元 × 50% = 48,000.00 元". */
char       *award_words_step          (const RulesStep     *step);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and values in words, for every screen, paper and file: the one place where a reason code, a
 * condition or an amount becomes a sentence. Strings are translated and freed with g_free() unless const. */
#pragma once

#include "award-claimant.h"
#include "award-settlement-reason.h"

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
/* "350102********5100": identity and account numbers masked, credit codes of enterprises whole. */
char       *award_words_masked        (const char          *code);
/* "第1批" for the name of a batch that is only a number, the name itself otherwise. */
char       *award_words_batch         (const char          *name);
const char *award_words_outcome       (RulesOutcome         outcome);
/* Why, from the reason code alone: "不符合“产值增幅不低于用电增幅”". */
char       *award_words_reason        (const RulesMeasure  *measure,
                                       const RulesDecision *decision);
/* A reason code alone: "“上年一季度用电量” is missing", the words of a condition. */
char       *award_words_code          (const RulesMeasure  *measure,
                                       guint                code);
char       *award_words_flag          (const RulesMeasure  *measure,
                                       guint                flag);
/* All flags raised, "" for none. */
char       *award_words_flags         (const RulesMeasure  *measure,
                                       guint32              raised);
/* How the amount stands to other measures and earlier payments; NULL where nothing changes it. */
const char *award_words_settlement    (AwardSettlement      settlement);
/* The same with what the claim was held against, and what could still change it; @reason is nullable. NULL
 * where there is nothing to say. */
char       *award_words_settlement_reason (AwardSettlement   settlement,
                                       const AwardSettlementReason *reason);
/* "增产增效配套奖励 · 第一批 · 奖励 48,000.00 元，应付 0.00 元": one of all that a claimant claims for. */
char       *award_words_claimant_award (const AwardClaimantAward *award);
/* A payment made before: "2024-03-01 · 市政〔2024〕3号 … · 48,000.00 元". */
char       *award_words_claimant_payment (const AwardClaimantPayment *payment);
/* A problem of an import in the user's words: what was found, what was expected, what to do. */
char       *award_words_problem       (const char          *code,
                                       const char          *found);
/* A fault of a policy text in the user's words. */
char       *award_words_policy_problem (const RulesProblem *problem);
/* What an example made from a finding is called: "反例：两档之间有空档". */
char       *award_words_policy_example (const RulesProblem *problem);
/* "汇总表!F12" or "production.xlsx 汇总表!F12"; NULL where the value is from no table. */
char       *award_words_origin        (const AwardOrigin   *origin,
                                       gboolean             with_file);

/* A term with its values: "96,000.00 元 × 50%"; and with its names: "省级奖励金额 × 50%". */
char       *award_words_term          (const RulesTerm     *term,
                                       gboolean             with_values);
/* The verdict of a claim in one sentence: why it is paid, refused or needs a person. */
char       *award_words_verdict       (const RulesMeasure     *measure,
                                       const RulesExplanation *explanation);
/* What became of a detail line, in a word: counted, not counted … */
const char *award_words_line          (const RulesLine     *line);
/* Why a line is not counted; "" for one that is. */
char       *award_words_line_reasons  (const RulesMeasure  *measure,
                                       const RulesLine     *line);
const char *award_words_payer         (RulesPayer           payer);
/* All there is to say, for a list: every unmet condition of a refused claim, every reason of one to be
 * reviewed, the steps of an award. */
char       *award_words_reasons       (const RulesMeasure     *measure,
                                       const RulesExplanation *explanation);
/* A condition's outcome: "3.00% < 6.00%", the values seen; "" where it has none. */
char       *award_words_check         (const RulesCheck    *check);
/* A step of the amount: "省级奖励金额 96,000.00 元 × 50% = 48,000.00 元". */
char       *award_words_step          (const RulesStep     *step);
/* The steps that made the amount, in one sentence, "" for a fixed amount: "省级奖励金额 960,000.00 元 × 50% =
 * 480,000.00 元，超过上限 400,000.00 元，取上限". */
char       *award_words_steps         (const RulesExplanation *explanation);

G_END_DECLS

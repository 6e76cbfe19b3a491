/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts, decisions and their explanations as JSON, in the words and the order of the command line. */
#pragma once

#include "award-json.h"
#include "rules.h"

G_BEGIN_DECLS

/* "award", "refuse", "review". */
const char *award_outcome_name           (RulesOutcome            outcome);
/* A money amount; null when missing. */
void        award_json_write_money       (GString                *out,
                                          const char             *name,
                                          gint64                  fen);
/* A member named after @fact. */
void        award_json_write_fact        (GString                *out,
                                          const RulesFact        *fact,
                                          RulesValue              value);
void        award_json_write_facts       (GString                *out,
                                          const RulesMeasure     *measure,
                                          const RulesValue       *facts);
/* Members outcome and amount (or score). */
void        award_json_write_outcome     (GString                *out,
                                          const RulesMeasure     *measure,
                                          const RulesDecision    *decision);
/* Members code and flags. */
void        award_json_write_reasons     (GString                *out,
                                          const RulesMeasure     *measure,
                                          const RulesDecision    *decision);
/* Members payers and instalments, where there are any. */
void        award_json_write_payment     (GString                *out,
                                          const RulesMeasure     *measure,
                                          RulesEvaluator         *evaluator,
                                          const RulesBatch       *batch,
                                          gsize                   claim,
                                          const RulesDecision    *decision);
/* Member explain. */
void        award_json_write_explanation (GString                *out,
                                          const RulesMeasure     *measure,
                                          const RulesExplanation *explanation);
/* Member near: for each figure the nearest value that changes the decision, and the decision then. */
void        award_json_write_near        (GString                *out,
                                          const RulesMeasure     *measure,
                                          const RulesNear        *near);

G_END_DECLS

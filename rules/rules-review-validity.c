/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Event dates that requirements and the policy's validity leave no day for. */
#include "rules-review.h"

void
rules_review_validity (RulesReview *review, const RulesCase *met, gboolean on_line)
{
  const RulesMeasure *measure = review->measure;
  GArray *facts = on_line ? measure->line_facts : measure->facts;
  GArray *places = on_line ? measure->line_fact_places : measure->fact_places;
  guint first = on_line ? measure->facts->len : 0;
  gint64 from = measure->policy->valid_from, to = measure->policy->valid_to;
  RulesDomain valid = { .n_spans = 1,
                        .can_miss = TRUE,
                        .spans = { { from != RULES_MISSING ? from : -G_MAXINT64,
                                     to != RULES_MISSING ? to : G_MAXINT64 } } };

  for (guint i = 0; i < facts->len; i++)
    {
      const RulesFact *fact = &g_array_index (facts, RulesFact, i);
      const RulesDomain *days = &met->domains[first + i];
      RulesDomain left = *days;
      g_autoptr (RulesCase) alone = NULL;

      if (!fact->is_event || days->n_spans == 0 || rules_domain_meet (&left, &valid))
        continue;
      alone = rules_case_new (review);
      alone->domains[first + i] = *days;
      rules_review_show (review, RULES_PROBLEM_VALIDITY, g_array_index (places, RulesPlace, i), fact->id,
                         NULL, rules_case_witness (alone));
    }
}

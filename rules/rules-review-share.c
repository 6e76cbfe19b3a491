/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Payers' shares that follow from the claim: whoever's it is, they must be the whole. Literal ones are the
 * checker's. */
#include "rules-review.h"

static const RulesRatio WHOLE = { 1, 1 };

/* From payer @i on, for the claims of @at, the payers before bearing @sum. Reports once. */
static gboolean
check_from (RulesReview *review, const RulesCase *at, guint i, RulesRatio sum)
{
  GArray *shares = review->measure->shares;
  int order;

  if (!rules_review_spend (review, 1))
    return FALSE;
  if (i == shares->len)
    {
      g_autofree char *percent = NULL;
      gboolean rounded;

      if (!at->exact || at->bounds->len > 0 || !rules_ratio_compare (sum, WHOLE, &order) || order == 0)
        return FALSE;
      if (rules_ratio_multiply (sum, rules_ratio (100, 1), &sum))
        percent = rules_ratio_format (sum, 6, &rounded);
      g_autofree char *text = percent != NULL ? g_strconcat (percent, "%", NULL) : NULL;
      rules_review_show (review, RULES_PROBLEM_SHARES, g_array_index (shares, RulesShare, 0).place, text,
                         NULL, rules_case_witness (at));
      return TRUE;
    }

  const RulesExpression *share = g_array_index (shares, RulesShare, i).share;
  g_autoptr (RulesCase) some = rules_case_copy (at);
  for (;;)
    {
      RulesRatio next;

      if (share->op == RULES_OP_NAMED)
        share = share->let->expression;
      else if (share->op == RULES_OP_IF)
        {
          g_autoptr (RulesCase) taken = rules_case_copy (some);
          const RulesExpression *arm = share->args[1];

          while (arm->op == RULES_OP_NAMED)
            arm = arm->let->expression;
          if (rules_case_assume (taken, share->args[0], TRUE) && arm->op == RULES_OP_LITERAL &&
              rules_ratio_add (sum, arm->literal, &next) && check_from (review, taken, i + 1, next))
            return TRUE;
          if (!rules_case_assume (some, share->args[0], FALSE))
            return FALSE;
          share = share->args[2];
        }
      else
        return share->op == RULES_OP_LITERAL && rules_ratio_add (sum, share->literal, &next) &&
               check_from (review, some, i + 1, next);
    }
}

void
rules_review_shares (RulesReview *review)
{
  g_autoptr (RulesCase) whole = rules_case_new (review);

  if (review->measure->shares->len > 0)
    (void) check_from (review, whole, 0, (RulesRatio){ 0, 1 });
}

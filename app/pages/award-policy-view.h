/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy or a measure of it written out: what is in it, and what the policy check finds. */
#pragma once

#include <adwaita.h>

#include "rules.h"

G_BEGIN_DECLS

/* What is shown of a policy. Nothing is kept: the widgets hold what they need. */
typedef struct
{
  const RulesPolicy *policy;     /* NULL: a text that cannot be used; only the findings are shown */
  const char        *origin;     /* where it comes from, in words */
  const GPtrArray   *problems;   /* RulesProblem */
  guint              n_examples;
} AwardPolicyShown;

/* Fills the empty @box. A finding that shows a claim has a button for the action "policy.add-example" with
 * the number of the finding (u). */
void award_policy_view_show_policy  (GtkBox                 *box,
                                     const AwardPolicyShown *shown);
void award_policy_view_show_measure (GtkBox                 *box,
                                     const AwardPolicyShown *shown,
                                     const RulesMeasure     *measure);
/* "有效期 2024-01-22 至 2024-12-31（已过期）" */
char *award_policy_view_dup_validity (const RulesPolicy     *policy);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tiers: the arms of "if … else if …", sums of conditional amounts, requirements for parts of the claims. A
 * value that two tiers take and neither alone, a value between two that none takes. */
#include "rules-review.h"

/* Domains compared for the price of one step. */
#define DOMAINS_A_STEP 8

typedef struct
{
  const RulesExpression *condition;
  gboolean truth;   /* what it is for the claims of the tier */
  RulesCase *taken; /* NULL: not known exactly, or never taken */
} Tier;

typedef struct
{
  RulesReview *review;
  const RulesCase *met;
  GHashTable *seen; /* named values looked at */
} Walk;

static void
clear_tier (gpointer data)
{
  g_clear_pointer (&((Tier *) data)->taken, rules_case_free);
}

static GArray *
new_tiers (void)
{
  GArray *tiers = g_array_new (FALSE, TRUE, sizeof (Tier));

  g_array_set_clear_func (tiers, clear_tier);
  return tiers;
}

static const RulesExpression *
unnamed (const RulesExpression *expression)
{
  while (expression->op == RULES_OP_NAMED)
    expression = expression->let->expression;
  return expression;
}

static gboolean
is_zero (const RulesExpression *expression)
{
  expression = unnamed (expression);
  return expression->op == RULES_OP_LITERAL && expression->kind == RULES_KIND_NUMBER &&
         expression->literal.numerator == 0;
}

static void
add_tier (RulesReview *review, GArray *tiers, const RulesExpression *condition, gboolean truth)
{
  Tier tier = { condition, truth, rules_case_new (review) };

  if (!rules_case_assume (tier.taken, condition, truth) || !tier.taken->exact || tier.taken->bounds->len > 0)
    g_clear_pointer (&tier.taken, rules_case_free);
  g_array_append_val (tiers, tier);
}

/* -------------------------------------------------------------------------------------------------
 * Boxes: what a tier takes of each fact
 */

/* Work of looking at two tiers. */
static guint
price_of (const Walk *walk)
{
  return 1 + walk->review->n_domains / DOMAINS_A_STEP;
}

/* Whether both say something of the same facts, and of those but @except the same. */
static gboolean
is_alike (const Walk *walk, const Tier *a, const Tier *b, guint except)
{
  for (guint i = 0; i < walk->review->n_domains; i++)
    {
      const RulesDomain *whole = &walk->review->whole[i];
      gboolean one = rules_domain_equal (&a->taken->domains[i], whole);
      gboolean other = rules_domain_equal (&b->taken->domains[i], whole);

      if (one != other || (except < G_MAXUINT && i != except &&
                           !rules_domain_equal (&a->taken->domains[i], &b->taken->domains[i])))
        return FALSE;
    }
  return TRUE;
}

/* Leaves of @at what @other takes too; FALSE where that is nothing or not known. */
static gboolean
meet (RulesCase *at, const RulesCase *other)
{
  for (guint i = 0; i < at->review->n_domains; i++)
    if (!rules_domain_meet (&at->domains[i], &other->domains[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_within (const RulesCase *inner, const RulesCase *outer)
{
  for (guint i = 0; i < inner->review->n_domains; i++)
    {
      RulesDomain both = inner->domains[i];

      if (!rules_domain_meet (&both, &outer->domains[i]) || !rules_domain_equal (&both, &inner->domains[i]))
        return FALSE;
    }
  return TRUE;
}

/* The claims of the box @at that a claim who meets the requirements could be among. */
static gboolean
can_meet (const Walk *walk, RulesCase *at)
{
  g_autoptr (RulesCase) both = rules_case_copy (at);

  return meet (both, walk->met);
}

/* -------------------------------------------------------------------------------------------------
 * Findings
 */

static gboolean
check_overlap (const Walk *walk, const GArray *tiers)
{
  for (guint b = 1; b < tiers->len; b++)
    for (guint a = 0; a < b; a++)
      {
        const Tier *first = &g_array_index (tiers, Tier, a), *second = &g_array_index (tiers, Tier, b);
        g_autoptr (RulesCase) both = NULL;

        if (first->taken == NULL || second->taken == NULL)
          continue;
        if (!rules_review_spend (walk->review, price_of (walk)))
          return FALSE;
        if (!is_alike (walk, first, second, G_MAXUINT))
          continue;
        both = rules_case_copy (first->taken);
        /* One inside the other is how "above 10, else above 5" is written, and sums that build up. */
        if (!meet (both, second->taken) || is_within (first->taken, second->taken) ||
            is_within (second->taken, first->taken) || !can_meet (walk, both))
          continue;
        rules_review_show (walk->review, RULES_PROBLEM_OVERLAP, second->condition->place, walk->review->owner,
                           NULL, rules_case_witness (both));
        return TRUE;
      }
  return FALSE;
}

static gboolean
has_order (const RulesReview *review, guint domain)
{
  const RulesSpan *whole = &review->whole[domain].spans[0];

  return whole->from == -G_MAXINT64 && whole->to == G_MAXINT64;
}

/* Whether one tier alone lies on both sides of the hole: then the hole is meant. */
static gboolean
spans_hole (const RulesDomain *domain, const RulesSpan *hole)
{
  return domain->n_spans > 0 && domain->spans[0].from < hole->from &&
         domain->spans[domain->n_spans - 1].to > hole->to;
}

/* The hole lies between the tiers of @alike, which differ in fact @d alone; no other tier takes it. */
static gboolean
check_hole (const Walk *walk, const GArray *tiers, GPtrArray *alike, guint d, RulesSpan hole)
{
  const Tier *above = NULL;
  g_autoptr (RulesCase) at = NULL;

  for (guint i = 0; i < alike->len; i++)
    {
      const Tier *tier = g_ptr_array_index (alike, i);

      if (spans_hole (&tier->taken->domains[d], &hole))
        return FALSE;
      if (tier->taken->domains[d].spans[0].from > hole.to && above == NULL)
        above = tier;
    }
  if (above == NULL)
    return FALSE;
  at = rules_case_copy (above->taken);
  at->domains[d] = (RulesDomain){ .n_spans = 1, .spans = { hole } };
  if (!can_meet (walk, at))
    return FALSE;
  for (guint i = 0; i < tiers->len; i++)
    {
      Tier *tier = &g_array_index (tiers, Tier, i);

      if (!g_ptr_array_find (alike, tier, NULL) && !rules_case_assume (at, tier->condition, !tier->truth))
        return FALSE;
    }
  if (!at->exact || at->bounds->len > 0)
    return FALSE;
  rules_review_show (walk->review, RULES_PROBLEM_GAP, above->condition->place, walk->review->owner, NULL,
                     rules_case_witness (at));
  return TRUE;
}

/* Tiers like @first but for fact @d, @first the first of them. */
static GPtrArray *
list_alike (const Walk *walk, const GArray *tiers, guint first, guint d)
{
  GPtrArray *alike = g_ptr_array_new ();

  for (guint i = 0; i < tiers->len; i++)
    {
      Tier *tier = &g_array_index (tiers, Tier, i);

      if (tier->taken == NULL || !is_alike (walk, &g_array_index (tiers, Tier, first), tier, d))
        continue;
      if (i < first)
        break;
      g_ptr_array_add (alike, tier);
    }
  return alike;
}

static gboolean
check_gap (const Walk *walk, const GArray *tiers)
{
  for (guint d = 0; d < walk->review->n_domains; d++)
    for (guint first = 0; has_order (walk->review, d) && first < tiers->len; first++)
      {
        const Tier *tier = &g_array_index (tiers, Tier, first);
        g_autoptr (GPtrArray) alike = NULL;
        RulesDomain taken;

        if (tier->taken == NULL || rules_domain_equal (&tier->taken->domains[d], &walk->review->whole[d]))
          continue;
        if (!rules_review_spend (walk->review, tiers->len * price_of (walk)))
          return FALSE;
        alike = list_alike (walk, tiers, first, d);
        taken = tier->taken->domains[d];
        for (guint i = 1; i < alike->len; i++)
          rules_domain_join (&taken, &((Tier *) g_ptr_array_index (alike, i))->taken->domains[d]);
        for (guint i = 0; alike->len > 1 && taken.n_spans < RULES_MAX_SPANS && i + 1 < taken.n_spans; i++)
          if (check_hole (walk, tiers, alike, d,
                          (RulesSpan){ taken.spans[i].to + 1, taken.spans[i + 1].from - 1 }))
            return TRUE;
      }
  return FALSE;
}

/* -------------------------------------------------------------------------------------------------
 * Where tiers stand
 */

static void visit (Walk *walk, const RulesExpression *expression);

/* if A then x else if B then y else z */
static void
visit_chain (Walk *walk, const RulesExpression *expression)
{
  g_autoptr (GArray) tiers = new_tiers ();

  for (; expression->op == RULES_OP_IF; expression = unnamed (expression->args[2]))
    {
      add_tier (walk->review, tiers, expression->args[0], TRUE);
      visit (walk, expression->args[0]);
      visit (walk, expression->args[1]);
    }
  visit (walk, expression);
  /* With an amount in the end every value has one. */
  if (!check_overlap (walk, tiers) && is_zero (expression))
    (void) check_gap (walk, tiers);
}

static void
add_addends (Walk *walk, GArray *tiers, const RulesExpression *sum)
{
  for (guint i = 0; i < sum->n_args; i++)
    {
      const RulesExpression *addend = unnamed (sum->args[i]);

      if (addend->op == RULES_OP_ADD)
        add_addends (walk, tiers, addend);
      else if (addend->op == RULES_OP_IF && is_zero (addend->args[2]))
        {
          add_tier (walk->review, tiers, addend->args[0], TRUE);
          visit (walk, addend->args[0]);
          visit (walk, addend->args[1]);
        }
      else
        visit (walk, addend);
    }
}

/* (if A then x else 0) + (if B then y else 0) */
static void
visit_sum (Walk *walk, const RulesExpression *sum)
{
  g_autoptr (GArray) tiers = new_tiers ();

  add_addends (walk, tiers, sum);
  if (!check_overlap (walk, tiers))
    (void) check_gap (walk, tiers);
}

static void
visit (Walk *walk, const RulesExpression *expression)
{
  if (!rules_review_spend (walk->review, 1))
    return;
  if (expression->op == RULES_OP_NAMED)
    {
      if (g_hash_table_add (walk->seen, (gpointer) expression->let))
        visit (walk, expression->let->expression);
    }
  else if (expression->op == RULES_OP_IF)
    visit_chain (walk, expression);
  else if (expression->op == RULES_OP_ADD)
    visit_sum (walk, expression);
  else
    for (guint i = 0; i < expression->n_args; i++)
      visit (walk, expression->args[i]);
}

/* Requirements for parts of the claims: a value between two parts that has none. */
static void
check_guards (Walk *walk, const GArray *conditions)
{
  g_autoptr (GArray) tiers = new_tiers ();

  for (guint i = 0; i < conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);
      const RulesExpression *guard = condition->when != NULL ? condition->when : condition->unless;

      if (condition->kind == RULES_CONDITION_REQUIRE && guard != NULL &&
          (condition->when == NULL || condition->unless == NULL))
        add_tier (walk->review, tiers, guard, condition->when != NULL);
    }
  (void) check_gap (walk, tiers);
}

void
rules_review_tiers (RulesReview *review, const RulesCase *met)
{
  const RulesMeasure *measure = review->measure;
  const RulesRanking *ranking = measure->ranking;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Walk walk = { review, met, seen };
  const RulesExpression *parts[] = { measure->formula, measure->cap, measure->floor };

  review->owner = "award";
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      visit (&walk, parts[i]);
  for (guint i = 0; ranking != NULL && i < ranking->n_amounts; i++)
    visit (&walk, ranking->amounts[i]);
  check_guards (&walk, measure->conditions);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fact, parameter or choice can still be. */
#include "rules-review.h"

gboolean
rules_domain_keep (RulesDomain *domain, gint64 from, gint64 to)
{
  guint kept = 0;

  domain->can_miss = FALSE;
  for (guint i = 0; i < domain->n_spans; i++)
    {
      RulesSpan span = { MAX (domain->spans[i].from, from), MIN (domain->spans[i].to, to) };
      if (span.from <= span.to)
        domain->spans[kept++] = span;
    }
  domain->n_spans = kept;
  return kept > 0;
}

gboolean
rules_domain_remove (RulesDomain *domain, gint64 value, gboolean *exact)
{
  domain->can_miss = FALSE;
  for (guint i = 0; i < domain->n_spans; i++)
    {
      RulesSpan *span = &domain->spans[i];

      if (value < span->from || value > span->to)
        continue;
      if (span->from == span->to)
        {
          memmove (span, span + 1, (domain->n_spans - i - 1) * sizeof *span);
          domain->n_spans--;
        }
      else if (value == span->from)
        span->from++;
      else if (value == span->to)
        span->to--;
      else if (domain->n_spans < RULES_MAX_SPANS)
        {
          memmove (span + 1, span, (domain->n_spans - i) * sizeof *span);
          span[0].to = value - 1;
          span[1].from = value + 1;
          domain->n_spans++;
        }
      else
        *exact = FALSE;
      break;
    }
  return domain->n_spans > 0;
}

gboolean
rules_domain_meet (RulesDomain *domain, const RulesDomain *other)
{
  RulesDomain both = { .can_miss = domain->can_miss && other->can_miss };

  for (guint i = 0; i < domain->n_spans; i++)
    for (guint j = 0; j < other->n_spans; j++)
      {
        RulesSpan span = { MAX (domain->spans[i].from, other->spans[j].from),
                           MIN (domain->spans[i].to, other->spans[j].to) };

        if (span.from > span.to)
          continue;
        if (both.n_spans == RULES_MAX_SPANS)
          return FALSE;
        both.spans[both.n_spans++] = span;
      }
  *domain = both;
  return both.n_spans > 0 || both.can_miss;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const RulesSpan *first = a, *second = b;

  return first->from < second->from ? -1 : first->from > second->from;
}

/* Spans that touch become one; too many end in one that holds the rest. */
void
rules_domain_join (RulesDomain *domain, const RulesDomain *other)
{
  RulesSpan all[2 * RULES_MAX_SPANS];
  guint n = domain->n_spans + other->n_spans;

  memcpy (all, domain->spans, domain->n_spans * sizeof *all);
  memcpy (all + domain->n_spans, other->spans, other->n_spans * sizeof *all);
  qsort (all, n, sizeof *all, compare_spans);
  domain->can_miss = domain->can_miss || other->can_miss;
  domain->n_spans = 0;
  for (guint i = 0; i < n; i++)
    {
      RulesSpan *last = domain->n_spans > 0 ? &domain->spans[domain->n_spans - 1] : NULL;

      if (last != NULL &&
          (domain->n_spans == RULES_MAX_SPANS || last->to == G_MAXINT64 || all[i].from <= last->to + 1))
        last->to = MAX (last->to, all[i].to);
      else
        domain->spans[domain->n_spans++] = all[i];
    }
}

gboolean
rules_domain_equal (const RulesDomain *a, const RulesDomain *b)
{
  return a->can_miss == b->can_miss && a->n_spans == b->n_spans &&
         (a->n_spans == 0 || memcmp (a->spans, b->spans, a->n_spans * sizeof *a->spans) == 0);
}

/* -------------------------------------------------------------------------------------------------
 * The widest ones
 */

static RulesDomain
domain_of_type (const RulesReview *review, RulesType type, guint n_words, gboolean can_miss)
{
  RulesSpan span = { -G_MAXINT64, G_MAXINT64 };

  if (type == RULES_TYPE_BOOLEAN)
    span = (RulesSpan){ 0, 1 };
  else if (type == RULES_TYPE_ENUM)
    span = (RulesSpan){ 0, (gint64) n_words - 1 };
  else if (type == RULES_TYPE_INDUSTRY)
    span = (RulesSpan){ 1, 97 };
  else if (type == RULES_TYPE_TEXT)
    /* The last stands for every text the policy does not name. */
    span = (RulesSpan){ 0, review->texts->len };
  return (RulesDomain){ .n_spans = 1, .can_miss = can_miss, .spans = { span } };
}

void
rules_domains_init (RulesReview *review)
{
  const RulesMeasure *measure = review->measure;
  GArray *groups[] = { measure->facts, measure->line_facts };
  guint n = 0;

  review->n_domains =
      measure->facts->len + measure->line_facts->len + measure->parameters->len + measure->choices->len + 1;
  review->whole = g_new0 (RulesDomain, review->n_domains);
  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g]->len; i++)
      {
        const RulesFact *fact = &g_array_index (groups[g], RulesFact, i);
        review->whole[n++] =
            domain_of_type (review, fact->type, fact->n_words, fact->presumed.number == RULES_MISSING);
      }
  for (guint i = 0; i < measure->parameters->len; i++)
    review->whole[n++] =
        domain_of_type (review, g_array_index (measure->parameters, RulesParameter, i).type, 0, TRUE);
  for (guint i = 0; i < measure->choices->len; i++)
    review->whole[n++] = domain_of_type (review, RULES_TYPE_ENUM,
                                         g_array_index (measure->choices, RulesChoice, i).n_options, FALSE);
  review->whole[n] = domain_of_type (review, RULES_TYPE_DATE, 0, TRUE);
}

int
rules_domain_of (const RulesReview *review, const RulesExpression *expression)
{
  const RulesMeasure *measure = review->measure;

  switch ((int) expression->op)
    {
    case RULES_OP_NAMED:
      return rules_domain_of (review, expression->let->expression);
    case RULES_OP_FACT:
      return (int) (expression->fact + (expression->fact_on_line ? measure->facts->len : 0));
    case RULES_OP_PARAMETER:
      return (int) (measure->facts->len + measure->line_facts->len + expression->parameter);
    case RULES_OP_AS_OF:
      return (int) review->n_domains - 1;
    default:
      return -1;
    }
}

int
rules_domain_of_choice (const RulesReview *review, guint choice)
{
  const RulesMeasure *measure = review->measure;

  return (int) (measure->facts->len + measure->line_facts->len + measure->parameters->len + choice);
}

RulesRatio
rules_domain_unit (const RulesReview *review, guint domain)
{
  const RulesMeasure *measure = review->measure;
  RulesType type = RULES_TYPE_DATE;

  if (domain < measure->facts->len)
    type = g_array_index (measure->facts, RulesFact, domain).type;
  else if ((domain -= measure->facts->len) < measure->line_facts->len)
    type = g_array_index (measure->line_facts, RulesFact, domain).type;
  else if ((domain -= measure->line_facts->len) < measure->parameters->len)
    type = g_array_index (measure->parameters, RulesParameter, domain).type;
  return rules_fact_ratio (type, 1);
}

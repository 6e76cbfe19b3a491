/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The policy check: what a policy allows and hardly means.
 *
 * Its heart is the case: all claims for which some conditions are assumed to hold or not. A case keeps for
 * every fact, parameter and choice the values still possible, and bounds of sums and differences. What is
 * kept may be more than is possible, never less; so "no claim is left" is certain. */
#pragma once

#include "rules-language.h"

G_BEGIN_DECLS

/* Values from…to, both inclusive, in the integers of the fact's type. */
typedef struct
{
  gint64 from;
  gint64 to;
} RulesSpan;

#define RULES_MAX_SPANS 8

/* What a fact, parameter or choice can still be: sorted spans apart from each other. */
typedef struct
{
  guint     n_spans;
  gboolean  can_miss; /* may have no value */
  RulesSpan spans[RULES_MAX_SPANS];
} RulesDomain;

/* Every value of a number; closed where it ends. */
typedef struct
{
  gboolean   has_low;
  gboolean   has_high;
  RulesRatio low;
  RulesRatio high;
} RulesReach;

#define RULES_MAX_TERMS 6

/* A sum of factors times facts (or whole expressions that are no sums), and a constant. */
typedef struct
{
  guint      n_terms;
  RulesRatio constant;
  struct
  {
    const RulesExpression *atom;
    int                    domain; /* of a fact, parameter or as_of; -1: any other expression */
    RulesRatio             factor;
  } terms[RULES_MAX_TERMS];
} RulesForm;

/* What a form without constant is known to lie in. */
typedef struct
{
  RulesForm  form;
  RulesReach reach;
  gboolean   low_open;
  gboolean   high_open;
} RulesBound;

typedef struct
{
  const RulesMeasure *measure;
  GPtrArray          *problems;
  GPtrArray          *texts;  /* the literal texts of the measure: their index is their value */
  RulesDomain        *whole;  /* every domain at its widest */
  guint               n_domains;
  guint               steps;  /* work left; at 0 nothing more is found */
  const char         *owner;  /* the condition or named value looked at */
} RulesReview;

typedef struct
{
  RulesReview *review;
  RulesDomain *domains;
  GArray      *bounds; /* RulesBound */
  gboolean     exact;  /* every claim of the domains belongs to the case */
} RulesCase;

/* rules-review.c */
void        rules_review_warn       (RulesReview           *review,
                                     RulesProblemCode       code,
                                     RulesPlace             place,
                                     const char            *found,
                                     const char            *expected);
/* The same with a claim that shows it; @claim is taken, and may be NULL. */
void        rules_review_show       (RulesReview           *review,
                                     RulesProblemCode       code,
                                     RulesPlace             place,
                                     const char            *found,
                                     const char            *expected,
                                     char                  *claim);
void        rules_review_note       (RulesReview           *review,
                                     RulesProblemCode       code,
                                     RulesPlace             place,
                                     const char            *found,
                                     const char            *expected);
/* Calls @visit with every expression of the measure that nothing contains, named values included. */
typedef void (*RulesVisit)          (const RulesExpression *expression,
                                     gpointer               data);
void        rules_review_each       (const RulesMeasure    *measure,
                                     RulesVisit             visit,
                                     gpointer               data);
/* Takes @steps off the work left; FALSE when none is. */
gboolean    rules_review_spend      (RulesReview           *review,
                                     guint                  steps);

/* rules-review-name.c, -label.c, -figure.c, -reason.c, -condition.c, -bound.c, -tier.c, -validity.c and
 * -share.c: the findings, by subject. @met: the claims (or lines) that meet the requirements. */
void        rules_review_names      (RulesReview           *review);
void        rules_review_labels     (RulesReview           *review);
void        rules_review_figures    (RulesReview           *review);
void        rules_review_reasons    (RulesReview           *review);
void        rules_review_conditions (RulesReview           *review);
void        rules_review_bounds     (RulesReview           *review,
                                     const RulesCase       *met);
void        rules_review_tiers      (RulesReview           *review,
                                     const RulesCase       *met);
void        rules_review_shares     (RulesReview           *review);
void        rules_review_validity   (RulesReview           *review,
                                     const RulesCase       *met,
                                     gboolean               on_line);
/* Branches of @expression nothing reaches, parts that never or always hold; whether there are any. */
gboolean    rules_review_expression (RulesReview           *review,
                                     const RulesCase       *at,
                                     const RulesExpression *expression);

/* rules-review-domain.c — FALSE where nothing is left. */
gboolean    rules_domain_keep       (RulesDomain           *domain,
                                     gint64                 from,
                                     gint64                 to);
/* *@exact becomes FALSE where the value could not be taken out. */
gboolean    rules_domain_remove     (RulesDomain           *domain,
                                     gint64                 value,
                                     gboolean              *exact);
/* Leaves what is in both; FALSE where that is nothing, or more than a domain can say. */
gboolean    rules_domain_meet       (RulesDomain           *domain,
                                     const RulesDomain     *other);
void        rules_domain_join       (RulesDomain           *domain,
                                     const RulesDomain     *other);
gboolean    rules_domain_equal      (const RulesDomain     *a,
                                     const RulesDomain     *b);
/* Fills @review's widest domains. */
void        rules_domains_init      (RulesReview           *review);
/* The place of a fact, parameter, choice or as_of among the domains; -1 for anything else. Names are
 * followed. */
int         rules_domain_of         (const RulesReview     *review,
                                     const RulesExpression *expression);
int         rules_domain_of_choice  (const RulesReview     *review,
                                     guint                  choice);
/* What one counts in base units: rules_fact_ratio() of 1. */
RulesRatio  rules_domain_unit       (const RulesReview     *review,
                                     guint                  domain);

/* rules-review-form.c — FALSE where it is too long or overflows. */
gboolean    rules_form_of           (const RulesReview     *review,
                                     const RulesExpression *expression,
                                     RulesForm             *form);
gboolean    rules_form_add          (RulesForm             *form,
                                     const RulesForm       *other,
                                     RulesRatio             factor);
/* Whether @a is @b times *@factor, constants aside. */
gboolean    rules_form_matches      (const RulesForm       *a,
                                     const RulesForm       *b,
                                     RulesRatio            *factor);

/* rules-review-reach.c */
RulesReach  rules_reach_of          (const RulesCase       *at,
                                     const RulesExpression *expression);
RulesReach  rules_reach_of_form     (const RulesCase       *at,
                                     const RulesForm       *form);

/* rules-review-case.c */
RulesCase  *rules_case_new          (RulesReview           *review);
RulesCase  *rules_case_copy         (const RulesCase       *at);
void        rules_case_free         (RulesCase             *at);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesCase, rules_case_free)
/* Leaves of the case the claims for which @expression is @truth; FALSE: there are none, and the case is of
 * no more use. */
gboolean    rules_case_assume       (RulesCase             *at,
                                     const RulesExpression *expression,
                                     gboolean               truth) G_GNUC_WARN_UNUSED_RESULT;
/* Both of two cases in one, in @at. */
void        rules_case_join         (RulesCase             *at,
                                     const RulesCase       *other);

/* rules-review-compare.c */
gboolean    rules_case_compare      (RulesCase             *at,
                                     RulesOperator          op,
                                     const RulesExpression *a,
                                     const RulesExpression *b) G_GNUC_WARN_UNUSED_RESULT;

/* rules-review-witness.c — a claim of the case as an example writes it, NULL where none is sure. */
char       *rules_case_witness      (const RulesCase       *at);

G_END_DECLS

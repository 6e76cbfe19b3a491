/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk's inside, shared by what it decides (rules-walk.c), what it reads (rules-walk-value.c,
 * rules-walk-lines.c) and what it shows (rules-explain.c, rules-term.c). */
#pragma once

#include "rules-trace.h"

G_BEGIN_DECLS

/* What an expression came to. Truths, days and indices stand in number; a text stands in text. */
typedef struct
{
  RulesRatio  number;
  const char *text;
  const RulesCurve *curve; /* how number moves with the figure traced; NULL: it does not */
  guint16     reason; /* why it is undecided, a code of the measure; RULES_CODE_OK: it is decided */
} RulesSeen;

typedef struct
{
  RulesState state;
  guint16    reason;    /* of a pending or undecided line */
  gboolean   duplicate; /* the same key with the same figures stands before it */
} RulesSeenLine;

typedef struct
{
  RulesSeen seen;
  int       line; /* where it was read: -1 the claim, -2 nowhere yet */
} RulesSeenLet;

/* One claim while it is decided or explained. */
struct _RulesWalk
{
  const RulesMeasure  *measure;
  const RulesSettings *settings;
  RulesSeenLet        *lets; /* by the measure's lets */

  const RulesBatch *batch;
  gsize             claim;
  gsize             first_line; /* of the claim in the batch */
  guint             n_lines;
  GArray           *lines;        /* RulesSeenLine */
  guint16           lines_reason; /* why aggregates are undecided; RULES_CODE_OK: they are not */
  gboolean          conflicting_lines;
  guint             n_counted;
  RulesTrace       *trace;        /* NULL: no figure is followed */
  gboolean          reckoned; /* every condition was met, so an amount was worked out */
};

/* From formula to amount, once every condition is met. */
typedef struct
{
  RulesSeen  formula;
  gboolean   has_cap;
  RulesSeen  cap;
  gboolean   capped;
  RulesRatio after_cap;
  gboolean   has_floor;
  RulesSeen  floor;
  gboolean   at_floor;
  gboolean   below_floor;
  RulesRatio after_floor;
  gint64     rounded;
  guint16    reason; /* why there is no amount; RULES_CODE_OK: there is one */
} RulesReckoning;

static inline gboolean
rules_seen_is_true (RulesSeen seen)
{
  return seen.reason == RULES_CODE_OK && seen.number.numerator != 0;
}

static inline gboolean
rules_seen_is_false (RulesSeen seen)
{
  return seen.reason == RULES_CODE_OK && seen.number.numerator == 0;
}

/* rules-walk-value.c. @line counts from 0 within the claim; -1 outside the lines. */
RulesSeen  rules_walk_value     (RulesWalk             *walk,
                                 const RulesExpression *expression,
                                 int                    line);
/* The order of two decided values of one kind; equal texts and only they are 0. */
int        rules_seen_compare   (RulesKind              kind,
                                 RulesSeen              a,
                                 RulesSeen              b);
/* Whether "a @op b" holds; a trace reaches no further than it does. */
gboolean   rules_walk_holds     (RulesWalk             *walk,
                                 RulesOperator          op,
                                 RulesKind              kind,
                                 RulesSeen              a,
                                 RulesSeen              b);
/* @a and @b, decided, added; undecided where that overflows. */
RulesSeen  rules_walk_add       (RulesWalk             *walk,
                                 RulesSeen              a,
                                 RulesSeen              b);
/* Whether a comparison holds for values of @order. */
gboolean   rules_order_holds    (RulesOperator          op,
                                 int                    order);
/* What @condition came to, MET meaning that it holds; @reason is set for RULES_STATE_UNDECIDED. */
RulesState rules_walk_condition (RulesWalk             *walk,
                                 const RulesCondition  *condition,
                                 int                    line,
                                 guint16               *reason);

/* rules-walk-lines.c */
void       rules_walk_lines     (RulesWalk             *walk);
RulesSeen  rules_walk_aggregate (RulesWalk             *walk,
                                 const RulesExpression *expression);
/* Which of the flags pending and undecided-lines the lines left open raise. */
void       rules_walk_open_lines (RulesWalk            *walk,
                                  gboolean             *pending,
                                  gboolean             *undecided);

/* rules-walk.c */
void       rules_walk_begin     (RulesWalk             *walk,
                                 const RulesBatch      *batch,
                                 gsize                  claim);
void       rules_walk_reckon    (RulesWalk             *walk,
                                 RulesReckoning        *reckoning);
/* Whether an amount exactly at the floor is refused. */
gboolean   rules_settings_refuse_floor (const RulesSettings *settings);

/* rules-near.c: @evaluator confirms what the walk finds. */
RulesNear *rules_walk_near      (RulesWalk             *walk,
                                 RulesEvaluator        *evaluator,
                                 const RulesBatch      *batch,
                                 gsize                  claim,
                                 guint                  kinds,
                                 gint64                 within);

/* rules-term.c: @expression with the values seen. */
RulesTerm *rules_term_new       (RulesWalk             *walk,
                                 const RulesExpression *expression,
                                 int                    line);
/* The same with no values but those of its literals: @walk needs to be at no claim. */
RulesTerm *rules_term_new_plain (RulesWalk             *walk,
                                 const RulesExpression *expression);
void       rules_term_free      (RulesTerm             *term);
/* @text, a decimal, with at least two places. Takes and returns ownership. */
char      *rules_decimal_pad    (char                  *text);

/* rules-indicator.c: fills the indicators of @explanation. */
void       rules_walk_explain_indicators (RulesWalk        *walk,
                                          RulesExplanation *explanation);

G_END_DECLS

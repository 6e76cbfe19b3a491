/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One figure followed through a walk: how every value moves with it, and up to which value of it the walk
 * would go the same way.
 *
 * A walk that is traced keeps for each number that depends on the figure x the exact quotient of two
 * polynomials in x, and for each relation it asks (a comparison, a cap, a whole step, a zero base) how far x
 * may go before the answer differs. From x to that reach the claim is decided by the same path; one step
 * beyond, the walk is made anew. Nothing is sampled, and what does not fit 128 bits ends the reach. */
#pragma once

#include "rules-private.h"

G_BEGIN_DECLS

#define RULES_MAX_DEGREE 4

/* coefficients[0] + coefficients[1] x + …; the last one is not zero unless it is the only one. */
typedef struct
{
  guint    degree;
  __int128 coefficients[RULES_MAX_DEGREE + 1];
} RulesPolynomial;

/* The denominator is above zero as far as the trace reaches. */
typedef struct
{
  RulesPolynomial numerator;
  RulesPolynomial denominator;
} RulesCurve;

typedef struct
{
  guint     fact;      /* what is followed: index in its space */
  int       line;      /* of the claim; -1: a fact of the claim */
  gint64    at;        /* the value the walk is made for */
  int       direction; /* 1 or -1 */
  gint64    reach;     /* the last value in that direction the walk is certain to be the same for */
  gint64    largest;   /* no value passes it, either side of zero */
  GPtrArray *blocks;   /* RulesCurve[], kept from walk to walk */
  guint     n_curves;
} RulesTrace;

/* rules-polynomial.c — all FALSE where a value for |x| ≤ @largest might not fit. */
RulesPolynomial rules_polynomial_constant (__int128               value);
gboolean        rules_polynomial_sum      (const RulesPolynomial *a,
                                           const RulesPolynomial *b,
                                           int                    sign,
                                           gint64                 largest,
                                           RulesPolynomial       *result);
gboolean        rules_polynomial_product  (const RulesPolynomial *a,
                                           const RulesPolynomial *b,
                                           gint64                 largest,
                                           RulesPolynomial       *result);
/* Divides both by what divides every coefficient. */
void            rules_polynomial_reduce   (RulesPolynomial       *a,
                                           RulesPolynomial       *b);
gboolean        rules_polynomial_equal    (const RulesPolynomial *a,
                                           const RulesPolynomial *b);
/* -1, 0, 1 as the value at @x is. */
int             rules_polynomial_sign     (const RulesPolynomial *p,
                                           gint64                 x);
/* The last integer from @x towards @limit with the sign of all between and of @x. */
gint64          rules_polynomial_run      (const RulesPolynomial *p,
                                           gint64                 x,
                                           gint64                 limit);

/* rules-trace.c */
void              rules_trace_init        (RulesTrace            *trace);
void              rules_trace_clear       (RulesTrace            *trace);
/* Begins a walk at @at that would go on up to @limit. */
void              rules_trace_start       (RulesTrace            *trace,
                                           gint64                 at,
                                           gint64                 limit);
/* The figure itself, read as a fact of @type. */
const RulesCurve *rules_trace_figure      (RulesTrace            *trace,
                                           RulesType              type);
/* Of @a and @b, the curve of their sum, difference, product or quotient; a NULL curve is a number that does
 * not move. The result is NULL too where it does not move, or beyond the reach. */
const RulesCurve *rules_trace_combine     (RulesTrace            *trace,
                                           RulesOperator          op,
                                           RulesRatio             a,
                                           const RulesCurve      *a_curve,
                                           RulesRatio             b,
                                           const RulesCurve      *b_curve);
/* Ends the reach before "a @op b" would be other than it is now. */
void              rules_trace_keep        (RulesTrace            *trace,
                                           RulesOperator          op,
                                           RulesRatio             a,
                                           const RulesCurve      *a_curve,
                                           RulesRatio             b,
                                           const RulesCurve      *b_curve);
/* The walk is certain for this very value only. */
void              rules_trace_stop        (RulesTrace            *trace);

G_END_DECLS

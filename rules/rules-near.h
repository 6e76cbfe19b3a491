/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses: the nearest value of one figure, all others as they are, at which a claim is decided
 * otherwise. A part of rules.h, which includes it. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

typedef enum
{
  RULES_NEAR_AWARD,    /* a refused claim would be awarded */
  RULES_NEAR_UNCAPPED, /* the cap would not bind any more */
  RULES_NEAR_REFUSE,   /* an awarded claim would be refused */
} RulesNearKind;

#define RULES_N_NEAR_KINDS (RULES_NEAR_REFUSE + 1)
/* A set of kinds has bit 1 << kind for each. */
#define RULES_NEAR_BETTER ((1u << RULES_NEAR_AWARD) | (1u << RULES_NEAR_UNCAPPED))
#define RULES_NEAR_ALL    ((1u << RULES_N_NEAR_KINDS) - 1)

typedef struct
{
  RulesNearKind    kind;
  const RulesFact *fact;
  int              line; /* of the claim, from 0; -1: the claim itself */
  gint64           from;
  gint64           to;
  RulesDecision    decision; /* with @to in place of @from */
} RulesNearMiss;

typedef struct
{
  RulesDecision  now;      /* the claim as it is; of one that compares claims not its place */
  gint64         withheld; /* what the cap takes from the amount, in its units; RULES_MISSING: nothing */
  guint          n_misses;
  RulesNearMiss *misses; /* in the order of rules_near_compare() */
  guint          n_open; /* figures given up: nothing is said of them */
} RulesNear;

/* Conditions and lines judged for one claim, walks for one figure, before the rest is left open; and the
 * largest value looked at, in smallest units. */
#define RULES_NEAR_MAX_WORK    131072
#define RULES_NEAR_MAX_PIECES  512
#define RULES_NEAR_MAX_VALUE   G_GINT64_CONSTANT (1000000000000000)

/* Exact: no value between is decided in that way. Of money, energy, quantities, percentages, counts and
 * dates that have a value, a line's key excepted. @kinds: what is looked for. @within: how far, in proportion
 * to the figure, as a RULES_TYPE_PERCENT (and one day for one per cent); RULES_MISSING: everywhere. A claim
 * under review has none, nor has one of a measure that compares claims. Money, energy and counts do not go
 * below zero. */
RulesNear *rules_evaluator_near (RulesEvaluator   *evaluator,
                                 const RulesBatch *batch,
                                 gsize             claim,
                                 guint             kinds,
                                 gint64            within) G_GNUC_WARN_UNUSED_RESULT;
void       rules_near_free      (RulesNear        *near);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesNear, rules_near_free)
/* The nearer in proportion to its figure first, days after figures. */
int        rules_near_compare   (const RulesNearMiss *a,
                                 const RulesNearMiss *b);

G_END_DECLS

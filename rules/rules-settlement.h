/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settlement: what is paid of one claimant's awards where measures touch each other. A part of rules.h, which
 * includes it.
 *
 * Decisions stay as they are; settlement says how much of each award is paid. Measures touch each other by
 * the groups of their policy (就高不重复, a cap shared), by matters that are granted once, and by succession. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

typedef enum
{
  RULES_GROUP_HIGHEST, /* 就高不重复: of its members the highest is paid */
  RULES_GROUP_CAPPED,  /* together at most an amount */
} RulesGroupKind;

/* A measure the text excepts from a group by its own words. */
typedef struct
{
  const char *measure;
  const char *reason;
} RulesException;

/* Measures of one policy whose awards to one claimant are settled together. */
typedef struct
{
  const char           *id;
  const char           *label;
  const RulesClause    *clause;
  RulesGroupKind        kind;
  gint64                cap;        /* fen, of a capped group */
  int                   payer;      /* RulesPayer: every member is paid by that one alone; -1: not asked */
  const char           *topup;      /* choice: whether a lower one paid is topped up; nullable: yes */
  const char           *when;       /* a member takes part where this choice … */
  const char           *option;     /* … is so; NULL: always */
  guint                 n_members;
  const char *const    *members;    /* ids of measures */
  guint                 n_exceptions;
  const RulesException *exceptions;
} RulesGroup;

guint              rules_policy_get_n_groups (const RulesPolicy  *policy);
const RulesGroup  *rules_policy_get_group    (const RulesPolicy  *policy,
                                              guint               i);

/* What a measure grants once to a claimant (首次), the same in every policy that names it so. */
typedef struct
{
  const char        *id;
  const char        *label;
  const char *const *aliases; /* other words registers use; NULL-terminated, never NULL */
} RulesMatter;

/* NULL: the measure may be granted again. */
const RulesMatter *rules_measure_get_matter  (const RulesMeasure *measure);
/* Whether a register means @matter by @text: its id, label or an alias. */
gboolean           rules_matter_is           (const RulesMatter  *matter,
                                              const char         *text);

/* How a number of measures touch each other. Immutable. */
typedef struct _RulesSettlement RulesSettlement;

/* @settings: of each measure. Both arrays are only read; measures and their policies must outlive it. */
RulesSettlement   *rules_settlement_new      (const RulesMeasure *const  *measures,
                                              const RulesSettings *const *settings,
                                              guint                       n_measures);
void               rules_settlement_free     (RulesSettlement    *settlement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesSettlement, rules_settlement_free)
/* Whether awards under measures number @a and @b to one claimant can change what is paid of one of them. For
 * @a and @b the same: two awards under it, or one and an earlier payment. */
gboolean           rules_settlement_touch    (const RulesSettlement *settlement,
                                              guint                  a,
                                              guint                  b);

/* Fen: the cap measure number @measure shares, -1 where it shares none. */
gint64             rules_settlement_get_cap  (const RulesSettlement *settlement,
                                              guint                  measure);

/* A decided claim of the claimant in this round. */
typedef struct
{
  guint        measure; /* its number */
  RulesOutcome outcome;
  gint64       amount;  /* fen, of an award */
} RulesClaimed;

/* What was granted before: a claim of an earlier round, a payment, a record of matters granted. */
typedef struct
{
  int         measure; /* its number; -1: a record, which says @matter */
  const char *matter;
  gint64      amount;  /* fen; 0 where a claim came to nothing, which governs all the same */
} RulesGrant;

typedef enum
{
  RULES_SETTLED_KEPT,        /* paid as decided */
  RULES_SETTLED_PAID_BEFORE, /* granted before */
  RULES_SETTLED_SUPERSEDED,  /* another measure governs */
  RULES_SETTLED_LOWER,       /* another award of its group or matter is paid */
  RULES_SETTLED_TOPPED_UP,   /* the difference to what was granted before */
  RULES_SETTLED_CAPPED,      /* what a shared cap leaves */
} RulesSettled;

/* What is paid of one claim, and against what. */
typedef struct
{
  gint64       payable; /* fen; the amount where it is kept */
  RulesSettled settled;
  const char  *label;   /* of the group or matter; NULL where none decided */
  int          rival;   /* number of the claim of this round it was held against, -1 */
  int          grant;   /* number of the grant, -1; the greatest where there are several */
  int          open;    /* a claim under review that could change this, -1 */
} RulesSettledClaim;

/* Settles @claims, in the order of policies and files: of all that the rules permit the set with the greatest
 * sum is paid, of equal sets the one with the earlier claim; a shared cap is used up in that order. Exact.
 * results[i] for claims[i]. */
void               rules_settlement_run      (const RulesSettlement *settlement,
                                              const RulesClaimed    *claims,
                                              guint                  n_claims,
                                              const RulesGrant      *grants,
                                              guint                  n_grants,
                                              RulesSettledClaim     *results);

G_END_DECLS

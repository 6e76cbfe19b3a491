/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outline: the measure itself, as its file states it. A part of rules.h, which includes it. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

typedef enum
{
  RULES_CONDITION_REQUIRE, /* must hold: unmet refuses (or leaves the line out) */
  RULES_CONDITION_REVIEW,  /* when it holds a person must decide */
  RULES_CONDITION_PENDING, /* of a line: when it holds the line cannot be judged yet */
  RULES_CONDITION_FLAG,    /* when it holds the flag is raised */
} RulesConditionKind;

/* The terms of an outline have the values of their literals and no others. */
typedef struct
{
  RulesConditionKind kind;
  const char        *id;
  const char        *label;
  RulesTerm         *when;   /* nullable: applies only if it holds */
  RulesTerm         *unless; /* nullable: applies only if it does not hold */
  RulesTerm         *test;
} RulesStated;

/* Claims compared with each other: who stands on place i + 1 gets amounts[i]. */
typedef struct
{
  const char        *label;
  RulesTerm         *by;         /* the highest stands first */
  RulesTerm         *within;     /* nullable: only claims of one value are compared */
  guint              n_amounts;
  RulesTerm        **amounts;
  const RulesChoice *tie_choice; /* nullable: a tie is for a person */
} RulesStatedRank;

typedef struct
{
  RulesPayer payer;
  RulesTerm *share;
} RulesStatedShare;

typedef struct
{
  guint              n_conditions;      /* of the claim: require and review, in the order of the file */
  RulesStated       *conditions;
  guint              n_line_conditions; /* of a line: require, review and pending */
  RulesStated       *line_conditions;
  guint              n_flags;
  RulesStated       *flags;
  gboolean           lines_partial;     /* lines that count are paid while others are open */
  guint              n_named;           /* each after those it is defined by: RULES_OP_NAMED */
  RulesTerm        **named;
  RulesTerm         *formula;           /* NULL for a qualification and a measure that compares claims */
  RulesTerm         *cap;               /* nullable */
  RulesTerm         *floor;             /* nullable */
  const RulesChoice *floor_choice;      /* nullable: whether an amount at the floor is paid */
  RulesStatedRank   *rank;              /* nullable */
  guint              n_shares;
  RulesStatedShare  *shares;
} RulesOutline;

RulesOutline *rules_measure_outline (const RulesMeasure *measure) G_GNUC_WARN_UNUSED_RESULT;
/* Its terms go with it; the measure must outlive it. */
void          rules_outline_free    (RulesOutline       *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesOutline, rules_outline_free)

G_END_DECLS

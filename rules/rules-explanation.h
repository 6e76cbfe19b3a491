/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explanation: the decision of one claim, replayed. A part of rules.h, which includes it. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

typedef enum
{
  RULES_STATE_MET,
  RULES_STATE_UNMET,
  RULES_STATE_UNDECIDED,
  RULES_STATE_PENDING,        /* cannot be known yet on the as-of day */
  RULES_STATE_NOT_APPLICABLE, /* its "when" does not hold, or its "unless" does */
} RulesState;

/* Operators of terms, in the order of rules/LANGUAGE.md. */
typedef enum
{
  RULES_OP_LITERAL,
  RULES_OP_FACT,
  RULES_OP_PARAMETER,
  RULES_OP_NAMED,     /* let: one argument, its definition */
  RULES_OP_AS_OF,
  RULES_OP_CHOICE_IS, /* label: the choice; value: yes or no */
  RULES_OP_NOT,
  RULES_OP_AND,
  RULES_OP_OR,
  RULES_OP_EQ,
  RULES_OP_NE,
  RULES_OP_LT,
  RULES_OP_LE,
  RULES_OP_GT,
  RULES_OP_GE,
  RULES_OP_IN,        /* value, then single values and ranges (RULES_OP_RANGE) */
  RULES_OP_RANGE,     /* from, to; both inclusive */
  RULES_OP_MISSING,   /* is missing */
  RULES_OP_ADD,
  RULES_OP_SUBTRACT,
  RULES_OP_MULTIPLY,
  RULES_OP_DIVIDE,
  RULES_OP_NEGATE,
  RULES_OP_MIN,
  RULES_OP_MAX,
  RULES_OP_IF,        /* condition, then, else */
  RULES_OP_GROWTH,    /* now, before: (now - before) / before; before ≤ 0 is undecided, zero-base */
  RULES_OP_STEPS,     /* value, step: whole steps toward zero */
  RULES_OP_FLOOR,     /* whole number at or below */
  RULES_OP_ADD_MONTHS,
  RULES_OP_ADD_DAYS,
  RULES_OP_SUM,       /* over the counted lines */
  RULES_OP_COUNT,
  RULES_OP_COUNT_DISTINCT,
  RULES_OP_ANY,
  RULES_OP_ALL,
} RulesOperator;

/* An expression with the values seen. value is NULL where it could not be decided; it is exact unless
 * rounded (a growth rate shown to four decimals of a per cent). */
typedef struct _RulesTerm RulesTerm;
struct _RulesTerm
{
  RulesOperator     op;
  RulesType         type;    /* how value reads; a ratio is a RULES_TYPE_PERCENT */
  const char       *unit;    /* of the value: "元/千瓦时", "吨标准煤"; NULL where the type says it */
  const char       *id;      /* of a fact, parameter, named term or choice */
  const char       *label;
  char             *value;   /* written form, nullable */
  gboolean          rounded;
  const RulesFact  *fact;    /* of RULES_OP_FACT */
  int               line;    /* the claim's line it was read from, from 0; -1: the claim itself */
  guint             n_args;
  RulesTerm       **args;
};

/* A condition, review reason or flag, with what it came to. */
typedef struct
{
  const char *id;
  const char *label;
  /* A reason for review, or to wait: met (or pending) means that it holds; unmet is as it should be. */
  gboolean    is_review;
  RulesState  state;
  guint16     reason; /* of an undecided one: the code (missing:…, zero-base) */
  RulesTerm  *term;   /* the test, or the "when" or "unless" that decided; NULL: a library reason */
} RulesCheck;

typedef enum
{
  RULES_STEP_FORMULA,
  RULES_STEP_CAP,
  RULES_STEP_FLOOR,
  RULES_STEP_ROUND,
} RulesStepKind;

/* A step from formula to amount. before and after: yuan (points for a score), exact or rounded. */
typedef struct
{
  RulesStepKind kind;
  gboolean      binds;  /* the cap or floor changed the result */
  RulesTerm    *term;   /* the formula, the cap, the floor; NULL for rounding */
  char         *before; /* NULL for the formula */
  char         *after;  /* NULL where undecided */
} RulesStep;

/* What became of one detail line. */
typedef struct
{
  RulesState state;     /* met: counted */
  gboolean   duplicate; /* the same key with the same figures stands before it */
  guint      n_checks;
  RulesCheck *checks;
} RulesLine;

typedef struct
{
  RulesDecision decision;
  guint         n_checks;   /* conditions and review reasons, in the order of the policy file */
  RulesCheck   *checks;
  guint         n_lines;
  RulesLine    *lines;
  guint         n_steps;    /* empty when a condition refused */
  RulesStep    *steps;
  guint         n_flags;    /* the flags raised */
  RulesCheck   *flags;
  guint         n_indicators; /* those of the measure, also of a claim under review */
  RulesTerm   **indicators;
} RulesExplanation;

RulesExplanation *rules_evaluator_explain  (RulesEvaluator   *evaluator,
                                            const RulesBatch *batch,
                                            gsize             claim) G_GNUC_WARN_UNUSED_RESULT;
/* The same where @batch need not be the whole set of a measure that compares claims: its place comes from
 * @decision, which stays as it is. Other measures are decided anew. */
RulesExplanation *rules_evaluator_explain_ranked (RulesEvaluator      *evaluator,
                                            const RulesBatch    *batch,
                                            gsize                claim,
                                            const RulesDecision *decision) G_GNUC_WARN_UNUSED_RESULT;
void              rules_explanation_free   (RulesExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesExplanation, rules_explanation_free)

G_END_DECLS

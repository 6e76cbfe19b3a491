/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be wrong in a policy text, and what the policy check finds in one. Part of rules.h. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RULES_SEVERITY_ERROR,
  RULES_SEVERITY_WARNING,
  RULES_SEVERITY_NOTE,
} RulesSeverity;

/* What can be wrong in a policy text. The comment names RulesProblem.found / .expected. */
typedef enum
{
  RULES_PROBLEM_ENCODING,           /* not UTF-8 */
  RULES_PROBLEM_TOO_LARGE,          /* the limit */
  RULES_PROBLEM_TOO_DEEP,           /* the limit */
  RULES_PROBLEM_TOO_MANY,           /* what, the limit */
  RULES_PROBLEM_CHARACTER,          /* a character the language does not use */
  RULES_PROBLEM_STRING_OPEN,        /* a text without its closing quote */
  RULES_PROBLEM_NUMBER,             /* a literal that is no number, date or amount */
  RULES_PROBLEM_UNIT,               /* an unknown unit */
  RULES_PROBLEM_UNEXPECTED,         /* the token, what could stand here */
  RULES_PROBLEM_UNKNOWN_STATEMENT,  /* the word, the nearest statement */
  RULES_PROBLEM_UNKNOWN_NAME,       /* the name, the nearest known name */
  RULES_PROBLEM_UNKNOWN_WORD,       /* a word no enum has */
  RULES_PROBLEM_DUPLICATE,          /* the name, the line of the first */
  RULES_PROBLEM_MISSING_STATEMENT,  /* the statement a policy, measure or choice needs */
  RULES_PROBLEM_KIND,               /* the kind found, the kind needed: 元 against 千瓦时 */
  RULES_PROBLEM_LINE_FACT,          /* what belongs to the lines used for the claim, or the other way round:
                                     * the name, where it belongs ("claim", "line") */
  RULES_PROBLEM_CYCLE,              /* a name defined by itself */
  RULES_PROBLEM_SHARES,             /* payer shares: the sum */
  RULES_PROBLEM_RANGE,              /* from after to; a value out of range */
  RULES_PROBLEM_EXAMPLE,            /* an example: what came out, what it promises */
  /* What rules_policy_review() finds. */
  RULES_PROBLEM_UNUSED,             /* a name that nothing reads */
  RULES_PROBLEM_NEVER,              /* what can never hold: the condition */
  RULES_PROBLEM_ALWAYS,             /* what always holds: the condition */
  RULES_PROBLEM_CONTRADICTION,      /* a requirement nobody can meet beside the others: its id */
  RULES_PROBLEM_UNREACHABLE,        /* a branch nothing reaches: earlier ones take every claim */
  RULES_PROBLEM_GAP,                /* a value between two tiers that neither takes */
  RULES_PROBLEM_OVERLAP,            /* a value that two tiers take */
  RULES_PROBLEM_BOUND,              /* cap, floor or formula: which, what it can never pass or reach */
  RULES_PROBLEM_LABEL_UNIT,         /* a label that names another unit than the type: the label, the type */
  RULES_PROBLEM_FIGURE,             /* a figure where words name one ten times it, a hundred times …: the
                                     * figure, the one of the words */
  RULES_PROBLEM_VALIDITY,           /* no claim can have this event date within the policy's validity: the
                                     * fact; what a measure supersedes was over before: the measure */
  RULES_PROBLEM_SAME_MATTER,        /* two measures for one matter at one time, neither governs: the other */
  RULES_PROBLEM_UNEXPLAINED,        /* a parameter or choice without reason */
  RULES_PROBLEM_NO_HEADING,         /* a fact that only its label finds in a table */
  RULES_PROBLEM_NO_EXAMPLE,         /* the measure, the outcome no example shows */
  RULES_PROBLEM_NEVER_SET,          /* a parameter without initial value that no example sets */
  RULES_PROBLEM_EXPIRED,            /* validity is over: its last day */
} RulesProblemCode;

#define RULES_N_PROBLEMS (RULES_PROBLEM_EXPIRED + 1)

/* One fault of a policy text. Line and column count from 1; the column counts characters. */
typedef struct
{
  RulesSeverity    severity;
  RulesProblemCode code;
  guint            line;
  guint            column;
  char            *found;    /* nullable */
  char            *expected; /* nullable */
  guint            policy;   /* of policies reviewed together: which of them */
  char            *measure;  /* id of the measure it is in; nullable */
  char            *claim;    /* figures that show it, as an example writes them; nullable */
} RulesProblem;

void         rules_problem_free          (RulesProblem   *problem);
/* "unknown-name": stable, for tests and JSON. */
const char  *rules_problem_code_name     (RulesProblemCode code);

G_END_DECLS

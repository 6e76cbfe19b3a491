/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checked form of a policy, shared inside the library.
 *
 * The parser fills these structs, the checker resolves names, kinds and units in them, and from then on
 * they are read-only. Two evaluators read them: the walk (rules-walk.c), exact over 128-bit ratios and
 * the source of every explanation, and the program (rules-program.c), which runs columns of 64-bit
 * integers and hands the rare claim it cannot finish to the walk. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

/* What an expression measures: exponents of base units, so 元/千瓦时 is money 1, energy -1. A number
 * without unit (a count, a per cent, a ratio) has none. */
typedef enum
{
  RULES_UNIT_MONEY,   /* fen */
  RULES_UNIT_ENERGY,  /* hundredths of a kWh */
  RULES_UNIT_COAL,    /* 吨标准煤 */
  RULES_UNIT_AREA,    /* 平方米 */
  RULES_UNIT_POWER,   /* 千瓦 */
  RULES_UNIT_VOLTAGE, /* 千伏 */
  RULES_UNIT_DOLLAR,  /* 美元 */
  RULES_UNIT_DAY,     /* 天; the difference of two dates */
} RulesUnit;

#define RULES_N_UNITS (RULES_UNIT_DAY + 1)

typedef struct
{
  gint8 exponent[RULES_N_UNITS];
} RulesDimension;

typedef enum
{
  RULES_KIND_TRUTH,
  RULES_KIND_NUMBER, /* with a RulesDimension */
  RULES_KIND_DATE,
  RULES_KIND_TEXT,
  RULES_KIND_INDUSTRY,
  RULES_KIND_ENUM,
} RulesKind;

/* An exact ratio, denominator > 0, in lowest terms. In base units: fen, hundredths of a kWh, one whole
 * unit of a quantity, 1 for 100 %. */
typedef struct
{
  __int128 numerator;
  __int128 denominator;
} RulesRatio;

typedef struct
{
  guint line;
  guint column;
} RulesPlace;

typedef struct _RulesArena      RulesArena;
typedef struct _RulesExpression RulesExpression;
typedef struct _RulesLet        RulesLet;

struct _RulesExpression
{
  RulesOperator     op;
  RulesPlace        place;
  RulesKind         kind;
  RulesDimension    dimension; /* of a number */
  gboolean          per_line;  /* depends on a line's fact outside an aggregate */

  /* RULES_OP_LITERAL: a truth, date, industry or enum index in literal.numerator, a text in text. */
  RulesRatio        literal;
  gboolean          is_percent; /* written with %, and shown so */
  const char       *from;       /* its characters in the policy's text, a sign included; NULL: not written */
  const char       *to;
  /* A literal text. Between parser and checker: the name, in a RULES_OP_FACT of fact G_MAXUINT. */
  const char       *text;
  /* What a name stands for. fact: index in its space (fact_on_line says which); parameter, choice: index
   * in the measure; option: of RULES_OP_CHOICE_IS. */
  guint             fact;
  gboolean          fact_on_line;
  guint             parameter;
  guint             choice;
  guint             option;
  const RulesLet   *let; /* RULES_OP_NAMED */

  guint             n_args;
  RulesExpression **args;

  guint             depth; /* of the tree, names followed */
  guint             steps; /* its nodes, names followed */
};

struct _RulesLet
{
  const char      *id;
  const char      *label; /* nullable */
  RulesPlace       place;
  RulesExpression *expression;
};

/* Conditions of a claim and of a line share one shape. */
typedef struct
{
  RulesConditionKind kind;
  const char        *id;
  const char        *label;
  RulesPlace         place;
  RulesExpression   *when;   /* nullable: applies only if it holds */
  RulesExpression   *unless; /* nullable: applies only if it does not hold */
  RulesExpression   *test;
  guint16            code;   /* in the measure's codes; of a flag: its index among the flags */
  gboolean           is_doubt; /* of a flag */
} RulesCondition;

typedef struct
{
  RulesPayer       payer;
  RulesPlace       place;
  RulesExpression *share; /* a literal or a parameter */
} RulesShare;

/* Claims compared with each other: the first places get an amount each. */
typedef struct
{
  const char       *id;
  const char       *label;
  RulesPlace        place;
  RulesExpression  *value;     /* the highest stands first */
  RulesExpression  *within;    /* nullable: only claims of one value are compared */
  guint             n_amounts;
  RulesExpression **amounts;   /* by place, from the first */
  const char       *choice_id; /* nullable; options review, split and same */
  RulesPlace        choice_place;
  int               tie_choice; /* index of the choice, -1: a tie is for a person */
  guint16           code;       /* of a claim that stands behind the places with money */
} RulesRanking;

typedef struct
{
  const char      *id;    /* of a fact, parameter or choice; "as-of" for the day */
  const char      *text;  /* its written form, already checked; NULL is missing */
  RulesExpression *value; /* as the file says it */
  RulesPlace       place;
} RulesAssignment;

typedef struct
{
  const char *label;
  RulesPlace  place;
  gsize       from;     /* its claim in the text, in bytes, and where it ends */
  gsize       to;
  GArray     *facts;    /* RulesAssignment */
  GArray     *settings; /* RulesAssignment: set, choose, as-of */
  GPtrArray  *lines;    /* GArray of RulesAssignment */
  GPtrArray  *rivals;   /* GArray of RulesAssignment: the other claims of the set */
  /* What it promises. */
  RulesOutcome outcome;
  RulesExpression *value; /* the amount as the file says it, nullable */
  gint64       amount;  /* fen or hundredths; RULES_MISSING: not stated */
  const char  *code;    /* nullable: not stated */
  GPtrArray   *flags;   /* const char *; NULL: not stated */
} RulesExample;

/* The codes every measure has, first in its list and in this order; conditions and reviews follow in file
 * order, then missing:<fact> for every fact and unset:<parameter> for every parameter. */
typedef enum
{
  RULES_CODE_OK,
  RULES_CODE_CAPPED,
  RULES_CODE_BELOW_FLOOR,
  RULES_CODE_NOTHING_DUE,
  RULES_CODE_ZERO_BASE,
  RULES_CODE_ZERO_DIVISOR,
  RULES_CODE_OVERFLOW,
  RULES_CODE_CONFLICTING_ROWS,  /* RulesBatch.conflicts */
  RULES_CODE_CONFLICTING_LINES, /* lines of one key with different figures */
  RULES_CODE_NO_LINES,          /* a measure with lines, a claim without */
  RULES_CODE_PENDING,           /* nothing due yet, but a line may become due */
  RULES_CODE_TIE,
  RULES_CODE_OPEN_RANK,         /* another claim's missing data could change the place */
  RULES_N_FIXED_CODES = 32 /* with room: ledgers keep the numbers, so a new one takes the next free place */
} RulesFixedCode;

/* The flags every measure has, after those of its file and in this order. */
typedef enum
{
  RULES_FLAG_AT_FLOOR,
  RULES_FLAG_PENDING,
  RULES_FLAG_UNDECIDED_LINES,
  RULES_FLAG_OUTSIDE_VALIDITY,
  RULES_FLAG_PAYER_SHARES_UNSET,
  RULES_N_LIBRARY_FLAGS
} RulesLibraryFlag;

/* Strings, expressions and small structs live in the policy's arena; the arrays are the measure's own. */
struct _RulesMeasure
{
  RulesPolicy *policy; /* not owned */
  const char  *id;
  const char  *label;
  RulesPlace   place;
  gsize        from; /* its id in the text, in bytes */
  gsize        to;   /* the end of its last statement */
  RulesClause *clause;
  RulesClaimant claimant;
  RulesResult   result;

  GArray *facts;       /* RulesFact */
  GArray *line_facts;  /* RulesFact */
  const char *line_label; /* nullable */
  gboolean has_lines;
  int     claim_key;   /* index of the fact that tells a claimant's claims apart, -1 none */
  int     line_key;    /* index of the key fact, -1 none */
  gboolean lines_partial; /* count the lines that are decided, flag the others (pending, undecided-lines) */
  GArray *parameters;  /* RulesParameter */
  GArray *choices;     /* RulesChoice */
  /* RulesPlace of each fact, line fact, parameter and choice. */
  GArray *fact_places;
  GArray *line_fact_places;
  GArray *parameter_places;
  GArray *choice_places;
  GPtrArray *unheaded; /* const char *: ids of facts without a heading but their label */
  GPtrArray *lets;     /* RulesLet, each after those it uses */
  GArray *conditions;      /* RulesCondition: require and review, file order */
  GArray *line_conditions; /* RulesCondition: require, review, pending, file order */
  GArray *flag_conditions; /* RulesCondition of kind flag */
  GArray *flags;       /* RulesFlag: the file's in order, then those the library raises:
                        * RulesLibraryFlag f is flag flags->len - RULES_N_LIBRARY_FLAGS + f */
  GPtrArray *codes;        /* const char * */
  GPtrArray *code_labels;  /* const char *, nullable entries */
  guint16 first_fact_code; /* missing:<fact i> is first_fact_code + i, line facts after claim facts */
  guint16 first_parameter_code;

  RulesExpression *formula;   /* NULL for a qualification and a ranking */
  RulesRanking    *ranking;   /* nullable */
  RulesResult      formula_result; /* what its statement gives: award or score */
  RulesExpression *cap;       /* nullable */
  RulesExpression *floor;     /* nullable */
  const char      *floor_choice_id; /* nullable; as the file says it */
  RulesPlace       floor_choice_place;
  int              floor_choice; /* the choice (options pay, refuse) for an amount at the floor, -1 none */
  GArray          *shares;    /* RulesShare */
  guint            n_instalments;
  GArray          *successions; /* RulesSuccession */
  GArray          *succession_places; /* RulesPlace of each */
  const RulesMatter *matter;    /* nullable: may be granted again */
  RulesPlace       matter_place;
  GArray          *examples;    /* RulesExample */
};

/* A parameter or choice of the policy that no measure uses. */
typedef struct
{
  const char *id;
  RulesPlace  place;
} RulesIdle;

/* A group as the file says it. */
typedef struct
{
  RulesGroup  group;
  RulesPlace  place;
  RulesPlace *member_places;
  RulesPlace  topup_place;
  RulesPlace  when_place;
  GArray     *choices;       /* RulesChoice: of every member */
  GArray     *choice_places; /* RulesPlace */
  GArray     *exceptions;    /* RulesException */
  GArray     *exception_places;
} RulesGroupText;

struct _RulesPolicy
{
  gatomicrefcount ref_count;
  gboolean is_trial; /* made of another by rules_policy_try() */
  RulesArena *arena;
  const char *id;
  RulesPlace  place;
  const char *number;
  const char *title;
  gint64      valid_from;
  gint64      valid_to;
  char       *text;
  char       *digest;
  GPtrArray *clauses;  /* RulesClause, owned by the arena */
  GPtrArray *measures; /* RulesMeasure */
  GArray    *idle;     /* RulesIdle */
  GPtrArray *groups;   /* RulesGroupText */
};

struct _RulesSettings
{
  const RulesMeasure *measure; /* keeps its policy alive */
  RulesValue         *parameters;
  char              **texts;   /* owned texts of text parameters */
  guint              *choices;
  gint64              as_of;
};

/* rules-ratio.c — exact arithmetic. Every function returns FALSE on overflow of 128 bits (and divide on a
 * zero divisor), leaving @result unset. */
RulesRatio rules_ratio           (gint64 numerator, gint64 denominator);
gboolean   rules_ratio_add       (RulesRatio a, RulesRatio b, RulesRatio *result);
gboolean   rules_ratio_subtract  (RulesRatio a, RulesRatio b, RulesRatio *result);
gboolean   rules_ratio_multiply  (RulesRatio a, RulesRatio b, RulesRatio *result);
gboolean   rules_ratio_divide    (RulesRatio a, RulesRatio b, RulesRatio *result);
gboolean   rules_ratio_compare   (RulesRatio a, RulesRatio b, int *order);
RulesRatio rules_ratio_floor     (RulesRatio a);
RulesRatio rules_ratio_truncate  (RulesRatio a);
/* To a whole number, halves away from zero; FALSE when it does not fit 64 bits. */
gboolean   rules_ratio_round     (RulesRatio a, gint64 *result);
/* Decimal text with at most @decimals places; *@rounded when digits were lost. */
char      *rules_ratio_format    (RulesRatio a, int decimals, gboolean *rounded);

/* Value of a fact in base units: percent 5100000 is 51/1000, a quantity 1500000 is 3/2. */
RulesRatio rules_fact_ratio      (RulesType type, gint64 number);

/* rules-check.c — resolves names, kinds and units of a parsed measure, orders its lets, numbers its codes. */
void       rules_check_policy    (RulesPolicy *policy, GPtrArray *problems);

/* rules-example.c — why the claim of @example comes to what it does. */
RulesExplanation *rules_example_explain (const RulesMeasure *measure,
                                         const RulesExample *example) G_GNUC_WARN_UNUSED_RESULT;
/* rules-check-group.c — whether a group @measure is in asks for @choice. */
gboolean   rules_group_reads_choice (const RulesMeasure *measure, const char *choice);

/* rules-texts.c — the handle of @text, -1 where no text added is the same. */
gint64     rules_texts_find      (const RulesTexts *texts, const char *text);

/* rules-walk.c — one claim after another, exactly. @measure and @settings must outlive the walk. */
typedef struct _RulesWalk RulesWalk;

RulesWalk        *rules_walk_new     (const RulesMeasure  *measure,
                                      const RulesSettings *settings);
void              rules_walk_free    (RulesWalk           *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RulesWalk, rules_walk_free)
void              rules_walk_decide  (RulesWalk           *walk,
                                      const RulesBatch    *batch,
                                      gsize                claim,
                                      RulesDecision       *decision);
/* rules-ranking.c — a measure that compares claims: the whole set, decisions[i] for claim i. */
void              rules_ranking_run  (RulesWalk           *walk,
                                      const RulesBatch    *batch,
                                      RulesDecision       *decisions);
/* rules-explain.c — @ranked is the decision of a measure that compares claims, NULL for the others. */
RulesExplanation *rules_walk_explain (RulesWalk           *walk,
                                      const RulesBatch    *batch,
                                      gsize                claim,
                                      const RulesDecision *ranked) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checker's parts: expressions, measures, examples. */
#pragma once

#include "rules-language.h"

G_BEGIN_DECLS

/* Where an expression stands decides which names it may use. */
typedef enum
{
  RULES_CONTEXT_CLAIM,     /* facts of the claim; lines only through sum() and the like */
  RULES_CONTEXT_LINE,      /* a condition of the lines: may not count the lines it selects */
  RULES_CONTEXT_AGGREGATE, /* inside sum() and the like */
  RULES_CONTEXT_LET,       /* anything: the place of use decides */
} RulesContext;

typedef enum
{
  RULES_LET_NEW,
  RULES_LET_ACTIVE,
  RULES_LET_GOOD,
  RULES_LET_BROKEN,
} RulesLetState;

typedef struct
{
  RulesPolicy  *policy;
  RulesMeasure *measure;
  GPtrArray    *problems;
  RulesContext  context;
  guint8       *let_states;   /* RulesLetState, by position in the file */
  GPtrArray    *ordered_lets; /* each after those it uses */
  guint         let_nesting;
} RulesCheckState;

/* rules-check-expression.c — resolves names and finds kind, unit and size; FALSE after a problem. */
gboolean rules_check_expression (RulesCheckState *check,
                                 RulesExpression *expression);
/* Checks and wants a kind (and for a number the dimension). */
gboolean rules_check_truth      (RulesCheckState *check,
                                 RulesExpression *expression);
gboolean rules_check_number     (RulesCheckState *check,
                                 RulesExpression *expression,
                                 RulesDimension   dimension);
/* Checks a let once, after those it uses. */
gboolean rules_check_let        (RulesCheckState *check,
                                 guint            i);

/* Every argument; FALSE when one has a problem. */
gboolean rules_check_args       (RulesCheckState *check,
                                 RulesExpression *expression);

/* rules-check-kind.c */
gboolean rules_check_wrong_kind   (RulesCheckState       *check,
                                   const RulesExpression *expression,
                                   const char            *expected);
/* Size and depth with names followed, and whether a line's fact is in it. */
gboolean rules_check_size         (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_is_bare_name (const RulesExpression *expression);
gboolean rules_check_is_aggregate (RulesOperator          op);
/* 0 without unit, which goes with every unit. */
gboolean rules_check_is_plain_zero (const RulesExpression *expression);
/* Both of one kind and unit; zero needs none. */
gboolean rules_check_same         (RulesCheckState       *check,
                                   RulesExpression       *a,
                                   RulesExpression       *b);
gboolean rules_check_want_kind    (RulesCheckState       *check,
                                   RulesExpression       *expression,
                                   RulesKind              kind);
gboolean rules_check_want_number  (RulesCheckState       *check,
                                   RulesExpression       *expression,
                                   RulesDimension         dimension);

/* rules-check-compare.c, rules-check-number.c: the operators, by family. */
gboolean rules_check_equality     (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_order        (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_in           (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_sum          (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_product      (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_extreme      (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_ratio        (RulesCheckState       *check,
                                   RulesExpression       *expression);
gboolean rules_check_date_shift   (RulesCheckState       *check,
                                   RulesExpression       *expression);

/* rules-check-name.c */
typedef enum
{
  RULES_NAME_UNKNOWN,
  RULES_NAME_FACT,
  RULES_NAME_LINE_FACT,
  RULES_NAME_PARAMETER,
  RULES_NAME_CHOICE,
  RULES_NAME_LET,
} RulesNameKind;

RulesNameKind rules_check_find  (const RulesMeasure *measure,
                                 const char         *id,
                                 guint              *index);
/* The name most like @id, nullable. */
const char   *rules_check_near  (const RulesMeasure *measure,
                                 const char         *id);

/* rules-check-group.c — before the measures: adds the choices of groups to their members. */
void rules_check_groups (RulesPolicy *policy,
                         GPtrArray   *problems);

/* rules-check-example.c */
void rules_check_examples (RulesCheckState *check);

G_END_DECLS

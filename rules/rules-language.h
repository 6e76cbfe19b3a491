/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a policy's text to its checked form: what lexer, parser and checker share. */
#pragma once

#include "rules-private.h"

#include <string.h>

G_BEGIN_DECLS

#define RULES_MAX_ID 64 /* bytes of a name */
#define RULES_MAX_PROBLEMS 100

/* rules-arena.c — zeroed memory, freed as a whole. */
RulesArena *rules_arena_new   (void);
void        rules_arena_free  (RulesArena *arena);
gpointer    rules_arena_alloc (RulesArena *arena,
                               gsize       size);
/* @length bytes of @text and a terminating zero. */
char       *rules_arena_text  (RulesArena *arena,
                               const char *text,
                               gsize       length);

/* rules-problem.c — adds an error; the strings are copied. Past RULES_MAX_PROBLEMS nothing is added, and the
 * second gives NULL. */
void rules_problem_add   (GPtrArray        *problems,
                          RulesProblemCode  code,
                          RulesPlace        place,
                          const char       *found,
                          const char       *expected);
RulesProblem *rules_problem_add_as (GPtrArray *problems,
                          RulesSeverity     severity,
                          RulesProblemCode  code,
                          RulesPlace        place,
                          const char       *found,
                          const char       *expected);
void rules_problems_sort (GPtrArray        *problems);

/* The candidate most like a word, NULL where none is near. */
typedef struct
{
  const char *word;
  const char *best;
  guint       distance;
} RulesNearest;

void rules_nearest_init (RulesNearest *nearest,
                         const char   *word);
void rules_nearest_try  (RulesNearest *nearest,
                         const char   *candidate);

/* rules-unit.c — units as texts write them. */
typedef struct
{
  RulesRatio     factor; /* base units in one of it */
  RulesDimension dimension;
  gboolean       is_percent;
} RulesMeasuredIn;

/* Reads the longest unit at the start of @text ("万千瓦时", "元/人", "%"), multipliers included, and
 * gives its length in bytes; 0 where there is none, and then @unit is one. Overflow is -1. */
int         rules_unit_read          (const char      *text,
                                      const char      *end,
                                      RulesMeasuredIn *unit);
/* The dimension of a fact or parameter; FALSE when @unit is unknown or does not suit @type. */
gboolean    rules_type_dimension     (RulesType        type,
                                      const char      *unit,
                                      RulesDimension  *dimension);
gboolean    rules_dimension_equal    (RulesDimension   a,
                                      RulesDimension   b);
gboolean    rules_dimension_is_none  (RulesDimension   a);
/* How problems name it: "元/千瓦时"; "数" without unit. */
char       *rules_dimension_name     (RulesDimension   dimension);

/* rules-words.c — the next figure with a unit in words, from *@at on, which then is behind it: its value is
 * @figure's factor, and it begins at *@from. FALSE where there is none; a zero is none. */
gboolean    rules_words_find_figure  (const char     **at,
                                      RulesMeasuredIn *figure,
                                      const char     **from);
/* @value base units as a policy text writes it: "5000万元", "7%". NULL where it would lose digits. */
char       *rules_words_of_figure    (RulesRatio       value,
                                      RulesDimension   dimension,
                                      gboolean         is_percent);

/* rules-value.c — the integer a fact of @type holds for @value in base units; FALSE where it would lose
 * digits or not fit. */
gboolean    rules_type_from_ratio    (RulesType        type,
                                      RulesRatio       value,
                                      gint64          *number);
gboolean    rules_type_is_numeric    (RulesType        type);
/* @text of @length as a GB/T 4754 division with its section letter (0: none). */
gboolean    rules_industry_read      (const char      *text,
                                      gsize            length,
                                      gint64          *division,
                                      char            *section);
/* Whether @section is the one @division belongs to. */
gboolean    rules_industry_in        (gint64           division,
                                      char             section);

/* rules-literal.c — the value @literal (a literal, or a name that may be a word of an enum or "missing")
 * has for @fact. A figure without unit counts in the fact's own, as in tables. FALSE adds a problem. */
gboolean    rules_literal_value      (const RulesFact       *fact,
                                      const RulesExpression *literal,
                                      RulesValue            *value,
                                      GPtrArray             *problems);
/* How problems name what an expression is: a unit, "date" … Free with g_free(). */
char       *rules_kind_name          (RulesKind              kind,
                                      RulesDimension         dimension);
/* The kind of a fact or parameter. */
RulesKind   rules_type_kind          (RulesType              type);

/* rules-example.c — what the claim of @example comes to. */
RulesDecision rules_example_decide   (const RulesMeasure    *measure,
                                      const RulesExample    *example);

/* rules-policy.c */
RulesPolicy *rules_policy_new        (const char            *text,
                                      gsize                  length);

/* rules-lex.c — the text as tokens. */
typedef enum
{
  RULES_TOKEN_END,
  RULES_TOKEN_WORD,
  RULES_TOKEN_STRING,
  RULES_TOKEN_NUMBER,   /* with its unit */
  RULES_TOKEN_DATE,
  RULES_TOKEN_INDUSTRY,
  RULES_TOKEN_UNIT,     /* 吨标准煤 standing alone */
  RULES_TOKEN_OPEN,     /* { */
  RULES_TOKEN_CLOSE,
  RULES_TOKEN_LEFT,     /* ( */
  RULES_TOKEN_RIGHT,
  RULES_TOKEN_COMMA,
  RULES_TOKEN_COLON,
  RULES_TOKEN_RANGE,    /* .. */
  RULES_TOKEN_EQ,
  RULES_TOKEN_NE,
  RULES_TOKEN_LT,
  RULES_TOKEN_LE,
  RULES_TOKEN_GT,
  RULES_TOKEN_GE,
  RULES_TOKEN_PLUS,
  RULES_TOKEN_MINUS,
  RULES_TOKEN_TIMES,
  RULES_TOKEN_SLASH,
  RULES_TOKEN_WRONG,    /* already reported */
} RulesTokenKind;

typedef struct
{
  RulesTokenKind  kind;
  RulesPlace      place;
  gboolean        starts_line; /* the first of its line */
  const char     *from;        /* its characters in the text */
  const char     *to;
  const char     *text;        /* of a word, string or unit, in the arena */
  RulesMeasuredIn number;      /* of a number: the value is in factor */
  gint64          value;       /* of a date or industry */
} RulesToken;

typedef struct
{
  RulesArena *arena;
  GPtrArray  *problems;
  const char *at;
  const char *end;
  RulesPlace  place;
  gboolean    line_begun; /* a token of this line has been read */
} RulesLexer;

void        rules_lexer_init (RulesLexer     *lexer,
                              RulesArena     *arena,
                              GPtrArray      *problems,
                              const char     *text,
                              gsize           length);
RulesToken  rules_lexer_next (RulesLexer     *lexer);
/* How problems name a token: the word, "a text", "}" … Free with g_free(). */
char       *rules_token_name (const RulesToken *token);

G_END_DECLS

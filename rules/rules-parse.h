/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser's parts. A part that meets a fault reports it, sets panic and returns; the block the statement
 * stands in then skips to the next statement, so that one slip is one problem. */
#pragma once

#include "rules-language.h"

G_BEGIN_DECLS

/* Names of a measure that must differ from each other. */
typedef enum
{
  RULES_NAMES_VALUES, /* facts, parameters, choices, lets */
  RULES_NAMES_CODES,  /* conditions and reasons for review */
  RULES_NAMES_FLAGS,
  RULES_NAMES_HEADINGS, /* of columns: one heading cannot bring two facts */
  RULES_N_NAMES
} RulesNames;

typedef struct _RulesParser RulesParser;

/* A clause of the policy for the measures below it. */
typedef struct
{
  RulesClause *clause;
  RulesPlace   place;
  gboolean     used;
} RulesSharedClause;

/* A parameter or choice of the policy for the measures below it. */
typedef struct
{
  RulesPlace     place;
  gboolean       used;
  gboolean       is_choice;
  RulesParameter parameter;
  RulesChoice    choice;
} RulesShared;

typedef struct
{
  const char *word;
  gboolean    once; /* at most one in its block */
  void      (*parse) (RulesParser *parser,
                      RulesPlace   place);
} RulesStatement;

struct _RulesParser
{
  RulesLexer    lexer;
  RulesToken    ahead[3];
  guint         n_ahead;
  RulesArena   *arena;
  GPtrArray    *problems;
  RulesPolicy  *policy;
  RulesMeasure *measure;  /* being read */
  RulesGroupText *group;  /* the same */
  guint         n_names;  /* of that measure */
  GHashTable   *names[RULES_N_NAMES]; /* the line each was declared in */
  GArray       *shared_clauses; /* RulesSharedClause */
  GArray       *shared;         /* RulesShared */
  gboolean      in_lines; /* inside its lines { } */
  gboolean      panic;
  guint         braces;   /* open ones */
  guint         nesting;  /* of expressions */
  const char   *taken_to; /* in the text: the end of the token taken last */
  const char   *block_to; /* of the last token before the brace that closed a block */

  /* The statements of the block being read. */
  const RulesStatement *statements;
  guint                 n_statements;
};

/* rules-parse.c */
const RulesToken *rules_parser_peek         (RulesParser     *parser,
                                             guint            n);
RulesToken        rules_parser_take         (RulesParser     *parser);
void              rules_parser_fault        (RulesParser     *parser,
                                             RulesProblemCode code,
                                             RulesPlace       place,
                                             const char      *found,
                                             const char      *expected);
/* The next token cannot stand here. */
void              rules_parser_unexpected   (RulesParser     *parser,
                                             const char      *expected);
gboolean          rules_parser_at_word      (RulesParser     *parser,
                                             const char      *word);
gboolean          rules_parser_accept       (RulesParser     *parser,
                                             RulesTokenKind   kind);
gboolean          rules_parser_accept_word  (RulesParser     *parser,
                                             const char      *word);
gboolean          rules_parser_expect       (RulesParser     *parser,
                                             RulesTokenKind   kind,
                                             const char      *expected);
/* Whether the next token begins another statement, so that the one before it is cut short. */
gboolean          rules_parser_at_statement (RulesParser     *parser);
/* A name that is being declared; NULL and a fault where none stands. */
const char       *rules_parser_expect_id    (RulesParser     *parser,
                                             const char      *expected);
const char       *rules_parser_expect_text  (RulesParser     *parser,
                                             const char      *expected);
/* One of @words, as its index; -1 and a fault otherwise. */
int               rules_parser_expect_one   (RulesParser     *parser,
                                             const char *const *words,
                                             guint            n_words);
/* Notes a name of the measure. A second one is a problem but no reason to stop; FALSE at the limit. */
gboolean          rules_parser_declare      (RulesParser     *parser,
                                             RulesNames       names,
                                             const char      *id,
                                             RulesPlace       place);
/* The same without counting: a heading is no name. */
void              rules_parser_note         (RulesParser     *parser,
                                             RulesNames       names,
                                             const char      *id,
                                             RulesPlace       place);
/* { statements }; @first_lines becomes the line of the first of each kind, 0 without one. */
void              rules_parser_block        (RulesParser     *parser,
                                             const RulesStatement *statements,
                                             guint            n_statements,
                                             guint           *first_lines);
/* Reports a statement the block lacks. */
void              rules_parser_lacks        (RulesParser     *parser,
                                             RulesPlace       place,
                                             const char      *of,
                                             const char      *statement);

/* rules-parse-expression.c — NULL after a fault. */
RulesExpression  *rules_parser_expression   (RulesParser     *parser);
/* A literal or a name. */
RulesExpression  *rules_parser_atom         (RulesParser     *parser);
/* The same, with a sign before a number. */
RulesExpression  *rules_parser_literal      (RulesParser     *parser);

/* rules-parse-fact.c — what a measure declares. */
void              rules_parse_fact          (RulesParser     *parser,
                                             RulesPlace       place);
void              rules_parse_key           (RulesParser     *parser,
                                             RulesPlace       place);
void              rules_parse_parameter     (RulesParser     *parser,
                                             RulesPlace       place);
void              rules_parse_choice        (RulesParser     *parser,
                                             RulesPlace       place);

/* "text" {, "text"}, and those that were read as the policy keeps them. */
void              rules_parser_texts        (RulesParser     *parser,
                                             GPtrArray       *texts);
const char *const *rules_parser_keep_texts  (RulesParser     *parser,
                                             GPtrArray       *texts);

/* rules-parse-group.c */
void              rules_parse_group         (RulesParser     *parser,
                                             RulesPlace       place);
void              rules_parse_once          (RulesParser     *parser,
                                             RulesPlace       place);
GPtrArray        *rules_groups_new          (void);

/* rules-parse-example.c */
void              rules_parse_example       (RulesParser     *parser,
                                             RulesPlace       place);

/* rules-parse-measure.c */
/* The payers as files name them, by RulesPayer. */
extern const char *const RULES_PAYER_WORDS[RULES_N_PAYERS];
/* The name of "choice NAME" behind a statement, NULL without one. */
const char       *rules_parser_chosen       (RulesParser     *parser,
                                             RulesPlace      *place);
void              rules_parse_measure       (RulesParser     *parser,
                                             RulesPlace       place);

/* rules-parse-shared.c — what a policy declares once for its measures. */
void              rules_parse_policy_clause (RulesParser     *parser,
                                             RulesPlace       place);
void              rules_parse_measure_clause (RulesParser    *parser,
                                             RulesPlace       place);
void              rules_parse_use           (RulesParser     *parser,
                                             RulesPlace       place);
/* REFERENCE [WORDS] behind "clause"; without words it is one of the policy's. NULL with a problem. */
RulesClause      *rules_parser_read_clause  (RulesParser     *parser);
/* Keeps what was declared with the measure or group being read, or with the policy outside one. */
void              rules_parser_keep_parameter (RulesParser   *parser,
                                             const RulesParameter *parameter,
                                             RulesPlace       place);
void              rules_parser_keep_choice  (RulesParser     *parser,
                                             const RulesChoice *choice,
                                             RulesPlace       place);
/* At the end of the policy: what was declared and no measure took. */
void              rules_parser_finish_shared (RulesParser    *parser);
/* Adds a clause to the policy unless the same words stand there already. */
RulesClause      *rules_parser_add_clause   (RulesParser     *parser,
                                             const char      *reference,
                                             const char      *text,
                                             const char      *no_rule);

/* rules-measure.c */
RulesMeasure     *rules_measure_new         (RulesPolicy     *policy);
void              rules_measure_free        (RulesMeasure    *measure);

G_END_DECLS

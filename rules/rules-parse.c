/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser's frame: tokens, faults and recovery, and the statements of a policy. */
#include "rules-parse.h"

/* In place of the line of a statement that is there under a wrong word. */
#define MISSPELT G_MAXUINT

/* Words that mean something in every expression and so cannot be names. */
static const char *const RESERVED[] = { "and",  "or",     "not", "in", "is",   "if",    "then",  "else",
                                        "when", "unless", "yes", "no", "true", "false", "as_of", "missing" };

const RulesToken *
rules_parser_peek (RulesParser *parser, guint n)
{
  while (parser->n_ahead <= n)
    parser->ahead[parser->n_ahead++] = rules_lexer_next (&parser->lexer);
  return &parser->ahead[n];
}

RulesToken
rules_parser_take (RulesParser *parser)
{
  RulesToken token = *rules_parser_peek (parser, 0);

  parser->n_ahead--;
  parser->taken_to = token.to;
  memmove (&parser->ahead[0], &parser->ahead[1], parser->n_ahead * sizeof (RulesToken));
  if (token.kind == RULES_TOKEN_OPEN)
    parser->braces++;
  else if (token.kind == RULES_TOKEN_CLOSE && parser->braces > 0)
    parser->braces--;
  return token;
}

void
rules_parser_fault (RulesParser *parser,
                    RulesProblemCode code,
                    RulesPlace place,
                    const char *found,
                    const char *expected)
{
  if (!parser->panic)
    rules_problem_add (parser->problems, code, place, found, expected);
  parser->panic = TRUE;
}

void
rules_parser_unexpected (RulesParser *parser, const char *expected)
{
  const RulesToken *token = rules_parser_peek (parser, 0);
  g_autofree char *found = rules_token_name (token);

  if (token->kind == RULES_TOKEN_WRONG)
    parser->panic = TRUE;
  else if (token->kind == RULES_TOKEN_UNIT)
    rules_parser_fault (parser, RULES_PROBLEM_CHARACTER, token->place, found, expected);
  else
    rules_parser_fault (parser, RULES_PROBLEM_UNEXPECTED, token->place, found, expected);
}

gboolean
rules_parser_at_word (RulesParser *parser, const char *word)
{
  const RulesToken *token = rules_parser_peek (parser, 0);

  return token->kind == RULES_TOKEN_WORD && strcmp (token->text, word) == 0;
}

gboolean
rules_parser_accept (RulesParser *parser, RulesTokenKind kind)
{
  if (rules_parser_peek (parser, 0)->kind != kind)
    return FALSE;
  rules_parser_take (parser);
  return TRUE;
}

gboolean
rules_parser_accept_word (RulesParser *parser, const char *word)
{
  if (!rules_parser_at_word (parser, word))
    return FALSE;
  rules_parser_take (parser);
  return TRUE;
}

gboolean
rules_parser_expect (RulesParser *parser, RulesTokenKind kind, const char *expected)
{
  if (parser->panic)
    return FALSE;
  if (rules_parser_accept (parser, kind))
    return TRUE;
  rules_parser_unexpected (parser, expected);
  return FALSE;
}

const char *
rules_parser_expect_id (RulesParser *parser, const char *expected)
{
  if (parser->panic)
    return NULL;

  const RulesToken *token = rules_parser_peek (parser, 0);
  gboolean usable = token->kind == RULES_TOKEN_WORD;
  for (guint i = 0; usable && i < G_N_ELEMENTS (RESERVED); i++)
    usable = strcmp (token->text, RESERVED[i]) != 0;
  if (!usable)
    {
      rules_parser_unexpected (parser, expected);
      return NULL;
    }
  return rules_parser_take (parser).text;
}

const char *
rules_parser_expect_text (RulesParser *parser, const char *expected)
{
  if (parser->panic)
    return NULL;
  if (rules_parser_peek (parser, 0)->kind != RULES_TOKEN_STRING)
    {
      rules_parser_unexpected (parser, expected);
      return NULL;
    }
  return rules_parser_take (parser).text;
}

int
rules_parser_expect_one (RulesParser *parser, const char *const *words, guint n_words)
{
  if (parser->panic)
    return -1;

  const RulesToken *token = rules_parser_peek (parser, 0);
  if (token->kind == RULES_TOKEN_WORD)
    {
      RulesNearest nearest;

      for (guint i = 0; i < n_words; i++)
        if (strcmp (token->text, words[i]) == 0)
          {
            rules_parser_take (parser);
            return (int) i;
          }
      rules_nearest_init (&nearest, token->text);
      for (guint i = 0; i < n_words; i++)
        rules_nearest_try (&nearest, words[i]);
      if (nearest.best != NULL)
        {
          rules_parser_unexpected (parser, nearest.best);
          return -1;
        }
    }

  g_autoptr (GString) all = g_string_new (words[0]);
  for (guint i = 1; i < n_words; i++)
    g_string_append_printf (all, " %s", words[i]);
  rules_parser_unexpected (parser, all->str);
  return -1;
}

gboolean
rules_parser_declare (RulesParser *parser, RulesNames names, const char *id, RulesPlace place)
{
  if (parser->n_names == RULES_MAX_NAMES)
    {
      rules_parser_fault (parser, RULES_PROBLEM_TOO_MANY, place, "names", G_STRINGIFY (RULES_MAX_NAMES));
      return FALSE;
    }
  parser->n_names++;
  rules_parser_note (parser, names, id, place);
  return TRUE;
}

void
rules_parser_note (RulesParser *parser, RulesNames names, const char *id, RulesPlace place)
{
  GHashTable *table = parser->names[names];
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (table, id));

  if (first > 0)
    {
      g_autofree char *line = g_strdup_printf ("%u", first);
      rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, id, line);
    }
  else
    g_hash_table_insert (table, (gpointer) id, GUINT_TO_POINTER (place.line));
}

/* -------------------------------------------------------------------------------------------------
 * Blocks of statements
 */

static int
find_statement (const RulesToken *token, const RulesStatement *statements, guint n_statements)
{
  if (token->kind == RULES_TOKEN_WORD)
    for (guint i = 0; i < n_statements; i++)
      if (strcmp (token->text, statements[i].word) == 0)
        return (int) i;
  return -1;
}

gboolean
rules_parser_at_statement (RulesParser *parser)
{
  const RulesToken *token = rules_parser_peek (parser, 0);

  return token->starts_line && find_statement (token, parser->statements, parser->n_statements) >= 0;
}

/* "measure" within a measure: its closing brace is missing. */
static gboolean
begins_measure (RulesParser *parser)
{
  return rules_parser_at_word (parser, "measure") && parser->measure != NULL &&
         rules_parser_peek (parser, 1)->kind == RULES_TOKEN_WORD &&
         rules_parser_peek (parser, 2)->kind == RULES_TOKEN_STRING;
}

/* On to the next statement of the block: a known word at the start of a line, or any word that stands as far
 * in as the faulty statement did. */
static void
skip_statement (RulesParser *parser, guint braces, RulesPlace place)
{
  for (;;)
    {
      const RulesToken *token = rules_parser_peek (parser, 0);

      if (token->kind == RULES_TOKEN_END || begins_measure (parser))
        break;
      if (parser->braces <= braces &&
          (token->kind == RULES_TOKEN_CLOSE || rules_parser_at_statement (parser) ||
           (token->starts_line && token->kind == RULES_TOKEN_WORD && token->place.column == place.column &&
            token->place.line > place.line)))
        break;
      rules_parser_take (parser);
    }
  parser->panic = FALSE;
  parser->nesting = 0;
}

/* A statement that is only misspelt is not missing as well. */
static void
unknown_statement (RulesParser *parser, guint *first_lines)
{
  const RulesToken *token = rules_parser_peek (parser, 0);
  RulesNearest nearest;

  if (token->kind != RULES_TOKEN_WORD)
    {
      rules_parser_unexpected (parser, "statement");
      rules_parser_take (parser);
      return;
    }
  rules_nearest_init (&nearest, token->text);
  for (guint i = 0; i < parser->n_statements; i++)
    rules_nearest_try (&nearest, parser->statements[i].word);
  for (guint i = 0; i < parser->n_statements; i++)
    if (parser->statements[i].word == nearest.best && first_lines[i] == 0)
      first_lines[i] = MISSPELT;
  rules_parser_fault (parser, RULES_PROBLEM_UNKNOWN_STATEMENT, token->place, token->text, nearest.best);
  rules_parser_take (parser);
}

static void
parse_statement (RulesParser *parser, guint i, guint *first_lines)
{
  RulesToken token = rules_parser_take (parser);

  if (parser->statements[i].once && first_lines[i] > 0 && first_lines[i] != MISSPELT)
    {
      g_autofree char *line = g_strdup_printf ("%u", first_lines[i]);
      rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, token.place, token.text, line);
    }
  else if (first_lines[i] == 0 || first_lines[i] == MISSPELT)
    first_lines[i] = token.place.line;
  parser->statements[i].parse (parser, token.place);
}

void
rules_parser_block (RulesParser *parser,
                    const RulesStatement *statements,
                    guint n_statements,
                    guint *first_lines)
{
  const RulesStatement *outer = parser->statements;
  guint n_outer = parser->n_statements;

  if (!rules_parser_expect (parser, RULES_TOKEN_OPEN, "{"))
    return;
  parser->statements = statements;
  parser->n_statements = n_statements;

  guint braces = parser->braces;
  while (rules_parser_peek (parser, 0)->kind != RULES_TOKEN_CLOSE &&
         rules_parser_peek (parser, 0)->kind != RULES_TOKEN_END && !begins_measure (parser))
    {
      RulesPlace place = rules_parser_peek (parser, 0)->place;
      int i = find_statement (rules_parser_peek (parser, 0), statements, n_statements);

      if (i < 0)
        unknown_statement (parser, first_lines);
      else
        parse_statement (parser, (guint) i, first_lines);
      if (parser->panic)
        skip_statement (parser, braces, place);
    }
  parser->statements = outer;
  parser->n_statements = n_outer;
  parser->block_to = parser->taken_to;

  if (!rules_parser_accept (parser, RULES_TOKEN_CLOSE))
    {
      rules_parser_unexpected (parser, "}");
      parser->braces = braces - 1;
    }
}

void
rules_parser_lacks (RulesParser *parser, RulesPlace place, const char *of, const char *statement)
{
  rules_problem_add (parser->problems, RULES_PROBLEM_MISSING_STATEMENT, place, of, statement);
}

/* -------------------------------------------------------------------------------------------------
 * Policy
 */

static void
parse_number (RulesParser *parser, RulesPlace place)
{
  parser->policy->number = rules_parser_expect_text (parser, "text");
}

static void
parse_title (RulesParser *parser, RulesPlace place)
{
  parser->policy->title = rules_parser_expect_text (parser, "text");
}

/* valid FROM .. TO; one of the two may be left out. */
static void
parse_valid (RulesParser *parser, RulesPlace place)
{
  RulesPolicy *policy = parser->policy;
  gboolean has_from = rules_parser_peek (parser, 0)->kind == RULES_TOKEN_DATE;

  if (has_from)
    policy->valid_from = rules_parser_take (parser).value;
  if (!rules_parser_expect (parser, RULES_TOKEN_RANGE, has_from ? ".." : "date"))
    return;
  if (rules_parser_peek (parser, 0)->kind == RULES_TOKEN_DATE)
    policy->valid_to = rules_parser_take (parser).value;
  else if (!has_from)
    rules_parser_unexpected (parser, "date");

  if (policy->valid_from != RULES_MISSING && policy->valid_to != RULES_MISSING &&
      policy->valid_from > policy->valid_to)
    rules_parser_fault (parser, RULES_PROBLEM_RANGE, place, "valid", NULL);
}

enum
{
  NUMBER,
  TITLE,
  VALID,
  CLAUSE,
  PARAMETER,
  CHOICE,
  MEASURE,
  GROUP,
  N_STATEMENTS
};

static const RulesStatement POLICY_STATEMENTS[N_STATEMENTS] = {
  [NUMBER] = { "number", TRUE, parse_number },
  [TITLE] = { "title", TRUE, parse_title },
  [VALID] = { "valid", TRUE, parse_valid },
  [CLAUSE] = { "clause", FALSE, rules_parse_policy_clause },
  [PARAMETER] = { "parameter", FALSE, rules_parse_parameter },
  [CHOICE] = { "choice", FALSE, rules_parse_choice },
  [MEASURE] = { "measure", FALSE, rules_parse_measure },
  [GROUP] = { "group", FALSE, rules_parse_group },
};

static void
parse_policy (RulesParser *parser)
{
  RulesPolicy *policy = parser->policy;
  RulesPlace place = rules_parser_peek (parser, 0)->place;
  guint first_lines[N_STATEMENTS] = { 0 };

  if (!rules_parser_accept_word (parser, "policy"))
    {
      rules_parser_unexpected (parser, "policy");
      return;
    }
  policy->place = rules_parser_peek (parser, 0)->place;
  policy->id = rules_parser_expect_id (parser, "name");
  if (policy->id == NULL)
    return;
  rules_parser_block (parser, POLICY_STATEMENTS, N_STATEMENTS, first_lines);
  if (!parser->panic && rules_parser_peek (parser, 0)->kind != RULES_TOKEN_END)
    rules_parser_unexpected (parser, "end of file");
  for (guint i = NUMBER; !parser->panic && i <= TITLE; i++)
    if (first_lines[i] == 0)
      rules_parser_lacks (parser, place, "policy", POLICY_STATEMENTS[i].word);
  if (!parser->panic)
    rules_parser_finish_shared (parser);
}

/* Where in @text the first byte stands that is not UTF-8. */
static RulesPlace
place_of_byte (const char *text, const char *byte)
{
  RulesPlace place = { 1, 1 };

  for (const char *p = text; p < byte; p = g_utf8_next_char (p))
    {
      if (*p == '\n')
        place = (RulesPlace){ place.line + 1, 1 };
      else
        place.column++;
    }
  return place;
}

RulesPolicy *
rules_policy_parse (const char *text, gssize length, GPtrArray **problems)
{
  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  gsize size = length >= 0 ? (gsize) length : strlen (text);
  const char *wrong = NULL;
  *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);
  if (size > RULES_MAX_TEXT)
    {
      rules_problem_add (*problems, RULES_PROBLEM_TOO_LARGE, (RulesPlace){ 1, 1 }, NULL,
                         G_STRINGIFY (RULES_MAX_TEXT));
      return NULL;
    }
  if (!g_utf8_validate (text != NULL ? text : "", (gssize) size, &wrong))
    {
      rules_problem_add (*problems, RULES_PROBLEM_ENCODING, place_of_byte (text, wrong), NULL, "UTF-8");
      return NULL;
    }

  g_autoptr (RulesPolicy) policy = rules_policy_new (text, size);
  RulesParser parser = {
    .arena = policy->arena,
    .problems = *problems,
    .policy = policy,
    .taken_to = policy->text,
    .block_to = policy->text,
  };
  rules_lexer_init (&parser.lexer, policy->arena, *problems, policy->text, size);
  for (guint i = 0; i < RULES_N_NAMES; i++)
    parser.names[i] = g_hash_table_new (g_str_hash, g_str_equal);
  parser.shared_clauses = g_array_new (FALSE, FALSE, sizeof (RulesSharedClause));
  parser.shared = g_array_new (FALSE, FALSE, sizeof (RulesShared));
  parse_policy (&parser);
  g_array_unref (parser.shared_clauses);
  g_array_unref (parser.shared);
  for (guint i = 0; i < RULES_N_NAMES; i++)
    g_hash_table_unref (parser.names[i]);
  rules_check_policy (policy, *problems);
  rules_problems_sort (*problems);
  return (*problems)->len == 0 ? g_steal_pointer (&policy) : NULL;
}

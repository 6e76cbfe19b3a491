/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions, loosest binding first: or, and, not, comparisons and in and is, + and -, × and ÷, unary -. */
#include "rules-parse.h"

#define ANY_NUMBER 255

typedef struct
{
  const char *name;
  RulesOperator op;
  guint8 least;
  guint8 most;
} Function;

static const Function FUNCTIONS[] = {
  { "min", RULES_OP_MIN, 2, ANY_NUMBER },  { "max", RULES_OP_MAX, 2, ANY_NUMBER },
  { "growth", RULES_OP_GROWTH, 2, 2 },     { "steps", RULES_OP_STEPS, 2, 2 },
  { "floor", RULES_OP_FLOOR, 1, 1 },       { "add_months", RULES_OP_ADD_MONTHS, 2, 2 },
  { "add_days", RULES_OP_ADD_DAYS, 2, 2 }, { "sum", RULES_OP_SUM, 1, 1 },
  { "count", RULES_OP_COUNT, 0, 0 },       { "count_distinct", RULES_OP_COUNT_DISTINCT, 1, 1 },
  { "any", RULES_OP_ANY, 1, 1 },           { "all", RULES_OP_ALL, 1, 1 },
};

static RulesExpression *parse_sum (RulesParser *parser);

static RulesExpression *
new_expression (RulesParser *parser, RulesOperator op, RulesPlace place)
{
  RulesExpression *expression = rules_arena_alloc (parser->arena, sizeof *expression);

  expression->op = op;
  expression->place = place;
  expression->depth = 1;
  return expression;
}

/* @args are GPtrArray of RulesExpression; NULL among them, or too deep a tree, is a fault. */
static RulesExpression *
new_operation (RulesParser *parser, RulesOperator op, RulesPlace place, GPtrArray *args)
{
  RulesExpression *expression = new_expression (parser, op, place);

  expression->n_args = args->len;
  expression->args = rules_arena_alloc (parser->arena, MAX (args->len, 1) * sizeof (RulesExpression *));
  for (guint i = 0; i < args->len; i++)
    {
      RulesExpression *arg = g_ptr_array_index (args, i);
      if (arg == NULL)
        return NULL;
      expression->args[i] = arg;
      expression->depth = MAX (expression->depth, arg->depth + 1);
    }
  if (expression->depth > RULES_MAX_DEPTH)
    {
      rules_parser_fault (parser, RULES_PROBLEM_TOO_DEEP, place, NULL, G_STRINGIFY (RULES_MAX_DEPTH));
      return NULL;
    }
  return expression;
}

static RulesExpression *
new_unary (RulesParser *parser, RulesOperator op, RulesPlace place, RulesExpression *arg)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  g_ptr_array_add (args, arg);
  return new_operation (parser, op, place, args);
}

static RulesExpression *
new_binary (RulesParser *parser, RulesOperator op, RulesExpression *left, RulesExpression *right)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  if (left == NULL || right == NULL)
    return NULL;
  g_ptr_array_add (args, left);
  g_ptr_array_add (args, right);
  return new_operation (parser, op, left->place, args);
}

static RulesExpression *
truth (RulesParser *parser, RulesPlace place, gboolean value)
{
  RulesExpression *expression = new_expression (parser, RULES_OP_LITERAL, place);

  expression->kind = RULES_KIND_TRUTH;
  expression->literal = rules_ratio (value ? 1 : 0, 1);
  return expression;
}

RulesExpression *
rules_parser_atom (RulesParser *parser)
{
  if (parser->panic)
    return NULL;

  const RulesToken *token = rules_parser_peek (parser, 0);
  RulesExpression *literal = new_expression (parser, RULES_OP_LITERAL, token->place);
  literal->from = token->from;
  literal->to = token->to;
  if (rules_parser_at_statement (parser))
    {
      rules_parser_unexpected (parser, "value");
      return NULL;
    }
  switch ((int) token->kind)
    {
    case RULES_TOKEN_NUMBER:
      literal->kind = RULES_KIND_NUMBER;
      literal->literal = token->number.factor;
      literal->dimension = token->number.dimension;
      literal->is_percent = token->number.is_percent;
      break;
    case RULES_TOKEN_DATE:
      literal->kind = RULES_KIND_DATE;
      literal->literal = rules_ratio (token->value, 1);
      break;
    case RULES_TOKEN_INDUSTRY:
      literal->kind = RULES_KIND_INDUSTRY;
      literal->literal = rules_ratio (token->value, 1);
      break;
    case RULES_TOKEN_STRING:
      literal->kind = RULES_KIND_TEXT;
      literal->literal = rules_ratio (0, 1);
      literal->text = token->text;
      break;
    case RULES_TOKEN_WORD:
      if (strcmp (token->text, "yes") == 0 || strcmp (token->text, "true") == 0)
        literal = truth (parser, token->place, TRUE);
      else if (strcmp (token->text, "no") == 0 || strcmp (token->text, "false") == 0)
        literal = truth (parser, token->place, FALSE);
      else if (strcmp (token->text, "as_of") == 0)
        literal->op = RULES_OP_AS_OF;
      else
        {
          literal->op = RULES_OP_FACT;
          literal->fact = G_MAXUINT;
          literal->text = token->text;
        }
      break;
    default:
      rules_parser_unexpected (parser, "value");
      return NULL;
    }
  rules_parser_take (parser);
  return literal;
}

/* The sign in front of a number is part of it; one that stands apart, as in -(5), makes no figure of it. */
static void
negate_literal (RulesExpression *literal, const RulesToken *sign)
{
  gsize between = literal->from != NULL ? (gsize) (literal->from - sign->to) : 0;

  literal->literal.numerator = -literal->literal.numerator;
  literal->place = sign->place;
  literal->from = between == strspn (sign->to, " ") ? sign->from : NULL;
}

RulesExpression *
rules_parser_literal (RulesParser *parser)
{
  RulesToken sign = *rules_parser_peek (parser, 0);
  gboolean negative = rules_parser_accept (parser, RULES_TOKEN_MINUS);

  if (negative && rules_parser_peek (parser, 0)->kind != RULES_TOKEN_NUMBER)
    rules_parser_unexpected (parser, "number");
  RulesExpression *literal = rules_parser_atom (parser);
  if (literal != NULL && negative)
    negate_literal (literal, &sign);
  return literal;
}

static RulesExpression *
parse_call (RulesParser *parser)
{
  RulesToken name = rules_parser_take (parser);
  g_autoptr (GPtrArray) args = g_ptr_array_new ();
  const Function *function = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (FUNCTIONS); i++)
    if (strcmp (FUNCTIONS[i].name, name.text) == 0)
      function = &FUNCTIONS[i];
  if (function == NULL)
    {
      RulesNearest nearest;
      rules_nearest_init (&nearest, name.text);
      for (guint i = 0; i < G_N_ELEMENTS (FUNCTIONS); i++)
        rules_nearest_try (&nearest, FUNCTIONS[i].name);
      rules_parser_fault (parser, RULES_PROBLEM_UNKNOWN_NAME, name.place, name.text, nearest.best);
      return NULL;
    }

  rules_parser_take (parser);
  while (!parser->panic && rules_parser_peek (parser, 0)->kind != RULES_TOKEN_RIGHT)
    {
      if (args->len == function->most)
        {
          rules_parser_unexpected (parser, ")");
          return NULL;
        }
      if (args->len > 0 && !rules_parser_expect (parser, RULES_TOKEN_COMMA, ", or )"))
        return NULL;
      g_ptr_array_add (args, rules_parser_expression (parser));
    }
  if (parser->panic)
    return NULL;
  if (args->len < function->least)
    {
      rules_parser_unexpected (parser, "value");
      return NULL;
    }
  rules_parser_take (parser);
  return new_operation (parser, function->op, name.place, args);
}

/* if CONDITION then VALUE else VALUE */
static RulesExpression *
parse_if (RulesParser *parser)
{
  static const char *const WORDS[] = { "then", "else" };
  RulesPlace place = rules_parser_take (parser).place;
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  g_ptr_array_add (args, rules_parser_expression (parser));
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      if (parser->panic)
        return NULL;
      if (!rules_parser_accept_word (parser, WORDS[i]))
        {
          rules_parser_unexpected (parser, WORDS[i]);
          return NULL;
        }
      g_ptr_array_add (args, rules_parser_expression (parser));
    }
  return new_operation (parser, RULES_OP_IF, place, args);
}

static RulesExpression *
parse_primary (RulesParser *parser)
{
  if (rules_parser_accept (parser, RULES_TOKEN_LEFT))
    {
      RulesExpression *inner = rules_parser_expression (parser);
      return rules_parser_expect (parser, RULES_TOKEN_RIGHT, ")") ? inner : NULL;
    }
  if (rules_parser_at_word (parser, "if"))
    return parse_if (parser);
  if (rules_parser_peek (parser, 0)->kind == RULES_TOKEN_WORD &&
      rules_parser_peek (parser, 1)->kind == RULES_TOKEN_LEFT)
    return parse_call (parser);
  return rules_parser_atom (parser);
}

/* Every way down into a nested expression passes here or through rules_parser_expression(). */
static gboolean
enter (RulesParser *parser)
{
  if (parser->panic)
    return FALSE;
  if (parser->nesting == RULES_MAX_DEPTH)
    {
      rules_parser_fault (parser, RULES_PROBLEM_TOO_DEEP, rules_parser_peek (parser, 0)->place, NULL,
                          G_STRINGIFY (RULES_MAX_DEPTH));
      return FALSE;
    }
  parser->nesting++;
  return TRUE;
}

static RulesExpression *
leave (RulesParser *parser, RulesExpression *result)
{
  if (parser->nesting > 0)
    parser->nesting--;
  return parser->panic ? NULL : result;
}

static RulesExpression *
parse_negative (RulesParser *parser)
{
  RulesToken sign = *rules_parser_peek (parser, 0);

  if (sign.kind != RULES_TOKEN_MINUS)
    return parse_primary (parser);
  if (!enter (parser))
    return NULL;
  rules_parser_take (parser);

  RulesExpression *arg = parse_negative (parser);
  if (arg != NULL && arg->op == RULES_OP_LITERAL && arg->kind == RULES_KIND_NUMBER)
    {
      negate_literal (arg, &sign);
      return leave (parser, arg);
    }
  return leave (parser, new_unary (parser, RULES_OP_NEGATE, sign.place, arg));
}

static RulesExpression *
parse_product (RulesParser *parser)
{
  RulesExpression *left = parse_negative (parser);

  for (;;)
    {
      RulesTokenKind kind = parser->panic ? RULES_TOKEN_END : rules_parser_peek (parser, 0)->kind;
      if (kind != RULES_TOKEN_TIMES && kind != RULES_TOKEN_SLASH)
        return left;
      rules_parser_take (parser);
      left = new_binary (parser, kind == RULES_TOKEN_TIMES ? RULES_OP_MULTIPLY : RULES_OP_DIVIDE, left,
                         parse_negative (parser));
    }
}

static RulesExpression *
parse_sum (RulesParser *parser)
{
  RulesExpression *left = parse_product (parser);

  for (;;)
    {
      RulesTokenKind kind = parser->panic ? RULES_TOKEN_END : rules_parser_peek (parser, 0)->kind;
      if (kind != RULES_TOKEN_PLUS && kind != RULES_TOKEN_MINUS)
        return left;
      rules_parser_take (parser);
      left = new_binary (parser, kind == RULES_TOKEN_PLUS ? RULES_OP_ADD : RULES_OP_SUBTRACT, left,
                         parse_product (parser));
    }
}

/* A value or FROM .. TO */
static RulesExpression *
parse_item (RulesParser *parser)
{
  RulesExpression *from = parse_sum (parser);

  if (parser->panic || !rules_parser_accept (parser, RULES_TOKEN_RANGE))
    return from;
  return new_binary (parser, RULES_OP_RANGE, from, parse_sum (parser));
}

static RulesExpression *
parse_in (RulesParser *parser, RulesExpression *left)
{
  g_autoptr (GPtrArray) args = g_ptr_array_new ();

  if (left == NULL)
    return NULL;
  g_ptr_array_add (args, left);
  if (!rules_parser_accept (parser, RULES_TOKEN_LEFT))
    {
      g_ptr_array_add (args, parse_item (parser));
      return new_operation (parser, RULES_OP_IN, left->place, args);
    }
  do
    g_ptr_array_add (args, parse_item (parser));
  while (!parser->panic && rules_parser_accept (parser, RULES_TOKEN_COMMA));
  if (!rules_parser_expect (parser, RULES_TOKEN_RIGHT, ", or )"))
    return NULL;
  return new_operation (parser, RULES_OP_IN, left->place, args);
}

/* is missing · is WORD, each with "not" before it */
static RulesExpression *
parse_is (RulesParser *parser, RulesExpression *left)
{
  if (left == NULL)
    return NULL;

  gboolean negated = rules_parser_accept_word (parser, "not");
  RulesExpression *result;
  if (rules_parser_accept_word (parser, "missing"))
    result = new_unary (parser, RULES_OP_MISSING, left->place, left);
  else
    result = new_binary (parser, RULES_OP_EQ, left, rules_parser_atom (parser));
  return negated && result != NULL ? new_unary (parser, RULES_OP_NOT, left->place, result) : result;
}

static int
comparison (RulesTokenKind kind)
{
  switch ((int) kind)
    {
    case RULES_TOKEN_EQ:
      return RULES_OP_EQ;
    case RULES_TOKEN_NE:
      return RULES_OP_NE;
    case RULES_TOKEN_LT:
      return RULES_OP_LT;
    case RULES_TOKEN_LE:
      return RULES_OP_LE;
    case RULES_TOKEN_GT:
      return RULES_OP_GT;
    case RULES_TOKEN_GE:
      return RULES_OP_GE;
    default:
      return -1;
    }
}

static RulesExpression *
parse_comparison (RulesParser *parser)
{
  RulesExpression *left = parse_sum (parser);

  if (parser->panic)
    return NULL;
  if (rules_parser_accept_word (parser, "is"))
    return parse_is (parser, left);
  if (rules_parser_accept_word (parser, "in"))
    return parse_in (parser, left);
  if (rules_parser_at_word (parser, "not") && rules_parser_peek (parser, 1)->kind == RULES_TOKEN_WORD &&
      strcmp (rules_parser_peek (parser, 1)->text, "in") == 0)
    {
      rules_parser_take (parser);
      rules_parser_take (parser);
      RulesExpression *in = parse_in (parser, left);
      return in != NULL ? new_unary (parser, RULES_OP_NOT, left->place, in) : NULL;
    }

  int op = comparison (rules_parser_peek (parser, 0)->kind);
  if (op < 0)
    return left;
  rules_parser_take (parser);
  left = new_binary (parser, (RulesOperator) op, left, parse_sum (parser));
  /* a < b < c would compare a truth with a number. */
  if (!parser->panic && comparison (rules_parser_peek (parser, 0)->kind) >= 0)
    rules_parser_unexpected (parser, "and");
  return left;
}

static RulesExpression *
parse_not (RulesParser *parser)
{
  RulesPlace place = rules_parser_peek (parser, 0)->place;

  if (!rules_parser_at_word (parser, "not"))
    return parse_comparison (parser);
  if (!enter (parser))
    return NULL;
  rules_parser_take (parser);

  RulesExpression *arg = parse_not (parser);
  return leave (parser, arg != NULL ? new_unary (parser, RULES_OP_NOT, place, arg) : NULL);
}

static RulesExpression *
parse_and (RulesParser *parser)
{
  RulesExpression *left = parse_not (parser);

  while (!parser->panic && rules_parser_accept_word (parser, "and"))
    left = new_binary (parser, RULES_OP_AND, left, parse_not (parser));
  return left;
}

RulesExpression *
rules_parser_expression (RulesParser *parser)
{
  if (!enter (parser))
    return NULL;

  RulesExpression *left = parse_and (parser);
  while (!parser->panic && rules_parser_accept_word (parser, "or"))
    left = new_binary (parser, RULES_OP_OR, left, parse_and (parser));
  return leave (parser, left);
}

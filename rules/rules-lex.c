/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A policy's text as tokens. Outside texts in quotes full-width characters count as their ASCII forms. */
#include "rules-language.h"

#define MAX_DIGITS 18
#define MAX_DECIMALS 9

void
rules_lexer_init (RulesLexer *lexer, RulesArena *arena, GPtrArray *problems, const char *text, gsize length)
{
  *lexer = (RulesLexer){
    .arena = arena,
    .problems = problems,
    .at = text,
    .end = text + length,
    .place = { 1, 1 },
  };
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    lexer->at += 3;
}

/* The character at @at as the language sees it; 0 at the end. */
static gunichar
folded (const RulesLexer *lexer, const char *at)
{
  if (at >= lexer->end)
    return 0;

  gunichar c = g_utf8_get_char (at);
  switch (c)
    {
    case 0x3000:
      return ' ';
    case 0x2212: /* − */
      return '-';
    case 0xd7: /* × */
      return '*';
    case 0xf7: /* ÷ */
      return '/';
    case 0xff02: /* ＂ does not open a text: it could not close one */
      return c;
    default:
      return c >= 0xff01 && c <= 0xff5e ? c - 0xfee0 : c;
    }
}

static gunichar
here (const RulesLexer *lexer)
{
  return folded (lexer, lexer->at);
}

static gunichar
after (const RulesLexer *lexer)
{
  return lexer->at < lexer->end ? folded (lexer, g_utf8_next_char (lexer->at)) : 0;
}

/* Past one character; "\r\n" is one line end. */
static void
step (RulesLexer *lexer)
{
  char c = *lexer->at;

  lexer->at = g_utf8_next_char (lexer->at);
  if (c == '\n' || (c == '\r' && !(lexer->at < lexer->end && *lexer->at == '\n')))
    {
      lexer->place.line++;
      lexer->place.column = 1;
      lexer->line_begun = FALSE;
    }
  else if (c != '\r')
    lexer->place.column++;
}

static void
step_to (RulesLexer *lexer, const char *to)
{
  while (lexer->at < to)
    step (lexer);
}

static gboolean
is_digit (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_letter (gunichar c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Chinese words outside quotes can only be units. */
static gboolean
is_unit_character (gunichar c)
{
  return c > 0x7f && (g_unichar_isalpha (c) || c == 0x2030);
}

static void
skip_blanks (RulesLexer *lexer)
{
  for (;;)
    {
      gunichar c = here (lexer);

      if (c == '#')
        while (lexer->at < lexer->end && *lexer->at != '\n' && *lexer->at != '\r')
          step (lexer);
      else if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
        step (lexer);
      else
        return;
    }
}

/* Past blanks of this line. */
static const char *
past_spaces (const RulesLexer *lexer, const char *at)
{
  while (folded (lexer, at) == ' ' || folded (lexer, at) == '\t')
    at = g_utf8_next_char (at);
  return at;
}

static void
fault (RulesLexer *lexer, RulesToken *token, RulesProblemCode code, const char *from, const char *expected)
{
  g_autofree char *found = g_strndup (from, (gsize) MIN (lexer->at - from, 64));
  g_autofree char *valid = g_utf8_make_valid (found, -1);

  rules_problem_add (lexer->problems, code, token->place, valid, expected);
  token->kind = RULES_TOKEN_WRONG;
}

/* Escapes: \" and \\. A text ends on its line, so that a lost quote is found where it is lost. */
static void
read_string (RulesLexer *lexer, RulesToken *token)
{
  const char *from = lexer->at;
  const char *close = from + 1;

  while (close < lexer->end && *close != '"' && *close != '\n' && *close != '\r')
    close += *close == '\\' && close + 1 < lexer->end && (close[1] == '"' || close[1] == '\\') ? 2 : 1;
  if (close >= lexer->end || *close != '"')
    {
      step_to (lexer, close);
      fault (lexer, token, RULES_PROBLEM_STRING_OPEN, from, "\"");
      return;
    }

  char *text = rules_arena_alloc (lexer->arena, (gsize) (close - from));
  char *to = text;
  for (const char *p = from + 1; p < close; p++)
    {
      if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      *to++ = *p;
    }
  token->kind = RULES_TOKEN_STRING;
  token->text = text;
  step_to (lexer, close + 1);
}

/* Letters, digits and "_"; "-" between two of them belongs to the name. */
static const char *
word_end (const RulesLexer *lexer, const char *at)
{
  for (;;)
    {
      gunichar c = folded (lexer, at);

      if (c == '-')
        {
          gunichar next = folded (lexer, g_utf8_next_char (at));
          if (!is_letter (next) && !is_digit (next))
            return at;
        }
      else if (!is_letter (c) && !is_digit (c))
        return at;
      at = g_utf8_next_char (at);
    }
}

static void
read_word (RulesLexer *lexer, RulesToken *token)
{
  const char *from = lexer->at;
  const char *end = word_end (lexer, from);
  char *text = rules_arena_alloc (lexer->arena, (gsize) (end - from) + 1);
  gsize length = 0;

  for (const char *p = from; p < end; p = g_utf8_next_char (p))
    text[length++] = (char) folded (lexer, p);
  step_to (lexer, end);
  token->kind = RULES_TOKEN_WORD;
  token->text = text;
  if (length > RULES_MAX_ID)
    {
      fault (lexer, token, RULES_PROBLEM_TOO_MANY, from, G_STRINGIFY (RULES_MAX_ID));
      return;
    }

  /* A capital and digits only is an industry: C13, B0610. */
  char section;
  gsize digits = strspn (text + 1, "0123456789");
  if (text[0] < 'A' || text[0] > 'Z' || digits == 0 || digits + 1 != length)
    return;
  token->kind = RULES_TOKEN_INDUSTRY;
  if (!rules_industry_read (text, length, &token->value, &section))
    fault (lexer, token, RULES_PROBLEM_NUMBER, from, "C13");
  else if (!rules_industry_in (token->value, section))
    fault (lexer, token, RULES_PROBLEM_RANGE, from, NULL);
}

/* @digits digits at @at; FALSE if there are fewer or more. */
static gboolean
read_digits (const RulesLexer *lexer, const char **at, guint least, guint most, int *number)
{
  guint count = 0;

  *number = 0;
  while (is_digit (folded (lexer, *at)))
    {
      if (++count > most)
        return FALSE;
      *number = *number * 10 + (int) (folded (lexer, *at) - '0');
      *at = g_utf8_next_char (*at);
    }
  return count >= least;
}

static gboolean
read_date_mark (const RulesLexer *lexer, const char **at, const char *mark)
{
  const char *p = past_spaces (lexer, *at);

  if ((gsize) (lexer->end - p) < strlen (mark) || memcmp (p, mark, strlen (mark)) != 0)
    return FALSE;
  *at = past_spaces (lexer, p + strlen (mark));
  return TRUE;
}

static gboolean
read_hyphen (const RulesLexer *lexer, const char **at)
{
  if (folded (lexer, *at) != '-')
    return FALSE;
  *at = g_utf8_next_char (*at);
  return TRUE;
}

/* 2024-02-29 or 2024年2月29日. FALSE: no date stands here. */
static gboolean
read_date (RulesLexer *lexer, RulesToken *token)
{
  const char *from = lexer->at;
  const char *at = from;
  int year, month, day;

  gboolean is_date = read_digits (lexer, &at, 4, 4, &year) && read_hyphen (lexer, &at) &&
                     read_digits (lexer, &at, 2, 2, &month) && read_hyphen (lexer, &at) &&
                     read_digits (lexer, &at, 2, 2, &day);
  if (!is_date)
    {
      at = from;
      is_date = read_digits (lexer, &at, 4, 4, &year) && read_date_mark (lexer, &at, "年") &&
                read_digits (lexer, &at, 1, 2, &month) && read_date_mark (lexer, &at, "月") &&
                read_digits (lexer, &at, 1, 2, &day);
      const char *mark = past_spaces (lexer, at);
      is_date = is_date && lexer->end - mark >= 3 && memcmp (mark, "日", 3) == 0;
      at = mark + 3;
    }
  if (!is_date)
    return FALSE;

  step_to (lexer, at);
  token->kind = RULES_TOKEN_DATE;
  if (!rules_date_from_civil (year, month, day, &token->value))
    fault (lexer, token, RULES_PROBLEM_NUMBER, from, "2024-02-29");
  return TRUE;
}

/* A unit at the cursor, which may stand behind blanks of the same line. */
static gboolean
read_unit (RulesLexer *lexer, RulesMeasuredIn *unit)
{
  const char *from = past_spaces (lexer, lexer->at);
  const char *end = from;
  gunichar c = folded (lexer, from);

  *unit = (RulesMeasuredIn){ .factor = { 1, 1 } };
  if (!is_unit_character (c) && c != '%')
    return TRUE;
  while (end < lexer->end && (is_unit_character (folded (lexer, end)) || folded (lexer, end) == '%' ||
                              (*end == '/' && is_unit_character (folded (lexer, end + 1)))))
    end = g_utf8_next_char (end);

  gboolean read = rules_unit_read (from, end, unit) == end - from;
  step_to (lexer, end);
  return read;
}

static void
read_number (RulesLexer *lexer, RulesToken *token)
{
  const char *from = lexer->at;
  __int128 numerator = 0, denominator = 1;
  guint digits = 0, decimals = 0;
  gboolean fraction = FALSE;
  RulesMeasuredIn unit;

  for (;; step (lexer))
    {
      gunichar c = here (lexer);

      if (c == '.' && !fraction && is_digit (after (lexer)))
        fraction = TRUE;
      else if (!is_digit (c))
        break;
      else
        {
          digits += numerator > 0 || c != '0' ? 1 : 0;
          decimals += fraction ? 1 : 0;
          if (digits <= MAX_DIGITS && decimals <= MAX_DECIMALS)
            {
              numerator = numerator * 10 + (int) (c - '0');
              denominator *= fraction ? 10 : 1;
            }
        }
    }

  const char *number_end = lexer->at;
  gboolean known = read_unit (lexer, &unit);
  if (digits > MAX_DIGITS || decimals > MAX_DECIMALS)
    {
      fault (lexer, token, RULES_PROBLEM_NUMBER, from, NULL);
      return;
    }
  if (!known)
    {
      fault (lexer, token, RULES_PROBLEM_UNIT, past_spaces (lexer, number_end), NULL);
      return;
    }

  RulesRatio value = rules_ratio ((gint64) numerator, (gint64) denominator);
  token->kind = RULES_TOKEN_NUMBER;
  token->number = unit;
  if (!rules_ratio_multiply (value, unit.factor, &token->number.factor) ||
      token->number.factor.numerator > G_MAXINT64 || token->number.factor.denominator > G_MAXINT64)
    fault (lexer, token, RULES_PROBLEM_NUMBER, from, NULL);
}

static void
read_unit_alone (RulesLexer *lexer, RulesToken *token)
{
  const char *from = lexer->at;

  while (is_unit_character (here (lexer)) || (here (lexer) == '/' && is_unit_character (after (lexer))))
    step (lexer);
  token->kind = RULES_TOKEN_UNIT;
  token->text = rules_arena_text (lexer->arena, from, (gsize) (lexer->at - from));
}

static RulesTokenKind
punctuation (gunichar c, gunichar next, int *length)
{
  *length = 1;
  switch (c)
    {
    case '{':
      return RULES_TOKEN_OPEN;
    case '}':
      return RULES_TOKEN_CLOSE;
    case '(':
      return RULES_TOKEN_LEFT;
    case ')':
      return RULES_TOKEN_RIGHT;
    case ',':
      return RULES_TOKEN_COMMA;
    case ':':
      return RULES_TOKEN_COLON;
    case '=':
      return RULES_TOKEN_EQ;
    case '+':
      return RULES_TOKEN_PLUS;
    case '-':
      return RULES_TOKEN_MINUS;
    case '*':
      return RULES_TOKEN_TIMES;
    case '/':
      return RULES_TOKEN_SLASH;
    case 0x2260:
      return RULES_TOKEN_NE;
    case 0x2264:
      return RULES_TOKEN_LE;
    case 0x2265:
      return RULES_TOKEN_GE;
    default:
      break;
    }

  *length = next == '=' ? 2 : 1;
  if (c == '<')
    return next == '=' ? RULES_TOKEN_LE : RULES_TOKEN_LT;
  if (c == '>')
    return next == '=' ? RULES_TOKEN_GE : RULES_TOKEN_GT;
  *length = 2;
  if (c == '!' && next == '=')
    return RULES_TOKEN_NE;
  if (c == '.' && next == '.')
    return RULES_TOKEN_RANGE;
  *length = 1;
  return RULES_TOKEN_WRONG;
}

/* "100k" and "30-days" are names that begin with a digit. */
static gboolean
begins_word (const RulesLexer *lexer)
{
  const char *at = lexer->at;

  while (is_digit (folded (lexer, at)))
    at = g_utf8_next_char (at);
  if (folded (lexer, at) == '-')
    at = g_utf8_next_char (at);
  return is_letter (folded (lexer, at));
}

RulesToken
rules_lexer_next (RulesLexer *lexer)
{
  skip_blanks (lexer);

  RulesToken token = { .place = lexer->place, .starts_line = !lexer->line_begun, .from = lexer->at };
  const char *from = lexer->at;
  gunichar c = here (lexer);
  lexer->line_begun = TRUE;

  if (lexer->at >= lexer->end)
    token.kind = RULES_TOKEN_END;
  else if (*from == '"')
    read_string (lexer, &token);
  else if (is_letter (c) || (is_digit (c) && begins_word (lexer)))
    read_word (lexer, &token);
  else if (is_digit (c))
    {
      if (!read_date (lexer, &token))
        read_number (lexer, &token);
    }
  else if (is_unit_character (c))
    read_unit_alone (lexer, &token);
  else
    {
      int length;
      token.kind = punctuation (c, after (lexer), &length);
      while (length-- > 0)
        step (lexer);
      if (token.kind == RULES_TOKEN_WRONG)
        fault (lexer, &token, RULES_PROBLEM_CHARACTER, from, c == 0x201c || c == 0x201d ? "\"" : NULL);
    }
  token.to = lexer->at;
  return token;
}

char *
rules_token_name (const RulesToken *token)
{
  static const char *const NAMES[] = {
    [RULES_TOKEN_END] = "end of file",
    [RULES_TOKEN_STRING] = "text",
    [RULES_TOKEN_NUMBER] = "number",
    [RULES_TOKEN_DATE] = "date",
    [RULES_TOKEN_INDUSTRY] = "industry",
    [RULES_TOKEN_OPEN] = "{",
    [RULES_TOKEN_CLOSE] = "}",
    [RULES_TOKEN_LEFT] = "(",
    [RULES_TOKEN_RIGHT] = ")",
    [RULES_TOKEN_COMMA] = ",",
    [RULES_TOKEN_COLON] = ":",
    [RULES_TOKEN_RANGE] = "..",
    [RULES_TOKEN_EQ] = "=",
    [RULES_TOKEN_NE] = "!=",
    [RULES_TOKEN_LT] = "<",
    [RULES_TOKEN_LE] = "<=",
    [RULES_TOKEN_GT] = ">",
    [RULES_TOKEN_GE] = ">=",
    [RULES_TOKEN_PLUS] = "+",
    [RULES_TOKEN_MINUS] = "-",
    [RULES_TOKEN_TIMES] = "*",
    [RULES_TOKEN_SLASH] = "/",
    [RULES_TOKEN_WRONG] = "?",
  };

  if (token->kind == RULES_TOKEN_WORD || token->kind == RULES_TOKEN_UNIT)
    return g_strdup (token->text);
  return g_strdup (NAMES[token->kind]);
}

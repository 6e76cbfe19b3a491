/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as contract and JSON write them, from and to the integers of RulesType. */
#include "rules-language.h"

G_DEFINE_QUARK (rules - error - quark, rules_error)

#define MAX_EXPONENT 400 /* farther than any double of a spreadsheet */

static const char *const TYPE_NAMES[RULES_N_TYPES] = {
  [RULES_TYPE_BOOLEAN] = "boolean",   [RULES_TYPE_MONEY] = "money",     [RULES_TYPE_ENERGY] = "energy",
  [RULES_TYPE_QUANTITY] = "quantity", [RULES_TYPE_PERCENT] = "percent", [RULES_TYPE_COUNT] = "count",
  [RULES_TYPE_DATE] = "date",         [RULES_TYPE_TEXT] = "text",       [RULES_TYPE_INDUSTRY] = "industry",
  [RULES_TYPE_ENUM] = "enum",
};

/* Decimals a numeric type keeps. */
static const guint8 DECIMALS[RULES_N_TYPES] = {
  [RULES_TYPE_MONEY] = 2,
  [RULES_TYPE_ENERGY] = 2,
  [RULES_TYPE_QUANTITY] = 6,
  [RULES_TYPE_PERCENT] = 6,
};

/* First and last division of the sections A to T. */
static const struct
{
  guint8 first;
  guint8 last;
} SECTIONS[] = {
  { 1, 5 },   { 6, 12 },  { 13, 43 }, { 44, 46 }, { 47, 50 }, { 51, 52 }, { 53, 60 },
  { 61, 62 }, { 63, 65 }, { 66, 69 }, { 70, 70 }, { 71, 72 }, { 73, 75 }, { 76, 79 },
  { 80, 82 }, { 83, 83 }, { 84, 85 }, { 86, 90 }, { 91, 96 }, { 97, 97 },
};

const char *
rules_type_name (RulesType type)
{
  g_return_val_if_fail ((guint) type < RULES_N_TYPES, NULL);

  return TYPE_NAMES[type];
}

gboolean
rules_type_is_numeric (RulesType type)
{
  return type == RULES_TYPE_MONEY || type == RULES_TYPE_ENERGY || type == RULES_TYPE_QUANTITY ||
         type == RULES_TYPE_PERCENT || type == RULES_TYPE_COUNT;
}

gboolean
rules_industry_read (const char *text, gsize length, gint64 *division, char *section)
{
  *section = 0;
  if (length > 0 && g_ascii_isalpha (text[0]))
    {
      *section = g_ascii_toupper (text[0]);
      if (*section > 'A' + (char) G_N_ELEMENTS (SECTIONS) - 1)
        return FALSE;
      text++;
      length--;
    }
  if (length < 1 || length > 4)
    return FALSE;

  int code = 0;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      code = code * 10 + (text[i] - '0');
    }
  /* A lost leading zero: 8 is 08, 811 is 0811. */
  *division = length > 2 ? code / 100 : code;
  return *division >= 1 && *division <= 97;
}

gboolean
rules_industry_in (gint64 division, char section)
{
  guint i = (guint) (section - 'A');

  return i < G_N_ELEMENTS (SECTIONS) && division >= SECTIONS[i].first && division <= SECTIONS[i].last;
}

static gboolean
syntax_error (RulesType type, const char *text, gsize length, GError **error)
{
  g_autofree char *found = g_strndup (text, MIN (length, 64));
  g_autofree char *valid = g_utf8_make_valid (found, -1);

  g_set_error (error, RULES_ERROR, RULES_ERROR_SYNTAX, "“%s” is no %s", valid, TYPE_NAMES[type]);
  return FALSE;
}

/* A decimal taken apart: all its digits, and how many of them stand behind the point. */
typedef struct
{
  gboolean negative;
  const char *digits; /* with a point among them */
  gsize length;
  int decimals; /* after any exponent */
} Decimal;

static gboolean
read_exponent (const char *at, const char *end, int *exponent)
{
  gboolean negative = at < end && *at == '-';
  int value = 0;

  if (at < end && (*at == '-' || *at == '+'))
    at++;
  if (at == end)
    return FALSE;
  for (; at < end; at++)
    {
      if (!g_ascii_isdigit (*at))
        return FALSE;
      value = MIN (value * 10 + (*at - '0'), MAX_EXPONENT);
    }
  *exponent = negative ? -value : value;
  return TRUE;
}

static gboolean
read_decimal (const char *text, gsize length, gboolean lenient, Decimal *decimal)
{
  const char *at = text, *end = text + length;
  const char *point = NULL;

  *decimal = (Decimal){ 0 };
  if (at < end && (*at == '-' || (lenient && *at == '+')))
    decimal->negative = *at++ == '-';
  decimal->digits = at;
  while (at < end && (g_ascii_isdigit (*at) || (*at == '.' && point == NULL)))
    {
      if (*at == '.')
        point = at;
      at++;
    }
  decimal->length = (gsize) (at - decimal->digits);
  if (decimal->length == 0 || point == decimal->digits || point == at - 1)
    return FALSE;
  decimal->decimals = point != NULL ? (int) MIN (at - point - 1, MAX_EXPONENT) : 0;
  if (at == end)
    return TRUE;

  int exponent = 0;
  if (!lenient || (*at != 'e' && *at != 'E') || !read_exponent (at + 1, end, &exponent))
    return FALSE;
  decimal->decimals -= exponent;
  return TRUE;
}

/* @decimal in units of 10^-@keep. */
static gboolean
scale_decimal (RulesType type, const Decimal *decimal, int keep, gint64 *number, GError **error)
{
  int shift = keep - decimal->decimals; /* zeros to add; negative: digits to lose */
  gsize length = decimal->length;
  gboolean lost = FALSE;
  gint64 value = 0;

  /* Digits beyond what is kept must be zeros. */
  for (; shift < 0 && length > 0; length--)
    {
      char c = decimal->digits[length - 1];
      if (c == '.')
        continue;
      lost = lost || c != '0';
      shift++;
    }
  if (lost)
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_PRECISION, "%s keeps %d decimals", TYPE_NAMES[type],
                   DECIMALS[type]);
      return FALSE;
    }

  gboolean fits = TRUE;
  for (gsize i = 0; i < length && fits; i++)
    if (decimal->digits[i] != '.')
      fits = !__builtin_mul_overflow (value, 10, &value) &&
             !__builtin_add_overflow (value, decimal->digits[i] - '0', &value);
  for (; shift > 0 && value != 0 && fits; shift--)
    fits = !__builtin_mul_overflow (value, 10, &value);
  if (!fits)
    {
      g_set_error (error, RULES_ERROR, RULES_ERROR_RANGE, "Too large for %s", TYPE_NAMES[type]);
      return FALSE;
    }

  *number = decimal->negative ? -value : value;
  return TRUE;
}

gboolean
rules_decimal_scale (RulesType type, const char *text, int exponent, gint64 *number, GError **error)
{
  g_return_val_if_fail (rules_type_is_numeric (type), FALSE);

  Decimal decimal;
  if (!read_decimal (text, strlen (text), TRUE, &decimal))
    return syntax_error (type, text, strlen (text), error);

  decimal.decimals -= CLAMP (exponent, -MAX_EXPONENT, MAX_EXPONENT);
  return scale_decimal (type, &decimal, DECIMALS[type], number, error);
}

gboolean
rules_type_from_ratio (RulesType type, RulesRatio value, gint64 *number)
{
  gint64 factor = type == RULES_TYPE_PERCENT ? 100000000 : type == RULES_TYPE_QUANTITY ? 1000000 : 1;
  RulesRatio scaled;

  if (!rules_ratio_multiply (value, rules_ratio (factor, 1), &scaled) || scaled.denominator != 1 ||
      scaled.numerator > G_MAXINT64 || scaled.numerator < -G_MAXINT64)
    return FALSE;
  *number = (gint64) scaled.numerator;
  return TRUE;
}

static gboolean
parse_boolean (const char *text, gsize length, gint64 *number)
{
  static const struct
  {
    const char *word;
    gint64 value;
  } WORDS[] = { { "true", 1 }, { "false", 0 }, { "yes", 1 }, { "no", 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (strlen (WORDS[i].word) == length && memcmp (WORDS[i].word, text, length) == 0)
      {
        *number = WORDS[i].value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_date (const char *text, gsize length, gint64 *number)
{
  int parts[3] = { 0 };

  if (length != 10)
    return FALSE;
  for (guint i = 0, part = 0; i < 10; i++)
    {
      if (i == 4 || i == 7)
        {
          if (text[i] != '-')
            return FALSE;
          part++;
        }
      else if (!g_ascii_isdigit (text[i]))
        return FALSE;
      else
        parts[part] = parts[part] * 10 + (text[i] - '0');
    }
  return rules_date_from_civil (parts[0], parts[1], parts[2], number);
}

/* Blanks around are no part of the value; a text keeps its own. */
static const char *
trim (const char *text, gsize *length)
{
  gsize n = strlen (text);

  while (n > 0 && g_ascii_isspace (text[0]))
    {
      text++;
      n--;
    }
  while (n > 0 && g_ascii_isspace (text[n - 1]))
    n--;
  *length = n;
  return text;
}

gboolean
rules_type_parse (RulesType type, const char *text, RulesValue *value, GError **error)
{
  g_return_val_if_fail ((guint) type < RULES_N_TYPES, FALSE);

  gsize length;
  const char *word = trim (text, &length);
  RulesValue result = { RULES_MISSING, NULL };
  gboolean read = FALSE;
  Decimal decimal;
  char section;

  if (length == 0)
    {
      *value = result;
      return TRUE;
    }
  switch (type)
    {
    case RULES_TYPE_BOOLEAN:
      read = parse_boolean (word, length, &result.number);
      break;
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
      read = read_decimal (word, length, FALSE, &decimal);
      /* The written form has no more decimals than the type keeps, not even zeros. A quantity or per cent is
       * any exact decimal. */
      if (read && type != RULES_TYPE_QUANTITY && type != RULES_TYPE_PERCENT &&
          decimal.decimals > DECIMALS[type])
        {
          g_set_error (error, RULES_ERROR, RULES_ERROR_PRECISION, "%s keeps %d decimals", TYPE_NAMES[type],
                       DECIMALS[type]);
          return FALSE;
        }
      if (read && !scale_decimal (type, &decimal, DECIMALS[type], &result.number, error))
        return FALSE;
      break;
    case RULES_TYPE_DATE:
      read = parse_date (word, length, &result.number);
      break;
    case RULES_TYPE_TEXT:
      result = (RulesValue){ 0, text };
      read = g_utf8_validate (text, -1, NULL);
      break;
    case RULES_TYPE_INDUSTRY:
      read = rules_industry_read (word, length, &result.number, &section);
      break;
    case RULES_TYPE_ENUM:
    default:
      break;
    }
  if (!read)
    return syntax_error (type, word, length, error);

  *value = result;
  return TRUE;
}

gboolean
rules_fact_parse (const RulesFact *fact, const char *text, RulesValue *value, GError **error)
{
  if (fact->type != RULES_TYPE_ENUM)
    return rules_type_parse (fact->type, text, value, error);

  gsize length;
  const char *word = trim (text, &length);
  RulesValue result = { RULES_MISSING, NULL };
  if (length == 0)
    {
      *value = result;
      return TRUE;
    }
  for (guint i = 0; i < fact->n_words; i++)
    if (strlen (fact->words[i].id) == length && memcmp (fact->words[i].id, word, length) == 0)
      {
        result.number = i;
        *value = result;
        return TRUE;
      }
  g_autofree char *found = g_strndup (word, MIN (length, 64));
  g_autofree char *valid = g_utf8_make_valid (found, -1);
  g_set_error (error, RULES_ERROR, RULES_ERROR_UNKNOWN, "%s has no word “%s”", fact->id, valid);
  return FALSE;
}

/* @number / 10^@decimals, at least @least decimals shown. */
static char *
format_decimal (gint64 number, int decimals, int least)
{
  guint64 size = number < 0 ? -(guint64) number : (guint64) number;
  guint64 power = 1;

  for (int i = 0; i < decimals; i++)
    power *= 10;
  guint64 fraction = size % power;
  while (decimals > least && fraction % 10 == 0)
    {
      fraction /= 10;
      decimals--;
    }

  const char *sign = number < 0 ? "-" : "";
  guint64 whole = size / power;
  if (decimals == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, whole);
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign, whole, decimals, fraction);
}

char *
rules_type_format (RulesType type, RulesValue value)
{
  g_return_val_if_fail ((guint) type < RULES_N_TYPES, NULL);

  int year, month, day;

  if (value.number == RULES_MISSING)
    return NULL;
  switch (type)
    {
    case RULES_TYPE_BOOLEAN:
      return g_strdup (value.number != 0 ? "true" : "false");
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
      return format_decimal (value.number, DECIMALS[type], DECIMALS[type]);
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
      return format_decimal (value.number, DECIMALS[type], 0);
    case RULES_TYPE_DATE:
      rules_date_to_civil (value.number, &year, &month, &day);
      return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    case RULES_TYPE_TEXT:
      return g_strdup (value.text);
    case RULES_TYPE_INDUSTRY:
      return g_strdup_printf ("%02d", (int) value.number);
    case RULES_TYPE_ENUM:
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
rules_fact_format (const RulesFact *fact, RulesValue value)
{
  if (fact->type != RULES_TYPE_ENUM)
    return rules_type_format (fact->type, value);
  if (value.number < 0 || value.number >= fact->n_words)
    return NULL;
  return g_strdup (fact->words[value.number].id);
}

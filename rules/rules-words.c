/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures as people write them: found in the words of a text, and written for one. */
#include "rules-language.h"

#define MOST_DECIMALS 9 /* as the lexer reads */
#define MOST_DIGITS 18
#define MOST_UNIT_BYTES 64 /* far more than any unit has */

static const RulesRatio TEN_THOUSAND = { 10000, 1 };

/* @text's digits, *@to past them; 0 for more than any figure has. */
static RulesRatio
read_digits (const char *text, const char **to)
{
  gint64 value = 0, parts = 1;
  gboolean behind_point = FALSE;
  int digits = 0;

  for (; g_ascii_isdigit (*text) || (*text == '.' && !behind_point && g_ascii_isdigit (text[1])); text++)
    {
      if (*text == '.')
        behind_point = TRUE;
      else if (digits++ < MOST_DIGITS)
        {
          value = value * 10 + (*text - '0');
          parts *= behind_point ? 10 : 1;
        }
    }
  *to = text;
  return digits <= MOST_DIGITS ? rules_ratio (value, parts) : (RulesRatio){ 0, 1 };
}

gboolean
rules_words_find_figure (const char **at, RulesMeasuredIn *figure, const char **from)
{
  const char *p = *at;

  while (*p != '\0')
    {
      const char *unit, *end;
      RulesRatio value;
      int length;

      if (!g_ascii_isdigit (*p))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      *from = p;
      value = read_digits (p, &p);
      for (unit = p; *unit == ' '; unit++)
        ;
      end = unit + strnlen (unit, MOST_UNIT_BYTES);
      length = rules_unit_read (unit, end, figure);
      if (length <= 0 || (rules_dimension_is_none (figure->dimension) && !figure->is_percent) ||
          value.numerator == 0 || !rules_ratio_multiply (value, figure->factor, &figure->factor))
        continue;
      *at = unit + length;
      return TRUE;
    }
  *at = p;
  return FALSE;
}

char *
rules_words_of_figure (RulesRatio value, RulesDimension dimension, gboolean is_percent)
{
  const int base = dimension.exponent[RULES_UNIT_MONEY] + dimension.exponent[RULES_UNIT_ENERGY];
  const char *multiplier = "";
  RulesRatio part = value;
  gboolean rounded = FALSE;

  if (is_percent)
    multiplier = "%";
  if (is_percent && !rules_ratio_multiply (part, rules_ratio (100, 1), &part))
    return NULL;
  /* Money counts fen and energy hundredths, in texts yuan and kWh. */
  for (int i = 0; i < ABS (base); i++)
    if (!(base > 0 ? rules_ratio_divide (part, rules_ratio (100, 1), &part)
                   : rules_ratio_multiply (part, rules_ratio (100, 1), &part)))
      return NULL;
  if (!is_percent && part.denominator == 1 && !rules_dimension_is_none (dimension) && part.numerator != 0 &&
      part.numerator % 10000 == 0 && rules_ratio_divide (part, TEN_THOUSAND, &part))
    multiplier = "万";

  g_autofree char *number = rules_ratio_format (part, MOST_DECIMALS, &rounded);
  g_autofree char *unit =
      rules_dimension_is_none (dimension) ? g_strdup ("") : rules_dimension_name (dimension);
  return rounded ? NULL : g_strconcat (number, multiplier, unit, NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts, values, headings and places in words. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-words-private.h"

#define MISSING "—"

/* Adds one in the last place of the digits in @digits (no sign, no point). */
static void
increment (GString *digits)
{
  gsize i = digits->len;

  while (i > 0 && digits->str[i - 1] == '9')
    digits->str[--i] = '0';

  if (i == 0)
    g_string_prepend_c (digits, '1');
  else
    digits->str[i - 1]++;
}

char *
award_words_decimal (const char *written, guint least, guint most)
{
  gboolean negative = *written == '-';
  const char *start = written + (negative || *written == '+');
  const char *point = strchr (start, '.');
  gsize n_whole = point ? (gsize) (point - start) : strlen (start);
  const char *fraction = point ? point + 1 : "";
  gsize n_fraction = strlen (fraction);
  gsize kept = MIN (n_fraction, most);
  g_autoptr (GString) digits = g_string_new_len (start, (gssize) n_whole);
  GString *text = g_string_new (NULL);

  g_string_append_len (digits, fraction, (gssize) kept);
  if (n_fraction > kept && fraction[kept] >= '5')
    increment (digits);
  while (kept > least && digits->str[digits->len - 1] == '0')
    {
      g_string_truncate (digits, digits->len - 1);
      kept--;
    }
  while (kept < least)
    {
      g_string_append_c (digits, '0');
      kept++;
    }

  n_whole = digits->len - kept;
  if (negative && strspn (digits->str, "0") < digits->len)
    g_string_append_c (text, '-');
  for (gsize i = 0; i < n_whole; i++)
    {
      if (i > 0 && (n_whole - i) % 3 == 0)
        g_string_append_c (text, ',');
      g_string_append_c (text, digits->str[i]);
    }
  if (kept > 0)
    {
      g_string_append_c (text, '.');
      g_string_append (text, digits->str + n_whole);
    }

  return g_string_free (text, FALSE);
}

char *
award_words_amount (gint64 fen)
{
  g_autofree char *written = NULL;

  if (fen == RULES_MISSING)
    return g_strdup (MISSING);

  written = rules_type_format (RULES_TYPE_MONEY, (RulesValue){ .number = fen });
  return award_words_decimal (written, 2, 2);
}

/* Two digits at @text as a number. */
static int
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + text[1] - '0';
}

gboolean
award_words_is_identity (const char *text)
{
  gsize length = strlen (text);
  gsize digits = strspn (text, "0123456789");
  const char *birth = text + 6;
  int month, day;

  if (length == 18 && (digits == 18 || (digits == 17 && (text[17] == 'X' || text[17] == 'x'))))
    {
      /* A credit code may be all digits too; its 7th to 14th hardly ever read as a birthday. */
      if (two_digits (birth) != 19 && two_digits (birth) != 20)
        return FALSE;
      birth += 2;
    }
  else if (length != 15 || digits != 15)
    {
      return FALSE;
    }

  month = two_digits (birth + 2);
  day = two_digits (birth + 4);
  return text[0] >= '1' && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* The first @head and last @tail characters of ASCII @code, the others as asterisks. */
static char *
mask (const char *code, gsize head, gsize tail)
{
  char *masked = g_strdup (code);
  gsize length = strlen (code);

  for (gsize i = head; i + tail < length; i++)
    masked[i] = '*';

  return masked;
}

char *
award_words_batch (const char *name)
{
  const gboolean is_number = *name && strspn (name, "0123456789") == strlen (name);

  return is_number ? g_strdup_printf (_ ("Batch %s"), name) : g_strdup (name);
}

char *
award_words_masked (const char *code)
{
  gsize length = strlen (code);

  if (award_words_is_identity (code))
    return mask (code, 6, 4);

  /* Account numbers are digits only; a credit code has its 18 characters. */
  if (length >= 8 && length != 18 && strspn (code, "0123456789") == length)
    return mask (code, length >= 14 ? 6 : 0, 4);

  return g_strdup (code);
}

const char *
award_words_word (const RulesFact *fact, const char *id)
{
  for (guint i = 0; fact && i < fact->n_words; i++)
    if (strcmp (fact->words[i].id, id) == 0)
      return fact->words[i].label;

  return id;
}

/* "C17", with the name of the division if @with_name. */
static char *
industry_text (const char *written, gboolean with_name)
{
  gint64 division = g_ascii_strtoll (written + g_ascii_isalpha (*written), NULL, 10);
  const char *name = with_name ? award_words_industry (division) : NULL;

  if (award_words_industry_section (division) == 0)
    return g_strdup (written);

  return g_strdup_printf ("%c%02d%s%s", award_words_industry_section (division), (int) division,
                          name ? " " : "", name ? name : "");
}

char *
award_words_written (RulesType type,
                     const char *unit,
                     const RulesFact *fact,
                     const char *written,
                     guint percent_decimals)
{
  g_autofree char *number = NULL;

  switch (type)
    {
    case RULES_TYPE_BOOLEAN:
      return g_strdup (strcmp (written, "true") == 0 ? _ ("yes") : _ ("no"));
    case RULES_TYPE_MONEY:
      if (unit)
        break;
      number = award_words_decimal (written, 2, 6);
      return g_strdup_printf (_ ("%s yuan"), number);
    case RULES_TYPE_ENERGY:
      if (unit)
        break;
      number = award_words_decimal (written, 0, 6);
      return g_strdup_printf (_ ("%s kWh"), number);
    case RULES_TYPE_PERCENT:
      number = award_words_decimal (written, percent_decimals, percent_decimals ? percent_decimals : 6);
      return g_strconcat (number, "%", NULL);
    case RULES_TYPE_INDUSTRY:
      return industry_text (written, TRUE);
    case RULES_TYPE_ENUM:
      return g_strdup (award_words_word (fact, written));
    case RULES_TYPE_TEXT:
      return award_words_is_identity (written) ? award_words_masked (written) : g_strdup (written);
    case RULES_TYPE_DATE:
      return g_strdup (written);
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_COUNT:
    default:
      break;
    }

  number = award_words_decimal (written, 0, 6);
  return unit ? g_strdup_printf ("%s %s", number, unit) : g_steal_pointer (&number);
}

char *
award_words_fact (const RulesFact *fact, RulesValue value)
{
  g_autofree char *written = NULL;

  if (fact->type == RULES_TYPE_TEXT ? value.text == NULL || *value.text == '\0'
                                    : value.number == RULES_MISSING)
    return g_strdup (MISSING);

  written = rules_fact_format (fact, value);
  switch (fact->type)
    {
    case RULES_TYPE_MONEY:
      return award_words_decimal (written, 2, 2);
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_COUNT:
      return award_words_decimal (written, 0, 6);
    case RULES_TYPE_INDUSTRY:
      return industry_text (written, FALSE);
    case RULES_TYPE_BOOLEAN:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_DATE:
    case RULES_TYPE_TEXT:
    case RULES_TYPE_ENUM:
    default:
      return award_words_written (fact->type, fact->unit, fact, written, 0);
    }
}

char *
award_words_heading (const RulesFact *fact)
{
  const char *unit = fact->unit;

  if (unit == NULL && fact->type == RULES_TYPE_MONEY)
    unit = _ ("yuan");
  else if (unit == NULL && fact->type == RULES_TYPE_ENERGY)
    unit = _ ("kWh");

  /* Translators: the heading of a column and its unit. */
  return unit ? g_strdup_printf (_ ("%s (%s)"), fact->label, unit) : g_strdup (fact->label);
}

const char *
award_words_outcome (RulesOutcome outcome)
{
  switch (outcome)
    {
    case RULES_OUTCOME_AWARD:
      return _ ("Award");
    case RULES_OUTCOME_REFUSE:
      return _ ("Refused");
    case RULES_OUTCOME_REVIEW:
    default:
      return _ ("To review");
    }
}

/* "C" for 3. */
static char *
column_letters (guint column)
{
  GString *letters = g_string_new (NULL);

  for (; column > 0; column = (column - 1) / 26)
    g_string_prepend_c (letters, (char) ('A' + (column - 1) % 26));

  return g_string_free (letters, FALSE);
}

char *
award_words_origin (const AwardOrigin *origin, gboolean with_file)
{
  g_autofree char *column = NULL;
  g_autofree char *place = NULL;

  if (origin->file == NULL)
    return NULL;

  column = column_letters (origin->column);
  if (origin->column > 0)
    place = g_strdup_printf ("%s!%s%u", origin->sheet ? origin->sheet : "", column, origin->row);
  else
    place = g_strdup_printf (_ ("%s, row %u"), origin->sheet ? origin->sheet : "", origin->row);

  return with_file ? g_strdup_printf ("%s %s", origin->file, place) : g_steal_pointer (&place);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells as values of facts: every way tables write them. */
#include "award-codes.h"
#include "award-mapping-private.h"

#include <string.h>

/* Days people mean when they leave a date as a number: 2000-01-01 to 2099-12-31. */
#define FIRST_PLAUSIBLE_SERIAL 36526
#define LAST_PLAUSIBLE_SERIAL 73050
/* Serial of 1970-01-01. */
#define SERIAL_OF_EPOCH 25569
/* From this length on a text of letters and digits alone is a code. */
#define CODE_LENGTH 15

static const char *const yes_words[] = {
  "是", "有", "符合", "属于", "通过", "已通过", "true",   "yes",  "y",
  "1",  "对", "√",    "✓",    "✔",    "☑",      "已入库", "达到", NULL
};
static const char *const no_words[] = { "否",     "无",    "不符合", "不是",   "没有",   "不属于", "未通过",
                                        "不通过", "false", "no",     "n",      "0",      "×",      "✗",
                                        "✘",      "☒",     "x",      "未入库", "未达到", NULL };
static const char *const ticks[] = { "√", "✓", "✔", "☑", NULL };
static const char *const blanks[] = { "—", "——", "-", "--", "－", "–", "―", "/", "／", "\\", "*", "…", NULL };

gboolean
award_text_is_missing (const char *text)
{
  /* A letter, a digit or a Chinese character is none of them. */
  if (g_ascii_isalnum (*text) || ((guchar) *text >= 0xE4 && (guchar) *text <= 0xE9))
    return FALSE;
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  if (*text == '\0')
    return TRUE;
  if (strlen (text) > 16)
    return FALSE;
  g_autofree char *folded = award_text_fold (text);
  return *folded == '\0' || g_strv_contains (blanks, folded);
}

gboolean
award_text_is_tick (const char *text)
{
  /* Ticks are symbols of three bytes. */
  if ((guchar) *text >= 0xE4 && (guchar) *text <= 0xE9)
    return FALSE;
  g_autofree char *folded = strlen (text) > 16 ? g_strdup ("") : award_text_fold (text);
  return g_strv_contains (ticks, folded);
}

static void
fail (AwardReading *reading, const char *code)
{
  reading->value.number = RULES_MISSING;
  reading->code = code;
  reading->severity = RULES_SEVERITY_ERROR;
}

static void
warn (AwardReading *reading, const char *code)
{
  reading->code = code;
  reading->severity = RULES_SEVERITY_WARNING;
}

/* Takes thousands separators out of @digits when they stand where they may: 1,796.88. */
static gboolean
remove_separators (char *digits)
{
  const char *comma = strchr (digits, ',');
  if (!comma)
    return TRUE;

  const char *start = digits + (*digits == '-' || *digits == '+');
  const gsize end = strcspn (start, ".");
  const gsize lead = strcspn (start, ",");
  if (lead == 0 || lead > 3 || lead > end || (end - lead) % 4 != 0 || strchr (start + end, ','))
    return FALSE;
  for (gsize i = lead; i < end; i += 4)
    if (start[i] != ',' || strspn (start + i + 1, "0123456789") != 3)
      return FALSE;

  char *to = digits;
  for (const char *from = digits; *from; from++)
    if (*from != ',')
      *to++ = *from;
  *to = '\0';
  return TRUE;
}

/* Splits folded "-1,796.88万元" into a decimal and a unit. */
static gboolean
split_number (const char *folded, char **decimal, AwardUnit *unit)
{
  const char *at = folded;
  gboolean negative = FALSE;
  g_autofree char *inner = NULL;

  *unit = (AwardUnit){ 0 };
  /* Accountants' negative: (123.45). */
  if (*at == '(' && g_str_has_suffix (at, ")"))
    {
      inner = g_strndup (at + 1, strlen (at) - 2);
      at = inner;
      negative = TRUE;
    }
  if (g_str_has_prefix (at, "¥") || g_str_has_prefix (at, "￥"))
    at = g_utf8_next_char (at);
  const char *begin = at;
  if (*at == '-' || *at == '+')
    at++;
  at += strspn (at, "0123456789,.");
  if ((*at == 'e' || *at == 'E') &&
      (g_ascii_isdigit (at[1]) || ((at[1] == '-' || at[1] == '+') && g_ascii_isdigit (at[2]))))
    {
      at += 2;
      at += strspn (at, "0123456789");
    }
  g_autofree char *digits = g_strndup (begin, (gsize) (at - begin));
  if (*at != '\0' && !award_unit_parse (at, unit))
    return FALSE;
  if (strcspn (digits, "0123456789") == strlen (digits) || !remove_separators (digits) ||
      (negative && (*digits == '-' || *digits == '+')))
    return FALSE;
  *decimal = g_strconcat (negative ? "-" : "", *digits == '+' ? digits + 1 : digits, NULL);
  return TRUE;
}

/* -1796.88: nothing to take off. */
static gboolean
is_plain_decimal (const char *text)
{
  const char *at = text + (*text == '-');
  const gsize n = strspn (at, "0123456789");

  if (n > 0 && at[n] == '.')
    {
      const gsize n_decimals = strspn (at + n + 1, "0123456789");
      return n_decimals > 0 && at[n + 1 + n_decimals] == '\0';
    }
  return n > 0 && at[n] == '\0';
}

static void
read_number (AwardReading *reading, const RulesFact *fact, AwardCell cell, int exponent)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *split = NULL;
  const char *decimal = cell.text;
  AwardUnit unit = { 0 };

  if (cell.type != AWARD_CELL_NUMBER && cell.type != AWARD_CELL_TEXT)
    {
      fail (reading, "not-a-number");
      return;
    }
  if (cell.is_long)
    {
      fail (reading, "digits-lost");
      return;
    }
  if (!is_plain_decimal (cell.text))
    {
      g_autofree char *folded = award_text_fold (cell.text);
      if (!split_number (folded, &split, &unit) || !award_unit_fits (&unit, fact))
        {
          fail (reading, "not-a-number");
          return;
        }
      decimal = split;
    }
  if (unit.kind != AWARD_UNIT_NONE)
    exponent = unit.exponent;
  if (cell.is_percent && fact->type == RULES_TYPE_PERCENT)
    exponent = 2;
  if (rules_decimal_scale (fact->type, decimal, exponent, &reading->value.number, &error))
    return;
  if (g_error_matches (error, RULES_ERROR, RULES_ERROR_PRECISION))
    fail (reading, "too-many-decimals");
  else if (g_error_matches (error, RULES_ERROR, RULES_ERROR_RANGE))
    fail (reading, "out-of-range");
  else
    fail (reading, "not-a-number");
}

static void
read_boolean (AwardReading *reading, const RulesFact *fact, AwardCell cell)
{
  if (strcmp (cell.text, "是") == 0 || strcmp (cell.text, "否") == 0)
    {
      reading->value.number = strcmp (cell.text, "是") == 0;
      return;
    }
  g_autofree char *folded = award_text_fold (cell.text);
  g_autofree char *lower = g_utf8_strdown (folded, -1);

  if (g_strv_contains (yes_words, lower))
    reading->value.number = 1;
  else if (g_strv_contains (no_words, lower))
    reading->value.number = 0;
  else
    fail (reading, "not-yes-or-no");
}

/* Reads "2024.2.1", "2024/02/01", "2024年2月1日", "20240201", each with or without a time after it. */
static gboolean
parse_date (const char *text, gint64 *date)
{
  static const char *const marks[] = { "-", ".", "/", "年", "月" };
  gint64 parts[3] = { 0 };
  const char *at = text;

  if (strspn (text, "0123456789") == 8 && text[8] == '\0')
    {
      const gint64 number = g_ascii_strtoll (text, NULL, 10);
      return rules_date_from_civil ((int) (number / 10000), (int) (number / 100 % 100), (int) (number % 100),
                                    date);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const gsize n = strspn (at, "0123456789");
      if (n != (i == 0 ? 4 : 1) && !(i > 0 && n == 2))
        return FALSE;
      parts[i] = g_ascii_strtoll (at, NULL, 10);
      at += n;
      gboolean has_mark = i == 2;
      for (gsize j = 0; !has_mark && j < G_N_ELEMENTS (marks); j++)
        if (g_str_has_prefix (at, marks[j]))
          {
            at += strlen (marks[j]);
            has_mark = TRUE;
          }
      if (!has_mark)
        return FALSE;
    }
  if (g_str_has_prefix (at, "日") || g_str_has_prefix (at, "号"))
    at += strlen ("日");
  /* Spaces are folded away: a time follows at once, or after a T. */
  if (*at == 'T' || *at == 't')
    at++;
  if (at[strspn (at, "0123456789:.")] != '\0' || (*at && !strchr (at, ':')))
    return FALSE;
  return rules_date_from_civil ((int) parts[0], (int) parts[1], (int) parts[2], date);
}

static void
read_date (AwardReading *reading, AwardCell cell)
{
  g_autofree char *spaced = g_strstrip (g_strdup (cell.text));
  char *space = cell.type == AWARD_CELL_TEXT ? strchr (spaced, ' ') : NULL;
  guint64 serial = 0;

  /* "2024-02-01 08:00": the day is what counts. */
  if (space && strchr (space, ':'))
    *space = '\0';
  g_autofree char *folded = award_text_fold (spaced);
  if (cell.type != AWARD_CELL_BOOLEAN && parse_date (folded, &reading->value.number))
    return;
  if (cell.type == AWARD_CELL_NUMBER && g_ascii_string_to_unsigned (cell.text, 10, FIRST_PLAUSIBLE_SERIAL,
                                                                    LAST_PLAUSIBLE_SERIAL, &serial, NULL))
    {
      reading->value.number = (gint64) serial - SERIAL_OF_EPOCH;
      warn (reading, "date-as-number");
      return;
    }
  fail (reading, "not-a-date");
}

/* The letter of a division in GB/T 4754-2017; '\0': there is no such division. */
static char
letter_of (gint64 division)
{
  static const struct
  {
    gint64 last;
    char letter;
  } sections[] = { { 5, 'A' },  { 12, 'B' }, { 43, 'C' }, { 46, 'D' }, { 50, 'E' }, { 52, 'F' }, { 60, 'G' },
                   { 62, 'H' }, { 65, 'I' }, { 69, 'J' }, { 70, 'K' }, { 72, 'L' }, { 75, 'M' }, { 79, 'N' },
                   { 82, 'O' }, { 83, 'P' }, { 85, 'Q' }, { 90, 'R' }, { 96, 'S' }, { 97, 'T' } };
  for (gsize i = 0; i < G_N_ELEMENTS (sections); i++)
    if (division <= sections[i].last)
      return sections[i].letter;
  return '\0';
}

/* "C1751纺织": a letter, one to four digits, a name. */
static void
read_industry (AwardReading *reading, const RulesFact *fact, AwardCell cell)
{
  /* Most are digits alone. */
  g_autofree char *folded =
      cell.text[strspn (cell.text, "0123456789")] == '\0' ? NULL : award_text_fold (cell.text);
  const char *at = folded ? folded : cell.text;
  const char letter = g_ascii_isalpha (*at) ? g_ascii_toupper (*at++) : '\0';
  const gsize n = strspn (at, "0123456789");

  if (n == 0 || n > 4 ||
      (at[n] != '\0' && g_unichar_isalnum (g_utf8_get_char (at + n)) && g_ascii_isalnum (at[n])) ||
      at[n] == '.' || cell.type == AWARD_CELL_BOOLEAN || cell.type == AWARD_CELL_DATE)
    {
      fail (reading, "not-an-industry");
      return;
    }
  /* A number has lost its leading zero: 8 is 08, 811 is 0811. With a letter three digits are a group, 17.5,
   * where the letter says so. */
  gint64 division = n % 2 == 1 ? at[0] - '0' : (at[0] - '0') * 10 + (at[1] - '0');
  if (n == 3 && letter != '\0' && letter != letter_of (division))
    {
      const gint64 group = (at[0] - '0') * 10 + (at[1] - '0');
      if (letter == letter_of (group))
        division = group;
    }
  const char written[] = { (char) ('0' + division / 10), (char) ('0' + division % 10), '\0' };
  if (!rules_fact_parse (fact, written, &reading->value, NULL) || letter_of (division) == '\0')
    {
      fail (reading, "not-an-industry");
      return;
    }
  if (letter != '\0' && letter != letter_of (division))
    warn (reading, "industry-letter");
  else if (n == 3 && letter == '\0')
    warn (reading, "industry-short");
}

/* Words compare as headings do: without marks, spaces, width. */
static gboolean
is_same_word (const char *key, const char *word)
{
  AwardHeading heading;
  award_heading_init (&heading, word);
  const gboolean is_same = strcmp (heading.key, key) == 0;
  award_heading_clear (&heading);
  return is_same;
}

static void
read_word (AwardReading *reading, const RulesFact *fact, AwardCell cell)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (cell.text));

  for (guint pass = 0; pass < 2; pass++)
    {
      AwardHeading heading;
      award_heading_init (&heading, trimmed);
      for (guint i = 0; i < fact->n_words; i++)
        {
          const RulesWord *word = &fact->words[i];
          /* As written first: most cells are. */
          gboolean is_it =
              pass == 0 ? strcmp (trimmed, word->label) == 0 || strcmp (trimmed, word->id) == 0
                        : is_same_word (heading.key, word->label) || is_same_word (heading.key, word->id);
          for (guint j = 0; !is_it && word->aliases[j]; j++)
            is_it = pass == 0 ? strcmp (trimmed, word->aliases[j]) == 0
                              : is_same_word (heading.key, word->aliases[j]);
          if (is_it)
            {
              award_heading_clear (&heading);
              reading->value.number = i;
              return;
            }
        }
      award_heading_clear (&heading);
    }
  fail (reading, "unknown-word");
}

gboolean
award_text_has_lost_digits (const char *text)
{
  const gsize n = strspn (text, "0123456789.");
  return n > 0 && (text[n] == 'E' || text[n] == 'e') && text[n + 1] == '+' &&
         g_ascii_strtoll (text + n + 2, NULL, 10) >= CODE_LENGTH;
}

static void
read_text (AwardReading *reading, AwardCell cell)
{
  if (cell.is_long || award_text_has_lost_digits (cell.text))
    {
      fail (reading, "digits-lost");
      return;
    }

  /* Codes in one form, so that the same code is the same text; other texts as they are. */
  g_autofree char *code = award_code_normalise (cell.text);
  gboolean is_code = strlen (code) >= CODE_LENGTH;
  for (const char *at = code; is_code && *at; at++)
    is_code = g_ascii_isalnum (*at);
  if (is_code)
    reading->text = g_steal_pointer (&code);
  else
    {
      reading->text = g_strdup (cell.text);
      g_strdelimit (reading->text, "\n\r\t", ' ');
      /* An ideographic space at either end, too. */
      char *begin = reading->text;
      while (*begin && g_unichar_isspace (g_utf8_get_char (begin)))
        begin = g_utf8_next_char (begin);
      char *end = begin + strlen (begin);
      for (char *before; end > begin; end = before)
        {
          before = g_utf8_prev_char (end);
          if (!g_unichar_isspace (g_utf8_get_char (before)))
            break;
        }
      *end = '\0';
      memmove (reading->text, begin, strlen (begin) + 1);
    }
  reading->value = (RulesValue){ 0, reading->text };
}

const char *
award_cell_error_code (AwardCell cell)
{
  return *cell.text == '=' ? "formula-alone" : "cell-error";
}

void
award_reading_init (AwardReading *reading,
                    const RulesFact *fact,
                    AwardCell cell,
                    int exponent,
                    gboolean blank_is_no)
{
  *reading = (AwardReading){ .value = { RULES_MISSING, NULL } };

  if (cell.type == AWARD_CELL_ERROR)
    {
      fail (reading, award_cell_error_code (cell));
      return;
    }
  if (award_text_is_missing (cell.text))
    {
      if (blank_is_no && fact->type == RULES_TYPE_BOOLEAN)
        reading->value.number = 0;
      return;
    }
  switch (fact->type)
    {
    case RULES_TYPE_BOOLEAN:
      read_boolean (reading, fact, cell);
      break;
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
      read_number (reading, fact, cell, exponent);
      break;
    case RULES_TYPE_DATE:
      read_date (reading, cell);
      break;
    case RULES_TYPE_TEXT:
      read_text (reading, cell);
      break;
    case RULES_TYPE_INDUSTRY:
      read_industry (reading, fact, cell);
      break;
    case RULES_TYPE_ENUM:
      read_word (reading, fact, cell);
      break;
    }
}

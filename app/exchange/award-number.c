/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-number.h"

#include <math.h>
#include <string.h>

#define KEPT_DIGITS 15

/* The last day spreadsheet programs know: 9999-12-31. */
#define LAST_SERIAL 2958465
/* Days from 1899-12-30, day 0 after February 1900, to 1904-01-01. */
#define DAYS_TO_1904 1462
/* The 1900 system counts a 29 February 1900, which never was, as day 60. */
#define FALSE_LEAP_DAY 60
#define SECONDS_OF_DAY 86400

/* Writes @n_digits @digits, the point standing after the first @point of them, as a plain decimal. */
static void
write_plain (char *decimal, gboolean negative, const char *digits, int n_digits, int point)
{
  char *to = decimal;

  while (n_digits > 0 && digits[n_digits - 1] == '0' && n_digits > point)
    n_digits--;
  while (n_digits > 0 && digits[0] == '0')
    {
      digits++;
      n_digits--;
      point--;
    }
  if (n_digits == 0)
    {
      strcpy (decimal, "0");
      return;
    }

  if (negative)
    *to++ = '-';
  if (point <= 0)
    {
      *to++ = '0';
      *to++ = '.';
      for (int i = point; i < 0; i++)
        *to++ = '0';
    }
  for (int i = 0; i < n_digits; i++)
    {
      if (i == point && point > 0)
        *to++ = '.';
      *to++ = digits[i];
    }
  for (int i = n_digits; i < point; i++)
    *to++ = '0';
  *to = '\0';
}

gboolean
award_number_from_double (double value, char decimal[AWARD_NUMBER_SIZE], gboolean *is_long)
{
  char text[32];
  char digits[KEPT_DIGITS];
  int n_digits = 0;

  if (!isfinite (value))
    return FALSE;

  /* d.dddddddddddddde±xx: the digits first, then where the point stands. */
  g_ascii_formatd (text, sizeof text, "%.14e", fabs (value));
  const char *at = text;
  for (; *at && *at != 'e'; at++)
    if (g_ascii_isdigit (*at) && n_digits < KEPT_DIGITS)
      digits[n_digits++] = *at;
  const int exponent = *at == 'e' ? (int) g_ascii_strtoll (at + 1, NULL, 10) : 0;

  *is_long = value != 0 && exponent >= KEPT_DIGITS;
  write_plain (decimal, value < 0, digits, n_digits, exponent + 1);
  return TRUE;
}

gboolean
award_number_from_stored (const char *text, gsize length, char decimal[AWARD_NUMBER_SIZE], gboolean *is_long)
{
  char digits[KEPT_DIGITS];
  int n_digits = 0; /* from the first that is not zero */
  int point = 0;
  gboolean in_fraction = FALSE;
  gboolean has_digits = FALSE;
  gboolean is_simple = TRUE;
  const char *at = text;
  const char *end = text + length;

  while (at < end && g_ascii_isspace (*at))
    at++;
  while (at < end && g_ascii_isspace (end[-1]))
    end--;
  const char *begin = at;
  const gboolean negative = at < end && *at == '-';
  if (at < end && (*at == '-' || *at == '+'))
    at++;
  for (; at < end; at++)
    {
      if (*at == '.' && !in_fraction)
        in_fraction = TRUE;
      else if (g_ascii_isdigit (*at))
        {
          has_digits = TRUE;
          if (n_digits == 0 && *at == '0')
            {
              if (in_fraction)
                point--;
              continue;
            }
          if (n_digits < KEPT_DIGITS)
            digits[n_digits] = *at;
          else
            is_simple = FALSE;
          n_digits++;
          if (!in_fraction)
            point++;
        }
      else
        break;
    }
  if (!has_digits)
    return FALSE;

  if (at == end && is_simple)
    {
      /* Up to 15 digits come back unchanged from a double: no need to go through one. */
      if (point < -320)
        return FALSE;
      *is_long = FALSE;
      write_plain (decimal, negative, digits, n_digits, point);
      return TRUE;
    }

  /* Digits lost in a number are lost whether or not a double could have held it. */
  char copy[512];
  char *after = NULL;
  if (end - begin >= (gssize) sizeof copy)
    return FALSE;
  memcpy (copy, begin, (gsize) (end - begin));
  copy[end - begin] = '\0';
  if (at < end && *at != 'e' && *at != 'E')
    return FALSE;
  const double value = g_ascii_strtod (copy, &after);
  if (*after != '\0')
    return FALSE;
  return award_number_from_double (value, decimal, is_long);
}

gboolean
award_number_to_date (double serial, gboolean is_1904, AwardFormatKind kind, char date[32])
{
  if (!(serial >= 0 && serial < LAST_SERIAL + 1))
    return FALSE;

  gint64 seconds = llround (serial * SECONDS_OF_DAY);
  gint64 day = seconds / SECONDS_OF_DAY;
  seconds %= SECONDS_OF_DAY;
  const int hour = (int) (seconds / 3600);
  const int minute = (int) (seconds / 60 % 60);
  const int second = (int) (seconds % 60);

  if (kind == AWARD_FORMAT_TIME && day == 0)
    {
      g_snprintf (date, 32, "%02d:%02d:%02d", hour, minute, second);
      return TRUE;
    }
  if (is_1904)
    day += DAYS_TO_1904;
  else if (day == 0 || day == FALSE_LEAP_DAY)
    return FALSE;
  else if (day < FALSE_LEAP_DAY)
    day++;
  if (day > LAST_SERIAL)
    return FALSE;

  GDate civil;
  g_date_clear (&civil, 1);
  g_date_set_dmy (&civil, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&civil, (guint) day);
  const int n = g_snprintf (date, 32, "%04d-%02d-%02d", g_date_get_year (&civil),
                            (int) g_date_get_month (&civil), g_date_get_day (&civil));
  if (seconds > 0)
    g_snprintf (date + n, 32 - (gulong) n, "T%02d:%02d:%02d", hour, minute, second);
  return TRUE;
}

static AwardFormatKind
kind_of (const char *code)
{
  gboolean has_date = FALSE;
  gboolean has_month = FALSE;
  gboolean has_time = FALSE;
  gboolean has_percent = FALSE;

  if (g_ascii_strcasecmp (code, "general") == 0 || g_ascii_strcasecmp (code, "standard") == 0)
    return AWARD_FORMAT_NUMBER;

  for (const char *at = code; *at && *at != ';'; at++)
    {
      switch (*at)
        {
        case '"':
          at = strchr (at + 1, '"');
          break;
        case '[':
          if (strchr ("hHmMsS", at[1]) && at[1])
            {
              const gsize run = strspn (at + 1, "hHmMsS");
              if (at[1 + run] == ']')
                return AWARD_FORMAT_ELAPSED;
            }
          at = strchr (at + 1, ']');
          break;
        case '\\':
        case '_':
        case '*':
          if (at[1])
            at++;
          break;
        case 'A':
        case 'a':
          if (g_ascii_strncasecmp (at, "am/pm", 5) == 0)
            at += 4;
          else if (g_ascii_strncasecmp (at, "a/p", 3) == 0)
            at += 2;
          has_time = has_time || at[0] == 'm' || at[0] == 'M' || at[0] == 'p' || at[0] == 'P';
          break;
        case '%':
          has_percent = TRUE;
          break;
        case 'y':
        case 'Y':
        case 'd':
        case 'D':
          has_date = TRUE;
          break;
        case 'm':
        case 'M':
          has_month = TRUE;
          break;
        case 'h':
        case 'H':
        case 's':
        case 'S':
          has_time = TRUE;
          break;
        default:
          break;
        }
      if (!at)
        break;
    }

  if (has_date || (has_month && !has_time))
    return AWARD_FORMAT_DATE;
  if (has_time)
    return AWARD_FORMAT_TIME;
  return has_percent ? AWARD_FORMAT_PERCENT : AWARD_FORMAT_NUMBER;
}

/* Digits behind the point in the first part of @code; -1: as many as there are. */
static int
decimals_of (const char *code)
{
  gboolean has_digits = FALSE;
  gboolean in_fraction = FALSE;
  int decimals = 0;

  for (const char *at = code; *at && *at != ';'; at++)
    switch (*at)
      {
      case '"':
      case '[':
        at = strchr (at + 1, *at == '"' ? '"' : ']');
        if (!at)
          return -1;
        break;
      case '\\':
      case '_':
      case '*':
        at += at[1] != '\0';
        break;
      case '0':
      case '#':
      case '?':
        has_digits = TRUE;
        decimals += in_fraction;
        break;
      case '.':
        in_fraction = TRUE;
        break;
      case '%':
        decimals += 2;
        break;
      case '/':
      case 'E':
      case 'e':
      case '@':
        return -1; /* fractions, powers of ten, text */
      default:
        break;
      }
  return has_digits ? MIN (decimals, G_MAXINT8) : -1;
}

AwardFormat
award_format_parse (const char *code)
{
  const AwardFormatKind kind = kind_of (code);
  const gboolean is_number = kind == AWARD_FORMAT_NUMBER || kind == AWARD_FORMAT_PERCENT;

  return (AwardFormat){ (guint8) kind, is_number ? (gint8) decimals_of (code) : -1 };
}

AwardFormat
award_format_built_in (guint id)
{
  if (id == 9 || id == 10)
    return (AwardFormat){ AWARD_FORMAT_PERCENT, id == 9 ? 2 : 4 };
  if (id == 46)
    return (AwardFormat){ AWARD_FORMAT_ELAPSED, -1 };
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
    return (AwardFormat){ AWARD_FORMAT_TIME, -1 };
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return (AwardFormat){ AWARD_FORMAT_DATE, -1 };
  if (id == 1 || id == 3 || id == 5 || id == 6 || id == 37 || id == 38 || id == 41 || id == 42)
    return (AwardFormat){ AWARD_FORMAT_NUMBER, 0 };
  if (id == 2 || id == 4 || id == 7 || id == 8 || id == 39 || id == 40 || id == 43 || id == 44)
    return (AwardFormat){ AWARD_FORMAT_NUMBER, 2 };
  return (AwardFormat){ AWARD_FORMAT_NUMBER, -1 };
}

gboolean
award_format_hides (AwardFormat format, const char *decimal)
{
  const char *point = format.decimals >= 0 ? strchr (decimal, '.') : NULL;

  return point && strlen (point + 1) > (gsize) format.decimals;
}

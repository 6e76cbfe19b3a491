/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil dates as day numbers, proleptic Gregorian, years 1 to 9999. */
#include "rules.h"

#define DAYS_TO_1970 719468 /* from 0000-03-01 */
#define DAYS_OF_400_YEARS 146097

static int
days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return month == 2 && leap ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year; @year ≥ 0. */
static gint64
day_number (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int m = month <= 2 ? month + 9 : month - 3;
  int era = y / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * m + 2) / 5 + day - 1;

  return (gint64) era * DAYS_OF_400_YEARS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
         day_of_year - DAYS_TO_1970;
}

gboolean
rules_date_from_civil (int year, int month, int day, gint64 *date)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month))
    return FALSE;

  *date = day_number (year, month, day);
  return TRUE;
}

void
rules_date_to_civil (gint64 date, int *year, int *month, int *day)
{
  /* Outside the years a date can name there is nothing to show; the nearest date keeps callers safe. */
  gint64 days = CLAMP (date, day_number (1, 1, 1), day_number (9999, 12, 31)) + DAYS_TO_1970;
  int era = (int) (days / DAYS_OF_400_YEARS);
  int day_of_era = (int) (days - (gint64) era * DAYS_OF_400_YEARS);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int m = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

gint64
rules_date_add_months (gint64 date, int months)
{
  int year, month, day;
  rules_date_to_civil (date, &year, &month, &day);

  gint64 count = (gint64) year * 12 + month - 1 + months;
  if (count < 12)
    return day_number (1, 1, 1);
  if (count >= 120000)
    return day_number (9999, 12, 31);

  int to_year = (int) (count / 12);
  int to_month = (int) (count % 12) + 1;
  return day_number (to_year, to_month, MIN (day, days_in_month (to_year, to_month)));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-today.h"

#include "rules.h"

gint64
award_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gint64 date;

  if (!rules_date_from_civil (g_date_time_get_year (now), g_date_time_get_month (now),
                              g_date_time_get_day_of_month (now), &date))
    g_assert_not_reached ();

  return date;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts in Chinese capitals, as 正确填写票据和结算凭证的基本规定 wants them on vouchers. */
#include "config.h"

#include "award-words.h"

static const char *const digits[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

/* 1 … 9999; a run of zeros inside it is one 零. */
static void
append_section (GString *text, guint section)
{
  static const char *const units[] = { "仟", "佰", "拾", "" };
  gboolean started = FALSE;
  gboolean gap = FALSE;

  for (guint i = 0, divisor = 1000; i < G_N_ELEMENTS (units); i++, divisor /= 10)
    {
      guint digit = section / divisor % 10;

      if (digit == 0)
        {
          gap = started;
          continue;
        }
      if (gap)
        g_string_append (text, digits[0]);
      g_string_append (text, digits[digit]);
      g_string_append (text, units[i]);
      started = TRUE;
      gap = FALSE;
    }
}

/* A whole number; 亿 is counted in whole numbers itself, so that no amount is too large. */
static void
append_whole (GString *text, guint64 whole)
{
  guint64 parts[] = { whole / 100000000, whole / 10000 % 10000, whole % 10000 };
  static const char *const units[] = { "亿", "万", "" };
  gboolean started = FALSE;
  gboolean gap = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == 0)
        {
          gap = started;
          continue;
        }
      if (gap || (started && parts[i] < 1000))
        g_string_append (text, digits[0]);
      if (i == 0 && parts[i] >= 10000)
        append_whole (text, parts[i]);
      else
        append_section (text, (guint) parts[i]);
      g_string_append (text, units[i]);
      started = TRUE;
      gap = FALSE;
    }
}

char *
award_words_capital (gint64 fen)
{
  guint64 amount = fen < 0 ? -(guint64) fen : (guint64) fen;
  guint jiao = (guint) (amount / 10 % 10);
  guint rest = (guint) (amount % 10);
  guint64 whole = amount / 100;
  GString *text;

  if (fen == RULES_MISSING)
    return g_strdup ("—");

  text = g_string_new (fen < 0 ? "负" : NULL);
  if (amount == 0)
    g_string_append (text, "零元");
  if (whole > 0)
    {
      append_whole (text, whole);
      g_string_append (text, "元");
    }

  if (jiao > 0)
    g_string_append_printf (text, "%s角", digits[jiao]);
  else if (rest > 0 && whole > 0)
    g_string_append (text, digits[0]);

  if (rest > 0)
    g_string_append_printf (text, "%s分", digits[rest]);
  if (jiao == 0 && rest == 0)
    g_string_append (text, "整");

  return g_string_free (text, FALSE);
}

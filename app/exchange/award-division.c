/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divisions of GB/T 2260 inside codes. */
#include "award-codes.h"

#include <string.h>

/* Where the division stands in a credit code, and its length. */
#define DIVISION_START 2
#define DIVISION_LENGTH 6

static const char provinces[] =
    "10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 81 82";

/* Fuzhou's counties; 长乐 was a city of its own number until 2017. A code of the city says nothing. */
static const struct
{
  const char *division;
  const char *county; /* without 区, 县, 市 */
} counties[] = { { "350102", "鼓楼" }, { "350103", "台江" }, { "350104", "仓山" }, { "350105", "马尾" },
                 { "350111", "晋安" }, { "350112", "长乐" }, { "350182", "长乐" }, { "350121", "闽侯" },
                 { "350122", "连江" }, { "350123", "罗源" }, { "350124", "闽清" }, { "350125", "永泰" },
                 { "350128", "平潭" }, { "350181", "福清" } };

gboolean
award_code_has_division (const char *code)
{
  const char province[] = { code[DIVISION_START], code[DIVISION_START + 1], '\0' };

  return strstr (provinces, province) != NULL;
}

gboolean
award_code_contradicts_county (const char *code, const char *county)
{
  const char *of_code = NULL;

  for (gsize i = 0; !of_code && i < G_N_ELEMENTS (counties); i++)
    if (memcmp (code + DIVISION_START, counties[i].division, DIVISION_LENGTH) == 0)
      of_code = counties[i].county;
  if (!of_code || g_str_has_prefix (county, of_code))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (counties); i++)
    if (g_str_has_prefix (county, counties[i].county))
      return TRUE;
  return FALSE;
}

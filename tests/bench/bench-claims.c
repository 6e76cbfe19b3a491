/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-claims.h"

const char *const bench_reasons[] = {
  "ok",           "capped",         "below-floor", "not-above-scale", "wrong-industry",
  "not-eligible", "output-too-low", "zero-base",   "growth-too-low",  "power-too-low",
};

/* splitmix64: the next number of the claim. */
static guint64
next (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static gint64
between (guint64 *state, gint64 from, gint64 to)
{
  return from + (gint64) (next (state) % (guint64) (to - from + 1));
}

/* A number whose magnitude, not whose size, is evenly spread: 10^@low … 10^@high. */
static gint64
magnitude (guint64 *state, int low, int high)
{
  gint64 unit = 1;

  for (gint64 digits = between (state, low, high - 1); digits > 0; digits--)
    unit *= 10;
  return between (state, unit, unit * 10 - 1);
}

/* The check character of the first 17 characters of a unified social credit code, GB 32100-2015. */
static char
check_character (const char *code)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  int sum = 0;
  int weight = 1;

  for (int i = 0; i < 17; i++)
    {
      for (int value = 0; alphabet[value] != '\0'; value++)
        if (alphabet[value] == code[i])
          sum += value * weight;
      weight = weight * 3 % 31;
    }
  return alphabet[(31 - sum % 31) % 31];
}

void
bench_claim_make (BenchClaim *claim, guint64 i)
{
  static const struct
  {
    const char *name;
    int division;
  } counties[] = { { "鼓楼区", 2 },  { "台江区", 3 },  { "仓山区", 4 },  { "马尾区", 5 },
                   { "晋安区", 11 }, { "长乐区", 12 }, { "福清市", 81 }, { "闽侯县", 21 },
                   { "连江县", 22 }, { "罗源县", 23 }, { "闽清县", 24 }, { "永泰县", 25 } };
  static const char *const words[] = {
    "华", "中", "金", "东", "南", "新", "瑞", "天", "宏", "鑫", "恒", "永"
  };
  static const char *const trades[] = { "电子科技", "机械制造", "新能源", "食品",
                                        "纺织",     "建材",     "光电",   "金属制品" };
  static const gint64 others[] = { 6, 9, 44, 45, 47, 51, 52, 54, 65, 73 };
  guint64 state = i * G_GUINT64_CONSTANT (0xd1342543de82ef95);
  const gsize county = (gsize) between (&state, 0, G_N_ELEMENTS (counties) - 1);

  g_snprintf (claim->code, sizeof claim->code, "913501%02dMA%07" G_GUINT64_FORMAT, counties[county].division,
              i % 10000000);
  claim->code[17] = check_character (claim->code);
  claim->code[18] = '\0';
  g_strlcpy (claim->county, counties[county].name, sizeof claim->county);
  g_snprintf (claim->name, sizeof claim->name, "福州%s%s%s%s有限公司",
              words[between (&state, 0, G_N_ELEMENTS (words) - 1)],
              words[between (&state, 0, G_N_ELEMENTS (words) - 1)],
              words[between (&state, 0, G_N_ELEMENTS (words) - 1)],
              trades[between (&state, 0, G_N_ELEMENTS (trades) - 1)]);
  claim->industry = between (&state, 0, 9) < 6 ? between (&state, 13, 43)
                                               : others[between (&state, 0, G_N_ELEMENTS (others) - 1)];
  claim->above_scale = between (&state, 0, 9) < 7;
  claim->new_entrant = between (&state, 0, 9) < 1;
  claim->output_prior = magnitude (&state, 8, 12);
  claim->output = claim->output_prior / 100 * between (&state, 80, 130) + between (&state, 0, 99);
  /* Up to 90 yuan of output for a kWh: nothing in it is out of the ordinary. */
  claim->power_prior = claim->output_prior / magnitude (&state, 0, 2);
  claim->power = claim->power_prior / 100 * between (&state, 80, 130);
  if (between (&state, 0, 99) == 0)
    claim->output_prior = claim->power_prior = 0;
  claim->province_eligible = between (&state, 0, 1) == 1;
  claim->province_award = claim->province_eligible ? between (&state, 1, 120000000) : 0;
  claim->festival_power = magnitude (&state, 5, 9);
}

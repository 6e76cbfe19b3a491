/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invented claims, the same for the same number everywhere, and two rules compiled in. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money in fen, energy in hundredths of a kWh. */
typedef struct
{
  char code[19];
  char name[96];
  char county[16];
  gint64 industry; /* division */
  gboolean above_scale;
  gboolean new_entrant;
  gboolean province_eligible;
  gint64 province_award;
  gint64 output;
  gint64 output_prior;
  gint64 power;
  gint64 power_prior;
  gint64 festival_power;
} BenchClaim;

/* Claim number @i, from 1. */
void bench_claim_make (BenchClaim *claim, guint64 i);

typedef enum
{
  BENCH_OK,
  BENCH_CAPPED,
  BENCH_BELOW_FLOOR,
  BENCH_NOT_ABOVE_SCALE,
  BENCH_WRONG_INDUSTRY,
  BENCH_NOT_ELIGIBLE,
  BENCH_OUTPUT_TOO_LOW,
  BENCH_ZERO_BASE,
  BENCH_GROWTH_TOO_LOW,
  BENCH_POWER_TOO_LOW,
} BenchReason;

extern const char *const bench_reasons[];

/* What the measure production comes to for whole claims: the shortest form of it that is still exact. */
static inline BenchReason
bench_production (gint64 above_scale,
                  gint64 industry,
                  gint64 new_entrant,
                  gint64 eligible,
                  gint64 province_award,
                  gint64 output,
                  gint64 output_prior,
                  gint64 power,
                  gint64 power_prior,
                  gint64 *amount)
{
  gint64 half;

  *amount = 0;
  if (!above_scale)
    return BENCH_NOT_ABOVE_SCALE;
  if (industry < 13 || industry > 43)
    return BENCH_WRONG_INDUSTRY;
  if (!eligible)
    return BENCH_NOT_ELIGIBLE;
  if (new_entrant)
    {
      if (output < G_GINT64_CONSTANT (5000000000))
        return BENCH_OUTPUT_TOO_LOW;
    }
  else
    {
      if (output_prior <= 0 || power_prior <= 0)
        return BENCH_ZERO_BASE;
      if ((__int128) output * power_prior < (__int128) power * output_prior)
        return BENCH_GROWTH_TOO_LOW;
    }
  half = (province_award + 1) / 2;
  if (half > 40000000)
    {
      *amount = 40000000;
      return BENCH_CAPPED;
    }
  /* The floor is on the unrounded half. */
  if (province_award < 2000000)
    return BENCH_BELOW_FLOOR;
  *amount = half;
  return BENCH_OK;
}

static inline BenchReason
bench_festival_power (gint64 above_scale, gint64 industry, gint64 power, gint64 *amount)
{
  *amount = 0;
  if (!above_scale)
    return BENCH_NOT_ABOVE_SCALE;
  if (industry < 6 || industry > 46)
    return BENCH_WRONG_INDUSTRY;
  if (power < 50000000)
    return BENCH_POWER_TOO_LOW;
  *amount = (power * 2 + 50) / 100;
  if (*amount <= 30000000)
    return BENCH_OK;
  *amount = 30000000;
  return BENCH_CAPPED;
}

G_END_DECLS

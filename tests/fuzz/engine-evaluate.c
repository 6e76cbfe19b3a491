/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For libFuzzer (meson option "fuzz", with clang): the bytes are the random numbers of a measure and of its
 * claims, which the two evaluators must decide alike. */
#include "author.h"
#include "dice.h"

#define N_CLAIMS 24
#define MOST_NUMBERS 64

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint32 numbers[MOST_NUMBERS] = { 0 };
  guint n = CLAMP ((guint) size, 1, MOST_NUMBERS);

  for (guint i = 0; i < n && i < size; i++)
    numbers[i] = data[i];

  GRand *random = g_rand_new_with_seed_array (numbers, n);
  g_autofree char *text = author_write_measure (random);
  g_autoptr (Fixture) fixture = fixture_new (text);

  dice_check_measure (fixture->measure, g_rand_int (random), 1, N_CLAIMS);
  g_rand_free (random);
  return 0;
}

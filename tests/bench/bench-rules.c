/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What interpreting the policy file costs beside the same rule compiled in: measure production over columns
 * in memory, in turn, medians. Prints "native_ns evaluator_ns ratio"; fails when the two do not agree to the
 * fen.
 * usage: bench-rules POLICY_FILE [N] */
#include "bench-claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules.h"

#define ROUNDS 9
#define BATCH 4096

enum
{
  ABOVE_SCALE,
  INDUSTRY,
  NEW_ENTRANT,
  ELIGIBLE,
  AWARD,
  OUTPUT,
  OUTPUT_PRIOR,
  POWER,
  POWER_PRIOR,
  N_FACTS
};

static const char *const ids[N_FACTS] = { "above_scale",       "industry",       "new_entrant",
                                          "province_eligible", "province_award", "output",
                                          "output_prior",      "power",          "power_prior" };

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
median (double *numbers)
{
  qsort (numbers, ROUNDS, sizeof *numbers, compare_numbers);
  return numbers[ROUNDS / 2];
}

int
main (int argc, char **argv)
{
  gsize n = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 1000000;
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy = NULL;
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (RulesEvaluator) evaluator = NULL;
  const RulesMeasure *measure;
  gint64 *columns[N_FACTS];
  gint64 *facts[N_FACTS];
  double native[ROUNDS], interpreted[ROUNDS], ratios[ROUNDS];
  gint64 native_sum = 0;
  gint64 interpreted_sum = 0;
  RulesDecision decisions[BATCH];

  if (argc < 2 || !g_file_get_contents (argv[1], &text, &length, NULL))
    {
      g_printerr ("usage: bench-rules POLICY_FILE [N]\n");
      return 2;
    }
  policy = rules_policy_parse (text, (gssize) length, &problems);
  measure = policy != NULL ? rules_policy_find_measure (policy, "production") : NULL;
  if (measure == NULL || rules_measure_get_n_facts (measure) != N_FACTS)
    {
      g_printerr ("bench-rules: no measure production as expected in %s\n", argv[1]);
      return 1;
    }
  settings = rules_settings_new (measure);
  rules_settings_set_as_of (settings, 19904);
  evaluator = rules_evaluator_new (measure, settings);

  for (int k = 0; k < N_FACTS; k++)
    columns[k] = g_new (gint64, n);
  for (gsize i = 0; i < n; i++)
    {
      BenchClaim claim;
      bench_claim_make (&claim, i + 1);
      columns[ABOVE_SCALE][i] = claim.above_scale;
      columns[INDUSTRY][i] = claim.industry;
      columns[NEW_ENTRANT][i] = claim.new_entrant;
      columns[ELIGIBLE][i] = claim.province_eligible;
      columns[AWARD][i] = claim.province_award;
      columns[OUTPUT][i] = claim.output;
      columns[OUTPUT_PRIOR][i] = claim.output_prior;
      columns[POWER][i] = claim.power;
      columns[POWER_PRIOR][i] = claim.power_prior;
    }
  for (guint f = 0; f < N_FACTS; f++)
    for (int k = 0; k < N_FACTS; k++)
      if (strcmp (rules_measure_get_fact (measure, f)->id, ids[k]) == 0)
        facts[f] = columns[k];

  for (int round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      native_sum = 0;
      for (gsize i = 0; i < n; i++)
        {
          gint64 amount;
          bench_production (columns[ABOVE_SCALE][i], columns[INDUSTRY][i], columns[NEW_ENTRANT][i],
                            columns[ELIGIBLE][i], columns[AWARD][i], columns[OUTPUT][i],
                            columns[OUTPUT_PRIOR][i], columns[POWER][i], columns[POWER_PRIOR][i], &amount);
          native_sum += amount;
        }
      native[round] = (double) (g_get_monotonic_time () - start);

      start = g_get_monotonic_time ();
      interpreted_sum = 0;
      for (gsize from = 0; from < n; from += BATCH)
        {
          const gint64 *at[N_FACTS];
          RulesBatch batch = { .n_claims = MIN (BATCH, n - from), .facts = at };

          for (int f = 0; f < N_FACTS; f++)
            at[f] = facts[f] + from;
          rules_evaluator_run (evaluator, &batch, decisions);
          for (gsize i = 0; i < batch.n_claims; i++)
            if (decisions[i].outcome == RULES_OUTCOME_AWARD)
              interpreted_sum += decisions[i].amount;
        }
      interpreted[round] = (double) (g_get_monotonic_time () - start);
      ratios[round] = interpreted[round] / native[round];
    }
  for (int k = 0; k < N_FACTS; k++)
    g_free (columns[k]);
  printf ("%.1f %.1f %.2f\n", median (native) * 1000 / (double) n, median (interpreted) * 1000 / (double) n,
          median (ratios));
  if (native_sum == interpreted_sum)
    return 0;
  g_printerr ("bench-rules: %" G_GINT64_FORMAT " fen compiled in, %" G_GINT64_FORMAT " fen interpreted\n",
              native_sum, interpreted_sum);
  return 1;
}

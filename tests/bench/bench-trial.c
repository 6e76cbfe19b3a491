/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trial of another figure costs beside computing and storing the same claims: in turn, medians. A
 * trial is all that follows a key pressed: the policy with another cap parsed, every claim decided and
 * compared, the claims listed named. Prints "compute_s trial_s ratio read_s mib"; fails when a trial of the
 * official figures is not the official result.
 * usage: bench-trial LEDGER */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "award-compute.h"
#include "award-policies.h"
#include "award-trial.h"

#define ROUNDS 9
#define LISTED 500

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

static void
check (const GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("bench-trial: %s\n", error->message);
  exit (1);
}

static double
peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

static gint64
try_cap (AwardLedger *ledger, AwardSnapshot *snapshot, const char *text)
{
  const RulesMeasure *official = award_snapshot_get_measure (snapshot);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) figures = rules_measure_list_figures (official);
  g_autoptr (GPtrArray) problems = NULL;
  const RulesChange change = { rules_figures_find (figures, "cap"), text };
  g_autoptr (RulesPolicy) policy =
      rules_policy_try (rules_measure_get_policy (official), &change, 1, &problems);
  const RulesMeasure *measure = rules_policy_find_measure (policy, rules_measure_get_id (official));
  g_autoptr (RulesSettings) settings = rules_settings_copy (award_snapshot_get_settings (snapshot), measure);
  g_autoptr (AwardTrial) trial = award_snapshot_try (snapshot, measure, settings, LISTED, NULL, &error);

  check (error);
  if (!award_ledger_name_trial (ledger, trial, &error))
    check (error);
  return trial->after;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardLedger) ledger = argc == 2 ? award_ledger_open (argv[1], &error) : NULL;
  g_autoptr (AwardBatch) batch = NULL;
  g_autoptr (AwardSnapshot) snapshot = NULL;
  double computed[ROUNDS], tried[ROUNDS], ratios[ROUNDS], read, before;
  gint64 official = 0, start;
  const RulesMeasure *measure;

  if (argc != 2)
    {
      g_printerr ("usage: bench-trial LEDGER\n");
      return 2;
    }
  check (error);
  batch = award_ledger_get_batch (ledger, NULL, FALSE, &error);
  measure = rules_policy_find_measure (award_policies_find ("fuzhou-2024-5"), "production");
  check (error);
  for (int round = -1; round < ROUNDS; round++)
    {
      start = g_get_monotonic_time ();
      if (!award_ledger_compute (ledger, batch->id, 19904, NULL, NULL, NULL, &error))
        check (error);
      if (round >= 0)
        computed[round] = (double) (g_get_monotonic_time () - start) / 1e6;
      if (snapshot == NULL)
        {
          before = peak_mib ();
          start = g_get_monotonic_time ();
          snapshot = award_ledger_read_snapshot (ledger, measure, batch->id, &error);
          check (error);
          read = (double) (g_get_monotonic_time () - start) / 1e6;
        }
      start = g_get_monotonic_time ();
      try_cap (ledger, snapshot, "60万元");
      if (round >= 0)
        {
          tried[round] = (double) (g_get_monotonic_time () - start) / 1e6;
          ratios[round] = tried[round] / computed[round];
        }
    }
  if (!award_ledger_sum_payable (ledger, measure, batch->id, &official, &error))
    check (error);
  printf ("%.4f %.4f %.3f %.3f %.0f\n", median (computed), median (tried), median (ratios), read,
          peak_mib () - before);
  if (try_cap (ledger, snapshot, "40万元") == official)
    return 0;
  g_printerr ("bench-trial: the trial of the official figures is not the official result\n");
  return 1;
}

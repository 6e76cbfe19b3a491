/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What parsing and checking policy files costs: parser, examples, policy check. Prints the milliseconds all
 * the files take together, the median of the rounds; fails when one of them has a fault.
 * usage: bench-check POLICY_FILE … */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "rules.h"

#define ROUNDS 21

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static void
check (const char *text, gsize length)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RulesPolicy) policy = rules_policy_parse (text, (gssize) length, &problems);

  if (policy == NULL || rules_policy_run_examples (policy, problems) == 0 ||
      rules_policy_review (policy, problems) > 0 || problems->len > 0)
    g_error ("a policy has faults");
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gint64 times[ROUNDS];

  for (int i = 1; i < argc; i++)
    {
      char *text;
      gsize length;

      if (!g_file_get_contents (argv[i], &text, &length, NULL))
        return 2;
      g_ptr_array_add (texts, g_bytes_new_take (text, length));
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < texts->len; i++)
        {
          gsize length;
          const char *text = g_bytes_get_data (g_ptr_array_index (texts, i), &length);

          check (text, length);
        }
      times[round] = g_get_monotonic_time () - start;
    }
  qsort (times, ROUNDS, sizeof *times, compare_times);
  printf ("%.1f\n", (double) times[ROUNDS / 2] / 1000);
  return 0;
}

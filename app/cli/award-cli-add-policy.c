/* SPDX-License-Identifier: GPL-3.0-or-later */
/* add-policy: a policy of a ledger, from the program or from a file; which decisions stem from another
 * text. */
#include "config.h"

#include "award-cli.h"
#include "award-held-policy.h"
#include "award-policies.h"
#include "award-policy-file.h"

#include <glib/gi18n.h>
#include <string.h>

gboolean
award_cli_say_outdated (AwardLedger *ledger, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) measures = award_ledger_list_outdated (ledger, batch, error);

  if (measures == NULL)
    return FALSE;
  for (guint i = 0; i < measures->len; i++)
    {
      const RulesMeasure *measure = g_ptr_array_index (measures, i);

      award_cli_note (
          _ ("note: %s/%s was decided with an older text of the policy, which the ledger keeps; compute "
             "again to decide it with the present one"),
          rules_policy_get_id (rules_measure_get_policy (measure)), rules_measure_get_id (measure));
    }
  return TRUE;
}

/* What shows only beside the other policies of the ledger and the program. */
static gboolean
say_together (AwardLedger *ledger, const char *name, RulesPolicy *policy, GError **error)
{
  g_autoptr (GPtrArray) held = award_ledger_list_policies (ledger, error);
  g_autoptr (GPtrArray) policies = g_ptr_array_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);

  if (held == NULL)
    return FALSE;
  for (guint i = 0; i < held->len; i++)
    {
      RulesPolicy *other = ((const AwardHeldPolicy *) g_ptr_array_index (held, i))->policy;

      if (strcmp (rules_policy_get_id (other), rules_policy_get_id (policy)) != 0)
        g_ptr_array_add (policies, other);
    }
  g_ptr_array_add (policies, policy);
  rules_policies_review (policies, RULES_MISSING, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);

      if (problem->policy == policies->len - 1)
        award_cli_say_problem (name, problem, NULL);
    }
  return TRUE;
}

/* The policy of the program @name, or that of the file, which must be without fault; NULL after saying
 * why. */
static RulesPolicy *
find_policy (const char *name, int *status)
{
  RulesPolicy *installed = award_policies_find (name);
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (AwardPolicyFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (installed != NULL)
    return rules_policy_ref (installed);
  file = award_policy_file_read (name, &error);
  if (file == NULL)
    {
      *status = award_cli_fail (error);
      return NULL;
    }
  for (guint i = 0; i < file->problems->len; i++)
    award_cli_say_problem (shown, g_ptr_array_index (file->problems, i), file->policy);
  if (file->n_errors > 0)
    {
      award_cli_error (_ ("%s has faults and decides no claims until they are mended"), shown);
      *status = AWARD_EXIT_PARTLY;
      return NULL;
    }
  return g_steal_pointer (&file->policy);
}

int
award_cli_add_policy (AwardCli *cli)
{
  gboolean replace = FALSE;
  const GOptionEntry entries[] = {
    { "replace", 0, 0, G_OPTION_ARG_NONE, &replace, N_ ("put it in the place of another text of its id"),
      NULL },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (RulesPolicy) policy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  int status;

  if (!award_cli_parse (cli, entries, 2, 2, &status))
    return status;
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL)
    return AWARD_EXIT_FAILED;
  policy = find_policy (cli->arguments[1], &status);
  if (policy == NULL)
    return status;
  if (!(replace ? award_ledger_replace_policy (ledger, policy, &error)
                : award_ledger_add_policy (ledger, policy, &error)))
    return award_cli_fail (error);
  if (!say_together (ledger, cli->arguments[1], policy, &error) ||
      !award_cli_say_outdated (ledger, 0, &error))
    return award_cli_fail (error);
  line = g_strdup_printf (_ ("The ledger is for %s; %u measures\n"), rules_policy_get_number (policy),
                          rules_policy_get_n_measures (policy));
  award_cli_print (line, -1);
  return AWARD_EXIT_DONE;
}

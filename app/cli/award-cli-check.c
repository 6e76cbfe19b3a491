/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: whether policy files are right, each and together. */
#include "config.h"

#include "award-cli.h"
#include "award-policies.h"
#include "award-policy-file.h"
#include "award-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is checked together: policies of the program, then those of the files given. */
typedef struct
{
  GPtrArray *policies; /* RulesPolicy */
  GPtrArray *names;    /* char *: what a finding is said of; NULL: nothing is said of this one */
} Together;

static const char *
severity_word (RulesSeverity severity)
{
  switch (severity)
    {
    case RULES_SEVERITY_ERROR:
      return _ ("error");
    case RULES_SEVERITY_WARNING:
      return _ ("warning");
    case RULES_SEVERITY_NOTE:
    default:
      return _ ("note");
    }
}

void
award_cli_say_problem (const char *name, const RulesProblem *problem, const RulesPolicy *policy)
{
  g_autofree char *words = award_words_policy_problem (problem);
  g_autofree char *claim = policy != NULL ? rules_policy_show (policy, problem) : NULL;

  award_cli_note ("%s:%u:%u: %s: %s [%s]", name, problem->line, problem->column,
                  severity_word (problem->severity), words, rules_problem_code_name (problem->code));
  if (claim != NULL)
    award_cli_note (_ ("    for instance: %s"), claim);
}

/* Puts the claims of the findings into the file as examples. FALSE when it cannot be written. */
static gboolean
add_examples (const char *path, const char *shown, const AwardPolicyFile *file)
{
  g_autoptr (RulesPolicy) policy = rules_policy_ref (file->policy);
  g_autoptr (GError) error = NULL;
  guint n_added = 0;

  for (guint i = 0; i < file->problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (file->problems, i);
      g_autofree char *label = award_words_policy_example (problem);
      g_autofree char *text = rules_policy_add_example (policy, problem, label);
      g_autoptr (GPtrArray) problems = NULL;

      if (text == NULL)
        continue;
      rules_policy_unref (policy);
      policy = rules_policy_parse (text, -1, &problems);
      n_added++;
    }
  if (n_added > 0 && !g_file_set_contents (path, rules_policy_get_text (policy), -1, &error))
    {
      award_cli_fail (error);
      return FALSE;
    }
  award_cli_note (ngettext ("%s: %u example added", "%s: %u examples added", n_added), shown, n_added);
  return TRUE;
}

/* Says every fault of the policy file @path. */
static int
check_file (const char *path, gboolean adds_examples, Together *together)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardPolicyFile) file = award_policy_file_read (path, &error);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *line = NULL;

  if (file == NULL)
    {
      award_cli_error ("%s", error->message);
      return AWARD_EXIT_FAILED;
    }
  for (guint i = 0; i < file->problems->len; i++)
    award_cli_say_problem (shown, g_ptr_array_index (file->problems, i), file->policy);
  if (file->policy != NULL)
    {
      g_ptr_array_add (together->policies, rules_policy_ref (file->policy));
      g_ptr_array_add (together->names, g_strdup (shown));
      if (adds_examples && !add_examples (path, shown, file))
        return AWARD_EXIT_FAILED;
    }
  if (file->n_errors > 0)
    return AWARD_EXIT_PARTLY;
  line = g_strdup_printf (_ ("%s: in order; %u measures, %u examples\n"), shown,
                          rules_policy_get_n_measures (file->policy), file->n_examples);
  award_cli_print (line, -1);
  return AWARD_EXIT_DONE;
}

/* What shows only beside the others; a file takes the place of the installed policy of its id. */
static int
check_together (const Together *files, gboolean with_installed, gint64 day)
{
  const GPtrArray *installed = award_policies_get ();
  g_autoptr (GPtrArray) policies = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_problem_free);
  int status = AWARD_EXIT_DONE;

  for (guint i = 0; i < installed->len; i++)
    {
      RulesPolicy *policy = g_ptr_array_index (installed, i);
      gboolean replaced = FALSE;

      for (guint f = 0; f < files->policies->len; f++)
        replaced |= strcmp (rules_policy_get_id (g_ptr_array_index (files->policies, f)),
                            rules_policy_get_id (policy)) == 0;
      if (replaced)
        continue;
      g_ptr_array_add (policies, policy);
      g_ptr_array_add (names, with_installed ? (gpointer) rules_policy_get_id (policy) : NULL);
    }
  for (guint f = 0; f < files->policies->len; f++)
    {
      g_ptr_array_add (policies, g_ptr_array_index (files->policies, f));
      g_ptr_array_add (names, g_ptr_array_index (files->names, f));
    }
  rules_policies_review (policies, day, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const RulesProblem *problem = g_ptr_array_index (problems, i);
      const char *name = g_ptr_array_index (names, problem->policy);

      if (name == NULL)
        continue;
      award_cli_say_problem (name, problem, NULL);
      if (problem->severity == RULES_SEVERITY_ERROR)
        status = AWARD_EXIT_PARTLY;
    }
  return status;
}

/* The installed policies as if they were files. */
static int
check_installed (void)
{
  const GPtrArray *installed = award_policies_get ();
  guint n_errors = 0;

  for (guint i = 0; i < installed->len; i++)
    {
      g_autoptr (AwardPolicyFile) file = award_policy_file_check (g_ptr_array_index (installed, i));

      for (guint p = 0; p < file->problems->len; p++)
        award_cli_say_problem (rules_policy_get_id (file->policy), g_ptr_array_index (file->problems, p),
                               file->policy);
      n_errors += file->n_errors;
    }
  return n_errors > 0 ? AWARD_EXIT_PARTLY : AWARD_EXIT_DONE;
}

int
award_cli_check (AwardCli *cli)
{
  g_autoptr (GPtrArray) policies = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_policy_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  Together together = { policies, names };
  g_autofree char *as_of = NULL;
  gboolean adds_examples = FALSE;
  gboolean installed = FALSE;
  const GOptionEntry entries[] = {
    { "add-examples", 0, 0, G_OPTION_ARG_NONE, &adds_examples,
      N_ ("write the claims that show the findings into the files, as examples"), NULL },
    { "installed", 0, 0, G_OPTION_ARG_NONE, &installed, N_ ("check the installed policies, too"), NULL },
    { "as-of", 0, 0, G_OPTION_ARG_FILENAME, &as_of, N_ ("name policies that are over on this day"), "DATE" },
    { NULL },
  };
  gint64 day = RULES_MISSING;
  int status, one;

  if (!award_cli_parse (cli, entries, 0, G_MAXUINT, &status))
    return status;
  if (cli->n_arguments == 0 && !installed)
    {
      award_cli_error (_ ("name a policy file, or --installed"));
      return AWARD_EXIT_FAILED;
    }
  if (as_of != NULL && !award_cli_read_day (as_of, &day))
    return AWARD_EXIT_FAILED;
  status = installed ? check_installed () : AWARD_EXIT_DONE;
  for (guint i = 0; i < cli->n_arguments; i++)
    {
      one = check_file (cli->arguments[i], adds_examples, &together);
      status = MAX (status, one);
    }
  one = check_together (&together, installed, day);
  return MAX (status, one);
}

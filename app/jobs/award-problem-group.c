/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-problem-group.h"

#include <string.h>

static void
group_free (gpointer data)
{
  AwardProblemGroup *group = data;

  g_ptr_array_unref (group->problems);
  g_free (group);
}

static AwardProblemGroup *
find_group (const GPtrArray *groups, const AwardProblem *problem)
{
  for (guint i = 0; i < groups->len; i++)
    {
      AwardProblemGroup *group = g_ptr_array_index (groups, i);

      if (group->severity == problem->severity && strcmp (group->code, problem->code) == 0)
        return group;
    }
  return NULL;
}

static void
add_severity (GPtrArray *groups, const GPtrArray *problems, RulesSeverity severity)
{
  for (guint i = 0; i < problems->len; i++)
    {
      AwardProblem *problem = g_ptr_array_index (problems, i);
      AwardProblemGroup *group;

      if (problem->severity != severity)
        continue;
      group = find_group (groups, problem);
      if (group == NULL)
        {
          group = g_new0 (AwardProblemGroup, 1);
          group->severity = severity;
          group->code = problem->code;
          group->problems = g_ptr_array_new ();
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group->problems, problem);
    }
}

GPtrArray *
award_problem_group_all (const GPtrArray *problems)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (group_free);

  add_severity (groups, problems, RULES_SEVERITY_ERROR);
  add_severity (groups, problems, RULES_SEVERITY_WARNING);
  add_severity (groups, problems, RULES_SEVERITY_NOTE);
  return groups;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of measures: members, payers and choices. The choices of a group become choices of every member. */
#include "rules-check.h"
#include "rules-parse.h"

static RulesMeasure *
find_measure (const RulesPolicy *policy, const char *id)
{
  return (RulesMeasure *) rules_policy_find_measure (policy, id);
}

static void
unknown_measure (const RulesPolicy *policy, const char *id, RulesPlace place, GPtrArray *problems)
{
  RulesNearest nearest;

  rules_nearest_init (&nearest, id);
  for (guint i = 0; i < policy->measures->len; i++)
    rules_nearest_try (&nearest, rules_measure_get_id (g_ptr_array_index (policy->measures, i)));
  rules_problem_add (problems, RULES_PROBLEM_UNKNOWN_NAME, place, id, nearest.best);
}

/* Whether @payer alone pays the awards of @measure. */
static gboolean
is_paid_by (const RulesMeasure *measure, int payer)
{
  return measure->shares->len == 1 &&
         g_array_index (measure->shares, RulesShare, 0).payer == (RulesPayer) payer;
}

static const RulesChoice *
find_choice (const RulesGroupText *group, const char *id)
{
  for (guint i = 0; i < group->choices->len; i++)
    if (strcmp (g_array_index (group->choices, RulesChoice, i).id, id) == 0)
      return &g_array_index (group->choices, RulesChoice, i);
  return NULL;
}

static gboolean
has_option (const RulesChoice *choice, const char *id)
{
  for (guint i = 0; i < choice->n_options; i++)
    if (strcmp (choice->options[i].id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
check_choices (const RulesGroupText *group, GPtrArray *problems)
{
  const RulesGroup *said = &group->group;
  const RulesChoice *topup = said->topup != NULL ? find_choice (group, said->topup) : NULL;
  const RulesChoice *when = said->when != NULL ? find_choice (group, said->when) : NULL;

  if (said->topup != NULL && topup == NULL)
    rules_problem_add (problems, RULES_PROBLEM_UNKNOWN_NAME, group->topup_place, said->topup, NULL);
  else if (topup != NULL && topup->n_options > 0 &&
           (topup->n_options != 2 || !has_option (topup, "yes") || !has_option (topup, "no")))
    rules_problem_add (problems, RULES_PROBLEM_MISSING_STATEMENT, group->topup_place, said->topup, "yes no");
  if (said->when != NULL && when == NULL)
    rules_problem_add (problems, RULES_PROBLEM_UNKNOWN_NAME, group->when_place, said->when, NULL);
  else if (when != NULL && said->option != NULL && when->n_options > 0 && !has_option (when, said->option))
    rules_problem_add (problems, RULES_PROBLEM_UNKNOWN_WORD, group->when_place, said->option, said->when);
}

static void
add_choices (const RulesGroupText *group, RulesMeasure *measure, GPtrArray *problems)
{
  for (guint i = 0; i < group->choices->len; i++)
    {
      const RulesChoice *choice = &g_array_index (group->choices, RulesChoice, i);
      RulesPlace place = g_array_index (group->choice_places, RulesPlace, i);
      guint index;

      if (rules_check_find (measure, choice->id, &index) != RULES_NAME_UNKNOWN)
        {
          rules_problem_add (problems, RULES_PROBLEM_DUPLICATE, place, choice->id, NULL);
          continue;
        }
      g_array_append_val (measure->choices, *choice);
      g_array_append_val (measure->choice_places, place);
    }
}

/* A measure has one cap to share: with several, what each leaves would depend on the others. */
static gboolean
is_capped_before (const RulesPolicy *policy, guint group, const char *member)
{
  for (guint i = 0; i < group; i++)
    {
      const RulesGroupText *other = g_ptr_array_index (policy->groups, i);

      for (guint m = 0; other->group.kind == RULES_GROUP_CAPPED && m < other->group.n_members; m++)
        if (strcmp (other->group.members[m], member) == 0)
          return TRUE;
    }
  return FALSE;
}

static void
check_member (RulesPolicy *policy, guint g, guint m, GPtrArray *problems)
{
  const RulesGroupText *group = g_ptr_array_index (policy->groups, g);
  const char *id = group->group.members[m];
  RulesPlace place = group->member_places[m];
  RulesMeasure *measure = find_measure (policy, id);

  if (measure == NULL)
    {
      unknown_measure (policy, id, place, problems);
      return;
    }
  for (guint i = 0; i < m; i++)
    if (strcmp (group->group.members[i], id) == 0)
      {
        rules_problem_add (problems, RULES_PROBLEM_DUPLICATE, place, id, NULL);
        return;
      }
  for (guint i = 0; i < group->group.n_exceptions; i++)
    if (strcmp (group->group.exceptions[i].measure, id) == 0)
      rules_problem_add (problems, RULES_PROBLEM_DUPLICATE, place, id, NULL);
  if (measure->result != RULES_RESULT_AWARD)
    rules_problem_add (problems, RULES_PROBLEM_KIND, place, id, "award");
  if (group->group.payer >= 0 && !is_paid_by (measure, group->group.payer))
    {
      g_autofree char *needed = g_strdup_printf ("payer %s 100%%", RULES_PAYER_WORDS[group->group.payer]);

      rules_problem_add (problems, RULES_PROBLEM_KIND, place, id, needed);
    }
  if (group->group.kind == RULES_GROUP_CAPPED && is_capped_before (policy, g, id))
    rules_problem_add (problems, RULES_PROBLEM_DUPLICATE, place, "capped", NULL);
  add_choices (group, measure, problems);
}

void
rules_check_groups (RulesPolicy *policy, GPtrArray *problems)
{
  for (guint g = 0; g < policy->groups->len; g++)
    {
      const RulesGroupText *group = g_ptr_array_index (policy->groups, g);

      check_choices (group, problems);
      for (guint m = 0; m < group->group.n_members; m++)
        check_member (policy, g, m, problems);
      for (guint i = 0; i < group->group.n_exceptions; i++)
        if (find_measure (policy, group->group.exceptions[i].measure) == NULL)
          unknown_measure (policy, group->group.exceptions[i].measure,
                           g_array_index (group->exception_places, RulesPlace, i), problems);
    }
  for (guint i = 0; i < policy->measures->len; i++)
    {
      const RulesMeasure *measure = g_ptr_array_index (policy->measures, i);

      if (measure->matter != NULL && measure->result != RULES_RESULT_AWARD)
        rules_problem_add (problems, RULES_PROBLEM_KIND, measure->matter_place, "once", "award");
    }
}

gboolean
rules_group_reads_choice (const RulesMeasure *measure, const char *choice)
{
  for (guint g = 0; g < measure->policy->groups->len; g++)
    {
      const RulesGroupText *group = g_ptr_array_index (measure->policy->groups, g);

      if (g_strcmp0 (group->group.topup, choice) != 0 && g_strcmp0 (group->group.when, choice) != 0)
        continue;
      for (guint m = 0; m < group->group.n_members; m++)
        if (strcmp (group->group.members[m], measure->id) == 0)
          return TRUE;
    }
  return FALSE;
}

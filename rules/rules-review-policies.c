/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Policies used together: what none of them says alone. */
#include "rules-review.h"

/* One policy among others. */
typedef struct
{
  const GPtrArray *policies;
  GPtrArray *problems;
  guint number;
  const RulesPolicy *policy;
} Member;

static void
add (const Member *member,
     RulesSeverity severity,
     RulesProblemCode code,
     RulesPlace place,
     const RulesMeasure *measure,
     const char *found,
     const char *expected)
{
  RulesProblem *problem = rules_problem_add_as (member->problems, severity, code, place, found, expected);

  if (problem == NULL)
    return;
  problem->policy = member->number;
  problem->measure = measure != NULL ? g_strdup (measure->id) : NULL;
}

/* Days both are valid on; a policy without a first or last day is valid ever before or after. */
static gboolean
are_together (const RulesPolicy *a, const RulesPolicy *b)
{
  return (a->valid_to == RULES_MISSING || b->valid_from == RULES_MISSING || a->valid_to >= b->valid_from) &&
         (b->valid_to == RULES_MISSING || a->valid_from == RULES_MISSING || b->valid_to >= a->valid_from);
}

/* Whose policy it is: what its number says before the year in brackets. Another office's measure for the
 * same matter stands beside one's own: 在省级奖励的基础上. */
static gboolean
is_same_office (const RulesPolicy *a, const RulesPolicy *b)
{
  const char *year = strstr (a->number, "〔");
  gsize length = year != NULL ? (gsize) (year - a->number) : strlen (a->number);

  return strncmp (a->number, b->number, length) == 0 &&
         (year != NULL ? g_str_has_prefix (b->number + length, "〔") : b->number[length] == '\0');
}

static gboolean
is_same_matter (const RulesMeasure *a, const RulesMeasure *b)
{
  return strcmp (a->id, b->id) == 0 || strcmp (a->label, b->label) == 0 ||
         strcmp (a->clause->text, b->clause->text) == 0;
}

static gboolean
supersedes (const RulesMeasure *governing, const RulesMeasure *measure)
{
  for (guint i = 0; i < governing->successions->len; i++)
    {
      const RulesSuccession *succession = &g_array_index (governing->successions, RulesSuccession, i);

      if (strcmp (succession->policy, measure->policy->id) == 0 &&
          strcmp (succession->measure, measure->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Two that both hold leave a claim to be paid twice, unless one takes the other's place. */
static void
check_matters (const Member *member, const RulesPolicy *before)
{
  if (!is_same_office (before, member->policy) || !are_together (before, member->policy))
    return;
  for (guint i = 0; i < member->policy->measures->len; i++)
    for (guint j = 0; j < before->measures->len; j++)
      {
        const RulesMeasure *measure = g_ptr_array_index (member->policy->measures, i);
        const RulesMeasure *other = g_ptr_array_index (before->measures, j);

        if (!is_same_matter (measure, other) || supersedes (measure, other) || supersedes (other, measure))
          continue;
        g_autofree char *name = g_strdup_printf ("%s/%s", before->id, other->id);
        add (member, RULES_SEVERITY_WARNING, RULES_PROBLEM_SAME_MATTER, measure->place, measure, name, NULL);
      }
}

/* The measure a succession names: there, not this one's own, not over before this one begins, and not one
 * that supersedes it in turn. */
static void
check_succession (const Member *member, const RulesMeasure *measure, guint i)
{
  const RulesSuccession *succession = &g_array_index (measure->successions, RulesSuccession, i);
  RulesPlace place = g_array_index (measure->succession_places, RulesPlace, i);
  g_autofree char *name = g_strdup_printf ("%s/%s", succession->policy, succession->measure);

  for (guint p = 0; p < member->policies->len; p++)
    {
      const RulesPolicy *policy = g_ptr_array_index (member->policies, p);
      const RulesMeasure *other;

      if (strcmp (policy->id, succession->policy) != 0)
        continue;
      other = rules_policy_find_measure (policy, succession->measure);
      if (other == NULL)
        add (member, RULES_SEVERITY_WARNING, RULES_PROBLEM_UNKNOWN_NAME, place, measure, name, NULL);
      else if (other == measure || supersedes (other, measure))
        add (member, RULES_SEVERITY_WARNING, RULES_PROBLEM_CYCLE, place, measure, name, NULL);
      else if (!are_together (policy, member->policy))
        add (member, RULES_SEVERITY_WARNING, RULES_PROBLEM_VALIDITY, place, measure, name, NULL);
      return;
    }
}

static void
check_member (const Member *member, gint64 day)
{
  const RulesPolicy *policy = member->policy;

  for (guint p = 0; p < member->number; p++)
    {
      const RulesPolicy *before = g_ptr_array_index (member->policies, p);

      if (strcmp (before->id, policy->id) == 0)
        add (member, RULES_SEVERITY_ERROR, RULES_PROBLEM_DUPLICATE, policy->place, NULL, policy->id, NULL);
      else
        check_matters (member, before);
    }
  for (guint i = 0; i < policy->measures->len; i++)
    {
      const RulesMeasure *measure = g_ptr_array_index (policy->measures, i);

      for (guint s = 0; s < measure->successions->len; s++)
        check_succession (member, measure, s);
    }
  if (day != RULES_MISSING && policy->valid_to != RULES_MISSING && policy->valid_to < day)
    {
      g_autofree char *last = rules_type_format (RULES_TYPE_DATE, (RulesValue){ policy->valid_to, NULL });
      add (member, RULES_SEVERITY_NOTE, RULES_PROBLEM_EXPIRED, policy->place, NULL, last, NULL);
    }
}

guint
rules_policies_review (const GPtrArray *policies, gint64 day, GPtrArray *problems)
{
  g_return_val_if_fail (policies != NULL, 0);
  g_return_val_if_fail (problems != NULL, 0);

  guint before = problems->len;
  for (guint i = 0; i < policies->len; i++)
    {
      Member member = { policies, problems, i, g_ptr_array_index (policies, i) };
      check_member (&member, day);
    }
  rules_problems_sort (problems);
  return problems->len - before;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples: that they name what the measure has, in values it takes. */
#include "rules-check.h"

static const char *const ANY[] = { NULL };

static void
check_value (RulesCheckState *check, RulesAssignment *assignment, const RulesFact *fact)
{
  RulesValue value;

  /* Declared with a fault, which is reported. */
  if (fact->headings == NULL)
    return;
  if (!rules_literal_value (fact, assignment->value, &value, check->problems))
    return;
  g_autofree char *text = rules_fact_format (fact, value);
  if (text != NULL)
    assignment->text = rules_arena_text (check->policy->arena, text, strlen (text));
}

static void
check_repeated (RulesCheckState *check, GArray *assignments, guint i)
{
  const RulesAssignment *assignment = &g_array_index (assignments, RulesAssignment, i);

  for (guint j = 0; j < i; j++)
    if (strcmp (g_array_index (assignments, RulesAssignment, j).id, assignment->id) == 0)
      {
        g_autofree char *line =
            g_strdup_printf ("%u", g_array_index (assignments, RulesAssignment, j).place.line);
        rules_problem_add (check->problems, RULES_PROBLEM_DUPLICATE, assignment->place, assignment->id, line);
        return;
      }
}

static void
check_facts (RulesCheckState *check, GArray *assignments, gboolean on_line)
{
  const RulesMeasure *measure = check->measure;
  guint found;

  for (guint i = 0; i < assignments->len; i++)
    {
      RulesAssignment *assignment = &g_array_index (assignments, RulesAssignment, i);
      RulesNameKind kind = rules_check_find (measure, assignment->id, &found);

      check_repeated (check, assignments, i);
      if (kind == RULES_NAME_FACT && !on_line)
        check_value (check, assignment, &g_array_index (measure->facts, RulesFact, found));
      else if (kind == RULES_NAME_LINE_FACT && on_line)
        check_value (check, assignment, &g_array_index (measure->line_facts, RulesFact, found));
      else if (kind == RULES_NAME_LINE_FACT || kind == RULES_NAME_FACT)
        rules_problem_add (check->problems, RULES_PROBLEM_LINE_FACT, assignment->place, assignment->id,
                           on_line ? "claim" : "line");
      else
        rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_NAME, assignment->place, assignment->id,
                           rules_check_near (measure, assignment->id));
    }
}

static void
check_option (RulesCheckState *check, RulesAssignment *assignment, const RulesChoice *choice)
{
  RulesNearest nearest;

  if (assignment->value->op != RULES_OP_FACT)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_UNEXPECTED, assignment->value->place, NULL, "option");
      return;
    }
  rules_nearest_init (&nearest, assignment->value->text);
  for (guint i = 0; i < choice->n_options; i++)
    {
      if (strcmp (choice->options[i].id, assignment->value->text) == 0)
        {
          assignment->text = choice->options[i].id;
          return;
        }
      rules_nearest_try (&nearest, choice->options[i].id);
    }
  if (choice->n_options > 0)
    rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_WORD, assignment->value->place,
                       assignment->value->text, nearest.best);
}

static void
check_settings (RulesCheckState *check, GArray *assignments)
{
  const RulesMeasure *measure = check->measure;
  guint found;

  for (guint i = 0; i < assignments->len; i++)
    {
      RulesAssignment *assignment = &g_array_index (assignments, RulesAssignment, i);

      check_repeated (check, assignments, i);
      if (strcmp (assignment->id, "as-of") == 0)
        {
          check_value (check, assignment, &(RulesFact){ .type = RULES_TYPE_DATE, .headings = ANY });
          continue;
        }
      switch ((int) rules_check_find (measure, assignment->id, &found))
        {
        case RULES_NAME_PARAMETER:
          {
            const RulesParameter *parameter = &g_array_index (measure->parameters, RulesParameter, found);
            check_value (check, assignment,
                         &(RulesFact){ .type = parameter->type,
                                       .unit = parameter->unit,
                                       .headings = parameter->label != NULL ? ANY : NULL });
            break;
          }
        case RULES_NAME_CHOICE:
          check_option (check, assignment, &g_array_index (measure->choices, RulesChoice, found));
          break;
        default:
          rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_NAME, assignment->place, assignment->id,
                             rules_check_near (measure, assignment->id));
        }
    }
}

static void
check_amount (RulesCheckState *check, RulesExample *example)
{
  RulesResult result = check->measure->result;
  RulesValue value;

  example->amount = RULES_MISSING;
  if (example->outcome == RULES_OUTCOME_REFUSE)
    example->amount = 0;
  if (example->value == NULL)
    return;
  if (result == RULES_RESULT_AWARD)
    {
      if (rules_literal_value (&(RulesFact){ .type = RULES_TYPE_MONEY }, example->value, &value,
                               check->problems))
        example->amount = value.number;
    }
  else if (result == RULES_RESULT_QUALIFICATION)
    rules_problem_add (check->problems, RULES_PROBLEM_KIND, example->value->place, "award", "qualification");
  else if (rules_literal_value (&(RulesFact){ .type = RULES_TYPE_QUANTITY }, example->value, &value,
                                check->problems))
    {
      if (value.number % 10000 == 0)
        example->amount = value.number / 10000;
      else
        rules_problem_add (check->problems, RULES_PROBLEM_NUMBER, example->value->place, NULL, "score");
    }
}

static void
check_promise (RulesCheckState *check, RulesExample *example)
{
  const RulesMeasure *measure = check->measure;
  RulesNearest nearest;
  gboolean known = example->code == NULL;

  check_amount (check, example);
  if (!known)
    rules_nearest_init (&nearest, example->code);
  for (guint i = 0; !known && i < measure->codes->len; i++)
    {
      rules_nearest_try (&nearest, g_ptr_array_index (measure->codes, i));
      known = strcmp (g_ptr_array_index (measure->codes, i), example->code) == 0;
    }
  if (!known)
    rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_NAME, example->place, example->code,
                       nearest.best);

  for (guint f = 0; example->flags != NULL && f < example->flags->len; f++)
    {
      const char *flag = g_ptr_array_index (example->flags, f);

      known = FALSE;
      rules_nearest_init (&nearest, flag);
      for (guint i = 0; !known && i < measure->flags->len; i++)
        {
          rules_nearest_try (&nearest, g_array_index (measure->flags, RulesFlag, i).id);
          known = strcmp (g_array_index (measure->flags, RulesFlag, i).id, flag) == 0;
        }
      if (!known)
        rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_NAME, example->place, flag, nearest.best);
    }
}

void
rules_check_examples (RulesCheckState *check)
{
  GArray *examples = check->measure->examples;

  for (guint i = 0; i < examples->len; i++)
    {
      RulesExample *example = &g_array_index (examples, RulesExample, i);

      check_facts (check, example->facts, FALSE);
      for (guint l = 0; l < example->lines->len; l++)
        check_facts (check, g_ptr_array_index (example->lines, l), TRUE);
      for (guint r = 0; r < example->rivals->len; r++)
        check_facts (check, g_ptr_array_index (example->rivals, r), FALSE);
      check_settings (check, example->settings);
      check_promise (check, example);
    }
}

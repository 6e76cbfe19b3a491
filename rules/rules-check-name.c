/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names of a measure stand for. */
#include "rules-check.h"

/* The place of @id among the structs of an array whose first member is the id. */
#define FIND_IN_ARRAY(array, Type, wanted, index)                                                            \
  for (*(index) = 0; *(index) < (array)->len; (*(index))++)                                                  \
    if (strcmp (g_array_index ((array), Type, *(index)).id, (wanted)) == 0)

RulesNameKind
rules_check_find (const RulesMeasure *measure, const char *id, guint *index)
{
  FIND_IN_ARRAY (measure->facts, RulesFact, id, index)
  return RULES_NAME_FACT;
  FIND_IN_ARRAY (measure->line_facts, RulesFact, id, index)
  return RULES_NAME_LINE_FACT;
  FIND_IN_ARRAY (measure->parameters, RulesParameter, id, index)
  return RULES_NAME_PARAMETER;
  FIND_IN_ARRAY (measure->choices, RulesChoice, id, index)
  return RULES_NAME_CHOICE;
  for (*index = 0; *index < measure->lets->len; (*index)++)
    {
      const RulesLet *let = g_ptr_array_index (measure->lets, *index);
      if (strcmp (let->id, id) == 0)
        return RULES_NAME_LET;
    }
  return RULES_NAME_UNKNOWN;
}

const char *
rules_check_near (const RulesMeasure *measure, const char *id)
{
  RulesNearest nearest;

  rules_nearest_init (&nearest, id);
  for (guint i = 0; i < measure->facts->len; i++)
    rules_nearest_try (&nearest, g_array_index (measure->facts, RulesFact, i).id);
  for (guint i = 0; i < measure->line_facts->len; i++)
    rules_nearest_try (&nearest, g_array_index (measure->line_facts, RulesFact, i).id);
  for (guint i = 0; i < measure->parameters->len; i++)
    rules_nearest_try (&nearest, g_array_index (measure->parameters, RulesParameter, i).id);
  for (guint i = 0; i < measure->choices->len; i++)
    rules_nearest_try (&nearest, g_array_index (measure->choices, RulesChoice, i).id);
  for (guint i = 0; i < measure->lets->len; i++)
    {
      const RulesLet *let = g_ptr_array_index (measure->lets, i);
      rules_nearest_try (&nearest, let->id);
    }
  return nearest.best;
}

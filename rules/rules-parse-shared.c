/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a policy declares once for several of its measures: clauses, parameters and choices. */
#include "rules-parse.h"

/* -------------------------------------------------------------------------------------------------
 * Clauses
 */

RulesClause *
rules_parser_add_clause (RulesParser *parser, const char *reference, const char *text, const char *no_rule)
{
  GPtrArray *clauses = parser->policy->clauses;

  for (guint i = 0; i < clauses->len; i++)
    {
      RulesClause *clause = g_ptr_array_index (clauses, i);
      if (strcmp (clause->reference, reference) == 0 && strcmp (clause->text, text) == 0 && no_rule == NULL)
        return clause;
    }

  RulesClause *clause = rules_arena_alloc (parser->arena, sizeof *clause);
  *clause = (RulesClause){ reference, text, no_rule };
  g_ptr_array_add (clauses, clause);
  return clause;
}

static RulesSharedClause *
find_clause (RulesParser *parser, const char *reference)
{
  for (guint i = 0; i < parser->shared_clauses->len; i++)
    {
      RulesSharedClause *shared = &g_array_index (parser->shared_clauses, RulesSharedClause, i);
      if (strcmp (shared->clause->reference, reference) == 0)
        return shared;
    }
  return NULL;
}

static void
report_duplicate (RulesParser *parser, RulesPlace place, const char *id, RulesPlace first)
{
  g_autofree char *line = g_strdup_printf ("%u", first.line);

  rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, id, line);
}

/* clause REFERENCE WORDS [no-rule WHY]; without a reason it is for the measures below. */
void
rules_parse_policy_clause (RulesParser *parser, RulesPlace place)
{
  const char *reference = rules_parser_expect_text (parser, "text");
  const char *text = rules_parser_expect_text (parser, "text");

  if (parser->panic)
    return;
  if (parser->policy->clauses->len >= RULES_MAX_CLAUSES)
    {
      rules_parser_fault (parser, RULES_PROBLEM_TOO_MANY, place, "clauses", G_STRINGIFY (RULES_MAX_CLAUSES));
      return;
    }
  if (rules_parser_accept_word (parser, "no-rule"))
    {
      const char *no_rule = rules_parser_expect_text (parser, "text");
      if (no_rule != NULL)
        rules_parser_add_clause (parser, reference, text, no_rule);
      return;
    }

  const RulesSharedClause *first = find_clause (parser, reference);
  if (first != NULL)
    {
      report_duplicate (parser, place, reference, first->place);
      return;
    }
  RulesSharedClause shared = { rules_parser_add_clause (parser, reference, text, NULL), place, FALSE };
  g_array_append_val (parser->shared_clauses, shared);
}

RulesClause *
rules_parser_read_clause (RulesParser *parser)
{
  RulesPlace reference_place = rules_parser_peek (parser, 0)->place;
  const char *reference = rules_parser_expect_text (parser, "text");

  if (reference == NULL)
    return NULL;
  if (rules_parser_peek (parser, 0)->kind == RULES_TOKEN_STRING)
    return rules_parser_add_clause (parser, reference, rules_parser_take (parser).text, NULL);

  RulesSharedClause *shared = find_clause (parser, reference);
  if (shared == NULL)
    {
      rules_problem_add (parser->problems, RULES_PROBLEM_UNKNOWN_NAME, reference_place, reference, NULL);
      return NULL;
    }
  shared->used = TRUE;
  return shared->clause;
}

void
rules_parse_measure_clause (RulesParser *parser, RulesPlace place)
{
  parser->measure->clause = rules_parser_read_clause (parser);
}

/* -------------------------------------------------------------------------------------------------
 * Parameters and choices
 */

static RulesShared *
find_shared (RulesParser *parser, const char *id)
{
  for (guint i = 0; i < parser->shared->len; i++)
    {
      RulesShared *shared = &g_array_index (parser->shared, RulesShared, i);
      if (strcmp (shared->is_choice ? shared->choice.id : shared->parameter.id, id) == 0)
        return shared;
    }
  return NULL;
}

/* Notes what was declared outside the measures. */
static void
share (RulesParser *parser, const RulesShared *shared)
{
  const char *id = shared->is_choice ? shared->choice.id : shared->parameter.id;
  const RulesShared *first = find_shared (parser, id);

  if (first != NULL)
    report_duplicate (parser, shared->place, id, first->place);
  else if (parser->shared->len == RULES_MAX_NAMES)
    rules_parser_fault (parser, RULES_PROBLEM_TOO_MANY, shared->place, "names",
                        G_STRINGIFY (RULES_MAX_NAMES));
  else
    g_array_append_val (parser->shared, *shared);
}

void
rules_parser_keep_parameter (RulesParser *parser, const RulesParameter *parameter, RulesPlace place)
{
  if (parser->measure == NULL)
    {
      share (parser, &(RulesShared){ .place = place, .parameter = *parameter });
      return;
    }
  if (!rules_parser_declare (parser, RULES_NAMES_VALUES, parameter->id, place))
    return;
  g_array_append_val (parser->measure->parameters, *parameter);
  g_array_append_val (parser->measure->parameter_places, place);
}

void
rules_parser_keep_choice (RulesParser *parser, const RulesChoice *choice, RulesPlace place)
{
  if (parser->group != NULL)
    {
      if (!rules_parser_declare (parser, RULES_NAMES_VALUES, choice->id, place))
        return;
      g_array_append_val (parser->group->choices, *choice);
      g_array_append_val (parser->group->choice_places, place);
      return;
    }
  if (parser->measure == NULL)
    {
      share (parser, &(RulesShared){ .place = place, .is_choice = TRUE, .choice = *choice });
      return;
    }
  if (!rules_parser_declare (parser, RULES_NAMES_VALUES, choice->id, place))
    return;
  g_array_append_val (parser->measure->choices, *choice);
  g_array_append_val (parser->measure->choice_places, place);
}

static const char *
nearest_shared (RulesParser *parser, const char *id)
{
  RulesNearest nearest;

  rules_nearest_init (&nearest, id);
  for (guint i = 0; i < parser->shared->len; i++)
    {
      const RulesShared *shared = &g_array_index (parser->shared, RulesShared, i);
      rules_nearest_try (&nearest, shared->is_choice ? shared->choice.id : shared->parameter.id);
    }
  return nearest.best;
}

/* use NAME, NAME …: as if it were declared here. */
void
rules_parse_use (RulesParser *parser, RulesPlace place)
{
  do
    {
      RulesPlace name_place = rules_parser_peek (parser, 0)->place;
      const char *id = rules_parser_expect_id (parser, "name");

      if (id == NULL)
        return;
      RulesShared *shared = find_shared (parser, id);
      if (shared == NULL)
        {
          rules_parser_fault (parser, RULES_PROBLEM_UNKNOWN_NAME, name_place, id,
                              nearest_shared (parser, id));
          return;
        }
      shared->used = TRUE;
      if (shared->is_choice)
        rules_parser_keep_choice (parser, &shared->choice, name_place);
      else
        rules_parser_keep_parameter (parser, &shared->parameter, name_place);
    }
  while (!parser->panic && rules_parser_accept (parser, RULES_TOKEN_COMMA));
}

/* A clause is either used or says why not; a parameter or choice that no measure uses is for the review. */
void
rules_parser_finish_shared (RulesParser *parser)
{
  for (guint i = 0; i < parser->shared_clauses->len; i++)
    {
      const RulesSharedClause *shared = &g_array_index (parser->shared_clauses, RulesSharedClause, i);
      if (!shared->used)
        rules_parser_lacks (parser, shared->place, shared->clause->reference, "no-rule");
    }
  for (guint i = 0; i < parser->shared->len; i++)
    {
      const RulesShared *shared = &g_array_index (parser->shared, RulesShared, i);
      RulesIdle idle = { shared->is_choice ? shared->choice.id : shared->parameter.id, shared->place };

      if (!shared->used)
        g_array_append_val (parser->policy->idle, idle);
    }
}

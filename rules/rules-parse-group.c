/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of measures that are settled together, and matters granted once. */
#include "rules-parse.h"

/* The group being read: parser->group. */
static const char *
expect_measure (RulesParser *parser, RulesPlace *place)
{
  *place = rules_parser_peek (parser, 0)->place;
  return rules_parser_expect_id (parser, "measure");
}

static void
parse_clause (RulesParser *parser, RulesPlace place)
{
  parser->group->group.clause = rules_parser_read_clause (parser);
}

/* MEASURE, MEASURE … */
static void
parse_members (RulesParser *parser)
{
  RulesGroupText *group = parser->group;
  g_autoptr (GPtrArray) members = g_ptr_array_new ();
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (RulesPlace));

  do
    {
      RulesPlace place;
      const char *member = expect_measure (parser, &place);

      if (member == NULL)
        return;
      g_ptr_array_add (members, (gpointer) member);
      g_array_append_val (places, place);
    }
  while (rules_parser_accept (parser, RULES_TOKEN_COMMA));
  const char **ids = rules_arena_alloc (parser->arena, members->len * sizeof *ids);
  memcpy (ids, members->pdata, members->len * sizeof *ids);
  group->member_places = rules_arena_alloc (parser->arena, places->len * sizeof (RulesPlace));
  memcpy (group->member_places, places->data, places->len * sizeof (RulesPlace));
  group->group.members = ids;
  group->group.n_members = members->len;
}

static void
begin_members (RulesParser *parser, RulesPlace place, const char *word, RulesGroupKind kind)
{
  if (parser->group->group.n_members > 0)
    rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, word, NULL);
  parser->group->group.kind = kind;
}

/* highest MEASURE, MEASURE … [choice NAME] */
static void
parse_highest (RulesParser *parser, RulesPlace place)
{
  begin_members (parser, place, "highest", RULES_GROUP_HIGHEST);
  parse_members (parser);
  parser->group->group.topup = rules_parser_chosen (parser, &parser->group->topup_place);
}

/* capped AMOUNT MEASURE, MEASURE … */
static void
parse_capped (RulesParser *parser, RulesPlace place)
{
  static const RulesFact MONEY = { .type = RULES_TYPE_MONEY };
  RulesExpression *amount;
  RulesValue value;

  begin_members (parser, place, "capped", RULES_GROUP_CAPPED);
  amount = rules_parser_literal (parser);
  if (amount == NULL || !rules_literal_value (&MONEY, amount, &value, parser->problems))
    {
      parser->panic = TRUE;
      return;
    }
  if (value.number <= 0)
    rules_problem_add (parser->problems, RULES_PROBLEM_RANGE, amount->place, "capped", NULL);
  parser->group->group.cap = value.number;
  parse_members (parser);
}

static void
parse_payer (RulesParser *parser, RulesPlace place)
{
  int payer = rules_parser_expect_one (parser, RULES_PAYER_WORDS, RULES_N_PAYERS);

  if (payer >= 0)
    parser->group->group.payer = payer;
}

/* when CHOICE is OPTION */
static void
parse_when (RulesParser *parser, RulesPlace place)
{
  RulesGroupText *group = parser->group;

  group->when_place = rules_parser_peek (parser, 0)->place;
  group->group.when = rules_parser_expect_id (parser, "choice");
  if (!parser->panic && !rules_parser_accept_word (parser, "is"))
    rules_parser_unexpected (parser, "is");
  group->group.option = rules_parser_expect_id (parser, "option");
}

/* except MEASURE WHY */
static void
parse_except (RulesParser *parser, RulesPlace place)
{
  RulesGroupText *group = parser->group;
  RulesPlace measure_place;
  RulesException exception = { .measure = expect_measure (parser, &measure_place) };

  exception.reason = rules_parser_expect_text (parser, "text");
  if (parser->panic)
    return;
  g_array_append_val (group->exceptions, exception);
  g_array_append_val (group->exception_places, measure_place);
}

enum
{
  CLAUSE,
  HIGHEST,
  CAPPED,
  PAYER,
  WHEN,
  EXCEPT,
  CHOICE,
  N_STATEMENTS
};

static const RulesStatement GROUP_STATEMENTS[N_STATEMENTS] = {
  [CLAUSE] = { "clause", TRUE, parse_clause },
  [HIGHEST] = { "highest", TRUE, parse_highest },
  [CAPPED] = { "capped", TRUE, parse_capped },
  [PAYER] = { "payer", TRUE, parse_payer },
  [WHEN] = { "when", TRUE, parse_when },
  [EXCEPT] = { "except", FALSE, parse_except },
  [CHOICE] = { "choice", FALSE, rules_parse_choice },
};

static void
free_group (RulesGroupText *group)
{
  g_array_unref (group->choices);
  g_array_unref (group->choice_places);
  g_array_unref (group->exceptions);
  g_array_unref (group->exception_places);
}

GPtrArray *
rules_groups_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) free_group);
}

/* group ID "label" { … } */
void
rules_parse_group (RulesParser *parser, RulesPlace place)
{
  GPtrArray *groups = parser->policy->groups;
  guint first_lines[N_STATEMENTS] = { 0 };
  RulesGroupText *group = rules_arena_alloc (parser->arena, sizeof *group);

  group->place = rules_parser_peek (parser, 0)->place;
  group->group.payer = -1;
  group->group.id = rules_parser_expect_id (parser, "name");
  group->group.label = rules_parser_expect_text (parser, "text");
  if (parser->panic)
    return;
  for (guint i = 0; i < groups->len; i++)
    {
      const RulesGroupText *other = g_ptr_array_index (groups, i);

      if (strcmp (other->group.id, group->group.id) == 0)
        rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, group->place, group->group.id, NULL);
    }
  if (groups->len == RULES_MAX_GROUPS)
    {
      rules_parser_fault (parser, RULES_PROBLEM_TOO_MANY, group->place, "groups",
                          G_STRINGIFY (RULES_MAX_GROUPS));
      return;
    }
  group->choices = g_array_new (FALSE, FALSE, sizeof (RulesChoice));
  group->choice_places = g_array_new (FALSE, FALSE, sizeof (RulesPlace));
  group->exceptions = g_array_new (FALSE, FALSE, sizeof (RulesException));
  group->exception_places = g_array_new (FALSE, FALSE, sizeof (RulesPlace));
  g_ptr_array_add (groups, group);
  parser->n_names = 0;
  for (guint i = 0; i < RULES_N_NAMES; i++)
    g_hash_table_remove_all (parser->names[i]);
  parser->group = group;
  rules_parser_block (parser, GROUP_STATEMENTS, N_STATEMENTS, first_lines);
  parser->group = NULL;
  group->group.exceptions = (const RulesException *) group->exceptions->data;
  group->group.n_exceptions = group->exceptions->len;
  if (parser->panic)
    return;
  if (first_lines[CLAUSE] == 0)
    rules_parser_lacks (parser, group->place, group->group.id, "clause");
  if (first_lines[HIGHEST] == 0 && first_lines[CAPPED] == 0)
    rules_parser_lacks (parser, group->place, group->group.id, "highest");
}

/* once ID "label" [("alias", …)] */
void
rules_parse_once (RulesParser *parser, RulesPlace place)
{
  g_autoptr (GPtrArray) aliases = g_ptr_array_new ();
  RulesMatter *matter = rules_arena_alloc (parser->arena, sizeof *matter);

  matter->id = rules_parser_expect_id (parser, "name");
  matter->label = rules_parser_expect_text (parser, "text");
  if (!parser->panic && rules_parser_accept (parser, RULES_TOKEN_LEFT))
    {
      rules_parser_texts (parser, aliases);
      rules_parser_expect (parser, RULES_TOKEN_RIGHT, ", or )");
    }
  if (parser->panic)
    return;
  matter->aliases = rules_parser_keep_texts (parser, aliases);
  parser->measure->matter = matter;
  parser->measure->matter_place = place;
}

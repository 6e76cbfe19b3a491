/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples: a claim and the decision it must get. */
#include "rules-parse.h"

/* NAME VALUE; the checker reads the value, which may be written before its fact. */
static void
parse_assignment (RulesParser *parser, GArray *assignments)
{
  RulesAssignment assignment = { .place = rules_parser_peek (parser, 0)->place };

  assignment.id = rules_parser_expect_id (parser, "name or }");
  if (!parser->panic)
    assignment.value = rules_parser_literal (parser);
  if (!parser->panic)
    g_array_append_val (assignments, assignment);
}

static void
parse_day (RulesParser *parser, GArray *settings)
{
  RulesAssignment assignment = { .id = "as-of", .place = rules_parser_peek (parser, 0)->place };

  if (rules_parser_peek (parser, 0)->kind != RULES_TOKEN_DATE)
    rules_parser_unexpected (parser, "date");
  assignment.value = rules_parser_atom (parser);
  if (!parser->panic)
    g_array_append_val (settings, assignment);
}

/* { NAME VALUE … }: a line of the claim, or another claim of the set. */
static void
parse_group (RulesParser *parser, GPtrArray *groups)
{
  GArray *group = g_array_new (FALSE, TRUE, sizeof (RulesAssignment));

  g_ptr_array_add (groups, group);
  if (!rules_parser_expect (parser, RULES_TOKEN_OPEN, "{"))
    return;
  while (!parser->panic && !rules_parser_accept (parser, RULES_TOKEN_CLOSE))
    parse_assignment (parser, group);
}

/* "line" or "rival" before a brace; a fact may have that name too. */
static gboolean
accept_group (RulesParser *parser, const char *word)
{
  if (!rules_parser_at_word (parser, word) || rules_parser_peek (parser, 1)->kind != RULES_TOKEN_OPEN)
    return FALSE;
  rules_parser_take (parser);
  return TRUE;
}

static void
parse_claim (RulesParser *parser, RulesExample *example)
{
  if (!rules_parser_expect (parser, RULES_TOKEN_OPEN, "{"))
    return;
  while (!parser->panic && !rules_parser_accept (parser, RULES_TOKEN_CLOSE))
    {
      if (accept_group (parser, "line"))
        parse_group (parser, example->lines);
      else if (accept_group (parser, "rival"))
        parse_group (parser, example->rivals);
      else if (rules_parser_accept_word (parser, "set") || rules_parser_accept_word (parser, "choose"))
        parse_assignment (parser, example->settings);
      else if (rules_parser_accept_word (parser, "as-of"))
        parse_day (parser, example->settings);
      else
        parse_assignment (parser, example->facts);
    }
}

/* Reason codes have a colon in them: missing:output_prior. */
static const char *
parse_code (RulesParser *parser)
{
  if (rules_parser_peek (parser, 0)->kind != RULES_TOKEN_WORD)
    {
      rules_parser_unexpected (parser, "code");
      return NULL;
    }
  const char *first = rules_parser_take (parser).text;
  if (!rules_parser_accept (parser, RULES_TOKEN_COLON))
    return first;
  const char *second = rules_parser_expect_id (parser, "name");
  g_autofree char *whole = g_strdup_printf ("%s:%s", first, second != NULL ? second : "");
  return rules_arena_text (parser->arena, whole, strlen (whole));
}

/* award [AMOUNT] | refuse | review | score POINTS, then [code CODE] [flags FLAG, …] */
static void
parse_promise (RulesParser *parser, RulesExample *example)
{
  static const char *const OUTCOMES[] = { "award", "refuse", "review", "score" };
  int outcome = rules_parser_expect_one (parser, OUTCOMES, G_N_ELEMENTS (OUTCOMES));

  if (outcome < 0)
    return;
  example->outcome = outcome == 3 ? RULES_OUTCOME_AWARD : (RulesOutcome) outcome;
  example->amount = RULES_MISSING;
  RulesTokenKind next = rules_parser_peek (parser, 0)->kind;
  if (outcome == 3 || (outcome == 0 && (next == RULES_TOKEN_NUMBER || next == RULES_TOKEN_MINUS)))
    example->value = rules_parser_literal (parser);
  if (parser->panic)
    return;
  if (rules_parser_accept_word (parser, "code"))
    example->code = parse_code (parser);
  if (parser->panic || !rules_parser_accept_word (parser, "flags"))
    return;
  example->flags = g_ptr_array_new ();
  do
    {
      const char *flag = rules_parser_expect_id (parser, "flag");
      if (flag != NULL)
        g_ptr_array_add (example->flags, (gpointer) flag);
    }
  while (!parser->panic && rules_parser_accept (parser, RULES_TOKEN_COMMA));
}

/* example "label" { claim } promise */
void
rules_parse_example (RulesParser *parser, RulesPlace place)
{
  RulesExample example = {
    .label = rules_parser_expect_text (parser, "text"),
    .place = place,
    .facts = g_array_new (FALSE, TRUE, sizeof (RulesAssignment)),
    .settings = g_array_new (FALSE, TRUE, sizeof (RulesAssignment)),
    .lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref),
    .rivals = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref),
  };

  g_array_append_val (parser->measure->examples, example);
  RulesExample *kept =
      &g_array_index (parser->measure->examples, RulesExample, parser->measure->examples->len - 1);
  kept->from = (gsize) (parser->taken_to - parser->policy->text);
  parse_claim (parser, kept);
  if (!parser->panic)
    parse_promise (parser, kept);
  kept->to = (gsize) (parser->taken_to - parser->policy->text);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a measure declares: facts, parameters, choices. */
#include "rules-parse.h"

static const char *const NO_TEXTS[] = { NULL };

const char *const *
rules_parser_keep_texts (RulesParser *parser, GPtrArray *texts)
{
  if (texts->len == 0)
    return NO_TEXTS;

  const char **kept = rules_arena_alloc (parser->arena, (texts->len + 1) * sizeof (char *));
  for (guint i = 0; i < texts->len; i++)
    kept[i] = g_ptr_array_index (texts, i);
  return kept;
}

/* "text" {, "text"} */
void
rules_parser_texts (RulesParser *parser, GPtrArray *texts)
{
  do
    {
      const char *text = rules_parser_expect_text (parser, "text");
      if (text != NULL)
        g_ptr_array_add (texts, (gpointer) text);
    }
  while (!parser->panic && rules_parser_accept (parser, RULES_TOKEN_COMMA));
}

static RulesType
parse_type (RulesParser *parser)
{
  const char *names[RULES_N_TYPES];

  for (guint i = 0; i < RULES_N_TYPES; i++)
    names[i] = rules_type_name ((RulesType) i);
  int type = rules_parser_expect_one (parser, names, RULES_N_TYPES);
  return type >= 0 ? (RulesType) type : RULES_TYPE_BOOLEAN;
}

static const char *
parse_unit (RulesParser *parser, RulesType type)
{
  const RulesToken *token = rules_parser_peek (parser, 0);
  RulesDimension dimension;

  if (token->kind != RULES_TOKEN_UNIT && token->kind != RULES_TOKEN_STRING)
    {
      rules_parser_unexpected (parser, "unit");
      return NULL;
    }
  if (!rules_type_dimension (type, token->text, &dimension))
    rules_parser_fault (parser, RULES_PROBLEM_UNIT, token->place, token->text, rules_type_name (type));
  return rules_parser_take (parser).text;
}

/* The word itself, in quotes where it does not look like one: "100k". */
static const char *
parse_word_id (RulesParser *parser)
{
  const RulesToken *token = rules_parser_peek (parser, 0);

  if (token->kind != RULES_TOKEN_STRING)
    return rules_parser_expect_id (parser, "word or }");
  for (const char *c = token->text; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && *c != '_' && *c != '-')
      {
        rules_parser_unexpected (parser, "word or }");
        return NULL;
      }
  return rules_parser_take (parser).text;
}

/* { WORD "label" ("alias", …) … } */
static void
parse_words (RulesParser *parser, RulesFact *fact)
{
  g_autoptr (GArray) words = g_array_new (FALSE, TRUE, sizeof (RulesWord));

  if (!rules_parser_expect (parser, RULES_TOKEN_OPEN, "{"))
    return;
  while (!parser->panic && !rules_parser_accept (parser, RULES_TOKEN_CLOSE))
    {
      g_autoptr (GPtrArray) aliases = g_ptr_array_new ();
      RulesPlace place = rules_parser_peek (parser, 0)->place;
      RulesWord word = { .id = parse_word_id (parser) };

      word.label = rules_parser_expect_text (parser, "text");
      if (parser->panic)
        return;
      if (rules_parser_accept (parser, RULES_TOKEN_LEFT))
        {
          rules_parser_texts (parser, aliases);
          rules_parser_expect (parser, RULES_TOKEN_RIGHT, ", or )");
        }
      word.aliases = rules_parser_keep_texts (parser, aliases);
      for (guint i = 0; i < words->len; i++)
        if (strcmp (g_array_index (words, RulesWord, i).id, word.id) == 0)
          rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, word.id, NULL);
      if (words->len == RULES_MAX_NAMES)
        rules_parser_fault (parser, RULES_PROBLEM_TOO_MANY, place, "words", G_STRINGIFY (RULES_MAX_NAMES));
      g_array_append_val (words, word);
    }
  if (parser->panic)
    return;
  if (words->len == 0)
    {
      rules_parser_unexpected (parser, "word");
      return;
    }

  RulesWord *kept = rules_arena_alloc (parser->arena, words->len * sizeof (RulesWord));
  memcpy (kept, words->data, words->len * sizeof (RulesWord));
  fact->words = kept;
  fact->n_words = words->len;
}

/* A literal as the value of @type; missing where it is none. */
static RulesValue
parse_literal (RulesParser *parser, const RulesFact *fact)
{
  RulesValue value = { RULES_MISSING, NULL };
  RulesExpression *literal = rules_parser_literal (parser);

  if (literal != NULL && !rules_literal_value (fact, literal, &value, parser->problems))
    parser->panic = TRUE;
  return value;
}

static void
parse_headings (RulesParser *parser, GPtrArray *headings)
{
  do
    {
      RulesPlace place = rules_parser_peek (parser, 0)->place;
      const char *heading = rules_parser_expect_text (parser, "text");

      if (heading == NULL)
        return;
      rules_parser_note (parser, RULES_NAMES_HEADINGS, heading, place);
      g_ptr_array_add (headings, (gpointer) heading);
    }
  while (rules_parser_accept (parser, RULES_TOKEN_COMMA));
}

/* unit U · presumed VALUE · event · heading "…", "…" */
static void
parse_fact_options (RulesParser *parser, RulesFact *fact, RulesPlace label_place)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new ();
  gboolean more = TRUE;

  while (more && !parser->panic)
    {
      RulesPlace place = rules_parser_peek (parser, 0)->place;

      if (rules_parser_accept_word (parser, "unit"))
        fact->unit = parse_unit (parser, fact->type);
      else if (rules_parser_accept_word (parser, "presumed"))
        fact->presumed = parse_literal (parser, fact);
      else if (rules_parser_accept_word (parser, "event"))
        {
          fact->is_event = TRUE;
          if (fact->type != RULES_TYPE_DATE)
            rules_parser_fault (parser, RULES_PROBLEM_KIND, place, rules_type_name (fact->type), "date");
        }
      else if (rules_parser_accept_word (parser, "heading"))
        parse_headings (parser, headings);
      else
        more = FALSE;
    }

  if (headings->len == 0)
    g_ptr_array_add (parser->measure->unheaded, (gpointer) fact->id);
  /* The label is a heading too, after those that are named. */
  gboolean labelled = FALSE;
  for (guint i = 0; i < headings->len; i++)
    labelled = labelled || g_strcmp0 (g_ptr_array_index (headings, i), fact->label) == 0;
  if (!labelled)
    {
      rules_parser_note (parser, RULES_NAMES_HEADINGS, fact->label, label_place);
      g_ptr_array_add (headings, (gpointer) fact->label);
    }
  fact->headings = rules_parser_keep_texts (parser, headings);
}

/* The fact about to be added is the key of the lines, or of the claims outside them; there is one of each. */
static void
note_key (RulesParser *parser, RulesPlace place)
{
  RulesMeasure *measure = parser->measure;
  int *key = parser->in_lines ? &measure->line_key : &measure->claim_key;

  if (*key >= 0)
    rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, "key", NULL);
  else
    *key = (int) (parser->in_lines ? measure->line_facts : measure->facts)->len;
}

/* fact ID TYPE "label" [{ words }] [options] */
static void
parse_fact (RulesParser *parser, gboolean is_key)
{
  RulesMeasure *measure = parser->measure;
  RulesPlace place = rules_parser_peek (parser, 0)->place;
  RulesFact fact = {
    .presumed = { RULES_MISSING, NULL },
    .on_line = parser->in_lines,
    .is_key = is_key,
  };

  fact.id = rules_parser_expect_id (parser, "name");
  fact.type = parse_type (parser);
  RulesPlace label_place = rules_parser_peek (parser, 0)->place;
  fact.label = rules_parser_expect_text (parser, "text");
  if (fact.type == RULES_TYPE_ENUM)
    parse_words (parser, &fact);
  if (!parser->panic)
    parse_fact_options (parser, &fact, label_place);

  if (fact.id == NULL)
    return;
  /* Declared even with a fault, so that its uses are not faults too; without headings it is unusable. */
  if (!rules_parser_declare (parser, RULES_NAMES_VALUES, fact.id, place))
    return;
  if (is_key)
    note_key (parser, place);
  g_array_append_val (parser->in_lines ? measure->line_facts : measure->facts, fact);
  g_array_append_val (parser->in_lines ? measure->line_fact_places : measure->fact_places, place);
}

void
rules_parse_fact (RulesParser *parser, RulesPlace place)
{
  parse_fact (parser, FALSE);
}

/* key fact … */
void
rules_parse_key (RulesParser *parser, RulesPlace place)
{
  if (rules_parser_accept_word (parser, "fact"))
    parse_fact (parser, TRUE);
  else
    rules_parser_unexpected (parser, "fact");
}

/* parameter ID TYPE "label" [unit U] [initial VALUE] [optional] [reason "…"] */
void
rules_parse_parameter (RulesParser *parser, RulesPlace place)
{
  RulesParameter parameter = { .initial = { RULES_MISSING, NULL } };
  RulesPlace name_place = rules_parser_peek (parser, 0)->place;
  gboolean more = TRUE;

  parameter.id = rules_parser_expect_id (parser, "name");
  RulesPlace type_place = rules_parser_peek (parser, 0)->place;
  parameter.type = parse_type (parser);
  if (!parser->panic && (parameter.type == RULES_TYPE_ENUM || parameter.type == RULES_TYPE_INDUSTRY))
    rules_problem_add (parser->problems, RULES_PROBLEM_KIND, type_place, rules_type_name (parameter.type),
                       NULL);
  parameter.label = rules_parser_expect_text (parser, "text");
  while (more && !parser->panic)
    {
      if (rules_parser_accept_word (parser, "unit"))
        parameter.unit = parse_unit (parser, parameter.type);
      else if (rules_parser_accept_word (parser, "initial"))
        parameter.initial =
            parse_literal (parser, &(RulesFact){ .type = parameter.type, .unit = parameter.unit });
      else if (rules_parser_accept_word (parser, "optional"))
        parameter.is_optional = TRUE;
      else if (rules_parser_accept_word (parser, "reason"))
        parameter.reason = rules_parser_expect_text (parser, "text");
      else
        more = FALSE;
    }
  if (parser->panic)
    parameter.label = NULL;
  if (parameter.id != NULL)
    rules_parser_keep_parameter (parser, &parameter, name_place);
}

/* The choices of a group are asked for by no expression, so theirs may be yes and no. */
static const char *
parse_option_id (RulesParser *parser)
{
  if (parser->group != NULL && (rules_parser_at_word (parser, "yes") || rules_parser_at_word (parser, "no")))
    return rules_parser_take (parser).text;
  return rules_parser_expect_id (parser, "option or }");
}

/* { OPTION "label" ["reason"] … } */
static void
parse_options (RulesParser *parser, GArray *options)
{
  if (!rules_parser_expect (parser, RULES_TOKEN_OPEN, "{"))
    return;
  while (!parser->panic && !rules_parser_accept (parser, RULES_TOKEN_CLOSE))
    {
      RulesPlace place = rules_parser_peek (parser, 0)->place;
      RulesOption option = { .id = parse_option_id (parser) };

      option.label = rules_parser_expect_text (parser, "text");
      if (parser->panic)
        return;
      if (rules_parser_peek (parser, 0)->kind == RULES_TOKEN_STRING)
        option.reason = rules_parser_take (parser).text;
      for (guint i = 0; i < options->len; i++)
        if (strcmp (g_array_index (options, RulesOption, i).id, option.id) == 0)
          rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, option.id, NULL);
      if (options->len == RULES_MAX_NAMES)
        rules_parser_fault (parser, RULES_PROBLEM_TOO_MANY, place, "options", G_STRINGIFY (RULES_MAX_NAMES));
      g_array_append_val (options, option);
    }
}

/* choice ID "label" { options } */
void
rules_parse_choice (RulesParser *parser, RulesPlace place)
{
  g_autoptr (GArray) options = g_array_new (FALSE, TRUE, sizeof (RulesOption));
  RulesPlace name_place = rules_parser_peek (parser, 0)->place;
  RulesChoice choice = { .id = rules_parser_expect_id (parser, "name") };

  choice.label = rules_parser_expect_text (parser, "text");
  parse_options (parser, options);
  if (!parser->panic && options->len < 2)
    rules_parser_lacks (parser, name_place, choice.id, "option");

  /* Declared even with a fault, so that its uses are not faults too; without options it is unusable. */
  if (choice.id == NULL)
    return;
  if (!parser->panic && options->len > 0)
    {
      RulesOption *kept = rules_arena_alloc (parser->arena, options->len * sizeof (RulesOption));
      memcpy (kept, options->data, options->len * sizeof (RulesOption));
      choice.options = kept;
      choice.n_options = options->len;
    }
  rules_parser_keep_choice (parser, &choice, name_place);
}

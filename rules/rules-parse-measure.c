/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statements of a measure. */
#include "rules-parse.h"

#define MAX_INSTALMENTS 120

static void
parse_claimant (RulesParser *parser, RulesPlace place)
{
  static const char *const WORDS[] = {
    [RULES_CLAIMANT_ENTERPRISE] = "enterprise",
    [RULES_CLAIMANT_ORGANISATION] = "organisation",
    [RULES_CLAIMANT_PERSON_OR_AGENCY] = "person-or-agency",
    [RULES_CLAIMANT_REGION] = "region",
  };
  int claimant = rules_parser_expect_one (parser, WORDS, G_N_ELEMENTS (WORDS));

  if (claimant >= 0)
    parser->measure->claimant = (RulesClaimant) claimant;
}

static void
parse_result (RulesParser *parser, RulesPlace place)
{
  static const char *const WORDS[] = {
    [RULES_RESULT_AWARD] = "award",
    [RULES_RESULT_SCORE] = "score",
    [RULES_RESULT_QUALIFICATION] = "qualification",
  };
  int result = rules_parser_expect_one (parser, WORDS, G_N_ELEMENTS (WORDS));

  if (result >= 0)
    parser->measure->result = (RulesResult) result;
}

/* let NAME ["label"] VALUE; a text alone would be the value. */
static void
parse_let (RulesParser *parser, RulesPlace place)
{
  RulesLet *let = rules_arena_alloc (parser->arena, sizeof *let);

  let->place = rules_parser_peek (parser, 0)->place;
  let->id = rules_parser_expect_id (parser, "name");
  if (let->id == NULL)
    return;
  if (rules_parser_peek (parser, 0)->kind == RULES_TOKEN_STRING)
    let->label = rules_parser_take (parser).text;
  let->expression = rules_parser_expression (parser);
  /* Declared even with a fault in its value, so that its uses are not faults too. */
  if (rules_parser_declare (parser, RULES_NAMES_VALUES, let->id, let->place))
    g_ptr_array_add (parser->measure->lets, let);
}

/* ID "label" [when C] [unless C] [:] TEST */
static void
parse_condition (RulesParser *parser, RulesConditionKind kind, RulesNames names, GArray *conditions)
{
  RulesCondition condition = { .kind = kind, .place = rules_parser_peek (parser, 0)->place };

  condition.id = rules_parser_expect_id (parser, "name");
  condition.label = rules_parser_expect_text (parser, "text");
  if (parser->panic || !rules_parser_declare (parser, names, condition.id, condition.place))
    return;
  if (rules_parser_accept_word (parser, "when"))
    condition.when = rules_parser_expression (parser);
  if (!parser->panic && rules_parser_accept_word (parser, "unless"))
    condition.unless = rules_parser_expression (parser);
  if (condition.when != NULL || condition.unless != NULL)
    rules_parser_expect (parser, RULES_TOKEN_COLON, ":");
  else if (!parser->panic)
    rules_parser_accept (parser, RULES_TOKEN_COLON);
  if (!parser->panic)
    condition.test = rules_parser_expression (parser);
  if (!parser->panic)
    g_array_append_val (conditions, condition);
}

static GArray *
conditions_here (RulesParser *parser)
{
  return parser->in_lines ? parser->measure->line_conditions : parser->measure->conditions;
}

static void
parse_require (RulesParser *parser, RulesPlace place)
{
  parse_condition (parser, RULES_CONDITION_REQUIRE, RULES_NAMES_CODES, conditions_here (parser));
}

static void
parse_review (RulesParser *parser, RulesPlace place)
{
  parse_condition (parser, RULES_CONDITION_REVIEW, RULES_NAMES_CODES, conditions_here (parser));
}

static void
parse_pending (RulesParser *parser, RulesPlace place)
{
  parse_condition (parser, RULES_CONDITION_PENDING, RULES_NAMES_CODES, conditions_here (parser));
}

static void
parse_flag (RulesParser *parser, RulesPlace place)
{
  parse_condition (parser, RULES_CONDITION_FLAG, RULES_NAMES_FLAGS, parser->measure->flag_conditions);
}

static void
parse_doubt (RulesParser *parser, RulesPlace place)
{
  GArray *flags = parser->measure->flag_conditions;
  const guint n = flags->len;

  parse_flag (parser, place);
  if (flags->len > n)
    g_array_index (flags, RulesCondition, n).is_doubt = TRUE;
}

static void
set_formula (RulesParser *parser, RulesPlace place, RulesResult result, const char *word)
{
  RulesMeasure *measure = parser->measure;
  RulesExpression *formula = rules_parser_expression (parser);

  /* One of the two; "result" may stand below, so the checker compares them. */
  if (measure->formula != NULL && measure->formula_result != result)
    rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, word, NULL);
  measure->formula = formula;
  measure->formula_result = result;
}

static void
parse_award (RulesParser *parser, RulesPlace place)
{
  set_formula (parser, place, RULES_RESULT_AWARD, "award");
}

static void
parse_score (RulesParser *parser, RulesPlace place)
{
  set_formula (parser, place, RULES_RESULT_SCORE, "score");
}

/* "choice NAME" behind a statement; "choice NAME "label"" begins the next one. */
const char *
rules_parser_chosen (RulesParser *parser, RulesPlace *place)
{
  if (parser->panic || !rules_parser_at_word (parser, "choice") ||
      rules_parser_peek (parser, 1)->kind != RULES_TOKEN_WORD ||
      rules_parser_peek (parser, 2)->kind == RULES_TOKEN_STRING)
    return NULL;
  rules_parser_take (parser);
  *place = rules_parser_peek (parser, 0)->place;
  return rules_parser_take (parser).text;
}

static void
expect_word (RulesParser *parser, const char *word)
{
  if (!parser->panic && !rules_parser_accept_word (parser, word))
    rules_parser_unexpected (parser, word);
}

/* rank NAME "label" by VALUE [within VALUE] award AMOUNT, AMOUNT … [choice NAME] */
static void
parse_rank (RulesParser *parser, RulesPlace place)
{
  RulesRanking *ranking = rules_arena_alloc (parser->arena, sizeof *ranking);
  g_autoptr (GPtrArray) amounts = g_ptr_array_new ();

  ranking->place = rules_parser_peek (parser, 0)->place;
  ranking->id = rules_parser_expect_id (parser, "name");
  ranking->label = rules_parser_expect_text (parser, "text");
  if (parser->panic || !rules_parser_declare (parser, RULES_NAMES_CODES, ranking->id, ranking->place))
    return;
  expect_word (parser, "by");
  if (!parser->panic)
    ranking->value = rules_parser_expression (parser);
  if (!parser->panic && rules_parser_accept_word (parser, "within"))
    ranking->within = rules_parser_expression (parser);
  expect_word (parser, "award");
  while (!parser->panic)
    {
      g_ptr_array_add (amounts, rules_parser_expression (parser));
      if (parser->panic || !rules_parser_accept (parser, RULES_TOKEN_COMMA))
        break;
    }
  ranking->choice_id = rules_parser_chosen (parser, &ranking->choice_place);
  if (parser->panic)
    return;
  ranking->n_amounts = amounts->len;
  ranking->amounts = rules_arena_alloc (parser->arena, amounts->len * sizeof *ranking->amounts);
  memcpy (ranking->amounts, amounts->pdata, amounts->len * sizeof *ranking->amounts);
  parser->measure->ranking = ranking;
}

static void
parse_cap (RulesParser *parser, RulesPlace place)
{
  parser->measure->cap = rules_parser_expression (parser);
}

/* floor VALUE [choice NAME] */
static void
parse_floor (RulesParser *parser, RulesPlace place)
{
  parser->measure->floor = rules_parser_expression (parser);
  parser->measure->floor_choice_id = rules_parser_chosen (parser, &parser->measure->floor_choice_place);
}

const char *const RULES_PAYER_WORDS[RULES_N_PAYERS] = {
  [RULES_PAYER_CENTRAL] = "central",
  [RULES_PAYER_PROVINCE] = "province",
  [RULES_PAYER_CITY] = "city",
  [RULES_PAYER_COUNTY] = "county",
};

/* payer WHO SHARE */
static void
parse_payer (RulesParser *parser, RulesPlace place)
{
  GArray *shares = parser->measure->shares;
  int payer = rules_parser_expect_one (parser, RULES_PAYER_WORDS, RULES_N_PAYERS);
  RulesShare share = { .payer = (RulesPayer) payer,
                       .place = place,
                       .share = rules_parser_expression (parser) };

  if (parser->panic)
    return;
  for (guint i = 0; i < shares->len; i++)
    if (g_array_index (shares, RulesShare, i).payer == share.payer)
      {
        g_autofree char *line = g_strdup_printf ("%u", g_array_index (shares, RulesShare, i).place.line);
        rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, place, RULES_PAYER_WORDS[payer], line);
      }
  g_array_append_val (shares, share);
}

static void
parse_instalments (RulesParser *parser, RulesPlace place)
{
  const RulesToken *token = rules_parser_peek (parser, 0);
  RulesRatio count = token->number.factor;

  if (token->kind != RULES_TOKEN_NUMBER)
    rules_parser_unexpected (parser, "number");
  else if (!rules_dimension_is_none (token->number.dimension) || count.denominator != 1 ||
           count.numerator < 1 || count.numerator > MAX_INSTALMENTS)
    rules_parser_fault (parser, RULES_PROBLEM_RANGE, token->place, "instalments",
                        G_STRINGIFY (MAX_INSTALMENTS));
  else
    {
      parser->measure->n_instalments = (guint) count.numerator;
      rules_parser_take (parser);
    }
}

/* supersedes POLICY/MEASURE */
static void
parse_supersedes (RulesParser *parser, RulesPlace place)
{
  RulesPlace target = rules_parser_peek (parser, 0)->place;
  RulesSuccession succession = { .policy = rules_parser_expect_id (parser, "policy") };

  rules_parser_expect (parser, RULES_TOKEN_SLASH, "/");
  succession.measure = rules_parser_expect_id (parser, "measure");
  if (succession.measure == NULL)
    return;
  g_array_append_val (parser->measure->successions, succession);
  g_array_append_val (parser->measure->succession_places, target);
}

enum
{
  LINE_FACT,
  LINE_KEY,
  LINE_LET,
  LINE_REQUIRE,
  LINE_REVIEW,
  LINE_PENDING,
  N_LINE_STATEMENTS
};

static const RulesStatement LINE_STATEMENTS[N_LINE_STATEMENTS] = {
  [LINE_FACT] = { "fact", FALSE, rules_parse_fact }, [LINE_KEY] = { "key", FALSE, rules_parse_key },
  [LINE_LET] = { "let", FALSE, parse_let },          [LINE_REQUIRE] = { "require", FALSE, parse_require },
  [LINE_REVIEW] = { "review", FALSE, parse_review }, [LINE_PENDING] = { "pending", FALSE, parse_pending },
};

/* lines ["label"] [partial] { … } */
static void
parse_lines (RulesParser *parser, RulesPlace place)
{
  RulesMeasure *measure = parser->measure;
  guint first_lines[N_LINE_STATEMENTS] = { 0 };

  measure->has_lines = TRUE;
  if (rules_parser_peek (parser, 0)->kind == RULES_TOKEN_STRING)
    measure->line_label = rules_parser_take (parser).text;
  measure->lines_partial = rules_parser_accept_word (parser, "partial");
  parser->in_lines = TRUE;
  rules_parser_block (parser, LINE_STATEMENTS, N_LINE_STATEMENTS, first_lines);
  parser->in_lines = FALSE;
  if (!parser->panic && first_lines[LINE_FACT] == 0 && first_lines[LINE_KEY] == 0)
    rules_parser_lacks (parser, place, "lines", "fact");
}

enum
{
  CLAUSE,
  CLAIMANT,
  RESULT,
  FACT,
  KEY,
  LINES,
  PARAMETER,
  CHOICE,
  USE,
  LET,
  REQUIRE,
  REVIEW,
  FLAG,
  DOUBT,
  AWARD,
  SCORE,
  RANK,
  CAP,
  FLOOR,
  PAYER,
  INSTALMENTS,
  SUPERSEDES,
  ONCE,
  EXAMPLE,
  N_STATEMENTS
};

static const RulesStatement MEASURE_STATEMENTS[N_STATEMENTS] = {
  [CLAUSE] = { "clause", TRUE, rules_parse_measure_clause },
  [CLAIMANT] = { "claimant", TRUE, parse_claimant },
  [RESULT] = { "result", TRUE, parse_result },
  [FACT] = { "fact", FALSE, rules_parse_fact },
  [KEY] = { "key", FALSE, rules_parse_key },
  [LINES] = { "lines", TRUE, parse_lines },
  [PARAMETER] = { "parameter", FALSE, rules_parse_parameter },
  [CHOICE] = { "choice", FALSE, rules_parse_choice },
  [USE] = { "use", FALSE, rules_parse_use },
  [LET] = { "let", FALSE, parse_let },
  [REQUIRE] = { "require", FALSE, parse_require },
  [REVIEW] = { "review", FALSE, parse_review },
  [FLAG] = { "flag", FALSE, parse_flag },
  [DOUBT] = { "doubt", FALSE, parse_doubt },
  [AWARD] = { "award", TRUE, parse_award },
  [SCORE] = { "score", TRUE, parse_score },
  [RANK] = { "rank", TRUE, parse_rank },
  [CAP] = { "cap", TRUE, parse_cap },
  [FLOOR] = { "floor", TRUE, parse_floor },
  [PAYER] = { "payer", FALSE, parse_payer },
  [INSTALMENTS] = { "instalments", TRUE, parse_instalments },
  [SUPERSEDES] = { "supersedes", FALSE, parse_supersedes },
  [ONCE] = { "once", TRUE, rules_parse_once },
  [EXAMPLE] = { "example", FALSE, rules_parse_example },
};

static void
require_statements (RulesParser *parser, const guint *first_lines)
{
  RulesMeasure *measure = parser->measure;

  if (first_lines[CLAUSE] == 0)
    rules_parser_lacks (parser, measure->place, measure->id, "clause");
  if (first_lines[AWARD] == 0 && first_lines[SCORE] == 0 && first_lines[RANK] == 0 &&
      measure->result != RULES_RESULT_QUALIFICATION)
    rules_parser_lacks (parser, measure->place, measure->id,
                        measure->result == RULES_RESULT_SCORE ? "score" : "award");
}

/* measure ID "label" { … } */
void
rules_parse_measure (RulesParser *parser, RulesPlace place)
{
  GPtrArray *measures = parser->policy->measures;
  RulesPlace id_place = rules_parser_peek (parser, 0)->place;
  const char *from = rules_parser_peek (parser, 0)->from;
  const char *id = rules_parser_expect_id (parser, "name");
  const char *label = rules_parser_expect_text (parser, "text");

  if (parser->panic)
    return;
  if (measures->len == RULES_MAX_MEASURES)
    {
      rules_parser_fault (parser, RULES_PROBLEM_TOO_MANY, id_place, "measures",
                          G_STRINGIFY (RULES_MAX_MEASURES));
      return;
    }
  for (guint i = 0; i < measures->len; i++)
    {
      const RulesMeasure *other = g_ptr_array_index (measures, i);
      if (strcmp (other->id, id) == 0)
        {
          g_autofree char *line = g_strdup_printf ("%u", other->place.line);
          rules_problem_add (parser->problems, RULES_PROBLEM_DUPLICATE, id_place, id, line);
        }
    }

  RulesMeasure *measure = rules_measure_new (parser->policy);
  guint first_lines[N_STATEMENTS] = { 0 };
  measure->id = id;
  measure->label = label;
  measure->place = id_place;
  g_ptr_array_add (measures, measure);
  parser->n_names = 0;
  for (guint i = 0; i < RULES_N_NAMES; i++)
    g_hash_table_remove_all (parser->names[i]);
  parser->measure = measure;
  rules_parser_block (parser, MEASURE_STATEMENTS, N_STATEMENTS, first_lines);
  measure->from = (gsize) (from - parser->policy->text);
  measure->to = (gsize) (parser->block_to - parser->policy->text);
  if (!parser->panic)
    require_statements (parser, first_lines);
  parser->measure = NULL;
}

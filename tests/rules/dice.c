/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dice.h"
#include "nearest.h"

#define MOST_LINES 12

typedef struct
{
  const RulesMeasure *measure;
  GRand *random;
  gboolean tame;    /* the claim at hand is one that might be awarded */
  GArray *limits;   /* RulesRatio: the numbers the measure's text names */
  GArray *days;     /* gint64: its dates */
  GPtrArray *texts; /* const char *: its texts */
  Nearest nearest;
} Dice;

static void
collect_limits (Dice *dice, const RulesExpression *expression)
{
  if (expression == NULL)
    return;
  if (expression->op == RULES_OP_LITERAL && expression->kind != RULES_KIND_TEXT)
    g_array_append_val (dice->limits, expression->literal);
  if (expression->op == RULES_OP_LITERAL && expression->kind == RULES_KIND_TEXT)
    g_ptr_array_add (dice->texts, (gpointer) expression->text);
  if (expression->op == RULES_OP_LITERAL && expression->kind == RULES_KIND_DATE)
    {
      gint64 day = (gint64) expression->literal.numerator;
      g_array_append_val (dice->days, day);
    }
  for (guint i = 0; i < expression->n_args; i++)
    collect_limits (dice, expression->args[i]);
}

static void
collect_conditions (Dice *dice, GArray *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);
      collect_limits (dice, condition->when);
      collect_limits (dice, condition->unless);
      collect_limits (dice, condition->test);
    }
}

/* A number at a limit, or one step beside it, in the units of @type. */
static gint64
roll_limit (Dice *dice, RulesType type)
{
  RulesRatio unit = rules_fact_ratio (type, 1);
  gint64 number = 0;

  if (dice->limits->len > 0)
    {
      RulesRatio limit = g_array_index (dice->limits, RulesRatio,
                                        g_rand_int_range (dice->random, 0, (gint32) dice->limits->len));
      if (!rules_ratio_divide (limit, unit, &limit) || !rules_ratio_round (limit, &number))
        number = 0;
    }
  return number + g_rand_int_range (dice->random, dice->tame ? 0 : -1, 2);
}

static gint64
roll_number (Dice *dice, RulesType type)
{
  static const gint64 EXTREMES[] = { G_MAXINT64, -G_MAXINT64, G_MAXINT64 / 2, 1, 0, -1 };

  if (dice->tame && g_rand_boolean (dice->random))
    return (gint64) g_rand_int (dice->random) >> g_rand_int_range (dice->random, 0, 20);
  switch (g_rand_int_range (dice->random, 0, 6))
    {
    case 0:
      return EXTREMES[g_rand_int_range (dice->random, 0, G_N_ELEMENTS (EXTREMES))];
    case 1:
      return (gint64) (((guint64) g_rand_int (dice->random) << 32) | g_rand_int (dice->random)) >>
             g_rand_int_range (dice->random, 1, 60);
    case 2:
      return g_rand_int_range (dice->random, -20, 21);
    case 3:
      /* Cap and floor lie where the formula's factors have moved the limit. */
      return roll_limit (dice, type) * g_rand_int_range (dice->random, 1, 4);
    default:
      return roll_limit (dice, type);
    }
}

static gint64
roll_value (Dice *dice, RulesTexts *texts, const RulesFact *fact, guint place)
{
  static const char *const TEXTS[] = { "福州", "厦门", "甲", "乙", "丙" };

  if (g_rand_int_range (dice->random, 0, dice->tame ? 60 : 8) == 0)
    return RULES_MISSING;
  switch (fact->type)
    {
    case RULES_TYPE_BOOLEAN:
      return g_rand_int_range (dice->random, 0, dice->tame ? 20 : 4) != 0;
    case RULES_TYPE_TEXT:
      if (fact->is_key)
        {
          g_autofree char *key = g_strdup_printf ("%d", g_rand_int_range (dice->random, 0, 1000));
          return rules_texts_add (texts, key);
        }
      if (dice->texts->len > 0 && g_rand_int_range (dice->random, 0, 4) != 0)
        return rules_texts_add (
            texts,
            g_ptr_array_index (dice->texts, g_rand_int_range (dice->random, 0, (gint32) dice->texts->len)));
      return rules_texts_add (texts, TEXTS[g_rand_int_range (dice->random, 0, G_N_ELEMENTS (TEXTS))]);
    case RULES_TYPE_ENUM:
      return g_rand_int_range (dice->random, 0, (gint32) fact->n_words);
    case RULES_TYPE_INDUSTRY:
      return dice->tame ? g_rand_int_range (dice->random, 13, 44) : g_rand_int_range (dice->random, 1, 98);
    case RULES_TYPE_DATE:
      if (dice->tame && dice->days->len > 0 && g_rand_int_range (dice->random, 0, 8) != 0)
        return g_array_index (dice->days, gint64, place % dice->days->len);
      /* The whole year and a little more, or February; or the day a limit names. */
      if (g_rand_int_range (dice->random, 0, 3) == 0)
        return 19723 + g_rand_int_range (dice->random, -40, 400);
      if (g_rand_boolean (dice->random))
        return 19754 + g_rand_int_range (dice->random, 0, 29);
      return roll_limit (dice, fact->type);
    case RULES_TYPE_MONEY:
    case RULES_TYPE_ENERGY:
    case RULES_TYPE_QUANTITY:
    case RULES_TYPE_PERCENT:
    case RULES_TYPE_COUNT:
    default:
      {
        gint64 number = roll_number (dice, fact->type);
        return number == RULES_MISSING ? 0 : number;
      }
    }
}

static void
roll_row (Dice *dice, Claims *claims, GPtrArray *columns, gboolean on_line)
{
  for (guint f = 0; f < columns->len; f++)
    {
      GArray *column = g_ptr_array_index (columns, f);
      const RulesFact *fact = on_line ? rules_measure_get_line_fact (dice->measure, f)
                                      : rules_measure_get_fact (dice->measure, f);
      gint64 number = roll_value (dice, claims->batch.texts, fact, f);
      g_array_append_val (column, number);
    }
}

/* The line before once more, whole or with another figure. */
static void
repeat_row (Dice *dice, GPtrArray *columns)
{
  for (guint f = 0; f < columns->len; f++)
    {
      GArray *column = g_ptr_array_index (columns, f);
      gint64 number = g_array_index (column, gint64, column->len - 1);
      if (f + 1 == columns->len && number != RULES_MISSING && g_rand_int_range (dice->random, 0, 3) == 0)
        number = number == 0;
      g_array_append_val (column, number);
    }
}

static void
roll_claim (Dice *dice, Claims *claims)
{
  guint32 end = g_array_index (claims->line_starts, guint32, claims->line_starts->len - 1);
  guint8 conflict = g_rand_int_range (dice->random, 0, 20) == 0;

  dice->tame = g_rand_boolean (dice->random);
  roll_row (dice, claims, claims->facts, FALSE);
  if (claims->line_facts->len > 0)
    {
      guint n = (guint) g_rand_int_range (dice->random, 0, dice->tame ? 4 : MOST_LINES);
      for (guint l = 0; l < n; l++)
        if (l > 0 && g_rand_int_range (dice->random, 0, dice->tame ? 20 : 6) == 0)
          repeat_row (dice, claims->line_facts);
        else
          roll_row (dice, claims, claims->line_facts, TRUE);
      end += n;
    }
  g_array_append_val (claims->line_starts, end);
  g_array_append_val (claims->conflicts, conflict);
  claims->batch.n_claims++;
}

static void
roll_settings (Dice *dice, RulesSettings *settings)
{
  settings->as_of = 19723 + g_rand_int_range (dice->random, 20, 120);
  for (guint i = 0; i < dice->measure->choices->len; i++)
    settings->choices[i] = (guint) g_rand_int_range (
        dice->random, 0, (gint32) g_array_index (dice->measure->choices, RulesChoice, i).n_options);
  for (guint i = 0; i < dice->measure->parameters->len; i++)
    {
      const RulesParameter *parameter = &g_array_index (dice->measure->parameters, RulesParameter, i);
      if (parameter->type == RULES_TYPE_TEXT || g_rand_int_range (dice->random, 0, 3) == 0)
        continue;
      settings->parameters[i].number =
          parameter->type == RULES_TYPE_DATE      ? 19723 + g_rand_int_range (dice->random, 0, 60)
          : parameter->type == RULES_TYPE_BOOLEAN ? g_rand_int_range (dice->random, 0, 2)
                                                  : g_rand_int_range (dice->random, 0, 5000000);
    }
}

static void
assert_same (const RulesMeasure *measure, const RulesDecision *actual, const RulesDecision *expected)
{
  if (actual->outcome == expected->outcome && actual->amount == expected->amount &&
      actual->code == expected->code && actual->flags == expected->flags)
    return;

  g_autofree char *found = fixture_describe (measure, actual);
  g_autofree char *wanted = fixture_describe (measure, expected);
  g_assert_cmpstr (found, ==, wanted);
  g_assert_cmpint (actual->amount, ==, expected->amount);
}

static void
check_round (Dice *dice, RulesSettings *settings, guint n_claims)
{
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (dice->measure, settings);
  g_autoptr (RulesWalk) walk = rules_walk_new (dice->measure, settings);
  g_autoptr (Claims) claims = claims_new (dice->measure);
  g_autofree RulesDecision *decisions = g_new0 (RulesDecision, n_claims);

  for (guint i = 0; i < n_claims; i++)
    roll_claim (dice, claims);
  claims_finish (claims);
  rules_evaluator_run (evaluator, &claims->batch, decisions);
  for (guint i = 0; i < n_claims; i++)
    {
      RulesDecision decision;
      rules_walk_decide (walk, &claims->batch, i, &decision);
      /* A walk of one claim does not know its place: only who does not take part is the same. */
      if (rules_measure_compares_claims (dice->measure) && decision.outcome != RULES_OUTCOME_REFUSE)
        {
          g_assert_true (decisions[i].outcome == RULES_OUTCOME_REVIEW ||
                         decision.outcome == RULES_OUTCOME_AWARD);
          decision = decisions[i];
        }
      assert_same (dice->measure, &decisions[i], &decision);
      /* Trying every value is slow: a round of fewer claims, as a fuzzer makes, does without. */
      if (i % 25 == 24)
        nearest_check (&dice->nearest, dice->measure, evaluator, walk, &claims->batch, i);
      if (i % 50 != 0)
        continue;
      g_autoptr (RulesExplanation) explanation = rules_evaluator_explain (evaluator, &claims->batch, i);
      assert_same (dice->measure, &explanation->decision, &decision);
    }
}

static void
dice_init (Dice *dice, const RulesMeasure *measure, guint32 seed)
{
  *dice = (Dice){ .measure = measure, .random = g_rand_new_with_seed (seed) };
  dice->limits = g_array_new (FALSE, FALSE, sizeof (RulesRatio));
  dice->days = g_array_new (FALSE, FALSE, sizeof (gint64));
  dice->texts = g_ptr_array_new ();
  collect_conditions (dice, measure->conditions);
  collect_conditions (dice, measure->line_conditions);
  collect_conditions (dice, measure->flag_conditions);
  for (guint i = 0; i < measure->lets->len; i++)
    collect_limits (dice, ((const RulesLet *) g_ptr_array_index (measure->lets, i))->expression);
  collect_limits (dice, measure->formula);
  collect_limits (dice, measure->cap);
  collect_limits (dice, measure->floor);
}

static void
dice_clear (Dice *dice)
{
  g_array_unref (dice->limits);
  g_array_unref (dice->days);
  g_ptr_array_unref (dice->texts);
  g_rand_free (dice->random);
}

void
dice_check_measure (const RulesMeasure *measure, guint32 seed, guint n_rounds, guint n_claims)
{
  Dice dice;

  dice_init (&dice, measure, seed);
  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (RulesSettings) settings = rules_settings_new (measure);
      roll_settings (&dice, settings);
      check_round (&dice, settings, n_claims);
    }
  g_test_message ("near misses: %u, of which left open %u", dice.nearest.n_found, dice.nearest.n_open);
  dice_clear (&dice);
}

void
dice_explain_measure (const RulesMeasure *measure,
                      guint32 seed,
                      guint n_claims,
                      void (*visit) (const RulesMeasure *measure, const RulesExplanation *explanation))
{
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  g_autoptr (Claims) claims = claims_new (measure);
  Dice dice;

  dice_init (&dice, measure, seed);
  roll_settings (&dice, settings);
  for (guint i = 0; i < n_claims; i++)
    roll_claim (&dice, claims);
  claims_finish (claims);
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (measure, settings);
  for (guint i = 0; i < n_claims; i++)
    {
      g_autoptr (RulesExplanation) explanation = rules_evaluator_explain (evaluator, &claims->batch, i);
      visit (measure, explanation);
    }
  dice_clear (&dice);
}

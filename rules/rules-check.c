/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks a parsed policy: names, kinds, units, payers, and numbers the codes and flags of its measures. */
#include "rules-check.h"

static const char *const FIXED_CODES[RULES_N_FIXED_CODES] = {
  [RULES_CODE_OK] = "ok",
  [RULES_CODE_CAPPED] = "capped",
  [RULES_CODE_BELOW_FLOOR] = "below-floor",
  [RULES_CODE_NOTHING_DUE] = "nothing-due",
  [RULES_CODE_ZERO_BASE] = "zero-base",
  [RULES_CODE_ZERO_DIVISOR] = "zero-divisor",
  [RULES_CODE_OVERFLOW] = "overflow",
  [RULES_CODE_CONFLICTING_ROWS] = "conflicting-rows",
  [RULES_CODE_CONFLICTING_LINES] = "conflicting-lines",
  [RULES_CODE_NO_LINES] = "no-lines",
  [RULES_CODE_PENDING] = "pending",
  [RULES_CODE_TIE] = "tie",
  [RULES_CODE_OPEN_RANK] = "open-rank",
};

static const char *const LIBRARY_FLAGS[RULES_N_LIBRARY_FLAGS] = {
  [RULES_FLAG_AT_FLOOR] = "at-floor",
  [RULES_FLAG_PENDING] = "pending",
  [RULES_FLAG_UNDECIDED_LINES] = "undecided-lines",
  [RULES_FLAG_OUTSIDE_VALIDITY] = "outside-validity",
  [RULES_FLAG_PAYER_SHARES_UNSET] = "payer-shares-unset",
};

static const char *const RESULT_NAMES[] = {
  [RULES_RESULT_AWARD] = "award",
  [RULES_RESULT_SCORE] = "score",
  [RULES_RESULT_QUALIFICATION] = "qualification",
};

static const RulesDimension MONEY = { .exponent = { [RULES_UNIT_MONEY] = 1 } };

/* -------------------------------------------------------------------------------------------------
 * Expressions of the measure
 */

static void
check_lets (RulesCheckState *check)
{
  GPtrArray *lets = check->measure->lets;

  for (guint i = 0; i < lets->len; i++)
    rules_check_let (check, i);
}

static void
check_conditions (RulesCheckState *check, GArray *conditions, RulesContext context)
{
  check->context = context;
  for (guint i = 0; i < conditions->len; i++)
    {
      RulesCondition *condition = &g_array_index (conditions, RulesCondition, i);

      if (condition->when != NULL)
        (void) rules_check_truth (check, condition->when);
      if (condition->unless != NULL)
        (void) rules_check_truth (check, condition->unless);
      (void) rules_check_truth (check, condition->test);
    }
  check->context = RULES_CONTEXT_CLAIM;
}

static void
check_result (RulesCheckState *check)
{
  RulesMeasure *measure = check->measure;
  RulesDimension dimension = measure->result == RULES_RESULT_AWARD ? MONEY : (RulesDimension){ { 0 } };
  RulesExpression *parts[] = { measure->formula, measure->cap, measure->floor };

  if (measure->formula != NULL && measure->formula_result != measure->result)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_KIND, measure->formula->place,
                         RESULT_NAMES[measure->formula_result], RESULT_NAMES[measure->result]);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      {
        if (measure->result == RULES_RESULT_QUALIFICATION)
          rules_problem_add (check->problems, RULES_PROBLEM_KIND, parts[i]->place, "award", "qualification");
        else
          (void) rules_check_number (check, parts[i], dimension);
      }
}

static void
check_ranking (RulesCheckState *check)
{
  static const char *const OPTIONS[] = { "review", "split", "same", NULL };
  RulesMeasure *measure = check->measure;
  RulesRanking *ranking = measure->ranking;
  guint i;

  if (ranking == NULL)
    return;
  if (measure->formula != NULL || measure->result != RULES_RESULT_AWARD)
    rules_problem_add (check->problems, RULES_PROBLEM_KIND, ranking->place, "rank",
                       RESULT_NAMES[measure->formula != NULL ? measure->formula_result : measure->result]);
  if (rules_check_expression (check, ranking->value) && ranking->value->kind != RULES_KIND_NUMBER)
    rules_check_wrong_kind (check, ranking->value, "number");
  if (ranking->within != NULL)
    (void) rules_check_expression (check, ranking->within);
  for (guint a = 0; a < ranking->n_amounts; a++)
    (void) rules_check_number (check, ranking->amounts[a], MONEY);

  ranking->tie_choice = -1;
  if (ranking->choice_id == NULL)
    return;
  if (rules_check_find (measure, ranking->choice_id, &i) != RULES_NAME_CHOICE)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_NAME, ranking->choice_place,
                         ranking->choice_id, rules_check_near (measure, ranking->choice_id));
      return;
    }
  ranking->tie_choice = (int) i;
  const RulesChoice *choice = &g_array_index (measure->choices, RulesChoice, i);
  for (guint o = 0; o < choice->n_options; o++)
    if (!g_strv_contains (OPTIONS, choice->options[o].id))
      rules_problem_add (check->problems, RULES_PROBLEM_MISSING_STATEMENT, ranking->choice_place,
                         ranking->choice_id, "review split same");
}

static void
check_floor_choice (RulesCheckState *check)
{
  RulesMeasure *measure = check->measure;
  const char *id = measure->floor_choice_id;
  guint i;

  measure->floor_choice = -1;
  if (id == NULL)
    return;
  if (rules_check_find (measure, id, &i) != RULES_NAME_CHOICE)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_UNKNOWN_NAME, measure->floor_choice_place, id,
                         rules_check_near (measure, id));
      return;
    }

  const RulesChoice *choice = &g_array_index (measure->choices, RulesChoice, i);
  measure->floor_choice = (int) i;
  gboolean pay = FALSE, refuse = FALSE;
  for (guint o = 0; o < choice->n_options; o++)
    {
      pay = pay || strcmp (choice->options[o].id, "pay") == 0;
      refuse = refuse || strcmp (choice->options[o].id, "refuse") == 0;
    }
  if (choice->n_options > 0 && (!pay || !refuse || choice->n_options != 2))
    rules_problem_add (check->problems, RULES_PROBLEM_MISSING_STATEMENT, measure->floor_choice_place, id,
                       "pay refuse");
}

/* -------------------------------------------------------------------------------------------------
 * Payers
 */

/* A share is a literal or a parameter, of a hundred per cent at most, or follows from the claim. */
static gboolean
check_share (RulesCheckState *check, RulesExpression *share)
{
  int below, above;

  if (!rules_check_number (check, share, (RulesDimension){ { 0 } }))
    return FALSE;
  if (share->op == RULES_OP_PARAMETER || share->op == RULES_OP_FACT)
    {
      RulesType type = share->op == RULES_OP_PARAMETER
                           ? g_array_index (check->measure->parameters, RulesParameter, share->parameter).type
                           : g_array_index (check->measure->facts, RulesFact, share->fact).type;
      if (type == RULES_TYPE_PERCENT)
        return TRUE;
      rules_problem_add (check->problems, RULES_PROBLEM_KIND, share->place, rules_type_name (type),
                         "percent");
      return FALSE;
    }
  if (share->op != RULES_OP_LITERAL)
    return TRUE;
  if (!rules_ratio_compare (share->literal, rules_ratio (0, 1), &below) ||
      !rules_ratio_compare (share->literal, rules_ratio (1, 1), &above) || below <= 0 || above > 0)
    {
      rules_problem_add (check->problems, RULES_PROBLEM_RANGE, share->place, NULL, "100%");
      return FALSE;
    }
  return TRUE;
}

static void
check_shares (RulesCheckState *check)
{
  GArray *shares = check->measure->shares;
  RulesRatio sum = { 0, 1 };
  RulesRatio percent;
  gboolean all_literal = TRUE;
  gboolean by_claim = FALSE;
  int order;

  if (shares->len == 0)
    return;
  for (guint i = 0; i < shares->len; i++)
    {
      RulesExpression *share = g_array_index (shares, RulesShare, i).share;

      if (!check_share (check, share))
        return;
      by_claim = by_claim || (share->op != RULES_OP_LITERAL && share->op != RULES_OP_PARAMETER);
      if (share->op != RULES_OP_LITERAL)
        all_literal = FALSE;
      else if (!rules_ratio_add (sum, share->literal, &sum))
        return;
    }
  /* Shares that follow from the claim are added up when they are known. */
  if (by_claim || !rules_ratio_compare (sum, rules_ratio (1, 1), &order) ||
      !rules_ratio_multiply (sum, rules_ratio (100, 1), &percent))
    return;
  if ((all_literal && order != 0) || (!all_literal && order >= 0))
    {
      g_autofree char *number = rules_ratio_format (percent, 6, NULL);
      g_autofree char *found = g_strdup_printf ("%s%%", number);
      rules_problem_add (check->problems, RULES_PROBLEM_SHARES, g_array_index (shares, RulesShare, 0).place,
                         found, "100%");
    }
}

/* -------------------------------------------------------------------------------------------------
 * Codes and flags
 */

static void
add_code (RulesMeasure *measure, const char *code, const char *label)
{
  g_ptr_array_add (measure->codes, (gpointer) code);
  g_ptr_array_add (measure->code_labels, (gpointer) label);
}

static gboolean
is_fixed (RulesCheckState *check, const char *const *fixed, guint n_fixed, const RulesCondition *condition)
{
  for (guint i = 0; i < n_fixed; i++)
    if (fixed[i] != NULL && strcmp (fixed[i], condition->id) == 0)
      {
        rules_problem_add (check->problems, RULES_PROBLEM_DUPLICATE, condition->place, condition->id, NULL);
        return TRUE;
      }
  return FALSE;
}

static void
add_prefixed_code (RulesCheckState *check, const char *prefix, const char *id)
{
  g_autofree char *code = g_strdup_printf ("%s:%s", prefix, id);

  add_code (check->measure, rules_arena_text (check->policy->arena, code, strlen (code)), NULL);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const RulesCondition *first = *(const RulesCondition *const *) a;
  const RulesCondition *second = *(const RulesCondition *const *) b;

  if (first->place.line != second->place.line)
    return first->place.line < second->place.line ? -1 : 1;
  return first->place.column < second->place.column ? -1 : 1;
}

/* Conditions of claim and lines in one sequence, as the file has them. */
static void
number_conditions (RulesCheckState *check)
{
  RulesMeasure *measure = check->measure;
  GArray *groups[] = { measure->conditions, measure->line_conditions };
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g]->len; i++)
      g_ptr_array_add (all, &g_array_index (groups[g], RulesCondition, i));
  g_ptr_array_sort (all, compare_places);
  for (guint i = 0; i < all->len; i++)
    {
      RulesCondition *condition = g_ptr_array_index (all, i);

      (void) is_fixed (check, FIXED_CODES, G_N_ELEMENTS (FIXED_CODES), condition);
      condition->code = (guint16) measure->codes->len;
      add_code (measure, condition->id, condition->label);
    }
}

static void
number_codes (RulesCheckState *check)
{
  RulesMeasure *measure = check->measure;

  for (guint i = 0; i < G_N_ELEMENTS (FIXED_CODES); i++)
    add_code (measure, FIXED_CODES[i] != NULL ? FIXED_CODES[i] : "", NULL);
  number_conditions (check);
  if (measure->ranking != NULL)
    {
      measure->ranking->code = (guint16) measure->codes->len;
      add_code (measure, measure->ranking->id, measure->ranking->label);
    }
  measure->first_fact_code = (guint16) measure->codes->len;
  for (guint i = 0; i < measure->facts->len; i++)
    add_prefixed_code (check, "missing", g_array_index (measure->facts, RulesFact, i).id);
  for (guint i = 0; i < measure->line_facts->len; i++)
    add_prefixed_code (check, "missing", g_array_index (measure->line_facts, RulesFact, i).id);
  measure->first_parameter_code = (guint16) measure->codes->len;
  for (guint i = 0; i < measure->parameters->len; i++)
    add_prefixed_code (check, "unset", g_array_index (measure->parameters, RulesParameter, i).id);
}

static void
number_flags (RulesCheckState *check)
{
  RulesMeasure *measure = check->measure;

  if (measure->flag_conditions->len > RULES_MAX_FLAGS - RULES_N_LIBRARY_FLAGS)
    rules_problem_add (
        check->problems, RULES_PROBLEM_TOO_MANY,
        g_array_index (measure->flag_conditions, RulesCondition, RULES_MAX_FLAGS - RULES_N_LIBRARY_FLAGS)
            .place,
        "flags", G_STRINGIFY (RULES_MAX_FLAGS));
  for (guint i = 0; i < measure->flag_conditions->len; i++)
    {
      RulesCondition *condition = &g_array_index (measure->flag_conditions, RulesCondition, i);
      RulesFlag flag = { condition->id, condition->label, condition->is_doubt };

      (void) is_fixed (check, LIBRARY_FLAGS, G_N_ELEMENTS (LIBRARY_FLAGS), condition);
      condition->code = (guint16) i;
      g_array_append_val (measure->flags, flag);
    }
  for (guint i = 0; i < G_N_ELEMENTS (LIBRARY_FLAGS); i++)
    {
      RulesFlag flag = { LIBRARY_FLAGS[i], NULL, FALSE };
      g_array_append_val (measure->flags, flag);
    }
}

/* All expressions together: what a measure costs to compile and to explain. */
static void
check_steps (RulesCheckState *check)
{
  RulesMeasure *measure = check->measure;
  GArray *groups[] = { measure->conditions, measure->line_conditions, measure->flag_conditions };
  RulesExpression *parts[] = { measure->formula, measure->cap, measure->floor };
  guint64 steps = 0;

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    for (guint i = 0; i < groups[g]->len; i++)
      {
        const RulesCondition *condition = &g_array_index (groups[g], RulesCondition, i);
        steps += condition->when != NULL ? condition->when->steps : 0;
        steps += condition->unless != NULL ? condition->unless->steps : 0;
        steps += condition->test->steps;
      }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    steps += parts[i] != NULL ? parts[i]->steps : 0;
  if (steps > RULES_MAX_STEPS)
    rules_problem_add (check->problems, RULES_PROBLEM_TOO_MANY, measure->place, "steps",
                       G_STRINGIFY (RULES_MAX_STEPS));
}

static void
check_measure (RulesPolicy *policy, RulesMeasure *measure, GPtrArray *problems)
{
  g_autofree guint8 *let_states = g_new0 (guint8, measure->lets->len + 1);
  RulesCheckState check = {
    .policy = policy,
    .measure = measure,
    .problems = problems,
    .let_states = let_states,
    .ordered_lets = g_ptr_array_new (),
  };

  check_lets (&check);
  check_conditions (&check, measure->conditions, RULES_CONTEXT_CLAIM);
  check_conditions (&check, measure->flag_conditions, RULES_CONTEXT_CLAIM);
  check_conditions (&check, measure->line_conditions, RULES_CONTEXT_LINE);
  check_result (&check);
  check_ranking (&check);
  check_floor_choice (&check);
  check_shares (&check);
  check_steps (&check);
  number_codes (&check);
  number_flags (&check);
  rules_check_examples (&check);
  g_ptr_array_unref (measure->lets);
  measure->lets = check.ordered_lets;
}

void
rules_check_policy (RulesPolicy *policy, GPtrArray *problems)
{
  rules_check_groups (policy, problems);
  for (guint i = 0; i < policy->measures->len; i++)
    check_measure (policy, g_ptr_array_index (policy->measures, i), problems);
}

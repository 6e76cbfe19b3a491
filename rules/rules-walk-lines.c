/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The detail lines of one claim: which count, which stand twice, which are left open, and the sums and
 * counts over those that count. */
#include "rules-walk-private.h"

/* Line fact @f of lines @a and @b; missing equals missing. */
static gboolean
figures_are_equal (RulesWalk *walk, guint f, guint a, guint b, const gint64 *column)
{
  RulesTrace *trace = walk->trace;

  if (trace != NULL && trace->fact == f && (trace->line == (int) a || trace->line == (int) b))
    {
      /* In the smallest units, as they stand in the column. */
      guint other = trace->line == (int) a ? b : a;
      if (column[other] != RULES_MISSING)
        rules_trace_keep (trace, RULES_OP_EQ, rules_ratio (trace->at, 1),
                          rules_trace_figure (trace, RULES_TYPE_COUNT), rules_ratio (column[other], 1), NULL);
    }
  return column[a] == column[b];
}

static gboolean
lines_are_equal (RulesWalk *walk, guint a, guint b)
{
  for (guint f = 0; f < walk->measure->line_facts->len; f++)
    {
      const gint64 *column = walk->batch->line_facts[f] + walk->first_line;
      if (!figures_are_equal (walk, f, a, b, column))
        return FALSE;
    }
  return TRUE;
}

/* Lines without a key are all different. */
static void
find_duplicates (RulesWalk *walk)
{
  if (walk->measure->line_key < 0 || walk->n_lines < 2)
    return;

  const gint64 *keys = walk->batch->line_facts[walk->measure->line_key] + walk->first_line;
  g_autoptr (GHashTable) first = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint l = 0; l < walk->n_lines; l++)
    {
      gpointer known;

      if (keys[l] == RULES_MISSING)
        continue;
      if (!g_hash_table_lookup_extended (first, &keys[l], NULL, &known))
        g_hash_table_insert (first, (gpointer) &keys[l], GUINT_TO_POINTER (l));
      else if (lines_are_equal (walk, GPOINTER_TO_UINT (known), l))
        g_array_index (walk->lines, RulesSeenLine, l).duplicate = TRUE;
      else
        walk->conflicting_lines = TRUE;
    }
}

static void
judge_line (RulesWalk *walk, guint l, RulesSeenLine *line)
{
  guint16 open = RULES_CODE_OK;
  gboolean pending = FALSE;

  for (guint i = 0; i < walk->measure->line_conditions->len; i++)
    {
      const RulesCondition *condition = &g_array_index (walk->measure->line_conditions, RulesCondition, i);
      guint16 reason = condition->code;
      RulesState state = rules_walk_condition (walk, condition, (int) l, &reason);

      if (condition->kind == RULES_CONDITION_REQUIRE && state == RULES_STATE_UNMET)
        {
          line->state = RULES_STATE_UNMET;
          return;
        }
      if (condition->kind == RULES_CONDITION_PENDING && state == RULES_STATE_MET)
        pending = TRUE;
      else if (open == RULES_CODE_OK &&
               (state == RULES_STATE_UNDECIDED ||
                (condition->kind == RULES_CONDITION_REVIEW && state == RULES_STATE_MET)))
        open = reason;
    }
  line->state = pending                 ? RULES_STATE_PENDING
                : open != RULES_CODE_OK ? RULES_STATE_UNDECIDED
                                        : RULES_STATE_MET;
  line->reason = pending ? RULES_CODE_PENDING : open;
}

static gboolean
line_is_open (const RulesSeenLine *line)
{
  return !line->duplicate && (line->state == RULES_STATE_PENDING || line->state == RULES_STATE_UNDECIDED);
}

static gboolean
line_counts (RulesWalk *walk, guint l)
{
  const RulesSeenLine *line = &g_array_index (walk->lines, RulesSeenLine, l);

  return !line->duplicate && line->state == RULES_STATE_MET;
}

void
rules_walk_lines (RulesWalk *walk)
{
  g_array_set_size (walk->lines, 0);
  g_array_set_size (walk->lines, walk->n_lines);
  walk->conflicting_lines = FALSE;
  walk->n_counted = 0;
  walk->lines_reason = RULES_CODE_OK;
  if (!walk->measure->has_lines)
    return;

  guint16 open = RULES_CODE_OK;
  find_duplicates (walk);
  for (guint l = 0; l < walk->n_lines; l++)
    {
      RulesSeenLine *line = &g_array_index (walk->lines, RulesSeenLine, l);

      line->state = RULES_STATE_NOT_APPLICABLE;
      if (line->duplicate)
        continue;
      judge_line (walk, l, line);
      if (line->state == RULES_STATE_MET)
        walk->n_counted++;
      else if (open == RULES_CODE_OK && line_is_open (line))
        open = line->reason;
    }

  if (walk->conflicting_lines)
    walk->lines_reason = RULES_CODE_CONFLICTING_LINES;
  else if (walk->n_lines == 0)
    walk->lines_reason = RULES_CODE_NO_LINES;
  else if (!walk->measure->lines_partial || walk->n_counted == 0)
    walk->lines_reason = open;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return rules_seen_compare (RULES_KIND_TEXT, *(const RulesSeen *) a, *(const RulesSeen *) b);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  return rules_seen_compare (RULES_KIND_NUMBER, *(const RulesSeen *) a, *(const RulesSeen *) b);
}

/* As far as a trace reaches, what is equal now is equal and nothing else. */
static void
keep_distinct (RulesWalk *walk, GArray *values, RulesKind kind)
{
  for (guint i = 0; i < values->len; i++)
    for (guint j = 0; g_array_index (values, RulesSeen, i).curve != NULL && j < values->len; j++)
      if (j != i)
        (void) rules_walk_holds (walk, RULES_OP_EQ, kind, g_array_index (values, RulesSeen, i),
                                 g_array_index (values, RulesSeen, j));
}

static guint
count_distinct (RulesWalk *walk, GArray *values, RulesKind kind)
{
  guint n = 0;

  if (walk->trace != NULL)
    keep_distinct (walk, values, kind);
  g_array_sort (values, kind == RULES_KIND_TEXT ? compare_texts : compare_numbers);
  for (guint i = 0; i < values->len; i++)
    if (i == 0 || rules_seen_compare (kind, g_array_index (values, RulesSeen, i - 1),
                                      g_array_index (values, RulesSeen, i)) != 0)
      n++;
  return n;
}

/* One line that satisfies it decides "any", one that does not decides "all", whatever the open lines
 * may come to. */
static RulesSeen
value_of_any (RulesWalk *walk, const RulesExpression *expression)
{
  gboolean decisive = expression->op == RULES_OP_ANY;
  guint16 reason = walk->lines_reason;

  for (guint l = 0; l < walk->n_lines && !walk->conflicting_lines; l++)
    {
      if (!line_counts (walk, l))
        continue;
      RulesSeen seen = rules_walk_value (walk, expression->args[0], (int) l);
      if (decisive ? rules_seen_is_true (seen) : rules_seen_is_false (seen))
        return (RulesSeen){ .number = { decisive ? 1 : 0, 1 } };
      reason = reason != RULES_CODE_OK ? reason : seen.reason;
    }
  return (RulesSeen){ .number = { decisive ? 0 : 1, 1 }, .reason = reason };
}

RulesSeen
rules_walk_aggregate (RulesWalk *walk, const RulesExpression *expression)
{
  RulesSeen result = { .number = { 0, 1 } };

  if (expression->op == RULES_OP_ANY || expression->op == RULES_OP_ALL)
    return value_of_any (walk, expression);
  if (walk->lines_reason != RULES_CODE_OK)
    {
      result.reason = walk->lines_reason;
      return result;
    }

  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (RulesSeen));
  for (guint l = 0; l < walk->n_lines; l++)
    {
      if (!line_counts (walk, l))
        continue;

      RulesSeen seen = { .number = { 1, 1 } };
      if (expression->op != RULES_OP_COUNT)
        seen = rules_walk_value (walk, expression->args[0], (int) l);
      if (seen.reason != RULES_CODE_OK)
        return seen;
      if (expression->op == RULES_OP_COUNT_DISTINCT)
        g_array_append_val (values, seen);
      else
        result = rules_walk_add (walk, result, seen);
      if (result.reason != RULES_CODE_OK)
        return result;
    }
  if (expression->op == RULES_OP_COUNT_DISTINCT)
    result.number.numerator = count_distinct (walk, values, expression->args[0]->kind);
  return result;
}

/* What the measure counts without repetition (a worker), NULL where it counts lines. */
static const RulesExpression *
find_counted (const RulesExpression *expression)
{
  if (expression == NULL)
    return NULL;
  if (expression->op == RULES_OP_COUNT_DISTINCT)
    return expression->args[0];
  for (guint i = 0; i < expression->n_args; i++)
    {
      const RulesExpression *counted = find_counted (expression->args[i]);
      if (counted != NULL)
        return counted;
    }
  return NULL;
}

static const RulesExpression *
counted_of_measure (const RulesMeasure *measure)
{
  const RulesExpression *counted = find_counted (measure->formula);

  for (guint i = 0; i < measure->lets->len && counted == NULL; i++)
    counted = find_counted (((const RulesLet *) g_ptr_array_index (measure->lets, i))->expression);
  return counted;
}

/* What the lines that count stand for, sorted; NULL where lines themselves are counted. */
static GArray *
collect_counted (RulesWalk *walk, const RulesExpression *counted)
{
  if (counted == NULL)
    return NULL;

  GArray *values = g_array_new (FALSE, FALSE, sizeof (RulesSeen));
  for (guint l = 0; l < walk->n_lines; l++)
    {
      if (!line_counts (walk, l))
        continue;
      RulesSeen seen = rules_walk_value (walk, counted, (int) l);
      if (seen.reason == RULES_CODE_OK)
        g_array_append_val (values, seen);
    }
  g_array_sort (values, counted->kind == RULES_KIND_TEXT ? compare_texts : compare_numbers);
  return values;
}

/* Whether open line @l stands for something another line has counted already. */
static gboolean
counts_already (RulesWalk *walk, const RulesExpression *counted, GArray *values, guint l)
{
  RulesSeen own = rules_walk_value (walk, counted, (int) l);

  return own.reason == RULES_CODE_OK &&
         g_array_binary_search (values, &own,
                                counted->kind == RULES_KIND_TEXT ? compare_texts : compare_numbers, NULL);
}

void
rules_walk_open_lines (RulesWalk *walk, gboolean *pending, gboolean *undecided)
{
  *pending = FALSE;
  *undecided = FALSE;
  if (!walk->measure->lines_partial || walk->n_counted == 0)
    return;

  const RulesExpression *counted = counted_of_measure (walk->measure);
  g_autoptr (GArray) values = collect_counted (walk, counted);
  for (guint l = 0; l < walk->n_lines; l++)
    {
      const RulesSeenLine *line = &g_array_index (walk->lines, RulesSeenLine, l);
      gboolean *flag = line->state == RULES_STATE_PENDING ? pending : undecided;

      if (line_is_open (line) && !*flag && (counted == NULL || !counts_already (walk, counted, values, l)))
        *flag = TRUE;
    }
}

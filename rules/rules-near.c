/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses of one claim: for each figure the nearest value that changes the decision.
 *
 * From the figure on, up and down, a traced walk says how far the decision stays as it is; the next value
 * is walked anew. The direction whose next value is nearer goes first, so that what is found first is
 * nearest. */
#include "rules-walk-private.h"

/* One per cent, in the units of RULES_TYPE_PERCENT. */
#define PERCENT 1000000

typedef struct
{
  RulesWalk *walk;
  RulesEvaluator *evaluator;
  const RulesMeasure *measure;
  gint64 within;

  /* The claim alone, one value of which is changed. */
  RulesBatch batch;
  guint8 conflict;
  guint32 starts[2];
  guint n_lines;
  gint64 **facts;
  gint64 **line_facts;

  RulesTrace trace;
  guint wanted; /* bits by RulesNearKind */
  guint work;
  GArray *misses; /* RulesNearMiss */
  guint n_open;
} Search;

static gint64 **
copy_columns (const gint64 *const *columns, guint n_columns, gsize first, gsize n)
{
  gint64 **copy = g_new0 (gint64 *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    {
      copy[i] = g_new (gint64, n + 1);
      for (gsize r = 0; r < n; r++)
        copy[i][r] = columns[i][first + r];
    }
  return copy;
}

static void
free_columns (gint64 **columns)
{
  for (guint i = 0; columns[i] != NULL; i++)
    g_free (columns[i]);
  g_free (columns);
}

static void
search_init (Search *search, const RulesBatch *batch, gsize claim)
{
  gboolean has_lines = batch->line_starts != NULL && search->measure->has_lines;
  gsize first = has_lines ? batch->line_starts[claim] : 0;

  search->n_lines = has_lines ? batch->line_starts[claim + 1] - batch->line_starts[claim] : 0;
  search->starts[1] = search->n_lines;
  search->conflict = batch->conflicts != NULL ? batch->conflicts[claim] : 0;
  search->facts = copy_columns (batch->facts, search->measure->facts->len, claim, 1);
  search->line_facts =
      copy_columns (batch->line_facts, search->measure->line_facts->len, first, search->n_lines);
  search->batch = (RulesBatch){
    .n_claims = 1,
    .facts = (const gint64 *const *) search->facts,
    .conflicts = &search->conflict,
    .line_starts = has_lines ? search->starts : NULL,
    .line_facts = (const gint64 *const *) search->line_facts,
    .texts = batch->texts,
  };
  search->misses = g_array_new (FALSE, FALSE, sizeof (RulesNearMiss));
  rules_trace_init (&search->trace);
}

static gboolean
is_figure (const RulesFact *fact)
{
  return !fact->is_key && (fact->type == RULES_TYPE_MONEY || fact->type == RULES_TYPE_ENERGY ||
                           fact->type == RULES_TYPE_QUANTITY || fact->type == RULES_TYPE_PERCENT ||
                           fact->type == RULES_TYPE_COUNT || fact->type == RULES_TYPE_DATE);
}

static gboolean
meets (RulesNearKind kind, const RulesDecision *decision)
{
  if (kind == RULES_NEAR_REFUSE)
    return decision->outcome == RULES_OUTCOME_REFUSE;
  return decision->outcome == RULES_OUTCOME_AWARD &&
         (kind == RULES_NEAR_AWARD || decision->code != RULES_CODE_CAPPED);
}

/* The values looked at, @low … @high. */
static void
bound_figure (const Search *search, const RulesFact *fact, gint64 from, gint64 *low, gint64 *high)
{
  gboolean is_signed = from < 0 || fact->type == RULES_TYPE_QUANTITY || fact->type == RULES_TYPE_PERCENT ||
                       fact->type == RULES_TYPE_DATE;
  __int128 distance = RULES_NEAR_MAX_VALUE;

  *low = is_signed ? -RULES_NEAR_MAX_VALUE : 0;
  *high = RULES_NEAR_MAX_VALUE;
  if (search->within == RULES_MISSING)
    return;
  distance = fact->type == RULES_TYPE_DATE ? search->within / PERCENT
                                           : (__int128) ABS (from) * search->within / (100 * PERCENT);
  *low = (gint64) MAX ((__int128) *low, (__int128) from - distance);
  *high = (gint64) MIN ((__int128) *high, (__int128) from + distance);
}

static void
add_misses (Search *search, const RulesFact *fact, gint64 from, gint64 to, guint *wanted)
{
  RulesDecision decision;

  rules_evaluator_run (search->evaluator, &search->batch, &decision);
  for (guint kind = 0; kind < RULES_N_NEAR_KINDS; kind++)
    {
      RulesNearMiss miss = { (RulesNearKind) kind, fact, search->trace.line, from, to, decision };

      if ((*wanted & (1u << kind)) == 0 || !meets ((RulesNearKind) kind, &decision))
        continue;
      *wanted &= ~(1u << kind);
      g_array_append_val (search->misses, miss);
    }
}

/* @cell: where the figure stands in the claim. */
static void
search_figure (Search *search, const RulesFact *fact, gint64 *cell)
{
  const gint64 from = *cell;
  guint wanted = search->wanted;
  gint64 ends[2];
  gint64 next[2] = { from, from };
  gboolean open[2] = { TRUE, TRUE };

  if (from > RULES_NEAR_MAX_VALUE || from < -RULES_NEAR_MAX_VALUE)
    return;
  bound_figure (search, fact, from, &ends[1], &ends[0]);
  search->trace.largest = RULES_NEAR_MAX_VALUE;
  for (guint n = 0; wanted != 0 && (open[0] || open[1]); n++)
    {
      guint side = open[0] && (!open[1] || next[0] - from <= from - next[1]) ? 0 : 1;
      RulesDecision decision;

      if (n >= RULES_NEAR_MAX_PIECES || search->work == 0)
        {
          search->n_open++;
          break;
        }
      search->work -= MIN (search->work, 1 + search->measure->conditions->len + search->n_lines);
      *cell = next[side];
      rules_trace_start (&search->trace, next[side], ends[side]);
      search->trace.direction = side == 0 ? 1 : -1;
      search->walk->trace = &search->trace;
      rules_walk_decide (search->walk, &search->batch, 0, &decision);
      search->walk->trace = NULL;
      if (next[side] != from)
        add_misses (search, fact, from, next[side], &wanted);
      open[side] = search->trace.reach != ends[side];
      next[side] = search->trace.reach + search->trace.direction;
    }
  *cell = from;
}

static void
search_columns (Search *search, GArray *facts, gint64 **columns, guint n_rows, gboolean on_line)
{
  for (guint f = 0; f < facts->len; f++)
    for (guint r = 0; r < n_rows; r++)
      if (is_figure (&g_array_index (facts, RulesFact, f)) && columns[f][r] != RULES_MISSING)
        {
          search->trace.fact = f;
          search->trace.line = on_line ? (int) r : -1;
          search_figure (search, &g_array_index (facts, RulesFact, f), &columns[f][r]);
        }
}

int
rules_near_compare (const RulesNearMiss *a, const RulesNearMiss *b)
{
  gboolean a_day = a->fact->type == RULES_TYPE_DATE;
  gboolean b_day = b->fact->type == RULES_TYPE_DATE;
  __int128 left = ABS (a->to - a->from);
  __int128 right = ABS (b->to - b->from);

  if (a_day != b_day)
    return a_day - b_day;
  if (!a_day)
    {
      left *= ABS (b->from);
      right *= ABS (a->from);
    }
  return (left > right) - (left < right);
}

static int
compare_misses (gconstpointer a, gconstpointer b)
{
  return rules_near_compare (a, b);
}

/* The walk has just decided the claim to be capped. */
static gint64
withheld_by_cap (RulesWalk *walk, const RulesDecision *now)
{
  RulesReckoning r;
  RulesRatio smallest;
  gint64 whole;

  rules_walk_reckon (walk, &r);
  smallest = r.formula.number;
  if (walk->measure->result == RULES_RESULT_SCORE &&
      !rules_ratio_multiply (smallest, rules_ratio (100, 1), &smallest))
    return RULES_MISSING;
  return rules_ratio_round (smallest, &whole) && whole > now->amount ? whole - now->amount : RULES_MISSING;
}

/* What there is to look for, once a claim is decided. */
static guint
kinds_of (const RulesDecision *now)
{
  if (now->outcome == RULES_OUTCOME_REFUSE)
    return 1u << RULES_NEAR_AWARD;
  if (now->outcome != RULES_OUTCOME_AWARD)
    return 0;
  return 1u << RULES_NEAR_REFUSE | (now->code == RULES_CODE_CAPPED ? 1u << RULES_NEAR_UNCAPPED : 0);
}

RulesNear *
rules_walk_near (RulesWalk *walk,
                 RulesEvaluator *evaluator,
                 const RulesBatch *batch,
                 gsize claim,
                 guint kinds,
                 gint64 within)
{
  Search search = { .walk = walk,
                    .evaluator = evaluator,
                    .measure = walk->measure,
                    .within = within,
                    .work = RULES_NEAR_MAX_WORK };
  RulesNear *near = g_new0 (RulesNear, 1);

  near->withheld = RULES_MISSING;
  rules_walk_decide (walk, batch, claim, &near->now);
  if (near->now.outcome == RULES_OUTCOME_AWARD && near->now.code == RULES_CODE_CAPPED)
    near->withheld = withheld_by_cap (walk, &near->now);
  search.wanted = walk->measure->ranking == NULL ? kinds & kinds_of (&near->now) : 0;
  if (search.wanted == 0)
    return near;
  search_init (&search, batch, claim);
  search_columns (&search, walk->measure->facts, search.facts, 1, FALSE);
  search_columns (&search, walk->measure->line_facts, search.line_facts, search.n_lines, TRUE);
  g_array_sort (search.misses, compare_misses);
  near->n_open = search.n_open;
  near->n_misses = search.misses->len;
  near->misses = (RulesNearMiss *) g_array_free (search.misses, FALSE);
  rules_trace_clear (&search.trace);
  free_columns (search.facts);
  free_columns (search.line_facts);
  return near;
}

void
rules_near_free (RulesNear *near)
{
  if (near == NULL)
    return;
  g_free (near->misses);
  g_free (near);
}

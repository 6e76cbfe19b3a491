/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims compared with each other: the first places of a group get an amount each.
 *
 * A claim that cannot be judged yet could take any place its data allow. A place it could change is for a
 * person; one it cannot reach is decided (AMB-16 for ties). */
#include "rules-walk-private.h"

#include <string.h>

/* A claim that meets the conditions, or may meet them once its data are there. */
typedef struct
{
  gsize claim;
  RulesSeen within; /* undecided: the claims without a group are a group */
  RulesSeen value;
  gboolean is_open; /* whether it takes part is not known */
} Entrant;

typedef enum
{
  TIE_REVIEW,
  TIE_SPLIT,
  TIE_SAME,
} Tie;

typedef struct
{
  RulesWalk *walk;
  const RulesRanking *ranking;
  RulesDecision *decisions;
  GArray *entrants; /* Entrant, the certain ones in order, then the open ones */
  guint n_certain;
  RulesRatio *amounts; /* fen, by place */
  guint16 reason;      /* why there are no amounts; RULES_CODE_OK: there are */
} Contest;

static int
compare_groups (const RulesRanking *ranking, const Entrant *a, const Entrant *b)
{
  gboolean a_known = ranking->within != NULL && a->within.reason == RULES_CODE_OK;
  gboolean b_known = ranking->within != NULL && b->within.reason == RULES_CODE_OK;

  if (!a_known || !b_known)
    return a_known - b_known;
  if (ranking->within->kind == RULES_KIND_TEXT)
    return strcmp (a->within.text, b->within.text);
  return rules_seen_compare (ranking->within->kind, a->within, b->within);
}

/* Certain before open; then by group; then the highest first. */
static int
compare_entrants (gconstpointer first, gconstpointer second, gpointer data)
{
  const Entrant *a = first;
  const Entrant *b = second;
  int order;

  if (a->is_open != b->is_open)
    return a->is_open - b->is_open;
  order = compare_groups (data, a, b);
  if (order == 0 && !a->is_open)
    order = -rules_seen_compare (RULES_KIND_NUMBER, a->value, b->value);
  return order != 0 ? order : (a->claim > b->claim) - (a->claim < b->claim);
}

static Tie
tie_of (const RulesWalk *walk)
{
  static const char *const OPTIONS[] = {
    [TIE_REVIEW] = "review", [TIE_SPLIT] = "split", [TIE_SAME] = "same"
  };
  int i = walk->measure->ranking->tie_choice;

  if (i < 0)
    return TIE_REVIEW;
  const RulesChoice *choice = &g_array_index (walk->measure->choices, RulesChoice, i);
  const char *option = choice->options[walk->settings->choices[i]].id;
  for (guint o = 0; o < G_N_ELEMENTS (OPTIONS); o++)
    if (strcmp (option, OPTIONS[o]) == 0)
      return (Tie) o;
  return TIE_REVIEW;
}

static void
settle (RulesDecision *decision, RulesOutcome outcome, gint64 amount, guint16 code)
{
  decision->outcome = (guint8) outcome;
  decision->amount = amount;
  decision->code = code;
}

static RulesRatio
amount_at (const Contest *contest, guint place)
{
  return place < contest->ranking->n_amounts ? contest->amounts[place] : rules_ratio (0, 1);
}

/* Whether places @first … @last get the same. */
static gboolean
is_even (const Contest *contest, guint first, guint last)
{
  int order = 0;

  last = MIN (last, contest->ranking->n_amounts);
  for (guint place = first + 1; place <= last && order == 0; place++)
    (void) rules_ratio_compare (amount_at (contest, first), amount_at (contest, place), &order);
  return order == 0;
}

static void
pay (const Contest *contest, RulesDecision *decision, RulesRatio amount)
{
  gint64 fen;

  if (!rules_ratio_round (amount, &fen))
    settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, RULES_CODE_OVERFLOW);
  else if (fen <= 0)
    settle (decision, RULES_OUTCOME_REFUSE, 0, contest->ranking->code);
  else
    settle (decision, RULES_OUTCOME_AWARD, fen, RULES_CODE_OK);
}

/* What every one of @n claims in places @first … gets; FALSE where their tie is for a person. */
static gboolean
share_of (const Contest *contest, guint first, guint n, RulesRatio *share)
{
  RulesRatio sum = amount_at (contest, first);
  Tie tie = tie_of (contest->walk);

  *share = sum;
  if (is_even (contest, first, first + n - 1) || tie == TIE_SAME)
    return TRUE;
  if (tie == TIE_REVIEW)
    return FALSE;
  for (guint place = first + 1; place < first + n && place < contest->ranking->n_amounts; place++)
    if (!rules_ratio_add (sum, contest->amounts[place], &sum))
      return FALSE;
  return rules_ratio_divide (sum, rules_ratio (n, 1), share);
}

/* Open claims of the group that could stand before or beside @entrant. */
static guint
count_rivals (const Contest *contest, const Entrant *entrant)
{
  guint n = 0;

  for (guint i = contest->n_certain; i < contest->entrants->len; i++)
    {
      const Entrant *open = &g_array_index (contest->entrants, Entrant, i);
      if (compare_groups (contest->ranking, open, entrant) == 0 &&
          (open->value.reason != RULES_CODE_OK ||
           rules_seen_compare (RULES_KIND_NUMBER, open->value, entrant->value) >= 0))
        n++;
    }
  return n;
}

/* The claims from @start on that tie, standing in @place of their group. */
static void
decide_tied (Contest *contest, guint start, guint n, guint place)
{
  const Entrant *first = &g_array_index (contest->entrants, Entrant, start);
  /* Behind the last place with money nobody can gain or lose. */
  guint n_rivals = place < contest->ranking->n_amounts ? count_rivals (contest, first) : 0;
  RulesRatio share;
  gboolean shared = share_of (contest, place, n, &share);

  for (guint i = start; i < start + n; i++)
    {
      RulesDecision *decision = &contest->decisions[g_array_index (contest->entrants, Entrant, i).claim];

      if (contest->reason != RULES_CODE_OK)
        settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, contest->reason);
      else if (n_rivals > 0 && !is_even (contest, place, place + n - 1 + n_rivals))
        settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, RULES_CODE_OPEN_RANK);
      else if (!shared)
        settle (decision, RULES_OUTCOME_REVIEW, RULES_MISSING, RULES_CODE_TIE);
      else
        pay (contest, decision, share);
    }
}

static void
decide_certain (Contest *contest)
{
  guint group_start = 0;

  for (guint start = 0, n; start < contest->n_certain; start += n)
    {
      const Entrant *first = &g_array_index (contest->entrants, Entrant, start);
      const Entrant *group = &g_array_index (contest->entrants, Entrant, group_start);

      if (compare_groups (contest->ranking, group, first) != 0)
        group_start = start;
      for (n = 1; start + n < contest->n_certain; n++)
        {
          const Entrant *next = &g_array_index (contest->entrants, Entrant, start + n);
          if (compare_groups (contest->ranking, first, next) != 0 ||
              rules_seen_compare (RULES_KIND_NUMBER, first->value, next->value) != 0)
            break;
        }
      decide_tied (contest, start, n, start - group_start);
    }
}

/* Every claim that is not refused takes part, or may. */
static void
gather (Contest *contest, const RulesBatch *batch)
{
  RulesWalk *walk = contest->walk;

  for (gsize i = 0; i < batch->n_claims; i++)
    {
      Entrant entrant = { .claim = i };

      rules_walk_decide (walk, batch, i, &contest->decisions[i]);
      if (contest->decisions[i].outcome == RULES_OUTCOME_REFUSE)
        continue;
      entrant.value = rules_walk_value (walk, contest->ranking->value, -1);
      if (contest->ranking->within != NULL)
        entrant.within = rules_walk_value (walk, contest->ranking->within, -1);
      entrant.is_open =
          contest->decisions[i].outcome == RULES_OUTCOME_REVIEW || entrant.value.reason != RULES_CODE_OK;
      /* Figures that contradict each other are no figures. */
      if (contest->decisions[i].code == RULES_CODE_CONFLICTING_ROWS)
        entrant.value.reason = RULES_CODE_CONFLICTING_ROWS;
      if (contest->decisions[i].outcome == RULES_OUTCOME_AWARD && entrant.is_open)
        settle (&contest->decisions[i], RULES_OUTCOME_REVIEW, RULES_MISSING, entrant.value.reason);
      contest->n_certain += !entrant.is_open;
      g_array_append_val (contest->entrants, entrant);
    }
  g_array_sort_with_data (contest->entrants, compare_entrants, (gpointer) contest->ranking);
}

void
rules_ranking_run (RulesWalk *walk, const RulesBatch *batch, RulesDecision *decisions)
{
  const RulesRanking *ranking = walk->measure->ranking;
  g_autofree RulesRatio *amounts = g_new0 (RulesRatio, ranking->n_amounts);
  g_autoptr (GArray) entrants = g_array_new (FALSE, FALSE, sizeof (Entrant));
  Contest contest = { walk, ranking, decisions, entrants, 0, amounts, RULES_CODE_OK };

  gather (&contest, batch);
  /* The amounts are the same for every claim. */
  for (guint place = 0; place < ranking->n_amounts && batch->n_claims > 0; place++)
    {
      RulesSeen amount = rules_walk_value (walk, ranking->amounts[place], -1);

      amounts[place] = amount.number;
      if (contest.reason == RULES_CODE_OK)
        contest.reason = amount.reason;
    }
  decide_certain (&contest);
}

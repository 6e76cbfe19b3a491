/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the set of awards with the greatest sum. Claims that no rule joins are chosen apart from each
 * other; those that hang together are searched, the earlier claim first, as long as the rest could still
 * bring more. */
#include "rules-settlement-private.h"

#include <string.h>

typedef struct
{
  const RulesSettlement *settlement;
  RulesCandidate *candidates;
  const guint *members; /* the candidates of this search, in order */
  guint n_members;
  gint64 *rooms;
  guint *taken; /* by rule of the highest kind: how many chosen claims are of it */
  gint64 *paid; /* of the set being built, by member */
  gint64 *best; /* of the best set */
  __int128 best_sum;
} Search;

const RulesSettlementRule *
rules_settlement_conflict (const RulesSettlement *settlement, guint a, guint b)
{
  const GArray *of_a = settlement->parts[a], *of_b = settlement->parts[b];

  for (guint i = 0; i < of_a->len; i++)
    for (guint j = 0; j < of_b->len; j++)
      {
        guint rule = g_array_index (of_a, RulesSettlementPart, i).rule;
        const RulesSettlementRule *both = &g_array_index (settlement->rules, RulesSettlementRule, rule);

        if (rule == g_array_index (of_b, RulesSettlementPart, j).rule && both->kind == RULES_GROUP_HIGHEST)
          return both;
      }
  return NULL;
}

static gboolean
share_rule (const RulesSettlement *settlement, guint a, guint b)
{
  const GArray *of_a = settlement->parts[a], *of_b = settlement->parts[b];

  for (guint i = 0; i < of_a->len; i++)
    for (guint j = 0; j < of_b->len; j++)
      if (g_array_index (of_a, RulesSettlementPart, i).rule ==
          g_array_index (of_b, RulesSettlementPart, j).rule)
        return TRUE;
  return FALSE;
}

/* The first rule of the highest kind @measure is under, -1 when under none. */
static int
first_rule (const RulesSettlement *settlement, guint measure)
{
  const GArray *parts = settlement->parts[measure];

  for (guint i = 0; i < parts->len; i++)
    {
      guint rule = g_array_index (parts, RulesSettlementPart, i).rule;

      if (g_array_index (settlement->rules, RulesSettlementRule, rule).kind == RULES_GROUP_HIGHEST)
        return (int) rule;
    }
  return -1;
}

/* No set of the members from @from on brings more: one of each rule, and all that are under none. */
static __int128
bound (const Search *search, guint from)
{
  __int128 sum = 0;

  for (guint i = from; i < search->n_members; i++)
    {
      const RulesCandidate *candidate = &search->candidates[search->members[i]];
      int rule = first_rule (search->settlement, candidate->measure);
      gboolean is_highest = TRUE;

      for (guint j = from; rule >= 0 && is_highest && j < search->n_members; j++)
        {
          const RulesCandidate *other = &search->candidates[search->members[j]];

          if (j != i && first_rule (search->settlement, other->measure) == rule)
            is_highest = other->limit < candidate->limit || (other->limit == candidate->limit && i < j);
        }
      if (is_highest)
        sum += candidate->limit;
    }
  return sum;
}

/* Takes (@by 1) or gives back (-1) the rules of @measure and what it is paid under their caps. */
static void
occupy (Search *search, guint measure, int by, gint64 paid)
{
  const GArray *parts = search->settlement->parts[measure];

  for (guint i = 0; i < parts->len; i++)
    {
      guint rule = g_array_index (parts, RulesSettlementPart, i).rule;

      if (g_array_index (search->settlement->rules, RulesSettlementRule, rule).kind == RULES_GROUP_CAPPED)
        search->rooms[rule] -= by * paid;
      else
        search->taken[rule] += (guint) by;
    }
}

/* What @candidate would be paid beside those chosen, -1 where it may not. */
static gint64
payable (const Search *search, const RulesCandidate *candidate)
{
  const GArray *parts = search->settlement->parts[candidate->measure];
  gint64 paid = candidate->limit;

  for (guint i = 0; i < parts->len; i++)
    {
      guint rule = g_array_index (parts, RulesSettlementPart, i).rule;

      if (g_array_index (search->settlement->rules, RulesSettlementRule, rule).kind == RULES_GROUP_CAPPED)
        paid = MIN (paid, search->rooms[rule]);
      else if (search->taken[rule] > 0)
        return -1;
    }
  return paid;
}

static void
search_from (Search *search, guint i, __int128 sum)
{
  const RulesCandidate *candidate;
  gint64 paid;

  if (i == search->n_members)
    {
      if (sum > search->best_sum)
        {
          search->best_sum = sum;
          memcpy (search->best, search->paid, search->n_members * sizeof *search->best);
        }
      return;
    }
  if (sum + bound (search, i) <= search->best_sum)
    return;
  candidate = &search->candidates[search->members[i]];
  paid = payable (search, candidate);
  if (paid >= 0)
    {
      occupy (search, candidate->measure, 1, paid);
      search->paid[i] = paid;
      search_from (search, i + 1, sum + paid);
      occupy (search, candidate->measure, -1, paid);
    }
  search->paid[i] = -1;
  search_from (search, i + 1, sum);
}

static void
choose_members (const RulesSettlement *settlement,
                RulesCandidate *candidates,
                const GArray *members,
                const gint64 *rooms)
{
  gsize n_rules = settlement->rules->len;
  g_autofree gint64 *left = g_memdup2 (rooms, (n_rules + 1) * sizeof *rooms);
  g_autofree guint *taken = g_new0 (guint, n_rules + 1);
  g_autofree gint64 *paid = g_new (gint64, members->len);
  g_autofree gint64 *best = g_new (gint64, members->len);
  Search search = { .settlement = settlement,
                    .candidates = candidates,
                    .members = (const guint *) members->data,
                    .n_members = members->len,
                    .rooms = left,
                    .taken = taken,
                    .paid = paid,
                    .best = best,
                    .best_sum = -1 };

  search_from (&search, 0, 0);
  for (guint i = 0; i < members->len; i++)
    candidates[g_array_index (members, guint, i)].paid = best[i];
}

void
rules_settlement_choose (const RulesSettlement *settlement,
                         RulesCandidate *candidates,
                         guint n_candidates,
                         const gint64 *rooms)
{
  g_autofree gboolean *done = g_new0 (gboolean, n_candidates + 1);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint first = 0; first < n_candidates; first++)
    {
      if (done[first])
        continue;
      g_array_set_size (members, 0);
      g_array_append_val (members, first);
      done[first] = TRUE;
      /* All that hang together with it, in order. */
      for (guint m = 0; m < members->len; m++)
        for (guint i = first + 1; i < n_candidates; i++)
          if (!done[i] && share_rule (settlement, candidates[g_array_index (members, guint, m)].measure,
                                      candidates[i].measure))
            {
              done[i] = TRUE;
              g_array_append_val (members, i);
            }
      g_array_set_size (members, 0);
      for (guint i = first; i < n_candidates; i++)
        if (done[i] && candidates[i].paid == G_MININT64)
          g_array_append_val (members, i);
      choose_members (settlement, candidates, members, rooms);
    }
}

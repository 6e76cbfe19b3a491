/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settlement of one claimant's claims: what governs, what was granted before, what is chosen, what caps
 * leave. */
#include "rules-settlement-private.h"

#include <string.h>

static void
add_part (RulesSettlement *settlement, guint measure, guint rule, gboolean topup)
{
  RulesSettlementPart part = { rule, topup };

  g_array_append_val (settlement->parts[measure], part);
}

static const char *
chosen (const RulesMeasure *measure, const RulesSettings *settings, const char *id)
{
  for (guint i = 0; id != NULL && i < rules_measure_get_n_choices (measure); i++)
    {
      const RulesChoice *choice = rules_measure_get_choice (measure, i);

      if (strcmp (choice->id, id) == 0)
        return choice->options[rules_settings_get_choice (settings, i)].id;
    }
  return NULL;
}

static void
add_group (RulesSettlement *settlement,
           const RulesMeasure *const *measures,
           const RulesSettings *const *settings,
           const RulesPolicy *policy,
           const RulesGroup *group)
{
  RulesSettlementRule rule = { .label = group->label, .kind = group->kind, .cap = group->cap };
  guint number = settlement->rules->len;

  g_array_append_val (settlement->rules, rule);
  for (guint i = 0; i < settlement->n_measures; i++)
    {
      if (rules_measure_get_policy (measures[i]) != policy)
        continue;
      for (guint m = 0; m < group->n_members; m++)
        if (strcmp (group->members[m], rules_measure_get_id (measures[i])) == 0 &&
            (group->when == NULL ||
             g_strcmp0 (chosen (measures[i], settings[i], group->when), group->option) == 0))
          add_part (settlement, i, number,
                    g_strcmp0 (chosen (measures[i], settings[i], group->topup), "no") != 0);
    }
}

/* Each policy's groups once. */
static void
add_groups (RulesSettlement *settlement,
            const RulesMeasure *const *measures,
            const RulesSettings *const *settings)
{
  for (guint i = 0; i < settlement->n_measures; i++)
    {
      const RulesPolicy *policy = rules_measure_get_policy (measures[i]);
      gboolean known = FALSE;

      for (guint j = 0; j < i && !known; j++)
        known = rules_measure_get_policy (measures[j]) == policy;
      for (guint g = 0; !known && g < rules_policy_get_n_groups (policy); g++)
        add_group (settlement, measures, settings, policy, rules_policy_get_group (policy, g));
    }
}

static void
add_matters (RulesSettlement *settlement, const RulesMeasure *const *measures)
{
  for (guint i = 0; i < settlement->n_measures; i++)
    {
      const RulesMatter *matter = rules_measure_get_matter (measures[i]);
      guint rule;

      settlement->matters[i] = matter;
      if (matter == NULL)
        continue;
      for (rule = 0; rule < settlement->rules->len; rule++)
        if (g_strcmp0 (g_array_index (settlement->rules, RulesSettlementRule, rule).matter, matter->id) == 0)
          break;
      if (rule == settlement->rules->len)
        {
          RulesSettlementRule new_rule = { .label = matter->label, .matter = matter->id };

          g_array_append_val (settlement->rules, new_rule);
        }
      add_part (settlement, i, rule, TRUE);
    }
}

static void
add_successions (RulesSettlement *settlement, const RulesMeasure *const *measures)
{
  for (guint a = 0; a < settlement->n_measures; a++)
    for (guint s = 0; s < rules_measure_get_n_successions (measures[a]); s++)
      {
        const RulesSuccession *succession = rules_measure_get_succession (measures[a], s);

        for (guint b = 0; b < settlement->n_measures; b++)
          if (strcmp (rules_policy_get_id (rules_measure_get_policy (measures[b])), succession->policy) ==
                  0 &&
              strcmp (rules_measure_get_id (measures[b]), succession->measure) == 0)
            settlement->governs[a * settlement->n_measures + b] = TRUE;
      }
}

RulesSettlement *
rules_settlement_new (const RulesMeasure *const *measures,
                      const RulesSettings *const *settings,
                      guint n_measures)
{
  RulesSettlement *settlement = g_new0 (RulesSettlement, 1);

  settlement->n_measures = n_measures;
  settlement->rules = g_array_new (FALSE, FALSE, sizeof (RulesSettlementRule));
  settlement->parts = g_new0 (GArray *, n_measures + 1);
  for (guint i = 0; i < n_measures; i++)
    settlement->parts[i] = g_array_new (FALSE, FALSE, sizeof (RulesSettlementPart));
  settlement->matters = g_new0 (const RulesMatter *, n_measures + 1);
  settlement->governs = g_new0 (guint8, (gsize) n_measures * n_measures + 1);
  add_groups (settlement, measures, settings);
  add_matters (settlement, measures);
  add_successions (settlement, measures);
  return settlement;
}

void
rules_settlement_free (RulesSettlement *settlement)
{
  for (guint i = 0; i < settlement->n_measures; i++)
    g_array_unref (settlement->parts[i]);
  g_free (settlement->parts);
  g_free (settlement->matters);
  g_free (settlement->governs);
  g_array_unref (settlement->rules);
  g_free (settlement);
}

static gboolean
has_governing (const RulesSettlement *settlement, guint a, guint b)
{
  return settlement->governs[a * settlement->n_measures + b];
}

/* The rule both measures are under, NULL when there is none. */
static const RulesSettlementPart *
find_part (const RulesSettlement *settlement, guint measure, guint rule)
{
  const GArray *parts = settlement->parts[measure];

  for (guint i = 0; i < parts->len; i++)
    if (g_array_index (parts, RulesSettlementPart, i).rule == rule)
      return &g_array_index (parts, RulesSettlementPart, i);
  return NULL;
}

gboolean
rules_settlement_touch (const RulesSettlement *settlement, guint a, guint b)
{
  g_return_val_if_fail (a < settlement->n_measures && b < settlement->n_measures, FALSE);

  if (has_governing (settlement, a, b) || has_governing (settlement, b, a))
    return TRUE;
  for (guint i = 0; i < settlement->parts[a]->len; i++)
    if (find_part (settlement, b, g_array_index (settlement->parts[a], RulesSettlementPart, i).rule) != NULL)
      return TRUE;
  return FALSE;
}

gint64
rules_settlement_get_cap (const RulesSettlement *settlement, guint measure)
{
  g_return_val_if_fail (measure < settlement->n_measures, -1);

  for (guint i = 0; i < settlement->parts[measure]->len; i++)
    {
      const RulesSettlementRule *rule =
          &g_array_index (settlement->rules, RulesSettlementRule,
                          g_array_index (settlement->parts[measure], RulesSettlementPart, i).rule);

      if (rule->kind == RULES_GROUP_CAPPED)
        return rule->cap;
    }
  return -1;
}

/* -------------------------------------------------------------------------------------------------
 * What governs and what was granted before
 */

typedef struct
{
  const RulesSettlement *settlement;
  const RulesClaimed *claims;
  guint n_claims;
  const RulesGrant *grants;
  guint n_grants;
  RulesSettledClaim *results;
} Round;

static gint64
fitted (__int128 sum)
{
  return sum > G_MAXINT64 ? G_MAXINT64 : (gint64) sum;
}

/* Sums grants and finds the greatest of them. */
typedef struct
{
  __int128 sum;
  int greatest;
} Granted;

static void
add_grant (const Round *round, Granted *granted, guint g)
{
  granted->sum += round->grants[g].amount;
  if (granted->greatest < 0 || round->grants[g].amount > round->grants[granted->greatest].amount)
    granted->greatest = (int) g;
}

static void
settle (RulesSettledClaim *result, RulesSettled settled, const char *label, int rival, int grant)
{
  result->payable = 0;
  result->settled = settled;
  result->label = label;
  result->rival = rival;
  result->grant = grant;
}

/* Whether a measure that governs claim @i is claimed under, now or before, whatever came of it. */
static gboolean
is_superseded (const Round *round, guint i)
{
  guint measure = round->claims[i].measure;

  for (guint j = 0; j < round->n_claims; j++)
    if (has_governing (round->settlement, round->claims[j].measure, measure))
      {
        settle (&round->results[i], RULES_SETTLED_SUPERSEDED, NULL, (int) j, -1);
        return TRUE;
      }
  for (guint g = 0; g < round->n_grants; g++)
    if (round->grants[g].measure >= 0 &&
        has_governing (round->settlement, (guint) round->grants[g].measure, measure))
      {
        settle (&round->results[i], RULES_SETTLED_SUPERSEDED, NULL, -1, (int) g);
        return TRUE;
      }
  return FALSE;
}

/* Whether grant @g is of the matter of @measure though not of the measure itself. */
static gboolean
is_of_matter (const Round *round, guint g, guint measure)
{
  const RulesMatter *matter = round->settlement->matters[measure];
  const RulesGrant *grant = &round->grants[g];

  if (matter == NULL)
    return FALSE;
  if (grant->measure < 0)
    return rules_matter_is (matter, grant->matter);
  return grant->amount > 0 && (guint) grant->measure != measure &&
         round->settlement->matters[grant->measure] != NULL &&
         !has_governing (round->settlement, measure, (guint) grant->measure) &&
         strcmp (round->settlement->matters[grant->measure]->id, matter->id) == 0;
}

/* Takes from @limit what was granted of the matter before: all of it where it was under another measure or a
 * record says so, else what the measure itself, or one it takes the place of, came to. */
static void
settle_matter (const Round *round, guint i, gint64 *limit)
{
  guint measure = round->claims[i].measure;
  const RulesMatter *matter = round->settlement->matters[measure];
  const char *label = matter != NULL ? matter->label : NULL;
  Granted granted = { 0, -1 };

  for (guint g = 0; g < round->n_grants; g++)
    {
      const RulesGrant *grant = &round->grants[g];

      if (is_of_matter (round, g, measure))
        {
          *limit = 0;
          settle (&round->results[i], RULES_SETTLED_PAID_BEFORE, label, -1, (int) g);
          return;
        }
      if (grant->measure >= 0 && grant->amount > 0 &&
          ((matter != NULL && (guint) grant->measure == measure) ||
           has_governing (round->settlement, measure, (guint) grant->measure)))
        add_grant (round, &granted, g);
    }
  if (granted.sum == 0)
    return;
  *limit = granted.sum >= *limit ? 0 : *limit - (gint64) granted.sum;
  settle (&round->results[i], *limit > 0 ? RULES_SETTLED_TOPPED_UP : RULES_SETTLED_PAID_BEFORE, label, -1,
          granted.greatest);
}

/* Takes from @limit what was granted in a group before, unless that is already less than was left. */
static void
settle_group (const Round *round, guint i, const RulesSettlementPart *part, gint64 *limit)
{
  const RulesSettlementRule *rule =
      &g_array_index (round->settlement->rules, RulesSettlementRule, part->rule);
  const RulesClaimed *claim = &round->claims[i];
  Granted granted = { 0, -1 };
  gint64 left;
  gboolean own;

  for (guint g = 0; g < round->n_grants; g++)
    if (round->grants[g].measure >= 0 && round->grants[g].amount > 0 &&
        find_part (round->settlement, (guint) round->grants[g].measure, part->rule) != NULL)
      add_grant (round, &granted, g);
  if (granted.sum == 0)
    return;
  left = !part->topup || granted.sum >= claim->amount ? 0 : claim->amount - (gint64) granted.sum;
  if (left >= *limit)
    return;
  *limit = left;
  own = (guint) round->grants[granted.greatest].measure == claim->measure;
  settle (&round->results[i],
          left > 0                             ? RULES_SETTLED_TOPPED_UP
          : own || granted.sum < claim->amount ? RULES_SETTLED_PAID_BEFORE
                                               : RULES_SETTLED_LOWER,
          rule->label, -1, granted.greatest);
}

/* The most claim @i may be paid by what stands before; its result says why that is less. */
static gint64
limit_claim (const Round *round, guint i)
{
  const GArray *parts = round->settlement->parts[round->claims[i].measure];
  gint64 limit = round->claims[i].amount;

  if (is_superseded (round, i))
    return 0;
  settle_matter (round, i, &limit);
  for (guint p = 0; p < parts->len; p++)
    {
      const RulesSettlementPart *part = &g_array_index (parts, RulesSettlementPart, p);
      const RulesSettlementRule *rule =
          &g_array_index (round->settlement->rules, RulesSettlementRule, part->rule);

      if (rule->matter == NULL && rule->kind == RULES_GROUP_HIGHEST)
        settle_group (round, i, part, &limit);
    }
  return limit;
}

/* -------------------------------------------------------------------------------------------------
 * What is chosen
 */

/* What the caps leave beside what was granted before. */
static gint64 *
find_rooms (const Round *round)
{
  const GArray *rules = round->settlement->rules;
  gint64 *rooms = g_new0 (gint64, rules->len + 1);

  for (guint r = 0; r < rules->len; r++)
    {
      const RulesSettlementRule *rule = &g_array_index (rules, RulesSettlementRule, r);
      __int128 granted = 0;

      if (rule->kind != RULES_GROUP_CAPPED)
        continue;
      for (guint g = 0; g < round->n_grants; g++)
        if (round->grants[g].measure >= 0 &&
            find_part (round->settlement, (guint) round->grants[g].measure, r) != NULL)
          granted += round->grants[g].amount;
      rooms[r] = granted >= rule->cap ? 0 : rule->cap - fitted (granted);
    }
  return rooms;
}

/* The award a claim that is not chosen stands behind: the highest paid one of a rule of both. */
static void
settle_lower (const Round *round, const RulesCandidate *candidates, guint n, const RulesCandidate *lower)
{
  const RulesCandidate *best = NULL;
  const RulesSettlementRule *rule = NULL;

  for (guint i = 0; i < n; i++)
    {
      const RulesSettlementRule *both =
          candidates[i].paid < 0
              ? NULL
              : rules_settlement_conflict (round->settlement, lower->measure, candidates[i].measure);

      if (both != NULL && (best == NULL || candidates[i].limit > best->limit))
        {
          best = &candidates[i];
          rule = both;
        }
    }
  settle (&round->results[lower->claim], RULES_SETTLED_LOWER, rule != NULL ? rule->label : NULL,
          best != NULL ? (int) best->claim : -1, -1);
}

/* What used up the cap of @capped: the greatest award of it paid now, else the greatest granted before. */
static void
settle_capped (const Round *round, const RulesCandidate *candidates, guint n, const RulesCandidate *capped)
{
  const GArray *parts = round->settlement->parts[capped->measure];
  const RulesCandidate *rival = NULL;
  Granted granted = { 0, -1 };

  for (guint p = 0; p < parts->len; p++)
    {
      guint r = g_array_index (parts, RulesSettlementPart, p).rule;
      const RulesSettlementRule *rule = &g_array_index (round->settlement->rules, RulesSettlementRule, r);

      if (rule->kind != RULES_GROUP_CAPPED)
        continue;
      for (guint i = 0; i < n; i++)
        if (&candidates[i] != capped && candidates[i].paid > 0 &&
            find_part (round->settlement, candidates[i].measure, r) != NULL &&
            (rival == NULL || candidates[i].paid > rival->paid))
          rival = &candidates[i];
      for (guint g = 0; g < round->n_grants; g++)
        if (round->grants[g].measure >= 0 && round->grants[g].amount > 0 &&
            find_part (round->settlement, (guint) round->grants[g].measure, r) != NULL)
          add_grant (round, &granted, g);
      settle (&round->results[capped->claim], RULES_SETTLED_CAPPED, rule->label,
              rival != NULL ? (int) rival->claim : -1, granted.greatest);
    }
}

/* A claim under review whose rule lets only one of it and claim @i be paid. */
static int
find_open (const Round *round, guint i)
{
  for (guint j = 0; j < round->n_claims; j++)
    if (j != i && round->claims[j].outcome == RULES_OUTCOME_REVIEW &&
        rules_settlement_conflict (round->settlement, round->claims[i].measure, round->claims[j].measure) !=
            NULL)
      return (int) j;
  return -1;
}

void
rules_settlement_run (const RulesSettlement *settlement,
                      const RulesClaimed *claims,
                      guint n_claims,
                      const RulesGrant *grants,
                      guint n_grants,
                      RulesSettledClaim *results)
{
  Round round = { settlement, claims, n_claims, grants, n_grants, results };
  g_autofree RulesCandidate *candidates = g_new (RulesCandidate, n_claims + 1);
  g_autofree gint64 *rooms = NULL;
  guint n = 0;

  for (guint i = 0; i < n_claims; i++)
    {
      gint64 limit;

      results[i] = (RulesSettledClaim){ .payable = claims[i].amount, .rival = -1, .grant = -1, .open = -1 };
      if (claims[i].outcome != RULES_OUTCOME_AWARD || claims[i].amount <= 0)
        continue;
      limit = limit_claim (&round, i);
      if (limit > 0)
        candidates[n++] = (RulesCandidate){ i, claims[i].measure, limit, G_MININT64 };
    }
  rooms = find_rooms (&round);
  rules_settlement_choose (settlement, candidates, n, rooms);
  for (guint c = 0; c < n; c++)
    {
      const RulesCandidate *candidate = &candidates[c];

      results[candidate->claim].open = find_open (&round, candidate->claim);
      if (candidate->paid < 0)
        settle_lower (&round, candidates, n, candidate);
      else if (candidate->paid < candidate->limit)
        settle_capped (&round, candidates, n, candidate);
      results[candidate->claim].payable = MAX (candidate->paid, 0);
    }
}

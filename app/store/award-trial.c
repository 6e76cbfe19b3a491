/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-trial"

#include "config.h"

#include "award-snapshot-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Claims decided between two looks at the cancellable. */
#define BLOCK_SIZE 32768
/* Claims noted before the first cut to the largest changes. */
#define LEAST_ROOM 1024

/* An affected claim while the largest changes are sought. */
typedef struct
{
  gint64 size; /* of the change */
  gsize claim; /* its index */
  gint64 after;
  guint8 outcome;
  guint8 effect;
} Affected;

typedef struct
{
  AwardSnapshot *snapshot;
  AwardTrial *trial;
  AwardTrialCounty *counties; /* by place */
  GArray *affected;
  guint most;
  gint64 least; /* a change smaller than this is not among the largest */
  gboolean overflow;
} Run;

const char *
award_effect_name (AwardEffect effect)
{
  static const char *const names[AWARD_N_EFFECTS] = {
    [AWARD_EFFECT_NONE] = "none",       [AWARD_EFFECT_WON] = "won",         [AWARD_EFFECT_LOST] = "lost",
    [AWARD_EFFECT_RAISED] = "raised",   [AWARD_EFFECT_LOWERED] = "lowered", [AWARD_EFFECT_REVIEW] = "review",
    [AWARD_EFFECT_REFUSED] = "refused",
  };

  return names[effect];
}

static AwardEffect
effect_of (guint8 outcome_before, gint64 before, guint8 outcome, gint64 after)
{
  if (outcome == outcome_before)
    return outcome != RULES_OUTCOME_AWARD || after == before ? AWARD_EFFECT_NONE
           : after > before                                  ? AWARD_EFFECT_RAISED
                                                             : AWARD_EFFECT_LOWERED;
  switch ((RulesOutcome) outcome)
    {
    case RULES_OUTCOME_AWARD:
      return AWARD_EFFECT_WON;
    case RULES_OUTCOME_REVIEW:
      return AWARD_EFFECT_REVIEW;
    case RULES_OUTCOME_REFUSE:
    default:
      return outcome_before == RULES_OUTCOME_AWARD ? AWARD_EFFECT_LOST : AWARD_EFFECT_REFUSED;
    }
}

/* The largest change first; of equals the earlier claim. */
static int
compare_affected (gconstpointer a, gconstpointer b)
{
  const Affected *first = a;
  const Affected *second = b;

  if (first->size != second->size)
    return first->size > second->size ? -1 : 1;
  return first->claim < second->claim ? -1 : first->claim > second->claim ? 1 : 0;
}

static void
cut_affected (Run *run)
{
  g_array_sort (run->affected, compare_affected);
  if (run->affected->len <= run->most)
    return;
  g_array_set_size (run->affected, run->most);
  if (run->most > 0)
    run->least = g_array_index (run->affected, Affected, run->most - 1).size;
}

/* All claims are gone through in order, so a later one of the same size never stands before one kept. */
static void
note_affected (Run *run, const Affected *affected)
{
  run->trial->n_affected++;
  if (run->most == 0 || (affected->size <= run->least && run->affected->len >= run->most))
    return;
  g_array_append_val (run->affected, *affected);
  if (run->affected->len / 2 >= MAX (run->most, LEAST_ROOM / 2))
    cut_affected (run);
}

static void
add_amount (Run *run, gint64 *sum, gint64 amount)
{
  run->overflow |= __builtin_add_overflow (*sum, amount, sum);
}

static void
compare_claim (Run *run, gsize i, const RulesDecision *decision)
{
  AwardTrial *trial = run->trial;
  AwardTrialCounty *county = &run->counties[run->snapshot->places[i]];
  guint8 outcome_before = run->snapshot->outcomes[i];
  gint64 before = outcome_before == RULES_OUTCOME_AWARD ? run->snapshot->amounts[i] : 0;
  gint64 after = decision->outcome == RULES_OUTCOME_AWARD ? decision->amount : 0;
  AwardEffect effect;
  gint64 difference;

  if (outcome_before == AWARD_OUTCOME_NONE)
    {
      trial->n_undecided++;
      return;
    }
  trial->n_claims++;
  county->n_claims++;
  if (outcome_before == RULES_OUTCOME_AWARD)
    {
      trial->awards_before++;
      county->awards_before++;
      add_amount (run, &trial->before, before);
      add_amount (run, &county->before, before);
    }
  if (decision->outcome == RULES_OUTCOME_AWARD)
    {
      trial->awards++;
      county->awards++;
      add_amount (run, &trial->after, after);
      add_amount (run, &county->after, after);
    }
  effect = effect_of (outcome_before, before, decision->outcome, after);
  trial->n_effects[effect]++;
  if (effect == AWARD_EFFECT_NONE)
    return;
  run->overflow |= __builtin_sub_overflow (after, before, &difference) || difference == G_MININT64;
  add_amount (run, &trial->sums[effect], difference);
  note_affected (run,
                 &(Affected){ ABS (difference), i, decision->amount, decision->outcome, (guint8) effect });
}

/* Claims @first to @first + @n - 1 of @all; of the lines only the starts are theirs. */
static void
view_block (const RulesBatch *all,
            gsize first,
            gsize n,
            guint n_facts,
            const gint64 **facts,
            RulesBatch *block)
{
  *block = *all;
  for (guint f = 0; f < n_facts; f++)
    facts[f] = all->facts[f] + first;
  block->facts = facts;
  block->n_claims = n;
  if (all->conflicts != NULL)
    block->conflicts = all->conflicts + first;
  if (all->line_starts != NULL)
    block->line_starts = all->line_starts + first;
}

static gboolean
decide (Run *run,
        const RulesMeasure *measure,
        const RulesSettings *settings,
        GCancellable *cancellable,
        GError **error)
{
  const RulesBatch *all = award_scan_get_batch (run->snapshot->scan);
  g_autoptr (RulesEvaluator) evaluator = rules_evaluator_new (measure, settings);
  guint n_facts = rules_measure_get_n_facts (measure);
  gsize size = rules_measure_compares_claims (measure) ? all->n_claims : MIN (all->n_claims, BLOCK_SIZE);
  g_autofree RulesDecision *decisions = g_new (RulesDecision, size + 1);
  g_autofree const gint64 **facts = g_new (const gint64 *, n_facts + 1);

  for (gsize first = 0; first < all->n_claims; first += size)
    {
      gsize n = MIN (size, all->n_claims - first);
      RulesBatch block;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      view_block (all, first, n, n_facts, facts, &block);
      rules_evaluator_run (evaluator, &block, decisions);
      for (gsize i = 0; i < n; i++)
        compare_claim (run, first + i, &decisions[i]);
    }
  if (!run->overflow)
    return TRUE;
  g_set_error (error, RULES_ERROR, RULES_ERROR_RANGE,
               _ ("The amounts come to more than can be counted. Enter smaller figures."));
  return FALSE;
}

static int
compare_counties (gconstpointer a, gconstpointer b)
{
  return strcmp (((const AwardTrialCounty *) a)->name, ((const AwardTrialCounty *) b)->name);
}

static void
list_counties (Run *run)
{
  for (guint i = 0; i < run->snapshot->counties->len; i++)
    {
      run->counties[i].name = g_ptr_array_index (run->snapshot->counties, i);
      if (run->counties[i].n_claims > 0)
        g_array_append_val (run->trial->counties, run->counties[i]);
    }
  g_array_sort (run->trial->counties, compare_counties);
}

static guint
find_county (const GArray *counties, const char *name)
{
  guint i = 0;

  while (i < counties->len && strcmp (g_array_index (counties, AwardTrialCounty, i).name, name) != 0)
    i++;
  return i;
}

static void
list_claims (Run *run)
{
  const AwardSnapshot *snapshot = run->snapshot;
  const gint64 *ids = award_scan_get_ids (snapshot->scan);
  g_autofree guint *listed = g_new0 (guint, snapshot->counties->len + 1);

  for (guint i = 0; i < snapshot->counties->len; i++)
    listed[i] = find_county (run->trial->counties, g_ptr_array_index (snapshot->counties, i));
  cut_affected (run);
  for (guint i = 0; i < run->affected->len; i++)
    {
      const Affected *affected = &g_array_index (run->affected, Affected, i);
      const AwardTrialClaim claim = { .id = ids[affected->claim],
                                      .effect = (AwardEffect) affected->effect,
                                      .before = snapshot->amounts[affected->claim],
                                      .after = affected->after,
                                      .outcome_before = (RulesOutcome) snapshot->outcomes[affected->claim],
                                      .outcome = (RulesOutcome) affected->outcome,
                                      .county = listed[snapshot->places[affected->claim]] };

      g_array_append_val (run->trial->claims, claim);
    }
}

static void
clear_claim (gpointer data)
{
  AwardTrialClaim *claim = data;

  g_free (claim->code);
  g_free (claim->name);
}

AwardTrial *
award_snapshot_try (AwardSnapshot *self,
                    const RulesMeasure *measure,
                    const RulesSettings *settings,
                    guint most,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (AwardTrial) trial = g_new0 (AwardTrial, 1);
  g_autofree AwardTrialCounty *counties = g_new0 (AwardTrialCounty, self->counties->len + 1);
  g_autoptr (GArray) affected = g_array_new (FALSE, FALSE, sizeof (Affected));
  Run run = {
    .snapshot = self, .trial = trial, .counties = counties, .affected = affected, .most = most, .least = -1
  };

  g_return_val_if_fail (rules_measure_get_n_facts (measure) == rules_measure_get_n_facts (self->measure),
                        NULL);

  trial->snapshot = award_snapshot_ref (self);
  trial->counties = g_array_new (FALSE, FALSE, sizeof (AwardTrialCounty));
  trial->claims = g_array_new (FALSE, FALSE, sizeof (AwardTrialClaim));
  g_array_set_clear_func (trial->claims, clear_claim);
  if (!decide (&run, measure, settings, cancellable, error))
    return NULL;
  list_counties (&run);
  list_claims (&run);
  return g_steal_pointer (&trial);
}

void
award_trial_free (AwardTrial *trial)
{
  g_clear_pointer (&trial->claims, g_array_unref);
  g_clear_pointer (&trial->counties, g_array_unref);
  g_clear_pointer (&trial->snapshot, award_snapshot_unref);
  g_free (trial);
}

gboolean
award_ledger_name_trial (AwardLedger *self, AwardTrial *trial, GError **error)
{
  g_autoptr (sqlite3_stmt) names = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);

  names = award_snapshot_prepare_names (trial->snapshot, self->db, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < trial->claims->len; i++)
    {
      AwardTrialClaim *claim = &g_array_index (trial->claims, AwardTrialClaim, i);

      if (claim->code == NULL &&
          !award_snapshot_read_name (self->db, names, claim->id, &claim->code, &claim->name, error))
        return FALSE;
    }
  return TRUE;
}

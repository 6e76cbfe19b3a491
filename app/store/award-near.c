/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-near"

#include "config.h"

#include "award-near.h"

#include "award-snapshot-private.h"

#include <glib/gi18n.h>

/* Claims between two calls of the progress. */
#define PROGRESS_STEP 256

/* A near miss while the nearest are sought. */
typedef struct
{
  gsize claim; /* its index */
  RulesDecision now;
  gint64 withheld;
  RulesNearMiss miss;
} Found;

typedef struct
{
  AwardSnapshot *snapshot;
  AwardNearList *list;
  RulesEvaluator *evaluator;
  gint64 within;
  guint most;
  GArray *found;
} Run;

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *first = a;
  const Found *second = b;
  int order = rules_near_compare (&first->miss, &second->miss);

  if (order != 0)
    return order;
  return first->claim < second->claim ? -1 : first->claim > second->claim;
}

static void
cut_found (Run *run)
{
  g_array_sort (run->found, compare_found);
  if (run->found->len > run->most)
    g_array_set_size (run->found, run->most);
}

static void
search_claim (Run *run, const RulesBatch *batch, gsize claim)
{
  g_autoptr (RulesNear) near =
      rules_evaluator_near (run->evaluator, batch, claim, RULES_NEAR_BETTER, run->within);
  Found found = { .claim = claim, .now = near->now, .withheld = near->withheld };

  run->list->n_open += near->n_open > 0;
  if (near->n_misses == 0)
    return;
  run->list->n_found++;
  found.miss = near->misses[0];
  g_array_append_val (run->found, found);
  if (run->found->len / 2 >= run->most)
    cut_found (run);
}

static gboolean
search (Run *run, AwardProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error)
{
  const RulesBatch *batch = award_scan_get_batch (run->snapshot->scan);

  for (gsize i = 0; i < batch->n_claims; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (run->snapshot->outcomes[i] != AWARD_OUTCOME_NONE)
        search_claim (run, batch, i);
      if (progress != NULL && (i + 1) % PROGRESS_STEP == 0)
        progress (i + 1, batch->n_claims, progress_data);
    }
  return TRUE;
}

/* The key of line @line of @claim as it is written; NULL where lines have none. */
static char *
read_key (const AwardSnapshot *snapshot, gsize claim, int line)
{
  const RulesBatch *batch = award_scan_get_batch (snapshot->scan);

  for (guint f = 0; line >= 0 && f < rules_measure_get_n_line_facts (snapshot->measure); f++)
    {
      const RulesFact *fact = rules_measure_get_line_fact (snapshot->measure, f);
      gint64 number = batch->line_facts[f][batch->line_starts[claim] + (guint32) line];

      if (fact->is_key && number != RULES_MISSING)
        return fact->type == RULES_TYPE_TEXT ? g_strdup (rules_texts_get (batch->texts, number))
                                             : rules_fact_format (fact, (RulesValue){ number, NULL });
    }
  return NULL;
}

static void
list_claims (Run *run)
{
  AwardSnapshot *snapshot = run->snapshot;
  const gint64 *ids = award_scan_get_ids (snapshot->scan);

  cut_found (run);
  for (guint i = 0; i < run->found->len; i++)
    {
      const Found *found = &g_array_index (run->found, Found, i);
      const AwardNearClaim claim = {
        .id = ids[found->claim],
        .now = found->now,
        .withheld = found->withheld,
        .miss = found->miss,
        .key = read_key (snapshot, found->claim, found->miss.line),
        .county = g_ptr_array_index (snapshot->counties, snapshot->places[found->claim]),
      };

      g_array_append_val (run->list->claims, claim);
    }
}

static void
clear_claim (gpointer data)
{
  AwardNearClaim *claim = data;

  g_free (claim->key);
  g_free (claim->code);
  g_free (claim->name);
}

AwardNearList *
award_snapshot_find_near (AwardSnapshot *self,
                          gint64 within,
                          guint most,
                          AwardProgress progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (AwardNearList) list = NULL;
  g_autoptr (RulesEvaluator) evaluator = NULL;
  g_autoptr (GArray) found = NULL;
  Run run;

  g_return_val_if_fail (self != NULL && most > 0, NULL);

  if (rules_measure_compares_claims (self->measure))
    {
      g_set_error (
          error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
          _ ("“%s” compares claims with one another: what brings one an award depends on all others, so "
             "near misses are not listed."),
          rules_measure_get_label (self->measure));
      return NULL;
    }
  list = g_new0 (AwardNearList, 1);
  list->snapshot = award_snapshot_ref (self);
  list->claims = g_array_new (FALSE, FALSE, sizeof (AwardNearClaim));
  g_array_set_clear_func (list->claims, clear_claim);
  evaluator = rules_evaluator_new (self->measure, self->settings);
  found = g_array_new (FALSE, FALSE, sizeof (Found));
  run = (Run){ self, list, evaluator, within, most, found };
  if (!search (&run, progress, progress_data, cancellable, error))
    return NULL;
  list_claims (&run);
  return g_steal_pointer (&list);
}

void
award_near_list_free (AwardNearList *list)
{
  if (list == NULL)
    return;
  g_clear_pointer (&list->claims, g_array_unref);
  g_clear_pointer (&list->snapshot, award_snapshot_unref);
  g_free (list);
}

gboolean
award_ledger_name_near (AwardLedger *self, AwardNearList *list, GError **error)
{
  g_autoptr (sqlite3_stmt) names = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);

  names = award_snapshot_prepare_names (list->snapshot, self->db, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < list->claims->len; i++)
    {
      AwardNearClaim *claim = &g_array_index (list->claims, AwardNearClaim, i);

      if (claim->code == NULL &&
          !award_snapshot_read_name (self->db, names, claim->id, &claim->code, &claim->name, error))
        return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-overview.h"

#include <glib/gi18n.h>

#include "award-claim.h"
#include "award-held-policy.h"
#include "award-words.h"

/* Claims of a measure written out; the rest is a click away. */
#define MAX_PENDING 4

static void
pending_free (gpointer data)
{
  AwardPending *pending = data;

  g_free (pending->name);
  g_free (pending->reason);
  g_free (pending);
}

static void
add_unset_parameters (AwardOverview *self, const RulesMeasure *measure, const RulesSettings *settings)
{
  for (guint i = 0; i < rules_measure_get_n_parameters (measure); i++)
    {
      const RulesParameter *parameter = rules_measure_get_parameter (measure, i);
      AwardPending *pending;

      if (parameter->is_optional || rules_settings_get_parameter (settings, i).number != RULES_MISSING)
        continue;

      pending = g_new0 (AwardPending, 1);
      pending->measure = measure;
      pending->id = -1;
      pending->name = g_strdup_printf (_ ("Not set yet: %s"), parameter->label);
      pending->reason = g_strdup (parameter->reason);
      g_ptr_array_add (self->pending, pending);
    }
}

static gboolean
add_reviews (AwardOverview *self,
             AwardLedger *ledger,
             const RulesMeasure *measure,
             gint64 batch,
             GError **error)
{
  AwardQuery query = { .measure = measure, .batch = batch, .show = AWARD_SHOW_REVIEW };
  g_autoptr (GArray) ids = award_ledger_list_ids (ledger, &query, error);

  if (!ids)
    return FALSE;

  for (guint i = 0; i < MIN (ids->len, MAX_PENDING); i++)
    {
      g_autoptr (AwardClaim) claim =
          award_ledger_get_claim (ledger, measure, g_array_index (ids, gint64, i), error);
      AwardPending *pending;

      if (!claim)
        return FALSE;
      pending = g_new0 (AwardPending, 1);
      pending->measure = measure;
      pending->id = claim->id;
      pending->name = claim->name ? g_strdup (claim->name) : award_words_masked (claim->claimant);
      pending->reason = award_words_reason (measure, &claim->decision);
      g_ptr_array_add (self->pending, pending);
    }

  return TRUE;
}

static int
compare_county (gconstpointer a, gconstpointer b)
{
  const AwardTotal *one = *(AwardTotal *const *) a;
  const AwardTotal *other = *(AwardTotal *const *) b;

  if (one->total != other->total)
    return one->total < other->total ? 1 : -1;

  return g_strcmp0 (one->county, other->county);
}

/* Sums over the measures, the county with most first. */
static gboolean
add_counties (AwardOverview *self, AwardLedger *ledger, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) rows = award_ledger_list_totals (ledger, batch, TRUE, error);
  g_autoptr (GHashTable) sums = g_hash_table_new (g_str_hash, g_str_equal);

  if (!rows)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const AwardTotal *row = rows->pdata[i];
      const char *county = row->county ? row->county : "";
      AwardTotal *sum = g_hash_table_lookup (sums, county);

      if (!sum)
        {
          sum = g_new0 (AwardTotal, 1);
          sum->county = g_strdup (county);
          g_hash_table_insert (sums, sum->county, sum);
          g_ptr_array_add (self->counties, sum);
        }
      sum->claims += row->claims;
      sum->award += row->award;
      sum->total += row->total;
    }
  g_ptr_array_sort (self->counties, compare_county);

  return TRUE;
}

AwardOverview *
award_overview_read (AwardLedger *ledger, gint64 batch, GError **error)
{
  g_autoptr (AwardOverview) self = g_new0 (AwardOverview, 1);
  g_autoptr (GPtrArray) outdated = award_ledger_list_outdated (ledger, batch, error);

  if (!outdated)
    return NULL;
  self->n_outdated = outdated->len;
  self->pending = g_ptr_array_new_with_free_func (pending_free);
  self->counties = g_ptr_array_new_with_free_func ((GDestroyNotify) award_total_free);
  self->totals = award_ledger_list_totals (ledger, batch, FALSE, error);
  if (!self->totals || !add_counties (self, ledger, batch, error) ||
      !award_ledger_count_open (ledger, NULL, batch, &self->open, error))
    return NULL;

  for (guint i = 0; i < self->totals->len; i++)
    {
      const AwardTotal *total = self->totals->pdata[i];
      g_autoptr (RulesSettings) settings = award_ledger_get_settings (ledger, total->measure, error);

      if (!settings)
        return NULL;
      self->n_claims += total->claims;
      self->n_reviews += total->review;
      self->n_undecided += total->undecided;
      add_unset_parameters (self, total->measure, settings);
      if (total->review > 0 && !add_reviews (self, ledger, total->measure, batch, error))
        return NULL;
    }

  return g_steal_pointer (&self);
}

void
award_overview_free (AwardOverview *overview)
{
  g_clear_pointer (&overview->totals, g_ptr_array_unref);
  g_clear_pointer (&overview->counties, g_ptr_array_unref);
  g_clear_pointer (&overview->pending, g_ptr_array_unref);
  g_free (overview);
}

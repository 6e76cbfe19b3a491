/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The assessment of regions as it is sent round: the ranking with every indicator, and behind it the score
 * sheet of each region. */
#include "config.h"

#include "award-dossier-private.h"

#include <glib/gi18n.h>

#include "award-report.h"
#include "award-words.h"

static const RulesMeasure *
find_measure (const AwardDossier *dossier)
{
  g_autoptr (GPtrArray) measures = g_ptr_array_new ();

  for (guint i = 0; i < dossier->totals->len; i++)
    g_ptr_array_add (measures, (gpointer) ((const AwardTotal *) dossier->totals->pdata[i])->measure);
  return award_assessment_find (measures);
}

static void
add_ranking (AwardDossier *dossier)
{
  const AwardAssessment *assessment = dossier->assessment;
  AwardListing *listing =
      award_dossier_add_listing (dossier, AWARD_LISTING_RANKING, assessment->measure, _ ("Ranking"),
                                 rules_measure_get_label (assessment->measure));

  award_listing_add (listing, AWARD_SOURCE_RANK, 0, AWARD_LISTING_COUNT, g_strdup (_ ("Rank")))->is_centred =
      TRUE;
  award_listing_add (listing, AWARD_SOURCE_NAME, 0, AWARD_LISTING_TEXT, g_strdup (_ ("County")));
  award_listing_add (listing, AWARD_SOURCE_SCORE, 0, AWARD_LISTING_AMOUNT, g_strdup (_ ("Total score")));
  for (guint i = 0; i < assessment->n_indicators; i++)
    award_listing_add (listing, AWARD_SOURCE_PART, i, AWARD_LISTING_DECIMAL,
                       g_strdup (rules_measure_get_indicator (assessment->measure, i)));
  for (guint i = 0; i < assessment->qualifications->len; i++)
    award_listing_add (listing, AWARD_SOURCE_STATE, i, AWARD_LISTING_TEXT,
                       g_strdup (rules_measure_get_label (assessment->qualifications->pdata[i])))
        ->is_centred = TRUE;
  award_listing_add (listing, AWARD_SOURCE_REASON, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Remarks")))->is_long =
      TRUE;
  g_ptr_array_add (listing->notes, g_strdup (_ ("Ranked by total score; regions with the same score share a "
                                                "rank. What has no score is not ranked.")));
}

static void
add_scores (AwardDossier *dossier)
{
  const RulesMeasure *measure = dossier->assessment->measure;
  g_autofree char *title = g_strdup_printf (_ ("%s: score sheets"), rules_measure_get_label (measure));
  AwardListing *listing =
      award_dossier_add_listing (dossier, AWARD_LISTING_SCORES, measure, _ ("Score sheets"), title);

  award_listing_add (listing, AWARD_SOURCE_INDICATOR, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Indicator")));
  award_listing_add (listing, AWARD_SOURCE_FIGURES, 0, AWARD_LISTING_TEXT, g_strdup (_ ("Figures")))
      ->is_long = TRUE;
  award_listing_add (listing, AWARD_SOURCE_PART, 0, AWARD_LISTING_DECIMAL, g_strdup (_ ("Score")));
}

gboolean
award_dossier_add_assessment (AwardDossier *dossier, GCancellable *cancellable, GError **error)
{
  const RulesMeasure *measure = find_measure (dossier);

  if (measure == NULL)
    {
      g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_EMPTY,
                   _ ("Batch “%s” has no claims under a measure that assesses regions"), dossier->batch_name);
      return FALSE;
    }
  dossier->assessment = award_assessment_read (dossier->ledger, measure, dossier->batch, cancellable, error);
  if (dossier->assessment == NULL)
    return FALSE;
  add_ranking (dossier);
  add_scores (dossier);
  return TRUE;
}

/* @part is the indicator of a row of the score sheet; a column of the ranking says its own. */
static void
fill_region (AwardDossierWalk *walk,
             const AwardListingColumn *column,
             AwardListingCell *cell,
             const AwardAssessed *region,
             guint part)
{
  guint indicator = walk->listing->rows == AWARD_LISTING_SCORES ? part : column->index;

  switch ((int) column->source)
    {
    case AWARD_SOURCE_ORDINAL:
      cell->number = ++walk->ordinal;
      break;
    case AWARD_SOURCE_RANK:
      cell->number = region->rank > 0 ? region->rank : RULES_MISSING;
      break;
    case AWARD_SOURCE_NAME:
      cell->text = region->name;
      break;
    case AWARD_SOURCE_SCORE:
      cell->number = region->score;
      break;
    case AWARD_SOURCE_PART:
      cell->text = region->parts[indicator].score;
      break;
    case AWARD_SOURCE_STATE:
      cell->text = award_assessed_state_word (region->states[column->index]);
      break;
    case AWARD_SOURCE_REASON:
      cell->text = region->reason;
      break;
    case AWARD_SOURCE_INDICATOR:
      cell->text = rules_measure_get_indicator (walk->dossier->assessment->measure, part);
      break;
    case AWARD_SOURCE_FIGURES:
      cell->text = region->parts[part].basis;
      break;
    default:
      break;
    }
}

static gboolean
emit_region (AwardDossierWalk *walk, const AwardAssessed *region, guint part, GError **error)
{
  award_dossier_walk_clear (walk);
  for (guint i = 0; i < walk->listing->columns->len; i++)
    fill_region (walk, award_listing_get_column (walk->listing, i), &walk->cells[i], region, part);
  return walk->func (walk->cells, NULL, walk->data, error);
}

/* "1  鼓楼区  77.40" above the indicators of a region. */
static char *
section_of (const AwardAssessed *region)
{
  g_autofree char *score = NULL;

  if (region->score == RULES_MISSING)
    return g_strdup_printf (_ ("%s: not ranked"), region->name);
  score = award_words_amount (region->score);
  return g_strdup_printf (_ ("%s: rank %u, %s points"), region->name, region->rank, score);
}

gboolean
award_dossier_foreach_region (AwardDossierWalk *walk, GError **error)
{
  const AwardAssessment *assessment = walk->dossier->assessment;

  for (guint i = 0; i < assessment->regions->len; i++)
    {
      const AwardAssessed *region = assessment->regions->pdata[i];
      g_autofree char *section = NULL;

      if (walk->listing->rows == AWARD_LISTING_RANKING)
        {
          if (!emit_region (walk, region, 0, error))
            return FALSE;
          continue;
        }
      section = section_of (region);
      if (!walk->func (NULL, section, walk->data, error))
        return FALSE;
      walk->ordinal = 0;
      for (guint part = 0; part < assessment->n_indicators; part++)
        if (!emit_region (walk, region, part, error))
          return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-assessment.h"

#include <string.h>

#include <glib/gi18n.h>

#include "award-claim.h"
#include "award-words-private.h"

/* Decimals a part of a score is shown with, those of a score. */
#define SCORE_DECIMALS 2

/* What the reading of claims needs. */
typedef struct
{
  AwardAssessment *assessment;
  RulesSettings *settings;
  GHashTable *regions; /* claimant → AwardAssessed, borrowed */
  guint qualification; /* being read */
} Reading;

static void
assessed_free (AwardAssessed *region, guint n_indicators)
{
  for (guint i = 0; i < n_indicators; i++)
    {
      g_free (region->parts[i].score);
      g_free (region->parts[i].basis);
    }
  g_free (region->parts);
  g_free (region->states);
  g_free (region->name);
  g_free (region->reason);
  g_free (region);
}

void
award_assessment_free (AwardAssessment *assessment)
{
  for (guint i = 0; i < assessment->regions->len; i++)
    assessed_free (assessment->regions->pdata[i], assessment->n_indicators);
  g_ptr_array_unref (assessment->regions);
  g_ptr_array_unref (assessment->qualifications);
  g_free (assessment);
}

/* Whether @measure scores regions by indicators. */
static gboolean
assesses (const RulesMeasure *measure)
{
  return rules_measure_get_claimant (measure) == RULES_CLAIMANT_REGION &&
         rules_measure_get_n_indicators (measure) > 0;
}

const RulesMeasure *
award_assessment_find (const GPtrArray *measures)
{
  for (guint i = 0; i < measures->len; i++)
    if (assesses (measures->pdata[i]))
      return measures->pdata[i];
  return NULL;
}

/* Adds the figures of @term to @text, those it follows from before itself, each once. */
static void
add_figures (GString *text, GHashTable *seen, const RulesTerm *term)
{
  g_autofree char *value = NULL;

  for (guint i = 0; i < term->n_args; i++)
    add_figures (text, seen, term->args[i]);
  if ((term->op != RULES_OP_FACT && term->op != RULES_OP_NAMED) || term->label == NULL ||
      term->value == NULL || !g_hash_table_add (seen, (gpointer) term->id))
    return;
  value = award_words_written (term->type, term->unit, term->fact, term->value,
                               term->rounded ? AWARD_PERCENT_DECIMALS : 0);
  g_string_append_printf (text, "%s%s %s", text->len > 0 ? _ ("; ") : "", term->label, value);
}

static char *
basis_of (const RulesTerm *part)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < part->n_args; i++)
    add_figures (text, seen, part->args[i]);
  return g_string_free (text, FALSE);
}

static gboolean
read_region (const AwardClaim *claim, gpointer data)
{
  Reading *reading = data;
  AwardAssessment *assessment = reading->assessment;
  g_autoptr (RulesExplanation) explanation = NULL;
  AwardAssessed *region = g_new0 (AwardAssessed, 1);

  region->claim = claim->id;
  region->name = g_strdup (claim->name ? claim->name : claim->claimant);
  region->score = RULES_MISSING;
  region->parts = g_new0 (AwardAssessedPart, assessment->n_indicators);
  region->states = g_new (int, assessment->qualifications->len + 1);
  for (guint i = 0; i < assessment->qualifications->len; i++)
    region->states[i] = -1;
  g_ptr_array_add (assessment->regions, region);
  g_hash_table_insert (reading->regions, g_strdup (claim->claimant), region);

  if (!claim->is_decided)
    {
      region->reason = g_strdup (_ ("Not computed yet"));
      return TRUE;
    }
  if (claim->decision.outcome == RULES_OUTCOME_AWARD)
    region->score = claim->decision.amount;
  else
    region->reason = award_words_reason (claim->measure, &claim->decision);

  rules_settings_set_as_of (reading->settings, claim->as_of);
  explanation = award_claim_explain (claim, reading->settings);
  for (guint i = 0; i < assessment->n_indicators; i++)
    {
      const RulesTerm *part = explanation->indicators[i];

      region->parts[i].score = g_strdup (part->value);
      region->parts[i].basis = basis_of (part);
    }
  return TRUE;
}

static gboolean
read_state (const AwardClaim *claim, gpointer data)
{
  Reading *reading = data;
  AwardAssessed *region = g_hash_table_lookup (reading->regions, claim->claimant);

  if (region != NULL && claim->is_decided)
    region->states[reading->qualification] = claim->decision.outcome;
  return TRUE;
}

static int
compare_regions (gconstpointer a, gconstpointer b)
{
  const AwardAssessed *one = *(AwardAssessed *const *) a;
  const AwardAssessed *other = *(AwardAssessed *const *) b;

  /* RULES_MISSING is below every score. */
  if (one->score != other->score)
    return one->score < other->score ? 1 : -1;
  return strcmp (one->name, other->name);
}

static void
rank_regions (GPtrArray *regions)
{
  g_ptr_array_sort (regions, compare_regions);
  for (guint i = 0; i < regions->len; i++)
    {
      AwardAssessed *region = regions->pdata[i];
      const AwardAssessed *before = i > 0 ? regions->pdata[i - 1] : NULL;

      if (region->score != RULES_MISSING)
        region->rank = before != NULL && before->score == region->score ? before->rank : i + 1;
    }
}

/* The other measures of the policy that only say yes or no of a region, and have claims in the batch. */
static gboolean
list_qualifications (AwardAssessment *assessment, AwardLedger *ledger, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) totals = award_ledger_list_totals (ledger, batch, FALSE, error);

  if (totals == NULL)
    return FALSE;
  for (guint i = 0; i < totals->len; i++)
    {
      const RulesMeasure *measure = ((const AwardTotal *) totals->pdata[i])->measure;

      if (rules_measure_get_policy (measure) == rules_measure_get_policy (assessment->measure) &&
          rules_measure_get_result (measure) == RULES_RESULT_QUALIFICATION &&
          rules_measure_get_claimant (measure) == RULES_CLAIMANT_REGION)
        g_ptr_array_add (assessment->qualifications, (gpointer) measure);
    }
  return TRUE;
}

AwardAssessment *
award_assessment_read (AwardLedger *ledger,
                       const RulesMeasure *measure,
                       gint64 batch,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AwardAssessment) assessment = g_new0 (AwardAssessment, 1);
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (GHashTable) regions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = { .assessment = assessment, .regions = regions };

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger) && assesses (measure), NULL);

  assessment->measure = measure;
  assessment->n_indicators = rules_measure_get_n_indicators (measure);
  assessment->qualifications = g_ptr_array_new ();
  assessment->regions = g_ptr_array_new ();

  settings = award_ledger_get_settings (ledger, measure, error);
  reading.settings = settings;
  if (settings == NULL || !list_qualifications (assessment, ledger, batch, error) ||
      !award_ledger_foreach_claim (ledger, measure, batch, read_region, &reading, cancellable, error))
    return NULL;
  for (guint i = 0; i < assessment->qualifications->len; i++)
    {
      reading.qualification = i;
      if (!award_ledger_foreach_claim (ledger, assessment->qualifications->pdata[i], batch, read_state,
                                       &reading, cancellable, error))
        return NULL;
    }
  rank_regions (assessment->regions);
  return g_steal_pointer (&assessment);
}

char *
award_assessed_part_text (const AwardAssessedPart *part)
{
  return part->score ? award_words_decimal (part->score, SCORE_DECIMALS, SCORE_DECIMALS) : g_strdup ("—");
}

const char *
award_assessed_state_word (int state)
{
  switch (state)
    {
    case RULES_OUTCOME_AWARD:
      return _ ("Yes");
    case RULES_OUTCOME_REFUSE:
      return _ ("No");
    case RULES_OUTCOME_REVIEW:
      return _ ("To review");
    default:
      return "";
    }
}

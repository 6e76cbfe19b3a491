/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-job.h"

#include "award-import-plan.h"

#include <glib/gi18n.h>

AwardImportReport *
award_import_into (AwardLedger *ledger,
                   const char *batch,
                   const RulesMeasure *measure,
                   const char *path,
                   const char *which,
                   const AwardImportAnswers *answers,
                   AwardProgress progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (AwardImportPlan) plan = award_import_plan_new (ledger, measure, path, which, cancellable, error);
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  g_autoptr (GPtrArray) reports = NULL;

  if (plan == NULL ||
      (answers != NULL && !award_import_answer (award_import_plan_get_mapping (plan), answers, error)))
    return NULL;
  g_ptr_array_add (plans, plan);
  reports = award_import_plan_commit (ledger, plans, batch, progress, progress_data, cancellable, error);
  return reports != NULL ? g_ptr_array_steal_index (reports, 0) : NULL;
}

/* How many facts of its measure a table holds. */
static guint
count_facts (const AwardMapping *mapping)
{
  guint n = 0;

  for (guint i = 0; i < mapping->n_columns; i++)
    if (mapping->columns[i].role == AWARD_COLUMN_FACT || mapping->columns[i].role == AWARD_COLUMN_LINE_FACT)
      n++;
  return n;
}

/* Whether of two measures a table fits alike @measure is the likelier. */
static gboolean
is_likelier (const RulesMeasure *measure, const RulesMeasure *other, const GPtrArray *policies)
{
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  const RulesPolicy *other_policy = rules_measure_get_policy (other);
  gboolean has_claims = g_ptr_array_find ((GPtrArray *) policies, policy, NULL);
  gboolean other_has_claims = g_ptr_array_find ((GPtrArray *) policies, other_policy, NULL);

  if (has_claims != other_has_claims)
    return has_claims;
  return rules_policy_get_valid_from (policy) > rules_policy_get_valid_from (other_policy);
}

const RulesMeasure *
award_import_find_measure (const char *path,
                           const char *which,
                           const GPtrArray *measures,
                           const GPtrArray *policies,
                           GHashTable *known,
                           GError **error)
{
  g_autoptr (AwardSheet) sheet = award_sheet_read (path, which, NULL, error);
  const RulesMeasure *best = NULL;
  guint most = 0;

  if (sheet == NULL)
    return NULL;
  for (guint i = 0; i < measures->len; i++)
    {
      const RulesMeasure *measure = g_ptr_array_index (measures, i);
      g_autoptr (AwardMapping) mapping =
          award_mapping_new (sheet, measure, g_hash_table_lookup (known, measure));

      if (award_mapping_check (mapping, sheet, FALSE, NULL) &&
          (count_facts (mapping) > most ||
           (best != NULL && count_facts (mapping) == most && is_likelier (measure, best, policies))))
        {
          best = measure;
          most = count_facts (mapping);
        }
    }
  if (best == NULL)
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
                   _ ("%s: the headings fit none of the measures"), name);
    }
  return best;
}

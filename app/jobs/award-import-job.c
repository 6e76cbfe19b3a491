/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-job.h"

#include "award-import-plan.h"

#include "award-register-table.h"

#include <glib/gi18n.h>

/* Columns of its own that make a table one of a measure, though it lacks others. */
#define RIVAL_COLUMNS 2

AwardImportReport *
award_import_into (AwardLedger *ledger,
                   const char *batch,
                   const AwardImportTarget *target,
                   const char *path,
                   const char *which,
                   const AwardImportAnswers *answers,
                   AwardProgress progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (AwardImportPlan) plan = award_import_plan_new (ledger, target, path, which, cancellable, error);
  g_autoptr (GPtrArray) plans = g_ptr_array_new ();
  g_autoptr (GPtrArray) reports = NULL;

  if (plan == NULL ||
      (answers != NULL && !award_import_answer (award_import_plan_get_mapping (plan), answers, error)))
    return NULL;
  g_ptr_array_add (plans, plan);
  reports = award_import_plan_commit (ledger, plans, batch, progress, progress_data, cancellable, error);
  return reports != NULL ? g_ptr_array_steal_index (reports, 0) : NULL;
}

/* A table read as one of a target. */
typedef struct
{
  AwardImportTarget target;
  AwardMapping *mapping;
  guint n_facts; /* columns that are one */
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->mapping, award_mapping_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static Reading
read_as (const AwardSheet *sheet, const AwardImportTarget *target, GHashTable *known)
{
  Reading reading = { *target, award_import_map (sheet, target, known), 0 };

  for (guint i = 0; i < reading.mapping->n_columns; i++)
    reading.n_facts += award_mapping_get_fact (reading.mapping, i) != NULL;
  return reading;
}

/* Whether the heading of @column is one that the target of @reading has for its own. */
static gboolean
has_own (const Reading *reading, guint column)
{
  const AwardMapping *mapping = reading->mapping;

  return column < mapping->n_columns && mapping->columns[column].role != AWARD_COLUMN_IGNORED &&
         mapping->columns[column].origin >= AWARD_ORIGIN_DECLARED;
}

/* Such columns that are none of the @other's. */
static guint
count_own (const Reading *reading, const Reading *other)
{
  guint n = 0;

  for (guint i = 0; i < reading->mapping->n_columns; i++)
    n += has_own (reading, i) && !has_own (other, i);
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

/* Makes @reading, which it takes, the @best unless that is as good. */
static void
keep_better (Reading *best, Reading *reading, const GPtrArray *policies)
{
  if (best->mapping == NULL || reading->n_facts > best->n_facts ||
      (policies != NULL && reading->n_facts == best->n_facts &&
       is_likelier (reading->target.measure, best->target.measure, policies)))
    {
      reading_clear (best);
      *best = *reading;
      reading->mapping = NULL;
    }
}

/* The register of @sheet; its mapping is NULL when it is none. */
static Reading
find_register (const AwardSheet *sheet, GHashTable *known)
{
  Reading best = { 0 };

  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      g_auto (Reading) reading = read_as (sheet, &(AwardImportTarget){ .kind = (AwardRegister) i }, known);

      /* Days are nobody's: where there is a code, which the others are found by, it is none of theirs. */
      if (i == AWARD_REGISTER_HOLIDAYS && best.mapping != NULL)
        break;
      if (award_mapping_check (reading.mapping, sheet, FALSE, NULL) &&
          award_layout_fits (reading.mapping, sheet))
        keep_better (&best, &reading, NULL);
    }
  return best;
}

gboolean
award_import_find_target (const AwardSheet *sheet,
                          const GPtrArray *measures,
                          const GPtrArray *policies,
                          GHashTable *known,
                          AwardImportTarget *target,
                          GError **error)
{
  g_auto (Reading) best = { 0 };
  g_auto (Reading) other = find_register (sheet, known);
  gboolean has_rival = FALSE;

  for (guint i = 0; i < measures->len; i++)
    {
      g_auto (Reading) reading =
          read_as (sheet, &(AwardImportTarget){ .measure = g_ptr_array_index (measures, i) }, known);

      if (award_mapping_check (reading.mapping, sheet, FALSE, NULL))
        keep_better (&best, &reading, policies);
      else if (other.mapping != NULL)
        has_rival = has_rival || (count_own (&reading, &other) >= RIVAL_COLUMNS &&
                                  count_own (&reading, &other) > count_own (&other, &reading));
    }
  /* Claims stand beside accounts often enough, figures of a measure in a register do not. A table of claims
   * that lacks something is none of a register. */
  if (best.mapping != NULL &&
      (other.mapping == NULL || count_own (&best, &other) > 0 || count_own (&other, &best) == 0))
    *target = best.target;
  else if (other.mapping != NULL && !has_rival)
    *target = other.target;
  else
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NO_HEADING,
                   _ ("%s: the headings fit none of the measures and registers"),
                   award_sheet_get_file_name (sheet));
      return FALSE;
    }
  return TRUE;
}

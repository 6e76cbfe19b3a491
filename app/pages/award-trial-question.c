/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-trial-question.h"

#include "award-trial-workbook.h"
#include "award-words.h"

AwardSnapshotQuestion *
award_snapshot_question_new (const RulesMeasure *measure, gint64 batch)
{
  AwardSnapshotQuestion *question = g_new (AwardSnapshotQuestion, 1);

  question->policy = rules_policy_ref ((RulesPolicy *) rules_measure_get_policy (measure));
  question->measure = measure;
  question->batch = batch;

  return question;
}

void
award_snapshot_question_free (gpointer data)
{
  AwardSnapshotQuestion *question = data;

  rules_policy_unref (question->policy);
  g_free (question);
}

gpointer
award_question_read_snapshot (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardSnapshotQuestion *question = data;

  return award_ledger_read_snapshot (ledger, question->measure, question->batch, error);
}

AwardTrialQuestion *
award_trial_question_new (AwardSnapshot *snapshot, GPtrArray *figures, RulesSettings *settings)
{
  AwardTrialQuestion *question = g_new0 (AwardTrialQuestion, 1);

  question->snapshot = award_snapshot_ref (snapshot);
  question->settings = settings;
  question->figures = g_ptr_array_ref (figures);
  question->texts = g_ptr_array_new_with_free_func (g_free);
  question->changes = g_array_new (FALSE, FALSE, sizeof (RulesChange));

  return question;
}

void
award_trial_question_free (gpointer data)
{
  AwardTrialQuestion *question = data;

  award_snapshot_unref (question->snapshot);
  rules_settings_free (question->settings);
  g_array_unref (question->changes);
  g_ptr_array_unref (question->texts);
  g_ptr_array_unref (question->figures);
  g_clear_object (&question->cancellable);
  g_free (question->path);
  g_free (question);
}

void
award_trial_question_change (AwardTrialQuestion *question, const RulesFigure *figure, const char *text)
{
  char *kept = g_strdup (text);
  const RulesChange change = { figure, kept };

  g_ptr_array_add (question->texts, kept);
  g_array_append_val (question->changes, change);
}

/* What each figure alone allows, several together may not: a range from high to low. */
static RulesPolicy *
try_policy (const AwardTrialQuestion *question, GError **error)
{
  const RulesMeasure *official = award_snapshot_get_measure (question->snapshot);
  g_autoptr (GPtrArray) problems = NULL;
  g_autofree char *words = NULL;
  RulesPolicy *policy =
      rules_policy_try (rules_measure_get_policy (official), (gpointer) question->changes->data,
                        question->changes->len, &problems);

  if (policy)
    return policy;
  words = award_words_policy_problem (problems->pdata[0]);
  g_set_error_literal (error, RULES_ERROR, RULES_ERROR_CONFLICT, words);

  return NULL;
}

static gboolean
write_workbook (const AwardTrialQuestion *question, const AwardTrial *trial, GError **error)
{
  g_autoptr (GPtrArray) settings = award_words_trial_settings (
      question->snapshot, question->settings, (gpointer) question->changes->data, question->changes->len);

  return award_report_write_trial (trial, settings, question->path, error);
}

gpointer
award_question_try (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardTrialQuestion *question = data;
  const RulesMeasure *official = award_snapshot_get_measure (question->snapshot);
  g_autoptr (RulesPolicy) policy = try_policy (question, error);
  g_autoptr (RulesSettings) settings = NULL;
  g_autoptr (AwardTrial) trial = NULL;
  const RulesMeasure *measure;

  if (!policy)
    return NULL;

  measure = rules_policy_find_measure (policy, rules_measure_get_id (official));
  settings = rules_settings_copy (question->settings, measure);
  trial = award_snapshot_try (question->snapshot, measure, settings, question->most, question->cancellable,
                              error);
  if (!trial || !award_ledger_name_trial (ledger, trial, error) ||
      (question->path && !write_workbook (question, trial, error)))
    return NULL;

  return g_steal_pointer (&trial);
}

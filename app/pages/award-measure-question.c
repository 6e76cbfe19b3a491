/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-measure-question.h"

void
award_question_free (gpointer data)
{
  AwardQuestion *question = data;

  g_free (question->text);
  g_free (question->county);
  g_free (question);
}

AwardQuestion *
award_question_copy (const AwardQuestion *question)
{
  AwardQuestion *copy = g_memdup2 (question, sizeof *question);

  copy->query.text = copy->text = g_strdup (question->text);
  copy->query.county = copy->county = g_strdup (question->county);

  return copy;
}

void
award_counted_free (gpointer data)
{
  AwardCounted *counted = data;

  g_clear_pointer (&counted->counties, g_ptr_array_unref);
  g_free (counted);
}

gpointer
award_question_find_rows (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardQuestion *question = data;

  return award_ledger_list_ids (ledger, &question->query, error);
}

gpointer
award_question_count_rows (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardQuestion *question = data;
  g_autoptr (AwardCounted) counted = g_new0 (AwardCounted, 1);
  const AwardQuery all = { question->query.measure, question->query.batch };
  AwardSummary summary;

  counted->revision = question->revision;
  if (!award_ledger_summarise (ledger, &question->query, &counted->summary, error))
    return NULL;
  if (!question->is_whole)
    return g_steal_pointer (&counted);

  counted->counties = award_ledger_list_counties (ledger, all.measure, all.batch, error);
  if (!counted->counties || !award_ledger_summarise (ledger, &all, &summary, error))
    return NULL;
  counted->all = summary.claims;

  return g_steal_pointer (&counted);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-near-question.h"

#include "award-near-workbook.h"

AwardNearQuestion *
award_near_question_new (AwardSnapshot *snapshot,
                         gint64 within,
                         guint most,
                         char *path,
                         GCancellable *cancellable)
{
  AwardNearQuestion *question = g_new (AwardNearQuestion, 1);

  *question =
      (AwardNearQuestion){ award_snapshot_ref (snapshot), within, most, path, g_object_ref (cancellable) };

  return question;
}

void
award_near_question_free (gpointer data)
{
  AwardNearQuestion *question = data;

  award_snapshot_unref (question->snapshot);
  g_object_unref (question->cancellable);
  g_free (question->path);
  g_free (question);
}

gpointer
award_question_find_near (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardNearQuestion *question = data;
  g_autoptr (AwardNearList) list = award_snapshot_find_near (
      question->snapshot, question->within, question->most, NULL, NULL, question->cancellable, error);

  if (!list || !award_ledger_name_near (ledger, list, error) ||
      (question->path && !award_report_write_near (list, question->within, question->path, error)))
    return NULL;

  return g_steal_pointer (&list);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the registers of payments and of matters granted say of claimants. */
#define G_LOG_DOMAIN "award-settlement"

#include "config.h"

#include "award-settlement-private.h"

void
award_evidences_free (AwardEvidences *evidences)
{
  g_array_unref (evidences->records);
  g_string_chunk_free (evidences->texts);
  g_free (evidences);
}

/* Adds @evidence for every claimant that @code, or another code of its enterprise, is of. */
static gboolean
add_for (AwardEvidences *evidences,
         AwardDb *db,
         sqlite3_stmt *find,
         const AwardKin *kin,
         const char *code,
         AwardEvidence evidence,
         GError **error)
{
  const GPtrArray *set = award_kin_get (kin, code);
  guint n = set != NULL ? set->len : 1;

  for (guint i = 0; i < n; i++)
    {
      gboolean row;

      if (!award_db_bind (db, find, error, "t", set != NULL ? set->pdata[i] : code) ||
          !award_db_step (db, find, &row, error))
        return FALSE;
      if (row)
        {
          evidence.claimant = sqlite3_column_int64 (find, 0);
          g_array_append_val (evidences->records, evidence);
        }
      sqlite3_reset (find);
      /* The claimants of one enterprise are settled together: one of them is enough. */
      if (row)
        return TRUE;
    }
  return TRUE;
}

static gboolean
read_payments (AwardEvidences *evidences,
               AwardDb *db,
               const AwardPlan *plan,
               const AwardKin *kin,
               sqlite3_stmt *find,
               GError **error)
{
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (db, error,
                      "SELECT id, code, policy, measure, date, amount FROM register_payment "
                      "WHERE policy IS NOT NULL AND measure IS NOT NULL AND amount > 0 ORDER BY id",
                      "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      AwardEvidence evidence = { 0 };
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      evidence.measure = award_plan_find (plan, award_db_text (rows, 2), award_db_text (rows, 3));
      if (evidence.measure < 0)
        continue;
      evidence.record = sqlite3_column_int64 (rows, 0);
      evidence.date = award_db_column (rows, 4);
      evidence.amount = sqlite3_column_int64 (rows, 5);
      if (!add_for (evidences, db, find, kin, award_db_text (rows, 1), evidence, error))
        return FALSE;
    }
}

static gboolean
read_first_times (AwardEvidences *evidences,
                  AwardDb *db,
                  const AwardKin *kin,
                  sqlite3_stmt *find,
                  GError **error)
{
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (db, error, "SELECT id, code, matter, date FROM register_first_time ORDER BY id", "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      AwardEvidence evidence = { .measure = -1 };
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      evidence.record = sqlite3_column_int64 (rows, 0);
      evidence.matter = g_string_chunk_insert_const (evidences->texts, award_db_text (rows, 2));
      evidence.date = award_db_column (rows, 3);
      if (!add_for (evidences, db, find, kin, award_db_text (rows, 1), evidence, error))
        return FALSE;
    }
}

static int
compare_records (gconstpointer a, gconstpointer b)
{
  const AwardEvidence *first = a, *second = b;

  if (first->claimant != second->claimant)
    return first->claimant < second->claimant ? -1 : 1;
  if ((first->measure < 0) != (second->measure < 0))
    return first->measure < 0 ? 1 : -1;
  return first->record < second->record ? -1 : first->record > second->record;
}

AwardEvidences *
award_evidences_new (AwardDb *db, const AwardPlan *plan, const AwardKin *kin, GError **error)
{
  g_autoptr (AwardEvidences) evidences = g_new0 (AwardEvidences, 1);
  g_autoptr (sqlite3_stmt) find = NULL;

  evidences->records = g_array_new (FALSE, FALSE, sizeof (AwardEvidence));
  evidences->texts = g_string_chunk_new (256);
  find = award_db_prepare (db, "SELECT id FROM claimant WHERE code = ?", error);
  if (find == NULL || !read_payments (evidences, db, plan, kin, find, error) ||
      !read_first_times (evidences, db, kin, find, error))
    return NULL;
  g_array_sort (evidences->records, compare_records);
  return g_steal_pointer (&evidences);
}

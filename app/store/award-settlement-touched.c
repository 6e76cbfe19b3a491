/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose claims of a batch touch each other, earlier ones, or a record of a register: nobody else is looked
 * at. */
#define G_LOG_DOMAIN "award-settlement"

#include "config.h"

#include "award-settlement-private.h"

typedef struct
{
  AwardDb *db;
  const AwardPlan *plan;
  AwardTouched *found;
} Touching;

static const AwardPlanned *
planned (const Touching *touching, guint i)
{
  return &g_array_index (touching->plan->measures, AwardPlanned, i);
}

static gboolean
collect (Touching *touching, sqlite3_stmt *rows, GError **error)
{
  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gint64 claimant;
      gboolean row;

      if (!award_db_step (touching->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      claimant = sqlite3_column_int64 (rows, 0);
      g_array_append_val (touching->found->claimants, claimant);
    }
}

/* Those with a claim under @here in the batch and one under @other in @batch. */
static gboolean
collect_pair (Touching *touching, guint here, guint other, gint64 batch, GError **error)
{
  g_autofree char *sql =
      here == other && batch == touching->plan->batch
          ? g_strdup_printf ("SELECT claimant FROM %s WHERE batch = ?1 AND ?2 = ?1 GROUP BY claimant "
                             "HAVING count(*) > 1",
                             planned (touching, here)->table->claims)
          : g_strdup_printf ("SELECT a.claimant FROM %s a CROSS JOIN %s o ON o.batch = ?2 AND o.claimant = "
                             "a.claimant WHERE a.batch = ?1",
                             planned (touching, here)->table->claims,
                             planned (touching, other)->table->claims);
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (touching->db, error, sql, "ii", touching->plan->batch, batch);

  return collect (touching, rows, error);
}

static gboolean
collect_pairs (Touching *touching, guint here, GError **error)
{
  for (guint other = 0; other < touching->plan->measures->len; other++)
    {
      const AwardPlanned *second = planned (touching, other);

      if (!rules_settlement_touch (touching->plan->rules, here, other))
        continue;
      for (guint b = 0; b < second->batches->len; b++)
        {
          gint64 batch = g_array_index (second->batches, gint64, b);

          /* A pair within the batch is found from its first measure; twice under one only with a key. */
          if (batch == touching->plan->batch &&
              (other < here || (other == here && rules_measure_get_claim_key (second->measure) < 0)))
            continue;
          if (!collect_pair (touching, here, other, batch, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Those whose award alone is above a cap it shares. */
static gboolean
collect_capped (Touching *touching, guint here, GError **error)
{
  gint64 cap = rules_settlement_get_cap (touching->plan->rules, here);
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;

  if (cap < 0)
    return TRUE;
  sql = g_strdup_printf ("SELECT c.claimant FROM %s c JOIN %s d ON d.claim = c.id WHERE c.batch = ? AND "
                         "d.amount > ?",
                         planned (touching, here)->table->claims, planned (touching, here)->table->decisions);
  rows = award_db_query (touching->db, error, sql, "ii", touching->plan->batch, cap);
  return collect (touching, rows, error);
}

/* Claimants that are one enterprise under several codes. */
static gboolean
collect_kin (Touching *touching, const AwardKin *kin, GError **error)
{
  g_autoptr (sqlite3_stmt) find =
      award_db_prepare (touching->db, "SELECT id FROM claimant WHERE code = ?", error);
  GHashTableIter iter;
  gpointer code, set;

  if (find == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, kin->sets);
  while (g_hash_table_iter_next (&iter, &code, &set))
    {
      const GPtrArray *codes = set;
      g_autoptr (GArray) ids = NULL;

      /* Each set once. */
      if (g_strcmp0 (codes->pdata[0], code) != 0)
        continue;
      ids = g_array_new (FALSE, FALSE, sizeof (gint64));
      for (guint i = 0; i < codes->len; i++)
        {
          gint64 id;
          gboolean row;

          if (!award_db_bind (touching->db, find, error, "t", codes->pdata[i]) ||
              !award_db_step (touching->db, find, &row, error))
            return FALSE;
          id = row ? sqlite3_column_int64 (find, 0) : 0;
          sqlite3_reset (find);
          if (row)
            g_array_append_val (ids, id);
        }
      for (guint i = 0; ids->len > 1 && i < ids->len; i++)
        {
          gint64 id = g_array_index (ids, gint64, i);

          g_hash_table_insert (touching->found->kin_ids, g_memdup2 (&id, sizeof id), g_array_ref (ids));
          g_array_append_val (touching->found->claimants, id);
        }
    }
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gboolean
collect_claimants (Touching *touching, gboolean alone, GError **error)
{
  guint kept = 0;

  for (guint i = 0; i < touching->plan->measures->len; i++)
    if (planned (touching, i)->is_here &&
        (!collect_pairs (touching, i, error) || !collect_capped (touching, i, error)))
      return FALSE;
  if (!alone)
    {
      g_autoptr (AwardKin) kin = award_kin_new (touching->db, error);

      if (kin == NULL || !collect_kin (touching, kin, error))
        return FALSE;
      touching->found->evidences = award_evidences_new (touching->db, touching->plan, kin, error);
      if (touching->found->evidences == NULL)
        return FALSE;
      for (guint i = 0; i < touching->found->evidences->records->len; i++)
        g_array_append_val (touching->found->claimants,
                            g_array_index (touching->found->evidences->records, AwardEvidence, i).claimant);
    }
  g_array_sort (touching->found->claimants, compare_ids);
  for (guint i = 0; i < touching->found->claimants->len; i++)
    {
      gint64 id = g_array_index (touching->found->claimants, gint64, i);

      if (kept == 0 || g_array_index (touching->found->claimants, gint64, kept - 1) != id)
        g_array_index (touching->found->claimants, gint64, kept++) = id;
    }
  g_array_set_size (touching->found->claimants, kept);
  return TRUE;
}

void
award_touched_free (AwardTouched *touched)
{
  g_array_unref (touched->claimants);
  g_hash_table_unref (touched->kin_ids);
  g_clear_pointer (&touched->evidences, award_evidences_free);
  g_free (touched);
}

AwardTouched *
award_touched_new (AwardDb *db, const AwardPlan *plan, gboolean alone, GError **error)
{
  g_autoptr (AwardTouched) found = g_new0 (AwardTouched, 1);
  Touching touching = { db, plan, found };

  found->claimants = g_array_new (FALSE, FALSE, sizeof (gint64));
  found->kin_ids =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  if (!collect_claimants (&touching, alone, error))
    return NULL;
  return g_steal_pointer (&found);
}

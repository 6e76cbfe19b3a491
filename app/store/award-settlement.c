/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-settlement"

#include "config.h"

#include "award-settlement.h"
#include "award-claim.h"

#include <string.h>

/* Whether @governing takes the place of @measure. */
static gboolean
supersedes (const AwardSettled *governing, const AwardSettled *measure)
{
  for (guint i = 0; i < rules_measure_get_n_successions (governing->measure); i++)
    {
      const RulesSuccession *succession = rules_measure_get_succession (governing->measure, i);

      if (strcmp (rules_policy_get_id (rules_measure_get_policy (measure->measure)), succession->policy) ==
              0 &&
          strcmp (rules_measure_get_id (measure->measure), succession->measure) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A condition on the claim c: its claimant claims under a measure that takes the place of @measure's; with
 * @decided only where that claim is decided. NULL: no measure does. */
static char *
governed_condition (const GArray *measures, const AwardSettled *measure, gboolean decided)
{
  GString *sql = g_string_new (NULL);

  for (guint i = 0; i < measures->len; i++)
    {
      const AwardSettled *governing = &g_array_index (measures, AwardSettled, i);

      if (!supersedes (governing, measure))
        continue;
      g_string_append_printf (sql,
                              "%sEXISTS (SELECT 1 FROM %s g WHERE g.batch = c.batch AND g.claimant = "
                              "c.claimant",
                              sql->len > 0 ? " OR " : "", governing->table->claims);
      if (decided)
        g_string_append_printf (sql, " AND EXISTS (SELECT 1 FROM %s e WHERE e.claim = g.id)",
                                governing->table->decisions);
      g_string_append_c (sql, ')');
    }
  return g_string_free (sql, sql->len == 0);
}

gboolean
award_settlement_store (AwardDb *db, const GArray *measures, gint64 batch, GError **error)
{
  for (guint i = 0; i < measures->len; i++)
    {
      const AwardSettled *measure = &g_array_index (measures, AwardSettled, i);
      g_autofree char *governed = governed_condition (measures, measure, FALSE);
      g_autofree char *sql = NULL;

      if (governed == NULL)
        continue;
      sql = g_strdup_printf ("UPDATE %s SET payable = 0, settlement = %d WHERE outcome = %d AND claim IN "
                             "(SELECT c.id FROM %s c WHERE c.batch = ? AND (%s))",
                             measure->table->decisions, AWARD_SETTLEMENT_SUPERSEDED, RULES_OUTCOME_AWARD,
                             measure->table->claims, governed);
      if (!award_db_do (db, error, sql, "i", batch))
        return FALSE;
    }
  return TRUE;
}

gboolean
award_settlement_check (AwardDb *db,
                        const GArray *measures,
                        const AwardSettled *measure,
                        gint64 batch,
                        gint64 *n_wrong,
                        GError **error)
{
  g_autofree char *claimed = governed_condition (measures, measure, FALSE);
  g_autofree char *decided = governed_condition (measures, measure, TRUE);
  g_autofree char *sql = NULL;

  /* What arrived or changed after the compute is settled by the next one: a governing claim that is not
   * decided says nothing about what was kept. */
  sql = g_strdup_printf (
      "SELECT count(*) FROM %s c JOIN %s d ON d.claim = c.id WHERE c.batch = ? AND "
      "((d.settlement = %d AND NOT (%s)) OR (d.settlement = %d AND d.outcome = %d AND (%s)))",
      measure->table->claims, measure->table->decisions, AWARD_SETTLEMENT_SUPERSEDED,
      claimed != NULL ? claimed : "0", AWARD_SETTLEMENT_KEPT, RULES_OUTCOME_AWARD,
      decided != NULL ? decided : "0");
  return award_db_get_int (db, n_wrong, 0, error, sql, "i", batch);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-tally"

#include "config.h"

#include "award-tally.h"

typedef struct
{
  gint64 claims;
  gint64 outcomes[RULES_OUTCOME_REVIEW + 1];
  gint64 total;
} Count;

struct _AwardTally
{
  guint32 *places; /* by row of claimant: index in counts */
  gint64 n_places;
  GPtrArray *counties; /* names, '' first */
  GArray *counts;      /* Count, one a county */
};

void
award_tally_free (AwardTally *self)
{
  g_free (self->places);
  g_ptr_array_unref (self->counties);
  g_array_unref (self->counts);
  g_free (self);
}

static gboolean
read_places (AwardTally *self, AwardDb *db, GError **error)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (db, error, "SELECT id, coalesce (county, '') FROM claimant ORDER BY id", "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gpointer place;
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      place = g_hash_table_lookup (known, award_db_text (rows, 1));
      if (place == NULL)
        {
          char *name = g_strdup (award_db_text (rows, 1));

          g_ptr_array_add (self->counties, name);
          place = GUINT_TO_POINTER (self->counties->len);
          g_hash_table_insert (known, name, place);
        }
      self->places[sqlite3_column_int64 (rows, 0)] = GPOINTER_TO_UINT (place) - 1;
    }
}

AwardTally *
award_tally_new (AwardDb *db, GError **error)
{
  g_autoptr (AwardTally) self = g_new0 (AwardTally, 1);
  gint64 last;

  self->counties = g_ptr_array_new_with_free_func (g_free);
  self->counts = g_array_new (FALSE, TRUE, sizeof (Count));
  if (!award_db_get_int (db, &last, 0, error, "SELECT max(id) FROM claimant", ""))
    return NULL;
  self->n_places = last + 1;
  self->places = g_new0 (guint32, (gsize) self->n_places);
  if (!read_places (self, db, error))
    return NULL;
  award_tally_reset (self);
  return g_steal_pointer (&self);
}

void
award_tally_reset (AwardTally *self)
{
  g_array_set_size (self->counts, 0);
  g_array_set_size (self->counts, self->counties->len);
}

const GPtrArray *
award_tally_get_counties (const AwardTally *self)
{
  return self->counties;
}

guint
award_tally_get_county (const AwardTally *self, gint64 claimant)
{
  g_assert (claimant >= 0 && claimant < self->n_places);
  return self->places[claimant];
}

static Count *
find_count (AwardTally *self, gint64 claimant)
{
  return &g_array_index (self->counts, Count, award_tally_get_county (self, claimant));
}

static void
add_decision (Count *count, const RulesDecision *decision)
{
  count->outcomes[decision->outcome]++;
  if (decision->outcome == RULES_OUTCOME_AWARD)
    count->total += decision->amount;
}

void
award_tally_add (AwardTally *self, const gint64 *claimants, const RulesDecision *decisions, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      Count *count = find_count (self, claimants[i]);

      count->claims++;
      add_decision (count, &decisions[i]);
    }
}

gboolean
award_tally_store (AwardTally *self, AwardDb *db, gint64 measure, gint64 batch, GError **error)
{
  if (!award_db_do (db, error, "DELETE FROM tally WHERE measure = ? AND batch = ?", "ii", measure, batch))
    return FALSE;
  for (guint i = 0; i < self->counts->len; i++)
    {
      const Count *count = &g_array_index (self->counts, Count, i);

      if (count->claims > 0 &&
          !award_db_do (db, error,
                        "INSERT INTO tally (measure, batch, county, claims, award, refuse, review, total) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        "iitiiiii", measure, batch, g_ptr_array_index (self->counties, i), count->claims,
                        count->outcomes[RULES_OUTCOME_AWARD], count->outcomes[RULES_OUTCOME_REFUSE],
                        count->outcomes[RULES_OUTCOME_REVIEW], count->total))
        return FALSE;
    }
  return TRUE;
}

gboolean
award_tally_refresh (AwardTally *self,
                     AwardDb *db,
                     gint64 measure,
                     const char *suffix,
                     gint64 batch,
                     GError **error)
{
  g_autofree char *claims = g_strconcat ("claim_", suffix, NULL);
  g_autofree char *decisions = g_strconcat ("decision_", suffix, NULL);
  g_autofree char *quoted_claims = award_db_quote (claims);
  g_autofree char *quoted_decisions = award_db_quote (decisions);
  g_autofree char *sql = g_strdup_printf ("SELECT c.claimant, d.outcome, d.amount FROM %s c NOT INDEXED "
                                          "LEFT JOIN %s d ON d.claim = c.id WHERE c.batch = ?",
                                          quoted_claims, quoted_decisions);
  g_autoptr (sqlite3_stmt) rows = award_db_query (db, error, sql, "i", batch);

  if (rows == NULL)
    return FALSE;
  award_tally_reset (self);
  for (;;)
    {
      Count *count;
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        break;
      count = find_count (self, sqlite3_column_int64 (rows, 0));
      count->claims++;
      if (sqlite3_column_type (rows, 1) != SQLITE_NULL)
        {
          RulesDecision decision = { .outcome = (guint8) sqlite3_column_int (rows, 1),
                                     .amount = award_db_column (rows, 2) };

          add_decision (count, &decision);
        }
    }
  return award_tally_store (self, db, measure, batch, error);
}

gboolean
award_tally_refresh_all (AwardTally *self, AwardDb *db, GError **error)
{
  g_autoptr (sqlite3_stmt) holdings = award_db_query (
      db, error, "SELECT m.id, m.suffix, h.batch FROM holding h JOIN measure m ON m.id = h.measure", "");

  if (holdings == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (db, holdings, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!award_tally_refresh (self, db, sqlite3_column_int64 (holdings, 0), award_db_text (holdings, 1),
                                sqlite3_column_int64 (holdings, 2), error))
        return FALSE;
    }
}

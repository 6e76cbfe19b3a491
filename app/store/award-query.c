/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only place that composes SQL for lists. */
#define G_LOG_DOMAIN "award-query"

#include "config.h"

#include "award-query.h"
#include "award-ledger-private.h"

#include <string.h>

/* Parameters of every query. */
enum
{
  BIND_BATCH = 1,
  BIND_FIRST,
  BIND_LAST,
  BIND_TEXT,
  BIND_COUNTY,
};

static gboolean
has_text (const AwardQuery *query)
{
  return query->text != NULL && *query->text != '\0';
}

/* "%…%" for LIKE … ESCAPE '\': the text itself, whatever characters it has. */
static char *
make_pattern (const char *text)
{
  GString *pattern = g_string_new ("%");

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '%' || *c == '_' || *c == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *c);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (pattern, FALSE);
}

static gboolean
needs_decision (const AwardQuery *query)
{
  return query->show != AWARD_SHOW_ALL || query->sort == AWARD_SORT_STATE ||
         query->sort == AWARD_SORT_AMOUNT || query->sort == AWARD_SORT_REASON;
}

static gboolean
sorts_by_claimant (const AwardQuery *query)
{
  return query->sort == AWARD_SORT_NAME || query->sort == AWARD_SORT_CODE || query->sort == AWARD_SORT_COUNTY;
}

static void
append_show (GString *sql, AwardShow show)
{
  switch (show)
    {
    case AWARD_SHOW_AWARD:
      g_string_append_printf (sql, " AND d.outcome = %d", RULES_OUTCOME_AWARD);
      break;
    case AWARD_SHOW_REFUSE:
      g_string_append_printf (sql, " AND d.outcome = %d", RULES_OUTCOME_REFUSE);
      break;
    case AWARD_SHOW_REVIEW:
      g_string_append_printf (sql, " AND d.outcome = %d", RULES_OUTCOME_REVIEW);
      break;
    case AWARD_SHOW_UNDECIDED:
      g_string_append (sql, " AND d.claim IS NULL");
      break;
    case AWARD_SHOW_FLAGGED:
      g_string_append (sql, " AND d.flags <> 0");
      break;
    case AWARD_SHOW_ALL:
    default:
      break;
    }
}

/* FROM and WHERE: c the claim, e its claimant, d its decision. */
static void
append_source (GString *sql,
               const AwardTable *table,
               const AwardQuery *query,
               gboolean with_claimant,
               gboolean with_decision)
{
  gboolean by_claimant = has_text (query) || query->county != NULL;

  /* A page after another of the table itself is quicker than its index, unless few claimants are wanted. */
  g_string_append_printf (sql, " FROM %s c%s", table->claims, by_claimant ? "" : " NOT INDEXED");
  if (with_claimant)
    g_string_append (sql, " CROSS JOIN claimant e ON e.id = c.claimant");
  if (with_decision)
    g_string_append_printf (sql, " LEFT JOIN %s d ON d.claim = c.id", table->decisions);
  g_string_append_printf (sql, " WHERE c.batch = ?%d AND c.id BETWEEN ?%d AND ?%d", BIND_BATCH, BIND_FIRST,
                          BIND_LAST);
  if (has_text (query))
    g_string_append_printf (sql,
                            " AND c.claimant IN (SELECT id FROM claimant WHERE name LIKE ?%d ESCAPE '\\' "
                            "OR code LIKE ?%d ESCAPE '\\')",
                            BIND_TEXT, BIND_TEXT);
  if (query->county != NULL)
    g_string_append_printf (
        sql, " AND c.claimant IN (SELECT id FROM claimant WHERE coalesce (county, '') = ?%d)", BIND_COUNTY);
  append_show (sql, query->show);
}

/* Rows without the value come last either way; equal ones keep the order of import. */
static void
append_order (GString *sql, const AwardTable *table, const AwardQuery *query)
{
  const char *direction = query->descending ? "DESC" : "ASC";
  const char *key = NULL;

  switch (query->sort)
    {
    case AWARD_SORT_STATE:
      key = "d.outcome";
      break;
    case AWARD_SORT_NAME:
      key = "e.name";
      break;
    case AWARD_SORT_CODE:
      key = "e.code";
      break;
    case AWARD_SORT_COUNTY:
      key = "e.county";
      break;
    case AWARD_SORT_FACT:
      if (query->fact < table->n_facts && strcmp (table->fields[query->fact], "NULL") != 0)
        {
          g_string_append_printf (sql, " ORDER BY c.%s %s NULLS LAST, c.id", table->fields[query->fact],
                                  direction);
          return;
        }
      break;
    case AWARD_SORT_AMOUNT:
      key = "d.amount";
      break;
    case AWARD_SORT_REASON:
      key = "d.code";
      break;
    case AWARD_SORT_ROW:
    default:
      break;
    }
  if (key != NULL)
    g_string_append_printf (sql, " ORDER BY %s %s NULLS LAST, c.id", key, direction);
  else
    g_string_append_printf (sql, " ORDER BY c.id %s", direction);
}

static sqlite3_stmt *
prepare_query (AwardLedger *self,
               const AwardQuery *query,
               const AwardHolding *holding,
               const char *sql,
               const char *pattern,
               GError **error)
{
  g_autoptr (sqlite3_stmt) statement = award_db_prepare (self->db, sql, error);

  if (statement == NULL ||
      !award_db_bind (self->db, statement, error, "iii", query->batch, holding->first, holding->last))
    return NULL;
  if (pattern != NULL)
    sqlite3_bind_text (statement, BIND_TEXT, pattern, -1, SQLITE_TRANSIENT);
  if (query->county != NULL)
    sqlite3_bind_text (statement, BIND_COUNTY, query->county, -1, SQLITE_TRANSIENT);
  return g_steal_pointer (&statement);
}

/* *@table NULL or no claims: there is nothing to ask. */
static gboolean
look_up (AwardLedger *self,
         const RulesMeasure *measure,
         gint64 batch,
         const AwardTable **table,
         AwardHolding *holding,
         GError **error)
{
  *holding = (AwardHolding){ 0 };
  return award_ledger_find_table (self, measure, table, error) &&
         (*table == NULL || award_ledger_get_holding (self, *table, batch, holding, error));
}

static gboolean
shows_everything (const AwardQuery *query)
{
  return !has_text (query) && query->county == NULL && query->show == AWARD_SHOW_ALL;
}

/* The ids of a batch without gaps are known without reading. */
static gboolean
add_consecutive (const AwardQuery *query, const AwardHolding *holding, GArray *ids)
{
  gboolean by_row = query->sort == AWARD_SORT_ROW;

  if (!by_row || !shows_everything (query) || holding->last - holding->first + 1 != holding->claims ||
      holding->claims > G_MAXUINT / 2)
    return FALSE;
  g_array_set_size (ids, (guint) holding->claims);
  for (guint i = 0; i < ids->len; i++)
    g_array_index (ids, gint64, i) = query->descending ? holding->last - i : holding->first + i;
  return TRUE;
}

GArray *
award_ledger_list_ids (AwardLedger *self, const AwardQuery *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *pattern = NULL;
  g_autoptr (GString) sql = g_string_new ("SELECT c.id");
  g_autoptr (sqlite3_stmt) found = NULL;
  const AwardTable *table;
  AwardHolding holding;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (query != NULL && query->measure != NULL, NULL);

  if (!look_up (self, query->measure, query->batch, &table, &holding, error))
    return NULL;
  if (holding.claims == 0 || add_consecutive (query, &holding, ids))
    return g_steal_pointer (&ids);
  append_source (sql, table, query, sorts_by_claimant (query), needs_decision (query));
  append_order (sql, table, query);
  pattern = has_text (query) ? make_pattern (query->text) : NULL;
  found = prepare_query (self, query, &holding, sql->str, pattern, error);
  if (found == NULL)
    return NULL;
  for (;;)
    {
      gint64 id;
      gboolean row;

      if (!award_db_step (self->db, found, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&ids);
      id = sqlite3_column_int64 (found, 0);
      g_array_append_val (ids, id);
    }
}

/* The counts, from the tally where the query leaves out nothing but other counties. */
static sqlite3_stmt *
prepare_summary (AwardLedger *self,
                 const AwardTable *table,
                 const AwardQuery *query,
                 const AwardHolding *holding,
                 GError **error)
{
  g_autofree char *pattern = has_text (query) ? make_pattern (query->text) : NULL;
  g_autoptr (GString) sql = g_string_new (NULL);

  if (!has_text (query) && query->show == AWARD_SHOW_ALL)
    return award_db_query (
        self->db, error,
        "SELECT coalesce (sum(claims), 0), coalesce (sum(award), 0), coalesce (sum(refuse), 0), "
        "coalesce (sum(review), 0), coalesce (sum(total), 0) FROM tally "
        "WHERE measure = ?1 AND batch = ?2 AND (?3 IS NULL OR county = ?3)",
        "iit", table->id, query->batch, query->county);
  g_string_append_printf (sql,
                          "SELECT count(*), count(*) FILTER (WHERE d.outcome = %d), "
                          "count(*) FILTER (WHERE d.outcome = %d), count(*) FILTER (WHERE d.outcome = %d), "
                          "coalesce (sum(d.amount) FILTER (WHERE d.outcome = %d), 0)",
                          RULES_OUTCOME_AWARD, RULES_OUTCOME_REFUSE, RULES_OUTCOME_REVIEW,
                          RULES_OUTCOME_AWARD);
  append_source (sql, table, query, FALSE, TRUE);
  return prepare_query (self, query, holding, sql->str, pattern, error);
}

gboolean
award_ledger_summarise (AwardLedger *self, const AwardQuery *query, AwardSummary *summary, GError **error)
{
  g_autoptr (sqlite3_stmt) found = NULL;
  const AwardTable *table;
  AwardHolding holding;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (query != NULL && query->measure != NULL && summary != NULL, FALSE);

  *summary = (AwardSummary){ 0 };
  if (!look_up (self, query->measure, query->batch, &table, &holding, error))
    return FALSE;
  if (holding.claims == 0)
    return TRUE;
  found = prepare_summary (self, table, query, &holding, error);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return FALSE;
  summary->claims = (guint) sqlite3_column_int64 (found, 0);
  summary->award = (guint) sqlite3_column_int64 (found, 1);
  summary->refuse = (guint) sqlite3_column_int64 (found, 2);
  summary->review = (guint) sqlite3_column_int64 (found, 3);
  summary->undecided = summary->claims - summary->award - summary->refuse - summary->review;
  if (rules_measure_get_result (query->measure) != RULES_RESULT_SCORE)
    summary->total = sqlite3_column_int64 (found, 4);
  return TRUE;
}

GPtrArray *
award_ledger_list_counties (AwardLedger *self, const RulesMeasure *measure, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) counties = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) found = NULL;
  const AwardTable *table;
  AwardHolding holding;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);

  if (!look_up (self, measure, batch, &table, &holding, error))
    return NULL;
  if (holding.claims == 0)
    return g_steal_pointer (&counties);
  found = award_db_query (
      self->db, error,
      "SELECT county FROM tally WHERE measure = ? AND batch = ? AND county <> '' ORDER BY county", "ii",
      table->id, batch);
  if (found == NULL)
    return NULL;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (self->db, found, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&counties);
      g_ptr_array_add (counties, g_strdup (award_db_text (found, 0)));
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables a measure has in a ledger, made from its facts. */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-ledger-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* Columns every claim and line table has; a fact of such a name gets another. */
static const char *const reserved[] = { "id",    "batch",  "claimant", "import", "row",     "conflict",
                                        "claim", "number", "rowid",    "oid",    "_rowid_", NULL };

void
award_table_free (AwardTable *table)
{
  g_clear_pointer (&table->policy, rules_policy_unref);
  g_free (table->suffix);
  g_free (table->claims);
  g_free (table->lines);
  g_free (table->decisions);
  g_strfreev (table->fields);
  g_strfreev (table->line_fields);
  g_free (table);
}

gboolean
award_table_is_text (const RulesFact *fact)
{
  return fact->type == RULES_TYPE_TEXT || fact->type == RULES_TYPE_ENUM;
}

RulesValue
award_table_read (const RulesFact *fact, sqlite3_stmt *statement, int i)
{
  RulesValue value = { RULES_MISSING, NULL };
  const char *text;

  if (!award_table_is_text (fact))
    {
      value.number = award_db_column (statement, i);
      return value;
    }
  text = award_db_text (statement, i);
  if (text == NULL)
    return value;
  if (fact->type == RULES_TYPE_TEXT)
    return (RulesValue){ 0, text };
  for (guint w = 0; w < fact->n_words; w++)
    if (strcmp (fact->words[w].id, text) == 0)
      value.number = w;
  return value;
}

gboolean
award_table_bind (AwardDb *db,
                  const RulesFact *fact,
                  RulesValue value,
                  sqlite3_stmt *statement,
                  int i,
                  GError **error)
{
  int rc;

  if (fact->type == RULES_TYPE_TEXT)
    rc = sqlite3_bind_text (statement, i, value.text, -1, SQLITE_STATIC);
  else if (value.number == RULES_MISSING)
    rc = sqlite3_bind_null (statement, i);
  else if (fact->type == RULES_TYPE_ENUM)
    rc = sqlite3_bind_text (statement, i, fact->words[value.number].id, -1, SQLITE_STATIC);
  else
    rc = sqlite3_bind_int64 (statement, i, value.number);
  return rc == SQLITE_OK || award_db_fail (db, rc, error);
}

static char *
underscored (const char *policy, const char *measure)
{
  char *name = g_strdup_printf ("%s_%s", policy, measure);

  g_strdelimit (name, "-", '_');
  return name;
}

static const RulesFact *
get_fact (const RulesMeasure *measure, gboolean on_line, guint i)
{
  return on_line ? rules_measure_get_line_fact (measure, i) : rules_measure_get_fact (measure, i);
}

/* Quoted fields of the facts, "NULL" for those without. */
static char **
read_fields (AwardLedger *self,
             gint64 id,
             const RulesMeasure *measure,
             gboolean on_line,
             guint n_facts,
             GError **error)
{
  g_auto (GStrv) fields = g_new0 (char *, n_facts + 1);
  g_autoptr (sqlite3_stmt) find = award_db_prepare (
      self->db, "SELECT field FROM fact WHERE measure = ? AND on_line = ? AND name = ? AND type = ?", error);

  if (find == NULL)
    return NULL;
  for (guint i = 0; i < n_facts; i++)
    {
      const RulesFact *fact = get_fact (measure, on_line, i);
      gboolean row;

      if (!award_db_bind (self->db, find, error, "iitt", id, (gint64) on_line, fact->id,
                          rules_type_name (fact->type)) ||
          !award_db_step (self->db, find, &row, error))
        return NULL;
      fields[i] = row ? award_db_quote (award_db_text (find, 0)) : g_strdup ("NULL");
      sqlite3_reset (find);
    }
  return g_steal_pointer (&fields);
}

/* *@table NULL: the measure is not in the ledger. */
static gboolean
read_table (AwardLedger *self, const RulesMeasure *measure, AwardTable **table, GError **error)
{
  g_autoptr (AwardTable) found = g_new0 (AwardTable, 1);
  g_autofree char *claims = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *decisions = NULL;
  g_autoptr (sqlite3_stmt) find = award_db_query (
      self->db, error, "SELECT id, suffix FROM measure WHERE policy = ? AND name = ?", "tt",
      rules_policy_get_id (rules_measure_get_policy (measure)), rules_measure_get_id (measure));
  gboolean row;

  *table = NULL;
  if (find == NULL || !award_db_step (self->db, find, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  found->policy = rules_policy_ref ((RulesPolicy *) rules_measure_get_policy (measure));
  found->id = sqlite3_column_int64 (find, 0);
  found->suffix = g_strdup (award_db_text (find, 1));
  claims = g_strconcat ("claim_", found->suffix, NULL);
  lines = g_strconcat ("line_", found->suffix, NULL);
  decisions = g_strconcat ("decision_", found->suffix, NULL);
  found->claims = award_db_quote (claims);
  found->decisions = award_db_quote (decisions);
  found->n_facts = rules_measure_get_n_facts (measure);
  found->n_line_facts = rules_measure_get_n_line_facts (measure);
  found->fields = read_fields (self, found->id, measure, FALSE, found->n_facts, error);
  if (found->fields == NULL)
    return FALSE;
  found->line_fields = read_fields (self, found->id, measure, TRUE, found->n_line_facts, error);
  if (found->line_fields == NULL)
    return FALSE;
  if (found->n_line_facts > 0)
    {
      gint64 exists;

      /* A measure that had no lines under an earlier text. */
      if (!award_db_get_int (self->db, &exists, 0, error,
                             "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", "t", lines))
        return FALSE;
      if (exists != 0)
        found->lines = award_db_quote (lines);
    }
  found->is_complete = (found->n_line_facts == 0 || found->lines != NULL) &&
                       !g_strv_contains ((const char *const *) found->fields, "NULL") &&
                       !g_strv_contains ((const char *const *) found->line_fields, "NULL");
  *table = g_steal_pointer (&found);
  return TRUE;
}

gboolean
award_ledger_find_table (AwardLedger *self,
                         const RulesMeasure *measure,
                         const AwardTable **table,
                         GError **error)
{
  AwardTable *found = g_hash_table_lookup (self->tables, measure);

  /* Another connection may have widened it since: an import of a newer policy. */
  if (found == NULL || !found->is_complete)
    {
      if (!read_table (self, measure, &found, error))
        return FALSE;
      if (found != NULL)
        g_hash_table_insert (self->tables, (gpointer) measure, found);
    }
  *table = found;
  return TRUE;
}

/* A name for the measure's tables that no other measure has. */
static gboolean
insert_measure (AwardLedger *self, const RulesMeasure *measure, gint64 *id, GError **error)
{
  const char *policy = rules_policy_get_id (rules_measure_get_policy (measure));
  const char *name = rules_measure_get_id (measure);
  g_autofree char *stem = underscored (policy, name);
  g_autofree char *suffix = g_strdup (stem);

  for (guint n = 2;; n++)
    {
      gint64 taken;

      if (!award_db_get_int (self->db, &taken, 0, error, "SELECT 1 FROM measure WHERE suffix = ?", "t",
                             suffix))
        return FALSE;
      if (taken == 0)
        break;
      g_free (suffix);
      suffix = g_strdup_printf ("%s_%u", stem, n);
    }
  if (!award_db_do (self->db, error, "INSERT INTO measure (policy, name, suffix) VALUES (?, ?, ?)", "ttt",
                    policy, name, suffix))
    return FALSE;
  *id = sqlite3_last_insert_rowid (self->db->handle);
  return TRUE;
}

/* The field a new fact gets: its id, or that with a number where the name is taken. */
static char *
choose_field (AwardLedger *self, gint64 id, gboolean on_line, const char *fact, GError **error)
{
  g_autofree char *field = g_strdup (fact);

  for (guint n = 2;; n++)
    {
      gint64 taken = g_strv_contains (reserved, field);

      if (taken == 0 && !award_db_get_int (self->db, &taken, 0, error,
                                           "SELECT 1 FROM fact WHERE measure = ? AND on_line = ? "
                                           "AND field = ? COLLATE NOCASE",
                                           "iit", id, (gint64) on_line, field))
        return NULL;
      if (taken == 0)
        return g_steal_pointer (&field);
      g_free (field);
      field = g_strdup_printf ("%s_%u", fact, n);
    }
}

/* Adds a column for each fact that has none. */
static gboolean
add_fields (AwardLedger *self,
            gint64 id,
            const RulesMeasure *measure,
            gboolean on_line,
            const char *table,
            char **fields,
            guint n_facts,
            GError **error)
{
  for (guint i = 0; i < n_facts; i++)
    {
      const RulesFact *fact = get_fact (measure, on_line, i);
      g_autofree char *field = NULL;
      g_autofree char *quoted = NULL;
      g_autofree char *sql = NULL;

      if (strcmp (fields[i], "NULL") != 0)
        continue;
      field = choose_field (self, id, on_line, fact->id, error);
      if (field == NULL)
        return FALSE;
      quoted = award_db_quote (field);
      sql = g_strdup_printf ("ALTER TABLE %s ADD COLUMN %s %s", table, quoted,
                             award_table_is_text (fact) ? "TEXT" : "INTEGER");
      if (!award_db_exec (self->db, sql, error) ||
          !award_db_do (self->db, error,
                        "INSERT INTO fact (measure, on_line, name, type, field) VALUES (?, ?, ?, ?, ?)",
                        "iittt", id, (gint64) on_line, fact->id, rules_type_name (fact->type), field))
        return FALSE;
    }
  return TRUE;
}

gboolean
award_table_create (AwardLedger *self,
                    const char *suffix,
                    gboolean with_lines,
                    gboolean has_key,
                    GError **error)
{
  g_autofree char *claims = g_strconcat ("claim_", suffix, NULL);
  g_autofree char *lines = g_strconcat ("line_", suffix, NULL);
  g_autofree char *decisions = g_strconcat ("decision_", suffix, NULL);
  g_autofree char *quoted_claims = award_db_quote (claims);
  g_autofree char *quoted_lines = award_db_quote (lines);
  g_autofree char *quoted_decisions = award_db_quote (decisions);
  g_autofree char *sql = g_strdup_printf (
      "CREATE TABLE IF NOT EXISTS %s ("
      "id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch (id), "
      "claimant INTEGER NOT NULL REFERENCES claimant (id), import INTEGER NOT NULL REFERENCES import (id), "
      "row INTEGER NOT NULL, conflict INTEGER NOT NULL%s) STRICT;"
      "CREATE TABLE IF NOT EXISTS %s ("
      "claim INTEGER PRIMARY KEY REFERENCES %s (id) ON DELETE CASCADE, outcome INTEGER NOT NULL, "
      "amount INTEGER, code INTEGER NOT NULL, flags INTEGER NOT NULL, payable INTEGER, "
      "settlement INTEGER NOT NULL, run INTEGER NOT NULL REFERENCES run (id)) STRICT",
      quoted_claims, has_key ? "" : ", UNIQUE (batch, claimant)", quoted_decisions, quoted_claims);

  if (!award_db_exec (self->db, sql, error))
    return FALSE;
  if (with_lines)
    {
      g_autofree char *more = g_strdup_printf (
          "CREATE TABLE IF NOT EXISTS %s ("
          "claim INTEGER NOT NULL REFERENCES %s (id) ON DELETE CASCADE, number INTEGER NOT NULL, "
          "import INTEGER NOT NULL REFERENCES import (id), row INTEGER NOT NULL, "
          "PRIMARY KEY (claim, number)) STRICT, WITHOUT ROWID",
          quoted_lines, quoted_claims);

      return award_db_exec (self->db, more, error);
    }
  return TRUE;
}

AwardTable *
award_ledger_make_table (AwardLedger *self, const RulesMeasure *measure, GError **error)
{
  g_autoptr (AwardTable) table = NULL;
  int key = rules_measure_get_claim_key (measure);
  gint64 id, policy;

  g_assert (self->db->depth > 0);

  /* The caller keeps what is made here: it is looked up again once it is sure to stay. */
  g_hash_table_remove_all (self->tables);
  if (!read_table (self, measure, &table, error))
    return NULL;
  if (table == NULL)
    {
      if (!insert_measure (self, measure, &id, error) || !read_table (self, measure, &table, error))
        return NULL;
      g_assert (table != NULL);
    }
  id = table->id;
  if (!award_table_create (self, table->suffix, table->n_line_facts > 0, key >= 0, error) ||
      (key >= 0 && !award_table_loosen (self, table, error)))
    return NULL;
  if (table->n_line_facts > 0 && table->lines == NULL)
    {
      g_clear_pointer (&table, award_table_free);
      if (!read_table (self, measure, &table, error))
        return NULL;
    }
  if (!add_fields (self, id, measure, FALSE, table->claims, table->fields, table->n_facts, error) ||
      (table->lines != NULL &&
       !add_fields (self, id, measure, TRUE, table->lines, table->line_fields, table->n_line_facts, error)))
    return NULL;
  g_clear_pointer (&table, award_table_free);
  if (!read_table (self, measure, &table, error) ||
      (key >= 0 && !award_table_index_key (self, table, (guint) key, error)) ||
      !award_ledger_keep_policy (self, rules_measure_get_policy (measure), &policy, error))
    return NULL;
  return g_steal_pointer (&table);
}

gboolean
award_ledger_get_holding (AwardLedger *self,
                          const AwardTable *table,
                          gint64 batch,
                          AwardHolding *holding,
                          GError **error)
{
  g_autoptr (sqlite3_stmt) find = award_db_query (
      self->db, error, "SELECT claims, first, last FROM holding WHERE measure = ? AND batch = ?", "ii",
      table->id, batch);
  gboolean row;

  *holding = (AwardHolding){ 0 };
  if (find == NULL || !award_db_step (self->db, find, &row, error))
    return FALSE;
  if (row)
    *holding = (AwardHolding){ sqlite3_column_int64 (find, 0), sqlite3_column_int64 (find, 1),
                               sqlite3_column_int64 (find, 2) };
  return TRUE;
}

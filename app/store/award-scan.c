/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-scan"

#include "config.h"

#include "award-scan.h"

#include <string.h>

/* Columns before the facts. */
#define CLAIM_FIELDS 3 /* id, claimant, conflict */
#define LINE_FIELDS 1  /* claim */

struct _AwardScan
{
  AwardDb *db;
  guint n_facts;
  guint n_line_facts;
  /* What read_number() asks of every value, looked up once. */
  const RulesFact **columns; /* claim facts, then line facts */
  gboolean *is_text;

  sqlite3_stmt *claims;
  sqlite3_stmt *lines;
  gboolean has_claim; /* claims stands on a row not yet taken */
  gboolean has_line;

  gsize room; /* claims */
  gsize line_room;
  gint64 *ids;
  gint64 *claimants;
  guint8 *conflicts;
  guint32 *line_starts;
  gint64 **facts;
  gint64 **line_facts;
  RulesTexts *texts;
  gsize n_lines;
  RulesBatch batch;
};

static void
free_columns (gint64 **columns, guint n)
{
  for (guint i = 0; columns != NULL && i < n; i++)
    g_free (columns[i]);
  g_free (columns);
}

void
award_scan_free (AwardScan *self)
{
  sqlite3_finalize (self->claims);
  sqlite3_finalize (self->lines);
  g_free (self->columns);
  g_free (self->is_text);
  g_free (self->ids);
  g_free (self->claimants);
  g_free (self->conflicts);
  g_free (self->line_starts);
  free_columns (self->facts, self->n_facts);
  free_columns (self->line_facts, self->n_line_facts);
  g_clear_pointer (&self->texts, rules_texts_free);
  g_free (self);
}

static gboolean
prepare (AwardScan *self, const AwardTable *table, gint64 batch, const AwardHolding *holding, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id, claimant, conflict");

  for (guint i = 0; i < table->n_facts; i++)
    g_string_append_printf (sql, ", %s", table->fields[i]);
  g_string_append_printf (sql, " FROM %s NOT INDEXED WHERE batch = ? AND id BETWEEN ? AND ? ORDER BY id",
                          table->claims);
  self->claims = award_db_query (self->db, error, sql->str, "iii", batch, holding->first, holding->last);
  if (self->claims == NULL || !award_db_step (self->db, self->claims, &self->has_claim, error))
    return FALSE;
  if (self->n_line_facts == 0 || table->lines == NULL)
    return TRUE;

  g_string_assign (sql, "SELECT claim");
  for (guint i = 0; i < table->n_line_facts; i++)
    g_string_append_printf (sql, ", %s", table->line_fields[i]);
  g_string_append_printf (sql, " FROM %s WHERE claim BETWEEN ? AND ? ORDER BY claim, number", table->lines);
  self->lines = award_db_query (self->db, error, sql->str, "ii", holding->first, holding->last);
  return self->lines != NULL && award_db_step (self->db, self->lines, &self->has_line, error);
}

AwardScan *
award_scan_new (AwardDb *db,
                const RulesMeasure *measure,
                const AwardTable *table,
                gint64 batch,
                const AwardHolding *holding,
                GError **error)
{
  g_autoptr (AwardScan) self = g_new0 (AwardScan, 1);

  self->db = db;
  self->n_facts = rules_measure_get_n_facts (measure);
  self->n_line_facts = rules_measure_get_n_line_facts (measure);
  self->facts = g_new0 (gint64 *, self->n_facts + 1);
  self->line_facts = g_new0 (gint64 *, self->n_line_facts + 1);
  self->columns = g_new0 (const RulesFact *, self->n_facts + self->n_line_facts + 1);
  self->is_text = g_new0 (gboolean, self->n_facts + self->n_line_facts + 1);
  for (guint i = 0; i < self->n_facts + self->n_line_facts; i++)
    {
      self->columns[i] = i < self->n_facts ? rules_measure_get_fact (measure, i)
                                           : rules_measure_get_line_fact (measure, i - self->n_facts);
      self->is_text[i] = award_table_is_text (self->columns[i]);
    }
  self->texts = rules_texts_new ();
  return prepare (self, table, batch, holding, error) ? g_steal_pointer (&self) : NULL;
}

static void
make_room (AwardScan *self, gsize claims)
{
  if (claims <= self->room)
    return;
  self->room = MAX (MAX (claims, self->room * 2), 1024);
  self->ids = g_renew (gint64, self->ids, self->room);
  self->claimants = g_renew (gint64, self->claimants, self->room);
  self->conflicts = g_renew (guint8, self->conflicts, self->room);
  self->line_starts = g_renew (guint32, self->line_starts, self->room + 1);
  for (guint i = 0; i < self->n_facts; i++)
    self->facts[i] = g_renew (gint64, self->facts[i], self->room);
}

static void
make_line_room (AwardScan *self, gsize lines)
{
  if (lines <= self->line_room)
    return;
  self->line_room = MAX (MAX (lines, self->line_room * 2), 1024);
  for (guint i = 0; i < self->n_line_facts; i++)
    self->line_facts[i] = g_renew (gint64, self->line_facts[i], self->line_room);
}

/* Column @i of @row as the value of fact @fact of self->columns. */
static inline gint64
read_number (AwardScan *self, guint fact, sqlite3_stmt *row, int i)
{
  if (G_LIKELY (!self->is_text[fact]))
    return award_db_column (row, i);
  if (self->columns[fact]->type == RULES_TYPE_TEXT)
    return rules_texts_add (self->texts, award_db_text (row, i));
  return award_table_read (self->columns[fact], row, i).number;
}

/* Lines of claim @id; those of claims of another batch in between are passed over. */
static gboolean
take_lines (AwardScan *self, gint64 id, GError **error)
{
  while (self->has_line)
    {
      gint64 claim = sqlite3_column_int64 (self->lines, 0);

      if (claim > id)
        return TRUE;
      if (claim == id)
        {
          make_line_room (self, self->n_lines + 1);
          for (guint i = 0; i < self->n_line_facts; i++)
            self->line_facts[i][self->n_lines] =
                read_number (self, self->n_facts + i, self->lines, LINE_FIELDS + (int) i);
          self->n_lines++;
        }
      if (!award_db_step (self->db, self->lines, &self->has_line, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
award_scan_next (AwardScan *self, gsize limit, GError **error)
{
  gsize n = 0;
  guint8 any_conflict = 0;

  rules_texts_clear (self->texts);
  self->n_lines = 0;
  for (; self->has_claim && n < limit; n++)
    {
      make_room (self, n + 1);
      self->ids[n] = sqlite3_column_int64 (self->claims, 0);
      self->claimants[n] = sqlite3_column_int64 (self->claims, 1);
      self->conflicts[n] = (guint8) sqlite3_column_int (self->claims, 2);
      any_conflict |= self->conflicts[n];
      for (guint i = 0; i < self->n_facts; i++)
        self->facts[i][n] = read_number (self, i, self->claims, CLAIM_FIELDS + (int) i);
      self->line_starts[n] = (guint32) self->n_lines;
      if (!take_lines (self, self->ids[n], error) ||
          !award_db_step (self->db, self->claims, &self->has_claim, error))
        return FALSE;
    }
  make_room (self, n);
  if (n > 0)
    self->line_starts[n] = (guint32) self->n_lines;
  self->batch = (RulesBatch){ .n_claims = n,
                              .facts = (const gint64 *const *) self->facts,
                              .conflicts = any_conflict ? self->conflicts : NULL,
                              .line_starts = self->n_line_facts > 0 ? self->line_starts : NULL,
                              .line_facts = (const gint64 *const *) self->line_facts,
                              .texts = self->texts };
  return TRUE;
}

void
award_scan_detach (AwardScan *self)
{
  g_clear_pointer (&self->claims, sqlite3_finalize);
  g_clear_pointer (&self->lines, sqlite3_finalize);
  self->db = NULL;
}

const RulesBatch *
award_scan_get_batch (const AwardScan *self)
{
  return &self->batch;
}

const gint64 *
award_scan_get_ids (const AwardScan *self)
{
  return self->ids;
}

const gint64 *
award_scan_get_claimants (const AwardScan *self)
{
  return self->claimants;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing a staged import into the ledger: new claims are inserted, claims known before are compared. */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-import-private.h"
#include "award-audit.h"
#include "award-register-private.h"
#include "award-staged.h"
#include "award-step-private.h"
#include "award-tally.h"

#include <string.h>

typedef struct
{
  AwardImport *import;
  AwardDb *db;
  const AwardTable *table;
  gint64 id; /* of the row in import */
  gint64 *claimants;
  AwardHolding holding; /* before */
  gint64 last;          /* id inserted last */
  sqlite3_stmt *find;   /* owned, as those below */
  sqlite3_stmt *insert;
  sqlite3_stmt *insert_line;
  sqlite3_stmt *update;
  sqlite3_stmt *forget;
} Merge;

static void
merge_clear (Merge *merge)
{
  g_free (merge->claimants);
  sqlite3_finalize (merge->find);
  sqlite3_finalize (merge->insert);
  sqlite3_finalize (merge->insert_line);
  sqlite3_finalize (merge->update);
  sqlite3_finalize (merge->forget);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

static gboolean
prepare (Merge *merge, GError **error)
{
  const AwardTable *table = merge->table;
  int key = rules_measure_get_claim_key (merge->import->measure);
  g_autofree char *fields = table->n_facts > 0 ? g_strjoinv (", ", table->fields) : NULL;
  g_autoptr (GString) find = g_string_new ("SELECT id, conflict");
  g_autoptr (GString) insert = g_string_new (NULL);
  g_autoptr (GString) update = g_string_new (NULL);
  g_autofree char *forget = g_strdup_printf ("DELETE FROM %s WHERE claim = ?", table->decisions);

  g_string_append_printf (find, "%s%s FROM %s WHERE batch = ? AND claimant = ?", fields != NULL ? ", " : "",
                          fields != NULL ? fields : "", table->claims);
  if (key >= 0)
    g_string_append_printf (find, " AND %s IS ?", table->fields[key]);
  g_string_append_printf (insert,
                          "INSERT INTO %s (batch, claimant, import, row, conflict%s%s) VALUES (?, ?, ?, ?, ?",
                          table->claims, fields != NULL ? ", " : "", fields != NULL ? fields : "");
  g_string_append_printf (update, "UPDATE %s SET conflict = ?2", table->claims);
  for (guint i = 0; i < table->n_facts; i++)
    {
      g_string_append (insert, ", ?");
      g_string_append_printf (update, ", %s = ?%u", table->fields[i], i + 3);
    }
  g_string_append (insert, ")");
  g_string_append (update, " WHERE id = ?1");
  merge->find = award_db_prepare (merge->db, find->str, error);
  if (merge->find != NULL)
    merge->insert = award_db_prepare (merge->db, insert->str, error);
  if (merge->insert != NULL)
    merge->update = award_db_prepare (merge->db, update->str, error);
  if (merge->update != NULL)
    merge->forget = award_db_prepare (merge->db, forget, error);
  if (merge->forget != NULL && table->lines != NULL)
    {
      g_autofree char *line_fields = g_strjoinv (", ", table->line_fields);
      g_autoptr (GString) line = g_string_new (NULL);

      g_string_append_printf (line, "INSERT INTO %s (claim, number, import, row, %s) VALUES (?, ?, ?, ?",
                              table->lines, line_fields);
      for (guint i = 0; i < table->n_line_facts; i++)
        g_string_append (line, ", ?");
      g_string_append (line, ")");
      merge->insert_line = award_db_prepare (merge->db, line->str, error);
      return merge->insert_line != NULL;
    }
  return merge->forget != NULL;
}

static gboolean
insert_import (Merge *merge, const AwardImportResult *result, GError **error)
{
  AwardImport *import = merge->import;
  gint64 file;

  if (!award_db_get_int (merge->db, &file, 0, error, "SELECT id FROM file WHERE digest = ?", "t",
                         import->digest))
    return FALSE;
  if (file == 0)
    {
      if (!award_db_do (merge->db, error, "INSERT INTO file (digest, size, content) VALUES (?, ?, ?)", "tib",
                        import->digest, (gint64) g_bytes_get_size (import->content), import->content))
        return FALSE;
      file = sqlite3_last_insert_rowid (merge->db->handle);
    }
  if (!award_db_do (merge->db, error,
                    "INSERT INTO import (batch, measure, file, name, sheet, at, rows, claims, lines, added, "
                    "changed, unchanged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0)",
                    "iiittiiii", import->batch, merge->table->id, file, import->file_name, import->sheet,
                    award_db_now (), (gint64) result->rows, (gint64) result->claims, (gint64) result->lines))
    return FALSE;
  merge->id = sqlite3_last_insert_rowid (merge->db->handle);
  return TRUE;
}

static gboolean
insert_columns (Merge *merge, gboolean on_line, const guint *columns, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      const RulesFact *fact = on_line ? rules_measure_get_line_fact (merge->import->measure, i)
                                      : rules_measure_get_fact (merge->import->measure, i);

      if (columns[i] != 0 &&
          !award_db_do (merge->db, error,
                        "INSERT INTO import_column (import, on_line, fact, number) VALUES (?, ?, ?, ?)",
                        "iiti", merge->id, (gint64) on_line, fact->id, (gint64) columns[i]))
        return FALSE;
    }
  return TRUE;
}

/* What staged line or claim number @item says of the fact that tells its claimant's rows apart. */
static char *
describe (const AwardImport *import, const RulesFact *key, gboolean on_line, guint i, guint item)
{
  return rules_fact_format (key, on_line ? award_import_get_line_value (import, item, i)
                                         : award_import_get_value (import, item, i));
}

/* Shows the rows of staged claim @item to @settler. */
static void
show_rows (const AwardImport *import, guint item, AwardSettler *settler)
{
  const AwardStagedClaim *claim = &g_array_index (import->claims, AwardStagedClaim, item);
  gboolean on_line;
  guint i;
  const RulesFact *key = award_problem_key (import->measure, &on_line, &i);

  if (key == NULL || !on_line)
    {
      g_autofree char *line = key != NULL ? describe (import, key, FALSE, i, item) : NULL;

      award_settler_see (settler, &(AwardRowIdentity){ claim->code, claim->name, line }, claim->row);
    }
  for (AwardStagedLink link = on_line ? claim->first_line : 0; link != 0;)
    {
      const AwardStagedLine *staged = &g_array_index (import->lines, AwardStagedLine, link - 1);
      g_autofree char *line = key != NULL ? describe (import, key, TRUE, i, link - 1) : NULL;

      award_settler_see (settler, &(AwardRowIdentity){ claim->code, claim->name, line }, staged->row);
      link = staged->next;
    }
}

/* Keeps the problems of the table and settles those of earlier ones. */
static gboolean
merge_problems (Merge *merge, GError **error)
{
  const AwardImport *import = merge->import;
  const AwardImportRef ref = { FALSE, merge->id };
  g_autoptr (AwardSettler) settler = award_settler_new (merge->db, ref, error);

  if (settler == NULL)
    return FALSE;
  for (guint i = 0; !award_settler_is_empty (settler) && i < import->claims->len; i++)
    show_rows (import, i, settler);
  return award_settler_finish (settler, import->problems, error) &&
         award_staged_problems_insert (merge->db, ref, import->problems, error);
}

/* Finds or inserts the claimants, in the order of the claims: what belongs together lies together.
 * *@moved: one known before is in another county now. */
static gboolean
merge_claimants (Merge *merge, gboolean *moved, GError **error)
{
  GArray *claims = merge->import->claims;
  g_autoptr (sqlite3_stmt) find =
      award_db_prepare (merge->db, "SELECT id, name, county FROM claimant WHERE code = ?", error);
  g_autoptr (sqlite3_stmt) insert =
      find == NULL
          ? NULL
          : award_db_prepare (merge->db, "INSERT INTO claimant (code, name, county) VALUES (?, ?, ?)", error);
  g_autoptr (sqlite3_stmt) update = insert == NULL
                                        ? NULL
                                        : award_db_prepare (merge->db,
                                                            "UPDATE claimant SET name = coalesce (?2, name), "
                                                            "county = coalesce (?3, county) WHERE id = ?1",
                                                            error);
  gboolean known;
  gboolean inserted;
  gint64 any, next;

  if (update == NULL ||
      !award_db_get_int (merge->db, &any, 0, error, "SELECT EXISTS (SELECT 1 FROM claimant)", ""))
    return FALSE;
  /* The claims staged are of different claimants, unless the measure lets one claim several times. */
  known = any != 0 || rules_measure_get_claim_key (merge->import->measure) >= 0;
  merge->claimants = g_new (gint64, MAX (claims->len, 1));
  if (!known)
    {
      if (!award_db_get_int (merge->db, &next, 1, error, "SELECT max (id) + 1 FROM claimant", ""))
        return FALSE;
      for (guint i = 0; i < claims->len; i++)
        merge->claimants[i] = next + i;
      award_step_pause (merge->import->ledger);
      inserted = award_staged_insert_claimants (merge->import, next, error);
      award_step_resume (merge->import->ledger);
      return inserted;
    }
  for (guint i = 0; i < claims->len; i++)
    {
      const AwardStagedClaim *claim = &g_array_index (claims, AwardStagedClaim, i);
      gboolean row = FALSE, renamed = FALSE, removed = FALSE;

      if (!award_db_bind (merge->db, find, error, "t", claim->code) ||
          !award_db_step (merge->db, find, &row, error))
        return FALSE;
      if (row)
        {
          merge->claimants[i] = sqlite3_column_int64 (find, 0);
          renamed = claim->name != NULL && g_strcmp0 (claim->name, award_db_text (find, 1)) != 0;
          removed = claim->county != NULL && g_strcmp0 (claim->county, award_db_text (find, 2)) != 0;
        }
      sqlite3_reset (find);
      if (!row)
        {
          award_step_pause (merge->import->ledger);
          inserted = award_db_run (merge->db, insert, error, "ttt", claim->code, claim->name, claim->county);
          award_step_resume (merge->import->ledger);
          if (!inserted)
            return FALSE;
          merge->claimants[i] = sqlite3_last_insert_rowid (merge->db->handle);
        }
      else if ((renamed || removed) && !award_db_run (merge->db, update, error, "itt", merge->claimants[i],
                                                      claim->name, claim->county))
        return FALSE;
      *moved = *moved || removed;
    }
  return TRUE;
}

static gboolean
insert_lines (Merge *merge, guint item, gint64 id, GError **error)
{
  AwardImport *import = merge->import;
  gint64 number = 1;

  for (AwardStagedLink link = g_array_index (import->claims, AwardStagedClaim, item).first_line; link != 0;
       number++)
    {
      const AwardStagedLine *line = &g_array_index (import->lines, AwardStagedLine, link - 1);

      for (guint i = 0; i < import->n_line_facts; i++)
        if (!award_table_bind (merge->db, rules_measure_get_line_fact (import->measure, i),
                               award_import_get_line_value (import, link - 1, i), merge->insert_line,
                               (int) i + 5, error))
          return FALSE;
      if (!award_db_run (merge->db, merge->insert_line, error, "iiii", id, number, merge->id,
                         (gint64) line->row))
        return FALSE;
      link = line->next;
    }
  return TRUE;
}

static gboolean
insert_claim (Merge *merge, guint item, GError **error)
{
  AwardImport *import = merge->import;
  const AwardStagedClaim *claim = &g_array_index (import->claims, AwardStagedClaim, item);

  for (guint i = 0; i < import->n_facts; i++)
    if (!award_table_bind (merge->db, rules_measure_get_fact (import->measure, i),
                           award_import_get_value (import, item, i), merge->insert, (int) i + 6, error))
      return FALSE;
  if (!award_db_run (merge->db, merge->insert, error, "iiiii", import->batch, merge->claimants[item],
                     merge->id, (gint64) claim->row, (gint64) claim->conflict))
    return FALSE;
  merge->last = sqlite3_last_insert_rowid (merge->db->handle);
  return insert_lines (merge, item, merge->last, error);
}

/* The batch has no claim of the measure: all are new. */
static gboolean
insert_every (Merge *merge, AwardImportResult *result, GError **error)
{
  const guint n_claims = merge->import->claims->len;
  g_autofree char *sql = g_strdup_printf ("SELECT max (id) + 1 FROM %s", merge->table->claims);
  gint64 first;

  if (n_claims == 0)
    return TRUE;
  if (!award_db_get_int (merge->db, &first, 1, error, sql, "") ||
      !award_staged_insert_claims (merge->import, merge->table, merge->id, merge->claimants, first, error))
    return FALSE;
  for (guint i = 0; merge->table->lines != NULL && i < n_claims; i++)
    if (!insert_lines (merge, i, first + i, error))
      return FALSE;
  merge->holding.first = first;
  merge->last = first + n_claims - 1;
  result->added = n_claims;
  return TRUE;
}

static gboolean
insert_all (Merge *merge, AwardImportResult *result, GError **error)
{
  gboolean inserted;

  award_step_pause (merge->import->ledger);
  inserted = insert_every (merge, result, error);
  award_step_resume (merge->import->ledger);
  return inserted;
}

gboolean
award_import_log (AwardImport *self,
                  const AwardTable *table,
                  gint64 import,
                  guint row,
                  gint64 claim,
                  gint64 line,
                  const RulesFact *fact,
                  RulesValue old,
                  RulesValue new,
                  GError **error)
{
  AwardDb *db = self->ledger->db;
  g_autoptr (sqlite3_stmt) insert =
      award_db_prepare (db,
                        "INSERT INTO change (import, row, measure, claim, line, fact, old, new) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                        error);

  return insert != NULL && award_table_bind (db, fact, old, insert, 7, error) &&
         award_table_bind (db, fact, new, insert, 8, error) &&
         award_db_run (db, insert, error, "iiiiit", import, (gint64) row, table->id, claim, line, fact->id) &&
         award_db_do (
             db, error,
             "INSERT INTO cell_source (measure, claim, line, fact, import, row) VALUES (?, ?, ?, ?, ?, ?) "
             "ON CONFLICT (measure, claim, line, fact) DO UPDATE "
             "SET import = excluded.import, row = excluded.row",
             "iiitii", table->id, claim, line, fact->id, import, (gint64) row);
}

/* Overwrites what the file says otherwise of a stored claim; *@changed tells whether anything. @stored is the
 * row of merge->find. */
static gboolean
merge_facts (Merge *merge, guint item, sqlite3_stmt *stored, gboolean *changed, GError **error)
{
  AwardImport *import = merge->import;
  const AwardStagedClaim *claim = &g_array_index (import->claims, AwardStagedClaim, item);
  gint64 id = sqlite3_column_int64 (stored, 0);
  gboolean had_conflict = sqlite3_column_int (stored, 1) != 0;
  /* A table that lacks columns cannot settle what an earlier one contradicted itself in. */
  gboolean covers_all = TRUE;
  gboolean conflict;

  for (guint i = 0; i < import->n_facts; i++)
    {
      const RulesFact *fact = rules_measure_get_fact (import->measure, i);
      RulesValue old = award_table_read (fact, stored, (int) i + 2);
      RulesValue new = award_import_get_value (import, item, i);

      if (import->columns[i] == 0)
        {
          covers_all = covers_all && old.number == RULES_MISSING;
          new = old;
        }
      if (!award_import_value_equal (fact, old, new))
        {
          *changed = TRUE;
          if (!award_import_log (import, merge->table, merge->id, claim->row, id, 0, fact, old, new, error))
            return FALSE;
        }
      if (!award_table_bind (merge->db, fact, new, merge->update, (int) i + 3, error))
        return FALSE;
    }
  conflict = claim->conflict || (had_conflict && !covers_all);
  *changed = *changed || conflict != had_conflict;
  return !*changed || award_db_run (merge->db, merge->update, error, "ii", id, (gint64) conflict);
}

/* Compares with the stored claim of the claimant, or inserts one. */
static gboolean
merge_claim (Merge *merge, guint item, AwardImportResult *result, GError **error)
{
  int key = rules_measure_get_claim_key (merge->import->measure);
  gboolean row = FALSE, changed = FALSE;
  gint64 id;

  if (!award_db_bind (merge->db, merge->find, error, "ii", merge->import->batch, merge->claimants[item]) ||
      (key >= 0 && !award_table_bind (merge->db, rules_measure_get_fact (merge->import->measure, (guint) key),
                                      award_import_get_value (merge->import, item, (guint) key), merge->find,
                                      3, error)) ||
      !award_db_step (merge->db, merge->find, &row, error))
    return FALSE;
  if (!row)
    {
      sqlite3_reset (merge->find);
      result->added++;
      award_step_pause (merge->import->ledger);
      changed = insert_claim (merge, item, error);
      award_step_resume (merge->import->ledger);
      return changed;
    }
  id = sqlite3_column_int64 (merge->find, 0);
  if (!merge_facts (merge, item, merge->find, &changed, error))
    return FALSE;
  sqlite3_reset (merge->find);
  if (merge->table->lines != NULL &&
      !award_import_merge_lines (merge->import, merge->table, merge->id, item, id, &changed, error))
    return FALSE;
  if (!changed)
    {
      result->unchanged++;
      return TRUE;
    }
  result->changed++;
  /* Its decision was made on other figures: until the next compute it has none. */
  return award_db_run (merge->db, merge->forget, error, "i", id);
}

static gboolean
merge_claims (Merge *merge, AwardImportResult *result, GError **error)
{
  for (guint i = 0; i < merge->import->claims->len; i++)
    if (!merge_claim (merge, i, result, error))
      return FALSE;
  return TRUE;
}

static gboolean
update_holding (Merge *merge, const AwardImportResult *result, GError **error)
{
  if (result->added == 0)
    return TRUE;
  return award_db_do (merge->db, error,
                      "INSERT INTO holding (measure, batch, claims, first, last) VALUES (?, ?, ?, ?, ?) "
                      "ON CONFLICT (measure, batch) DO UPDATE SET claims = excluded.claims, "
                      "last = excluded.last",
                      "iiiii", merge->table->id, merge->import->batch,
                      merge->holding.claims + (gint64) result->added, merge->holding.first, merge->last);
}

static gboolean
update_tally (Merge *merge, gboolean moved, const AwardImportResult *result, GError **error)
{
  g_autoptr (AwardTally) tally = NULL;

  if (!moved && result->added + result->changed == 0)
    return TRUE;
  tally = award_tally_new (merge->db, error);
  if (tally == NULL)
    return FALSE;
  return moved ? award_tally_refresh_all (tally, merge->db, error)
               : award_tally_refresh (tally, merge->db, merge->table->id, merge->table->suffix,
                                      merge->import->batch, error);
}

/* A table in a new form has the rows of the old one: those did not change. */
static AwardTable *
make_table (AwardImport *self, GError **error)
{
  AwardTable *table;

  award_step_pause (self->ledger);
  table = award_ledger_make_table (self->ledger, self->measure, error);
  award_step_resume (self->ledger);
  return table;
}

gboolean
award_import_merge (AwardImport *self, AwardImportResult *result, GError **error)
{
  g_autoptr (AwardTable) table = make_table (self, error);
  g_auto (Merge) merge = { .import = self, .db = self->ledger->db, .table = table };
  gboolean moved = FALSE;

  if (table == NULL || !award_ledger_get_holding (self->ledger, table, self->batch, &merge.holding, error) ||
      !prepare (&merge, error) || !insert_import (&merge, result, error) ||
      !insert_columns (&merge, FALSE, self->columns, self->n_facts, error) ||
      !insert_columns (&merge, TRUE, self->line_columns, self->n_line_facts, error) ||
      !merge_problems (&merge, error) || !merge_claimants (&merge, &moved, error) ||
      !award_register_fill_claimants (self->ledger->db, &moved, error))
    return FALSE;
  result->import = merge.id;
  if (!(merge.holding.claims > 0 ? merge_claims (&merge, result, error) : insert_all (&merge, result, error)))
    return FALSE;
  /* Where claims are compared with each other, one that changed can change them all. */
  if (rules_measure_compares_claims (self->measure) && result->added + result->changed > 0)
    {
      g_autofree char *forget =
          g_strdup_printf ("DELETE FROM %s WHERE claim IN (SELECT id FROM %s WHERE batch = ?)",
                           table->decisions, table->claims);

      if (!award_db_do (merge.db, error, forget, "i", self->batch))
        return FALSE;
    }
  return update_holding (&merge, result, error) && update_tally (&merge, moved, result, error) &&
         award_db_do (merge.db, error, "UPDATE import SET added = ?, changed = ?, unchanged = ? WHERE id = ?",
                      "iiii", (gint64) result->added, (gint64) result->changed, (gint64) result->unchanged,
                      merge.id) &&
         award_audit_add (
             merge.db, "import", error,
             "batch=%" G_GINT64_FORMAT " measure=%s/%s sha256=%s file=%s sheet=%s rows=%" G_GUINT64_FORMAT
             " added=%" G_GUINT64_FORMAT " changed=%" G_GUINT64_FORMAT " unchanged=%" G_GUINT64_FORMAT,
             self->batch, rules_policy_get_id (self->policy), rules_measure_get_id (self->measure),
             self->digest, self->file_name, self->sheet, result->rows, result->added, result->changed,
             result->unchanged);
}

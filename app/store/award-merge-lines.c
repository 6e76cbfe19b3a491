/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merging the lines of a claim that was there before: lines of known keys are replaced, lines of new keys
 * added; lines without a key that say what a stored one says are that one. */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-import-private.h"

#include <string.h>

#define NONE G_MAXUINT

typedef struct
{
  gint64 number;
  gboolean used;
} StoredLine;

typedef struct
{
  AwardImport *import;
  const AwardTable *table;
  AwardDb *db;
  gint64 id;      /* of the import */
  gint64 claim;   /* of the claim */
  GArray *stored; /* StoredLine */
  GArray *values; /* RulesValue, n_line_facts a line; texts among texts */
  GStringChunk *texts;
  guint32 *heads; /* chains of stored lines by hash */
  guint32 *next;
  guint mask;
} Lines;

static void
lines_clear (Lines *lines)
{
  g_clear_pointer (&lines->stored, g_array_unref);
  g_clear_pointer (&lines->values, g_array_unref);
  g_clear_pointer (&lines->texts, g_string_chunk_free);
  g_free (lines->heads);
  g_free (lines->next);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lines, lines_clear)

static const RulesFact *
get_fact (const Lines *lines, guint i)
{
  return rules_measure_get_line_fact (lines->import->measure, i);
}

static RulesValue
get_stored (const Lines *lines, guint line, guint i)
{
  return g_array_index (lines->values, RulesValue, (gsize) line * lines->import->n_line_facts + i);
}

/* The new value, or the stored one where the file has no such column. */
static RulesValue
get_new (const Lines *lines, guint staged, guint stored, guint i)
{
  if (lines->import->line_columns[i] == 0 && stored != NONE)
    return get_stored (lines, stored, i);
  return award_staging_get_line_value (lines->import->staging, staged, i);
}

static gboolean
read_stored (Lines *lines, GError **error)
{
  g_autofree char *fields = g_strjoinv (", ", lines->table->line_fields);
  g_autofree char *sql = g_strdup_printf ("SELECT number, %s FROM %s WHERE claim = ? ORDER BY number", fields,
                                          lines->table->lines);
  g_autoptr (sqlite3_stmt) rows = award_db_query (lines->db, error, sql, "i", lines->claim);

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      StoredLine line = { 0 };
      gboolean row;

      if (!award_db_step (lines->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      line.number = sqlite3_column_int64 (rows, 0);
      g_array_append_val (lines->stored, line);
      for (guint i = 0; i < lines->import->n_line_facts; i++)
        {
          RulesValue value = award_table_read (get_fact (lines, i), rows, (int) i + 1);

          if (value.text != NULL)
            value.text = g_string_chunk_insert (lines->texts, value.text);
          g_array_append_val (lines->values, value);
        }
    }
}

/* Of the key where there is one, otherwise of every value the file has a column for. */
static guint
hash_line (const Lines *lines, guint staged, guint stored)
{
  int key = lines->import->key;
  guint hash = 5381;

  for (guint i = 0; i < lines->import->n_line_facts; i++)
    {
      RulesValue value;

      if (key >= 0 ? (int) i != key : lines->import->line_columns[i] == 0)
        continue;
      value = staged != NONE ? award_staging_get_line_value (lines->import->staging, staged, i)
                             : get_stored (lines, stored, i);
      hash =
          hash * 33 + (value.text != NULL ? g_str_hash (value.text)
                                          : (guint) ((guint64) value.number ^ (guint64) value.number >> 32));
    }
  return hash;
}

static void
index_stored (Lines *lines)
{
  guint size = 16;

  while (size < lines->stored->len * 2)
    size *= 2;
  lines->mask = size - 1;
  lines->heads = g_new0 (guint32, size);
  lines->next = g_new0 (guint32, lines->stored->len + 1);
  /* From the end, so that chains run in the order of the lines. */
  for (guint i = lines->stored->len; i-- > 0;)
    {
      guint head = hash_line (lines, NONE, i) & lines->mask;

      lines->next[i] = lines->heads[head];
      lines->heads[head] = i + 1;
    }
}

static gboolean
has_key (const Lines *lines, guint staged)
{
  int key = lines->import->key;

  return key >= 0 &&
         award_staging_get_line_value (lines->import->staging, staged, (guint) key).number != RULES_MISSING;
}

static gboolean
key_equal (const Lines *lines, guint staged, guint stored)
{
  guint key = (guint) lines->import->key;

  return award_import_value_equal (get_fact (lines, key),
                                   award_staging_get_line_value (lines->import->staging, staged, key),
                                   get_stored (lines, stored, key));
}

static gboolean
line_equal (const Lines *lines, guint staged, guint stored)
{
  for (guint i = 0; i < lines->import->n_line_facts; i++)
    if (!award_import_value_equal (get_fact (lines, i), get_new (lines, staged, stored, i),
                                   get_stored (lines, stored, i)))
      return FALSE;
  return TRUE;
}

/* A stored line not yet used that equals @staged, or with @by_key one that has its key. */
static guint
find_stored (const Lines *lines, guint staged, gboolean by_key)
{
  guint32 link = lines->heads[hash_line (lines, staged, NONE) & lines->mask];

  for (; link != 0; link = lines->next[link - 1])
    {
      if (g_array_index (lines->stored, StoredLine, link - 1).used)
        continue;
      if (by_key ? key_equal (lines, staged, link - 1) : line_equal (lines, staged, link - 1))
        return link - 1;
    }
  return NONE;
}

static gboolean
replace_line (Lines *lines, guint staged, guint stored, GError **error)
{
  gint64 number = g_array_index (lines->stored, StoredLine, stored).number;
  guint row = award_staging_get_line (lines->import->staging, staged)->row;

  for (guint i = 0; i < lines->import->n_line_facts; i++)
    {
      const RulesFact *fact = get_fact (lines, i);
      RulesValue old = get_stored (lines, stored, i);
      RulesValue new = get_new (lines, staged, stored, i);
      g_autofree char *sql = NULL;
      g_autoptr (sqlite3_stmt) update = NULL;

      if (award_import_value_equal (fact, old, new))
        continue;
      sql = g_strdup_printf ("UPDATE %s SET %s = ?3 WHERE claim = ?1 AND number = ?2", lines->table->lines,
                             lines->table->line_fields[i]);
      update = award_db_prepare (lines->db, sql, error);
      if (update == NULL || !award_table_bind (lines->db, fact, new, update, 3, error) ||
          !award_db_run (lines->db, update, error, "ii", lines->claim, number) ||
          !award_import_log (lines->import, lines->table, lines->id, row, lines->claim, number, fact, old,
                             new, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_line (Lines *lines, guint staged, gint64 number, GError **error)
{
  g_autofree char *fields = g_strjoinv (", ", lines->table->line_fields);
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (sqlite3_stmt) insert = NULL;

  g_string_append_printf (sql, "INSERT INTO %s (claim, number, import, row, %s) VALUES (?, ?, ?, ?",
                          lines->table->lines, fields);
  for (guint i = 0; i < lines->import->n_line_facts; i++)
    g_string_append (sql, ", ?");
  g_string_append (sql, ")");
  insert = award_db_prepare (lines->db, sql->str, error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < lines->import->n_line_facts; i++)
    if (!award_table_bind (lines->db, get_fact (lines, i), get_new (lines, staged, NONE, i), insert,
                           (int) i + 5, error))
      return FALSE;
  return award_db_run (lines->db, insert, error, "iiii", lines->claim, number, lines->id,
                       (gint64) award_staging_get_line (lines->import->staging, staged)->row);
}

/* Two lines of one key, of which the new file has only one. */
static gboolean
delete_line (Lines *lines, guint staged, guint stored, GError **error)
{
  const RulesValue none = { RULES_MISSING, NULL };
  gint64 number = g_array_index (lines->stored, StoredLine, stored).number;
  guint row = award_staging_get_line (lines->import->staging, staged)->row;
  g_autofree char *sql =
      g_strdup_printf ("DELETE FROM %s WHERE claim = ? AND number = ?", lines->table->lines);

  for (guint i = 0; i < lines->import->n_line_facts; i++)
    if (!award_import_log (lines->import, lines->table, lines->id, row, lines->claim, number,
                           get_fact (lines, i), get_stored (lines, stored, i), none, error))
      return FALSE;
  return award_db_do (lines->db, error, sql, "ii", lines->claim, number) &&
         award_db_do (lines->db, error,
                      "DELETE FROM cell_source WHERE measure = ? AND claim = ? AND line = ?", "iii",
                      lines->table->id, lines->claim, number);
}

/* Of the staged lines of the claim: those that equal a stored line are marked in @same. */
static guint
match_equal (Lines *lines, const AwardStagedClaim *claim, guint8 *same)
{
  guint n_same = 0, position = 0;

  for (AwardStagedLink link = claim->first_line; link != 0; position++)
    {
      guint stored = find_stored (lines, link - 1, FALSE);

      if (stored != NONE)
        {
          g_array_index (lines->stored, StoredLine, stored).used = TRUE;
          same[position] = 1;
          n_same++;
        }
      link = award_staging_get_line (lines->import->staging, link - 1)->next;
    }
  return n_same;
}

static gboolean
merge_others (Lines *lines, const AwardStagedClaim *claim, const guint8 *same, GError **error)
{
  gint64 last =
      lines->stored->len == 0 ? 0 : g_array_index (lines->stored, StoredLine, lines->stored->len - 1).number;
  guint position = 0;

  for (AwardStagedLink link = claim->first_line; link != 0; position++)
    {
      guint stored =
          same[position] || !has_key (lines, link - 1) ? NONE : find_stored (lines, link - 1, TRUE);

      if (stored != NONE)
        g_array_index (lines->stored, StoredLine, stored).used = TRUE;
      if (!same[position] && !(stored != NONE ? replace_line (lines, link - 1, stored, error)
                                              : insert_line (lines, link - 1, ++last, error)))
        return FALSE;
      link = award_staging_get_line (lines->import->staging, link - 1)->next;
    }
  return TRUE;
}

static gboolean
delete_replaced (Lines *lines, const AwardStagedClaim *claim, gboolean *changed, GError **error)
{
  for (AwardStagedLink link = claim->first_line; link != 0;)
    {
      guint stored;

      while (has_key (lines, link - 1) && (stored = find_stored (lines, link - 1, TRUE)) != NONE)
        {
          g_array_index (lines->stored, StoredLine, stored).used = TRUE;
          *changed = TRUE;
          if (!delete_line (lines, link - 1, stored, error))
            return FALSE;
        }
      link = award_staging_get_line (lines->import->staging, link - 1)->next;
    }
  return TRUE;
}

gboolean
award_import_merge_lines (AwardImport *self,
                          const AwardTable *table,
                          gint64 import,
                          guint item,
                          gint64 id,
                          gboolean *changed,
                          GError **error)
{
  const AwardStagedClaim *claim = award_staging_get_claim (self->staging, item);
  g_auto (Lines)
      lines = { .import = self, .table = table, .db = self->ledger->db, .id = import, .claim = id };
  g_autofree guint8 *same = g_new0 (guint8, claim->n_lines + 1);

  lines.stored = g_array_new (FALSE, FALSE, sizeof (StoredLine));
  lines.values = g_array_new (FALSE, FALSE, sizeof (RulesValue));
  lines.texts = g_string_chunk_new (1024);
  if (!read_stored (&lines, error))
    return FALSE;
  index_stored (&lines);
  if (match_equal (&lines, claim, same) < claim->n_lines)
    {
      *changed = TRUE;
      if (!merge_others (&lines, claim, same, error))
        return FALSE;
    }
  return delete_replaced (&lines, claim, changed, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures whose claimants may claim several times, told apart by a fact: their claims are unique in batch,
 * claimant and that fact. Tables made before the measure had such a key are made anew. */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-ledger-private.h"

/* A table on its way to its new form: @name as it is called, @old while both are there. */
typedef struct
{
  char *name;
  char *old;
} Moved;

static void
moved_clear (Moved *moved)
{
  g_free (moved->name);
  g_free (moved->old);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moved, moved_clear)

static gboolean
move_away (AwardDb *db, const char *kind, const char *suffix, Moved *moved, GError **error)
{
  g_autofree char *quoted = NULL;
  g_autofree char *quoted_old = NULL;
  g_autofree char *sql = NULL;

  moved->name = g_strconcat (kind, suffix, NULL);
  moved->old = g_strconcat ("old_", kind, suffix, NULL);
  quoted = award_db_quote (moved->name);
  quoted_old = award_db_quote (moved->old);
  sql = g_strdup_printf ("ALTER TABLE %s RENAME TO %s", quoted, quoted_old);
  return award_db_exec (db, sql, error);
}

/* Gives the new table the columns of the old one, copies its rows and drops it. */
static gboolean
bring_back (AwardDb *db, const Moved *moved, GError **error)
{
  g_autofree char *quoted = award_db_quote (moved->name);
  g_autofree char *quoted_old = award_db_quote (moved->old);
  g_autoptr (GString) columns = g_string_new (NULL);
  g_autofree char *copy = NULL;
  g_autofree char *drop = NULL;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_free);

  {
    g_autoptr (sqlite3_stmt) found =
        award_db_query (db, error,
                        "SELECT o.name, o.type, n.name IS NULL FROM pragma_table_info (?1) o "
                        "LEFT JOIN pragma_table_info (?2) n ON n.name = o.name ORDER BY o.cid",
                        "tt", moved->old, moved->name);

    for (;;)
      {
        g_autofree char *column = NULL;
        gboolean row;

        if (found == NULL || !award_db_step (db, found, &row, error))
          return FALSE;
        if (!row)
          break;
        column = award_db_quote (award_db_text (found, 0));
        g_string_append_printf (columns, "%s%s", columns->len > 0 ? ", " : "", column);
        if (sqlite3_column_int (found, 2) != 0)
          g_ptr_array_add (added, g_strdup_printf ("ALTER TABLE %s ADD COLUMN %s %s", quoted, column,
                                                   award_db_text (found, 1)));
      }
  }
  for (guint i = 0; i < added->len; i++)
    if (!award_db_exec (db, added->pdata[i], error))
      return FALSE;
  copy = g_strdup_printf ("INSERT INTO %s (%s) SELECT %s FROM %s", quoted, columns->str, columns->str,
                          quoted_old);
  return award_db_exec (db, copy, error);
}

static gboolean
drop (AwardDb *db, const Moved *moved, GError **error)
{
  g_autofree char *quoted = award_db_quote (moved->old);
  g_autofree char *sql = g_strdup_printf ("DROP TABLE %s", quoted);

  return award_db_exec (db, sql, error);
}

/* What refers to the claims goes first, so that dropping these takes nothing along. */
static gboolean
rebuild (AwardLedger *self, const char *suffix, gboolean with_lines, GError **error)
{
  g_auto (Moved) claims = { 0 };
  g_auto (Moved) decisions = { 0 };
  g_auto (Moved) lines = { 0 };
  AwardDb *db = self->db;

  return move_away (db, "claim_", suffix, &claims, error) &&
         move_away (db, "decision_", suffix, &decisions, error) &&
         (!with_lines || move_away (db, "line_", suffix, &lines, error)) &&
         award_table_create (self, suffix, with_lines, TRUE, error) && bring_back (db, &claims, error) &&
         bring_back (db, &decisions, error) && (!with_lines || bring_back (db, &lines, error)) &&
         drop (db, &decisions, error) && (!with_lines || drop (db, &lines, error)) &&
         drop (db, &claims, error);
}

gboolean
award_table_loosen (AwardLedger *self, const AwardTable *table, GError **error)
{
  g_autofree char *claims = g_strconcat ("claim_", table->suffix, NULL);
  gint64 claims_once;

  if (!award_db_get_int (self->db, &claims_once, 0, error,
                         "SELECT 1 FROM pragma_index_list (?) WHERE origin = 'u'", "t", claims))
    return FALSE;
  return claims_once == 0 || rebuild (self, table->suffix, table->lines != NULL, error);
}

gboolean
award_table_index_key (AwardLedger *self, const AwardTable *table, guint key, GError **error)
{
  g_autofree char *name = g_strconcat ("key_", table->suffix, NULL);
  g_autofree char *quoted = award_db_quote (name);
  g_autofree char *sql = g_strdup_printf ("CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (batch, claimant, %s)",
                                          quoted, table->claims, table->fields[key]);

  return award_db_exec (self->db, sql, error);
}

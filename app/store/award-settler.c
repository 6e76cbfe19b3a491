/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which open problems an import settles: see award-problem.h for the rule. */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-match.h"
#include "award-problem-private.h"

#include <string.h>

typedef struct
{
  gint64 id;
  char *code;
  gboolean is_error;
  char *claimant;
  char *name;
  char *line;
  guint row; /* 0: its place tells nothing */
  gboolean is_seen;
  gboolean is_repeated;
} Open;

struct _AwardSettler
{
  AwardDb *db;
  AwardImportRef import;
  GPtrArray *open;         /* Open */
  GHashTable *by_claimant; /* code → GPtrArray of Open, borrowed */
  GHashTable *by_name;
  GHashTable *by_row; /* number → the same, for those of neither */
};

static void
open_free (gpointer data)
{
  Open *open = data;

  g_free (open->code);
  g_free (open->claimant);
  g_free (open->name);
  g_free (open->line);
  g_free (open);
}

void
award_settler_free (AwardSettler *self)
{
  g_ptr_array_unref (self->open);
  g_hash_table_unref (self->by_claimant);
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_row);
  g_free (self);
}

static void
put (GHashTable *table, gpointer key, Open *open)
{
  GPtrArray *list = g_hash_table_lookup (table, key);

  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (table, key, list);
    }
  g_ptr_array_add (list, open);
}

/* The problems of imports before, of the same kind and with no figure that this one lacks, not settled. */
#define OPEN_CLAIMS                                                                                          \
  "SELECT p.id, p.code, p.claimant, p.name, p.line, p.severity, "                                            \
  "CASE WHEN i.name = n.name AND i.sheet = n.sheet THEN p.row ELSE 0 END "                                   \
  "FROM import n JOIN import i ON i.measure = n.measure AND i.batch = n.batch AND i.id < n.id "              \
  "JOIN problem p ON p.import = i.id WHERE n.id = ?1 AND p.severity < 2 AND p.row > 0 "                      \
  "AND " AWARD_IMPORT_STANDS (                                                                               \
      "i") " AND " AWARD_PROBLEM_STATE " NOT IN (1, 2) "                                                     \
           "AND NOT EXISTS (SELECT 1 FROM import_column o WHERE o.import = i.id AND NOT EXISTS (SELECT 1 "   \
           "FROM "                                                                                           \
           "import_column c WHERE c.import = n.id AND c.on_line = o.on_line AND c.fact = o.fact))"
#define OPEN_RECORDS                                                                                         \
  "SELECT p.id, p.code, p.claimant, p.name, p.line, p.severity, "                                            \
  "CASE WHEN i.name = n.name AND i.sheet = n.sheet THEN p.row ELSE 0 END "                                   \
  "FROM register_import n JOIN register_import i ON i.kind = n.kind AND i.id < n.id "                        \
  "JOIN register_problem p ON p.import = i.id WHERE n.id = ?1 AND p.severity < 2 AND p.row > 0 "             \
  "AND " AWARD_IMPORT_STANDS ("i") " AND " AWARD_REGISTER_PROBLEM_STATE " NOT IN (1, 2) "                    \
                                   "AND NOT EXISTS (SELECT 1 FROM register_column o WHERE o.import = i.id "  \
                                   "AND NOT EXISTS (SELECT 1 FROM "                                          \
                                   "register_column c WHERE c.import = n.id AND c.field = o.field))"

static gboolean
load (AwardSettler *self, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = award_db_query (
      self->db, error, self->import.is_register ? OPEN_RECORDS : OPEN_CLAIMS, "i", self->import.id);

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      Open *open;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      open = g_new0 (Open, 1);
      g_ptr_array_add (self->open, open);
      open->id = sqlite3_column_int64 (rows, 0);
      open->code = g_strdup (award_db_text (rows, 1));
      open->claimant = g_strdup (award_db_text (rows, 2));
      open->name = g_strdup (award_db_text (rows, 3));
      open->line = g_strdup (award_db_text (rows, 4));
      open->is_error = sqlite3_column_int (rows, 5) == RULES_SEVERITY_ERROR;
      open->row = (guint) sqlite3_column_int64 (rows, 6);
      if (open->claimant != NULL)
        put (self->by_claimant, open->claimant, open);
      if (open->name != NULL)
        put (self->by_name, open->name, open);
      if (open->claimant == NULL && open->name == NULL && open->row != 0)
        put (self->by_row, GUINT_TO_POINTER (open->row), open);
    }
}

AwardSettler *
award_settler_new (AwardDb *db, AwardImportRef import, GError **error)
{
  g_autoptr (AwardSettler) self = g_new0 (AwardSettler, 1);

  self->db = db;
  self->import = import;
  self->open = g_ptr_array_new_with_free_func (open_free);
  self->by_claimant =
      g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->by_row = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  return load (self, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
award_settler_is_empty (const AwardSettler *self)
{
  return self->open->len == 0;
}

/* @again NULL: the row was taken; else it has this problem. Of a row that does not say which line of its
 * claimant it is, any may be. */
static void
mark (const GPtrArray *list, const char *line, const AwardStagedProblem *again)
{
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      Open *open = g_ptr_array_index (list, i);
      const gboolean is_same_line = g_strcmp0 (open->line, line) == 0;

      if (again == NULL)
        open->is_seen = open->is_seen || open->line == NULL || is_same_line;
      else if (is_same_line && (strcmp (open->code, again->code) == 0 ||
                                (open->is_error && again->severity == RULES_SEVERITY_ERROR)))
        open->is_repeated = TRUE;
    }
}

/* @name: as award_name_key() makes it. */
static void
mark_all (AwardSettler *self,
          const char *claimant,
          const char *name,
          const char *line,
          guint row,
          const AwardStagedProblem *again)
{
  if (claimant != NULL)
    mark (g_hash_table_lookup (self->by_claimant, claimant), line, again);
  if (name != NULL)
    mark (g_hash_table_lookup (self->by_name, name), line, again);
  mark (g_hash_table_lookup (self->by_row, GUINT_TO_POINTER (row)), line, again);
}

void
award_settler_see (AwardSettler *self, const AwardRowIdentity *identity, guint row)
{
  g_autofree char *name = NULL;

  if (identity->name != NULL && g_hash_table_size (self->by_name) > 0)
    name = award_name_key (identity->name);
  mark_all (self, identity->claimant, name, identity->line, row, NULL);
}

gboolean
award_settler_finish (AwardSettler *self, const GArray *problems, GError **error)
{
  g_autoptr (sqlite3_stmt) update = NULL;

  if (self->open->len == 0)
    return TRUE;
  for (guint i = 0; i < problems->len; i++)
    {
      const AwardStagedProblem *again = &g_array_index (problems, AwardStagedProblem, i);

      mark_all (self, again->claimant, again->name, again->line, again->row, again);
    }
  update = award_db_prepare (self->db,
                             self->import.is_register
                                 ? "UPDATE register_problem SET later = ?2, repeated = ?3 WHERE id = ?1"
                                 : "UPDATE problem SET later = ?2, repeated = ?3 WHERE id = ?1",
                             error);
  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < self->open->len; i++)
    {
      const Open *open = g_ptr_array_index (self->open, i);

      if ((open->is_seen || open->is_repeated) && !award_db_run (self->db, update, error, "iii", open->id,
                                                                 self->import.id, (gint64) open->is_repeated))
        return FALSE;
    }
  return TRUE;
}

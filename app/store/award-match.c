/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-match"

#include "config.h"

#include "award-match.h"
#include "award-audit.h"
#include "award-ledger-private.h"
#include "award-repair.h"

#include <string.h>

/* Candidates offered for a name. */
#define MOST_CANDIDATES 8

typedef struct
{
  char *code;
  char *name;
  char *county; /* nullable */
  char *key;
  char *near; /* key without the form of company and places */
} Known;

struct _AwardMatcher
{
  AwardLedger *ledger;  /* owned */
  GPtrArray *known;     /* Known; NULL until a name is asked about: most tables have codes */
  GHashTable *former;   /* former code → code; "": two enterprises had it */
  GHashTable *repairs;  /* code as written → code meant */
  GHashTable *by_key;   /* key → GPtrArray of Known, borrowed */
  GHashTable *same;     /* key of a name → code */
  GHashTable *not_same; /* "key\ncode" */
};

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->code);
  g_free (known->name);
  g_free (known->county);
  g_free (known->key);
  g_free (known->near);
  g_free (known);
}

static void
add_name (AwardMatcher *self, const char *code, const char *name, const char *county)
{
  Known *known;
  GPtrArray *list;

  if (name == NULL || *name == '\0')
    return;
  known = g_new0 (Known, 1);
  known->code = g_strdup (code);
  known->name = g_strdup (name);
  known->county = g_strdup (county);
  known->key = award_name_key (name);
  known->near = award_name_near_key (known->key);
  list = g_hash_table_lookup (self->by_key, known->key);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->by_key, known->key, list);
    }
  for (guint i = 0; i < list->len; i++)
    if (strcmp (((Known *) g_ptr_array_index (list, i))->code, code) == 0)
      {
        known_free (known);
        return;
      }
  g_ptr_array_add (list, known);
  g_ptr_array_add (self->known, known);
}

/* Names or codes in one cell: 甲公司、乙公司. */
static char **
split_list (const char *text)
{
  return g_regex_split_simple ("[,;，；、\\s]+", text != NULL ? text : "", 0, 0);
}

static gboolean
read_former_codes (AwardMatcher *self, GError **error)
{
  AwardDb *db = self->ledger->db;
  g_autoptr (sqlite3_stmt) rows = award_db_query (
      db, error, "SELECT code, former_codes FROM register_enterprise WHERE former_codes IS NOT NULL", "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      g_auto (GStrv) former = NULL;
      const char *code;
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      code = award_db_text (rows, 0);
      former = split_list (award_db_text (rows, 1));
      for (guint i = 0; former[i] != NULL; i++)
        {
          char *once = g_ascii_strup (former[i], -1);
          const char *other = g_hash_table_lookup (self->former, once);
          gboolean is_one = other == NULL || strcmp (other, code) == 0;

          g_hash_table_replace (self->former, once, g_strdup (is_one ? code : ""));
        }
    }
}

static gboolean
read_known (AwardMatcher *self, const char *sql, GError **error)
{
  AwardDb *db = self->ledger->db;
  g_autoptr (sqlite3_stmt) rows = award_db_query (db, error, sql, "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      g_auto (GStrv) former = NULL;
      const char *code;
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      code = award_db_text (rows, 0);
      add_name (self, code, award_db_text (rows, 1), award_db_text (rows, 2));
      former = split_list (award_db_text (rows, 3));
      for (guint i = 0; former[i] != NULL; i++)
        add_name (self, code, former[i], award_db_text (rows, 2));
    }
}

/* Reads the names when one is first asked about. A ledger that cannot be read any more knows none: then rows
 * without a code are not used, and nothing is guessed. */
static void
need_names (AwardMatcher *self)
{
  g_autoptr (GError) error = NULL;

  if (self->known != NULL)
    return;
  self->known = g_ptr_array_new_with_free_func (known_free);
  if (!read_known (self, "SELECT code, name, county, former_names FROM register_enterprise", &error) ||
      !read_known (self, "SELECT code, name, county, NULL FROM claimant WHERE name IS NOT NULL", &error))
    {
      g_warning ("names: %s", error->message);
      g_hash_table_remove_all (self->by_key);
      g_ptr_array_set_size (self->known, 0);
    }
}

static void
decide (AwardMatcher *self, const char *key, const char *code, gboolean is_same)
{
  g_autofree char *pair = g_strconcat (key, "\n", code, NULL);

  if (is_same)
    {
      g_hash_table_replace (self->same, g_strdup (key), g_strdup (code));
      g_hash_table_remove (self->not_same, pair);
    }
  else
    {
      if (g_strcmp0 (g_hash_table_lookup (self->same, key), code) == 0)
        g_hash_table_remove (self->same, key);
      g_hash_table_add (self->not_same, g_steal_pointer (&pair));
    }
}

static gboolean
read_decisions (AwardMatcher *self, GError **error)
{
  AwardDb *db = self->ledger->db;
  g_autoptr (sqlite3_stmt) rows = award_db_query (db, error, "SELECT name, code, same FROM match", "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      decide (self, award_db_text (rows, 0), award_db_text (rows, 1), sqlite3_column_int (rows, 2) != 0);
    }
}

AwardMatcher *
award_matcher_new (AwardLedger *ledger, GError **error)
{
  g_autoptr (AwardMatcher) self = g_new0 (AwardMatcher, 1);

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), NULL);

  self->ledger = g_object_ref (ledger);
  self->former = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->same = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->not_same = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->repairs = award_ledger_list_repairs (ledger, error);
  if (self->repairs == NULL || !read_former_codes (self, error) || !read_decisions (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
award_matcher_free (AwardMatcher *self)
{
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->former, g_hash_table_unref);
  g_clear_pointer (&self->repairs, g_hash_table_unref);
  g_clear_pointer (&self->same, g_hash_table_unref);
  g_clear_pointer (&self->not_same, g_hash_table_unref);
  g_clear_object (&self->ledger);
  g_free (self);
}

void
award_matcher_decide (AwardMatcher *self, const char *name, const char *code, gboolean is_same)
{
  g_autofree char *key = award_name_key (name);

  decide (self, key, code, is_same);
}

void
award_matcher_repair (AwardMatcher *self, const char *found, const char *code)
{
  g_hash_table_replace (self->repairs, g_strdup (found), g_strdup (code));
}

gboolean
award_matcher_is_empty (AwardMatcher *self)
{
  gint64 any = 0;

  return !award_db_get_int (self->ledger->db, &any, 0, NULL,
                            "SELECT EXISTS (SELECT 1 FROM register_enterprise WHERE name IS NOT NULL) OR "
                            "EXISTS (SELECT 1 FROM claimant WHERE name IS NOT NULL)",
                            "") ||
         any == 0;
}

gboolean
award_matcher_knows (AwardMatcher *self, const char *code)
{
  gint64 any = 0;

  return award_db_get_int (self->ledger->db, &any, 0, NULL,
                           "SELECT EXISTS (SELECT 1 FROM register_enterprise WHERE code = ?1) OR "
                           "EXISTS (SELECT 1 FROM claimant WHERE code = ?1)",
                           "t", code) &&
         any != 0;
}

static gboolean
is_ruled_out (AwardMatcher *self, const char *key, const char *code)
{
  g_autofree char *pair = g_strconcat (key, "\n", code, NULL);

  return g_hash_table_contains (self->not_same, pair);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const AwardCandidate *first = *(AwardCandidate *const *) a, *second = *(AwardCandidate *const *) b;

  if (first->difference != second->difference)
    return first->difference < second->difference ? -1 : 1;
  return strcmp (first->code, second->code);
}

/* Whether a candidate of this code is in the list. */
static gboolean
is_listed (const GPtrArray *list, const char *code)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (((AwardCandidate *) g_ptr_array_index (list, i))->code, code) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
award_matcher_list (AwardMatcher *self, const char *name)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *key = award_name_key (name);
  g_autofree char *near = award_name_near_key (key);

  need_names (self);
  for (guint i = 0; *key != '\0' && i < self->known->len; i++)
    {
      const Known *known = g_ptr_array_index (self->known, i);
      AwardDifference difference;
      AwardCandidate *candidate;

      if (!award_name_compare (key, near, known->key, known->near, &difference) ||
          is_ruled_out (self, key, known->code) || is_listed (list, known->code))
        continue;
      candidate = g_new0 (AwardCandidate, 1);
      *candidate = (AwardCandidate){ known->code, known->name, known->county, difference };
      g_ptr_array_add (list, candidate);
    }
  g_ptr_array_sort (list, compare_candidates);
  if (list->len > MOST_CANDIDATES)
    g_ptr_array_set_size (list, MOST_CANDIDATES);
  return list;
}

/* The one enterprise of this name that was not ruled out; NULL: none, or several. */
static const char *
find_only (AwardMatcher *self, const char *key)
{
  const GPtrArray *list = g_hash_table_lookup (self->by_key, key);
  const char *only = NULL;
  guint n = 0;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const Known *known = g_ptr_array_index (list, i);

      if (is_ruled_out (self, key, known->code))
        continue;
      only = known->code;
      n++;
    }
  return n == 1 ? only : NULL;
}

static AwardMatchKind
find_by_code (AwardMatcher *self, const char *code, const char **found)
{
  const char *now = g_hash_table_lookup (self->repairs, code);

  *found = now != NULL ? now : code;
  if (now != NULL)
    return AWARD_MATCH_REPAIRED;
  now = g_hash_table_lookup (self->former, code);
  if (now == NULL || *now == '\0' || award_matcher_knows (self, code))
    return AWARD_MATCH_CODE;
  *found = now;
  return AWARD_MATCH_FORMER_CODE;
}

AwardMatchKind
award_matcher_find (AwardMatcher *self, const char *code, const char *name, const char **found)
{
  g_autofree char *key = NULL;
  const char *decided;

  *found = NULL;
  if (code != NULL && *code != '\0')
    return find_by_code (self, code, found);
  key = name != NULL ? award_name_key (name) : NULL;
  if (key == NULL || *key == '\0')
    return AWARD_MATCH_NONE;
  decided = g_hash_table_lookup (self->same, key);
  if (decided != NULL)
    {
      *found = decided;
      return AWARD_MATCH_DECIDED;
    }
  need_names (self);
  *found = find_only (self, key);
  if (*found != NULL)
    return AWARD_MATCH_NAME;
  g_autoptr (GPtrArray) list = award_matcher_list (self, name);
  return list->len > 0 ? AWARD_MATCH_OPEN : AWARD_MATCH_NONE;
}

gboolean
award_ledger_decide_match (AwardLedger *self,
                           const char *name,
                           const char *code,
                           gboolean is_same,
                           GError **error)
{
  g_autofree char *key = NULL;
  g_autoptr (AwardTransaction) transaction = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), FALSE);
  g_return_val_if_fail (name != NULL && code != NULL, FALSE);

  key = award_name_key (name);
  transaction = award_transaction_begin (self->db, error);
  return transaction != NULL &&
         /* A name is one enterprise's at most. */
         (!is_same ||
          award_db_do (self->db, error, "DELETE FROM match WHERE name = ? AND same = 1", "t", key)) &&
         award_db_do (self->db, error,
                      "INSERT INTO match (name, code, same, at, person) VALUES (?, ?, ?, ?, ?) "
                      "ON CONFLICT (name, code) DO UPDATE SET same = excluded.same, at = excluded.at, "
                      "person = excluded.person",
                      "ttiit", key, code, (gint64) is_same, award_db_now (), g_get_user_name ()) &&
         award_audit_add (self->db, "match", error, "name=%s code=%s same=%d", name, code, is_same) &&
         award_transaction_commit (g_steal_pointer (&transaction), error);
}

GPtrArray *
award_ledger_list_open_names (AwardLedger *self, gint64 batch, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AwardMatcher) matcher = NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  matcher = award_matcher_new (self, error);
  rows = matcher == NULL ? NULL
                         : award_db_query (self->db, error,
                                           "SELECT DISTINCT p.found FROM problem p JOIN import i "
                                           "ON i.id = p.import WHERE i.batch = ? AND "
                                           "p.code = 'undecided-match' ORDER BY p.found",
                                           "i", batch);
  if (rows == NULL)
    return NULL;
  for (;;)
    {
      const char *found;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&names);
      if (award_matcher_find (matcher, NULL, award_db_text (rows, 0), &found) == AWARD_MATCH_OPEN)
        g_ptr_array_add (names, g_strdup (award_db_text (rows, 0)));
    }
}

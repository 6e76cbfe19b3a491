/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Former codes and names of the register of enterprises: which codes are of one enterprise. */
#define G_LOG_DOMAIN "award-settlement"

#include "config.h"

#include "award-settlement-private.h"

#include <string.h>

/* Between former codes or names in a cell. */
#define SEPARATORS " 、,，;；/|\n\t"

void
award_kin_free (AwardKin *kin)
{
  g_hash_table_unref (kin->sets);
  g_free (kin);
}

const GPtrArray *
award_kin_get (const AwardKin *kin, const char *code)
{
  return g_hash_table_lookup (kin->sets, code);
}

static GPtrArray *
find_set (AwardKin *kin, const char *code)
{
  GPtrArray *set = g_hash_table_lookup (kin->sets, code);

  if (set != NULL)
    return set;
  set = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (set, g_strdup (code));
  g_hash_table_insert (kin->sets, g_strdup (code), set);
  return set;
}

/* @a and @b are of one enterprise. */
static void
join (AwardKin *kin, const char *a, const char *b)
{
  GPtrArray *first = find_set (kin, a);
  g_autoptr (GPtrArray) second = g_ptr_array_ref (find_set (kin, b));

  if (first == second)
    return;
  for (guint i = 0; i < second->len; i++)
    {
      g_ptr_array_add (first, g_strdup (second->pdata[i]));
      g_hash_table_replace (kin->sets, g_strdup (second->pdata[i]), g_ptr_array_ref (first));
    }
}

static GStrv
split (const char *text)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char *start = text;

  for (const char *c = text;; c = g_utf8_next_char (c))
    {
      if (*c != '\0' && g_utf8_strchr (SEPARATORS, -1, g_utf8_get_char (c)) == NULL)
        continue;
      if (c > start)
        g_ptr_array_add (parts, g_strndup (start, (gsize) (c - start)));
      if (*c == '\0')
        break;
      start = g_utf8_next_char (c);
    }
  g_ptr_array_add (parts, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&parts), FALSE);
}

/* Full and half width and blanks aside. */
static char *
fold_name (const char *name)
{
  g_autofree char *normal = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_auto (GStrv) words = NULL;

  if (normal == NULL)
    return g_strdup (name);
  words = g_strsplit_set (normal, " \t\n", -1);
  return g_strjoinv ("", words);
}

/* Joins former codes; former names → code go to @names. */
static gboolean
read_enterprises (AwardKin *kin, AwardDb *db, GHashTable *names, GError **error)
{
  g_autoptr (sqlite3_stmt) rows =
      award_db_query (db, error,
                      "SELECT code, former_codes, former_names FROM register_enterprise "
                      "WHERE former_codes IS NOT NULL OR former_names IS NOT NULL ORDER BY code",
                      "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (award_db_text (rows, 1) != NULL)
        {
          g_autofree char *upper = g_utf8_strup (award_db_text (rows, 1), -1);
          g_auto (GStrv) codes = split (upper);

          for (guint i = 0; codes[i] != NULL; i++)
            join (kin, award_db_text (rows, 0), codes[i]);
        }
      if (award_db_text (rows, 2) != NULL)
        {
          g_auto (GStrv) former = split (award_db_text (rows, 2));

          for (guint i = 0; former[i] != NULL; i++)
            g_hash_table_insert (names, fold_name (former[i]), g_strdup (award_db_text (rows, 0)));
        }
    }
}

/* Joins the codes of @sql (code, name) whose name is a former one of an enterprise; one the register knows by
 * that code is its own. */
static gboolean
join_by_name (AwardKin *kin, AwardDb *db, GHashTable *names, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = award_db_query (db, error, sql, "");

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *name = NULL;
      const char *code;
      gboolean row;

      if (!award_db_step (db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      name = fold_name (award_db_text (rows, 1));
      code = g_hash_table_lookup (names, name);
      if (code != NULL && strcmp (code, award_db_text (rows, 0)) != 0)
        join (kin, code, award_db_text (rows, 0));
    }
}

AwardKin *
award_kin_new (AwardDb *db, GError **error)
{
  static const char *const sources[] = { "claimant", "register_payment", "register_first_time" };
  g_autoptr (AwardKin) kin = g_new0 (AwardKin, 1);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  kin->sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (!read_enterprises (kin, db, names, error))
    return NULL;
  for (guint i = 0; g_hash_table_size (names) > 0 && i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *sql =
          g_strdup_printf ("SELECT code, name FROM %s WHERE name IS NOT NULL AND code NOT IN "
                           "(SELECT code FROM register_enterprise) ORDER BY code",
                           sources[i]);

      if (!join_by_name (kin, db, names, sql, error))
        return NULL;
    }
  return g_steal_pointer (&kin);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-audit"

#include "config.h"

#include "award-audit.h"
#include "award-digest.h"

#include <glib/gi18n.h>
#include <string.h>

/* Over the digest before and every field, each ended by a NUL, which no field can hold. */
static char *
digest_entry (const char *previous,
              gint64 id,
              gint64 at,
              const char *person,
              const char *action,
              const char *detail)
{
  g_autoptr (GString) text = g_string_new (previous);

  g_string_append_c (text, '\0');
  g_string_append_printf (text, "%" G_GINT64_FORMAT "%c%" G_GINT64_FORMAT "%c", id, '\0', at, '\0');
  g_string_append_len (text, person, (gssize) strlen (person) + 1);
  g_string_append_len (text, action, (gssize) strlen (action) + 1);
  g_string_append_len (text, detail, (gssize) strlen (detail) + 1);
  return award_digest_bytes (AWARD_DIGEST_SM3, text->str, text->len);
}

gboolean
award_audit_add (AwardDb *db, const char *action, GError **error, const char *format, ...)
{
  g_autoptr (sqlite3_stmt) last = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *digest = NULL;
  const char *person = g_get_user_name ();
  gint64 id = 1, at = award_db_now ();
  const char *previous = "";
  gboolean row;
  va_list values;

  va_start (values, format);
  detail = g_strdup_vprintf (format, values);
  va_end (values);

  last = award_db_query (db, error, "SELECT id, digest FROM audit ORDER BY id DESC LIMIT 1", "");
  if (last == NULL || !award_db_step (db, last, &row, error))
    return FALSE;
  if (row)
    {
      id = sqlite3_column_int64 (last, 0) + 1;
      previous = award_db_text (last, 1);
    }
  digest = digest_entry (previous, id, at, person, action, detail);
  return award_db_do (db, error,
                      "INSERT INTO audit (id, at, person, action, detail, digest) VALUES (?, ?, ?, ?, ?, ?)",
                      "iitttt", id, at, person, action, detail, digest);
}

gboolean
award_audit_verify (AwardDb *db, AwardFaultFunc fault, gpointer data, GError **error)
{
  g_autoptr (sqlite3_stmt) entries =
      award_db_query (db, error, "SELECT id, at, person, action, detail, digest FROM audit ORDER BY id", "");
  g_autofree char *previous = g_strdup ("");
  gint64 expected = 1;

  if (entries == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *digest = NULL;
      gboolean row;

      if (!award_db_step (db, entries, &row, error))
        return FALSE;
      if (!row)
        break;
      digest =
          digest_entry (previous, sqlite3_column_int64 (entries, 0), sqlite3_column_int64 (entries, 1),
                        award_db_text (entries, 2), award_db_text (entries, 3), award_db_text (entries, 4));
      if (sqlite3_column_int64 (entries, 0) != expected ||
          g_strcmp0 (digest, award_db_text (entries, 5)) != 0)
        {
          g_autofree char *text = g_strdup_printf (
              _ ("Audit entry %s does not follow from the one before it."), award_db_text (entries, 0));

          fault (text, data);
        }
      expected = sqlite3_column_int64 (entries, 0) + 1;
      g_free (previous);
      previous = g_strdup (award_db_text (entries, 5));
    }
  if (expected == 1)
    fault (_ ("The audit chain is empty."), data);
  return TRUE;
}

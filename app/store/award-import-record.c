/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-import-record.h"
#include "award-ledger-private.h"
#include "award-problem-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* What is read of every import; the two kinds one below the other. person: of the step, else of the entry of
 * the chain that was written right after. */
#define PERSON(action)                                                                                       \
  "coalesce ((SELECT a.person FROM audit a WHERE a.id = s.audit), "                                          \
  "(SELECT a.person FROM audit a WHERE a.action = '" action "' AND a.at >= i.at ORDER BY a.id LIMIT 1))"
#define CLAIMS                                                                                               \
  "SELECT 0 AS register, i.id AS id, i.at AS at, " PERSON (                                                  \
      "import") ", i.name, i.sheet, f.size, "                                                                \
                "i.batch, b.name, m.policy, m.name, NULL, i.rows, i.claims, i.lines, i.added, i.changed, "   \
                "i.unchanged, s.undone, EXISTS (SELECT 1 FROM import e WHERE e.file = i.file AND e.id < "    \
                "i.id AND e.measure = i.measure) FROM import i JOIN file f ON f.id = i.file "                \
                "JOIN batch b ON b.id = i.batch JOIN measure m ON m.id = i.measure "                         \
                "LEFT JOIN step s ON s.id = i.step"
#define RECORDS                                                                                              \
  "SELECT 1, i.id, i.at, " PERSON (                                                                          \
      "register") ", i.name, i.sheet, f.size, 0, NULL, NULL, NULL, i.kind, i.rows, i.records, 0, i.added, "  \
                  "i.changed, i.unchanged, s.undone, EXISTS (SELECT 1 FROM register_import e "               \
                  "WHERE e.file = i.file AND e.id < i.id AND e.kind = i.kind) "                              \
                  "FROM register_import i JOIN file f ON f.id = i.file LEFT JOIN step s ON s.id = i.step"

enum
{
  COLUMN_REGISTER,
  COLUMN_ID,
  COLUMN_AT,
  COLUMN_PERSON,
  COLUMN_FILE,
  COLUMN_SHEET,
  COLUMN_SIZE,
  COLUMN_BATCH,
  COLUMN_BATCH_NAME,
  COLUMN_POLICY,
  COLUMN_MEASURE,
  COLUMN_KIND,
  COLUMN_ROWS,
  COLUMN_CLAIMS,
  COLUMN_LINES,
  COLUMN_ADDED,
  COLUMN_CHANGED,
  COLUMN_UNCHANGED,
  COLUMN_UNDONE,
  COLUMN_AGAIN,
};

void
award_import_record_free (AwardImportRecord *record)
{
  g_free (record->person);
  g_free (record->file);
  g_free (record->sheet);
  g_free (record->batch_name);
  g_free (record);
}

char *
award_import_ref_format (AwardImportRef ref)
{
  return g_strdup_printf ("%s%" G_GINT64_FORMAT, ref.is_register ? "R" : "", ref.id);
}

gboolean
award_import_ref_parse (const char *text, AwardImportRef *ref)
{
  guint64 id;

  g_return_val_if_fail (text != NULL && ref != NULL, FALSE);

  ref->is_register = *text == 'R' || *text == 'r';
  if (!g_ascii_string_to_unsigned (text + (ref->is_register ? 1 : 0), 10, 1, G_MAXINT64, &id, NULL))
    return FALSE;
  ref->id = (gint64) id;
  return TRUE;
}

static AwardImportRecord *
read_record (AwardLedger *self, sqlite3_stmt *row)
{
  AwardImportRecord *record = g_new0 (AwardImportRecord, 1);
  const char *kind = award_db_text (row, COLUMN_KIND);

  record->ref = (AwardImportRef){ sqlite3_column_int (row, COLUMN_REGISTER) != 0,
                                  sqlite3_column_int64 (row, COLUMN_ID) };
  record->at = sqlite3_column_int64 (row, COLUMN_AT);
  record->person = g_strdup (award_db_text (row, COLUMN_PERSON));
  record->file = g_strdup (award_db_text (row, COLUMN_FILE));
  record->sheet = g_strdup (award_db_text (row, COLUMN_SHEET));
  record->size = (guint64) sqlite3_column_int64 (row, COLUMN_SIZE);
  record->batch = sqlite3_column_int64 (row, COLUMN_BATCH);
  record->batch_name = g_strdup (award_db_text (row, COLUMN_BATCH_NAME));
  if (kind != NULL)
    award_register_find (kind, &record->kind);
  else
    /* A policy that cannot be read any more is no reason to hide what was imported. */
    record->measure = award_ledger_get_measure (self, award_db_text (row, COLUMN_POLICY),
                                                award_db_text (row, COLUMN_MEASURE), NULL);
  record->rows = (guint64) sqlite3_column_int64 (row, COLUMN_ROWS);
  record->claims = (guint64) sqlite3_column_int64 (row, COLUMN_CLAIMS);
  record->lines = (guint64) sqlite3_column_int64 (row, COLUMN_LINES);
  record->added = (guint64) sqlite3_column_int64 (row, COLUMN_ADDED);
  record->changed = (guint64) sqlite3_column_int64 (row, COLUMN_CHANGED);
  record->unchanged = (guint64) sqlite3_column_int64 (row, COLUMN_UNCHANGED);
  record->undone = sqlite3_column_int64 (row, COLUMN_UNDONE);
  record->is_again = sqlite3_column_int (row, COLUMN_AGAIN) != 0;
  return record;
}

/* How many problems it has, and how many of them are open. */
static gboolean
count_problems (AwardLedger *self, AwardImportRecord *record, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = award_db_query (
      self->db, error,
      record->ref.is_register
          ? "SELECT p.severity, count(*), count(*) FILTER (WHERE " AWARD_REGISTER_PROBLEM_STATE
            " = 0) FROM register_problem p JOIN register_import i ON i.id = p.import WHERE i.id = ? "
            "GROUP BY p.severity"
          : "SELECT p.severity, count(*), count(*) FILTER (WHERE " AWARD_PROBLEM_STATE
            " = 0) FROM problem p JOIN import i ON i.id = p.import WHERE i.id = ? GROUP BY p.severity",
      "i", record->ref.id);

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row;
      guint severity;

      if (!award_db_step (self->db, rows, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      severity = (guint) sqlite3_column_int (rows, 0);
      if (severity >= G_N_ELEMENTS (record->problems))
        continue;
      record->problems[severity] = (guint64) sqlite3_column_int64 (rows, 1);
      if (record->undone != 0)
        continue;
      if (severity == RULES_SEVERITY_ERROR)
        record->open.errors = (guint64) sqlite3_column_int64 (rows, 2);
      else if (severity == RULES_SEVERITY_WARNING)
        record->open.warnings = (guint64) sqlite3_column_int64 (rows, 2);
    }
}

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *other = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return other != NULL && strstr (other, folded) != NULL;
}

/* @folded: as g_utf8_casefold() makes it, NULL for anything. */
static gboolean
has_text (const AwardImportRecord *record, const char *folded)
{
  return folded == NULL || contains (record->file, folded) || contains (record->sheet, folded) ||
         contains (record->batch_name, folded) || contains (record->person, folded) ||
         (record->measure != NULL && contains (rules_measure_get_label (record->measure), folded));
}

GPtrArray *
award_ledger_list_imports (AwardLedger *self,
                           const char *text,
                           guint first,
                           guint most,
                           guint *n,
                           GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) award_import_record_free);
  g_autofree char *folded = text != NULL && *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  g_autoptr (sqlite3_stmt) rows = NULL;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && n != NULL, NULL);

  *n = 0;
  rows = award_db_query (self->db, error,
                         CLAIMS " UNION ALL " RECORDS " ORDER BY at DESC, register DESC, id DESC", "");
  if (rows == NULL)
    return NULL;
  for (;;)
    {
      g_autoptr (AwardImportRecord) record = NULL;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      record = read_record (self, rows);
      if (!has_text (record, folded) || (*n)++ < first || records->len >= most)
        continue;
      if (!count_problems (self, record, error))
        return NULL;
      g_ptr_array_add (records, g_steal_pointer (&record));
    }
}

static gboolean
fail_unknown (AwardImportRef ref, GError **error)
{
  g_autofree char *number = award_import_ref_format (ref);

  g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN, _ ("This ledger has no import “%s”."),
               number);
  return FALSE;
}

AwardImportRecord *
award_ledger_get_import_record (AwardLedger *self, AwardImportRef ref, GError **error)
{
  g_autoptr (AwardImportRecord) record = NULL;
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  found = award_db_query (
      self->db, error, ref.is_register ? RECORDS " WHERE i.id = ?" : CLAIMS " WHERE i.id = ?", "i", ref.id);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return NULL;
  if (!row)
    {
      fail_unknown (ref, error);
      return NULL;
    }
  record = read_record (self, found);
  return count_problems (self, record, error) ? g_steal_pointer (&record) : NULL;
}

GBytes *
award_ledger_get_original (AwardLedger *self, AwardImportRef ref, GError **error)
{
  g_autoptr (GBytes) content = NULL;
  g_autoptr (sqlite3_stmt) found = NULL;
  g_autofree char *digest = NULL;
  gboolean row;

  g_return_val_if_fail (AWARD_IS_LEDGER (self), NULL);

  found = award_db_query (self->db, error,
                          ref.is_register ? "SELECT f.content, f.digest, i.name FROM register_import i "
                                            "JOIN file f ON f.id = i.file WHERE i.id = ?"
                                          : "SELECT f.content, f.digest, i.name FROM import i "
                                            "JOIN file f ON f.id = i.file WHERE i.id = ?",
                          "i", ref.id);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return NULL;
  if (!row)
    {
      fail_unknown (ref, error);
      return NULL;
    }
  content = g_bytes_new (sqlite3_column_blob (found, 0), (gsize) sqlite3_column_bytes (found, 0));
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  if (g_strcmp0 (digest, award_db_text (found, 1)) == 0)
    return g_steal_pointer (&content);
  g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_DAMAGED,
               _ ("“%s” is not any more what was imported: its digest does not fit. Use a backup of the "
                  "ledger."),
               award_db_text (found, 2));
  return NULL;
}

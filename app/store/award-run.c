/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-ledger"

#include "config.h"

#include "award-run.h"

#include <string.h>

void
award_run_free (AwardRun *run)
{
  g_array_unref (run->codes);
  g_array_unref (run->flags);
  g_free (run);
}

void
award_import_info_free (AwardImportInfo *info)
{
  g_free (info->file);
  g_free (info->sheet);
  g_free (info->columns);
  g_free (info->line_columns);
  g_free (info);
}

static int
find_code (const RulesMeasure *measure, const char *name)
{
  for (guint i = 0; i < rules_measure_get_n_codes (measure); i++)
    if (strcmp (rules_measure_get_code (measure, i), name) == 0)
      return (int) i;
  return -1;
}

static int
find_flag (const RulesMeasure *measure, const char *name)
{
  for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
    if (strcmp (rules_measure_get_flag (measure, i)->id, name) == 0)
      return (int) i;
  return -1;
}

static gboolean
read_run (AwardDb *db, const RulesMeasure *measure, gint64 id, AwardRun *run, GError **error)
{
  g_autoptr (sqlite3_stmt) names = NULL;

  if (!award_db_get_int (db, &run->as_of, RULES_MISSING, error, "SELECT as_of FROM run WHERE id = ?", "i",
                         id))
    return FALSE;
  names = award_db_query (db, error,
                          "SELECT c.kind, c.name FROM run r JOIN code c ON c.policy = r.policy "
                          "AND c.measure = r.measure WHERE r.id = ? ORDER BY c.kind, c.number",
                          "i", id);
  if (names == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row, is_flag;
      int number;

      if (!award_db_step (db, names, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      is_flag = sqlite3_column_int (names, 0) != 0;
      number = is_flag ? find_flag (measure, award_db_text (names, 1))
                       : find_code (measure, award_db_text (names, 1));
      g_array_append_val (is_flag ? run->flags : run->codes, number);
    }
}

const AwardRun *
award_ledger_get_run (AwardLedger *self, const RulesMeasure *measure, gint64 id, GError **error)
{
  AwardRun *run = g_hash_table_lookup (self->runs, &id);

  if (run != NULL)
    return run;
  run = g_new0 (AwardRun, 1);
  run->codes = g_array_new (FALSE, FALSE, sizeof (int));
  run->flags = g_array_new (FALSE, FALSE, sizeof (int));
  if (!read_run (self->db, measure, id, run, error))
    {
      award_run_free (run);
      return NULL;
    }
  g_hash_table_insert (self->runs, g_memdup2 (&id, sizeof id), run);
  return run;
}

gboolean
award_run_translate (const AwardRun *run, RulesDecision *decision)
{
  guint32 flags = 0;
  int code = decision->code < run->codes->len ? g_array_index (run->codes, int, decision->code) : -1;

  if (code < 0)
    return FALSE;
  for (guint i = 0; i < run->flags->len && i < 32; i++)
    if ((decision->flags & 1u << i) != 0 && g_array_index (run->flags, int, i) >= 0)
      flags |= 1u << g_array_index (run->flags, int, i);
  decision->code = (guint16) code;
  decision->flags = flags;
  return TRUE;
}

RulesSettings *
award_ledger_get_run_settings (AwardLedger *self,
                               const RulesMeasure *measure,
                               gint64 id,
                               gint64 as_of,
                               GError **error)
{
  g_autoptr (RulesSettings) settings = rules_settings_new (measure);
  g_autoptr (sqlite3_stmt) rows = award_db_query (
      self->db, error, "SELECT name, value FROM run_setting WHERE run = ? ORDER BY name", "i", id);

  if (rows == NULL)
    return NULL;
  rules_settings_set_as_of (settings, as_of);
  for (;;)
    {
      g_autoptr (GError) reason = NULL;
      gboolean row;

      if (!award_db_step (self->db, rows, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&settings);
      /* A parameter the text no longer had was without effect then, too. */
      if (!rules_settings_set (settings, award_db_text (rows, 0), award_db_text (rows, 1), &reason) &&
          !g_error_matches (reason, RULES_ERROR, RULES_ERROR_UNKNOWN))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }
}

static gboolean
read_columns (AwardDb *db, const RulesMeasure *measure, gint64 id, AwardImportInfo *info, GError **error)
{
  g_autoptr (sqlite3_stmt) found =
      award_db_query (db, error, "SELECT on_line, fact, number FROM import_column WHERE import = ?", "i", id);

  if (found == NULL)
    return FALSE;
  for (;;)
    {
      gboolean row, on_line;
      guint n;

      if (!award_db_step (db, found, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      on_line = sqlite3_column_int (found, 0) != 0;
      n = on_line ? rules_measure_get_n_line_facts (measure) : rules_measure_get_n_facts (measure);
      for (guint i = 0; i < n; i++)
        {
          const RulesFact *fact =
              on_line ? rules_measure_get_line_fact (measure, i) : rules_measure_get_fact (measure, i);

          if (strcmp (fact->id, award_db_text (found, 1)) == 0)
            (on_line ? info->line_columns : info->columns)[i] = (guint) sqlite3_column_int (found, 2);
        }
    }
}

const AwardImportInfo *
award_ledger_get_import (AwardLedger *self, const RulesMeasure *measure, gint64 id, GError **error)
{
  AwardImportInfo *info = g_hash_table_lookup (self->imports, &id);
  g_autoptr (sqlite3_stmt) found = NULL;
  gboolean row;

  if (info != NULL)
    return info;
  found = award_db_query (self->db, error, "SELECT name, sheet FROM import WHERE id = ?", "i", id);
  if (found == NULL || !award_db_step (self->db, found, &row, error))
    return NULL;
  info = g_new0 (AwardImportInfo, 1);
  info->file = row ? g_strdup (award_db_text (found, 0)) : NULL;
  info->sheet = row ? g_strdup (award_db_text (found, 1)) : NULL;
  info->columns = g_new0 (guint, rules_measure_get_n_facts (measure) + 1);
  info->line_columns = g_new0 (guint, rules_measure_get_n_line_facts (measure) + 1);
  if (!read_columns (self->db, measure, id, info, error))
    {
      award_import_info_free (info);
      return NULL;
    }
  g_hash_table_insert (self->imports, g_memdup2 (&id, sizeof id), info);
  return info;
}

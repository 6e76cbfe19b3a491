/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-register-question.h"

void
award_register_question_free (gpointer data)
{
  AwardRegisterQuestion *question = data;

  g_free (question->text);
  g_strfreev (question->words);
  g_free (question);
}

void
award_register_rows_free (gpointer data)
{
  AwardRegisterRows *rows = data;

  g_array_unref (rows->ids);
  g_free (rows);
}

gpointer
award_question_find_records (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardRegisterQuestion *question = data;
  g_autoptr (GArray) ids = award_ledger_list_record_ids (ledger, &question->query, error);
  AwardRegisterRows *rows;
  gint64 counts[AWARD_N_REGISTERS];

  if (!ids || !award_ledger_count_records (ledger, counts, error))
    return NULL;

  rows = g_new0 (AwardRegisterRows, 1);
  rows->ids = g_steal_pointer (&ids);
  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    rows->counts[i] = counts[i];

  return rows;
}

void
award_record_file_free (gpointer data)
{
  AwardRecordFile *file = data;

  award_record_free (file->record);
  g_clear_pointer (&file->changes, g_ptr_array_unref);
  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    g_clear_pointer (&file->others[i], g_ptr_array_unref);
  g_clear_pointer (&file->claimant, award_claimant_free);
  g_free (file);
}

/* What other registers and the claims know of @code. */
static gboolean
read_others (AwardRecordFile *file, AwardLedger *ledger, const char *code, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      file->others[i] = award_ledger_list_records_of (ledger, (AwardRegister) i, code, error);
      if (!file->others[i])
        return FALSE;
    }
  file->claimant = award_ledger_get_claimant (ledger, code, &local_error);
  if (file->claimant || g_error_matches (local_error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gpointer
award_question_read_record (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardRecordName *name = data;
  g_autoptr (AwardRecordFile) file = g_new0 (AwardRecordFile, 1);
  const char *code;

  if (!award_ledger_get_record (ledger, name->kind, name->id, &file->record, error))
    return NULL;
  if (!file->record)
    return g_steal_pointer (&file);

  file->changes = award_ledger_list_record_changes (ledger, file->record, error);
  code = award_record_get (file->record, "code").text;
  if (!file->changes || (code && !read_others (file, ledger, code, error)))
    return NULL;

  return g_steal_pointer (&file);
}

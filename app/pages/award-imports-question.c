/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-imports-question.h"

#include "award-acceptance.h"
#include "award-original.h"
#include "award-rejects.h"
#include "award-words-import.h"

/* Imports listed; the search finds the others. */
#define MOST_IMPORTS 300

void
award_import_list_free (AwardImportList *list)
{
  g_ptr_array_unref (list->records);
  g_free (list);
}

gpointer
award_question_list_imports (AwardLedger *ledger, gpointer text, GError **error)
{
  AwardImportList *list;
  guint n;
  GPtrArray *records = award_ledger_list_imports (ledger, text, 0, MOST_IMPORTS, &n, error);

  if (!records)
    return NULL;

  list = g_new (AwardImportList, 1);
  *list = (AwardImportList){ records, n };

  return list;
}

static void
open_name_free (gpointer data)
{
  AwardOpenName *open = data;

  g_free (open->name);
  g_ptr_array_unref (open->codes);
  g_ptr_array_unref (open->words);
  g_free (open);
}

static void
detail_clear (AwardImportDetail *detail)
{
  g_clear_pointer (&detail->record, award_import_record_free);
  g_clear_pointer (&detail->problems, g_ptr_array_unref);
  g_clear_pointer (&detail->states, g_array_unref);
  g_clear_pointer (&detail->changes, g_ptr_array_unref);
  g_clear_pointer (&detail->names, g_ptr_array_unref);
}

void
award_import_detail_free (AwardImportDetail *detail)
{
  detail_clear (detail);
  g_free (detail);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportDetail, award_import_detail_free)

static gboolean
read_problems (AwardLedger *ledger, AwardImportDetail *detail, GError **error)
{
  g_autoptr (GPtrArray) kept = award_ledger_list_problems (ledger, detail->record->ref, error);

  detail->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
  detail->states = g_array_new (FALSE, FALSE, sizeof (AwardProblemState));
  for (guint i = 0; kept && i < kept->len; i++)
    {
      const AwardKeptProblem *problem = kept->pdata[i];

      g_ptr_array_add (detail->problems, award_problem_new (problem->severity, problem->code, problem->row,
                                                            problem->column, problem->found));
      g_array_append_val (detail->states, problem->state);
    }

  return kept != NULL;
}

static AwardOpenName *
open_name_new (const char *name, const GPtrArray *candidates)
{
  AwardOpenName *open = g_new (AwardOpenName, 1);

  *open = (AwardOpenName){ g_strdup (name), g_ptr_array_new_with_free_func (g_free),
                           g_ptr_array_new_with_free_func (g_free) };
  for (guint i = 0; i < candidates->len; i++)
    {
      const AwardCandidate *candidate = candidates->pdata[i];

      g_ptr_array_add (open->codes, g_strdup (candidate->code));
      g_ptr_array_add (open->words, g_strdup_printf ("%s\n%s%s%s · %s", candidate->name, candidate->code,
                                                     candidate->county ? " · " : "",
                                                     candidate->county ? candidate->county : "",
                                                     award_words_match_difference (candidate->difference)));
    }

  return open;
}

static gboolean
read_names (AwardLedger *ledger, AwardImportDetail *detail, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (AwardMatcher) matcher = NULL;

  detail->names = g_ptr_array_new_with_free_func (open_name_free);
  if (detail->record->ref.is_register || detail->record->undone)
    return TRUE;

  names = award_ledger_list_open_names (ledger, detail->record->batch, error);
  matcher = names ? award_matcher_new (ledger, error) : NULL;
  for (guint i = 0; matcher && i < names->len; i++)
    {
      g_autoptr (GPtrArray) candidates = award_matcher_list (matcher, names->pdata[i]);

      if (candidates->len > 0)
        g_ptr_array_add (detail->names, open_name_new (names->pdata[i], candidates));
    }

  return matcher != NULL;
}

gpointer
award_question_detail_import (AwardLedger *ledger, gpointer ref, GError **error)
{
  g_autoptr (AwardImportDetail) detail = g_new0 (AwardImportDetail, 1);

  detail->record = award_ledger_get_import_record (ledger, *(const AwardImportRef *) ref, error);
  if (!detail->record || !read_problems (ledger, detail, error) || !read_names (ledger, detail, error))
    return NULL;
  detail->changes = award_ledger_list_import_changes (ledger, detail->record, AWARD_DETAIL_CHANGES,
                                                      &detail->n_changes, error);

  return detail->changes ? g_steal_pointer (&detail) : NULL;
}

void
award_accept_question_free (gpointer data)
{
  AwardAcceptQuestion *question = data;

  g_free (question->code);
  g_free (question->reason);
  g_free (question);
}

gpointer
award_question_accept (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardAcceptQuestion *question = data;
  guint n;

  if (question->target.measure != NULL
          ? !award_ledger_accept (ledger, question->target.measure, question->batch, question->code, NULL,
                                  question->reason, &n, error)
          : !award_ledger_accept_register (ledger, question->target.kind, question->code, NULL,
                                           question->reason, &n, error))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

void
award_decide_question_free (gpointer data)
{
  AwardDecideQuestion *question = data;

  g_free (question->name);
  g_ptr_array_unref (question->codes);
  g_free (question);
}

gpointer
award_question_decide (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardDecideQuestion *question = data;

  for (guint i = 0; i < question->codes->len; i++)
    if (!award_ledger_decide_match (ledger, question->name, question->codes->pdata[i], question->is_same,
                                    error))
      return NULL;

  return GINT_TO_POINTER (TRUE);
}

AwardFileQuestion *
award_file_question_new (AwardImportRef ref, const char *path)
{
  AwardFileQuestion *question = g_new (AwardFileQuestion, 1);

  *question = (AwardFileQuestion){ ref, g_strdup (path) };

  return question;
}

void
award_file_question_free (gpointer data)
{
  AwardFileQuestion *question = data;

  g_free (question->path);
  g_free (question);
}

gpointer
award_question_write_rejects (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardFileQuestion *question = data;
  g_autoptr (AwardImportRecord) record = award_ledger_get_import_record (ledger, question->ref, error);
  g_autoptr (AwardRejects) rejects = record ? award_rejects_new (question->path, error) : NULL;
  guint n;

  return rejects && award_rejects_add_record (rejects, ledger, record, &n, NULL, error) &&
                 award_rejects_commit (rejects, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

gpointer
award_question_write_original (AwardLedger *ledger, gpointer data, GError **error)
{
  const AwardFileQuestion *question = data;
  g_autoptr (GBytes) content = award_ledger_get_original (ledger, question->ref, error);

  return content && award_original_save (content, question->path, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

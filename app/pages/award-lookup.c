/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-lookup.h"

struct _AwardLookup
{
  GObject parent_instance;

  /* Owned */
  char *path;
  GMutex lock;         /* one question at a time */
  AwardLedger *ledger; /* under the lock; opened with the first question */
};

typedef struct
{
  AwardLookupFunc func;
  gpointer question;
  GDestroyNotify free_question;
  GDestroyNotify free_answer;
} Question;

G_DEFINE_FINAL_TYPE (AwardLookup, award_lookup, G_TYPE_OBJECT)

static void
question_free (gpointer data)
{
  Question *question = data;

  if (question->free_question)
    question->free_question (question->question);
  g_free (question);
}

static void
lookup_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  AwardLookup *self = source;
  Question *question = task_data;
  GError *error = NULL;
  gpointer answer = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  g_mutex_lock (&self->lock);
  if (!self->ledger)
    self->ledger = award_ledger_open (self->path, &error);
  if (self->ledger && !g_cancellable_is_cancelled (cancellable))
    answer = question->func (self->ledger, question->question, &error);
  g_mutex_unlock (&self->lock);

  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, question->free_answer);
}

static void
award_lookup_finalize (GObject *object)
{
  AwardLookup *self = AWARD_LOOKUP (object);

  g_clear_object (&self->ledger);
  g_mutex_clear (&self->lock);
  g_free (self->path);

  G_OBJECT_CLASS (award_lookup_parent_class)->finalize (object);
}

static void
award_lookup_class_init (AwardLookupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_lookup_finalize;
}

static void
award_lookup_init (AwardLookup *self)
{
  g_mutex_init (&self->lock);
}

AwardLookup *
award_lookup_new (const char *path)
{
  AwardLookup *self = g_object_new (AWARD_TYPE_LOOKUP, NULL);

  self->path = g_strdup (path);

  return self;
}

void
award_lookup_ask_async (AwardLookup *self,
                        AwardLookupFunc func,
                        gpointer question,
                        GDestroyNotify free_question,
                        GDestroyNotify free_answer,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Question *asked = g_new (Question, 1);

  g_return_if_fail (AWARD_IS_LOOKUP (self));

  *asked = (Question){ func, question, free_question, free_answer };
  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, award_lookup_ask_async);
  g_task_set_task_data (task, asked, question_free);
  g_task_run_in_thread (task, lookup_thread);
}

gpointer
award_lookup_ask_finish (AwardLookup *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
award_lookup_is_dropped (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-job.h"

struct _AwardJob
{
  GObject parent_instance;

  /* Owned */
  char *path;
  GCancellable *cancellable;

  char *title;
  GMutex lock; /* over the two below */
  guint64 done;
  guint64 total;
};

typedef struct
{
  AwardJobFunc func;
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
} Work;

G_DEFINE_FINAL_TYPE (AwardJob, award_job, G_TYPE_OBJECT)

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->free_data)
    work->free_data (work->data);
  g_free (work);
}

static void
job_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  AwardJob *self = source;
  Work *work = task_data;
  GError *error = NULL;
  g_autoptr (AwardLedger) ledger = award_ledger_open (self->path, &error);
  gpointer result = ledger ? work->func (self, ledger, work->data, &error) : NULL;

  if (result)
    g_task_return_pointer (task, result, work->free_result);
  else
    g_task_return_error (task, error);
}

static void
award_job_finalize (GObject *object)
{
  AwardJob *self = AWARD_JOB (object);

  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self->title);
  g_free (self->path);

  G_OBJECT_CLASS (award_job_parent_class)->finalize (object);
}

static void
award_job_class_init (AwardJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_job_finalize;
}

static void
award_job_init (AwardJob *self)
{
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->lock);
}

AwardJob *
award_job_new (const char *path, const char *title)
{
  AwardJob *self = g_object_new (AWARD_TYPE_JOB, NULL);

  self->path = g_strdup (path);
  self->title = g_strdup (title);

  return self;
}

void
award_job_run_async (AwardJob *self,
                     AwardJobFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GDestroyNotify free_result,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  /* Without the cancellable: what was finished before somebody cancelled is finished, and is told. */
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Work *work = g_new (Work, 1);

  *work = (Work){ func, data, free_data, free_result };
  g_task_set_source_tag (task, award_job_run_async);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, job_thread);
}

gpointer
award_job_run_finish (AwardJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GCancellable *
award_job_get_cancellable (AwardJob *self)
{
  return self->cancellable;
}

const char *
award_job_get_title (AwardJob *self)
{
  return self->title;
}

void
award_job_progress (guint64 done, guint64 total, gpointer data)
{
  AwardJob *self = data;

  g_mutex_lock (&self->lock);
  self->done = done;
  self->total = total;
  g_mutex_unlock (&self->lock);
}

void
award_job_get_progress (AwardJob *self, guint64 *done, guint64 *total)
{
  g_mutex_lock (&self->lock);
  *done = self->done;
  *total = self->total;
  g_mutex_unlock (&self->lock);
}

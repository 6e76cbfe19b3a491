/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-set.h"

#include "award-import-work.h"

/* Milliseconds without another change before the tables are tried again. */
#define PAUSE 150

struct _AwardImportSet
{
  GObject parent_instance;

  /* Owned */
  char *path; /* of the ledger */
  char *batch;
  char *fault;
  AwardImportTargets *targets;
  GPtrArray *entries;
  AwardJob *job; /* NULL: nothing runs */

  AwardImportWork work; /* of the job */
  guint timer;
  gboolean is_due;  /* the tables are to be tried when nothing runs */
  gboolean is_held; /* another job has the plans */
  gboolean is_closed;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AwardImportSet,
                               award_import_set,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void advance (AwardImportSet *self);

static void
changed_cb (AwardImportSet *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
pause_over_cb (gpointer data)
{
  AwardImportSet *self = data;

  self->timer = 0;
  self->is_due = TRUE;
  advance (self);

  return G_SOURCE_REMOVE;
}

static void
want_trial (AwardImportSet *self)
{
  if (self->job && self->work == AWARD_IMPORT_TRYING)
    g_cancellable_cancel (award_job_get_cancellable (self->job));
  g_clear_handle_id (&self->timer, g_source_remove);
  self->is_due = FALSE;
  if (!self->is_closed)
    self->timer = g_timeout_add (PAUSE, pause_over_cb, self);
}

static void
edited_cb (AwardImportSet *self)
{
  want_trial (self);
  /* What is said of a table is put into its plan at once where nobody uses it. */
  advance (self);
}

static void
insert_entry (AwardImportSet *self, guint position, AwardImportEntry *entry)
{
  g_signal_connect_object (entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_insert (self->entries, (int) position, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* The job has ended. */
static void
end_job (AwardImportSet *self)
{
  g_clear_object (&self->job);
  self->work = AWARD_IMPORT_IDLE;
}

/* A file that cannot be read is a table with an error. */
static void
fail_entry (AwardImportEntry *entry, const GError *error)
{
  AwardReadTable *table = g_new0 (AwardReadTable, 1);

  table->error = g_error_copy (error);
  award_import_entry_take_table (entry, table, NULL);
}

/* A file with several tables becomes an entry each. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportSet) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AwardImportRead) read = award_job_run_finish (AWARD_JOB (source), result, &error);
  AwardImportEntry *entry = g_object_get_data (source, "entry");
  guint position;

  end_job (self);
  if (g_ptr_array_find (self->entries, entry, &position))
    {
      if (!read)
        fail_entry (entry, error);
      for (guint i = 0; read && i < read->tables->len; i++)
        {
          if (i > 0)
            insert_entry (self, position + i, award_import_entry_new (award_import_entry_get_path (entry)));
          award_import_entry_take_table (self->entries->pdata[position + i],
                                         g_steal_pointer (&read->tables->pdata[i]), read->sheets);
        }
    }
  self->is_due = TRUE;
  advance (self);
}

static void
target_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportSet) self = data;
  g_autoptr (GError) error = NULL;
  AwardImportEntry *entry = g_object_get_data (source, "entry");
  const AwardImportTarget *target = g_object_get_data (source, "target");

  award_job_run_finish (AWARD_JOB (source), result, &error);
  end_job (self);
  award_import_entry_target_is_set (entry, target, error);
  self->is_due = TRUE;
  advance (self);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AwardImportSet) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tables = award_job_run_finish (AWARD_JOB (source), result, &error);
  GPtrArray *entries = g_object_get_data (source, "entries");
  const gboolean is_cancelled = g_cancellable_is_cancelled (award_job_get_cancellable (AWARD_JOB (source)));

  end_job (self);
  g_free (self->fault);
  self->fault = error && !is_cancelled ? g_strdup (error->message) : NULL;
  /* A trial that was cancelled is of tables as they were. */
  if (tables && !is_cancelled)
    {
      g_ptr_array_set_free_func (tables, NULL);
      for (guint i = 0; i < tables->len; i++)
        award_import_entry_take_trial (entries->pdata[i], tables->pdata[i]);
    }
  advance (self);
}

/* What is to be done next. */

static void
start_job (AwardImportSet *self, AwardImportWork work)
{
  self->job = award_job_new (self->path, "");
  self->work = work;
}

static void
start_reading (AwardImportSet *self, AwardImportEntry *entry, const AwardImportTarget *target)
{
  AwardImportReading *reading = g_new0 (AwardImportReading, 1);

  start_job (self, AWARD_IMPORT_READING);
  reading->entry = g_object_ref (entry);
  reading->path = g_strdup (award_import_entry_get_path (entry));
  reading->sheet = g_strdup (award_import_entry_get_sheet (entry));
  reading->targets = award_import_targets_ref (self->targets);
  g_object_set_data_full (G_OBJECT (self->job), "entry", g_object_ref (entry), g_object_unref);
  if (target)
    {
      reading->target = *target;
      reading->plan = award_import_entry_get_plan (entry);
      g_object_set_data_full (G_OBJECT (self->job), "target", g_memdup2 (target, sizeof *target), g_free);
      award_job_run_async (self->job, award_import_work_set_target, reading, award_import_reading_free, NULL,
                           target_cb, g_object_ref (self));
    }
  else
    award_job_run_async (self->job, award_import_work_read, reading, award_import_reading_free,
                         award_import_read_free, read_cb, g_object_ref (self));
}

static void
start_trial (AwardImportSet *self)
{
  AwardImportTrying *trying = g_new0 (AwardImportTrying, 1);

  self->is_due = FALSE;
  trying->entries = g_ptr_array_new_with_free_func (g_object_unref);
  trying->plans = g_ptr_array_new ();
  trying->batch = g_strdup (self->batch);
  for (guint i = 0; i < self->entries->len; i++)
    {
      AwardImportPlan *plan = award_import_entry_get_plan (self->entries->pdata[i]);

      if (!plan)
        continue;
      g_ptr_array_add (trying->entries, g_object_ref (self->entries->pdata[i]));
      g_ptr_array_add (trying->plans, plan);
    }
  if (trying->plans->len == 0)
    {
      award_import_trying_free (trying);
      return;
    }
  start_job (self, AWARD_IMPORT_TRYING);
  g_object_set_data_full (G_OBJECT (self->job), "entries", g_ptr_array_ref (trying->entries),
                          (GDestroyNotify) g_ptr_array_unref);
  award_job_run_async (self->job, award_import_work_try, trying, award_import_trying_free,
                       (GDestroyNotify) g_ptr_array_unref, tried_cb, g_object_ref (self));
}

static void
advance (AwardImportSet *self)
{
  AwardImportTarget target;

  if (self->job || self->is_held || self->is_closed)
    return;

  for (guint i = 0; i < self->entries->len; i++)
    award_import_entry_apply (self->entries->pdata[i]);
  for (guint i = 0; i < self->entries->len && !self->job; i++)
    {
      if (award_import_entry_is_unread (self->entries->pdata[i]))
        start_reading (self, self->entries->pdata[i], NULL);
      else if (award_import_entry_get_new_target (self->entries->pdata[i], &target))
        start_reading (self, self->entries->pdata[i], &target);
    }
  if (!self->job && self->is_due)
    start_trial (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GType
get_item_type (GListModel *model)
{
  return AWARD_TYPE_IMPORT_ENTRY;
}

static guint
get_n_items (GListModel *model)
{
  return AWARD_IMPORT_SET (model)->entries->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AwardImportSet *self = AWARD_IMPORT_SET (model);

  return position < self->entries->len ? g_object_ref (self->entries->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
award_import_set_finalize (GObject *object)
{
  AwardImportSet *self = AWARD_IMPORT_SET (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_ptr_array_unref (self->entries);
  award_import_targets_unref (self->targets);
  g_free (self->path);
  g_free (self->batch);
  g_free (self->fault);

  G_OBJECT_CLASS (award_import_set_parent_class)->finalize (object);
}

static void
award_import_set_class_init (AwardImportSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_import_set_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", AWARD_TYPE_IMPORT_SET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
award_import_set_init (AwardImportSet *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
}

AwardImportSet *
award_import_set_new (const char *path, AwardImportTargets *targets, const char *batch)
{
  AwardImportSet *self = g_object_new (AWARD_TYPE_IMPORT_SET, NULL);

  self->path = g_strdup (path);
  self->batch = g_strdup (batch);
  self->targets = award_import_targets_ref (targets);

  return self;
}

AwardImportTargets *
award_import_set_get_targets (AwardImportSet *self)
{
  return self->targets;
}

const char *
award_import_set_get_batch (AwardImportSet *self)
{
  return self->batch;
}

void
award_import_set_set_batch (AwardImportSet *self, const char *batch)
{
  if (g_strcmp0 (self->batch, batch) == 0)
    return;

  g_free (self->batch);
  self->batch = g_strdup (batch);
  for (guint i = 0; i < self->entries->len; i++)
    award_import_entry_forget (self->entries->pdata[i]);
  want_trial (self);
}

void
award_import_set_add (AwardImportSet *self, const char *path)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_strcmp0 (award_import_entry_get_path (self->entries->pdata[i]), path) == 0)
      return;

  insert_entry (self, self->entries->len, award_import_entry_new (path));
  /* The tables there are already are tried with the new one. */
  if (self->job && self->work == AWARD_IMPORT_TRYING)
    g_cancellable_cancel (award_job_get_cancellable (self->job));
  advance (self);
}

void
award_import_set_remove (AwardImportSet *self, AwardImportEntry *entry)
{
  guint position;

  if (!g_ptr_array_find (self->entries, entry, &position))
    return;

  g_signal_handlers_disconnect_by_data (entry, self);
  if (self->job && self->work == AWARD_IMPORT_READING &&
      g_object_get_data (G_OBJECT (self->job), "entry") == entry)
    g_cancellable_cancel (award_job_get_cancellable (self->job));
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  want_trial (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

AwardImportWork
award_import_set_get_work (AwardImportSet *self, guint64 *done, guint64 *total)
{
  *done = *total = 0;
  if (self->job)
    award_job_get_progress (self->job, done, total);

  return self->work;
}

const char *
award_import_set_get_fault (AwardImportSet *self)
{
  return self->fault;
}

void
award_import_set_sum (AwardImportSet *self, AwardImportSum *sum)
{
  gboolean is_waiting = FALSE;

  *sum = (AwardImportSum){ .is_known = TRUE };
  for (guint i = 0; i < self->entries->len; i++)
    {
      AwardImportEntry *entry = self->entries->pdata[i];
      const AwardEntryState state = award_import_entry_get_state (entry);
      const AwardImportOutlook *outlook = award_import_entry_get_outlook (entry);

      is_waiting = is_waiting || state == AWARD_ENTRY_READING || state == AWARD_ENTRY_TRYING;
      sum->n_questions += state == AWARD_ENTRY_QUESTIONS ? award_import_entry_count_questions (entry) : 0;
      if (state == AWARD_ENTRY_UNREADABLE || state == AWARD_ENTRY_EXCLUDED)
        {
          sum->n_excluded++;
          continue;
        }
      sum->n_tables++;
      if (state != AWARD_ENTRY_READY)
        continue;
      sum->n_added += outlook->report->counts.added;
      sum->n_changed += outlook->report->counts.changed;
      sum->n_unchanged += outlook->report->counts.unchanged;
      sum->n_left_out += award_import_entry_get_n_left_out (entry);
      sum->is_known = sum->is_known && outlook->report->counts.same_file;
    }
  sum->is_ready = sum->n_tables > 0 && sum->n_questions == 0 && !is_waiting && !self->fault && !self->job &&
                  !self->is_held && self->timer == 0;
  sum->is_known = sum->is_known && sum->is_ready;
}

GPtrArray *
award_import_set_hold (AwardImportSet *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  AwardImportSum sum;

  award_import_set_sum (self, &sum);
  if (!sum.is_ready)
    return NULL;

  for (guint i = 0; i < self->entries->len; i++)
    if (award_import_entry_get_plan (self->entries->pdata[i]))
      g_ptr_array_add (entries, g_object_ref (self->entries->pdata[i]));
  self->is_held = TRUE;

  return g_steal_pointer (&entries);
}

void
award_import_set_release (AwardImportSet *self)
{
  self->is_held = FALSE;
  self->is_due = TRUE;
  advance (self);
}

void
award_import_set_close (AwardImportSet *self)
{
  self->is_closed = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->job)
    g_cancellable_cancel (award_job_get_cancellable (self->job));
}

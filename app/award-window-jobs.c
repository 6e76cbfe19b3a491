/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

/* How often the header bar follows a job. */
#define TICK_MS 120
/* Below this a job's time left is a guess nobody needs. */
#define MIN_ELAPSED_S 2

typedef struct
{
  AwardWindow *window;
  char *heading;
  AwardWindowDone done;
  GDestroyNotify free_result;
} Running;

static void
running_free (Running *running)
{
  g_object_unref (running->window);
  g_free (running->heading);
  g_free (running);
}

static gboolean
job_tick (gpointer data)
{
  AwardWindow *self = data;
  const char *title = award_job_get_title (self->job);
  g_autofree char *text = NULL;
  const gint64 elapsed = (g_get_monotonic_time () - self->job_started) / G_USEC_PER_SEC;
  guint64 done, total;

  award_job_get_progress (self->job, &done, &total);
  if (total > 0)
    {
      const double share = (double) MIN (done, total) / (double) total;

      gtk_progress_bar_set_fraction (self->job_progress, share);
      if (elapsed >= MIN_ELAPSED_S && share > 0.05)
        text = g_strdup_printf (_ ("%s: %u of %u, %u s left"), title, (guint) done, (guint) total,
                                (guint) ((double) elapsed / share * (1 - share)));
      else
        text = g_strdup_printf (_ ("%s: %u of %u"), title, (guint) done, (guint) total);
    }
  else
    {
      gtk_progress_bar_pulse (self->job_progress);
      text = done > 0 ? g_strdup_printf (_ ("%s: %u"), title, (guint) done) : g_strdup (title);
    }
  gtk_label_set_text (self->job_label, text);

  return G_SOURCE_CONTINUE;
}

static void
finish_job (AwardWindow *self)
{
  g_clear_handle_id (&self->job_timer, g_source_remove);
  g_clear_object (&self->job);
  gtk_stack_set_visible_child_name (self->title_stack, "title");
  _award_window_update_actions (self);
}

static void
job_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Running *running = data;
  AwardWindow *self = running->window;
  g_autoptr (GError) error = NULL;
  gpointer answer = award_job_run_finish (AWARD_JOB (source), result, &error);

  finish_job (self);
  if (self->is_closing)
    gtk_window_close (GTK_WINDOW (self));
  else if (answer)
    running->done (self, answer);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    _award_window_toast (self, _ ("Cancelled. Everything is as before."));
  else
    _award_window_show_error (self, running->heading, error->message);

  if (answer && running->free_result)
    running->free_result (answer);
  running_free (running);
}

void
_award_window_run_job (AwardWindow *self,
                       const char *title,
                       AwardJobFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       GDestroyNotify free_result,
                       AwardWindowDone done)
{
  Running *running = g_new (Running, 1);

  g_assert (!self->job);

  *running = (Running){ g_object_ref (self), g_strdup_printf (_ ("%s: failed"), title), done, free_result };
  self->job = award_job_new (self->path, title);
  self->job_started = g_get_monotonic_time ();
  self->job_timer = g_timeout_add (TICK_MS, job_tick, self);
  gtk_progress_bar_set_fraction (self->job_progress, 0);
  gtk_label_set_text (self->job_label, title);
  gtk_stack_set_visible_child_name (self->title_stack, "job");
  _award_window_update_actions (self);
  award_job_run_async (self->job, func, data, free_data, free_result, job_cb, running);
}

void
_award_window_cancel_job (AwardWindow *self)
{
  if (self->job)
    g_cancellable_cancel (award_job_get_cancellable (self->job));
}

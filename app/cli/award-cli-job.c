/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Long work on the command line: progress on a terminal, and the interrupt key. */
#include "config.h"

#include "award-cli.h"

#include <glib/gi18n.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Microseconds between two updates of the progress line. */
#define PROGRESS_INTERVAL 100000

static gboolean progress_shown;

static void
set_of_signals (sigset_t *signals)
{
  sigemptyset (signals);
  sigaddset (signals, SIGINT);
  sigaddset (signals, SIGTERM);
}

/* Cancelling takes a lock, which no signal handler may: a thread waits for the signal instead. */
static gpointer
wait_for_signal (gpointer data)
{
  sigset_t signals;
  int number;

  set_of_signals (&signals);
  if (sigwait (&signals, &number) == 0)
    g_cancellable_cancel (data);
  if (sigwait (&signals, &number) == 0)
    _exit (AWARD_EXIT_STOPPED);
  return NULL;
}

GCancellable *
award_cli_cancellable (void)
{
  static GCancellable *cancellable;
  sigset_t signals;

  if (cancellable != NULL)
    return cancellable;
  cancellable = g_cancellable_new ();
  set_of_signals (&signals);
  /* Threads started from here on inherit the mask, so that only the waiting one hears the signal. */
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("interrupt", wait_for_signal, cancellable));
  return cancellable;
}

void
award_cli_progress (guint64 done, guint64 total, gpointer data)
{
  static gint64 last;
  gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || now - last < PROGRESS_INTERVAL)
    return;
  last = now;
  progress_shown = TRUE;
  if (total > 0)
    fprintf (stderr, "\r\033[K%s %u %%", (const char *) data, (guint) (MIN (done, total) * 100 / total));
  else
    fprintf (stderr, "\r\033[K%s %" G_GUINT64_FORMAT, (const char *) data, done);
}

void
award_cli_end_progress (void)
{
  if (progress_shown)
    fputs ("\r\033[K", stderr);
  progress_shown = FALSE;
}

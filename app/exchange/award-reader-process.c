/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a file in a process of its own. That process may be made to say anything: nothing it says is
 * believed, and when it dies or does not end the file has a message and nothing else happened. */
#include "config.h"

#include "award-reader.h"
#include "award-reader-message.h"
#include "award-sheet-state.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Blocks kept in memory, all together; more go to a file without a name. */
#define MAX_IN_MEMORY (24u * 1024 * 1024)
#define MAX_SPOOLED (2048ull * 1024 * 1024)
#define MAX_SECONDS 120
#define PIPE_SIZE (1024 * 1024)
/* What an error or the names of the sheets may be long. */
#define MAX_WORDS (1024u * 1024)

typedef struct
{
  const char *file_name; /* for messages */
  GCancellable *cancellable;
  GPid pid;
  int from; /* its standard output */
  gint64 deadline;

  AwardSheet *sheet;
  guint n_rows; /* of the blocks so far */
  guint64 n_cells;
  gsize in_memory;
  int spool; /* -1: not needed yet */
  gsize spooled;
  GArray *placed; /* AwardBlock: in the spool, row_starts as the offset there */
} Process;

/* The program beside this one in the folder of a build, or where it is installed. */
static char *
find_program (void)
{
  static const char *const places[] = { "reader", "../reader", "../../app/reader" };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self ? g_path_get_dirname (self) : g_strdup (BIN_DIR);

  for (guint i = 0; strcmp (folder, BIN_DIR) != 0 && i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_build_filename (folder, places[i], "duixian-reader", NULL);
      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_build_filename (LIBEXEC_DIR, "duixian-reader", NULL);
}

static gboolean
start (Process *process, int file, const char *task, const char *which, GError **error)
{
  g_autofree char *program = find_program ();
  const char *const arguments[] = { program, task, process->file_name, which, NULL };
  g_autoptr (GError) cause = NULL;

  if (!g_spawn_async_with_pipes_and_fds (
          NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_CLOEXEC_PIPES, NULL, NULL, file, -1, -1,
          NULL, NULL, 0, &process->pid, NULL, &process->from, NULL, &cause))
    {
      g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_READER,
                   _ ("“%s” cannot be read: the program that reads tables does not start (%s). Install this "
                      "program again."),
                   process->file_name, cause->message);
      return FALSE;
    }
  fcntl (process->from, F_SETPIPE_SZ, PIPE_SIZE);
  process->deadline = g_get_monotonic_time () + (gint64) MAX_SECONDS * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
fail_slow (const Process *process, GError **error)
{
  g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_TOO_LARGE,
               _ ("“%s” takes more time or memory than any table should. Open it in WPS or Excel, save the "
                  "table alone under a new name and import that."),
               process->file_name);
  return FALSE;
}

static gboolean
fail_damaged (const Process *process, GError **error)
{
  const AwardReader reader = { .name = process->file_name };

  return award_reader_fail_damaged (&reader, NULL, error);
}

/* It ended without an answer. */
static gboolean
fail_ended (Process *process, GError **error)
{
  int status = 0;

  while (waitpid (process->pid, &status, 0) < 0 && errno == EINTR)
    ;
  process->pid = 0;
  /* A limit met: of time, or of memory, which GLib ends with a trap. */
  if (WIFSIGNALED (status) && (WTERMSIG (status) == SIGXCPU || WTERMSIG (status) == SIGKILL ||
                               WTERMSIG (status) == SIGTRAP || WTERMSIG (status) == SIGABRT))
    return fail_slow (process, error);
  return fail_damaged (process, error);
}

/* Reads @length bytes. */
static gboolean
receive (Process *process, gpointer to, gsize length, GError **error)
{
  guint8 *at = to;
  GPollFD polled[2] = { { .fd = process->from, .events = G_IO_IN } };
  const gboolean can_cancel = g_cancellable_make_pollfd (process->cancellable, &polled[1]);
  gboolean done = TRUE;

  while (length > 0 && done)
    {
      const gint64 left = process->deadline - g_get_monotonic_time ();

      if (left <= 0 || g_poll (polled, can_cancel ? 2 : 1, (int) (left / 1000) + 1) == 0)
        done = fail_slow (process, error);
      else if (g_cancellable_set_error_if_cancelled (process->cancellable, error))
        done = FALSE;
      else if (polled[0].revents != 0)
        {
          const gssize n = read (process->from, at, length);
          if (n == 0 || (n < 0 && errno != EINTR))
            done = fail_ended (process, error);
          else if (n > 0)
            {
              at += n;
              length -= (gsize) n;
            }
        }
    }
  if (can_cancel)
    g_cancellable_release_fd (process->cancellable);
  return done;
}

static void
reset (Process *process)
{
  g_clear_pointer (&process->sheet, award_sheet_free);
  process->sheet = award_sheet_new ();
  process->n_rows = 0;
  process->n_cells = 0;
  process->in_memory = 0;
  process->spooled = 0;
  g_array_set_size (process->placed, 0);
}

static gboolean
fail_spool (const Process *process, GError **error)
{
  const int errnum = errno;

  g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_WRITE,
               _ ("“%s” cannot be read: there is no room for a copy in the folder for temporary files (%s)."),
               process->file_name, g_strerror (errnum));
  return FALSE;
}

/* Appends @data to the file, at a multiple of 8. */
static gboolean
spool (Process *process, const guint8 *data, gsize length, GError **error)
{
  if (process->spool < 0)
    {
      g_autofree char *path = NULL;

      process->spool = g_file_open_tmp ("duixian-XXXXXX", &path, NULL);
      if (process->spool < 0)
        return fail_spool (process, error);
      g_unlink (path);
    }
  for (gsize done = 0; done < length;)
    {
      const gssize n = pwrite (process->spool, data + done, length - done, (off_t) (process->spooled + done));
      if (n < 0 && errno != EINTR)
        return fail_spool (process, error);
      done += (gsize) MAX (n, 0);
    }
  process->spooled += (length + 7) / 8 * 8;
  return TRUE;
}

static gboolean
receive_block (Process *process, gsize length, GError **error)
{
  g_autofree guint8 *data = g_malloc (length);
  AwardBlock block;

  if (!receive (process, data, length, error))
    return FALSE;
  if (!award_block_open (&block, data, length) || block.first_row < process->n_rows)
    return fail_damaged (process, error);
  process->n_rows = block.first_row + block.n_rows;
  process->n_cells += block.n_cells;
  if (process->n_cells > AWARD_MAX_CELLS || process->spooled > MAX_SPOOLED)
    return fail_slow (process, error);
  if (process->in_memory + length <= MAX_IN_MEMORY && process->placed->len == 0)
    {
      process->in_memory += length;
      award_sheet_take_memory (process->sheet, g_steal_pointer (&data));
      award_sheet_take_block (process->sheet, &block);
      return TRUE;
    }
  block.row_starts = GSIZE_TO_POINTER (process->spooled);
  g_array_append_val (process->placed, block);
  return spool (process, data, length, error);
}

/* The blocks of the file become part of the sheet. */
static gboolean
map_spool (Process *process, GError **error)
{
  if (process->placed->len == 0)
    return TRUE;
  /* What is mapped must be there to its end. */
  if (ftruncate (process->spool, (off_t) process->spooled) != 0)
    return fail_spool (process, error);
  char *map = mmap (NULL, process->spooled, PROT_READ, MAP_SHARED, process->spool, 0);
  if (map == MAP_FAILED)
    return fail_spool (process, error);
  award_sheet_set_map (process->sheet, map, process->spooled);
  for (guint i = 0; i < process->placed->len; i++)
    {
      AwardBlock *block = &g_array_index (process->placed, AwardBlock, i);
      award_block_move (block, map + GPOINTER_TO_SIZE (block->row_starts));
      award_sheet_take_block (process->sheet, block);
    }
  return TRUE;
}

/* What is known of the sheet beside its cells. */
static gboolean
read_sheet (Process *process, const guint8 *bytes, gsize length, GError **error)
{
  AwardMessageSheet counts;
  const guint8 *at = bytes + sizeof counts;
  const guint8 *end = bytes + length;

  if (length < sizeof counts)
    return fail_damaged (process, error);
  memcpy (&counts, bytes, sizeof counts);
  if (counts.n_hidden > AWARD_MAX_ROWS || counts.n_merged > AWARD_MAX_MERGED ||
      counts.n_widths > AWARD_MAX_WIDTHS ||
      (gsize) (end - at) < counts.n_hidden * 2 * sizeof (guint32) +
                               counts.n_merged * sizeof (AwardMergedCells) +
                               counts.n_widths * sizeof (AwardColumnWidth))
    return fail_damaged (process, error);
  for (guint i = 0; i < counts.n_hidden; i++, at += 2 * sizeof (guint32))
    {
      guint32 rows[2];
      memcpy (rows, at, sizeof rows);
      if (rows[0] > rows[1] || rows[1] >= AWARD_MAX_ROWS)
        return fail_damaged (process, error);
      award_sheet_add_hidden (process->sheet, rows[0], rows[1]);
    }
  for (guint i = 0; i < counts.n_merged; i++, at += sizeof (AwardMergedCells))
    {
      AwardMergedCells merged;
      memcpy (&merged, at, sizeof merged);
      if (merged.first_row > merged.last_row || merged.last_row >= AWARD_MAX_ROWS ||
          merged.first_column > merged.last_column || merged.last_column >= AWARD_MAX_COLUMNS ||
          award_sheet_add_merged (process->sheet, merged) != AWARD_LIMIT_NONE)
        return fail_damaged (process, error);
    }
  for (guint i = 0; i < counts.n_widths; i++, at += sizeof (AwardColumnWidth))
    {
      AwardColumnWidth width;
      memcpy (&width, at, sizeof width);
      award_sheet_add_width (process->sheet, width);
    }
  g_autofree char *name = g_strndup ((const char *) at, (gsize) (end - at));
  award_sheet_set_name (process->sheet, name);
  award_sheet_set_file_name (process->sheet, process->file_name);
  return process->n_rows > 0 ? map_spool (process, error) : fail_damaged (process, error);
}

static gboolean
read_names (const Process *process, const guint8 *bytes, gsize length, GPtrArray *names, GError **error)
{
  if (length == 0 || bytes[length - 1] != '\0')
    return fail_damaged (process, error);
  for (const char *at = (const char *) bytes; at < (const char *) bytes + length; at += strlen (at) + 1)
    g_ptr_array_add (names, g_utf8_make_valid (at, -1));
  return TRUE;
}

static gboolean
read_error (const Process *process, const guint8 *bytes, gsize length, GError **error)
{
  guint32 code;

  if (length < sizeof code)
    return fail_damaged (process, error);
  memcpy (&code, bytes, sizeof code);
  g_autofree char *words =
      g_utf8_make_valid ((const char *) bytes + sizeof code, (gssize) (length - sizeof code));
  g_set_error_literal (error, AWARD_EXCHANGE_ERROR, (int) MIN (code, AWARD_EXCHANGE_ERROR_READER), words);
  return FALSE;
}

/* Listens until the answer is complete. */
static gboolean
listen_to (Process *process, GPtrArray *names, GError **error)
{
  static const gsize longest[AWARD_MESSAGE_N_KINDS] = { AWARD_MAX_BLOCK, 0, 64u * 1024 * 1024, MAX_WORDS,
                                                        MAX_WORDS };

  for (;;)
    {
      AwardMessage message;
      g_autofree guint8 *bytes = NULL;

      if (!receive (process, &message, sizeof message, error))
        return FALSE;
      if (message.kind >= AWARD_MESSAGE_N_KINDS || message.length > longest[message.kind])
        return fail_damaged (process, error);
      if (message.kind == AWARD_MESSAGE_RESET)
        reset (process);
      if (message.kind == AWARD_MESSAGE_BLOCK && !receive_block (process, message.length, error))
        return FALSE;
      if (message.kind == AWARD_MESSAGE_RESET || message.kind == AWARD_MESSAGE_BLOCK)
        continue;

      bytes = g_malloc (message.length + 1);
      if (!receive (process, bytes, message.length, error))
        return FALSE;
      if (message.kind == AWARD_MESSAGE_ERROR)
        return read_error (process, bytes, message.length, error);
      if ((message.kind == AWARD_MESSAGE_NAMES) != (names != NULL))
        return fail_damaged (process, error);
      return names ? read_names (process, bytes, message.length, names, error)
                   : read_sheet (process, bytes, message.length, error);
    }
}

static void
close_open (int file)
{
  if (file >= 0)
    close (file);
}

static void
stop (Process *process)
{
  close_open (process->from);
  if (process->pid > 0)
    {
      kill (process->pid, SIGKILL);
      while (waitpid (process->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    }
  close_open (process->spool);
  g_array_unref (process->placed);
}

/* Opens what can be a table. -1 with @error when it is none. */
static int
open_file (const char *path, const char *name, GError **error)
{
  const AwardReader reader = { .name = name };
  const int file = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat status = { 0 };
  const int errnum = errno;

  if (file >= 0 && fstat (file, &status) == 0 && S_ISREG (status.st_mode))
    {
      if (status.st_size <= (off_t) AWARD_MAX_FILE)
        return file;
      award_reader_fail_limit (&reader, AWARD_LIMIT_FILE, error);
    }
  else
    g_set_error (error, AWARD_EXCHANGE_ERROR, AWARD_EXCHANGE_ERROR_NOT_FOUND, _ ("“%s” cannot be opened: %s"),
                 name, file < 0 ? g_strerror (errnum) : _ ("it is not a file"));
  close_open (file);
  return -1;
}

/* With @names it only fills them: NULL without an error. */
static AwardSheet *
read_file (const char *path, const char *which, GPtrArray *names, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  Process process = { .file_name = name, .cancellable = cancellable, .from = -1, .spool = -1 };
  int file;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  file = open_file (path, name, error);
  if (file < 0)
    return NULL;
  process.placed = g_array_new (FALSE, FALSE, sizeof (AwardBlock));
  reset (&process);
  const gboolean done =
      start (&process, file, names ? AWARD_READER_NAMES : AWARD_READER_ROWS, which, error) &&
      listen_to (&process, names, error);
  stop (&process);
  close (file);
  g_autoptr (AwardSheet) sheet = process.sheet;
  return done && !names ? g_steal_pointer (&sheet) : NULL;
}

AwardSheet *
award_sheet_read (const char *path, const char *which, GCancellable *cancellable, GError **error)
{
  return read_file (path, which, NULL, cancellable, error);
}

GPtrArray *
award_sheet_list_names (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) cause = NULL;
  g_autoptr (AwardSheet) none = read_file (path, NULL, names, cancellable, &cause);

  if (cause)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  return g_steal_pointer (&names);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-reader-program.h"
#include "award-number.h"
#include "award-reader.h"
#include "award-reader-message.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* What reading one file may take. Files open: its own, and converters of text. */
#define MAX_SECONDS 60
#define MAX_DATA (512ul * 1024 * 1024)
#define MAX_SPACE (4096ul * 1024 * 1024)
#define MAX_OPEN 32

static void
limit (int what, rlim_t most)
{
  struct rlimit now;

  if (getrlimit (what, &now) != 0)
    return;
  now.rlim_cur = now.rlim_max = MIN (now.rlim_max, most);
  setrlimit (what, &now);
}

static void
set_limits (void)
{
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_CPU, MAX_SECONDS);
  limit (RLIMIT_FSIZE, 0);
  signal (SIGXFSZ, SIG_IGN);
  limit (RLIMIT_NOFILE, MAX_OPEN);
/* The sanitizers map more than any program uses. */
#if !defined(__SANITIZE_ADDRESS__)
  limit (RLIMIT_DATA, MAX_DATA);
  limit (RLIMIT_AS, MAX_SPACE);
#endif
}

/* Nobody listens any more: there is nothing left to do. */
static void
write_all (gconstpointer bytes, gsize length)
{
  const guint8 *at = bytes;

  while (length > 0)
    {
      const gssize n = write (STDOUT_FILENO, at, length);
      if (n < 0 && errno != EINTR)
        _exit (1);
      at += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
}

static void
say (AwardMessageKind kind, gconstpointer bytes, gsize length)
{
  const AwardMessage message = { kind, (guint32) length };

  write_all (&message, sizeof message);
  write_all (bytes, length);
}

static AwardLimit
take_block (gpointer data, guint8 *block, gsize length)
{
  say (AWARD_MESSAGE_BLOCK, block, length);
  g_free (block);
  return AWARD_LIMIT_NONE;
}

static void
say_sheet (const AwardSheet *sheet)
{
  const GArray *widths = award_sheet_get_widths (sheet);
  const AwardMessageSheet counts = { award_sheet_get_n_hidden (sheet), award_sheet_get_n_merged (sheet),
                                     widths->len };
  const char *name = award_sheet_get_name (sheet);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) &counts, sizeof counts);
  for (guint i = 0; i < counts.n_hidden; i++)
    {
      guint rows[2];
      award_sheet_get_hidden (sheet, i, &rows[0], &rows[1]);
      g_byte_array_append (bytes, (const guint8 *) rows, sizeof rows);
    }
  for (guint i = 0; i < counts.n_merged; i++)
    {
      const AwardMergedCells merged = award_sheet_get_merged (sheet, i);
      g_byte_array_append (bytes, (const guint8 *) &merged, sizeof merged);
    }
  g_byte_array_append (bytes, (const guint8 *) widths->data, widths->len * (guint) sizeof (AwardColumnWidth));
  g_byte_array_append (bytes, (const guint8 *) name, (guint) strlen (name));
  say (AWARD_MESSAGE_SHEET, bytes->data, bytes->len);
}

static void
say_names (const GPtrArray *names)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = g_utf8_make_valid (names->pdata[i], -1);
      g_byte_array_append (bytes, (const guint8 *) name, (guint) strlen (name) + 1);
    }
  say (AWARD_MESSAGE_NAMES, bytes->data, bytes->len);
}

static void
say_error (const GError *error)
{
  const guint32 code = (guint32) error->code;
  g_autofree char *words = g_utf8_make_valid (error->message, -1);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) &code, sizeof code);
  g_byte_array_append (bytes, (const guint8 *) words, (guint) strlen (words));
  say (AWARD_MESSAGE_ERROR, bytes->data, bytes->len);
}

/* A sheet of another folder's format being filled. */
typedef struct
{
  AwardReader reader;
  AwardSheet *sheet;
  guint row;
  AwardLimit limit;
} Filling;

static gboolean
add_cell (guint row,
          guint column,
          AwardCellType type,
          gboolean is_exact,
          const char *text,
          gsize length,
          gpointer data)
{
  Filling *filling = data;
  char decimal[AWARD_NUMBER_SIZE];
  gboolean is_long = FALSE;

  if (row != filling->row)
    filling->limit = award_sheet_complete_rows (filling->sheet, row);
  filling->row = row;
  if (type == AWARD_CELL_NUMBER && !is_exact && award_number_from_stored (text, length, decimal, &is_long))
    {
      text = decimal;
      length = strlen (decimal);
    }
  if (filling->limit == AWARD_LIMIT_NONE)
    filling->limit =
        award_sheet_add (filling->sheet, row, column, type, is_long ? AWARD_CELL_IS_LONG : 0, text, length);
  return filling->limit == AWARD_LIMIT_NONE;
}

static AwardSheet *
read_format (const AwardReaderFormat *format,
             const char *name,
             const char *which,
             GPtrArray *names,
             AwardSheetSink *sink,
             GError **error)
{
  Filling filling = { .reader = { .name = name, .which = which, .names = names, .sink = sink } };
  g_autoptr (GPtrArray) sheets = format->list_sheets (STDIN_FILENO, name, error);
  const int chosen = sheets ? award_reader_choose_sheet (&filling.reader, sheets, 0, error) : -1;

  if (chosen < 0)
    return NULL;
  g_autoptr (AwardSheet) sheet = award_reader_new_sheet (&filling.reader);
  filling.sheet = sheet;
  award_sheet_set_name (sheet, sheets->pdata[chosen]);
  if (!format->read_sheet (STDIN_FILENO, name, sheets->pdata[chosen], add_cell, &filling, error))
    {
      if (filling.limit != AWARD_LIMIT_NONE)
        award_reader_fail_limit (&filling.reader, filling.limit, error);
      return NULL;
    }
  return award_reader_finish (&filling.reader, sheet, error) ? g_steal_pointer (&sheet) : NULL;
}

static gboolean
is_of_format (const AwardReaderFormat *format)
{
  char start[64];
  const gsize length = strlen (format->start) + 1;

  return length <= sizeof start && pread (STDIN_FILENO, start, length, 0) == (gssize) length &&
         memcmp (start, format->start, length) == 0;
}

static AwardSheet *
read_file (const AwardReaderFormat *format,
           const char *name,
           const char *which,
           GPtrArray *names,
           AwardSheetSink *sink,
           GError **error)
{
  if (is_of_format (format))
    return read_format (format, name, which, names, sink, error);
  return award_sheet_read_here (STDIN_FILENO, name, which, names, sink, NULL, error);
}

int
award_reader_program_run (int n_arguments, char **arguments, const AwardReaderFormat *format)
{
  AwardSheetSink sink = { .take = take_block };
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  if (n_arguments < 2)
    return 2;
  set_limits ();
  if (strcmp (arguments[0], AWARD_READER_NAMES) == 0)
    names = g_ptr_array_new_with_free_func (g_free);

  const char *which = n_arguments > 2 ? arguments[2] : NULL;
  g_autoptr (AwardSheet) sheet = read_file (format, arguments[1], which, names, &sink, &error);
  if (sink.is_late)
    {
      say (AWARD_MESSAGE_RESET, NULL, 0);
      g_clear_error (&error);
      g_clear_pointer (&sheet, award_sheet_free);
      sink = (AwardSheetSink){ .take = take_block, .waits = TRUE };
      sheet = read_file (format, arguments[1], which, names, &sink, &error);
    }
  if (error)
    say_error (error);
  else if (sheet)
    say_sheet (sheet);
  else
    say_names (names);
  return 0;
}

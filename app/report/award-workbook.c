/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The approval workbook: a sheet a listing of the dossier, written row by row in constant memory. */
#include "config.h"

#include "award-report.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n.h>

#include "award-output.h"
#include "award-workbook-sheet.h"

/* UTF-16 units of a sheet's name. */
#define LONGEST_NAME 31

/* Beyond the rows: styles, relations, the directory of the archive. */
#define ROOM_FOR_PARTS (64 * 1024)

/* The workbook before it is closed. */
typedef struct
{
  lxw_workbook *workbook;
  GHashTable *names; /* of its sheets, case-folded */
} Book;

static void
book_clear (Book *book)
{
  lxw_worksheet *sheet;

  g_clear_pointer (&book->names, g_hash_table_unref);
  if (book->workbook == NULL)
    return;

  /* Given up: closing would have ended the files of the rows. */
  STAILQ_FOREACH (sheet, book->workbook->worksheets, list_pointers)
  if (sheet->optimize_tmpfile)
    {
      fclose (sheet->optimize_tmpfile);
      sheet->optimize_tmpfile = NULL;
    }
  lxw_workbook_free (book->workbook);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Book, book_clear)

/* @name as spreadsheet programs accept it: no forbidden character, short enough with @suffix. */
static char *
clean_name (const char *name, const char *suffix)
{
  GString *clean = g_string_new (NULL);
  guint room = LONGEST_NAME - (guint) strlen (suffix);

  for (const char *c = name; *c; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      guint units = character > 0xFFFF ? 2 : 1;

      if (units > room)
        break;
      if (character < 0x20 || (character < 0x80 && strchr ("[]:*?/\\", (int) character)))
        character = ' ';
      /* No apostrophe at either end. */
      if (character == '\'')
        character = 0x2019;
      g_string_append_unichar (clean, character);
      room -= units;
    }

  g_strstrip (clean->str);
  clean->len = strlen (clean->str);
  if (clean->len == 0)
    g_string_append (clean, _ ("Sheet"));
  g_string_append (clean, suffix);
  return g_string_free (clean, FALSE);
}

/* A name no sheet has yet. */
static char *
unique_name (Book *book, const char *name)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *suffix = i == 1 ? g_strdup ("") : g_strdup_printf (" %u", i);
      g_autofree char *clean = clean_name (name, suffix);
      g_autofree char *folded = g_utf8_casefold (clean, -1);

      if (g_hash_table_add (book->names, g_steal_pointer (&folded)))
        return g_steal_pointer (&clean);
    }
}

static gboolean
set_error (GError **error, const char *path, const char *reason)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_WRITE, _ ("“%s” cannot be written: %s"), shown,
               reason);
  return FALSE;
}

/* Whether the rows reached their files, and there is room for the sheets and the archive made of them. The
 * library itself does not notice a full disk. */
static gboolean
check_rows (Book *book, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  guint64 all = ROOM_FOR_PARTS;
  guint64 largest = 0;
  lxw_worksheet *sheet;

  STAILQ_FOREACH (sheet, book->workbook->worksheets, list_pointers)
  {
    long size;

    if (sheet->optimize_tmpfile == NULL)
      continue;
    if (fflush (sheet->optimize_tmpfile) != 0 || ferror (sheet->optimize_tmpfile))
      return set_error (error, path, g_strerror (errno ? errno : EIO));
    size = ftell (sheet->optimize_tmpfile);
    all += size > 0 ? (guint64) size : 0;
    largest = MAX (largest, size > 0 ? (guint64) size : 0);
  }

  return award_output_has_room (g_get_tmp_dir (), largest + ROOM_FOR_PARTS, error) &&
         award_output_has_room (folder, all, error);
}

static gboolean
write_book (Book *book, AwardWorkbookJob *job, GError **error)
{
  g_autoptr (AwardWorkbookStyles) styles = award_workbook_styles_new (book->workbook);
  lxw_doc_properties properties = { .title = job->dossier->title, .subject = job->dossier->numbers };

  job->styles = styles;
  workbook_set_properties (book->workbook, &properties);
  for (guint i = 0; i < job->dossier->listings->len; i++)
    {
      const AwardListing *listing = job->dossier->listings->pdata[i];
      g_autofree char *name = unique_name (book, listing->name);
      lxw_worksheet *sheet = workbook_add_worksheet (book->workbook, name);

      if (sheet == NULL)
        return set_error (error, g_get_tmp_dir (), g_strerror (errno ? errno : EIO));
      if (!award_workbook_write_sheet (job, sheet, listing, error))
        return FALSE;
    }

  return TRUE;
}

/* What the user must still do for @dossier; NULL for nothing. */
static char *
make_remark (const AwardDossier *dossier)
{
  g_autoptr (GString) names = g_string_new (NULL);
  const guint n = dossier->n_lacking;
  const guint n_names = dossier->lacking->len;

  if (n == 0)
    return NULL;

  for (guint i = 0; i < MIN (n_names, AWARD_DOSSIER_MOST_NAMES); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? _ (", ") : "", (const char *) dossier->lacking->pdata[i]);
  if (n_names > AWARD_DOSSIER_MOST_NAMES)
    g_string_append (names, _ (" and others"));

  return g_strdup_printf (ngettext ("%u payment has no account and is on a sheet of its own (%s); bring the "
                                    "accounts in as a register, then export again",
                                    "%u payments have no account and are on a sheet of their own (%s); bring "
                                    "the accounts in as a register, then export again",
                                    n),
                          n, names->str);
}

gboolean
award_report_write_workbook (AwardLedger *ledger,
                             gint64 batch,
                             const char *path,
                             AwardProgress progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GError **error)
{
  return award_report_write_workbook_of (ledger, batch, AWARD_WORKBOOK_APPROVAL, path, NULL, progress,
                                         progress_data, cancellable, error);
}

gboolean
award_report_write_workbook_of (AwardLedger *ledger,
                                gint64 batch,
                                AwardWorkbookKind kind,
                                const char *path,
                                char **remark,
                                AwardProgress progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GError **error)
{
  static const AwardDossierScope scopes[] = {
    [AWARD_WORKBOOK_APPROVAL] = AWARD_DOSSIER_FULL,
    [AWARD_WORKBOOK_DETAIL] = AWARD_DOSSIER_DETAIL,
    [AWARD_WORKBOOK_NOTICE] = AWARD_DOSSIER_NOTICE,
    [AWARD_WORKBOOK_PAYMENT] = AWARD_DOSSIER_PAYMENT,
    [AWARD_WORKBOOK_PROVINCIAL] = AWARD_DOSSIER_PROVINCIAL,
    [AWARD_WORKBOOK_ASSESSMENT] = AWARD_DOSSIER_ASSESSMENT,
  };
  g_autoptr (AwardDossier) dossier = NULL;
  g_autoptr (AwardOutput) output = NULL;
  g_auto (Book) book = { 0 };
  AwardWorkbookJob job = { .progress = progress, .progress_data = progress_data, .cancellable = cancellable };
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_error failure;

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  dossier = award_dossier_new (ledger, batch, scopes[kind], cancellable, error);
  if (dossier == NULL)
    return FALSE;
  output = award_output_new (path, error);
  if (output == NULL)
    return FALSE;

  job.dossier = dossier;
  job.total = award_dossier_count_rows (dossier);
  book.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  book.workbook = workbook_new_opt (award_output_get_path (output), &options);
  if (book.workbook == NULL)
    return set_error (error, path, g_strerror (ENOMEM));
  if (!write_book (&book, &job, error) || !check_rows (&book, award_output_get_path (output), error))
    return FALSE;

  failure = workbook_close (g_steal_pointer (&book.workbook));
  if (failure != LXW_NO_ERROR)
    return set_error (error, path, lxw_strerror (failure));
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !award_output_commit (output, error))
    return FALSE;

  if (remark)
    *remark = make_remark (dossier);
  if (progress)
    progress (job.total, job.total, progress_data);
  return TRUE;
}

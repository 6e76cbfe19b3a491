/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the bureau: export (workbooks) and print (pages). */
#include "config.h"

#include "award-cli.h"
#include "award-report.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  guint kind; /* index in the kinds of the command */
  const char *output;
  AwardLedger *ledger;
  gint64 batch;
} Output;

/* Arguments, ledger and batch of both commands. */
static gboolean
prepare (AwardCli *cli, const char *const *kinds, Output *to, int *status)
{
  g_autofree char *batch_name = NULL;
  g_autofree char *output = NULL;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_FILENAME, &batch_name, N_ ("the batch (the current one)"), "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("the file to write"), "FILE" },
    { NULL },
  };
  g_autoptr (AwardLedger) ledger = NULL;
  g_autoptr (AwardBatch) batch = NULL;
  guint i = 0;

  if (!award_cli_parse (cli, entries, 2, 2, status))
    return FALSE;
  *status = AWARD_EXIT_FAILED;
  while (kinds[i] != NULL && strcmp (kinds[i], cli->arguments[1]) != 0)
    i++;
  if (kinds[i] == NULL)
    {
      award_cli_unknown_kind (cli->arguments[1], kinds);
      return FALSE;
    }
  if (output == NULL || output[0] == '\0')
    {
      award_cli_error (_ ("--output FILE is missing"));
      return FALSE;
    }
  ledger = award_cli_open (cli->arguments[0]);
  if (ledger == NULL || !award_cli_check_output (output, cli->arguments[0]))
    return FALSE;
  batch = award_cli_find_batch (ledger, batch_name);
  if (batch == NULL)
    return FALSE;
  to->kind = i;
  to->output = g_steal_pointer (&output);
  to->ledger = g_steal_pointer (&ledger);
  to->batch = batch->id;
  return TRUE;
}

static int
finish (Output *to, gboolean written, const GError *error)
{
  award_cli_end_progress ();
  g_object_unref (to->ledger);
  g_free ((char *) to->output);
  return written ? AWARD_EXIT_DONE : award_cli_fail (error);
}

int
award_cli_export (AwardCli *cli)
{
  /* In the order of AwardWorkbookKind. */
  static const char *const kinds[] = { "approval",   "detail",     "notice", "payment",
                                       "provincial", "assessment", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *remark = NULL;
  Output to;
  gboolean written;
  int status;

  if (!prepare (cli, kinds, &to, &status))
    return status;
  written =
      award_report_write_workbook_of (to.ledger, to.batch, to.kind, to.output, &remark, award_cli_progress,
                                      _ ("writing"), award_cli_cancellable (), &error);
  if (remark)
    award_cli_note ("%s", remark);
  return finish (&to, written, error);
}

int
award_cli_print_pages (AwardCli *cli)
{
  static const char *const kinds[] = { "report", "approval", NULL };
  g_autoptr (GError) error = NULL;
  AwardPages *pages;
  Output to;
  gboolean written;
  int status;

  if (!prepare (cli, kinds, &to, &status))
    return status;
  pages = award_pages_new (to.ledger, to.batch, award_cli_cancellable (), &error);
  written = pages != NULL && award_pages_write_pdf (pages, to.output, award_cli_progress, _ ("writing"),
                                                    award_cli_cancellable (), &error);
  g_clear_pointer (&pages, award_pages_free);
  return finish (&to, written, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves the bureau: the same tables as a workbook, as PDF pages and on a printer. */
#pragma once

#include <cairo.h>

#include "award-ledger.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_REPORT_ERROR_WRITE,    /* the file or its folder cannot be written, or the disk is full */
  AWARD_REPORT_ERROR_CHANGED,  /* decisions changed while the report was made */
  AWARD_REPORT_ERROR_TOO_LONG, /* more rows than a sheet holds */
  AWARD_REPORT_ERROR_EMPTY,    /* the batch has nothing of what was asked for */
} AwardReportError;

#define AWARD_REPORT_ERROR (award_report_error_quark ())
GQuark award_report_error_quark (void);

/* The approval workbook of @batch at @path (written beside it first, then renamed): summary by measure and
 * county, a detail sheet a measure, and the claims refused or to be reviewed with reasons. */
gboolean award_report_write_workbook (AwardLedger   *ledger,
                                      gint64         batch,
                                      const char    *path,
                                      AwardProgress  progress,
                                      gpointer       progress_data,
                                      GCancellable  *cancellable,
                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  AWARD_WORKBOOK_APPROVAL,
  AWARD_WORKBOOK_DETAIL,     /* 明细表: every claim of each measure and every line */
  AWARD_WORKBOOK_NOTICE,     /* 公示表: the awards of each measure, persons masked, no accounts */
  AWARD_WORKBOOK_PAYMENT,    /* 拨付清单: a row a payee and measure */
  AWARD_WORKBOOK_PROVINCIAL, /* the same under the names of the province's treasury system */
  AWARD_WORKBOOK_ASSESSMENT, /* 考评表: regions ranked by a score, and the score sheet of each */
} AwardWorkbookKind;

/* The workbook @kind of @batch at @path, likewise. Of an award paid in yearly instalments the last two kinds
 * list the first one. *@remark: what the user must still do (payees without an account), NULL for nothing. */
gboolean award_report_write_workbook_of (AwardLedger       *ledger,
                                         gint64             batch,
                                         AwardWorkbookKind  kind,
                                         const char        *path,
                                         char             **remark,
                                         AwardProgress      progress,
                                         gpointer           progress_data,
                                         GCancellable      *cancellable,
                                         GError           **error) G_GNUC_WARN_UNUSED_RESULT;

/* The report of @batch laid out for A4 landscape. */
typedef struct _AwardPages AwardPages;

AwardPages *award_pages_new         (AwardLedger   *ledger,
                                     gint64         batch,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void        award_pages_free        (AwardPages    *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardPages, award_pages_free)
guint       award_pages_get_n_pages (const AwardPages *pages);
/* Draws page @page (from 0) on @cr, whose unit is the point and whose origin the corner of the sheet. */
void        award_pages_draw        (AwardPages    *pages,
                                     guint          page,
                                     cairo_t       *cr);
gboolean    award_pages_write_pdf   (AwardPages    *pages,
                                     const char    *path,
                                     AwardProgress  progress,
                                     gpointer       progress_data,
                                     GCancellable  *cancellable,
                                     GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

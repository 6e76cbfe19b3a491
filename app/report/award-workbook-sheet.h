/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One listing on one sheet of a workbook. */
#pragma once

#include <xlsxwriter.h>

#include "award-dossier.h"

G_BEGIN_DECLS

typedef struct _AwardWorkbookStyles AwardWorkbookStyles;

/* The cell formats of @workbook, which owns them; free the struct before the workbook is closed. */
AwardWorkbookStyles *award_workbook_styles_new  (lxw_workbook              *workbook);
void                 award_workbook_styles_free (AwardWorkbookStyles       *styles);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardWorkbookStyles, award_workbook_styles_free)

typedef struct
{
  AwardDossier              *dossier;
  const AwardWorkbookStyles *styles;
  AwardProgress              progress; /* nullable */
  gpointer                   progress_data;
  GCancellable              *cancellable;
  guint64                    done;     /* rows written so far, over all sheets */
  guint64                    total;
} AwardWorkbookJob;

/* The double nearest to @fen / 100; it shows, and reads back, as those two decimals for all amounts below ten
 * million million yuan. */
double               award_workbook_yuan        (gint64                     fen);
/* Writes title, headings, rows and sums of @listing on @sheet, and sets it up for printing. */
gboolean             award_workbook_write_sheet (AwardWorkbookJob          *job,
                                                 lxw_worksheet             *sheet,
                                                 const AwardListing        *listing,
                                                 GError                   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

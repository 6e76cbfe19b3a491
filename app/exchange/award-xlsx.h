/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of an Office Open XML workbook, transitional and strict. */
#pragma once

#include "award-number.h"
#include "award-reader.h"

G_BEGIN_DECLS

/* Text of a string, runs joined, phonetic runs left out. */
typedef struct
{
  GString *text;
  guint phonetic;     /* depth inside rPh */
  gboolean collecting; /* inside t */
} AwardXlsxText;

void     award_xlsx_text_start    (AwardXlsxText    *text,
                                   const char       *local_name);
void     award_xlsx_text_end      (AwardXlsxText    *text,
                                   const char       *local_name);
void     award_xlsx_text_add      (AwardXlsxText    *text,
                                   const char       *bytes,
                                   int               length);
/* Resolves _xHHHH_ in place. */
void     award_xlsx_unescape      (GString          *text);

/* Reads the shared strings into @sheet's arena; @offsets (guint32) by index. */
gboolean award_xlsx_read_strings  (AwardReader      *reader,
                                   AwardZipPart     *part,
                                   AwardSheet       *sheet,
                                   GArray           *offsets,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads how each cell style shows numbers: @shown (AwardFormat) by style index. */
gboolean award_xlsx_read_styles   (AwardReader      *reader,
                                   AwardZipPart     *part,
                                   GArray           *shown,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* Reads a worksheet's cells. */
gboolean award_xlsx_read_sheet    (AwardReader      *reader,
                                   AwardZipPart     *part,
                                   const char       *part_name,
                                   AwardSheet       *sheet,
                                   const GArray     *strings,
                                   const GArray     *shown,
                                   gboolean          is_1904,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A worksheet being read: by the XML parser, and for plain rows by the scanner, which is three times as
 * fast. */
#pragma once

#include "award-xlsx.h"

G_BEGIN_DECLS

/* What the t attribute of a cell says. */
typedef enum
{
  AWARD_XLSX_NUMBER,
  AWARD_XLSX_SHARED,
  AWARD_XLSX_INLINE,
  AWARD_XLSX_FORMULA_TEXT,
  AWARD_XLSX_BOOLEAN,
  AWARD_XLSX_ERROR,
  AWARD_XLSX_DATE,
} AwardXlsxCellKind;

typedef struct
{
  AwardSheet *sheet;
  const GArray *strings; /* guint32 offsets */
  const GArray *shown;   /* AwardFormat, by style */
  gboolean is_1904;

  gboolean has_row; /* the row says which it is */
  gint64 row;       /* of the row element, -1 before the first */
  gint64 column;    /* of the cell element, -1 before the row's first */
  AwardXlsxCellKind kind;
  guint style;
  gboolean has_formula;
  GString *value;     /* text of v */
  AwardXlsxText text; /* text of is */
} AwardXlsxSheet;

/* @row: from 0, or -1 where the row does not say. */
void              award_xlsx_begin_row     (AwardXlsxSheet    *sheet,
                                            gint64             row,
                                            gboolean           is_hidden);
/* What the sheet has of the rows so far may go. */
AwardLimit        award_xlsx_end_row       (AwardXlsxSheet    *sheet) G_GNUC_WARN_UNUSED_RESULT;
void              award_xlsx_begin_cell    (AwardXlsxSheet    *sheet);
/* FALSE when @text is no reference as "AB12". */
gboolean          award_xlsx_set_reference (AwardXlsxSheet    *sheet,
                                            const char        *text,
                                            gsize              length) G_GNUC_WARN_UNUSED_RESULT;
AwardXlsxCellKind award_xlsx_cell_kind     (const char        *text,
                                            gsize              length);
/* Adds the cell. *@is_valid: it names no text that is not there. */
AwardLimit        award_xlsx_end_cell      (AwardXlsxSheet    *sheet,
                                            gboolean          *is_valid) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  AWARD_SCAN_ROW,    /* a row was read */
  AWARD_SCAN_MORE,   /* the row goes on beyond the end */
  AWARD_SCAN_END,    /* here the rows end */
  AWARD_SCAN_ODD,    /* something the scanner leaves to the XML parser; nothing was read */
  AWARD_SCAN_BROKEN, /* a text that is not there */
  AWARD_SCAN_LIMIT,
} AwardScan;

/* Reads the row that begins at *@at, and moves *@at behind it. */
AwardScan         award_xlsx_scan_row      (AwardXlsxSheet    *sheet,
                                            const char       **at,
                                            const char        *end,
                                            AwardLimit        *limit);

G_END_DECLS

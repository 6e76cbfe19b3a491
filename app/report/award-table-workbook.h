/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook of cells as a table had them, written whole or not at all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AwardTableWorkbook AwardTableWorkbook;

typedef enum
{
  AWARD_TABLE_TEXT,
  AWARD_TABLE_NUMBER,  /* a decimal */
  AWARD_TABLE_PERCENT, /* the same: 0.051 is shown as 5.1% */
  AWARD_TABLE_DATE,    /* YYYY-MM-DD; anything else is written as text */
  AWARD_TABLE_BOOLEAN, /* TRUE or FALSE */
} AwardTableValue;

typedef enum
{
  AWARD_TABLE_ABOVE,   /* a title or a unit above the heading */
  AWARD_TABLE_HEADING,
  AWARD_TABLE_ROW,
  AWARD_TABLE_FAULT,   /* a cell to be corrected */
  AWARD_TABLE_REMARK,  /* what is said of a row behind it */
  AWARD_TABLE_N_LOOKS,
} AwardTableLook;

typedef struct
{
  AwardTableValue value;
  AwardTableLook  look;
  const char     *text;
} AwardTableCell;

/* Makes an empty file beside @path; freed without a commit, nothing is left of it. Errors:
 * AWARD_REPORT_ERROR, here and below. */
AwardTableWorkbook *award_table_workbook_new       (const char         *path,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Begins a sheet, called @name where a sheet can be; what follows is written on it. */
gboolean            award_table_workbook_add_sheet (AwardTableWorkbook *self,
                                                    const char         *name,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Makes a column of the sheet @width 256ths of a digit wide; before anything is written in it. */
void                award_table_workbook_set_width (AwardTableWorkbook *self,
                                                    guint               column,
                                                    guint               width);
/* Rows and columns count from 0. Other columns become as wide as what is written in them needs. */
gboolean            award_table_workbook_write     (AwardTableWorkbook *self,
                                                    guint               row,
                                                    guint               column,
                                                    AwardTableCell      cell,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Joins the cells from a corner to the other and writes @cell, as text, in them. */
gboolean            award_table_workbook_merge     (AwardTableWorkbook *self,
                                                    guint               first_row,
                                                    guint               first_column,
                                                    guint               last_row,
                                                    guint               last_column,
                                                    AwardTableCell      cell,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Has what people type into the first @n_columns of the sheet stay as typed: account numbers keep their
 * digits. */
void                award_table_workbook_keep_typed (AwardTableWorkbook *self,
                                                    guint               n_columns);
/* Puts the workbook in its place. */
gboolean            award_table_workbook_commit    (AwardTableWorkbook *self,
                                                    GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void                award_table_workbook_free      (AwardTableWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTableWorkbook, award_table_workbook_free)

G_END_DECLS

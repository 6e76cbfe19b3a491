/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook whose cells are texts, written whole or not at all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AwardTextWorkbook AwardTextWorkbook;

/* Makes an empty file beside @path; freed without a commit, nothing is left of it. Errors:
 * AWARD_REPORT_ERROR, here and below. */
AwardTextWorkbook *award_text_workbook_new       (const char         *path,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Begins a sheet; what follows is written on it. */
gboolean           award_text_workbook_add_sheet (AwardTextWorkbook  *self,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Rows and columns count from 0. */
gboolean           award_text_workbook_write     (AwardTextWorkbook  *self,
                                                  guint               row,
                                                  guint               column,
                                                  const char         *text,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Has what people type into the first @n_columns of the sheet stay as typed: account numbers keep their
 * digits. */
gboolean           award_text_workbook_keep_typed (AwardTextWorkbook *self,
                                                  guint               n_columns,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Joins the cells from a corner to the other and writes @text in them. */
gboolean           award_text_workbook_merge     (AwardTextWorkbook  *self,
                                                  guint               first_row,
                                                  guint               first_column,
                                                  guint               last_row,
                                                  guint               last_column,
                                                  const char         *text,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Puts the workbook in its place. */
gboolean           award_text_workbook_commit    (AwardTextWorkbook  *self,
                                                  GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void               award_text_workbook_free      (AwardTextWorkbook  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTextWorkbook, award_text_workbook_free)

G_END_DECLS

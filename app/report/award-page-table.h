/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listing as a table on paper: its rows in memory, column widths and row heights settled. */
#pragma once

#include <cairo.h>

#include "award-dossier.h"
#include "award-typeset.h"

G_BEGIN_DECLS

typedef struct _AwardPageTable AwardPageTable;

/* Reads the rows of @listing and fits them into @width points. The arguments must outlive the table. */
AwardPageTable     *award_page_table_new         (AwardDossier         *dossier,
                                                  const AwardListing   *listing,
                                                  AwardTypeset         *typeset,
                                                  double                width,
                                                  GCancellable         *cancellable,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void                award_page_table_free        (AwardPageTable       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardPageTable, award_page_table_free)

const AwardListing *award_page_table_get_listing (const AwardPageTable *self);
guint               award_page_table_get_n_rows  (const AwardPageTable *self);
double              award_page_table_row_height  (const AwardPageTable *self,
                                                  guint                 row);
/* Whether @row is the heading of a section, which must not stand last on a page. */
gboolean            award_page_table_is_section  (const AwardPageTable *self,
                                                  guint                 row);
double              award_page_table_head_height (const AwardPageTable *self);
gboolean            award_page_table_has_sums    (const AwardPageTable *self);
double              award_page_table_sum_height  (const AwardPageTable *self);

/* Each draws with its upper edge at @y, from @x to the right, and returns the lower edge. */
double              award_page_table_draw_head   (AwardPageTable       *self,
                                                  cairo_t              *cr,
                                                  double                x,
                                                  double                y);
double              award_page_table_draw_rows   (AwardPageTable       *self,
                                                  cairo_t              *cr,
                                                  double                x,
                                                  double                y,
                                                  guint                 first,
                                                  guint                 n_rows);
/* The sums of @n_rows rows from @first on, headed @label. */
double              award_page_table_draw_sums   (AwardPageTable       *self,
                                                  cairo_t              *cr,
                                                  double                x,
                                                  double                y,
                                                  const char           *label,
                                                  guint                 first,
                                                  guint                 n_rows);

G_END_DECLS

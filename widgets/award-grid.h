/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table over a list model: fixed columns of text, with an icon where wanted, whose heading clicks ask
 * for an order instead of sorting. The texts of a cell come from the owner when the cell is shown; nothing
 * else of the model is touched. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a cell shows. text is freed by the table; icon and style are static strings. */
typedef struct
{
  char *text;
  const char *icon;  /* nullable */
  const char *style; /* a CSS class; nullable */
} AwardGridCell;

typedef void (*AwardGridFunc) (GObject *item, guint column, AwardGridCell *cell, gpointer data);

#define AWARD_TYPE_GRID (award_grid_get_type ())
G_DECLARE_FINAL_TYPE (AwardGrid, award_grid, AWARD, GRID, AdwBin)

/* Signals:
 *   order-changed (column: guint, descending: gboolean)  a heading was clicked; column G_MAXUINT: none
 *   selected (position: guint)                           GTK_INVALID_LIST_POSITION: nothing
 *   activated (position: guint) */
GtkWidget *award_grid_new           (const char     *name);
/* Sets where cells come from; before the first column. */
void       award_grid_set_func      (AwardGrid     *self,
                                      AwardGridFunc  func,
                                      gpointer        data);
/* Adds column @id (what func is called with). @width in pixels; 0: takes what is left over. */
void       award_grid_add_column    (AwardGrid     *self,
                                      guint           id,
                                      const char     *title,
                                      int             width,
                                      gboolean        is_number,
                                      gboolean        is_sortable);
/* Gives the texts of columns added from now on room for @lines lines; one without it. */
void       award_grid_set_lines     (AwardGrid      *self,
                                      guint           lines);
/* The rows; NULL takes them away. The model is kept. */
void       award_grid_set_model     (AwardGrid     *self,
                                      GListModel     *model);
/* Whether a single click activates, for tables whose rows are links. */
void       award_grid_set_links     (AwardGrid     *self,
                                      gboolean        links);
/* A menu of the columns rows can be ordered by; each item activates @action with the column's id. For the
 * keyboard: headings of GTK 4.8 take only clicks. */
GMenuModel *award_grid_create_sort_menu (AwardGrid     *self,
                                      const char      *action);
/* Orders by column @id, the other way round when it is ordered by it already. */
void       award_grid_sort_by       (AwardGrid      *self,
                                      guint           id);
guint      award_grid_get_selected  (AwardGrid     *self);
/* Selects the row at @position and brings it into view. */
void       award_grid_select        (AwardGrid     *self,
                                      guint           position);
/* As tall as its rows, for short tables on a page that scrolls itself. */
void       award_grid_set_natural_height (AwardGrid *self);

G_END_DECLS

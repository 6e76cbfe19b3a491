/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of texts for a terminal, its columns aligned; a Chinese character is two columns wide. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AwardCliTable AwardCliTable;

/* @alignment: one character a column, 'l' left or 'r' right. */
AwardCliTable *award_cli_table_new   (const char    *alignment);
void           award_cli_table_free  (AwardCliTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardCliTable, award_cli_table_free)
/* Adds the next cell, row by row; NULL is empty. */
void           award_cli_table_add   (AwardCliTable *self,
                                      const char    *text);
void           award_cli_table_add_number (AwardCliTable *self,
                                      gint64         number);
/* Writes the table to standard output, the first row underlined when @heading. */
gboolean       award_cli_table_print (AwardCliTable *self,
                                      gboolean       heading);
/* Columns @text takes on a terminal. */
guint          award_cli_text_width  (const char    *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run of rows as one piece of memory, as it goes from the process that reads a file to the one that uses
 * the table: a header, where the cells of each row begin, the cells, their texts. */
#pragma once

#include "award-sheet-private.h"

G_BEGIN_DECLS

/* Rows of a block, and bytes of a whole one: a row alone may be long. */
#define AWARD_BLOCK_ROWS 1024u
#define AWARD_MAX_BLOCK (256u * 1024 * 1024)

typedef struct
{
  guint32 first_row;
  guint32 n_rows;
  guint32 n_cells;
  guint32 n_text_bytes;
} AwardBlockHeader;

typedef struct
{
  guint32 text; /* offset among the texts */
  guint16 column;
  guint8 type;
  guint8 flags;
} AwardBlockCell;

G_STATIC_ASSERT (sizeof (AwardBlockHeader) == 16 && sizeof (AwardBlockCell) == 8);

/* A block in memory that is someone else's. */
typedef struct
{
  guint32 first_row;
  guint32 n_rows;
  guint32 n_cells;
  guint32 n_text_bytes;
  guint32 n_columns;         /* of its widest row */
  const guint32 *row_starts; /* of row r: cells row_starts[r] … row_starts[r + 1] - 1 */
  const AwardBlockCell *cells;
  const char *texts;
} AwardBlock;

/* Whether @data, 8-aligned, is a block through and through: every place in it is inside, every text valid
 * UTF-8. What comes from a process that read a stranger's file is not believed. */
gboolean award_block_open  (AwardBlock       *block,
                            gconstpointer     data,
                            gsize             length);
/* Its memory is at @data now. */
void     award_block_move  (AwardBlock       *block,
                            gconstpointer     data);

G_END_DECLS

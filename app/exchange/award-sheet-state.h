/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sheet holds. Shared by award-sheet.c, which answers, and award-sheet-build.c, which fills. */
#pragma once

#include "award-block.h"

G_BEGIN_DECLS

/* A cell not yet in a block. The text is an offset into the arena, so that a text used often is kept once. */
typedef struct
{
  guint32 row;
  guint32 text;
  guint16 column;
  guint8 type;
  guint8 flags;
} AwardStoredCell;

typedef struct
{
  guint32 first;
  guint32 last;
} AwardHiddenRows;

struct _AwardSheet
{
  char *file_name;
  char *name;
  GArray *hidden; /* AwardHiddenRows */
  GArray *merged; /* AwardMergedCells */
  GArray *widths; /* AwardColumnWidth */
  guint n_rows;
  guint n_columns;

  GArray *blocks;   /* AwardBlock, in the order of their rows; rows without cells may be in none */
  GPtrArray *owned; /* memory of the blocks */
  char *map;        /* memory of other blocks: a file */
  gsize map_length;
  int *last;        /* atomic: the block asked for last, a hint */

  /* While it is filled. */
  AwardSheetSink *sink; /* nullable */
  GArray *cells;        /* AwardStoredCell */
  gboolean is_ordered;  /* they are in the order of row and column */
  char *texts;          /* every text with its NUL, one after another */
  gsize texts_length;
  gsize texts_size;
  gsize texts_kept; /* of them those that are no cell's own */
  gboolean has_kept;
  guint n_complete;  /* rows that are */
  guint64 n_blocked; /* cells in blocks */
  gsize n_text_bytes;
};

/* Puts a block behind those there are. Its memory stays: it is given by one of the functions below. */
void award_sheet_take_block (AwardSheet *sheet, const AwardBlock *block);
/* Frees @data with the sheet. */
void award_sheet_take_memory (AwardSheet *sheet, guint8 *data);
/* Unmaps @length bytes at @map with the sheet; blocks in it are let go of when others are looked at. */
void award_sheet_set_map (AwardSheet *sheet, gpointer map, gsize length);

G_END_DECLS

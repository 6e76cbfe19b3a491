/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a sheet: for the readers of this folder only. */
#pragma once

#include "award-sheet.h"

G_BEGIN_DECLS

/* What a table may hold. Beyond a bound the file is refused as TOO_LARGE; nothing is cut off. */
#define AWARD_MAX_FILE (512u * 1024 * 1024)      /* bytes of the file */
#define AWARD_MAX_INFLATED (1024u * 1024 * 1024) /* bytes of its parts together, uncompressed */
#define AWARD_MAX_ROWS 1048576u
#define AWARD_MAX_COLUMNS 16384u
#define AWARD_MAX_CELLS 32000000u
#define AWARD_MAX_CELL_BYTES 131072u            /* of one cell: 32,767 characters of up to 4 bytes */
#define AWARD_MAX_TEXTS (1024u * 1024 * 1024)   /* bytes of all texts together */
#define AWARD_MAX_STRINGS 16000000u             /* shared strings */
#define AWARD_MAX_MERGED 1000000u
#define AWARD_MAX_SHEETS 4096u
#define AWARD_MAX_PARTS 65536u                  /* parts of a zip container */

/* Which bound was met. */
typedef enum
{
  AWARD_LIMIT_NONE,
  AWARD_LIMIT_FILE,
  AWARD_LIMIT_INFLATED,
  AWARD_LIMIT_ROWS,
  AWARD_LIMIT_COLUMNS,
  AWARD_LIMIT_CELLS,
  AWARD_LIMIT_CELL_BYTES,
  AWARD_LIMIT_TEXTS,
  AWARD_LIMIT_STRINGS,
  AWARD_LIMIT_MERGED,
  AWARD_LIMIT_SHEETS,
  AWARD_LIMIT_PARTS,
} AwardLimit;

AwardSheet *award_sheet_new           (void);
void        award_sheet_set_name      (AwardSheet       *sheet,
                                       const char       *name);
void        award_sheet_set_file_name (AwardSheet       *sheet,
                                       const char       *name);
/* Keeps @length bytes of @text, which hold no NUL; *@offset names them in award_sheet_add_cell(). Invalid
 * UTF-8 is made visible, not lost. */
AwardLimit  award_sheet_add_text      (AwardSheet       *sheet,
                                       const char       *text,
                                       gsize             length,
                                       guint32          *offset) G_GNUC_WARN_UNUSED_RESULT;
/* What else is known of a number. */
#define AWARD_CELL_IS_LONG 1
#define AWARD_CELL_IS_PERCENT 2

/* Cells may come in any order; of two at one place the later counts. */
AwardLimit  award_sheet_add_cell      (AwardSheet       *sheet,
                                       guint             row,
                                       guint             column,
                                       AwardCellType     type,
                                       guint             flags,
                                       guint32           offset) G_GNUC_WARN_UNUSED_RESULT;
/* A text cell of a text kept before; none when that is empty. */
AwardLimit  award_sheet_add_shared    (AwardSheet       *sheet,
                                       guint             row,
                                       guint             column,
                                       guint32           offset) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps the text and adds the cell. An empty text adds none. */
AwardLimit  award_sheet_add           (AwardSheet       *sheet,
                                       guint             row,
                                       guint             column,
                                       AwardCellType     type,
                                       guint             flags,
                                       const char       *text,
                                       gsize             length) G_GNUC_WARN_UNUSED_RESULT;
void        award_sheet_add_hidden    (AwardSheet       *sheet,
                                       guint             first_row,
                                       guint             last_row);
AwardLimit  award_sheet_add_merged    (AwardSheet       *sheet,
                                       AwardMergedCells  merged) G_GNUC_WARN_UNUSED_RESULT;
/* How many cells were added, and again those from the @first-th on, @rows below. */
guint       award_sheet_get_n_added   (const AwardSheet *sheet);
AwardLimit  award_sheet_repeat        (AwardSheet       *sheet,
                                       guint             first,
                                       guint             last,
                                       guint             rows) G_GNUC_WARN_UNUSED_RESULT;
/* Takes back the cells added after the first @n_added. */
void        award_sheet_truncate      (AwardSheet       *sheet,
                                       guint             n_added);
/* The cells are complete: they can be asked for from now on. */
void        award_sheet_finish        (AwardSheet       *sheet);

G_END_DECLS

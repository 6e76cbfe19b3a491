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
#define AWARD_MAX_WIDTHS 4096u                  /* runs of columns of one width */
#define AWARD_MAX_WIDTH (255u * 256)            /* of a column, in 256ths of a digit */
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
  AWARD_LIMIT_LATE, /* a row that was said to be complete: see AwardSheetSink */
} AwardLimit;

/* Takes the blocks (award-block.h) of a sheet as its rows become complete, so that a large table is never
 * whole in memory. A file that returns to a row it had left makes that impossible: the reader then stops with
 * is_late, and reads it again into a sink that waits for the last row. */
typedef struct
{
  AwardLimit (*take) (gpointer data, guint8 *block, gsize length); /* @block is the taker's */
  gpointer data;
  gboolean waits;
  gboolean is_late;
} AwardSheetSink;

AwardSheet *award_sheet_new           (void);
/* Sends the blocks to @sink, borrowed, instead of keeping them. */
void        award_sheet_set_sink      (AwardSheet       *sheet,
                                       AwardSheetSink   *sink);
/* No cell of a row before @row comes after this. */
AwardLimit  award_sheet_complete_rows (AwardSheet       *sheet,
                                       guint             row) G_GNUC_WARN_UNUSED_RESULT;
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
#define AWARD_CELL_HIDES_DIGITS 4
/* The text of an error cell: a formula whose result the file does not have. */
#define AWARD_FORMULA_ALONE "="

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
/* A width that cannot be is none, and so is one beyond AWARD_MAX_WIDTHS: nothing but the look of a table is
 * lost. */
void        award_sheet_add_width     (AwardSheet       *sheet,
                                       AwardColumnWidth  width);
const GArray *award_sheet_get_widths  (const AwardSheet *sheet); /* AwardColumnWidth */
guint       award_sheet_get_n_hidden  (const AwardSheet *sheet);
void        award_sheet_get_hidden    (const AwardSheet *sheet,
                                       guint             i,
                                       guint            *first_row,
                                       guint            *last_row);
/* How many cells were added, and again those from the @first-th on, @rows below. */
guint       award_sheet_get_n_added   (const AwardSheet *sheet);
AwardLimit  award_sheet_repeat        (AwardSheet       *sheet,
                                       guint             first,
                                       guint             last,
                                       guint             rows) G_GNUC_WARN_UNUSED_RESULT;
/* Takes back the cells added after the first @n_added. */
void        award_sheet_truncate      (AwardSheet       *sheet,
                                       guint             n_added);
/* The cells are complete: they can be asked for from now on, unless a sink has them. */
AwardLimit  award_sheet_finish        (AwardSheet       *sheet) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the file open as @descriptor in this process, without its limits: award_sheet_read() is for a
 * stranger's file. With @names it only fills them, and gives NULL without an error; with a sink the sheet has
 * no cell. */
AwardSheet *award_sheet_read_here     (int               descriptor,
                                       const char       *name,
                                       const char       *which,
                                       GPtrArray        *names,
                                       AwardSheetSink   *sink,
                                       GCancellable     *cancellable,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

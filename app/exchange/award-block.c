/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-block.h"

#include <string.h>

#define EIGHT_HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/* Like g_utf8_validate_len(), but texts end with NUL and most bytes are ASCII. */
static gboolean
are_texts_valid (const char *texts, gsize length)
{
  const char *at = texts;
  const char *end = texts + length;

  while (at < end)
    {
      guint64 eight;
      const char *from = at;

      for (; end - at >= (gssize) sizeof eight; at += sizeof eight)
        {
          memcpy (&eight, at, sizeof eight);
          if ((eight & EIGHT_HIGH_BITS) != 0)
            break;
        }
      while (at < end && (guchar) *at < 0x80)
        at++;
      from = at;
      while (at < end && (guchar) *at >= 0x80)
        at++;
      if (at > from && !g_utf8_validate_len (from, (gsize) (at - from), NULL))
        return FALSE;
    }
  return TRUE;
}

static gboolean
are_cells_valid (AwardBlock *block, const AwardBlockHeader *header)
{
  block->n_columns = 0;
  if (block->row_starts[0] != 0 || block->row_starts[header->n_rows] != header->n_cells)
    return FALSE;
  for (guint32 row = 0; row < header->n_rows; row++)
    {
      const guint32 first = block->row_starts[row];
      const guint32 last = block->row_starts[row + 1];
      if (last < first || last > header->n_cells)
        return FALSE;
      for (guint32 i = first; i < last; i++)
        {
          const AwardBlockCell *cell = &block->cells[i];
          if (cell->column >= AWARD_MAX_COLUMNS || (i > first && cell->column <= cell[-1].column) ||
              cell->type == AWARD_CELL_EMPTY || cell->type > AWARD_CELL_ERROR ||
              cell->text >= header->n_text_bytes || ((guchar) block->texts[cell->text] & 0xC0) == 0x80)
            return FALSE;
        }
      if (last > first)
        block->n_columns = MAX (block->n_columns, block->cells[last - 1].column + 1u);
    }
  return TRUE;
}

void
award_block_move (AwardBlock *block, gconstpointer data)
{
  block->row_starts = (const guint32 *) data + sizeof (AwardBlockHeader) / sizeof (guint32);
  block->cells = (const AwardBlockCell *) (gconstpointer) (block->row_starts + block->n_rows + 1);
  block->texts = (const char *) (block->cells + block->n_cells);
}

gboolean
award_block_open (AwardBlock *block, gconstpointer data, gsize length)
{
  AwardBlockHeader header;

  if (length < sizeof header || length > AWARD_MAX_BLOCK)
    return FALSE;
  memcpy (&header, data, sizeof header);
  if (header.n_rows == 0 || header.n_rows > AWARD_BLOCK_ROWS || header.first_row >= AWARD_MAX_ROWS ||
      header.first_row + header.n_rows > AWARD_MAX_ROWS || header.n_cells > AWARD_MAX_CELLS)
    return FALSE;

  if (length != sizeof header + ((gsize) header.n_rows + 1) * sizeof (guint32) +
                    header.n_cells * sizeof (AwardBlockCell) + header.n_text_bytes)
    return FALSE;
  block->first_row = header.first_row;
  block->n_rows = header.n_rows;
  block->n_cells = header.n_cells;
  block->n_text_bytes = header.n_text_bytes;
  award_block_move (block, data);
  return (header.n_text_bytes == 0 || block->texts[header.n_text_bytes - 1] == '\0') &&
         are_cells_valid (block, &header) && are_texts_valid (block->texts, header.n_text_bytes);
}

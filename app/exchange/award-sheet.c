/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-sheet.h"
#include "award-sheet-state.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

G_DEFINE_QUARK (award - exchange - error - quark, award_exchange_error)

AwardSheet *
award_sheet_new (void)
{
  AwardSheet *sheet = g_new0 (AwardSheet, 1);
  sheet->file_name = g_strdup ("");
  sheet->name = g_strdup ("");
  sheet->hidden = g_array_new (FALSE, FALSE, sizeof (AwardHiddenRows));
  sheet->merged = g_array_new (FALSE, FALSE, sizeof (AwardMergedCells));
  sheet->widths = g_array_new (FALSE, FALSE, sizeof (AwardColumnWidth));
  sheet->blocks = g_array_new (FALSE, FALSE, sizeof (AwardBlock));
  sheet->owned = g_ptr_array_new_with_free_func (g_free);
  sheet->last = g_new0 (int, 1);
  sheet->cells = g_array_new (FALSE, FALSE, sizeof (AwardStoredCell));
  sheet->is_ordered = TRUE;
  return sheet;
}

void
award_sheet_free (AwardSheet *sheet)
{
  if (!sheet)
    return;
  g_free (sheet->file_name);
  g_free (sheet->name);
  g_array_unref (sheet->hidden);
  g_array_unref (sheet->merged);
  g_array_unref (sheet->widths);
  g_array_unref (sheet->blocks);
  g_ptr_array_unref (sheet->owned);
  if (sheet->map)
    munmap (sheet->map, sheet->map_length);
  g_free (sheet->last);
  g_array_unref (sheet->cells);
  g_free (sheet->texts);
  g_free (sheet);
}

void
award_sheet_set_name (AwardSheet *sheet, const char *name)
{
  g_free (sheet->name);
  sheet->name = g_utf8_make_valid (name, -1);
}

void
award_sheet_set_file_name (AwardSheet *sheet, const char *name)
{
  g_free (sheet->file_name);
  sheet->file_name = g_strdup (name);
}

void
award_sheet_take_block (AwardSheet *sheet, const AwardBlock *block)
{
  sheet->n_rows = block->first_row + block->n_rows;
  sheet->n_columns = MAX (sheet->n_columns, block->n_columns);
  g_array_append_vals (sheet->blocks, block, 1);
}

void
award_sheet_take_memory (AwardSheet *sheet, guint8 *data)
{
  g_ptr_array_add (sheet->owned, data);
}

void
award_sheet_set_map (AwardSheet *sheet, gpointer map, gsize length)
{
  sheet->map = map;
  sheet->map_length = length;
}

const char *
award_sheet_get_file_name (const AwardSheet *sheet)
{
  return sheet->file_name;
}

const char *
award_sheet_get_name (const AwardSheet *sheet)
{
  return sheet->name;
}

guint
award_sheet_get_n_rows (const AwardSheet *sheet)
{
  return sheet->n_rows;
}

guint
award_sheet_get_n_columns (const AwardSheet *sheet)
{
  return sheet->n_columns;
}

static gboolean
has_row (const AwardBlock *block, guint row)
{
  return row >= block->first_row && row - block->first_row < block->n_rows;
}

/* What was read of the file's map for @block may go: it stays valid, and comes back when it is asked for. */
static void
let_go (const AwardSheet *sheet, const AwardBlock *block)
{
  const char *begin = (const char *) block->row_starts;
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);

  if (!sheet->map || begin < sheet->map || begin >= sheet->map + sheet->map_length)
    return;
  const gsize from = (gsize) (begin - sheet->map) / page * page;
  const gsize to = (gsize) ((const char *) block->texts - sheet->map) + page;
  madvise (sheet->map + from, MIN (to, sheet->map_length) - from, MADV_DONTNEED);
}

/* NULL: no block has the row. */
static const AwardBlock *
find_block (const AwardSheet *sheet, guint row)
{
  const AwardBlock *blocks = (const AwardBlock *) (gconstpointer) sheet->blocks->data;
  const guint hint = (guint) g_atomic_int_get (sheet->last);
  guint low = 0;
  guint high = sheet->blocks->len;

  if (hint < high && has_row (&blocks[hint], row))
    return &blocks[hint];
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (blocks[middle].first_row + blocks[middle].n_rows <= row)
        low = middle + 1;
      else
        high = middle;
    }
  if (low >= sheet->blocks->len || !has_row (&blocks[low], row))
    return NULL;
  /* Headings are looked at between other rows. */
  if (low > 0)
    {
      g_atomic_int_set (sheet->last, (int) low);
      if (hint < sheet->blocks->len)
        let_go (sheet, &blocks[hint]);
    }
  return &blocks[low];
}

AwardCell
award_sheet_get_cell (const AwardSheet *sheet, guint row, guint column)
{
  const AwardCell empty = { AWARD_CELL_EMPTY, FALSE, FALSE, "" };
  const AwardBlock *block = find_block (sheet, row);

  if (!block)
    return empty;

  const AwardBlockCell *cells = block->cells;
  const guint end = block->row_starts[row - block->first_row + 1];
  guint low = block->row_starts[row - block->first_row];
  guint high = end;
  /* In a row without gaps the cell stands at its own column. */
  if (column < high - low && cells[low + column].column == column)
    low += column;
  else
    {
      while (low < high)
        {
          const guint middle = low + (high - low) / 2;
          if (cells[middle].column < column)
            low = middle + 1;
          else
            high = middle;
        }
      if (low >= end || cells[low].column != column)
        return empty;
    }

  return (AwardCell){ .type = (AwardCellType) cells[low].type,
                      .is_long = (cells[low].flags & AWARD_CELL_IS_LONG) != 0,
                      .is_percent = (cells[low].flags & AWARD_CELL_IS_PERCENT) != 0,
                      .hides_digits = (cells[low].flags & AWARD_CELL_HIDES_DIGITS) != 0,
                      .text = block->texts + cells[low].text };
}

gboolean
award_sheet_is_row_hidden (const AwardSheet *sheet, guint row)
{
  guint low = 0;
  guint high = sheet->hidden->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      const AwardHiddenRows *rows = &g_array_index (sheet->hidden, AwardHiddenRows, middle);
      if (row < rows->first)
        high = middle;
      else if (row > rows->last)
        low = middle + 1;
      else
        return TRUE;
    }
  return FALSE;
}

guint
award_sheet_get_n_hidden (const AwardSheet *sheet)
{
  return sheet->hidden->len;
}

void
award_sheet_get_hidden (const AwardSheet *sheet, guint i, guint *first_row, guint *last_row)
{
  const AwardHiddenRows *rows = &g_array_index (sheet->hidden, AwardHiddenRows, i);
  *first_row = rows->first;
  *last_row = rows->last;
}

guint
award_sheet_get_n_merged (const AwardSheet *sheet)
{
  return sheet->merged->len;
}

AwardMergedCells
award_sheet_get_merged (const AwardSheet *sheet, guint i)
{
  return g_array_index (sheet->merged, AwardMergedCells, i);
}

guint
award_sheet_get_width (const AwardSheet *sheet, guint column)
{
  for (guint i = 0; i < sheet->widths->len; i++)
    {
      const AwardColumnWidth *width = &g_array_index (sheet->widths, AwardColumnWidth, i);
      if (column >= width->first && column <= width->last)
        return width->width;
    }
  return 0;
}

char *
award_column_name (guint column)
{
  char name[8];
  guint at = sizeof name;

  name[--at] = '\0';
  for (guint64 left = (guint64) column + 1; left > 0; left = (left - 1) / 26)
    name[--at] = (char) ('A' + (left - 1) % 26);
  return g_strdup (name + at);
}

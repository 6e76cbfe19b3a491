/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-sheet.h"
#include "award-sheet-private.h"

#include <string.h>

/* A filled cell. The text is an offset into the arena, so that a text used often is kept once. */
typedef struct
{
  guint32 row;
  guint32 text;
  guint16 column;
  guint8 type;
  guint8 flags;
} StoredCell;

G_STATIC_ASSERT (sizeof (StoredCell) <= 16);
G_STATIC_ASSERT (AWARD_MAX_COLUMNS <= G_MAXUINT16);

typedef struct
{
  guint32 first;
  guint32 last;
} HiddenRows;

struct _AwardSheet
{
  char *file_name;
  char *name;
  GArray *cells; /* StoredCell, in order of row and column once finished */
  char *texts;   /* every text with its NUL, one after another */
  gsize texts_length;
  gsize texts_size;
  guint32 *row_starts; /* of row r: cells row_starts[r] … row_starts[r + 1] - 1 */
  guint n_rows;
  guint n_columns;
  gboolean is_ordered;
  GArray *hidden; /* HiddenRows */
  GArray *merged; /* AwardMergedCells */
};

G_DEFINE_QUARK (award - exchange - error - quark, award_exchange_error)

AwardSheet *
award_sheet_new (void)
{
  AwardSheet *sheet = g_new0 (AwardSheet, 1);
  sheet->file_name = g_strdup ("");
  sheet->name = g_strdup ("");
  sheet->cells = g_array_new (FALSE, FALSE, sizeof (StoredCell));
  sheet->hidden = g_array_new (FALSE, FALSE, sizeof (HiddenRows));
  sheet->merged = g_array_new (FALSE, FALSE, sizeof (AwardMergedCells));
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
  g_array_unref (sheet->cells);
  g_free (sheet->texts);
  g_free (sheet->row_starts);
  g_array_unref (sheet->hidden);
  g_array_unref (sheet->merged);
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

AwardLimit
award_sheet_add_text (AwardSheet *sheet, const char *text, gsize length, guint32 *offset)
{
  if (length > AWARD_MAX_CELL_BYTES)
    return AWARD_LIMIT_CELL_BYTES;

  g_autofree char *valid = NULL;
  if (!g_utf8_validate_len (text, length, NULL))
    {
      valid = g_utf8_make_valid (text, length);
      text = valid;
      length = strlen (valid);
    }

  if (sheet->texts_length + length + 1 > AWARD_MAX_TEXTS)
    return AWARD_LIMIT_TEXTS;
  if (sheet->texts_length + length + 1 > sheet->texts_size)
    {
      sheet->texts_size = MAX (sheet->texts_size + sheet->texts_size / 2, 65536);
      sheet->texts_size = MAX (sheet->texts_size, sheet->texts_length + length + 1);
      sheet->texts = g_realloc (sheet->texts, sheet->texts_size);
    }

  memcpy (sheet->texts + sheet->texts_length, text, length);
  sheet->texts[sheet->texts_length + length] = '\0';
  *offset = (guint32) sheet->texts_length;
  sheet->texts_length += length + 1;
  return AWARD_LIMIT_NONE;
}

AwardLimit
award_sheet_add_cell (AwardSheet *sheet,
                      guint row,
                      guint column,
                      AwardCellType type,
                      guint flags,
                      guint32 offset)
{
  if (row >= AWARD_MAX_ROWS)
    return AWARD_LIMIT_ROWS;
  if (column >= AWARD_MAX_COLUMNS)
    return AWARD_LIMIT_COLUMNS;
  if (sheet->cells->len >= AWARD_MAX_CELLS)
    return AWARD_LIMIT_CELLS;

  if (sheet->cells->len > 0 && sheet->is_ordered)
    {
      const StoredCell *last = &g_array_index (sheet->cells, StoredCell, sheet->cells->len - 1);
      sheet->is_ordered = last->row < row || (last->row == row && last->column < column);
    }

  const StoredCell cell = {
    .row = row, .text = offset, .column = (guint16) column, .type = (guint8) type, .flags = (guint8) flags
  };
  g_array_append_val (sheet->cells, cell);
  return AWARD_LIMIT_NONE;
}

AwardLimit
award_sheet_add (AwardSheet *sheet,
                 guint row,
                 guint column,
                 AwardCellType type,
                 guint flags,
                 const char *text,
                 gsize length)
{
  guint32 offset;

  if (length == 0)
    return AWARD_LIMIT_NONE;
  AwardLimit limit = award_sheet_add_text (sheet, text, length, &offset);
  if (limit != AWARD_LIMIT_NONE)
    return limit;
  return award_sheet_add_cell (sheet, row, column, type, flags, offset);
}

AwardLimit
award_sheet_add_shared (AwardSheet *sheet, guint row, guint column, guint32 offset)
{
  if (sheet->texts[offset] == '\0')
    return AWARD_LIMIT_NONE;
  return award_sheet_add_cell (sheet, row, column, AWARD_CELL_TEXT, FALSE, offset);
}

void
award_sheet_add_hidden (AwardSheet *sheet, guint first_row, guint last_row)
{
  if (first_row >= AWARD_MAX_ROWS)
    return;

  last_row = MIN (last_row, AWARD_MAX_ROWS - 1);
  if (sheet->hidden->len > 0)
    {
      HiddenRows *before = &g_array_index (sheet->hidden, HiddenRows, sheet->hidden->len - 1);
      if (before->last + 1 == first_row)
        {
          before->last = last_row;
          return;
        }
    }
  const HiddenRows rows = { first_row, last_row };
  g_array_append_val (sheet->hidden, rows);
}

AwardLimit
award_sheet_add_merged (AwardSheet *sheet, AwardMergedCells merged)
{
  if (sheet->merged->len >= AWARD_MAX_MERGED)
    return AWARD_LIMIT_MERGED;
  g_array_append_val (sheet->merged, merged);
  return AWARD_LIMIT_NONE;
}

guint
award_sheet_get_n_added (const AwardSheet *sheet)
{
  return sheet->cells->len;
}

void
award_sheet_truncate (AwardSheet *sheet, guint n_added)
{
  g_array_set_size (sheet->cells, n_added);
}

AwardLimit
award_sheet_repeat (AwardSheet *sheet, guint first, guint last, guint rows)
{
  for (guint i = first; i < last; i++)
    {
      const StoredCell cell = g_array_index (sheet->cells, StoredCell, i);
      const AwardLimit limit = award_sheet_add_cell (sheet, cell.row + rows, cell.column,
                                                     (AwardCellType) cell.type, cell.flags, cell.text);
      if (limit != AWARD_LIMIT_NONE)
        return limit;
    }
  return AWARD_LIMIT_NONE;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const StoredCell *first = a;
  const StoredCell *second = b;
  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;
  return (int) first->column - (int) second->column;
}

static int
compare_hidden (gconstpointer a, gconstpointer b)
{
  const HiddenRows *first = a;
  const HiddenRows *second = b;
  return (first->first > second->first) - (first->first < second->first);
}

/* Orders the cells; of two at one place the later added stays. */
static void
order_cells (AwardSheet *sheet)
{
  guint n_kept = 0;
  StoredCell *cells = (StoredCell *) (gpointer) sheet->cells->data;

  g_array_sort (sheet->cells, compare_cells); /* stable */
  for (guint i = 0; i < sheet->cells->len; i++)
    {
      if (n_kept > 0 && compare_cells (&cells[n_kept - 1], &cells[i]) == 0)
        n_kept--;
      cells[n_kept++] = cells[i];
    }
  g_array_set_size (sheet->cells, n_kept);
}

void
award_sheet_finish (AwardSheet *sheet)
{
  if (!sheet->is_ordered)
    order_cells (sheet);
  sheet->is_ordered = TRUE;
  g_array_sort (sheet->hidden, compare_hidden);

  const StoredCell *cells = (const StoredCell *) (gconstpointer) sheet->cells->data;
  const guint n_cells = sheet->cells->len;
  sheet->n_rows = n_cells > 0 ? cells[n_cells - 1].row + 1 : 0;
  sheet->n_columns = 0;
  g_free (sheet->row_starts);
  sheet->row_starts = g_new (guint32, (gsize) sheet->n_rows + 1);
  for (guint row = 0, i = 0; row < sheet->n_rows; row++)
    {
      sheet->row_starts[row] = i;
      while (i < n_cells && cells[i].row == row)
        i++;
      if (i > sheet->row_starts[row])
        sheet->n_columns = MAX (sheet->n_columns, cells[i - 1].column + 1u);
    }
  sheet->row_starts[sheet->n_rows] = n_cells;
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

AwardCell
award_sheet_get_cell (const AwardSheet *sheet, guint row, guint column)
{
  const AwardCell empty = { AWARD_CELL_EMPTY, FALSE, FALSE, "" };

  if (row >= sheet->n_rows)
    return empty;

  const StoredCell *cells = (const StoredCell *) (gconstpointer) sheet->cells->data;
  guint low = sheet->row_starts[row];
  guint high = sheet->row_starts[row + 1];
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
      if (low >= sheet->row_starts[row + 1] || cells[low].column != column)
        return empty;
    }

  return (AwardCell){ .type = (AwardCellType) cells[low].type,
                      .is_long = (cells[low].flags & AWARD_CELL_IS_LONG) != 0,
                      .is_percent = (cells[low].flags & AWARD_CELL_IS_PERCENT) != 0,
                      .text = sheet->texts + cells[low].text };
}

gboolean
award_sheet_is_row_hidden (const AwardSheet *sheet, guint row)
{
  guint low = 0;
  guint high = sheet->hidden->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      const HiddenRows *rows = &g_array_index (sheet->hidden, HiddenRows, middle);
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
award_sheet_get_n_merged (const AwardSheet *sheet)
{
  return sheet->merged->len;
}

AwardMergedCells
award_sheet_get_merged (const AwardSheet *sheet, guint i)
{
  return g_array_index (sheet->merged, AwardMergedCells, i);
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a sheet: cells as they come, then blocks of rows. */
#include "award-sheet-state.h"

#include <string.h>

/* Cells worth making blocks of, and bytes of text after which a block ends with its row. */
#define ENOUGH_CELLS 16384u
#define BLOCK_TEXTS (1024u * 1024)

G_STATIC_ASSERT (sizeof (AwardStoredCell) <= 16);
G_STATIC_ASSERT (AWARD_MAX_COLUMNS <= G_MAXUINT16);

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
  if (sheet->n_blocked + sheet->cells->len >= AWARD_MAX_CELLS)
    return AWARD_LIMIT_CELLS;
  if (row < sheet->n_complete)
    {
      sheet->sink->is_late = TRUE;
      return AWARD_LIMIT_LATE;
    }
  /* Texts from before the first cell are shared by cells. */
  if (!sheet->has_kept)
    {
      sheet->has_kept = TRUE;
      sheet->texts_kept = sheet->texts_length;
    }

  if (sheet->cells->len > 0 && sheet->is_ordered)
    {
      const AwardStoredCell *last = &g_array_index (sheet->cells, AwardStoredCell, sheet->cells->len - 1);
      sheet->is_ordered = last->row < row || (last->row == row && last->column < column);
    }

  const AwardStoredCell cell = {
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
      AwardHiddenRows *before = &g_array_index (sheet->hidden, AwardHiddenRows, sheet->hidden->len - 1);
      if (before->last + 1 == first_row)
        {
          before->last = last_row;
          return;
        }
    }
  const AwardHiddenRows rows = { first_row, last_row };
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

void
award_sheet_add_width (AwardSheet *sheet, AwardColumnWidth width)
{
  if (width.first <= width.last && width.last < AWARD_MAX_COLUMNS && width.width > 0 &&
      width.width <= AWARD_MAX_WIDTH && sheet->widths->len < AWARD_MAX_WIDTHS)
    g_array_append_val (sheet->widths, width);
}

const GArray *
award_sheet_get_widths (const AwardSheet *sheet)
{
  return sheet->widths;
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
      const AwardStoredCell cell = g_array_index (sheet->cells, AwardStoredCell, i);
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
  const AwardStoredCell *first = a;
  const AwardStoredCell *second = b;
  if (first->row != second->row)
    return first->row < second->row ? -1 : 1;
  return (int) first->column - (int) second->column;
}

static int
compare_hidden (gconstpointer a, gconstpointer b)
{
  const AwardHiddenRows *first = a;
  const AwardHiddenRows *second = b;
  return (first->first > second->first) - (first->first < second->first);
}

/* Orders the cells; of two at one place the later added stays. */
static void
order_cells (AwardSheet *sheet)
{
  guint n_kept = 0;
  AwardStoredCell *cells = (AwardStoredCell *) (gpointer) sheet->cells->data;

  g_array_sort (sheet->cells, compare_cells); /* stable */
  for (guint i = 0; i < sheet->cells->len; i++)
    {
      if (n_kept > 0 && compare_cells (&cells[n_kept - 1], &cells[i]) == 0)
        n_kept--;
      cells[n_kept++] = cells[i];
    }
  g_array_set_size (sheet->cells, n_kept);
}

/* The texts of a block being made: one that several cells use is kept once, unless it is used in passing. */
typedef struct
{
  GByteArray *bytes;
  GHashTable *places; /* offset in the arena + 1 → offset in the block */
  gsize next;         /* in the arena: texts from here on were not met yet */
} BlockTexts;

static guint32
place_text (const AwardSheet *sheet, BlockTexts *texts, guint32 offset)
{
  gpointer place = NULL;
  const gboolean is_new = offset >= texts->next;
  const gsize length = strlen (sheet->texts + offset) + 1;

  if (!is_new &&
      g_hash_table_lookup_extended (texts->places, GSIZE_TO_POINTER ((gsize) offset + 1), NULL, &place))
    return GPOINTER_TO_UINT (place);
  const guint32 at = texts->bytes->len;
  g_byte_array_append (texts->bytes, (const guint8 *) sheet->texts + offset, (guint) length);
  if (is_new)
    texts->next = offset + length;
  else
    g_hash_table_insert (texts->places, GSIZE_TO_POINTER ((gsize) offset + 1), GUINT_TO_POINTER (at));
  return at;
}

/* Makes a block of the cells from @first on up to its bounds; *@after: the first cell left. */
static AwardLimit
make_block (AwardSheet *sheet, guint first, guint *after)
{
  const AwardStoredCell *cells = (const AwardStoredCell *) (gconstpointer) sheet->cells->data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) row_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) packed = g_array_new (FALSE, FALSE, sizeof (AwardBlockCell));
  BlockTexts texts = { .bytes = bytes, .places = places, .next = sheet->texts_kept };
  const guint32 first_row = cells[first].row;
  guint i = first;

  for (; i < sheet->cells->len; i++)
    {
      const AwardStoredCell *cell = &cells[i];
      const guint32 n_rows = cell->row - first_row;
      /* A block ends with a row. */
      if (n_rows >= AWARD_BLOCK_ROWS || (bytes->len > BLOCK_TEXTS && cell->row > cell[-1].row))
        break;
      if (bytes->len > AWARD_MAX_BLOCK / 2)
        return AWARD_LIMIT_TEXTS;
      while (row_starts->len <= n_rows)
        g_array_append_val (row_starts, packed->len);
      const AwardBlockCell kept = { .text = place_text (sheet, &texts, cell->text),
                                    .column = cell->column,
                                    .type = cell->type,
                                    .flags = cell->flags };
      g_array_append_val (packed, kept);
    }
  *after = i;
  const AwardBlockHeader header = { first_row, row_starts->len, packed->len, bytes->len };
  g_array_append_val (row_starts, packed->len);
  sheet->n_blocked += packed->len;
  sheet->n_text_bytes += bytes->len;
  if (sheet->n_text_bytes > AWARD_MAX_TEXTS)
    return AWARD_LIMIT_TEXTS;

  const gsize n_starts = row_starts->len * sizeof (guint32);
  const gsize n_cells = packed->len * sizeof (AwardBlockCell);
  const gsize length = sizeof header + n_starts + n_cells + bytes->len;
  guint8 *data = g_malloc (length);
  memcpy (data, &header, sizeof header);
  memcpy (data + sizeof header, row_starts->data, n_starts);
  memcpy (data + sizeof header + n_starts, packed->data, n_cells);
  if (bytes->len > 0)
    memcpy (data + sizeof header + n_starts + n_cells, bytes->data, bytes->len);

  if (!sheet->sink)
    {
      AwardBlock block;
      award_sheet_take_memory (sheet, data);
      if (!award_block_open (&block, data, length))
        return AWARD_LIMIT_TEXTS;
      award_sheet_take_block (sheet, &block);
      return AWARD_LIMIT_NONE;
    }
  sheet->n_rows = first_row + header.n_rows;
  return sheet->sink->take (sheet->sink->data, data, length);
}

static AwardLimit
make_blocks (AwardSheet *sheet)
{
  AwardLimit limit = AWARD_LIMIT_NONE;

  if (!sheet->is_ordered)
    order_cells (sheet);
  sheet->is_ordered = TRUE;
  for (guint first = 0; first < sheet->cells->len && limit == AWARD_LIMIT_NONE;)
    limit = make_block (sheet, first, &first);
  g_array_set_size (sheet->cells, 0);
  sheet->texts_length = sheet->texts_kept;
  return limit;
}

void
award_sheet_set_sink (AwardSheet *sheet, AwardSheetSink *sink)
{
  sheet->sink = sink;
}

AwardLimit
award_sheet_complete_rows (AwardSheet *sheet, guint row)
{
  if (!sheet->sink || sheet->sink->waits || sheet->cells->len == 0 ||
      (sheet->cells->len < ENOUGH_CELLS && sheet->texts_length - sheet->texts_kept < BLOCK_TEXTS))
    return AWARD_LIMIT_NONE;
  const guint last = g_array_index (sheet->cells, AwardStoredCell, sheet->cells->len - 1).row;
  sheet->n_complete = MAX (row, last + 1);
  return make_blocks (sheet);
}

AwardLimit
award_sheet_finish (AwardSheet *sheet)
{
  g_array_sort (sheet->hidden, compare_hidden);
  return make_blocks (sheet);
}

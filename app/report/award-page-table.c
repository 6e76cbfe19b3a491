/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-page-table.h"

/* Type sizes, from the one that reads well down to the smallest that still prints clearly. */
#define LARGEST_SIZE 10.5
#define SMALLEST_SIZE 6.5
#define SIZE_STEP 0.5

#define PADDING_X 3.0
#define PADDING_Y 2.0
#define LINE_WIDTH 0.5
#define HEADING_GREY 0.92

/* Least widths in characters: of words that may wrap, of sentences, of headings. */
#define LEAST_WORDS 10.0
#define LEAST_SENTENCE 13.0
#define LEAST_HEADING 4.1
#define MOST_SENTENCE 40.0
/* Lines a heading may take. */
#define HEADING_LINES 3.0

typedef struct
{
  guint first; /* index of its first text; of a section the only one */
  gboolean is_section;
  double height;
} Row;

struct _AwardPageTable
{
  const AwardListing *listing;
  AwardTypeset *typeset;
  guint n_columns;
  double size;
  double *widths;
  double head_height;

  GArray *rows;        /* Row */
  GPtrArray *texts;    /* const char *, in chunk */
  GStringChunk *chunk; /* equal texts once */
  GArray *numbers;     /* gint64: of each row the columns with a sum */
  guint n_sums;
};

typedef struct
{
  AwardPageTable *table;
  double *natural; /* widest text of each column at size 1 */
} Reader;

static PangoAlignment
column_alignment (const AwardListingColumn *column)
{
  if (column->is_centred)
    return PANGO_ALIGN_CENTER;

  switch (column->type)
    {
    case AWARD_LISTING_COUNT:
    case AWARD_LISTING_AMOUNT:
    case AWARD_LISTING_DECIMAL:
    case AWARD_LISTING_PERCENT:
      return PANGO_ALIGN_RIGHT;
    case AWARD_LISTING_TEXT:
    case AWARD_LISTING_CODE:
    case AWARD_LISTING_DATE:
    default:
      return PANGO_ALIGN_LEFT;
    }
}

static gboolean
may_wrap (const AwardListingColumn *column)
{
  return column->type == AWARD_LISTING_TEXT;
}

static gboolean
on_row (const AwardListingCell *cells, const char *section, gpointer data, GError **error)
{
  Reader *reader = data;
  AwardPageTable *self = reader->table;
  const Row row = { .first = self->texts->len, .is_section = cells == NULL };

  g_array_append_val (self->rows, row);
  if (cells == NULL)
    {
      g_ptr_array_add (self->texts, g_string_chunk_insert_const (self->chunk, section));
      return TRUE;
    }

  for (guint i = 0; i < self->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (self->listing, i);
      g_autofree char *text = award_listing_cell_text (column, &cells[i]);

      g_ptr_array_add (self->texts, g_string_chunk_insert_const (self->chunk, text));
      reader->natural[i] =
          MAX (reader->natural[i], award_typeset_estimate (self->typeset, AWARD_FACE_BODY, text));
      if (column->has_total)
        g_array_append_val (self->numbers, cells[i].number);
    }

  return TRUE;
}

/* Adds up column @column of @n_rows rows from @first on. */
static gint64
add_up (const AwardPageTable *self, guint column, guint first, guint n_rows)
{
  guint place = 0;
  gint64 sum = 0;

  for (guint i = 0; i < column; i++)
    place += award_listing_get_column (self->listing, i)->has_total;

  /* Tables with sums have no sections, so rows and numbers go together. */
  for (guint row = first; row < first + n_rows; row++)
    {
      gint64 number = g_array_index (self->numbers, gint64, row * self->n_sums + place);

      if (number != RULES_MISSING)
        sum += number;
    }

  return sum;
}

static char *
sum_text (const AwardPageTable *self, guint column, guint first, guint n_rows)
{
  const AwardListingCell cell = { .number = add_up (self, column, first, n_rows) };

  return award_listing_cell_text (award_listing_get_column (self->listing, column), &cell);
}

/* Shares @width among the columns, whose texts are @natural wide at size 1: each gets what it needs, and
 * those that wrap give way or take the rest. */
static void
fit_columns (AwardPageTable *self, double *natural, double width)
{
  g_autofree double *least = g_new0 (double, self->n_columns);
  double room = width - self->n_columns * 2 * PADDING_X;
  double sum_least = 0, sum_natural = 0;
  double need_words = 0, need_sentences = 0;
  gboolean has_long = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (self->listing, i);
      double heading = award_typeset_estimate (self->typeset, AWARD_FACE_HEADING, column->heading);
      g_autofree char *sum = column->has_total ? sum_text (self, i, 0, self->rows->len) : NULL;

      if (sum)
        natural[i] = MAX (natural[i], award_typeset_estimate (self->typeset, AWARD_FACE_HEADING, sum));
      least[i] = natural[i];
      if (may_wrap (column))
        least[i] = MIN (natural[i], column->is_long ? LEAST_SENTENCE : LEAST_WORDS);
      if (column->is_long)
        natural[i] = MIN (natural[i], MOST_SENTENCE);
      least[i] = MAX (least[i], MAX (MIN (heading, LEAST_HEADING), heading / HEADING_LINES + 0.5));
      natural[i] = MAX (natural[i], MAX (least[i], heading / 2 + 0.5));
      sum_least += least[i];
      sum_natural += natural[i];
      *(column->is_long ? &need_sentences : &need_words) += natural[i] - least[i];
      has_long = has_long || column->is_long;
    }

  for (self->size = LARGEST_SIZE; self->size > SMALLEST_SIZE && sum_natural * self->size > room;)
    {
      /* Two lines for some are better than small type for all. */
      if (sum_least * self->size <= room && self->size <= LARGEST_SIZE - 2 * SIZE_STEP)
        break;
      self->size -= SIZE_STEP;
    }

  room /= self->size;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (self->listing, i);
      double share = natural[i];

      if (sum_natural <= room)
        {
          /* Sentences take the rest; without them all columns share it. */
          if (!has_long)
            share *= room / sum_natural;
          else if (column->is_long)
            share += room - sum_natural;
        }
      else if (sum_least <= room)
        {
          /* Words first: what is left is for the sentences. */
          double words = MIN (room - sum_least, need_words);
          double sentences = room - sum_least - words;

          share = least[i];
          if (column->is_long)
            share += sentences > 0 ? (natural[i] - least[i]) * sentences / need_sentences : 0;
          else if (words > 0)
            share += (natural[i] - least[i]) * words / need_words;
        }
      else
        {
          share = least[i] * room / sum_least;
        }
      self->widths[i] = share * self->size + 2 * PADDING_X;
    }
}

/* The layout of @text in a cell of @width: one line where it fits. */
static PangoLayout *
cell_layout (AwardPageTable *self, AwardFace face, double width, PangoAlignment alignment, const char *text)
{
  double inner = width - 2 * PADDING_X;
  gboolean fits = award_typeset_estimate (self->typeset, face, text) * self->size <= inner + 0.1;

  return award_typeset_layout (self->typeset, face, self->size, fits ? 0 : inner, alignment, text);
}

static double
layout_height (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static double
cell_height (AwardPageTable *self, AwardFace face, double width, const char *text)
{
  if (award_typeset_estimate (self->typeset, face, text) * self->size <= width - 2 * PADDING_X + 0.1)
    return award_typeset_line (self->typeset, face, self->size);

  return layout_height (cell_layout (self, face, width, PANGO_ALIGN_LEFT, text));
}

static double
total_width (const AwardPageTable *self)
{
  double width = 0;

  for (guint i = 0; i < self->n_columns; i++)
    width += self->widths[i];

  return width;
}

static void
fit_rows (AwardPageTable *self)
{
  self->head_height = award_typeset_line (self->typeset, AWARD_FACE_HEADING, self->size);
  for (guint i = 0; i < self->n_columns; i++)
    self->head_height =
        MAX (self->head_height, cell_height (self, AWARD_FACE_HEADING, self->widths[i],
                                             award_listing_get_column (self->listing, i)->heading));
  self->head_height += 2 * PADDING_Y;

  for (guint r = 0; r < self->rows->len; r++)
    {
      Row *row = &g_array_index (self->rows, Row, r);

      row->height = award_typeset_line (self->typeset, AWARD_FACE_BODY, self->size);
      for (guint i = 0; !row->is_section && i < self->n_columns; i++)
        row->height = MAX (row->height, cell_height (self, AWARD_FACE_BODY, self->widths[i],
                                                     self->texts->pdata[row->first + i]));
      row->height += 2 * PADDING_Y;
    }
}

AwardPageTable *
award_page_table_new (AwardDossier *dossier,
                      const AwardListing *listing,
                      AwardTypeset *typeset,
                      double width,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (AwardPageTable) self = g_new0 (AwardPageTable, 1);
  g_autofree double *natural = g_new0 (double, listing->columns->len);
  Reader reader = { self, natural };

  self->listing = listing;
  self->typeset = typeset;
  self->n_columns = listing->columns->len;
  self->widths = g_new0 (double, self->n_columns);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->texts = g_ptr_array_new ();
  self->chunk = g_string_chunk_new (4096);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->n_columns; i++)
    self->n_sums += award_listing_get_column (listing, i)->has_total;

  if (!award_dossier_foreach_row (dossier, listing, on_row, &reader, cancellable, error))
    return NULL;

  fit_columns (self, natural, width);
  fit_rows (self);
  return g_steal_pointer (&self);
}

void
award_page_table_free (AwardPageTable *self)
{
  g_array_unref (self->rows);
  g_ptr_array_unref (self->texts);
  g_string_chunk_free (self->chunk);
  g_array_unref (self->numbers);
  g_free (self->widths);
  g_free (self);
}

const AwardListing *
award_page_table_get_listing (const AwardPageTable *self)
{
  return self->listing;
}

guint
award_page_table_get_n_rows (const AwardPageTable *self)
{
  return self->rows->len;
}

double
award_page_table_row_height (const AwardPageTable *self, guint row)
{
  return g_array_index (self->rows, Row, row).height;
}

gboolean
award_page_table_is_section (const AwardPageTable *self, guint row)
{
  return g_array_index (self->rows, Row, row).is_section;
}

double
award_page_table_head_height (const AwardPageTable *self)
{
  return self->head_height;
}

gboolean
award_page_table_has_sums (const AwardPageTable *self)
{
  return self->n_sums > 0;
}

double
award_page_table_sum_height (const AwardPageTable *self)
{
  return award_typeset_line (self->typeset, AWARD_FACE_HEADING, self->size) + 2 * PADDING_Y;
}

static void
draw_box (cairo_t *cr, double x, double y, double width, double height, double grey)
{
  cairo_rectangle (cr, x, y, width, height);
  if (grey < 1)
    {
      cairo_set_source_rgb (cr, grey, grey, grey);
      cairo_fill_preserve (cr);
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}

static void
draw_text (AwardPageTable *self,
           cairo_t *cr,
           AwardFace face,
           double x,
           double y,
           double width,
           double height,
           PangoAlignment alignment,
           const char *text)
{
  PangoLayout *layout;
  double inner = width - 2 * PADDING_X;
  double shift = 0;
  int layout_width;

  if (*text == '\0')
    return;

  layout = cell_layout (self, face, width, alignment, text);
  if (pango_layout_get_width (layout) < 0)
    {
      pango_layout_get_size (layout, &layout_width, NULL);
      shift = inner - (double) layout_width / PANGO_SCALE;
      if (alignment == PANGO_ALIGN_LEFT)
        shift = 0;
      else if (alignment == PANGO_ALIGN_CENTER)
        shift /= 2;
    }
  cairo_move_to (cr, x + PADDING_X + shift, y + (height - layout_height (layout)) / 2);
  pango_cairo_show_layout (cr, layout);
}

double
award_page_table_draw_head (AwardPageTable *self, cairo_t *cr, double x, double y)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      draw_box (cr, x, y, self->widths[i], self->head_height, HEADING_GREY);
      draw_text (self, cr, AWARD_FACE_HEADING, x, y, self->widths[i], self->head_height, PANGO_ALIGN_CENTER,
                 award_listing_get_column (self->listing, i)->heading);
      x += self->widths[i];
    }

  return y + self->head_height;
}

static void
draw_row (AwardPageTable *self, cairo_t *cr, double x, double y, const Row *row)
{
  if (row->is_section)
    {
      draw_box (cr, x, y, total_width (self), row->height, 1);
      draw_text (self, cr, AWARD_FACE_HEADING, x, y, total_width (self), row->height, PANGO_ALIGN_LEFT,
                 self->texts->pdata[row->first]);
      return;
    }

  for (guint i = 0; i < self->n_columns; i++)
    {
      const AwardListingColumn *column = award_listing_get_column (self->listing, i);

      draw_box (cr, x, y, self->widths[i], row->height, 1);
      draw_text (self, cr, AWARD_FACE_BODY, x, y, self->widths[i], row->height, column_alignment (column),
                 self->texts->pdata[row->first + i]);
      x += self->widths[i];
    }
}

double
award_page_table_draw_rows (AwardPageTable *self, cairo_t *cr, double x, double y, guint first, guint n_rows)
{
  for (guint r = first; r < first + n_rows; r++)
    {
      const Row *row = &g_array_index (self->rows, Row, r);

      draw_row (self, cr, x, y, row);
      y += row->height;
    }

  return y;
}

double
award_page_table_draw_sums (AwardPageTable *self,
                            cairo_t *cr,
                            double x,
                            double y,
                            const char *label,
                            guint first,
                            guint n_rows)
{
  double height = award_page_table_sum_height (self);
  guint first_sum = award_listing_first_sum (self->listing);
  double label_width = 0;

  for (guint i = 0; i < first_sum; i++)
    label_width += self->widths[i];
  draw_box (cr, x, y, label_width, height, 1);
  draw_text (self, cr, AWARD_FACE_HEADING, x, y, label_width, height, PANGO_ALIGN_CENTER, label);
  x += label_width;

  for (guint i = first_sum; i < self->n_columns; i++)
    {
      draw_box (cr, x, y, self->widths[i], height, 1);
      if (award_listing_get_column (self->listing, i)->has_total)
        {
          g_autofree char *sum = sum_text (self, i, first, n_rows);
          draw_text (self, cr, AWARD_FACE_HEADING, x, y, self->widths[i], height, PANGO_ALIGN_RIGHT, sum);
        }
      x += self->widths[i];
    }

  return y + height;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report on A4 landscape: a cover with totals and signatures, then the listings. */
#include "config.h"

#include "award-report.h"

#include <cairo-pdf.h>

#include <glib/gi18n.h>

#include "award-output.h"
#include "award-page-table.h"
#include "award-words-private.h"

/* A4 landscape in points; the wider margin is for binding. */
#define MM (72.0 / 25.4)
#define PAGE_WIDTH (297 * MM)
#define PAGE_HEIGHT (210 * MM)
#define LEFT (20 * MM)
#define RIGHT (PAGE_WIDTH - 15 * MM)
#define TOP (16 * MM)
#define BOTTOM (PAGE_HEIGHT - 18 * MM)
#define WIDTH (RIGHT - LEFT)

#define COVER_TITLE_SIZE 22.0
#define TITLE_SIZE 16.0
#define BASIS_SIZE 10.0
#define CAPITAL_SIZE 12.0
#define CAPTION_SIZE 11.0
#define SIGNATURE_HEIGHT 62.0
#define FOOTER_SIZE 10.5
#define GAP 6.0

typedef struct
{
  guint table; /* index */
  guint first;
  guint n_rows;
  gboolean ends;       /* the last rows of the table: its total follows */
  gboolean counties;   /* the table of the counties stands beneath, all of it */
  gboolean signatures; /* capital total and signatures, the end of the cover */
} Page;

struct _AwardPages
{
  AwardDossier *dossier;
  AwardTypeset *typeset;
  GPtrArray *tables; /* AwardPageTable */
  GArray *pages;     /* Page */
};

static double
title_size (guint table)
{
  return table == 0 ? COVER_TITLE_SIZE : TITLE_SIZE;
}

/* Height of what stands above the heading of a table. */
static double
head_height (const AwardPages *self, guint table)
{
  return award_typeset_line (self->typeset, AWARD_FACE_TITLE, title_size (table)) + GAP +
         award_typeset_line (self->typeset, AWARD_FACE_BODY, BASIS_SIZE) + GAP / 2;
}

static double
signatures_height (const AwardPages *self)
{
  return award_typeset_line (self->typeset, AWARD_FACE_BODY, CAPITAL_SIZE) + 3 * GAP + SIGNATURE_HEIGHT;
}

/* Height of the whole table of the counties beneath the one of the measures; more than any page where there
 * is none. */
static double
counties_height (const AwardPages *self)
{
  const AwardPageTable *table;
  double height;

  if (self->tables->len < 2)
    return G_MAXDOUBLE;

  table = self->tables->pdata[1];
  height = 2 * GAP + award_typeset_line (self->typeset, AWARD_FACE_HEADING, CAPTION_SIZE) +
           award_page_table_head_height (table) + award_page_table_sum_height (table);
  for (guint row = 0; row < award_page_table_get_n_rows (table); row++)
    height += award_page_table_row_height (table, row);

  return height;
}

/* What ends the cover: the counties if they fit, the signatures there or on a page of their own. */
static void
end_cover (AwardPages *self, Page *page, double room)
{
  page->counties = page->first == 0 && counties_height (self) + signatures_height (self) <= room;
  page->signatures = signatures_height (self) <= room;
}

/* Breaks a table into pages, each with room for the sums of the page and of the table. */
static void
add_pages (AwardPages *self, guint index)
{
  const AwardPageTable *table = self->tables->pdata[index];
  guint n_rows = award_page_table_get_n_rows (table);
  double room = BOTTOM - TOP - head_height (self, index) - award_page_table_head_height (table);
  guint row = 0;

  if (award_page_table_has_sums (table))
    room -= 2 * award_page_table_sum_height (table);

  do
    {
      Page page = { .table = index, .first = row };
      double used = 0;

      while (row < n_rows && (page.n_rows == 0 || used + award_page_table_row_height (table, row) <= room))
        {
          used += award_page_table_row_height (table, row++);
          page.n_rows++;
        }
      /* The heading of a section goes with its first row. */
      if (row < n_rows && page.n_rows > 1 && award_page_table_is_section (table, row - 1))
        {
          row--;
          page.n_rows--;
        }
      page.ends = row == n_rows;
      if (index == 0 && page.ends)
        end_cover (self, &page, room - used);
      g_array_append_val (self->pages, page);
      if (index == 0 && page.ends && !page.signatures)
        {
          const Page last = { .table = 0, .first = row, .signatures = TRUE };
          g_array_append_val (self->pages, last);
        }
    }
  while (row < n_rows);
}

AwardPages *
award_pages_new (AwardLedger *ledger, gint64 batch, GCancellable *cancellable, GError **error)
{
  g_autoptr (AwardPages) self = g_new0 (AwardPages, 1);

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), NULL);

  self->typeset = award_typeset_new ();
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) award_page_table_free);
  self->pages = g_array_new (FALSE, TRUE, sizeof (Page));
  self->dossier = award_dossier_new (ledger, batch, AWARD_DOSSIER_PRINT, cancellable, error);
  if (self->dossier == NULL)
    return NULL;

  for (guint i = 0; i < self->dossier->listings->len; i++)
    {
      AwardPageTable *table = award_page_table_new (self->dossier, self->dossier->listings->pdata[i],
                                                    self->typeset, WIDTH, cancellable, error);

      if (table == NULL)
        return NULL;
      g_ptr_array_add (self->tables, table);
    }

  for (guint i = 0; i < self->tables->len; i++)
    if (i != 1 || !g_array_index (self->pages, Page, 0).counties)
      add_pages (self, i);

  return g_steal_pointer (&self);
}

void
award_pages_free (AwardPages *self)
{
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_array_unref);
  g_clear_pointer (&self->typeset, award_typeset_free);
  g_clear_pointer (&self->dossier, award_dossier_free);
  g_free (self);
}

guint
award_pages_get_n_pages (const AwardPages *self)
{
  return self->pages->len;
}

/* Draws @text with its upper edge at @y across the page's width. Returns the lower edge. */
static double
draw_line (AwardPages *self,
           cairo_t *cr,
           double y,
           AwardFace face,
           double size,
           PangoAlignment alignment,
           const char *text)
{
  PangoLayout *layout = award_typeset_layout (self->typeset, face, size, WIDTH, alignment, text);

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_move_to (cr, LEFT, y);
  pango_cairo_show_layout (cr, layout);
  return y + award_typeset_line (self->typeset, face, size);
}

/* The largest size down from @size at which @text stays on one line. */
static double
fitting_size (AwardPages *self, AwardFace face, double size, const char *text)
{
  double width = award_typeset_estimate (self->typeset, face, text);

  return width * size > WIDTH - 1 ? (WIDTH - 1) / width : size;
}

/* Title, basis and unit above the heading of a table. */
static double
draw_head (AwardPages *self, cairo_t *cr, const Page *page)
{
  const AwardListing *listing = award_page_table_get_listing (self->tables->pdata[page->table]);
  g_autofree char *continued =
      page->first > 0 ? g_strdup_printf (_ ("%s (continued)"), listing->title) : NULL;
  const char *title = continued ? continued : listing->title;
  double size = fitting_size (self, AWARD_FACE_TITLE, title_size (page->table), title);
  double basis_size;
  double unit_width = 0;
  double y;

  draw_line (self, cr, TOP, AWARD_FACE_TITLE, size, PANGO_ALIGN_CENTER, title);
  y = TOP + award_typeset_line (self->typeset, AWARD_FACE_TITLE, title_size (page->table)) + GAP;
  if (listing->unit)
    {
      unit_width =
          award_typeset_estimate (self->typeset, AWARD_FACE_BODY, listing->unit) * BASIS_SIZE + 2 * GAP;
      draw_line (self, cr, y, AWARD_FACE_BODY, BASIS_SIZE, PANGO_ALIGN_RIGHT, listing->unit);
    }
  basis_size = award_typeset_estimate (self->typeset, AWARD_FACE_BODY, listing->basis);
  basis_size = MIN (BASIS_SIZE, (WIDTH - unit_width) / basis_size);
  draw_line (self, cr, y, AWARD_FACE_BODY, basis_size, PANGO_ALIGN_LEFT, listing->basis);
  return y + award_typeset_line (self->typeset, AWARD_FACE_BODY, BASIS_SIZE) + GAP / 2;
}

/* The total in capitals, and three boxes for those who sign. */
static void
draw_signatures (AwardPages *self, cairo_t *cr, double y)
{
  const char *const roles[] = { _ ("Prepared by:"), _ ("Checked by:"), _ ("Approved by:") };
  g_autofree char *capital = award_words_capital (self->dossier->total);
  g_autofree char *amount = award_words_amount (self->dossier->total);
  g_autofree char *total =
      g_strdup_printf (_ ("Total in capitals: %s    (in figures: %s yuan)"), capital, amount);
  double width = WIDTH / G_N_ELEMENTS (roles);
  double size = fitting_size (self, AWARD_FACE_BODY, CAPITAL_SIZE, total);

  y = draw_line (self, cr, y + GAP, AWARD_FACE_BODY, size, PANGO_ALIGN_LEFT, total) + GAP;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      double x = LEFT + i * width;
      PangoLayout *layout;

      cairo_set_line_width (cr, 0.5);
      cairo_rectangle (cr, x, y, width, SIGNATURE_HEIGHT);
      cairo_stroke (cr);
      layout = award_typeset_layout (self->typeset, AWARD_FACE_BODY, BASIS_SIZE, width - 2 * GAP,
                                     PANGO_ALIGN_LEFT, roles[i]);
      cairo_move_to (cr, x + GAP, y + GAP);
      pango_cairo_show_layout (cr, layout);
      /* Translators: the place for a date to be written by hand. */
      layout = award_typeset_layout (self->typeset, AWARD_FACE_BODY, BASIS_SIZE, width - 2 * GAP,
                                     PANGO_ALIGN_RIGHT, _ ("Date:                    "));
      cairo_move_to (cr, x + GAP, y + SIGNATURE_HEIGHT - 3 * GAP);
      pango_cairo_show_layout (cr, layout);
    }
}

/* The table of the counties, all of it. */
static double
draw_counties (AwardPages *self, cairo_t *cr, double y)
{
  AwardPageTable *table = self->tables->pdata[1];
  guint n_rows = award_page_table_get_n_rows (table);

  y = draw_line (self, cr, y + GAP, AWARD_FACE_HEADING, CAPTION_SIZE, PANGO_ALIGN_LEFT,
                 award_page_table_get_listing (table)->title) +
      GAP;
  y = award_page_table_draw_head (table, cr, LEFT, y);
  y = award_page_table_draw_rows (table, cr, LEFT, y, 0, n_rows);
  return award_page_table_draw_sums (table, cr, LEFT, y, _ ("Total"), 0, n_rows);
}

void
award_pages_draw (AwardPages *self, guint number, cairo_t *cr)
{
  const Page *page;
  AwardPageTable *table;
  g_autofree char *footer = NULL;
  double y;

  g_return_if_fail (number < self->pages->len);

  page = &g_array_index (self->pages, Page, number);
  table = self->tables->pdata[page->table];
  y = draw_head (self, cr, page);
  if (page->n_rows > 0 || page->first == 0)
    {
      y = award_page_table_draw_head (table, cr, LEFT, y);
      y = award_page_table_draw_rows (table, cr, LEFT, y, page->first, page->n_rows);
      if (award_page_table_has_sums (table) && (page->first > 0 || !page->ends))
        y = award_page_table_draw_sums (table, cr, LEFT, y, _ ("Total of this page"), page->first,
                                        page->n_rows);
      if (award_page_table_has_sums (table) && page->ends)
        y = award_page_table_draw_sums (table, cr, LEFT, y, _ ("Total"), 0,
                                        award_page_table_get_n_rows (table));
    }
  if (page->counties)
    y = draw_counties (self, cr, y);
  if (page->signatures)
    draw_signatures (self, cr, y);

  footer = g_strdup_printf ("— %u —", number + 1);
  draw_line (self, cr, BOTTOM + GAP, AWARD_FACE_BODY, FOOTER_SIZE, PANGO_ALIGN_CENTER, footer);
}

static gboolean
draw_all (AwardPages *self,
          cairo_surface_t *surface,
          AwardProgress progress,
          gpointer progress_data,
          GCancellable *cancellable,
          GError **error)
{
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < self->pages->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        {
          cairo_destroy (cr);
          return FALSE;
        }
      award_pages_draw (self, i, cr);
      cairo_show_page (cr);
      if (progress)
        progress (i + 1, self->pages->len, progress_data);
    }

  cairo_destroy (cr);
  return TRUE;
}

gboolean
award_pages_write_pdf (AwardPages *self,
                       const char *path,
                       AwardProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (AwardOutput) output = award_output_new (path, error);
  g_autofree char *shown = g_filename_display_name (path);
  cairo_surface_t *surface;
  cairo_status_t status;
  gboolean drawn;

  if (output == NULL)
    return FALSE;

  surface = cairo_pdf_surface_create (award_output_get_path (output), PAGE_WIDTH, PAGE_HEIGHT);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->dossier->title);
  drawn = draw_all (self, surface, progress, progress_data, cancellable, error);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!drawn)
    return FALSE;
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, AWARD_REPORT_ERROR, AWARD_REPORT_ERROR_WRITE, _ ("“%s” cannot be written: %s"),
                   shown, cairo_status_to_string (status));
      return FALSE;
    }

  return award_output_commit (output, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-typeset.h"

#include <string.h>

/* Layouts kept: a page has some hundred, and most texts of a report come again. */
#define MOST_LAYOUTS 8192

#define FIRST_ASCII 0x20
#define LAST_ASCII 0x7E
/* Glyphs are measured this large, so that rounding does not matter. */
#define MEASURE_SIZE 100.0

/* The families a bureau's machine has, then the ones every system of ours has. */
static const char *const families[AWARD_N_FACES] = {
  [AWARD_FACE_BODY] = "SimSun,宋体,NSimSun,Noto Serif CJK SC,Noto Sans CJK SC,serif",
  [AWARD_FACE_HEADING] = "SimHei,黑体,Noto Sans CJK SC,sans-serif",
  [AWARD_FACE_TITLE] =
      "FZXiaoBiaoSong-B05S,方正小标宋简体,SimSun,宋体,Noto Serif CJK SC,Noto Sans CJK SC,serif",
};

typedef struct
{
  char *text;
  AwardFace face;
  double size;
  double width;
  PangoAlignment alignment;
} Key;

struct _AwardTypeset
{
  PangoContext *context;
  PangoFontDescription *fonts[AWARD_N_FACES];
  GHashTable *layouts; /* Key → PangoLayout */
  double ascii[AWARD_N_FACES][LAST_ASCII - FIRST_ASCII + 1];
  double wide[AWARD_N_FACES];
  double line[AWARD_N_FACES];
};

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->text) ^ (guint) key->face * 31 ^ (guint) (key->width * 16) * 131 ^
         (guint) (key->size * 4) * 8191;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const Key *one = a;
  const Key *other = b;

  return one->face == other->face && one->size >= other->size && one->size <= other->size &&
         one->width >= other->width && one->width <= other->width && one->alignment == other->alignment &&
         strcmp (one->text, other->text) == 0;
}

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_free (key);
}

static PangoLayout *
new_layout (AwardTypeset *self, const Key *key)
{
  PangoLayout *layout = pango_layout_new (self->context);

  pango_font_description_set_absolute_size (self->fonts[key->face], key->size * PANGO_SCALE);
  pango_layout_set_font_description (layout, self->fonts[key->face]);
  pango_layout_set_alignment (layout, key->alignment);
  if (key->width > 0)
    {
      pango_layout_set_width (layout, (int) (key->width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_set_text (layout, key->text, -1);
  return layout;
}

PangoLayout *
award_typeset_layout (AwardTypeset *self,
                      AwardFace face,
                      double size,
                      double width,
                      PangoAlignment alignment,
                      const char *text)
{
  const Key sought = { (char *) text, face, size, width, alignment };
  PangoLayout *layout = g_hash_table_lookup (self->layouts, &sought);
  Key *key;

  if (layout)
    return layout;

  if (g_hash_table_size (self->layouts) >= MOST_LAYOUTS)
    g_hash_table_remove_all (self->layouts);
  key = g_new (Key, 1);
  *key = sought;
  key->text = g_strdup (text);
  layout = new_layout (self, key);
  g_hash_table_insert (self->layouts, key, layout);
  return layout;
}

static double
measure (AwardTypeset *self, AwardFace face, const char *text, double *height)
{
  const Key key = { (char *) text, face, MEASURE_SIZE, 0, PANGO_ALIGN_LEFT };
  g_autoptr (PangoLayout) layout = new_layout (self, &key);
  int width, line;

  pango_layout_get_size (layout, &width, &line);
  if (height)
    *height = line / MEASURE_SIZE / PANGO_SCALE;
  return width / MEASURE_SIZE / PANGO_SCALE;
}

AwardTypeset *
award_typeset_new (void)
{
  AwardTypeset *self = g_new0 (AwardTypeset, 1);
  /* A map of its own: pages are laid out on one thread and may be drawn on another. */
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  self->context = pango_font_map_create_context (map);
  /* Paper has no pixels: a point is a unit, and nothing is rounded to a grid. */
  pango_cairo_context_set_resolution (self->context, 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  /* Han characters in their Chinese forms, whatever the locale. */
  pango_context_set_language (self->context, pango_language_from_string ("zh-cn"));

  self->layouts = g_hash_table_new_full (key_hash, key_equal, key_free, g_object_unref);
  for (guint face = 0; face < AWARD_N_FACES; face++)
    {
      self->fonts[face] = pango_font_description_from_string (families[face]);
      if (face != AWARD_FACE_BODY)
        pango_font_description_set_weight (self->fonts[face], PANGO_WEIGHT_BOLD);
      self->wide[face] = measure (self, face, "福", &self->line[face]);
      for (int c = FIRST_ASCII; c <= LAST_ASCII; c++)
        {
          const char text[] = { (char) c, '\0' };
          self->ascii[face][c - FIRST_ASCII] = measure (self, face, text, NULL);
        }
    }

  return self;
}

void
award_typeset_free (AwardTypeset *self)
{
  g_hash_table_unref (self->layouts);
  for (guint face = 0; face < AWARD_N_FACES; face++)
    pango_font_description_free (self->fonts[face]);
  g_object_unref (self->context);
  g_free (self);
}

double
award_typeset_estimate (AwardTypeset *self, AwardFace face, const char *text)
{
  double width = 0;

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    width += *c >= FIRST_ASCII && *c <= LAST_ASCII ? self->ascii[face][*c - FIRST_ASCII] : self->wide[face];

  return width;
}

double
award_typeset_line (AwardTypeset *self, AwardFace face, double size)
{
  return self->line[face] * size;
}

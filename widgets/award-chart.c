/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-chart.h"

#define ROW_HEIGHT 26
#define PAIR_HEIGHT 46
#define BAR_HEIGHT 14
/* How far the bars of a pair stand from the middle of their row. */
#define PAIR_OFFSET 9
#define PALE 0.35f
#define GAP 10
/* Names and values keep this share of the width each at most. */
#define MAX_NAME_SHARE 0.35

typedef struct
{
  PangoLayout *name;
  PangoLayout *text;
  gint64 value;
  PangoLayout *text_before; /* of a pair; NULL for a bar alone */
  gint64 before;
} Bar;

struct _AwardChart
{
  GtkWidget parent_instance;

  /* Owned */
  GArray *bars; /* Bar */
  char *title;
  GString *data;  /* "name: text" of each bar, for assistive tools */
  gint64 highest; /* the value of the longest bar */
};

G_DEFINE_FINAL_TYPE (AwardChart, award_chart, GTK_TYPE_WIDGET)

static void
bar_clear (gpointer data)
{
  Bar *bar = data;

  g_clear_object (&bar->name);
  g_clear_object (&bar->text);
  g_clear_object (&bar->text_before);
}

static int
bar_height (const Bar *bar)
{
  return bar->text_before ? PAIR_HEIGHT : ROW_HEIGHT;
}

static int
layout_width (PangoLayout *layout)
{
  int width;

  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return width;
}

static void
award_chart_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  AwardChart *self = AWARD_CHART (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 420;
    }
  else
    {
      *minimum = 0;
      for (guint i = 0; i < self->bars->len; i++)
        *minimum += bar_height (&g_array_index (self->bars, Bar, i));
      *natural = *minimum;
    }
}

/* Its middle at @middle. */
static void
draw_layout (GtkSnapshot *snapshot, PangoLayout *layout, float x, float middle, const GdkRGBA *colour)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, middle - (float) height / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* A bar from @x on and its text behind it; @room is the length of the longest. */
static void
draw_bar (AwardChart *self,
          GtkSnapshot *snapshot,
          float x,
          float middle,
          float room,
          gint64 value,
          PangoLayout *text,
          const GdkRGBA *colour,
          const GdkRGBA *foreground)
{
  /* The share of the longest bar; drawing is no place for exact arithmetic. */
  const float share = room * (float) ((double) MAX (value, 0) / (double) MAX (self->highest, 1));
  const float length = value > 0 ? MAX (share, 2.0f) : 0;
  GskRoundedRect shape;

  if (length > 0)
    {
      gsk_rounded_rect_init_from_rect (
          &shape, &GRAPHENE_RECT_INIT (x, middle - BAR_HEIGHT / 2.0f, length, BAR_HEIGHT), 3);
      gtk_snapshot_push_rounded_clip (snapshot, &shape);
      gtk_snapshot_append_color (snapshot, colour, &shape.bounds);
      gtk_snapshot_pop (snapshot);
    }
  draw_layout (snapshot, text, x + (length > 0 ? length + 6 : 0), middle, foreground);
}

static void
award_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AwardChart *self = AWARD_CHART (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  const float width = (float) gtk_widget_get_width (widget);
  GdkRGBA foreground, accent, pale;
  int names = 0, texts = 0;
  float room, row = 0;

  gtk_style_context_get_color (style, &foreground);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = foreground;
  pale = accent;
  pale.alpha *= PALE;

  for (guint i = 0; i < self->bars->len; i++)
    {
      Bar *bar = &g_array_index (self->bars, Bar, i);

      names = MAX (names, layout_width (bar->name));
      texts = MAX (texts, layout_width (bar->text));
      if (bar->text_before)
        texts = MAX (texts, layout_width (bar->text_before));
    }
  names = MIN (names, (int) (width * MAX_NAME_SHARE));
  room = MAX (width - names - texts - 2 * GAP, 8.0f);

  for (guint i = 0; i < self->bars->len; i++)
    {
      Bar *bar = &g_array_index (self->bars, Bar, i);
      const float middle = row + (float) bar_height (bar) / 2.0f;
      const float offset = bar->text_before ? PAIR_OFFSET : 0;
      const float x = (float) names + GAP;

      pango_layout_set_width (bar->name, names * PANGO_SCALE);
      draw_layout (snapshot, bar->name, 0, middle, &foreground);
      if (bar->text_before)
        draw_bar (self, snapshot, x, middle - offset, room, bar->before, bar->text_before, &pale,
                  &foreground);
      draw_bar (self, snapshot, x, middle + offset, room, bar->value, bar->text, &accent, &foreground);
      row += (float) bar_height (bar);
    }
}

/* A new font or scale: the layouts follow. */
static void
award_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AwardChart *self = AWARD_CHART (widget);

  GTK_WIDGET_CLASS (award_chart_parent_class)->css_changed (widget, change);
  for (guint i = 0; i < self->bars->len; i++)
    {
      Bar *bar = &g_array_index (self->bars, Bar, i);

      pango_layout_context_changed (bar->name);
      pango_layout_context_changed (bar->text);
      if (bar->text_before)
        pango_layout_context_changed (bar->text_before);
    }
  gtk_widget_queue_draw (widget);
}

static void
award_chart_finalize (GObject *object)
{
  AwardChart *self = AWARD_CHART (object);

  g_array_unref (self->bars);
  g_free (self->title);
  g_string_free (self->data, TRUE);

  G_OBJECT_CLASS (award_chart_parent_class)->finalize (object);
}

static void
award_chart_class_init (AwardChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = award_chart_finalize;
  widget_class->measure = award_chart_measure;
  widget_class->snapshot = award_chart_snapshot;
  widget_class->css_changed = award_chart_css_changed;

  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
award_chart_init (AwardChart *self)
{
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->bars, bar_clear);
  self->data = g_string_new (NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "award-chart");
}

GtkWidget *
award_chart_new (void)
{
  return g_object_new (AWARD_TYPE_CHART, NULL);
}

static void
update_accessible (AwardChart *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->data->str, -1);
}

void
award_chart_set_title (AwardChart *self, const char *title)
{
  g_return_if_fail (AWARD_IS_CHART (self));

  g_free (self->title);
  self->title = g_strdup (title);
  update_accessible (self);
}

void
award_chart_clear (AwardChart *self)
{
  g_return_if_fail (AWARD_IS_CHART (self));

  g_array_set_size (self->bars, 0);
  g_string_truncate (self->data, 0);
  self->highest = 0;
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
award_chart_add_pair (AwardChart *self,
                      const char *name,
                      gint64 before,
                      const char *text_before,
                      gint64 after,
                      const char *text_after)
{
  Bar bar = { .value = after, .before = before };

  g_return_if_fail (AWARD_IS_CHART (self));

  bar.name = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
  bar.text = gtk_widget_create_pango_layout (GTK_WIDGET (self), text_after);
  if (text_before)
    bar.text_before = gtk_widget_create_pango_layout (GTK_WIDGET (self), text_before);
  pango_layout_set_ellipsize (bar.name, PANGO_ELLIPSIZE_END);
  g_array_append_val (self->bars, bar);
  self->highest = MAX (self->highest, MAX (before, after));

  if (self->data->len > 0)
    g_string_append (self->data, "; ");
  if (text_before)
    g_string_append_printf (self->data, "%s: %s → %s", name, text_before, text_after);
  else
    g_string_append_printf (self->data, "%s: %s", name, text_after);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
award_chart_add (AwardChart *self, const char *name, gint64 value, const char *text)
{
  award_chart_add_pair (self, name, 0, NULL, value, text);
}

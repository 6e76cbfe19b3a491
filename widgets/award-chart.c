/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-chart.h"

#define ROW_HEIGHT 26
#define BAR_HEIGHT 14
#define GAP 10
/* Names and values keep this share of the width each at most. */
#define MAX_NAME_SHARE 0.35

typedef struct
{
  PangoLayout *name;
  PangoLayout *text;
  gint64 value;
} Bar;

struct _AwardChart
{
  GtkWidget parent_instance;

  /* Owned */
  GArray *bars; /* Bar */
  char *title;
  GString *data; /* "name: text" of each bar, for assistive tools */
};

G_DEFINE_FINAL_TYPE (AwardChart, award_chart, GTK_TYPE_WIDGET)

static void
bar_clear (gpointer data)
{
  Bar *bar = data;

  g_clear_object (&bar->name);
  g_clear_object (&bar->text);
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
    *minimum = *natural = (int) self->bars->len * ROW_HEIGHT;
}

static void
draw_layout (GtkSnapshot *snapshot, PangoLayout *layout, float x, float row, const GdkRGBA *colour)
{
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, row + (ROW_HEIGHT - height) / 2.0f));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_bar (GtkSnapshot *snapshot, float x, float y, float width, const GdkRGBA *colour)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, width, BAR_HEIGHT), 3);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, colour, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
award_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AwardChart *self = AWARD_CHART (widget);
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  const float width = (float) gtk_widget_get_width (widget);
  GdkRGBA foreground, accent;
  gint64 highest = 1;
  int names = 0, texts = 0;
  float room;

  gtk_style_context_get_color (style, &foreground);
  if (!gtk_style_context_lookup_color (style, "accent_bg_color", &accent))
    accent = foreground;

  for (guint i = 0; i < self->bars->len; i++)
    {
      Bar *bar = &g_array_index (self->bars, Bar, i);

      names = MAX (names, layout_width (bar->name));
      texts = MAX (texts, layout_width (bar->text));
      highest = MAX (highest, bar->value);
    }
  names = MIN (names, (int) (width * MAX_NAME_SHARE));
  room = MAX (width - names - texts - 2 * GAP, 8.0f);

  for (guint i = 0; i < self->bars->len; i++)
    {
      Bar *bar = &g_array_index (self->bars, Bar, i);
      const float row = (float) i * ROW_HEIGHT;
      /* The share of the longest bar; drawing is no place for exact arithmetic. */
      const float length = room * (float) ((double) MAX (bar->value, 0) / (double) highest);

      pango_layout_set_width (bar->name, names * PANGO_SCALE);
      draw_layout (snapshot, bar->name, 0, row, &foreground);
      if (bar->value > 0)
        draw_bar (snapshot, names + GAP, row + (ROW_HEIGHT - BAR_HEIGHT) / 2.0f, MAX (length, 2.0f), &accent);
      draw_layout (snapshot, bar->text, names + GAP + (bar->value > 0 ? MAX (length, 2.0f) + 6 : 0), row,
                   &foreground);
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
      pango_layout_context_changed (g_array_index (self->bars, Bar, i).name);
      pango_layout_context_changed (g_array_index (self->bars, Bar, i).text);
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
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
award_chart_add (AwardChart *self, const char *name, gint64 value, const char *text)
{
  Bar bar;

  g_return_if_fail (AWARD_IS_CHART (self));

  bar.name = gtk_widget_create_pango_layout (GTK_WIDGET (self), name);
  bar.text = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  bar.value = value;
  pango_layout_set_ellipsize (bar.name, PANGO_ELLIPSIZE_END);
  g_array_append_val (self->bars, bar);

  if (self->data->len > 0)
    g_string_append (self->data, "; ");
  g_string_append_printf (self->data, "%s: %s", name, text);
  update_accessible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

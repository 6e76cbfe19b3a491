/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-window-private.h"

#include <glib/gi18n.h>

#include "award-memory.h"
#include "award-start-page.h"

G_DEFINE_FINAL_TYPE (AwardWindow, award_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_start_page (AwardWindow *self)
{
  g_auto (GStrv) recent = award_memory_get_recent ();

  if (!self->start_page)
    {
      self->start_page = award_start_page_new ();
      gtk_stack_add_named (self->stack, self->start_page, "start");
    }
  award_start_page_set_recent (AWARD_START_PAGE (self->start_page), (const char *const *) recent);
  gtk_stack_set_visible_child (self->stack, self->start_page);
}

static gboolean
award_window_close_request (GtkWindow *window)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  award_memory_set_window_size (width, height, gtk_window_is_maximized (window));

  return GTK_WINDOW_CLASS (award_window_parent_class)->close_request (window);
}

static void
award_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AWARD_TYPE_WINDOW);

  G_OBJECT_CLASS (award_window_parent_class)->dispose (object);
}

static void
award_window_class_init (AwardWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = award_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = award_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PREFIX "/ui/award-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, start_box);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, end_box);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, compute_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, batch_button);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, title_stack);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, job_label);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, job_progress);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AwardWindow, stack);
}

static void
award_window_init (AwardWindow *self)
{
  int width, height;
  gboolean maximized;

  gtk_widget_init_template (GTK_WIDGET (self));
  award_memory_get_window_size (&width, &height, &maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  show_start_page (self);
}

AwardWindow *
award_window_new (GtkApplication *application)
{
  return g_object_new (AWARD_TYPE_WINDOW, "application", application, NULL);
}

const char *
award_window_get_path (AwardWindow *self)
{
  return NULL;
}

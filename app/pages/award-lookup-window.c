/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-lookup-window.h"

#include "award-save-dialog.h"

/* The window leaves this much of the one behind it in sight, and is never larger. */
#define MARGIN 48
#define MOST_WIDTH 1320
#define MOST_HEIGHT 820

typedef struct
{
  AwardLookup *lookup;
  GCancellable *life;
  GtkNativeDialog *chooser;
  AwardLookupWindowChosen chosen;
  char *suffix;
  char *path; /* of the ledger */
} AwardLookupWindowPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AwardLookupWindow, award_lookup_window, ADW_TYPE_WINDOW)

static void
award_lookup_window_dispose (GObject *object)
{
  AwardLookupWindowPrivate *own = award_lookup_window_get_instance_private (AWARD_LOOKUP_WINDOW (object));

  g_cancellable_cancel (own->life);
  g_clear_object (&own->chooser);
  g_clear_object (&own->lookup);

  G_OBJECT_CLASS (award_lookup_window_parent_class)->dispose (object);
}

static void
award_lookup_window_finalize (GObject *object)
{
  AwardLookupWindowPrivate *own = award_lookup_window_get_instance_private (AWARD_LOOKUP_WINDOW (object));

  g_object_unref (own->life);
  g_free (own->suffix);
  g_free (own->path);

  G_OBJECT_CLASS (award_lookup_window_parent_class)->finalize (object);
}

static void
award_lookup_window_class_init (AwardLookupWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = award_lookup_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = award_lookup_window_finalize;

  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

static void
award_lookup_window_init (AwardLookupWindow *self)
{
  AwardLookupWindowPrivate *own = award_lookup_window_get_instance_private (self);

  own->life = g_cancellable_new ();
}

void
award_lookup_window_set_ledger (AwardLookupWindow *self, GtkWindow *parent, const char *path)
{
  AwardLookupWindowPrivate *own = award_lookup_window_get_instance_private (self);

  g_return_if_fail (AWARD_IS_LOOKUP_WINDOW (self) && !own->lookup);

  own->path = g_strdup (path);
  own->lookup = award_lookup_new (path);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MIN (gtk_widget_get_width (GTK_WIDGET (parent)) - MARGIN, MOST_WIDTH),
                               MIN (gtk_widget_get_height (GTK_WIDGET (parent)) - MARGIN, MOST_HEIGHT));
}

AwardLookup *
award_lookup_window_get_lookup (AwardLookupWindow *self)
{
  return ((AwardLookupWindowPrivate *) award_lookup_window_get_instance_private (self))->lookup;
}

GCancellable *
award_lookup_window_get_life (AwardLookupWindow *self)
{
  return ((AwardLookupWindowPrivate *) award_lookup_window_get_instance_private (self))->life;
}

void
award_lookup_window_toast (AwardLookupWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (adw_window_get_content (ADW_WINDOW (self))),
                               adw_toast_new (escaped));
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, AwardLookupWindow *self)
{
  AwardLookupWindowPrivate *own = award_lookup_window_get_instance_private (self);
  g_autofree char *path = award_save_dialog_dup_path (dialog, response, own->suffix);

  g_clear_object (&own->chooser);
  if (path)
    own->chosen (self, path);
}

void
award_lookup_window_choose_file (AwardLookupWindow *self,
                                 const char *title,
                                 const char *name,
                                 const char *suffix,
                                 AwardLookupWindowChosen chosen)
{
  AwardLookupWindowPrivate *own = award_lookup_window_get_instance_private (self);

  if (own->chooser)
    return;

  own->chosen = chosen;
  g_free (own->suffix);
  own->suffix = g_strdup (suffix);
  own->chooser = award_save_dialog_new (GTK_WINDOW (self), title, name, own->path);
  g_signal_connect_object (own->chooser, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (own->chooser);
}

void
award_lookup_window_set_problem (AdwStatusPage *page, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (page, escaped);
}

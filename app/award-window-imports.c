/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came in: the imports on record, and their tables. */
#include "config.h"

#include "award-window-private.h"

#include "award-imports-window.h"
#include "award-original-opener.h"

static void
changed_cb (AwardWindow *self)
{
  if (self->ledger)
    _award_window_refresh (self);
}

static void
imports_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  GtkWidget *window = award_imports_window_new (GTK_WINDOW (self), self->path);

  g_signal_connect_object (window, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!award_original_open_finish (result, &error))
    _award_window_toast (AWARD_WINDOW (source), error->message);
}

/* Of the import named by the parameter. */
static void
open_original_activated (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AwardWindow *self = AWARD_WINDOW (widget);
  AwardImportRef ref;

  if (self->lookup && award_import_ref_parse (g_variant_get_string (parameter, NULL), &ref))
    award_original_open_async (GTK_WINDOW (self), self->lookup, ref, NULL, opened_cb, NULL);
}

void
_award_window_class_imports_init (AwardWindowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.imports", NULL, imports_activated);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.open-original", "s",
                                   open_original_activated);
}

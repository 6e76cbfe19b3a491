/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list to choose one of that typing narrows, in a popover: for lists too long for a drop-down. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AWARD_TYPE_CHOOSER (award_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AwardChooser, award_chooser, AWARD, CHOOSER, GtkPopover)

/* @prompt: what is looked for; @name: of the list, for assistive tools.
 *
 * Signal "chosen" (position: guint): by key or click; the popover has closed. */
GtkWidget *award_chooser_new   (const char   *prompt,
                                const char   *name);
void       award_chooser_clear (AwardChooser *self);
/* Adds a line with @detail (nullable) dimmed at its end; typing finds it by these and @words (nullable). */
void       award_chooser_add   (AwardChooser *self,
                                const char   *label,
                                const char   *detail,
                                const char   *words);

G_END_DECLS

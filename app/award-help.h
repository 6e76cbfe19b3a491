/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window with the user help and the guide to writing policies: the texts of docs/, which are part of the
 * program and need no browser and no network. They are in Chinese whatever the language of the window. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the window above @parent. */
void award_help_present (GtkWindow *parent);

G_END_DECLS

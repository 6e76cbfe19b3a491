/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The language of the program: the first thing window and command line do. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the user's locale and binds the catalogue: $DUIXIAN_LOCALE_DIR if set, the build folder's when the
 * program runs from there, otherwise the installed one. Words come as UTF-8 whatever the locale says. */
void award_locale_init (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window over that of a ledger, whose contents are asked for in a thread: near misses, trials, imports.
 *
 * Its content is an AdwToastOverlay. It closes with Escape, and what is still out then is dropped. */
#pragma once

#include <adwaita.h>

#include "award-lookup.h"

G_BEGIN_DECLS

#define AWARD_TYPE_LOOKUP_WINDOW (award_lookup_window_get_type ())
G_DECLARE_DERIVABLE_TYPE (AwardLookupWindow, award_lookup_window, AWARD, LOOKUP_WINDOW, AdwWindow)

struct _AwardLookupWindowClass
{
  AdwWindowClass parent_class;
};

/* Called with the file chosen. */
typedef void (*AwardLookupWindowChosen) (AwardLookupWindow *self, const char *path);

/* Sets the ledger, and the size after the window behind. */
void          award_lookup_window_set_ledger  (AwardLookupWindow       *self,
                                               GtkWindow               *parent,
                                               const char              *path);
AwardLookup  *award_lookup_window_get_lookup  (AwardLookupWindow       *self);
/* Cancelled with the window. */
GCancellable *award_lookup_window_get_life    (AwardLookupWindow       *self);
void          award_lookup_window_toast       (AwardLookupWindow       *self,
                                               const char              *text);
/* Asks where to write a file called @name, which then ends with @suffix; beside the ledger unless another
 * folder is chosen. */
void          award_lookup_window_choose_file (AwardLookupWindow       *self,
                                               const char              *title,
                                               const char              *name,
                                               const char              *suffix,
                                               AwardLookupWindowChosen  chosen);
/* Shows why there is nothing to show. */
void          award_lookup_window_set_problem (AdwStatusPage           *page,
                                               const GError            *error);

G_END_DECLS

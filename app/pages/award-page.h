/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the window's tabs. It reads its ledger when it is first seen, and again when something
 * changed. */
#pragma once

#include <adwaita.h>

#include "award-ledger.h"
#include "award-lookup.h"

G_BEGIN_DECLS

#define AWARD_TYPE_PAGE (award_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (AwardPage, award_page, AWARD, PAGE, AdwBin)

struct _AwardPageClass
{
  AdwBinClass parent_class;

  /* Shows the ledger as it is now. Called only while the page is seen. */
  void (*refresh) (AwardPage *self);
};

/* The ledger and batch to show; @lookup asks the same ledger in a thread. */
void         award_page_set_ledger  (AwardPage    *self,
                                     AwardLedger  *ledger,
                                     AwardLookup  *lookup,
                                     gint64        batch);
AwardLedger *award_page_get_ledger  (AwardPage    *self);
AwardLookup *award_page_get_lookup  (AwardPage    *self);
gint64       award_page_get_batch   (AwardPage    *self);
/* Another with each ledger set, so that what only the ledger can change is read once. */
guint        award_page_get_revision (AwardPage   *self);
/* Something in the ledger changed: refreshes now when seen, otherwise when next seen. */
void         award_page_invalidate  (AwardPage    *self);
/* Shows @error, unless it only says that somebody cancelled. */
void         award_page_report      (AwardPage    *self,
                                     const GError *error);

G_END_DECLS

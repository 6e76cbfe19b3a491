/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to a ledger that may take longer than a frame, asked in a thread on a connection of their own. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

#define AWARD_TYPE_LOOKUP (award_lookup_get_type ())
G_DECLARE_FINAL_TYPE (AwardLookup, award_lookup, AWARD, LOOKUP, GObject)

/* Answers from @ledger, which belongs to the thread during the call. NULL with @error set on failure. */
typedef gpointer (*AwardLookupFunc) (AwardLedger *ledger, gpointer question, GError **error);

AwardLookup *award_lookup_new        (const char         *path);
/* Asks; one question at a time, in no promised order. A question cancelled before its turn is not asked. */
void         award_lookup_ask_async  (AwardLookup        *self,
                                      AwardLookupFunc     func,
                                      gpointer            question,
                                      GDestroyNotify      free_question,
                                      GDestroyNotify      free_answer,
                                      GCancellable       *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer            data);
gpointer     award_lookup_ask_finish (AwardLookup        *self,
                                      GAsyncResult       *result,
                                      GError            **error);
/* Whether @error (nullable) only says that the question was given up. */
gboolean     award_lookup_is_dropped (const GError       *error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people said the headings of tables are, so that the next table of the kind needs no question. */
#pragma once

#include "award-import-target.h"

G_BEGIN_DECLS

#define AWARD_HEADING_NO_UNIT G_MININT64

typedef struct
{
  char  *heading;
  char  *target;   /* id of a fact, "@claimant", "@name", "@county", "@none" */
  gint64 exponent; /* of the unit where the table names none; AWARD_HEADING_NO_UNIT: not said */
} AwardLearntHeading;

void       award_learnt_heading_free   (AwardLearntHeading  *heading);
/* Keeps that @heading is @target in tables of @of. What was said before of the same heading is
 * replaced; the audit chain has both. Saying the same again is no change. */
gboolean   award_ledger_learn_heading  (AwardLedger         *self,
                                        const AwardImportTarget *of,
                                        const char          *heading,
                                        const char          *target,
                                        gint64               exponent,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Everything said of tables of @of (AwardLearntHeading), by heading. */
GPtrArray *award_ledger_list_headings  (AwardLedger         *self,
                                        const AwardImportTarget *of,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Takes over what @other was told, for every measure and register; where both were told something @self
 * stays. *@n: how many headings were taken. */
gboolean   award_ledger_copy_headings  (AwardLedger         *self,
                                        AwardLedger         *other,
                                        guint               *n,
                                        GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

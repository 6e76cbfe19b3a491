/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table recognised with what its ledger was told: headings confirmed before, enterprises by former code
 * and by name. What people answer is learnt for the next table. */
#pragma once

#include "award-mapping.h"
#include "award-match.h"
#include "award-profile.h"

G_BEGIN_DECLS

/* What a person says of a table beforehand. Both NULL-terminated and nullable. */
typedef struct
{
  const char *const *columns; /* "output=总产值": a fact's id or @claimant, @name, @county, @none, and a
                               * heading or a column's letter */
  const char *const *units;   /* "output=万元" */
} AwardImportAnswers;

/* What there is of a table before a person looks at it; never fails for what the table lacks. */
AwardMapping *award_import_recognise (AwardLedger *ledger,
                                      const AwardSheet *sheet,
                                      const AwardImportTarget *target,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What @ledger was told of the headings of each of @measures (const RulesMeasure) and of each register, for
 * another thread to recognise tables with: award_import_map(). */
GHashTable *award_import_list_known (AwardLedger *ledger,
                                     const GPtrArray *measures,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same with what is @known, which must hold @target. */
AwardMapping *award_import_map (const AwardSheet *sheet,
                                const AwardImportTarget *target,
                                GHashTable *known) G_GNUC_WARN_UNUSED_RESULT;
/* Applies @answers. Fails with AWARD_EXCHANGE_ERROR_NO_HEADING for one that fits no column, fact or unit. */
gboolean award_import_answer (AwardMapping *mapping,
                              const AwardImportAnswers *answers,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Keeps in @ledger what a person said of the columns of @mapping, a table of @target. */
gboolean award_import_learn (AwardLedger *ledger,
                             const AwardImportTarget *target,
                             const AwardMapping *mapping,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Has rows of @mapping ask @matcher who they are of; it must outlive the reading. */
void award_import_use_matcher (AwardMapping *mapping, AwardMatcher *matcher);

G_END_DECLS

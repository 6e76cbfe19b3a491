/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of award-dossier. */
#pragma once

#include "award-dossier.h"

G_BEGIN_DECLS

/* One run over a listing. */
typedef struct
{
  AwardDossier       *dossier;
  const AwardListing *listing;
  AwardDossierFunc    func;
  gpointer            data;
  GCancellable       *cancellable;
  AwardListingCell   *cells;
  GPtrArray          *texts; /* owned by the row */
  gint64              ordinal;
  gint64              sum;   /* fen of the amounts handed out */
} AwardDossierWalk;

/* The measure's label, with its policy's number where several policies are reported. */
char       *award_dossier_measure_name     (const AwardDossier  *dossier,
                                            const RulesMeasure  *measure);
/* Index of @measure in the dossier's totals. */
guint       award_dossier_index_of         (const AwardDossier  *dossier,
                                            const RulesMeasure  *measure);
/* Keeps @text until the row has been handed out. */
const char *award_dossier_walk_keep        (AwardDossierWalk    *walk,
                                            char                *text);
/* Empties the row. */
void        award_dossier_walk_clear       (AwardDossierWalk    *walk);
/* Adds @amount to what was handed out, so that it can be held against the totals. */
gboolean    award_dossier_walk_add         (AwardDossierWalk    *walk,
                                            gint64               amount,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* The rows of AWARD_LISTING_MEASURES and AWARD_LISTING_COUNTIES. */
gboolean    award_dossier_foreach_measure  (AwardDossierWalk    *walk,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    award_dossier_foreach_county   (AwardDossierWalk    *walk,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

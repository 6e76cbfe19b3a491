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

/* A listing with its basis and the ordinal column, added to the dossier. */
AwardListing *award_dossier_add_listing    (AwardDossier        *dossier,
                                            AwardListingRows     rows,
                                            const RulesMeasure  *measure,
                                            const char          *name,
                                            const char          *title);
/* Columns for who claims. */
void        award_dossier_add_claimant     (AwardListing        *listing,
                                            RulesClaimant        claimant);
/* The listings of AWARD_DOSSIER_NOTICE, of AWARD_DOSSIER_PAYMENT and AWARD_DOSSIER_PROVINCIAL. */
gboolean    award_dossier_add_notices      (AwardDossier        *dossier,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    award_dossier_add_payments     (AwardDossier        *dossier,
                                            GCancellable        *cancellable,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* The listings of AWARD_DOSSIER_ASSESSMENT, and their rows. */
gboolean    award_dossier_add_assessment   (AwardDossier        *dossier,
                                            GCancellable        *cancellable,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    award_dossier_foreach_region   (AwardDossierWalk    *walk,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* "榕政办规〔2024〕5号第四条". */
char       *award_dossier_clause_text      (const RulesMeasure  *measure);
/* Whether @claim is a natural person's. */
gboolean    award_dossier_is_person        (const AwardClaim    *claim);
/* The code of @claim as others may see it, and for the public the name too. */
char       *award_dossier_public_code      (const AwardClaim    *claim);
char       *award_dossier_public_name      (const AwardClaim    *claim);
/* Fen of @payable to pay now: all, or the first instalment. */
gint64      award_dossier_due              (const RulesMeasure  *measure,
                                            gint64               payable);
/* What the remark of a payment says: its clause, and the years where it is paid over several. */
char       *award_dossier_payment_note     (const AwardClaim    *claim);
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

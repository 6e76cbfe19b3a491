/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything a report of a batch says, before it is drawn: its head and its listings. */
#pragma once

#include "award-assessment.h"
#include "award-listing.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_DOSSIER_FULL,  /* for a workbook: every claim, every fact, every line */
  AWARD_DOSSIER_PRINT, /* for paper: the awards, and the others with their reasons */
  AWARD_DOSSIER_DETAIL,     /* every claim and line, and what is payable */
  AWARD_DOSSIER_NOTICE,     /* the awards as the public may see them */
  AWARD_DOSSIER_PAYMENT,    /* who is paid what and where */
  AWARD_DOSSIER_PROVINCIAL, /* the same for the province's treasury system */
  AWARD_DOSSIER_ASSESSMENT, /* regions ranked, and their score sheets */
} AwardDossierScope;

/* Payees a message names; the sheet has them all. */
#define AWARD_DOSSIER_MOST_NAMES 10

typedef struct
{
  AwardLedger      *ledger; /* borrowed */
  gint64            batch;
  AwardDossierScope scope;
  char             *title;
  char             *numbers; /* of the policies */
  char             *batch_name;
  char             *as_of;    /* nullable: not computed */
  gint64            total;    /* fen awarded */
  GPtrArray        *totals;   /* AwardTotal, one a measure */
  GPtrArray        *counties; /* AwardTotal, one a measure and county */
  GPtrArray        *listings; /* AwardListing */
  AwardAssessment  *assessment; /* of ASSESSMENT; NULL otherwise */
  gint64            payable;  /* fen; NOTICE and those that pay */
  guint64           n_payees; /* of those that pay */
  guint             n_lacking; /* of those without an account */
  GPtrArray        *lacking;  /* char *: their first names, each once; at most one more than
                              * AWARD_DOSSIER_MOST_NAMES */
} AwardDossier;

AwardDossier *award_dossier_new         (AwardLedger             *ledger,
                                         gint64                   batch,
                                         AwardDossierScope        scope,
                                         GCancellable            *cancellable,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void          award_dossier_free        (AwardDossier            *dossier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardDossier, award_dossier_free)

/* A row of a listing, or with @cells NULL the heading of a section. Returns FALSE to stop, with @error
 * set. */
typedef gboolean (*AwardDossierFunc)    (const AwardListingCell  *cells,
                                         const char              *section,
                                         gpointer                 data,
                                         GError                 **error);
/* Hands every row of @listing to @func in constant memory. Fails with AWARD_REPORT_ERROR_CHANGED when the
 * rows do not add up to the totals, because somebody else computed meanwhile. */
gboolean      award_dossier_foreach_row (AwardDossier            *dossier,
                                         const AwardListing      *listing,
                                         AwardDossierFunc         func,
                                         gpointer                 data,
                                         GCancellable            *cancellable,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
/* Rows of claims all listings hand out together, for progress. */
guint64       award_dossier_count_rows  (const AwardDossier      *dossier);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A titled table of typed columns, as it leaves the bureau: the workbook and the pages draw the same one.
 * Its rows are not in it; see award_dossier_foreach_row(). */
#pragma once

#include "award-claim.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_LISTING_TEXT,
  AWARD_LISTING_CODE,    /* text that must stay text in a spreadsheet */
  AWARD_LISTING_COUNT,
  AWARD_LISTING_AMOUNT,  /* fen */
  AWARD_LISTING_DECIMAL, /* the written form of a number */
  AWARD_LISTING_PERCENT, /* the same, of a percentage */
  AWARD_LISTING_DATE,    /* days since 1970-01-01 */
} AwardListingType;

/* What a column shows; index where there are several. Which of them a listing may have depends on its
 * rows. */
typedef enum
{
  AWARD_SOURCE_ORDINAL,
  AWARD_SOURCE_MEASURE,
  AWARD_SOURCE_NAME,
  AWARD_SOURCE_CODE,
  AWARD_SOURCE_COUNTY,
  AWARD_SOURCE_FACT,
  AWARD_SOURCE_N_LINES,
  AWARD_SOURCE_LINE_SUM,  /* of line fact index */
  AWARD_SOURCE_LINE_FACT,
  AWARD_SOURCE_LINE_STATE,
  AWARD_SOURCE_LINE_REASON,
  AWARD_SOURCE_OUTCOME,
  AWARD_SOURCE_AMOUNT,
  AWARD_SOURCE_INSTALMENT,
  AWARD_SOURCE_PAYER,     /* index: RulesPayer */
  AWARD_SOURCE_REASON,
  AWARD_SOURCE_CLAUSE,
  AWARD_SOURCE_N_CLAIMS,
  AWARD_SOURCE_N_AWARDS,
  AWARD_SOURCE_N_REFUSED,
  AWARD_SOURCE_N_REVIEW,
  AWARD_SOURCE_N_UNDECIDED,
  AWARD_SOURCE_MEASURE_AMOUNT, /* of a county: index in AwardDossier.totals */
  AWARD_SOURCE_DECISION,       /* why, without the flags */
  AWARD_SOURCE_FLAGS,
  AWARD_SOURCE_PAYABLE,
  AWARD_SOURCE_BASIS,          /* policy and clause */
  AWARD_SOURCE_PAYEE,
  AWARD_SOURCE_ACCOUNT,
  AWARD_SOURCE_BANK,
  AWARD_SOURCE_BANK_CODE,
  AWARD_SOURCE_DUE,            /* fen to pay now: of an award in instalments the first */
  AWARD_SOURCE_PURPOSE,
  AWARD_SOURCE_PAYMENT_NOTE,
  AWARD_SOURCE_YEAR,           /* the fiscal year */
  AWARD_SOURCE_SUBSIDY,        /* "01" to a person, "02" to an enterprise */
  AWARD_SOURCE_FIXED,          /* the column's text */
  AWARD_SOURCE_RANK,           /* of a region assessed, like those below */
  AWARD_SOURCE_SCORE,
  AWARD_SOURCE_PART,           /* of the score: index is the indicator */
  AWARD_SOURCE_STATE,          /* under qualification index */
  AWARD_SOURCE_INDICATOR,
  AWARD_SOURCE_FIGURES,        /* what a part of the score follows from */
} AwardListingSource;

typedef struct
{
  char              *heading;
  const char        *key;        /* the field's name in another system, static; NULL: none */
  const char        *text;       /* of AWARD_SOURCE_FIXED, static; NULL: left empty */
  AwardListingSource source;
  guint              index;
  AwardListingType   type;
  gboolean           has_total; /* a COUNT or AMOUNT whose sum stands in the last row */
  gboolean           is_centred;
  gboolean           is_long;   /* sentences: they wrap, and take what width there is */
} AwardListingColumn;

/* Strings are valid during the call that hands the cell out. */
typedef struct
{
  const char *text;   /* TEXT, CODE, DECIMAL, PERCENT; NULL: empty */
  gint64      number; /* COUNT, AMOUNT, DATE; RULES_MISSING: empty */
} AwardListingCell;

/* What the rows are. */
typedef enum
{
  AWARD_LISTING_MEASURES, /* the totals of the measures */
  AWARD_LISTING_COUNTIES, /* the totals of the counties */
  AWARD_LISTING_RANKING,  /* the regions assessed, by rank */
  AWARD_LISTING_SCORES,   /* the indicators of each region assessed, a section a region */
  AWARD_LISTING_CLAIMS,   /* the claims of a measure */
  AWARD_LISTING_LINES,    /* the detail lines of a measure's claims */
  AWARD_LISTING_OPEN,     /* refused claims and those to be reviewed, in two sections */
  AWARD_LISTING_PAYEES,   /* what is payable now, a claim a row */
  AWARD_LISTING_LACKING,  /* the same, of those without a known account */
} AwardListingRows;

typedef struct
{
  AwardListingRows    rows;
  const RulesMeasure *measure; /* of CLAIMS and LINES */
  char               *name;    /* short: the name of a sheet */
  char               *title;
  char               *basis;   /* where it comes from: policy, clause, batch, day */
  char               *unit;    /* "Unit: yuan"; nullable */
  GPtrArray          *notes;   /* char *: lines beneath the table */
  gboolean            is_portrait;
  GArray             *columns; /* AwardListingColumn */
  /* Fen the column @checked (AWARD_SOURCE_AMOUNT unless set) must add up to; RULES_MISSING: it has none. */
  gint64              total;
  AwardListingSource  checked;
} AwardListing;

AwardListing             *award_listing_new        (AwardListingRows          rows,
                                                    const RulesMeasure       *measure);
void                      award_listing_free       (AwardListing             *listing);
/* Adds a column; takes @heading. The column can be changed until the next one is added. */
AwardListingColumn       *award_listing_add        (AwardListing             *listing,
                                                    AwardListingSource        source,
                                                    guint                     index,
                                                    AwardListingType          type,
                                                    char                     *heading);
const AwardListingColumn *award_listing_get_column (const AwardListing       *listing,
                                                    guint                     i);
/* The first column with a sum; the number of columns where none has one. */
guint                     award_listing_first_sum  (const AwardListing       *listing);
/* What a cell shows on paper; "" when empty. */
char                     *award_listing_cell_text  (const AwardListingColumn *column,
                                                    const AwardListingCell   *cell);

G_END_DECLS

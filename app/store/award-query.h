/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of a measure shows, in which order: filter and sort as values, turned into SQL here only. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_SORT_ROW,     /* the order of import */
  AWARD_SORT_STATE,
  AWARD_SORT_NAME,
  AWARD_SORT_CODE,
  AWARD_SORT_COUNTY,
  AWARD_SORT_FACT,    /* see fact */
  AWARD_SORT_AMOUNT,
  AWARD_SORT_REASON,
} AwardSort;

typedef enum
{
  AWARD_SHOW_ALL,
  AWARD_SHOW_AWARD,
  AWARD_SHOW_REFUSE,
  AWARD_SHOW_REVIEW,
  AWARD_SHOW_UNDECIDED, /* not computed yet */
  AWARD_SHOW_FLAGGED,
} AwardShow;

typedef struct
{
  const RulesMeasure *measure;
  gint64      batch;
  const char *text;   /* part of a name or code, any length; NULL or "": all */
  const char *county; /* NULL: all */
  AwardShow   show;
  AwardSort   sort;
  guint       fact;   /* of AWARD_SORT_FACT: index of a claim fact */
  gboolean    descending;
} AwardQuery;

/* What the totals line says of a query. */
typedef struct
{
  guint  claims;
  guint  award;
  guint  refuse;
  guint  review;
  guint  undecided;
  gint64 total; /* fen */
} AwardSummary;

/* Ids of the claims the query shows (gint64), in its order. */
GArray    *award_ledger_list_ids     (AwardLedger      *self,
                                      const AwardQuery *query,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   award_ledger_summarise    (AwardLedger      *self,
                                      const AwardQuery *query,
                                      AwardSummary     *summary,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* Names of the counties claims of the measure are in (char *), sorted. */
GPtrArray *award_ledger_list_counties (AwardLedger        *self,
                                       const RulesMeasure *measure,
                                       gint64              batch,
                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An assessment: the regions of a batch ranked by a score that is the sum of indicators, each with its part
 * of the score and the figures behind it (榕政办〔2023〕28号, 附件). */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* What one indicator gave a region. */
typedef struct
{
  char *score; /* the written form, exact or to four decimals; NULL: cannot be decided */
  char *basis; /* "月度增加值增速 5.29%; …": the figures it follows from */
} AwardAssessedPart;

typedef struct
{
  gint64             claim;
  char              *name;
  guint              rank;   /* from 1, the same for equal scores; 0: no score */
  gint64             score;  /* hundredths of a point; RULES_MISSING: none */
  char              *reason; /* why there is none, otherwise NULL */
  AwardAssessedPart *parts;  /* one an indicator of the assessment */
  int               *states; /* RulesOutcome under each qualification; -1: does not claim or is not decided */
} AwardAssessed;

typedef struct
{
  const RulesMeasure *measure;
  guint               n_indicators;   /* rules_measure_get_indicator() */
  GPtrArray          *qualifications; /* const RulesMeasure: those of the policy with claims in the batch */
  GPtrArray          *regions;        /* AwardAssessed by rank, then those without a score */
} AwardAssessment;

/* Of @measures (const RulesMeasure) the first that scores regions by indicators; NULL: none. */
const RulesMeasure *award_assessment_find         (const GPtrArray     *measures);
/* @measure must be such a one. */
AwardAssessment    *award_assessment_read         (AwardLedger         *ledger,
                                                   const RulesMeasure  *measure,
                                                   gint64               batch,
                                                   GCancellable        *cancellable,
                                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void                award_assessment_free         (AwardAssessment     *assessment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardAssessment, award_assessment_free)
/* "10.20" for a part's score, "—" for none. */
char               *award_assessed_part_text      (const AwardAssessedPart *part);
/* A word for a state: yes, no, to review; "" for -1. */
const char         *award_assessed_state_word     (int                  state);

G_END_DECLS

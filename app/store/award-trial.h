/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What other figures would come to: the claims of a measure in memory, decided anew under them and compared
 * with the decisions of the ledger, which is only read and never written.
 *
 * Amounts are those of the decisions, before settlement between measures and policies. Claims that were not
 * decided yet stand in no count but their own. */
#pragma once

#include "award-ledger.h"

G_BEGIN_DECLS

/* The claims of a measure in a batch with their official decisions. Immutable: any thread may use it. */
typedef struct _AwardSnapshot AwardSnapshot;

/* Reads them over a connection of its own that cannot write. AWARD_LEDGER_ERROR_UNKNOWN: nothing of the
 * measure was computed in the batch, so that there is nothing to compare with. */
AwardSnapshot       *award_ledger_read_snapshot  (AwardLedger          *self,
                                                  const RulesMeasure   *measure,
                                                  gint64                batch,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
AwardSnapshot       *award_snapshot_ref          (AwardSnapshot        *self);
void                 award_snapshot_unref        (AwardSnapshot        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardSnapshot, award_snapshot_unref)
/* The measure as the official decisions were made with it, the text of its policy included. */
const RulesMeasure  *award_snapshot_get_measure  (const AwardSnapshot  *self);
/* What they were made with. */
const RulesSettings *award_snapshot_get_settings (const AwardSnapshot  *self);

/* What a trial does to a claim. */
typedef enum
{
  AWARD_EFFECT_NONE,
  AWARD_EFFECT_WON,     /* awarded, and was not */
  AWARD_EFFECT_LOST,    /* refused, and was awarded */
  AWARD_EFFECT_RAISED,
  AWARD_EFFECT_LOWERED,
  AWARD_EFFECT_REVIEW,  /* for a person to decide, and was not; no amount afterwards */
  AWARD_EFFECT_REFUSED, /* refused, and was for a person to decide */
} AwardEffect;

#define AWARD_N_EFFECTS (AWARD_EFFECT_REFUSED + 1)

/* A claim that fares otherwise than officially. */
typedef struct
{
  gint64       id;
  AwardEffect  effect;
  gint64       before; /* fen, or hundredths of a point; RULES_MISSING under review */
  gint64       after;
  RulesOutcome outcome_before;
  RulesOutcome outcome;
  guint        county; /* index in AwardTrial.counties */
  char        *code;   /* of the claimant; NULL before award_ledger_name_trial() */
  char        *name;   /* nullable */
} AwardTrialClaim;

typedef struct
{
  const char *name; /* "" for claims of none */
  gint64      before;
  gint64      after;
  guint       awards_before;
  guint       awards;
  guint       n_claims;
} AwardTrialCounty;

typedef struct
{
  AwardSnapshot *snapshot;
  guint   n_claims;                  /* decided officially */
  guint   n_undecided;               /* not decided: left out of all else */
  guint   n_effects[AWARD_N_EFFECTS];
  gint64  sums[AWARD_N_EFFECTS];     /* what these claims get more, or less */
  guint   awards_before;
  guint   awards;
  gint64  before;                    /* the total of the official awards */
  gint64  after;
  GArray *counties;                  /* AwardTrialCounty: those with claims, by name */
  GArray *claims;                    /* AwardTrialClaim: the largest change first */
  guint   n_affected;                /* of all; claims may hold fewer */
} AwardTrial;

/* Decides all claims of the snapshot by @measure, which is its own or the same of a trial of its policy,
 * under @settings. At most @most claims are listed. RULES_ERROR_RANGE: a total is more than can be
 * counted. */
AwardTrial          *award_snapshot_try          (AwardSnapshot        *self,
                                                  const RulesMeasure   *measure,
                                                  const RulesSettings  *settings,
                                                  guint                 most,
                                                  GCancellable         *cancellable,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void                 award_trial_free            (AwardTrial           *trial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTrial, award_trial_free)
/* Reads code and name of the claims listed. */
gboolean             award_ledger_name_trial     (AwardLedger          *self,
                                                  AwardTrial           *trial,
                                                  GError              **error) G_GNUC_WARN_UNUSED_RESULT;
/* "won", "lost" …; "none". */
const char          *award_effect_name           (AwardEffect           effect);

G_END_DECLS

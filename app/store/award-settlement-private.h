/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of settlement share. Private to app/store. */
#pragma once

#include "award-ledger-private.h"

G_BEGIN_DECLS

/* A measure that counts: one with claims in this batch or before, or with payments in the register. */
typedef struct
{
  const RulesMeasure *measure;
  RulesSettings *settings; /* owned */
  AwardTable *table;       /* owned; NULL: no claims */
  GArray *batches;         /* gint64: those with claims, oldest first */
  gboolean is_here;        /* it has claims in the batch settled */
} AwardPlanned;

/* The measures of a batch and how they touch each other, by the policy texts they were decided with. */
typedef struct
{
  gint64 batch;
  GHashTable *policies; /* id of a text → RulesPolicy */
  GArray *measures;     /* AwardPlanned, in the order of policies and files */
  RulesSettlement *rules;
} AwardPlan;

/* With @alone nothing but the batch itself counts. */
AwardPlan *award_plan_new (AwardLedger *ledger, gint64 batch, gboolean alone,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_plan_free (AwardPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardPlan, award_plan_free)
/* The number of a measure, -1 when the plan has none of that name. */
int award_plan_find (const AwardPlan *plan, const char *policy, const char *measure);

/* Codes of one enterprise: its own, former ones, and those it is registered under by a former name. */
typedef struct
{
  GHashTable *sets; /* code → GPtrArray of codes, for those that have more than one */
} AwardKin;

AwardKin *award_kin_new (AwardDb *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_kin_free (AwardKin *kin);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardKin, award_kin_free)
/* Every code of the enterprise of @code, borrowed; NULL where it has no other. */
const GPtrArray *award_kin_get (const AwardKin *kin, const char *code);

/* A record of a register that is about a claimant. */
typedef struct
{
  gint64 claimant;
  int measure;        /* number in the plan, -1: a matter granted */
  const char *matter; /* of that, kept in the evidence */
  gint64 amount;
  gint64 date;        /* RULES_MISSING: not said */
  gint64 record;
} AwardEvidence;

/* What the registers of payments and of matters granted say of claimants of the plan's measures. */
typedef struct
{
  GArray *records; /* AwardEvidence, by claimant */
  GStringChunk *texts;
} AwardEvidences;

AwardEvidences *award_evidences_new (AwardDb *db, const AwardPlan *plan, const AwardKin *kin,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_evidences_free (AwardEvidences *evidences);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardEvidences, award_evidences_free)

/* Whose claims of a batch settlement must look at. */
typedef struct
{
  GArray *claimants;         /* gint64: ids, each once, in order */
  GHashTable *kin_ids;       /* id of a claimant → GArray of all of its enterprise */
  AwardEvidences *evidences; /* NULL: nothing but the batch itself counts */
} AwardTouched;

AwardTouched *award_touched_new (AwardDb *db, const AwardPlan *plan, gboolean alone,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_touched_free (AwardTouched *touched);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTouched, award_touched_free)

G_END_DECLS

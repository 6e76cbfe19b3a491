/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of settlement share. */
#pragma once

#include "rules-private.h"

G_BEGIN_DECLS

/* A rule measures are settled by: a group, or a matter granted once. */
typedef struct
{
  const char *label;
  const char *matter;  /* id; NULL: a group */
  RulesGroupKind kind; /* a matter is of the highest kind: one award of it is paid */
  gint64 cap;
} RulesSettlementRule;

typedef struct
{
  guint rule;
  gboolean topup;
} RulesSettlementPart;

struct _RulesSettlement
{
  guint n_measures;
  GArray *rules;               /* RulesSettlementRule */
  GArray **parts;              /* by measure: RulesSettlementPart */
  const RulesMatter **matters; /* by measure, nullable */
  guint8 *governs;             /* [a × n_measures + b]: a takes the place of b */
};

/* A claim that may be paid: @limit fen at most. */
typedef struct
{
  guint claim;
  guint measure;
  gint64 limit;
  gint64 paid; /* what it gets; -1: it is not chosen */
} RulesCandidate;

/* rules-settlement-choose.c — chooses among @candidates, which stand in order. rooms[r]: what the cap of rule
 * r leaves. */
void rules_settlement_choose (const RulesSettlement *settlement,
                              RulesCandidate        *candidates,
                              guint                  n_candidates,
                              const gint64          *rooms);
/* The first rule that lets only one of measures @a and @b be paid, NULL when none does. */
const RulesSettlementRule *rules_settlement_conflict (const RulesSettlement *settlement,
                                                      guint                  a,
                                                      guint                  b);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures a policy text itself sets (thresholds, rates, caps, floors), and the same policy with some of
 * them replaced, to see what would follow. A part of rules.h, which includes it. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

/* What a figure is part of. */
typedef enum
{
  RULES_PART_CONDITION, /* require, review, pending */
  RULES_PART_LET,       /* a named value, which conditions and formula may both use */
  RULES_PART_AWARD,     /* award, score, the amounts of a ranking */
  RULES_PART_CAP,
  RULES_PART_FLOOR,
} RulesPart;

#define RULES_N_PARTS (RULES_PART_FLOOR + 1)

/* A number, day or industry written in a measure. Shares of payers and figures of flags are none: nothing of
 * the decision depends on them. Borrows from its policy. */
typedef struct
{
  char       *name;    /* "require.enough", "cap", "award.2" for the second one: unique in its measure */
  RulesPart   part;
  gboolean    on_line; /* of a condition or named value of the detail lines */
  const char *label;   /* the words of its condition, ranking or named value; nullable */
  RulesType   type;    /* how it reads */
  RulesTerm  *term;    /* what it directly stands in: "total >= 500000.00"; NULL where it stands alone */
  guint       line;    /* as of a RulesProblem */
  guint       column;
  char       *text;    /* as written: "50万千瓦时" */
  char       *unit;    /* of it: "万千瓦时"; "" where it has none */
  gsize       offset;  /* of the text in that of the policy; bytes */
} RulesFigure;

/* The figures of @measure (RulesFigure), in the order of the text. */
GPtrArray         *rules_measure_list_figures (const RulesMeasure  *measure);
/* The one of this name, or at this place ("12:34", line and column); NULL for none. */
const RulesFigure *rules_figures_find         (const GPtrArray     *figures,
                                               const char          *name);

/* A figure and what is to stand in its place: "60万元". A bare number takes the unit of the figure. */
typedef struct
{
  const RulesFigure *figure;
  const char        *text;
} RulesChange;

/* @policy with @changes in its text, parsed and checked like any other: what cannot be meant is in
 * @problems, as of rules_policy_parse(), and the result NULL. The places of problems are those of the changed
 * text, whose lines are the official ones. @policy stays as it is. The result is for trials alone: a ledger
 * keeps none. */
RulesPolicy       *rules_policy_try           (const RulesPolicy   *policy,
                                               const RulesChange   *changes,
                                               guint                n_changes,
                                               GPtrArray          **problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean           rules_policy_is_trial      (const RulesPolicy   *policy);
/* @settings for @measure, which is theirs or the same one of a trial. */
RulesSettings     *rules_settings_copy        (const RulesSettings *settings,
                                               const RulesMeasure  *measure);

G_END_DECLS

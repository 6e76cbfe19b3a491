/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses against brute force: every value of every figure of a claim is tried. */
#pragma once

#include "fixture.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_found; /* near misses there are */
  guint n_open;  /* of those, not looked for to the end */
} Nearest;

/* Asserts that rules_evaluator_near() says what trying every value within three per cent or three days says,
 * of figures with few enough of them, and counts in @self. */
void nearest_check (Nearest            *self,
                    const RulesMeasure *measure,
                    RulesEvaluator     *evaluator,
                    RulesWalk          *walk,
                    const RulesBatch   *batch,
                    gsize               claim);

G_END_DECLS

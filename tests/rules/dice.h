/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random claims around every limit a measure names, the same for the same seed. */
#pragma once

#include "fixture.h"

G_BEGIN_DECLS

/* Decides @n_claims claims under each of @n_rounds settings by the evaluator and by the walk, which must
 * agree, and explains some of them. */
void dice_check_measure (const RulesMeasure *measure, guint32 seed, guint n_rounds, guint n_claims);
/* Explains @n_claims claims under settings made up as well. */
void dice_explain_measure (const RulesMeasure *measure,
                           guint32 seed,
                           guint n_claims,
                           void (*visit) (const RulesMeasure *measure, const RulesExplanation *explanation));

G_END_DECLS

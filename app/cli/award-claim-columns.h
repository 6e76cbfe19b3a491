/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claims read from JSON, kept as the columns the rules library takes. */
#pragma once

#include "award-json.h"
#include "rules.h"

G_BEGIN_DECLS

typedef struct _AwardClaimColumns AwardClaimColumns;

AwardClaimColumns *award_claim_columns_new         (const RulesMeasure      *measure);
void               award_claim_columns_free        (AwardClaimColumns       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardClaimColumns, award_claim_columns_free)
void               award_claim_columns_clear       (AwardClaimColumns       *self);
/* Adds the claim @node of @json. With FALSE nothing was added and *@fault says why in the user's words
 * (free with g_free()). */
gboolean           award_claim_columns_add         (AwardClaimColumns       *self,
                                                    const AwardJson         *json,
                                                    const AwardJsonNode     *node,
                                                    char                   **fault) G_GNUC_WARN_UNUSED_RESULT;
gsize              award_claim_columns_get_n_claims (const AwardClaimColumns *self);
gsize              award_claim_columns_get_n_lines (const AwardClaimColumns *self);
/* The columns; valid until the next change. */
RulesBatch         award_claim_columns_get_batch   (AwardClaimColumns       *self);

G_END_DECLS

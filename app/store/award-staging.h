/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table on their way into a ledger, made into claims and lines. They wait in files without a
 * name: memory holds what is being looked at, and an index of which claim and line is where. Private. */
#pragma once

#include "award-arena.h"
#include "award-import.h"

G_BEGIN_DECLS

/* Index + 1 of a staged line; 0 ends a chain. */
typedef guint32 AwardStagedLink;
/* Place of a text; 0: there is none. */
typedef guint32 AwardStagedText;

typedef struct
{
  gint64 claimant; /* row of the ledger, for the merge to fill in */
  AwardStagedText code;
  AwardStagedText name;
  AwardStagedText county;
  guint32 row;
  guint32 conflict;
  guint32 n_lines;
  AwardStagedLink first_line;
  AwardStagedLink last_line;
  gint64 values[]; /* one a fact; of a text its place, RULES_MISSING for none */
} AwardStagedClaim;

typedef struct
{
  guint32 claim;
  guint32 row;
  AwardStagedLink next;     /* of the claim */
  AwardStagedLink next_key; /* of the claim with the same key */
  gint64 values[];          /* one a line fact */
} AwardStagedLine;

typedef struct _AwardStaging AwardStaging;

/* For rows of @measure, borrowed. */
AwardStaging *award_staging_new (const RulesMeasure *measure);
void award_staging_free (AwardStaging *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardStaging, award_staging_free)
/* See award_import_add(). */
gboolean award_staging_add (AwardStaging *self, const AwardRowValues *row, AwardMerge *merge,
                            guint *first_row, GError **error) G_GNUC_WARN_UNUSED_RESULT;

guint award_staging_get_n_claims (const AwardStaging *self);
guint award_staging_get_n_lines (const AwardStaging *self);
/* Claim and line number @item, from 0. All this is valid until something is added. */
AwardStagedClaim *award_staging_get_claim (const AwardStaging *self, guint item);
const AwardStagedLine *award_staging_get_line (const AwardStaging *self, guint item);
const char *award_staging_get_text (const AwardStaging *self, AwardStagedText text);
/* Value @i of claim or line number @item. */
RulesValue award_staging_get_value (const AwardStaging *self, guint item, guint i);
RulesValue award_staging_get_line_value (const AwardStaging *self, guint item, guint i);
/* Item number @i of a run through them all is looked at: memory is given back now and then. */
void award_staging_look_at (AwardStaging *self, guint i);

G_END_DECLS

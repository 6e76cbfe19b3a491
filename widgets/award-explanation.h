/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a claim was decided as it was, in sentences: written from top to bottom by its owner, wrapped,
 * selectable and copied as plain text. Signal "place-activated" (target: string): a place is to be shown. */
#pragma once

#include <adwaita.h>

#include "rules.h"

G_BEGIN_DECLS

#define AWARD_TYPE_EXPLANATION (award_explanation_get_type ())
G_DECLARE_FINAL_TYPE (AwardExplanation, award_explanation, AWARD, EXPLANATION, AdwBin)

/* Where something was read. */
typedef struct
{
  char *text;
  char *target; /* what "place-activated" says of it; nullable: it cannot be shown */
} AwardPlace;

/* Takes @text, copies @target. */
AwardPlace *award_place_new               (char             *text,
                                           const char       *target);
void        award_place_free              (AwardPlace       *place);

GtkWidget  *award_explanation_new         (void);
/* Empties the view; @hint, nullable, says what to do to fill it. */
void        award_explanation_clear       (AwardExplanation *self,
                                           const char       *hint);
/* The head: @title with @state (icon and word) at its right, @subtitle below. */
void        award_explanation_set_head    (AwardExplanation *self,
                                           const char       *title,
                                           const char       *subtitle,
                                           const char       *icon,
                                           const char       *style,
                                           const char       *state);
void        award_explanation_add_verdict (AwardExplanation *self,
                                           const char       *text);
void        award_explanation_add_section (AwardExplanation *self,
                                           const char       *title);
/* Words of somebody else: the clause. */
void        award_explanation_add_quote   (AwardExplanation *self,
                                           const char       *text);
void        award_explanation_add_text    (AwardExplanation *self,
                                           const char       *text);
/* A text with a label before it and, nullable, where it comes from (AwardPlace) after it. */
void        award_explanation_add_value   (AwardExplanation *self,
                                           const char       *label,
                                           const char       *text,
                                           const GPtrArray  *places);
/* A condition: @label met or not, the values seen (nullable) and where they came from (nullable). */
void        award_explanation_add_check   (AwardExplanation *self,
                                           RulesState        state,
                                           const char       *label,
                                           const char       *values,
                                           const GPtrArray  *places);
/* Something about the claim that deserves a look: a flag, a reason for review. */
void        award_explanation_add_remark  (AwardExplanation *self,
                                           const char       *label,
                                           const char       *values,
                                           const GPtrArray  *places);
/* All of it as plain text. Free with g_free(). */
char       *award_explanation_get_text    (AwardExplanation *self);

/* Icon, style class and word for a state, shared with other views. */
const char *award_state_icon              (RulesState        state);
const char *award_state_style             (RulesState        state);
const char *award_state_word              (RulesState        state);

G_END_DECLS

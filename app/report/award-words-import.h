/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What imports left on record, in words. */
#pragma once

#include "award-change.h"
#include "award-match.h"

G_BEGIN_DECLS

/* What became of a problem, in a word. */
const char *award_words_problem_state (AwardProblemState  state);
/* What differs between two names. */
const char *award_words_match_difference    (AwardDifference    difference);
/* What a field of a register is called. */
const char *award_words_field         (const RulesFact   *field);
/* What was imported: the measure's label, or the register's name; "" where neither is known. */
const char *award_words_destination   (const AwardImportRecord *record);
/* Local time: "2024-05-06 09:30". Free with g_free(). */
char       *award_words_instant       (gint64             at);
/* A value of a fact of a claim or of a field of a register. Free with g_free(). */
char       *award_words_changed_value (const RulesFact   *fact,
                                       RulesValue         value);
/* What was overwritten: the figure with its unit, or the field. Free with g_free(). */
char       *award_words_changed       (const AwardChange *change);
/* "工业总产值 100.00 → 101.00". Free with g_free(). */
char       *award_words_change        (const AwardChange *change);
/* The cell the new value was read from: "更正.xlsx 汇总表!F12". Free with g_free(). */
char       *award_words_change_place  (const AwardChange *change);

G_END_DECLS

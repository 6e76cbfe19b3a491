/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole measure in plain language, written from its compiled form, so that a reader can compare it with the
 * words of its clause: who may claim, what must hold, what is given, who pays, what is left open. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

typedef struct
{
  char      *heading; /* "Conditions" */
  GPtrArray *lines;   /* char *: sentences without a full stop at the end, never empty */
} AwardWordsSection;

/* The sections (AwardWordsSection) in reading order; those with nothing to say are left out. @settings: what
 * an office decided, stated beside what is open; NULL: the defaults of the text. */
GPtrArray *award_words_measure      (const RulesMeasure  *measure,
                                     const RulesSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
/* The same as one text: each heading on a line of its own, its sentences indented below it. */
char      *award_words_measure_text (const RulesMeasure  *measure,
                                     const RulesSettings *settings);

G_END_DECLS

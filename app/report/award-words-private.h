/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of award-words: written values as readers see them. */
#pragma once

#include "award-words.h"

G_BEGIN_DECLS

/* "1234567.5" as "1,234,567.50": at least @least and at most @most decimals, halves away from zero. */
char       *award_words_decimal         (const char      *written,
                                         guint            least,
                                         guint            most);
/* A written value of @type for a sentence, with its unit: "96,000.00 yuan", "3.00%", "C17 纺织业".
 * @unit NULL: the type's own. @percent_decimals: how many a computed percentage shows; 0 leaves it as
 * written. @fact finds the words of an enum; nullable. */
char       *award_words_written         (RulesType        type,
                                         const char      *unit,
                                         const RulesFact *fact,
                                         const char      *written,
                                         guint            percent_decimals);
/* Whether @text is an identity number of a person. */
gboolean    award_words_is_identity     (const char      *text);
/* "纺织业" for 17, of GB/T 4754-2017; NULL for a number that is no division. */
const char *award_words_industry        (gint64           division);
/* The section letter of a division: 'C' for 17; 0 for none. */
char        award_words_industry_section (gint64          division);
/* The enum word @id of @fact for a reader; @id itself where the fact has no such word. */
const char *award_words_word            (const RulesFact *fact,
                                         const char      *id);
/* How the figures of a term are written: by name, by value, or both ("省级奖励金额 96,000.00 元 × 50%"). */
typedef enum
{
  AWARD_STYLE_NAMES,
  AWARD_STYLE_VALUES,
  AWARD_STYLE_BOTH,
  AWARD_STYLE_RULE, /* of no claim: names, and amounts as policy texts write them */
} AwardStyle;

/* Decimals a computed percentage is shown with. */
#define AWARD_PERCENT_DECIMALS 2

/* @words: the fact whose words the term's enum values are of; NULL: found in the term. */
char       *award_words_term_styled     (const RulesTerm *term,
                                         AwardStyle       style,
                                         guint            percent_decimals,
                                         const RulesFact *words);
/* A comparison as a clause: "产值增幅 3.00% is below 用电增幅 6.00%"; NULL for a term that compares nothing or
 * could not be decided. */
char       *award_words_relation        (const RulesTerm *term);
/* What stands between the sides of a comparison that holds: "%s is not below %s". @type: of the sides. */
const char *award_words_relation_format (RulesOperator    op,
                                         RulesType        type);
/* A condition of no claim as a clause: "规模以上 is yes and 一季度总产值 is not below 5,000 万元". */
char       *award_words_rule            (const RulesTerm *term);
/* @text with the spaces between two wide characters closed up. Takes and returns ownership. */
char       *award_words_close_up        (char            *text);
/* @label as it stands between quotation marks: marks of its own become single ones. */
char       *award_words_quotable        (const char      *label);
/* The figures whose lack leaves @term undecided, by name; NULL when none is lacking. */
char       *award_words_lacking         (const RulesTerm *term);

G_END_DECLS

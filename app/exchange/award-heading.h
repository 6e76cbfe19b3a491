/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a column heading: what can be compared, and the unit in it. */
#pragma once

#include "rules.h"

G_BEGIN_DECLS

/* What a unit measures. */
typedef enum
{
  AWARD_UNIT_NONE,
  AWARD_UNIT_MONEY,
  AWARD_UNIT_ENERGY,
  AWARD_UNIT_PERCENT,
  AWARD_UNIT_OTHER, /* of quantities and counts: its name decides */
} AwardUnitKind;

typedef struct
{
  AwardUnitKind kind;
  int exponent;  /* 万元: 4 */
  char name[32]; /* of an OTHER without its multiplier: "吨" */
} AwardUnit;

/* A heading made comparable. */
typedef struct
{
  char *key;       /* without spaces, marks, units, in one width and case: "县市区" */
  char *stem;      /* and without words of time: "工业总产值" */
  guint year;      /* named in it; 0: none */
  guint quarter;   /* 1 … 4; 0: none */
  guint month;     /* 1 … 12; 0: none */
  gboolean is_prior; /* speaks of the year before in words (上年, 同期) */
  AwardUnit unit;
} AwardHeading;

void      award_heading_init     (AwardHeading     *heading,
                                  const char       *text);
void      award_heading_clear    (AwardHeading     *heading);

/* Full-width to half-width and compatibility forms to plain ones, without spaces and invisible characters.
 * Free with g_free(). */
char     *award_text_fold        (const char       *text);

/* Whether folded @text is a unit. */
gboolean  award_unit_parse       (const char       *text,
                                  AwardUnit        *unit);
/* Whether a unit can stand with @fact. The exponent of an OTHER may become that of the fact's own unit. */
gboolean  award_unit_fits        (AwardUnit        *unit,
                                  const RulesFact  *fact);
/* The units of a line "单位：万元、万千瓦时": appends AwardUnit to @units. FALSE when @text is no such line. */
gboolean  award_unit_line_parse  (const char       *text,
                                  GArray           *units);

/* How well @column stands for a fact's heading @wanted: 0 not at all … 10000 the same words. */
guint     award_heading_match    (const AwardHeading *column,
                                  const AwardHeading *wanted);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of register tables. */
#pragma once

#include "award-register-table.h"

G_BEGIN_DECLS

/* How a field is read beyond its type. */
typedef enum
{
  AWARD_FIELD_PLAIN,
  AWARD_FIELD_CREDIT,   /* 统一社会信用代码 */
  AWARD_FIELD_CLAIMANT, /* that, or a person's number */
  AWARD_FIELD_NAME,
  AWARD_FIELD_ACCOUNT,
  AWARD_FIELD_BANK_CODE,
  AWARD_FIELD_MONTH, /* a date that may lack its day: the first */
} AwardFieldKind;

typedef enum
{
  AWARD_NEED_NONE,
  AWARD_NEED_COLUMN, /* its absence is worth a warning */
  AWARD_NEED_VALUE,  /* every record has it */
} AwardFieldNeed;

typedef struct
{
  RulesFact fact;
  AwardFieldKind kind;
  AwardFieldNeed need;
  const char *const *more; /* headings besides the fact's; nullable */
} AwardLayoutField;

struct _AwardLayout
{
  const char *name;
  const char *label;              /* of the register, for messages */
  const AwardLayoutField *fields; /* the first is what a record is found by */
  guint n_fields;
  const char *first_day; /* ids of the fields of a period; nullable */
  const char *last_day;
};

G_END_DECLS

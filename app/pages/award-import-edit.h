/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something a person said of a table that is to come in, until its plan can be told. */
#pragma once

#include "award-import-plan.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_EDIT_COLUMN, /* column is role and fact */
  AWARD_EDIT_UNIT,   /* of column: exponent */
  AWARD_EDIT_SAME,   /* found, a name, is the enterprise of code */
  AWARD_EDIT_OTHER,  /* it is not */
  AWARD_EDIT_FORGET, /* what was said of found, a name, is taken back */
  AWARD_EDIT_REPAIR, /* code is meant by found; NULL: no longer */
  AWARD_EDIT_ACCEPT, /* the warnings code, of found only where it is not NULL, may stand for reason; NULL: no
                        longer */
} AwardEditKind;

typedef struct
{
  AwardEditKind kind;
  guint column;
  AwardColumnRole role;
  guint fact;
  int exponent;
  char *code;
  char *found;
  char *reason;
} AwardImportEdit;

/* A copy of @edit and its texts. */
AwardImportEdit *award_import_edit_copy        (const AwardImportEdit *edit);
void             award_import_edit_free        (AwardImportEdit       *edit);
/* What of it is about names, codes and warnings. */
void             award_import_edit_apply_rulings (const AwardImportEdit *edit,
                                                AwardImportRulings    *rulings);
/* All of it, in a plan that nobody is using. */
void             award_import_edit_apply       (const AwardImportEdit *edit,
                                                AwardImportPlan       *plan);

G_END_DECLS

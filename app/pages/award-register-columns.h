/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of a register: one for each of its fields. */
#pragma once

#include "award-grid.h"
#include "award-record-model.h"

G_BEGIN_DECLS

/* What the cells of one table are told with; belongs to the page. */
typedef struct
{
  AwardRegister kind;
  GPtrArray    *policies; /* AwardHeldPolicy; nullable */
  gint64        today;
} AwardRegisterColumns;

/* Adds the columns to @grid, whose items are AwardRecordItem. */
void award_register_columns_add   (AwardGrid                  *grid,
                                   const AwardRegisterColumns *columns);
/* The order column @column stands for; G_MAXUINT: that of the keys. */
void award_register_columns_order (guint                       column,
                                   AwardRecordQuery           *query);

G_END_DECLS

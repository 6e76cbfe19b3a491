/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Near misses as a workbook. */
#pragma once

#include "award-near.h"

G_BEGIN_DECLS

/* Writes @list, whose claims are named, at @path: beside it first, then renamed. @within: its tolerance, as a
 * RULES_TYPE_PERCENT. Errors: AWARD_REPORT_ERROR. */
gboolean award_report_write_near (const AwardNearList *list,
                                  gint64               within,
                                  const char          *path,
                                  GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

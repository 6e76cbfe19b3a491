/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An empty table of a register, to be filled in and imported. */
#pragma once

#include "award-register.h"

G_BEGIN_DECLS

/* Writes it to @path: a sheet with the headings, whose cells keep what is typed, and one that says what each
 * of them holds. */
gboolean award_blank_table_write (AwardRegister kind,
                                  const char *path,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

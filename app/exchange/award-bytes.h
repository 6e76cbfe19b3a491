/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Little-endian numbers in memory. The caller has checked that they are there. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

static inline guint
award_bytes_short (const guint8 *at)
{
  return at[0] | (guint) at[1] << 8;
}

static inline guint32
award_bytes_long (const guint8 *at)
{
  return award_bytes_short (at) | (guint32) award_bytes_short (at + 2) << 16;
}

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures made up at random, of every kind of expression, the same for the same random numbers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The statements of a measure, for fixture_new(). */
char *author_write_measure (GRand *random);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the program duixian-reader: reads the table file that is its standard input and says on its
 * standard output what is in it. It has little memory and time and cannot write a file: made to do harm, it
 * can do none. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @arguments: "rows" or "names", the file's name for messages, and perhaps the sheet asked for. Returns the
 * exit status. */
int award_reader_program_run (int    n_arguments,
                              char **arguments);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "award-locale.h"
#include "award-reader-program.h"

int
main (int n_arguments, char **arguments)
{
  award_locale_init ();
  return award_reader_program_run (n_arguments - 1, arguments + 1);
}

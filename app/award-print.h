/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report on a printer: the pages of app/report, one to one. */
#pragma once

#include <gtk/gtk.h>

#include "award-report.h"

G_BEGIN_DECLS

#define AWARD_TYPE_PRINT (award_print_get_type ())
G_DECLARE_FINAL_TYPE (AwardPrint, award_print, AWARD, PRINT, GtkPrintOperation)

/* Takes @pages; @name of the document, and of the file it is printed to.
 * A4 landscape, as they are laid out. */
AwardPrint *award_print_new (AwardPages *pages,
                             const char *name);

G_END_DECLS

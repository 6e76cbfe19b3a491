/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one ledger, or the start page while there is none. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AWARD_TYPE_WINDOW (award_window_get_type ())
G_DECLARE_FINAL_TYPE (AwardWindow, award_window, AWARD, WINDOW, AdwApplicationWindow)

AwardWindow *award_window_new         (GtkApplication *application);
/* Path of the ledger shown or being opened; NULL for none. */
const char  *award_window_get_path    (AwardWindow    *self);
/* Opens the ledger at @path, or shows the start page for NULL; when it cannot be opened a message says
 * why. */
void         award_window_open        (AwardWindow    *self,
                                       const char     *path);
/* Offers to import the tables @files (GFile), as soon as a ledger is open. */
void         award_window_import      (AwardWindow    *self,
                                       GListModel     *files);
/* Shows the policy file at @path and its check. */
void         award_window_open_policy (AwardWindow    *self,
                                       const char     *path);

G_END_DECLS

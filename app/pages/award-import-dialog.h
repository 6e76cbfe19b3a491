/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which file is the table of which measure: recognised by its headings, decided by the user. */
#pragma once

#include <adwaita.h>

#include "rules.h"

G_BEGIN_DECLS

/* A table to import. */
typedef struct
{
  char *path;
  char *sheet; /* nullable: the first */
  const RulesMeasure *measure;
} AwardImportOrder;

void       award_import_order_free (AwardImportOrder *order);

#define AWARD_TYPE_IMPORT_DIALOG (award_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportDialog, award_import_dialog, AWARD, IMPORT_DIALOG, AdwWindow)

/* Signal "import" (orders: GPtrArray of AwardImportOrder): the user wants these; the dialog closes itself.
 * @files: GFile; @measures: const RulesMeasure, what a table can be; @policies: RulesPolicy, those with
 * claims, the likeliest where several fit; @known: what was learnt of headings, see
 * award_import_list_known(). */
GtkWidget *award_import_dialog_new (GtkWindow       *parent,
                                    GListModel      *files,
                                    const GPtrArray *measures,
                                    GPtrArray       *policies,
                                    GHashTable      *known);

G_END_DECLS

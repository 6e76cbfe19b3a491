/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import of a register holds until it is committed. Private to app/store. */
#pragma once

#include "award-ledger-private.h"
#include "award-problem-private.h"
#include "award-register.h"

G_BEGIN_DECLS

typedef struct
{
  guint row;
  RulesValue fields[AWARD_REGISTER_MAX_FIELDS];
} AwardStagedRecord;

struct _AwardRegisterImport
{
  AwardLedger *ledger; /* owned */
  AwardRegister kind;
  guint columns[AWARD_REGISTER_MAX_FIELDS];
  char *file_name;
  char *sheet;
  GBytes *content;
  char *digest;
  gboolean same_file;
  guint64 n_rows;
  GStringChunk *texts;
  GArray *records;    /* AwardStagedRecord */
  GHashTable *by_key; /* key as one text → index + 1 */
  GArray *problems;   /* AwardStagedProblem */
};

/* The table of a register. */
const char *award_register_get_table (AwardRegister kind);
/* Every field of a register, separated by commas. */
char *award_register_list_fields (AwardRegister kind);

/* Brings everything into the ledger within the caller's transaction and counts it. */
gboolean award_register_merge (AwardRegisterImport *self, AwardImportResult *result,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Gives claimants without name or county those of the register of enterprises. *@moved is set when a county
 * was: the tallies are to be made anew. */
gboolean award_register_fill_claimants (AwardDb *db, gboolean *moved,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

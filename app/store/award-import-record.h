/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The imports of a ledger, of claims and of registers, as they stay on record: who brought in which table,
 * what came of it, and the file itself. */
#pragma once

#include "award-register.h"

G_BEGIN_DECLS

typedef struct
{
  AwardImportRef      ref;
  gint64              at;         /* ms since 1970 */
  char               *person;     /* nullable: the audit chain does not say */
  char               *file;       /* name, without folder */
  char               *sheet;      /* "" where the file has none */
  guint64             size;       /* of the file, in bytes */
  gint64              batch;      /* 0: of a register, as below */
  char               *batch_name; /* nullable */
  const RulesMeasure *measure;    /* NULL: of a register, or of a policy that is not known any more */
  AwardRegister       kind;       /* of a register */
  guint64             rows;       /* that were used */
  guint64             claims;     /* or records */
  guint64             lines;
  guint64             added;
  guint64             changed;
  guint64             unchanged;
  guint64             problems[3]; /* by RulesSeverity */
  AwardOpenCounts     open;        /* none of an import that was undone */
  gint64              undone;      /* when; 0: it was not */
  gboolean            is_again;    /* an earlier import was of the same bytes */
} AwardImportRecord;

void               award_import_record_free (AwardImportRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportRecord, award_import_record_free)

/* How people name an import: "12", or "R3" of a register. Free with g_free(). */
char              *award_import_ref_format  (AwardImportRef     ref);
gboolean           award_import_ref_parse   (const char        *text,
                                             AwardImportRef    *ref);

/* The imports (AwardImportRecord), the newest first, but for the first @first of them, at most @most. Only
 * those that have @text (nullable) in the name of file, sheet, batch, person or measure. *@n: how many there
 * are. */
GPtrArray         *award_ledger_list_imports (AwardLedger      *self,
                                             const char        *text,
                                             guint              first,
                                             guint              most,
                                             guint             *n,
                                             GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* One of them. Fails with AWARD_LEDGER_ERROR_UNKNOWN. */
AwardImportRecord *award_ledger_get_import_record  (AwardLedger       *self,
                                             AwardImportRef     ref,
                                             GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* The file of an import as it arrived. Fails with AWARD_LEDGER_ERROR_DAMAGED when it is not any more what its
 * digest says. */
GBytes            *award_ledger_get_original (AwardLedger      *self,
                                             AwardImportRef     ref,
                                             GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person says while looking at a table that is to come in: which enterprise a name is, which code is
 * meant by one that is written wrong, why a warning may stand.
 *
 * It counts in every trial of the plan from then on and is kept by the ledger when the plan is committed, in
 * the same transaction; the ledger knows nothing of it before. */
#pragma once

#include "award-acceptance.h"
#include "award-import-target.h"
#include "award-match.h"

G_BEGIN_DECLS

typedef struct _AwardImportRulings AwardImportRulings;

AwardImportRulings *award_import_rulings_new          (void);
void                award_import_rulings_free         (AwardImportRulings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardImportRulings, award_import_rulings_free)
/* Whether nothing was said. */
gboolean            award_import_rulings_is_empty     (const AwardImportRulings *self);

/* An enterprise tables call @name is, or is not, the one of @code. A name is one enterprise's at most. */
void                award_import_rulings_decide_match (AwardImportRulings *self,
                                                       const char         *name,
                                                       const char         *code,
                                                       gboolean            is_same);
/* Whether anything was said of @name; *@code, nullable: the enterprise it is, NULL for none of those near. */
gboolean            award_import_rulings_get_match    (const AwardImportRulings *self,
                                                       const char         *name,
                                                       const char        **code);
/* What was said of @name is taken back. */
void                award_import_rulings_forget_match (AwardImportRulings *self,
                                                       const char         *name);

/* An enterprise that a name may be. */
typedef struct
{
  char            *code;
  char            *name;
  char            *county; /* nullable */
  AwardDifference  difference;
} AwardImportCandidate;

/* Those that @name, of a row without a code, may be (AwardImportCandidate) as far as @ledger knows them, the
 * nearest first; not those that were ruled out. */
GPtrArray          *award_import_rulings_list_candidates (const AwardImportRulings *self,
                                                       AwardLedger        *ledger,
                                                       const char         *name,
                                                       GError            **error) G_GNUC_WARN_UNUSED_RESULT;

/* The code that is written @found is @code; @code NULL: that is taken back. */
void                award_import_rulings_repair       (AwardImportRulings *self,
                                                       const char         *found,
                                                       const char         *code);
/* NULL: nothing was said of it. */
const char         *award_import_rulings_get_repair   (const AwardImportRulings *self,
                                                       const char         *found);

/* The warnings @code that found @found (NULL: all @code) may stand for @reason; @reason NULL: that is taken
 * back. Whether they can be accepted at all says award_acceptance_is_possible(). */
void                award_import_rulings_accept       (AwardImportRulings *self,
                                                       const char         *code,
                                                       const char         *found,
                                                       const char         *reason);
/* Why a problem may stand; NULL: nobody said so. */
const char         *award_import_rulings_get_reason   (const AwardImportRulings *self,
                                                       const char         *code,
                                                       const char         *found);

/* Has @matcher answer as a ledger would that was told all this. */
void                award_import_rulings_apply        (const AwardImportRulings *self,
                                                       AwardMatcher       *matcher);
/* Has @ledger keep it: warnings are those of the measure of @target in @batch, or of its register. A
 * warning that is there no more, or cannot be accepted, is not. */
gboolean            award_import_rulings_keep         (const AwardImportRulings *self,
                                                       AwardLedger        *ledger,
                                                       const AwardImportTarget *target,
                                                       gint64              batch,
                                                       GError            **error);

G_END_DECLS

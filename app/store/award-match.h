/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which enterprise a row of a table means: by its code, by a former code, or where there is none by its name.
 *
 * A name is the same when it differs in brackets, width, spaces and in 有限责任公司 for 有限公司 only. One that is
 * merely near (another form of company, a place in front of it, one character) is never taken: a person says
 * whether it is the same, and is not asked twice. */
#pragma once

#include "award-ledger.h"
#include "award-name.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_MATCH_NONE,        /* nothing is known that is like it */
  AWARD_MATCH_CODE,        /* the code itself */
  AWARD_MATCH_FORMER_CODE, /* of the enterprise that once had it */
  AWARD_MATCH_REPAIRED,    /* a person said which code is meant by one that is written wrong */
  AWARD_MATCH_NAME,        /* one enterprise has, or had, this name */
  AWARD_MATCH_DECIDED,     /* a person said so */
  AWARD_MATCH_OPEN,        /* several have the name, or some are near it */
} AwardMatchKind;

typedef struct
{
  const char      *code;
  const char      *name;   /* as the ledger has it */
  const char      *county; /* nullable */
  AwardDifference  difference;
} AwardCandidate;

/* What a ledger knows of names, read when the first one is asked about. */
typedef struct _AwardMatcher AwardMatcher;

AwardMatcher  *award_matcher_new       (AwardLedger       *ledger,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void           award_matcher_free      (AwardMatcher      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardMatcher, award_matcher_free)
/* Whether it knows any enterprise. */
gboolean       award_matcher_is_empty  (AwardMatcher      *self);
/* Whether it knows the enterprise @code. */
gboolean       award_matcher_knows     (AwardMatcher      *self,
                                        const char        *code);
/* Counts from now on as if the ledger had been told so: see award_ledger_decide_match() and
 * award_ledger_repair_code(). The ledger is not. */
void           award_matcher_decide    (AwardMatcher      *self,
                                        const char        *name,
                                        const char        *code,
                                        gboolean           is_same);
void           award_matcher_repair    (AwardMatcher      *self,
                                        const char        *found,
                                        const char        *code);
/* *@found: the code to use, valid as long as @self or @code; NULL for AWARD_MATCH_NONE and _OPEN. @code and
 * @name are nullable. */
AwardMatchKind award_matcher_find      (AwardMatcher      *self,
                                        const char        *code,
                                        const char        *name,
                                        const char       **found);
/* Those of the name or near it that no one has ruled out (AwardCandidate), the nearest first. */
GPtrArray     *award_matcher_list      (AwardMatcher      *self,
                                        const char        *name);

/* Keeps that an enterprise tables call @name is, or is not, the one of @code. */
gboolean       award_ledger_decide_match (AwardLedger     *self,
                                        const char        *name,
                                        const char        *code,
                                        gboolean           is_same,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
/* The names that imports into @batch left undecided and no one has decided since (char *). */
GPtrArray     *award_ledger_list_open_names (AwardLedger  *self,
                                        gint64             batch,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

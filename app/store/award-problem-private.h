/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping the problems of an import, and settling those of earlier ones. Private to app/store. */
#pragma once

#include "award-problem.h"
#include "award-step-private.h"

G_BEGIN_DECLS

/* A problem on its way in; owns its texts. */
typedef struct
{
  RulesSeverity severity;
  char *code;
  guint row;
  char *column;
  char *found;
  char *claimant; /* as those below, see AwardRowIdentity */
  char *name;
  char *line;
} AwardStagedProblem;

/* An array of them. */
GArray *award_staged_problems_new (void);
void award_staged_problems_add (GArray *problems, RulesSeverity severity, const char *code, guint row,
                                const char *column, const char *found, const AwardRowIdentity *identity);
/* Keeps @problems (AwardStagedProblem) with @import. */
gboolean award_staged_problems_insert (AwardDb *db, AwardImportRef import, const GArray *problems,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Settles open problems by the rows of an import. */
typedef struct _AwardSettler AwardSettler;

/* The problems @import may settle; its row and its columns are in the ledger. */
AwardSettler *award_settler_new (AwardDb *db, AwardImportRef import,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_settler_free (AwardSettler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardSettler, award_settler_free)
gboolean award_settler_is_empty (const AwardSettler *self);
/* The import has this row, and takes it. */
void award_settler_see (AwardSettler *self, const AwardRowIdentity *identity, guint row);
/* Writes what was settled, but for what @problems (AwardStagedProblem) of the import say again. */
gboolean award_settler_finish (AwardSettler *self, const GArray *problems,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* SQL. The state of problem p of import i of claims or of a register, as an AwardProblemState. */
#define AWARD_PROBLEM_STATE_OF(imports, accepted)                                                           \
  "CASE WHEN p.later IN (SELECT l.id FROM " imports " l WHERE l.id = p.later AND " AWARD_IMPORT_STANDS (   \
      "l") ") THEN CASE p.repeated WHEN 1 THEN 1 ELSE 2 END "                                               \
           "WHEN p.severity = 1 AND " accepted " THEN 3 ELSE 0 END"
#define AWARD_PROBLEM_STATE                                                                                 \
  AWARD_PROBLEM_STATE_OF ("import", "EXISTS (SELECT 1 FROM acceptance a WHERE a.measure = i.measure AND "   \
                                    "a.batch = i.batch AND a.code = p.code AND "                            \
                                    "a.found = coalesce (p.found, ''))")
#define AWARD_REGISTER_PROBLEM_STATE                                                                        \
  AWARD_PROBLEM_STATE_OF ("register_import", "EXISTS (SELECT 1 FROM register_acceptance a WHERE "           \
                                             "a.kind = i.kind AND a.code = p.code AND "                     \
                                             "a.found = coalesce (p.found, ''))")

G_END_DECLS

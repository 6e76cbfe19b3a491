/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Warnings that may stand: who said so, when and why. */
#pragma once

#include "award-register.h"

G_BEGIN_DECLS

typedef struct
{
  char  *code;   /* of the problem */
  char  *found;  /* "" where it has none */
  char  *reason;
  char  *person;
  gint64 at;     /* ms since 1970 */
} AwardAcceptance;

void       award_acceptance_free        (AwardAcceptance    *acceptance);
/* Whether problems @code of @severity can be accepted at all: errors never, nor rows that contradict each
 * other, whose claim a person decides. */
gboolean   award_acceptance_is_possible (RulesSeverity       severity,
                                         const char         *code);
/* Accepts the warnings @code of @measure in @batch, with @found those that found this only. *@n: how many
 * were not accepted before. Fails with AWARD_LEDGER_ERROR_UNKNOWN when the batch has no such warning, and
 * _CONFLICT when it is none that can be accepted. */
gboolean   award_ledger_accept          (AwardLedger        *self,
                                         const RulesMeasure *measure,
                                         gint64              batch,
                                         const char         *code,
                                         const char         *found,
                                         const char         *reason,
                                         guint              *n,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* Everything accepted of @measure in @batch (AwardAcceptance). */
GPtrArray *award_ledger_list_acceptances (AwardLedger       *self,
                                         const RulesMeasure *measure,
                                         gint64              batch,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same of the tables of a register. */
gboolean   award_ledger_accept_register (AwardLedger        *self,
                                         AwardRegister       kind,
                                         const char         *code,
                                         const char         *found,
                                         const char         *reason,
                                         guint              *n,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
/* The one of @list that covers a problem; NULL: it is not accepted. */
const AwardAcceptance *award_acceptance_find (const GPtrArray *list,
                                         const char         *code,
                                         const char         *found);

G_END_DECLS

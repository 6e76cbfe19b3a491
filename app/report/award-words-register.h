/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Registers and their records in words. Strings are translated and freed with g_free() unless const. */
#pragma once

#include "award-record.h"

G_BEGIN_DECLS

const char *award_words_register         (AwardRegister      kind);
/* What the register is for, in a sentence. */
const char *award_words_register_purpose (AwardRegister      kind);
/* Where a period stands on the day @today: not begun, in force, over. */
typedef enum
{
  AWARD_VALIDITY_AHEAD,
  AWARD_VALIDITY_CURRENT,
  AWARD_VALIDITY_ENDED,
} AwardValidity;

/* Both days are included; RULES_MISSING: open. */
AwardValidity award_record_get_validity  (const AwardRecord *record,
                                          gint64             today);
const char *award_words_validity         (AwardValidity      validity);
/* A value for a screen, as @field, which knows labels and words, has it: numbers of persons and accounts
 * masked, "—" where there is none. @policies (AwardHeldPolicy; nullable): to call those of payments by their
 * numbers. */
char       *award_words_record_value     (const RulesFact   *field,
                                          RulesValue         value,
                                          const GPtrArray   *policies);
/* Value @i of @record so; the measure of a payment by its name. */
char       *award_words_record           (const AwardRecord *record,
                                          guint              i,
                                          const RulesFact   *field,
                                          const GPtrArray   *policies);
/* "失信 · 2024-01-01 至 2024-12-31 · 未履行 · 已到期": what it says beside its code and name, and, of an exclusion,
 * where it stands on the day @today. @fields: one each, which knows labels and words. */
char       *award_words_record_summary   (const AwardRecord *record,
                                          const RulesFact *const *fields,
                                          const GPtrArray   *policies,
                                          gint64             today);
/* "台账.xlsx Sheet1，第 3 行 · 2024-06-01" */
char       *award_words_record_place     (const char        *file,
                                          const char        *sheet,
                                          guint              row,
                                          gint64             at);
/* The ids that stand in records for what @text is a part of: words of @fields, policies, measures.
 * NULL-terminated; free with g_strfreev(). */
char      **award_words_find_ids         (const RulesFact *const *fields,
                                          guint              n_fields,
                                          const GPtrArray   *policies,
                                          const char        *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of registers as they are looked at: found by what they say, read one by one, with what they
 * said before. */
#pragma once

#include "award-register.h"

G_BEGIN_DECLS

/* Which records of a register, by the day: of exclusions alone. */
typedef enum
{
  AWARD_RECORDS_ALL,
  AWARD_RECORDS_CURRENT, /* begun and not over */
  AWARD_RECORDS_ENDED,
} AwardRecordsShow;

typedef struct
{
  AwardRegister     kind;
  const char       *text;  /* nullable: in any text of the record, whatever the case of its letters */
  const char *const *words; /* nullable, NULL-terminated: or a text that is one of these, such as the ids of
                             * what @text names */
  AwardRecordsShow  show;
  gint64            today;      /* a day, for that */
  int               field;      /* to order by; -1: the key */
  gboolean          descending;
} AwardRecordQuery;

/* Ids (gint64) of the records, in order; those without a value come last. */
GArray      *award_ledger_list_record_ids (AwardLedger            *self,
                                           const AwardRecordQuery *query,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* How many records each register has. */
gboolean     award_ledger_count_records   (AwardLedger            *self,
                                           gint64                  counts[AWARD_N_REGISTERS],
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  AwardRegister kind;
  gint64        id;
  RulesValue    fields[AWARD_REGISTER_MAX_FIELDS]; /* in the order of the register's; their texts are owned */
  char         *file;  /* where it was read last */
  char         *sheet;
  guint         row;   /* from 1 */
  gint64        at;    /* when: ms since 1970 */
} AwardRecord;

void         award_record_free            (AwardRecord            *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardRecord, award_record_free)
/* The value of field @id; missing where the register has none. */
RulesValue   award_record_get             (const AwardRecord      *record,
                                           const char             *id);
/* *@record: NULL when there is none of this id (any more). */
gboolean     award_ledger_get_record      (AwardLedger            *self,
                                           AwardRegister           kind,
                                           gint64                  id,
                                           AwardRecord           **record,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
/* The records (AwardRecord) of the claimant @code, in the order of their keys. Of a register without codes
 * there are none. */
GPtrArray   *award_ledger_list_records_of (AwardLedger            *self,
                                           AwardRegister           kind,
                                           const char             *code,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* What a record said before a table said otherwise. */
typedef struct
{
  const RulesFact *field;
  RulesValue       old; /* their texts are owned */
  RulesValue       new;
  char            *file; /* that said so */
  char            *sheet;
  guint            row;
  gint64           at;
} AwardRecordChange;

void         award_record_change_free     (AwardRecordChange      *change);
/* All of @record (AwardRecordChange), those of the last table first. */
GPtrArray   *award_ledger_list_record_changes (AwardLedger        *self,
                                           const AwardRecord      *record,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

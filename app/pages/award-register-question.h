/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of the registers asks its ledger in a thread. */
#pragma once

#include "award-claimant.h"
#include "award-record.h"

G_BEGIN_DECLS

/* Which records. */
typedef struct
{
  AwardRecordQuery query; /* borrows from the strings below */
  char  *text;
  char **words;
} AwardRegisterQuestion;

void     award_register_question_free (gpointer     question);

typedef struct
{
  GArray *ids;
  gint64  counts[AWARD_N_REGISTERS]; /* of all records of each register */
} AwardRegisterRows;

void     award_register_rows_free     (gpointer     rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardRegisterRows, award_register_rows_free)
/* AwardLookupFunc of an AwardRegisterQuestion: an AwardRegisterRows. */
gpointer award_question_find_records  (AwardLedger *ledger,
                                       gpointer     question,
                                       GError     **error);

/* A record with all that is known beside it. */
typedef struct
{
  AwardRecord   *record;  /* NULL: it is gone */
  GPtrArray     *changes; /* AwardRecordChange */
  GPtrArray     *others[AWARD_N_REGISTERS]; /* AwardRecord of the same code, this one included; nullable */
  AwardClaimant *claimant; /* nullable: it claims for nothing here */
} AwardRecordFile;

void     award_record_file_free       (gpointer     file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardRecordFile, award_record_file_free)
/* AwardLookupFunc of an AwardRecordName: an AwardRecordFile. */
typedef struct
{
  AwardRegister kind;
  gint64        id;
} AwardRecordName;

gpointer award_question_read_record   (AwardLedger *ledger,
                                       gpointer     name,
                                       GError     **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window of imports asks in a thread. The functions are AwardLookupFunc. */
#pragma once

#include "award-change.h"
#include "award-mapping.h"
#include "award-match.h"

G_BEGIN_DECLS

/* Figures shown of those an import overwrote. */
#define AWARD_DETAIL_CHANGES 500

/* The imports that have a text: the newest of them. */
typedef struct
{
  GPtrArray *records; /* AwardImportRecord */
  guint n;            /* how many there are */
} AwardImportList;

void       award_import_list_free          (AwardImportList *list);
/* @text (char *): to look for; "" for all. An AwardImportList. */
gpointer   award_question_list_imports     (AwardLedger     *ledger,
                                            gpointer         text,
                                            GError         **error);

/* A name that may be that of several enterprises. */
typedef struct
{
  char *name;
  GPtrArray *codes; /* char *: of the candidates, the nearest first */
  GPtrArray *words; /* char *: name, code and county of each, and what differs */
} AwardOpenName;

/* Everything about one import. */
typedef struct
{
  AwardImportRecord *record;
  GPtrArray *problems; /* AwardProblem */
  GArray *states;      /* AwardProblemState, one a problem */
  GPtrArray *changes;  /* AwardChange, the first AWARD_DETAIL_CHANGES */
  guint64 n_changes;
  GPtrArray *names; /* AwardOpenName: those of its batch */
} AwardImportDetail;

void       award_import_detail_free        (AwardImportDetail *detail);
/* @ref: AwardImportRef. An AwardImportDetail. */
gpointer   award_question_detail_import    (AwardLedger     *ledger,
                                            gpointer         ref,
                                            GError         **error);

/* A warning to be accepted. */
typedef struct
{
  AwardImportTarget target;
  gint64 batch; /* of claims */
  char *code;
  char *reason;
} AwardAcceptQuestion;

void       award_accept_question_free      (gpointer         question);
/* Not NULL: done. So below. */
gpointer   award_question_accept           (AwardLedger     *ledger,
                                            gpointer         question,
                                            GError         **error);

/* Who an enterprise is, or is not. */
typedef struct
{
  char *name;
  GPtrArray *codes; /* char * */
  gboolean is_same; /* the one of the only code */
} AwardDecideQuestion;

void       award_decide_question_free      (gpointer         question);
gpointer   award_question_decide           (AwardLedger     *ledger,
                                            gpointer         question,
                                            GError         **error);

/* A file to be written of an import. */
typedef struct
{
  AwardImportRef ref;
  char *path;
} AwardFileQuestion;

AwardFileQuestion *award_file_question_new (AwardImportRef   ref,
                                            const char      *path);
void       award_file_question_free        (gpointer         question);
gpointer   award_question_write_rejects    (AwardLedger     *ledger,
                                            gpointer         question,
                                            GError         **error);
gpointer   award_question_write_original   (AwardLedger     *ledger,
                                            gpointer         question,
                                            GError         **error);

G_END_DECLS

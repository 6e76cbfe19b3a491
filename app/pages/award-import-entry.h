/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table on its way in, as the window shows it: a sheet of a file, what it is a table of, what each column
 * is, and what would come of it.
 *
 * Its plan is lent to the job of its AwardImportSet, which may be using it: what is shown is a copy taken
 * when nothing was, and what a person changes waits until nothing does. */
#pragma once

#include "award-import-edit.h"
#include "award-import-targets.h"
#include "award-problem-group.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_ENTRY_READING,    /* waits to be read, or is */
  AWARD_ENTRY_UNREADABLE, /* see its message */
  AWARD_ENTRY_EXCLUDED,   /* it is not to come in, or fits nothing: see its message */
  AWARD_ENTRY_TRYING,     /* what comes of it is not known yet */
  AWARD_ENTRY_QUESTIONS,  /* something must be answered first */
  AWARD_ENTRY_READY,
} AwardEntryState;

/* A column as it is shown. */
typedef struct
{
  AwardColumn column; /* its heading is owned */
  char *letter;
  char *sample; /* nullable: what the first row that has anything has there */
} AwardEntryColumn;

#define AWARD_TYPE_IMPORT_ENTRY (award_import_entry_get_type ())
G_DECLARE_FINAL_TYPE (AwardImportEntry, award_import_entry, AWARD, IMPORT_ENTRY, GObject)

/* Signals: "changed": something shown is otherwise; "edited": a person changed something, and it must be
 * tried again. */
AwardImportEntry        *award_import_entry_new           (const char             *path);
const char              *award_import_entry_get_path      (AwardImportEntry       *self);
/* The file's name. */
const char              *award_import_entry_get_name      (AwardImportEntry       *self);
/* Name of the sheet; NULL: not known yet. */
const char              *award_import_entry_get_sheet     (AwardImportEntry       *self);
/* Names of all sheets of the file (char *); NULL: not known yet. */
GPtrArray               *award_import_entry_get_sheets    (AwardImportEntry       *self);
AwardEntryState          award_import_entry_get_state     (AwardImportEntry       *self);
/* Why it is unreadable or fits nothing, or why it cannot be read as what it is to be; nullable. */
const char              *award_import_entry_get_message   (AwardImportEntry       *self);
/* NULL: it is not to come in. */
const AwardImportTarget *award_import_entry_get_target    (AwardImportEntry       *self);
/* AwardEntryColumn. */
const GPtrArray         *award_import_entry_get_columns   (AwardImportEntry       *self);
/* The first and last row of the heading, from 1; FALSE: it has none yet. */
gboolean                 award_import_entry_get_heading   (AwardImportEntry       *self,
                                                           guint                  *first,
                                                           guint                  *last);
/* What the last trial said, until there is another; NULL: nothing yet. */
const AwardImportOutlook *award_import_entry_get_outlook  (AwardImportEntry       *self);
/* The problems of that (AwardProblemGroup), gravest first; NULL like it. */
const GPtrArray         *award_import_entry_get_groups    (AwardImportEntry       *self);
/* Rows that errors keep out. */
guint                    award_import_entry_get_n_left_out (AwardImportEntry      *self);
/* How many things must be answered before it can come in. */
guint                    award_import_entry_count_questions (AwardImportEntry     *self);
/* Whether a person answered or changed anything. */
gboolean                 award_import_entry_is_edited     (AwardImportEntry       *self);

/* What a person says. @target NULL: it is not to come in. */
void                     award_import_entry_set_target    (AwardImportEntry       *self,
                                                           const AwardImportTarget *target);
void                     award_import_entry_set_sheet     (AwardImportEntry       *self,
                                                           const char             *sheet);
/* @edit is copied. */
void                     award_import_entry_say           (AwardImportEntry       *self,
                                                           const AwardImportEdit  *edit);
/* Rows whose enterprise is not decided stay out, and nobody is asked. */
void                     award_import_entry_leave_open    (AwardImportEntry       *self);
/* What was said of names, codes and warnings. */
const AwardImportRulings *award_import_entry_get_rulings  (AwardImportEntry       *self);

/* A name without a code that must be decided. */
typedef struct
{
  char *name;
  guint row;             /* the first that has it, from 1 */
  GPtrArray *candidates; /* AwardImportCandidate */
} AwardOpenMatch;

void                     award_open_match_free            (AwardOpenMatch         *match);

/* What a trial found of a table. */
typedef struct
{
  AwardImportOutlook *outlook;
  GPtrArray *groups;  /* AwardProblemGroup, of its report; NULL when it has none */
  GPtrArray *matches; /* AwardOpenMatch */
  guint n_left_out;   /* rows that errors keep out */
} AwardTriedTable;

void                     award_tried_table_free           (AwardTriedTable        *tried);
/* Those to be asked about (AwardOpenMatch); NULL: none. */
const GPtrArray         *award_import_entry_get_open_matches (AwardImportEntry    *self);

/* For the set. A table as it was read: the entry takes what it points to. */
typedef struct
{
  char *sheet;
  AwardImportPlan *plan;    /* NULL: it cannot be read */
  gboolean has_target;
  AwardImportTarget target;
  GError *error;            /* why there is no plan or no target */
} AwardReadTable;

/* @table is nullable. */
void                     award_read_table_free            (AwardReadTable         *table);
void                     award_import_entry_take_table    (AwardImportEntry       *self,
                                                           AwardReadTable         *table,
                                                           GPtrArray              *sheets);
/* Its plan, where it is to come in; NULL otherwise. */
AwardImportPlan         *award_import_entry_get_plan      (AwardImportEntry       *self);
/* The target a person chose that its plan does not have yet: to be set in a job. FALSE: none. */
gboolean                 award_import_entry_get_new_target (AwardImportEntry      *self,
                                                           AwardImportTarget      *target);
/* That was done; @error: it failed. */
void                     award_import_entry_target_is_set (AwardImportEntry       *self,
                                                           const AwardImportTarget *target,
                                                           const GError           *error);
/* Whether it waits to be read. */
gboolean                 award_import_entry_is_unread     (AwardImportEntry       *self);
/* Puts what a person changed into the plan, which nobody is using. */
void                     award_import_entry_apply         (AwardImportEntry       *self);
/* What the last trial said holds no more. */
void                     award_import_entry_forget        (AwardImportEntry       *self);
/* Takes what was found of the plan as it is. */
void                     award_import_entry_take_trial    (AwardImportEntry       *self,
                                                           AwardTriedTable        *tried);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of app/store share of a ledger. */
#pragma once

#include "award-db.h"
#include "award-ledger.h"

G_BEGIN_DECLS

/* The tables of a measure as this ledger has them. Names and fields are quoted and ready for SQL. */
typedef struct
{
  RulesPolicy *policy; /* keeps the measure the table was looked up for */
  gint64 id;           /* of the row in measure */
  char *suffix;
  char *claims;
  char *lines; /* NULL: the measure has no lines */
  char *decisions;
  guint n_facts;
  char **fields; /* one a fact; "NULL" where no import has brought the fact yet */
  guint n_line_facts;
  char **line_fields;
  gboolean is_complete; /* every fact has its column */
} AwardTable;

struct _AwardStep;

struct _AwardLedger
{
  GObject parent_instance;

  AwardDb *db;
  GHashTable *tables;   /* const RulesMeasure → AwardTable */
  GHashTable *runs;     /* id (gint64) → AwardRun */
  GHashTable *imports;  /* id (gint64) → AwardImportInfo */
  struct _AwardStep *step; /* open; borrowed, NULL: none */
};

/* *@table: the tables of @measure, borrowed and valid until the next such call, or NULL when no claim of it
 * ever arrived. */
gboolean award_ledger_find_table (AwardLedger *self, const RulesMeasure *measure, const AwardTable **table,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Makes or widens them within the caller's transaction and keeps the policy's text. */
AwardTable *award_ledger_make_table (AwardLedger *self, const RulesMeasure *measure,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* award-table.c: the tables of a measure without their facts, where they are not there yet. With @has_key a
 * claimant may have several claims in a batch. */
gboolean award_table_create (AwardLedger *self, const char *suffix, gboolean with_lines, gboolean has_key,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* award-table-key.c: tables that allow a claimant one claim become such that allow several. */
gboolean award_table_loosen (AwardLedger *self, const AwardTable *table,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One claim for each claimant and value of fact @key in a batch. */
gboolean award_table_index_key (AwardLedger *self, const AwardTable *table, guint key,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void award_table_free (AwardTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardTable, award_table_free)
/* How a fact is kept: as the text itself, as the word of an enum, or as its integer. */
gboolean award_table_is_text (const RulesFact *fact);

/* Keeps text and codes of @policy, once; *@id is its row. */
gboolean award_ledger_keep_policy (AwardLedger *self, const RulesPolicy *policy, gint64 *id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The policy a row of policy holds: the installed one when it is the same text. Free with unref. */
RulesPolicy *award_ledger_load_policy (AwardLedger *self, gint64 id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The text of policy @name in force: the installed one, or the one kept last; NULL without an error when
 * there is neither. Borrowed, lives as long as the program. */
RulesPolicy *award_ledger_find_policy (AwardLedger *self, const char *name, GError **error);
/* Whether every example of @policy comes out as it says; else an error that names the first that does not. */
gboolean award_ledger_check_policy (const RulesPolicy *policy, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The measure named, of the installed policy or, when there is none, of the text kept last; NULL with an
 * error when neither knows it. Lives as long as the program. */
const RulesMeasure *award_ledger_get_measure (AwardLedger *self, const char *policy, const char *measure,
                                              GError **error);
/* Reads the value of @fact from column @i of a row. A text is borrowed until the next step. */
RulesValue award_table_read (const RulesFact *fact, sqlite3_stmt *statement, int i);
/* Binds it, a text without copying. */
gboolean award_table_bind (AwardDb *db, const RulesFact *fact, RulesValue value, sqlite3_stmt *statement,
                           int i, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Which claims of a measure a batch holds; all 0 when none. Another batch may have some between first and
 * last. */
typedef struct
{
  gint64 claims;
  gint64 first;
  gint64 last;
} AwardHolding;

gboolean award_ledger_get_holding (AwardLedger *self, const AwardTable *table, gint64 batch,
                                   AwardHolding *holding, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

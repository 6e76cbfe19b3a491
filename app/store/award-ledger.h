/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A ledger: one file with everything a bureau has imported, computed and decided.
 *
 * An AwardLedger is one connection to it and belongs to one thread; a job opens its own. No SQLite type
 * shows here. Amounts are fen, dates day numbers, facts as rules.h counts them.
 *
 * A ledger keeps one claim table, line table and decision table a measure, made from the measure's facts
 * when the first claim of it arrives; see resources/schema and ARCHITECTURE.md. */
#pragma once

#include <gio/gio.h>

#include "rules.h"

G_BEGIN_DECLS

typedef enum
{
  AWARD_LEDGER_ERROR_NOT_A_LEDGER, /* some other file */
  AWARD_LEDGER_ERROR_DAMAGED,
  AWARD_LEDGER_ERROR_NEWER,        /* written by a newer program */
  AWARD_LEDGER_ERROR_EXISTS,       /* new: there is a file already */
  AWARD_LEDGER_ERROR_NOT_FOUND,
  AWARD_LEDGER_ERROR_READ_ONLY,    /* the file or its folder cannot be written */
  AWARD_LEDGER_ERROR_FULL,         /* the disk is full */
  AWARD_LEDGER_ERROR_BUSY,         /* another program is writing */
  AWARD_LEDGER_ERROR_UNKNOWN,      /* no such batch, measure, parameter */
  AWARD_LEDGER_ERROR_CONFLICT,     /* another policy has this id, or another text of it stands in the way */
  AWARD_LEDGER_ERROR_UNSOUND,      /* a policy whose examples do not come out decides no claim */
  AWARD_LEDGER_ERROR_FAILED,
} AwardLedgerError;

#define AWARD_LEDGER_ERROR (award_ledger_error_quark ())
GQuark award_ledger_error_quark (void);

#define AWARD_TYPE_LEDGER (award_ledger_get_type ())
G_DECLARE_FINAL_TYPE (AwardLedger, award_ledger, AWARD, LEDGER, GObject)

/* Called with the work done and in all (0: unknown) now and then during a job, on the job's thread. */
typedef void (*AwardProgress) (guint64 done, guint64 total, gpointer data);

/* Makes @path with its first batch; never overwrites. */
AwardLedger *award_ledger_new         (const char   *path,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Opens @path, migrating an older ledger after keeping a copy beside it. A ledger that cannot be opened is
 * left untouched. */
AwardLedger *award_ledger_open        (const char   *path,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;
const char  *award_ledger_get_path    (AwardLedger  *self);
/* Whether this process has a ledger open at @path. Nobody but SQLite may open such a file and close it again:
 * the locks of every connection would be gone with it. */
gboolean     award_ledger_is_open_at  (const char   *path);
/* A consistent copy at @path, through SQLite's online backup. */
gboolean     award_ledger_backup      (AwardLedger  *self,
                                       const char   *path,
                                       GCancellable *cancellable,
                                       GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Batches. */
typedef struct
{
  gint64 id;
  char  *name;
  gint64 as_of; /* of its last compute, RULES_MISSING before */
} AwardBatch;

void        award_batch_free               (AwardBatch   *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardBatch, award_batch_free)
/* The batch @name, or the current one for NULL. With @create a missing one is made and becomes current. */
AwardBatch *award_ledger_get_batch         (AwardLedger  *self,
                                            const char   *name,
                                            gboolean      create,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* All batches (AwardBatch), oldest first. */
GPtrArray  *award_ledger_list_batches      (AwardLedger  *self,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* The policies a ledger is for: those added to it, and those it has claims or settings of. Adding keeps
 * the policy's text; a policy that is there already is no change. A text other than the one in force under
 * its id is AWARD_LEDGER_ERROR_CONFLICT, one whose examples fail AWARD_LEDGER_ERROR_UNSOUND. */
gboolean    award_ledger_add_policy        (AwardLedger  *self,
                                            RulesPolicy  *policy,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether it holds the policy @id; FALSE with @error set when that cannot be read. */
gboolean    award_ledger_has_policy        (AwardLedger  *self,
                                            const char   *id,
                                            GError      **error);
/* The measures of its policies, of all installed ones while it holds none: const RulesMeasure, in the order
 * of the policies and of the measures in them. */
GPtrArray  *award_ledger_list_measures     (AwardLedger  *self,
                                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;

/* Parameters and choices of this ledger. */
gboolean       award_ledger_set            (AwardLedger         *self,
                                            const RulesMeasure  *measure,
                                            const char          *name,
                                            const char          *text,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;
/* Defaults with what this ledger has set; as_of is not set. */
RulesSettings *award_ledger_get_settings   (AwardLedger         *self,
                                            const RulesMeasure  *measure,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Totals of a measure, and of a county of it. */
typedef struct
{
  const RulesMeasure *measure;
  char   *county;   /* NULL: all counties */
  gint64  claims;
  gint64  award;
  gint64  refuse;
  gint64  review;
  gint64  undecided; /* not computed yet */
  gint64  total;     /* fen awarded */
} AwardTotal;

void        award_total_free               (AwardTotal          *total);
/* One AwardTotal a measure with claims; with @by_county one for each of its counties instead. */
GPtrArray  *award_ledger_list_totals       (AwardLedger         *self,
                                            gint64               batch,
                                            gboolean             by_county,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Fen payable for the claims of @measure in @batch, after settlement. */
gboolean    award_ledger_sum_payable       (AwardLedger         *self,
                                            const RulesMeasure  *measure,
                                            gint64               batch,
                                            gint64              *sum,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

/* Integrity of the file, audit chain, and a recomputation of every decision. Calls @fault with a line of
 * text for each fault; TRUE when it could be done, whatever it found. */
typedef void (*AwardFaultFunc) (const char *fault, gpointer data);
gboolean    award_ledger_verify            (AwardLedger         *self,
                                            AwardFaultFunc       fault,
                                            gpointer             data,
                                            GCancellable        *cancellable,
                                            GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

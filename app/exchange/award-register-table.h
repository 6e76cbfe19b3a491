/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of registers: which column is which field, and the reading of their rows with that.
 *
 * Problems besides those of award-mapping.h; "found" is the cell's text unless said otherwise:
 *
 *   missing-value       error    a field every record needs is empty; found: its label
 *   bad-account         error    an account number that is not 8 to 32 digits
 *   period-reversed     error    the last day is before the first; found: the last day's cell
 *   bad-card-check      warning  the number looks like a bank card's and its check digit is wrong
 *   bad-bank-code       warning  行号 that is not 12 digits
 *   bad-bank-code-check warning  行号 with a wrong check digit
 *   holder-differs      warning  the account is in another name than the claimant's; found: the holder
 *
 * The job that merges rows adds duplicate-row, and
 *   conflicting-record  error    another row of the same key says otherwise; found: that row
 *   shared-account      warning  another claimant has the same account
 *   unknown-policy      warning  a payment under a policy or measure that is not installed */
#pragma once

#include "award-mapping.h"

G_BEGIN_DECLS

/* By the name of the register: "accounts". NULL: there is none. */
const AwardLayout *award_layout_find (const char *name);
/* The name of the register. */
const char *award_layout_get_label (const AwardLayout *self);
guint award_layout_get_n_fields (const AwardLayout *self);
/* They have the ids and the order of the ledger's fields, and the headings and words of tables. */
const RulesFact *award_layout_get_field (const AwardLayout *self, guint i);
/* All of them, to @fields, which has room. */
void award_layout_list_fields (const AwardLayout *self, const RulesFact **fields);

/* Whether every record has a value of field @i. */
gboolean award_layout_is_needed (const AwardLayout *self, guint i);

/* Recognises the heading of @sheet, with what was learnt: @known (AwardKnownHeading), nullable. Whether a
 * needed column is missing is said by award_mapping_check(). */
AwardMapping *award_mapping_new_register (const AwardSheet *sheet,
                                          const AwardLayout *layout,
                                          const GPtrArray *known) G_GNUC_WARN_UNUSED_RESULT;

/* Whether @sheet, whose headings will do, looks like a table of the register: what stands in the columns
 * every record needs is what they hold, and where that is a code or a day alone the table has not much
 * else. */
gboolean award_layout_fits (const AwardMapping *mapping, const AwardSheet *sheet);

/* What row @row (from 0) says of field @i of the layout, as rules_fact_format(), whether or not the row can
 * be used. NULL: nothing that can be read. Free with g_free(). */
char *award_layout_dup_value (const AwardMapping *mapping,
                              const AwardSheet *sheet,
                              guint row,
                              guint i);

/* One record; @fields are in the layout's order and valid during the call. @row is from 1. FALSE to stop,
 * with @error set. */
typedef gboolean (*AwardLayoutRowFunc) (guint row, const RulesValue *fields, gpointer data, GError **error);
/* Reads the rows of @sheet as award_mapping_read() does; @mapping is one of a register. */
gboolean award_layout_read (const AwardMapping *mapping,
                            const AwardSheet *sheet,
                            AwardLayoutRowFunc func,
                            gpointer data,
                            GPtrArray *problems,
                            guint *n_rows,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-settlement"

#include "config.h"

#include "award-settlement-reason.h"
#include "award-ledger-private.h"

enum
{
  COLUMN_LABEL,
  COLUMN_BATCH,  /* name, NULL for the claim's own */
  COLUMN_POLICY, /* of the claim it was held against */
  COLUMN_MEASURE,
  COLUMN_CLAIM,
  COLUMN_PAYMENT, /* a record's */
  COLUMN_FIRST_TIME,
  COLUMN_DOCUMENT,
  COLUMN_DATE,
  COLUMN_AMOUNT,
  COLUMN_OPEN_POLICY,
  COLUMN_OPEN_MEASURE,
};

#define REASON_QUERY                                                                                         \
  "SELECT s.label, CASE WHEN s.other_batch <> s.batch THEN b.name END, m.policy, m.name, s.other_claim, "    \
  "s.payment, s.first_time, coalesce (p.document, f.document), coalesce (p.date, f.date), s.amount, "        \
  "o.policy, o.name FROM settlement s LEFT JOIN batch b ON b.id = s.other_batch "                            \
  "LEFT JOIN measure m ON m.id = s.other_measure LEFT JOIN measure o ON o.id = s.open_measure "              \
  "LEFT JOIN register_payment p ON p.id = s.payment LEFT JOIN register_first_time f ON f.id = s.first_time " \
  "WHERE s.measure = ? AND s.claim = ?"

void
award_settlement_reason_free (AwardSettlementReason *reason)
{
  g_free (reason->label);
  g_free (reason->batch);
  g_free (reason->document);
  g_free (reason);
}

/* *@measure: that of the two columns from @i on, NULL where they are. */
static gboolean
read_measure (AwardLedger *self, sqlite3_stmt *row, int i, const RulesMeasure **measure, GError **error)
{
  const char *policy = award_db_text (row, i);

  *measure = NULL;
  if (policy == NULL)
    return TRUE;
  *measure = award_ledger_get_measure (self, policy, award_db_text (row, i + 1), error);
  return *measure != NULL;
}

static AwardAgainst
against (sqlite3_stmt *row)
{
  if (sqlite3_column_type (row, COLUMN_CLAIM) != SQLITE_NULL)
    return AWARD_AGAINST_CLAIM;
  if (sqlite3_column_type (row, COLUMN_PAYMENT) != SQLITE_NULL)
    return AWARD_AGAINST_PAYMENT;
  if (sqlite3_column_type (row, COLUMN_FIRST_TIME) != SQLITE_NULL)
    return AWARD_AGAINST_GRANT;
  return AWARD_AGAINST_NOTHING;
}

gboolean
award_ledger_get_settlement_reason (AwardLedger *self,
                                    const RulesMeasure *measure,
                                    gint64 claim,
                                    AwardSettlementReason **reason,
                                    GError **error)
{
  g_autoptr (AwardSettlementReason) found = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;
  const AwardTable *table;
  gboolean exists;

  g_return_val_if_fail (AWARD_IS_LEDGER (self) && measure != NULL && reason != NULL, FALSE);

  *reason = NULL;
  if (!award_ledger_find_table (self, measure, &table, error))
    return FALSE;
  if (table == NULL)
    return TRUE;
  row = award_db_query (self->db, error, REASON_QUERY, "ii", table->id, claim);
  if (row == NULL || !award_db_step (self->db, row, &exists, error))
    return FALSE;
  if (!exists)
    return TRUE;
  found = g_new0 (AwardSettlementReason, 1);
  found->against = against (row);
  found->label = g_strdup (award_db_text (row, COLUMN_LABEL));
  found->batch = g_strdup (award_db_text (row, COLUMN_BATCH));
  found->claim = found->against == AWARD_AGAINST_CLAIM ? sqlite3_column_int64 (row, COLUMN_CLAIM) : -1;
  found->document = g_strdup (award_db_text (row, COLUMN_DOCUMENT));
  found->date = award_db_column (row, COLUMN_DATE);
  found->amount = award_db_column (row, COLUMN_AMOUNT);
  if (!read_measure (self, row, COLUMN_POLICY, &found->measure, error) ||
      !read_measure (self, row, COLUMN_OPEN_POLICY, &found->open, error))
    return FALSE;
  *reason = g_steal_pointer (&found);
  return TRUE;
}

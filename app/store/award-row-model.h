/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a query as a GListModel: a snapshot of ids, and pages of rows read by id when asked for. */
#pragma once

#include "award-claim.h"
#include "award-query.h"

G_BEGIN_DECLS

/* One claim as a list shows it. Immutable. */
#define AWARD_TYPE_ROW (award_row_get_type ())
G_DECLARE_FINAL_TYPE (AwardRow, award_row, AWARD, ROW, GObject)

gint64               award_row_get_id       (AwardRow *self);
const RulesMeasure  *award_row_get_measure  (AwardRow *self);
const char          *award_row_get_name     (AwardRow *self);
const char          *award_row_get_code     (AwardRow *self); /* whole; masking is the widget's */
const char          *award_row_get_county   (AwardRow *self);
RulesValue           award_row_get_fact     (AwardRow *self, guint i);
guint                award_row_get_n_lines  (AwardRow *self);
gboolean             award_row_is_decided   (AwardRow *self);
const RulesDecision *award_row_get_decision (AwardRow *self);
gint64               award_row_get_payable  (AwardRow *self);
AwardSettlement      award_row_get_settlement (AwardRow *self);

#define AWARD_TYPE_ROW_MODEL (award_row_model_get_type ())
G_DECLARE_FINAL_TYPE (AwardRowModel, award_row_model, AWARD, ROW_MODEL, GObject)

AwardRowModel *award_row_model_new       (AwardLedger      *ledger);
/* Replaces the snapshot; one items-changed. The query's strings are copied. */
gboolean       award_row_model_set_query (AwardRowModel    *self,
                                          const AwardQuery *query,
                                          GError          **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same with ids that award_ledger_list_ids() gave for @query on another connection, as in a thread: a
 * million ids are not asked for on the main thread. Takes @ids. */
void           award_row_model_set_ids   (AwardRowModel    *self,
                                          const AwardQuery *query,
                                          GArray           *ids);
/* Position of claim @id in the snapshot, or GTK_INVALID_LIST_POSITION's value, G_MAXUINT. */
guint          award_row_model_find      (AwardRowModel    *self,
                                          gint64            id);

G_END_DECLS

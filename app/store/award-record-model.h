/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a register as a GListModel: a snapshot of ids, each record read when it is asked for. */
#pragma once

#include "award-record.h"

G_BEGIN_DECLS

/* One record of the list. */
#define AWARD_TYPE_RECORD_ITEM (award_record_item_get_type ())
G_DECLARE_FINAL_TYPE (AwardRecordItem, award_record_item, AWARD, RECORD_ITEM, GObject)

/* NULL: it is gone, or could not be read. */
const AwardRecord *award_record_item_get_record (AwardRecordItem *self);

#define AWARD_TYPE_RECORD_MODEL (award_record_model_get_type ())
G_DECLARE_FINAL_TYPE (AwardRecordModel, award_record_model, AWARD, RECORD_MODEL, GObject)

AwardRecordModel *award_record_model_new     (AwardLedger      *ledger);
/* Replaces the snapshot by @ids of award_ledger_list_record_ids(), as one change. */
void              award_record_model_set_ids (AwardRecordModel *self,
                                              AwardRegister     kind,
                                              GArray           *ids);
/* Position of record @id, or GTK_INVALID_LIST_POSITION's value, G_MAXUINT. */
guint             award_record_model_find    (AwardRecordModel *self,
                                              gint64            id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making rows. Private to app/store. */
#pragma once

#include "award-ledger-private.h"
#include "award-row-model.h"

G_BEGIN_DECLS

/* What a row shows; everything is copied. */
typedef struct
{
  gint64 id;
  const RulesMeasure *measure;
  const char *name;
  const char *code;
  const char *county;
  const RulesValue *facts;
  guint n_lines;
  gboolean is_decided;
  RulesDecision decision;
  gint64 payable;
  AwardSettlement settlement;
} AwardRowData;

/* @live: id → row, not owning; the row enters now and leaves when it is finalized. */
AwardRow *award_row_new (const AwardRowData *data, GHashTable *live) G_GNUC_WARN_UNUSED_RESULT;

/* A row of which nothing but the id is known. */
AwardRow *award_row_new_unread (const RulesMeasure *measure, gint64 id,
                                GHashTable *live) G_GNUC_WARN_UNUSED_RESULT;

/* Reads rows one by one by id. */
typedef struct _AwardRowReader AwardRowReader;

AwardRowReader *award_row_reader_new (AwardLedger *ledger, const RulesMeasure *measure, GError **error);
void award_row_reader_free (AwardRowReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AwardRowReader, award_row_reader_free)
/* A claim that is gone reads as a row without values. */
AwardRow *award_row_reader_read (AwardRowReader *self, gint64 id, GHashTable *live, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "award-row"

#include "config.h"

#include "award-row-private.h"

struct _AwardRow
{
  GObject parent_instance;

  gint64 id;
  const RulesMeasure *measure;
  RulesPolicy *policy; /* owned: keeps the measure */
  char *name;
  char *code;
  char *county;
  RulesValue *facts; /* texts owned */
  guint n_facts;
  guint n_lines;
  gboolean is_decided;
  RulesDecision decision;
  gint64 payable;
  AwardSettlement settlement;
  GHashTable *live; /* owned: the rows of its snapshot that are in use; it leaves when finalized */
};

G_DEFINE_FINAL_TYPE (AwardRow, award_row, G_TYPE_OBJECT)

static void
award_row_finalize (GObject *object)
{
  AwardRow *self = AWARD_ROW (object);

  g_hash_table_remove (self->live, &self->id);
  g_hash_table_unref (self->live);
  for (guint i = 0; i < self->n_facts; i++)
    g_free ((char *) self->facts[i].text);
  rules_policy_unref (self->policy);
  g_free (self->facts);
  g_free (self->name);
  g_free (self->code);
  g_free (self->county);
  G_OBJECT_CLASS (award_row_parent_class)->finalize (object);
}

static void
award_row_class_init (AwardRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = award_row_finalize;
}

static void
award_row_init (AwardRow *self)
{
}

AwardRow *
award_row_new (const AwardRowData *data, GHashTable *live)
{
  AwardRow *self = g_object_new (AWARD_TYPE_ROW, NULL);

  self->id = data->id;
  self->measure = data->measure;
  self->policy = rules_policy_ref ((RulesPolicy *) rules_measure_get_policy (data->measure));
  self->name = g_strdup (data->name);
  self->code = g_strdup (data->code);
  self->county = g_strdup (data->county);
  self->n_facts = rules_measure_get_n_facts (data->measure);
  self->facts = g_memdup2 (data->facts, self->n_facts * sizeof *data->facts);
  for (guint i = 0; i < self->n_facts; i++)
    self->facts[i].text = g_strdup (data->facts[i].text);
  self->n_lines = data->n_lines;
  self->is_decided = data->is_decided;
  self->decision = data->decision;
  self->payable = data->payable;
  self->settlement = data->settlement;
  self->live = g_hash_table_ref (live);
  g_hash_table_insert (live, &self->id, self);
  return self;
}

AwardRow *
award_row_new_unread (const RulesMeasure *measure, gint64 id, GHashTable *live)
{
  guint n_facts = rules_measure_get_n_facts (measure);
  g_autofree RulesValue *facts = g_new0 (RulesValue, n_facts + 1);
  AwardRowData data = { .id = id, .measure = measure, .facts = facts, .payable = RULES_MISSING };

  data.decision.amount = RULES_MISSING;
  for (guint i = 0; i < n_facts; i++)
    facts[i].number = RULES_MISSING;
  return award_row_new (&data, live);
}

gint64
award_row_get_id (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), 0);
  return self->id;
}

const RulesMeasure *
award_row_get_measure (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), NULL);
  return self->measure;
}

const char *
award_row_get_name (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), NULL);
  return self->name;
}

const char *
award_row_get_code (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), NULL);
  return self->code;
}

const char *
award_row_get_county (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), NULL);
  return self->county;
}

RulesValue
award_row_get_fact (AwardRow *self, guint i)
{
  g_return_val_if_fail (AWARD_IS_ROW (self) && i < self->n_facts, ((RulesValue){ RULES_MISSING, NULL }));
  return self->facts[i];
}

guint
award_row_get_n_lines (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), 0);
  return self->n_lines;
}

gboolean
award_row_is_decided (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), FALSE);
  return self->is_decided;
}

const RulesDecision *
award_row_get_decision (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), NULL);
  return &self->decision;
}

gint64
award_row_get_payable (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), RULES_MISSING);
  return self->payable;
}

AwardSettlement
award_row_get_settlement (AwardRow *self)
{
  g_return_val_if_fail (AWARD_IS_ROW (self), AWARD_SETTLEMENT_NONE);
  return self->settlement;
}

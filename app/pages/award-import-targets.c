/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-targets.h"

#include <glib/gi18n.h>

#include "award-import-job.h"
#include "award-register-table.h"
#include "award-words-register.h"

struct _AwardImportTargets
{
  gatomicrefcount n_refs;
  GPtrArray *measures; /* const RulesMeasure */
  GPtrArray *kept;     /* RulesPolicy, owned: of the measures */
  GPtrArray *policies; /* RulesPolicy, borrowed: those with claims */
  GHashTable *known;   /* what was learnt of headings, by measure */
  GArray *targets;     /* AwardImportTarget */
};

/* With several policies a measure's label is not enough: two may call a measure alike. */
static gboolean
has_several_policies (const AwardImportTargets *self)
{
  for (guint i = 1; i < self->measures->len; i++)
    if (rules_measure_get_policy (self->measures->pdata[i]) !=
        rules_measure_get_policy (self->measures->pdata[0]))
      return TRUE;

  return FALSE;
}

AwardImportTargets *
award_import_targets_new (AwardLedger *ledger, gint64 batch, GError **error)
{
  g_autoptr (AwardImportTargets) self = g_new0 (AwardImportTargets, 1);
  g_autoptr (GPtrArray) totals = NULL;

  g_atomic_ref_count_init (&self->n_refs);
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) rules_policy_unref);
  self->policies = g_ptr_array_new ();
  self->targets = g_array_new (FALSE, FALSE, sizeof (AwardImportTarget));
  self->measures = award_ledger_list_measures (ledger, error);
  if (!self->measures)
    return NULL;
  totals = award_ledger_list_totals (ledger, batch, FALSE, error);
  if (!totals)
    return NULL;
  self->known = award_import_list_known (ledger, self->measures, error);
  if (!self->known)
    return NULL;

  for (guint i = 0; i < totals->len; i++)
    g_ptr_array_add (self->policies,
                     (gpointer) rules_measure_get_policy (((AwardTotal *) totals->pdata[i])->measure));
  for (guint i = 0; i < self->measures->len; i++)
    {
      const RulesMeasure *measure = self->measures->pdata[i];
      const AwardImportTarget target = { measure, 0 };

      g_ptr_array_add (self->kept, rules_policy_ref ((RulesPolicy *) rules_measure_get_policy (measure)));
      g_array_append_val (self->targets, target);
    }

  for (guint i = 0; i < AWARD_N_REGISTERS; i++)
    {
      const AwardImportTarget target = { .kind = (AwardRegister) i };

      g_array_append_val (self->targets, target);
    }

  return g_steal_pointer (&self);
}

AwardImportTargets *
award_import_targets_ref (AwardImportTargets *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
award_import_targets_unref (AwardImportTargets *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->measures, g_ptr_array_unref);
  g_ptr_array_unref (self->policies);
  g_ptr_array_unref (self->kept);
  g_array_unref (self->targets);
  g_free (self);
}

guint
award_import_targets_get_n (const AwardImportTargets *self)
{
  return self->targets->len;
}

const AwardImportTarget *
award_import_targets_get (const AwardImportTargets *self, guint i)
{
  return &g_array_index (self->targets, AwardImportTarget, i);
}

gboolean
award_import_targets_recognise (const AwardImportTargets *self,
                                const AwardSheet *sheet,
                                AwardImportTarget *target,
                                GError **error)
{
  return award_import_find_target (sheet, self->measures, self->policies, self->known, target, error);
}

gboolean
award_import_target_is_same (const AwardImportTarget *self, const AwardImportTarget *other)
{
  return self->measure == other->measure && (self->measure || self->kind == other->kind);
}

const char *
award_import_target_get_label (const AwardImportTarget *self)
{
  return self->measure ? rules_measure_get_label (self->measure) : award_words_register (self->kind);
}

static const AwardLayout *
get_layout (const AwardImportTarget *self)
{
  return award_layout_find (award_register_get_name (self->kind));
}

guint
award_import_target_get_n_fields (const AwardImportTarget *self)
{
  return self->measure
             ? rules_measure_get_n_facts (self->measure) + rules_measure_get_n_line_facts (self->measure)
             : award_layout_get_n_fields (get_layout (self));
}

const RulesFact *
award_import_target_get_field (const AwardImportTarget *self, guint i)
{
  const guint n_facts = self->measure ? rules_measure_get_n_facts (self->measure) : 0;

  if (!self->measure)
    return award_layout_get_field (get_layout (self), i);

  return i < n_facts ? rules_measure_get_fact (self->measure, i)
                     : rules_measure_get_line_fact (self->measure, i - n_facts);
}

char *
award_import_targets_dup_name (const AwardImportTargets *self, const AwardImportTarget *target)
{
  const char *label = award_import_target_get_label (target);

  if (!target->measure || !has_several_policies (self))
    return g_strdup (label);

  return g_strdup_printf ("%s · %s", label,
                          rules_policy_get_number (rules_measure_get_policy (target->measure)));
}

static void
meaning_free (gpointer data)
{
  AwardMeaning *meaning = data;

  g_free (meaning->label);
  g_free (meaning);
}

static void
add_meaning (GPtrArray *meanings, AwardColumnRole role, guint index, const RulesFact *fact, const char *label)
{
  AwardMeaning *meaning = g_new (AwardMeaning, 1);

  *meaning = (AwardMeaning){ role, index, fact, g_strdup (label) };
  g_ptr_array_add (meanings, meaning);
}

/* What a claim is found by. */
static const char *
get_claimant_label (const RulesMeasure *measure)
{
  switch (rules_measure_get_claimant (measure))
    {
    case RULES_CLAIMANT_REGION:
      return _ ("County");
    case RULES_CLAIMANT_PERSON_OR_AGENCY:
      return _ ("Credit code or identity number");
    case RULES_CLAIMANT_ENTERPRISE:
    case RULES_CLAIMANT_ORGANISATION:
    default:
      return _ ("Credit code");
    }
}

GPtrArray *
award_import_target_list_meanings (const AwardImportTarget *target)
{
  GPtrArray *meanings = g_ptr_array_new_with_free_func (meaning_free);
  const guint n_facts = target->measure ? rules_measure_get_n_facts (target->measure) : G_MAXUINT;

  add_meaning (meanings, AWARD_COLUMN_IGNORED, 0, NULL, _ ("Not read"));
  if (target->measure)
    {
      add_meaning (meanings, AWARD_COLUMN_CLAIMANT, 0, NULL, get_claimant_label (target->measure));
      if (rules_measure_get_claimant (target->measure) != RULES_CLAIMANT_REGION)
        {
          add_meaning (meanings, AWARD_COLUMN_NAME, 0, NULL, _ ("Enterprise"));
          add_meaning (meanings, AWARD_COLUMN_COUNTY, 0, NULL, _ ("County"));
        }
    }
  for (guint i = 0; i < award_import_target_get_n_fields (target); i++)
    {
      const RulesFact *fact = award_import_target_get_field (target, i);
      const gboolean is_line = i >= n_facts;

      add_meaning (meanings, is_line ? AWARD_COLUMN_LINE_FACT : AWARD_COLUMN_FACT, is_line ? i - n_facts : i,
                   fact, fact->label);
    }

  return meanings;
}

const AwardUnitChoice *
award_unit_choices_get (const RulesFact *fact, guint *n)
{
  static const AwardUnitChoice money[] = { { "元", 0 }, { "千元", 3 }, { "万元", 4 }, { "亿元", 8 } };
  static const AwardUnitChoice energy[] = { { "千瓦时", 0 }, { "万千瓦时", 4 }, { "亿千瓦时", 8 } };

  *n = 0;
  if (!fact)
    return NULL;
  if (fact->type == RULES_TYPE_MONEY)
    {
      *n = G_N_ELEMENTS (money);
      return money;
    }
  if (fact->type == RULES_TYPE_ENERGY)
    {
      *n = G_N_ELEMENTS (energy);
      return energy;
    }

  return NULL;
}

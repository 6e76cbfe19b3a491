/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-doubts.h"

struct _AwardImportDoubts
{
  const RulesMeasure *measure;
  guint32 doubts; /* bits of the flags that are; 0: nothing to look for */
  RulesEvaluator *evaluator;
  RulesTexts *texts;
  gint64 *values;         /* by fact */
  const gint64 **columns; /* where each of them stands */
};

AwardImportDoubts *
award_import_doubts_new (AwardLedger *ledger, const RulesMeasure *measure, GError **error)
{
  const guint n_facts = rules_measure_get_n_facts (measure);
  g_autoptr (AwardImportDoubts) self = g_new0 (AwardImportDoubts, 1);
  g_autoptr (RulesSettings) settings = NULL;

  self->measure = measure;
  for (guint i = 0; i < rules_measure_get_n_flags (measure); i++)
    if (rules_measure_get_flag (measure, i)->is_doubt)
      self->doubts |= 1u << i;
  if (rules_measure_get_n_line_facts (measure) > 0)
    self->doubts = 0;
  if (self->doubts == 0)
    return g_steal_pointer (&self);

  settings = award_ledger_get_settings (ledger, measure, error);
  if (settings == NULL)
    return NULL;
  self->evaluator = rules_evaluator_new (measure, settings);
  self->texts = rules_texts_new ();
  self->values = g_new0 (gint64, MAX (n_facts, 1));
  self->columns = g_new0 (const gint64 *, MAX (n_facts, 1));
  for (guint i = 0; i < n_facts; i++)
    self->columns[i] = &self->values[i];
  return g_steal_pointer (&self);
}

void
award_import_doubts_free (AwardImportDoubts *self)
{
  g_clear_pointer (&self->evaluator, rules_evaluator_free);
  g_clear_pointer (&self->texts, rules_texts_free);
  g_free (self->values);
  g_free (self->columns);
  g_free (self);
}

void
award_import_doubts_check (AwardImportDoubts *self, const AwardTableRow *row, GPtrArray *problems)
{
  const RulesBatch batch = { .n_claims = 1, .facts = self->columns, .texts = self->texts };
  RulesDecision decision;

  if (self->doubts == 0)
    return;
  rules_texts_clear (self->texts);
  for (guint i = 0; i < rules_measure_get_n_facts (self->measure); i++)
    self->values[i] = rules_measure_get_fact (self->measure, i)->type == RULES_TYPE_TEXT
                          ? rules_texts_add (self->texts, row->facts[i].text)
                          : row->facts[i].number;
  rules_evaluator_run (self->evaluator, &batch, &decision);
  for (guint i = 0; i < rules_measure_get_n_flags (self->measure); i++)
    if (decision.flags & self->doubts & 1u << i)
      g_ptr_array_add (problems, award_problem_new (RULES_SEVERITY_WARNING, "doubtful-figure", row->row, NULL,
                                                    rules_measure_get_flag (self->measure, i)->label));
}

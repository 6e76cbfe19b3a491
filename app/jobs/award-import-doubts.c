/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-doubts.h"

/* Rows the evaluator is asked about at once. */
#define ROWS 1024

struct _AwardImportDoubts
{
  const RulesMeasure *measure;
  guint32 doubts; /* bits of the flags that are; 0: nothing to look for */
  RulesEvaluator *evaluator;
  RulesTexts *texts;
  gint64 *values;         /* ROWS of a fact, then those of the next */
  const gint64 **columns; /* where those of each begin */
  guint rows[ROWS];       /* of the table */
  guint n_rows;           /* that wait */
  RulesDecision decisions[ROWS];
  GPtrArray *found; /* AwardProblem */
};

AwardImportDoubts *
award_import_doubts_new (AwardLedger *ledger, const RulesMeasure *measure, GError **error)
{
  const guint n_facts = rules_measure_get_n_facts (measure);
  g_autoptr (AwardImportDoubts) self = g_new0 (AwardImportDoubts, 1);
  g_autoptr (RulesSettings) settings = NULL;

  self->measure = measure;
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) award_problem_free);
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
  self->values = g_new0 (gint64, (gsize) MAX (n_facts, 1) * ROWS);
  self->columns = g_new0 (const gint64 *, MAX (n_facts, 1));
  for (guint i = 0; i < n_facts; i++)
    self->columns[i] = &self->values[(gsize) i * ROWS];
  return g_steal_pointer (&self);
}

void
award_import_doubts_free (AwardImportDoubts *self)
{
  g_clear_pointer (&self->evaluator, rules_evaluator_free);
  g_clear_pointer (&self->texts, rules_texts_free);
  g_free (self->values);
  g_free (self->columns);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_free (self);
}

/* Asks about the rows that wait. */
static void
ask (AwardImportDoubts *self)
{
  const RulesBatch batch = { .n_claims = self->n_rows, .facts = self->columns, .texts = self->texts };
  const guint n_flags = rules_measure_get_n_flags (self->measure);

  rules_evaluator_run (self->evaluator, &batch, self->decisions);
  for (guint row = 0; row < self->n_rows; row++)
    for (guint i = 0; i < n_flags; i++)
      if (self->decisions[row].flags & self->doubts & 1u << i)
        g_ptr_array_add (self->found,
                         award_problem_new (RULES_SEVERITY_WARNING, "doubtful-figure", self->rows[row], NULL,
                                            rules_measure_get_flag (self->measure, i)->label));
  rules_texts_clear (self->texts);
  self->n_rows = 0;
}

void
award_import_doubts_add (AwardImportDoubts *self, const AwardTableRow *row)
{
  if (self->doubts == 0)
    return;
  for (guint i = 0; i < rules_measure_get_n_facts (self->measure); i++)
    self->values[(gsize) i * ROWS + self->n_rows] =
        rules_measure_get_fact (self->measure, i)->type == RULES_TYPE_TEXT
            ? rules_texts_add (self->texts, row->facts[i].text)
            : row->facts[i].number;
  self->rows[self->n_rows++] = row->row;
  if (self->n_rows == ROWS)
    ask (self);
}

void
award_import_doubts_finish (AwardImportDoubts *self, GPtrArray *problems)
{
  if (self->n_rows > 0)
    ask (self);
  g_ptr_array_extend_and_steal (problems, g_steal_pointer (&self->found));
}

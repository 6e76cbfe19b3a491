/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "award-import-check.h"

#include <string.h>

#include "award-sums.h"

/* What the table says of a claimant. */
typedef struct
{
  gint64 sum;
  guint row; /* the last */
} Seen;

struct _AwardImportCheck
{
  gboolean on_line; /* the table has the parts, the ledger the whole */
  guint fact;
  GHashTable *others; /* code → gint64: what the ledger has of the other measure; NULL: there is none */
  GHashTable *seen;   /* code → Seen */
};

/* The fact of @measure that is energy of a whole period: the year before is asked for too. -1: none. */
static int
find_whole (const RulesMeasure *measure)
{
  for (guint i = 0; i < rules_measure_get_n_facts (measure); i++)
    for (guint j = 0; j < rules_measure_get_n_facts (measure); j++)
      {
        const RulesFact *fact = rules_measure_get_fact (measure, i);
        g_autofree char *prior = g_strconcat (fact->id, "_prior", NULL);

        if (fact->type == RULES_TYPE_ENERGY && strcmp (rules_measure_get_fact (measure, j)->id, prior) == 0)
          return (int) i;
      }
  return -1;
}

static int
find_part (const RulesMeasure *measure, const char *id)
{
  for (guint i = 0; i < rules_measure_get_n_line_facts (measure); i++)
    {
      const RulesFact *fact = rules_measure_get_line_fact (measure, i);

      if (fact->type == RULES_TYPE_ENERGY && strcmp (fact->id, id) == 0)
        return (int) i;
    }
  return -1;
}

/* Looks up what the ledger has of @other that the figures of @measure can be held against. */
static gboolean
look_at (AwardImportCheck *self,
         AwardLedger *ledger,
         gint64 batch,
         const RulesMeasure *measure,
         const RulesMeasure *other,
         GError **error)
{
  const int whole = find_whole (measure);
  const int other_whole = find_whole (other);
  int part;

  if (whole >= 0 && (part = find_part (other, rules_measure_get_fact (measure, (guint) whole)->id)) >= 0)
    {
      self->fact = (guint) whole;
      self->others = award_ledger_sum_fact (ledger, other, batch, TRUE, (guint) part, error);
      return self->others != NULL;
    }
  if (other_whole >= 0 &&
      (part = find_part (measure, rules_measure_get_fact (other, (guint) other_whole)->id)) >= 0)
    {
      self->on_line = TRUE;
      self->fact = (guint) part;
      self->others = award_ledger_sum_fact (ledger, other, batch, FALSE, (guint) other_whole, error);
      return self->others != NULL;
    }
  return TRUE;
}

AwardImportCheck *
award_import_check_new (AwardLedger *ledger, gint64 batch, const RulesMeasure *measure, GError **error)
{
  const RulesPolicy *policy = rules_measure_get_policy (measure);
  g_autoptr (AwardImportCheck) self = g_new0 (AwardImportCheck, 1);

  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; self->others == NULL && i < rules_policy_get_n_measures (policy); i++)
    if (!look_at (self, ledger, batch, measure, rules_policy_get_measure (policy, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

void
award_import_check_free (AwardImportCheck *self)
{
  g_clear_pointer (&self->others, g_hash_table_unref);
  g_hash_table_unref (self->seen);
  g_free (self);
}

void
award_import_check_add (AwardImportCheck *self, const AwardTableRow *row)
{
  gint64 value;
  Seen *seen;

  if (self->others == NULL || !g_hash_table_contains (self->others, row->claimant))
    return;
  value = (self->on_line ? row->line_facts : row->facts)[self->fact].number;
  if (value == RULES_MISSING)
    return;
  seen = g_hash_table_lookup (self->seen, row->claimant);
  if (seen == NULL)
    {
      seen = g_new0 (Seen, 1);
      g_hash_table_insert (self->seen, g_strdup (row->claimant), seen);
    }
  if (!self->on_line)
    seen->sum = value;
  else
    seen->sum = value > 0 && seen->sum > G_MAXINT64 - value ? G_MAXINT64 : seen->sum + MAX (value, 0);
  seen->row = row->row;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const AwardProblem *first = *(AwardProblem *const *) a, *second = *(AwardProblem *const *) b;

  return (first->row > second->row) - (first->row < second->row);
}

void
award_import_check_finish (AwardImportCheck *self, const AwardMapping *mapping, GPtrArray *problems)
{
  const AwardColumnRole role = self->on_line ? AWARD_COLUMN_LINE_FACT : AWARD_COLUMN_FACT;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *column = NULL;
  GHashTableIter iter;
  gpointer code, data;

  for (guint i = 0; i < mapping->n_columns && column == NULL; i++)
    if (mapping->columns[i].role == role && mapping->columns[i].fact == self->fact)
      column = award_column_name (i);
  g_hash_table_iter_init (&iter, self->seen);
  while (g_hash_table_iter_next (&iter, &code, &data))
    {
      const Seen *seen = data;
      gint64 other = *(gint64 *) g_hash_table_lookup (self->others, code);

      if (self->on_line ? seen->sum > other : other > seen->sum)
        g_ptr_array_add (
            found, award_problem_new (RULES_SEVERITY_WARNING, "part-above-whole", seen->row, column, code));
    }
  g_ptr_array_sort (found, compare_rows);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (problems, g_ptr_array_index (found, i));
}

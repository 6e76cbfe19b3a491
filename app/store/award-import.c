/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import from its beginning to its commit. Until then its rows are staged outside the ledger, so a kill
 * leaves nothing behind and the ledger is locked only while the rows are written. */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-import-private.h"
#include "award-step-private.h"

#include <glib/gi18n.h>
#include <string.h>

void
award_import_free (AwardImport *self)
{
  g_object_unref (self->ledger);
  rules_policy_unref (self->policy);
  g_free (self->columns);
  g_free (self->line_columns);
  g_free (self->new_batch);
  g_free (self->file_name);
  g_free (self->sheet);
  award_content_unref (self->content);
  award_staging_free (self->staging);
  g_array_unref (self->problems);
  g_free (self);
}

static gboolean
has_same_columns (AwardImport *self, gint64 import, gboolean *same, GError **error)
{
  g_autoptr (sqlite3_stmt) found =
      award_db_query (self->ledger->db, error,
                      "SELECT on_line, fact, number FROM import_column WHERE import = ?", "i", import);
  guint n_expected = 0, n_found = 0;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < self->n_facts; i++)
    n_expected += self->columns[i] != 0;
  for (guint i = 0; i < self->n_line_facts; i++)
    n_expected += self->line_columns[i] != 0;
  for (;;)
    {
      gboolean row, on_line;

      if (!award_db_step (self->ledger->db, found, &row, error))
        return FALSE;
      if (!row)
        break;
      on_line = sqlite3_column_int (found, 0) != 0;
      for (guint i = 0; i < (on_line ? self->n_line_facts : self->n_facts); i++)
        {
          const RulesFact *fact = on_line ? rules_measure_get_line_fact (self->measure, i)
                                          : rules_measure_get_fact (self->measure, i);

          n_found +=
              strcmp (fact->id, award_db_text (found, 1)) == 0 &&
              (on_line ? self->line_columns[i] : self->columns[i]) == (guint) sqlite3_column_int (found, 2);
        }
    }
  *same = n_found == n_expected;
  return TRUE;
}

/* The same bytes, sheet and columns went into the batch before. */
static gboolean
look_for_same_file (AwardImport *self, GError **error)
{
  g_autoptr (sqlite3_stmt) found = award_db_query (
      self->ledger->db, error,
      "SELECT i.id FROM file f JOIN import i ON i.file = f.id JOIN measure m ON m.id = i.measure "
      "WHERE f.digest = ? AND i.batch = ? AND i.sheet = ? AND m.policy = ? AND m.name = ? "
      "AND " AWARD_IMPORT_STANDS ("i"),
      "tittt", award_content_get_digest (self->content), self->batch, self->sheet,
      rules_policy_get_id (self->policy), rules_measure_get_id (self->measure));

  if (found == NULL)
    return FALSE;
  while (!self->same_file)
    {
      gboolean row;

      if (!award_db_step (self->ledger->db, found, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!has_same_columns (self, sqlite3_column_int64 (found, 0), &self->same_file, error))
        return FALSE;
    }
  return TRUE;
}

static guint *
copy_columns (const guint *columns, guint n)
{
  guint *copy = g_new0 (guint, MAX (n, 1));

  for (guint i = 0; columns != NULL && i < n; i++)
    copy[i] = columns[i];
  return copy;
}

AwardImport *
award_import_begin (AwardLedger *ledger,
                    gint64 batch,
                    const RulesMeasure *measure,
                    const AwardSource *source,
                    const guint *fact_columns,
                    const guint *line_columns,
                    GError **error)
{
  g_autoptr (AwardImport) self = NULL;
  gint64 exists;

  g_return_val_if_fail (AWARD_IS_LEDGER (ledger), NULL);
  g_return_val_if_fail (measure != NULL && source != NULL, NULL);
  g_return_val_if_fail (source->content != NULL && source->file_name != NULL, NULL);

  if (!award_db_get_int (ledger->db, &exists, 0, error, "SELECT 1 FROM batch WHERE id = ?", "i", batch))
    return NULL;
  if (exists == 0)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_UNKNOWN,
                   _ ("This ledger has no such batch."));
      return NULL;
    }

  self = g_new0 (AwardImport, 1);
  self->ledger = g_object_ref (ledger);
  self->batch = batch;
  self->measure = measure;
  self->policy = rules_policy_ref ((RulesPolicy *) rules_measure_get_policy (measure));
  self->n_facts = rules_measure_get_n_facts (measure);
  self->n_line_facts = rules_measure_get_n_line_facts (measure);
  self->key = -1;
  for (guint i = 0; i < self->n_line_facts; i++)
    if (rules_measure_get_line_fact (measure, i)->is_key)
      self->key = (int) i;
  self->columns = copy_columns (fact_columns, self->n_facts);
  self->line_columns = copy_columns (line_columns, self->n_line_facts);
  self->file_name = g_strdup (source->file_name);
  self->sheet = g_strdup (source->sheet != NULL ? source->sheet : "");
  self->content = award_content_ref (source->content);
  self->staging = award_staging_new (measure);
  self->problems = award_staged_problems_new ();
  if (!look_for_same_file (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
award_import_value_equal (const RulesFact *fact, RulesValue a, RulesValue b)
{
  return fact->type == RULES_TYPE_TEXT ? g_strcmp0 (a.text, b.text) == 0 : a.number == b.number;
}

void
award_import_set_new_batch (AwardImport *self, const char *name)
{
  g_return_if_fail (self != NULL && name != NULL && *name != '\0');

  g_free (self->new_batch);
  self->new_batch = g_strdup (name);
  /* The file may be in the other batch; in this one it cannot. */
  self->same_file = FALSE;
}

void
award_import_set_again (AwardImport *self)
{
  g_return_if_fail (self != NULL);

  self->same_file = FALSE;
}

gboolean
award_import_add (AwardImport *self,
                  const AwardRowValues *row,
                  AwardMerge *merge,
                  guint *first_row,
                  GError **error)
{
  g_return_val_if_fail (self != NULL && row != NULL && merge != NULL && first_row != NULL, FALSE);
  g_return_val_if_fail (row->claimant != NULL && *row->claimant != '\0', FALSE);

  self->n_rows++;
  return award_staging_add (self->staging, row, merge, first_row, error);
}

void
award_import_add_problem (AwardImport *self,
                          RulesSeverity severity,
                          const char *code,
                          guint row,
                          const char *column,
                          const char *found,
                          const AwardRowIdentity *identity)
{
  g_return_if_fail (self != NULL && code != NULL);

  award_staged_problems_add (self->problems, severity, code, row, column, found, identity);
}

static gboolean
commit_staged (AwardImport *self, AwardImportResult *result, GError **error)
{
  g_autoptr (AwardStep) own = NULL;
  g_autoptr (AwardTransaction) transaction = NULL;
  gint64 step;

  if (!award_step_ensure (self->ledger, &own, error))
    return FALSE;
  transaction = award_transaction_begin (self->ledger->db, error);
  if (transaction == NULL)
    return FALSE;
  if (self->new_batch != NULL)
    {
      g_autoptr (AwardBatch) made = award_ledger_get_batch (self->ledger, self->new_batch, TRUE, error);

      if (made == NULL)
        return FALSE;
      self->batch = made->id;
    }
  return award_import_merge (self, result, error) &&
         award_transaction_commit (g_steal_pointer (&transaction), error) &&
         (own == NULL || award_step_commit (g_steal_pointer (&own), &step, error));
}

gboolean
award_import_commit (AwardImport *self, AwardImportResult *result, GError **error)
{
  g_autoptr (AwardImport) owned = self;
  gboolean done;

  g_return_val_if_fail (self != NULL && result != NULL, FALSE);

  *result = (AwardImportResult){ .rows = self->n_rows,
                                 .claims = award_staging_get_n_claims (self->staging),
                                 .lines = award_staging_get_n_lines (self->staging) };
  result->same_file = self->same_file;
  if (self->same_file)
    {
      result->unchanged = result->claims;
      return TRUE;
    }
  award_db_set_wide (self->ledger->db, TRUE);
  done = commit_staged (self, result, error);
  award_db_set_wide (self->ledger->db, FALSE);
  return done;
}

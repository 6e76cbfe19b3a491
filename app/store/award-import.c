/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathering the rows of an import. Everything stays in memory until commit, so a kill before it leaves
 * nothing behind and the ledger is locked only while the rows are written. */
#define G_LOG_DOMAIN "award-import"

#include "config.h"

#include "award-import-private.h"
#include "award-step-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* A key of a line: what key_index holds, in one allocation each. */
typedef struct
{
  guint32 claim;
  AwardStagedLink line; /* the last one of this key */
  gint64 key;
} KeyEntry;

static guint
hash_key (gconstpointer data)
{
  const KeyEntry *entry = data;
  guint64 mixed =
      ((guint64) entry->key ^ (guint64) entry->claim << 32) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  return (guint) (mixed >> 32);
}

static gboolean
equal_key (gconstpointer a, gconstpointer b)
{
  const KeyEntry *x = a, *y = b;

  return x->claim == y->claim && x->key == y->key;
}

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
  g_bytes_unref (self->content);
  g_free (self->digest);
  g_string_chunk_free (self->texts);
  g_hash_table_unref (self->claim_index);
  g_hash_table_unref (self->key_index);
  g_array_unref (self->claims);
  g_array_unref (self->values);
  g_array_unref (self->lines);
  g_array_unref (self->line_values);
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
      "tittt", self->digest, self->batch, self->sheet, rules_policy_get_id (self->policy),
      rules_measure_get_id (self->measure));

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
  self->content = g_bytes_ref (source->content);
  self->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source->content);
  self->texts = g_string_chunk_new (1 << 16);
  self->claim_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->key_index = g_hash_table_new_full (hash_key, equal_key, g_free, NULL);
  self->claims = g_array_new (FALSE, TRUE, sizeof (AwardStagedClaim));
  self->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->lines = g_array_new (FALSE, TRUE, sizeof (AwardStagedLine));
  self->line_values = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->problems = award_staged_problems_new ();
  if (!look_for_same_file (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* A text as its pointer among the texts, so that values compare as integers. */
static gint64
stage_value (AwardImport *self, const RulesFact *fact, RulesValue value)
{
  if (fact->type != RULES_TYPE_TEXT)
    return value.number;
  if (value.text == NULL || *value.text == '\0')
    return RULES_MISSING;
  return (gint64) (gintptr) g_string_chunk_insert_const (self->texts, value.text);
}

static RulesValue
unstage_value (const RulesFact *fact, gint64 value)
{
  if (fact->type != RULES_TYPE_TEXT || value == RULES_MISSING)
    return (RulesValue){ value, NULL };
  return (RulesValue){ 0, (const char *) (gintptr) value };
}

RulesValue
award_import_get_value (const AwardImport *self, guint item, guint i)
{
  return unstage_value (rules_measure_get_fact (self->measure, i),
                        g_array_index (self->values, gint64, (gsize) item * self->n_facts + i));
}

RulesValue
award_import_get_line_value (const AwardImport *self, guint item, guint i)
{
  return unstage_value (rules_measure_get_line_fact (self->measure, i),
                        g_array_index (self->line_values, gint64, (gsize) item * self->n_line_facts + i));
}

gboolean
award_import_value_equal (const RulesFact *fact, RulesValue a, RulesValue b)
{
  return fact->type == RULES_TYPE_TEXT ? g_strcmp0 (a.text, b.text) == 0 : a.number == b.number;
}

/* Compares the claim facts of @row with those of an earlier row. In a table of lines an empty cell says
 * nothing: its neighbour's value is taken. */
static gboolean
agree_with_claim (AwardImport *self, guint item, const AwardRowValues *row)
{
  gint64 *values = &g_array_index (self->values, gint64, (gsize) item * self->n_facts);
  gboolean agree = TRUE;

  for (guint i = 0; i < self->n_facts; i++)
    {
      gint64 value = stage_value (self, rules_measure_get_fact (self->measure, i), row->facts[i]);

      if (value == values[i])
        continue;
      if (self->n_line_facts > 0 && values[i] == RULES_MISSING)
        values[i] = value;
      else if (self->n_line_facts == 0 || value != RULES_MISSING)
        agree = FALSE;
    }
  return agree;
}

static void
append_line (AwardImport *self, guint item, guint row)
{
  AwardStagedLine line = { .claim = item, .row = row };
  AwardStagedClaim *claim = &g_array_index (self->claims, AwardStagedClaim, item);
  AwardStagedLink link = self->lines->len + 1;

  g_array_append_val (self->lines, line);
  if (claim->first_line == 0)
    claim->first_line = link;
  else
    g_array_index (self->lines, AwardStagedLine, claim->last_line - 1).next = link;
  claim->last_line = link;
  claim->n_lines++;
}

/* Adds the line of @row to its claim unless it repeats one of the same key. */
static AwardMerge
stage_line (AwardImport *self, guint item, const AwardRowValues *row, guint *first_row)
{
  gsize start = self->line_values->len;
  gint64 *values;
  KeyEntry *entry;
  KeyEntry wanted = { .claim = item };
  AwardStagedLink first = 0;

  g_array_set_size (self->line_values, (guint) start + self->n_line_facts);
  values = &g_array_index (self->line_values, gint64, start);
  for (guint i = 0; i < self->n_line_facts; i++)
    values[i] = stage_value (self, rules_measure_get_line_fact (self->measure, i), row->line_facts[i]);
  if (self->key < 0 || values[self->key] == RULES_MISSING)
    {
      append_line (self, item, row->row);
      return AWARD_MERGE_NEW;
    }

  wanted.key = values[self->key];
  entry = g_hash_table_lookup (self->key_index, &wanted);
  for (AwardStagedLink link = entry != NULL ? entry->line : 0; link != 0;)
    {
      const AwardStagedLine *line = &g_array_index (self->lines, AwardStagedLine, link - 1);
      const gint64 *other =
          &g_array_index (self->line_values, gint64, (gsize) (link - 1) * self->n_line_facts);

      if (memcmp (other, values, self->n_line_facts * sizeof *values) == 0)
        {
          *first_row = line->row;
          g_array_set_size (self->line_values, (guint) start);
          return AWARD_MERGE_DUPLICATE;
        }
      first = link;
      link = line->next_key;
    }
  append_line (self, item, row->row);
  if (entry == NULL)
    {
      entry = g_memdup2 (&wanted, sizeof wanted);
      g_hash_table_add (self->key_index, entry);
    }
  else
    g_array_index (self->lines, AwardStagedLine, self->lines->len - 1).next_key = entry->line;
  entry->line = self->lines->len;
  if (first == 0)
    return AWARD_MERGE_NEW;
  *first_row = g_array_index (self->lines, AwardStagedLine, first - 1).row;
  return AWARD_MERGE_CONFLICT;
}

static void
stage_names (AwardImport *self, guint item, const AwardRowValues *row)
{
  AwardStagedClaim *claim = &g_array_index (self->claims, AwardStagedClaim, item);

  if (row->name != NULL && *row->name != '\0' && g_strcmp0 (claim->name, row->name) != 0)
    claim->name = g_string_chunk_insert (self->texts, row->name);
  if (row->county != NULL && *row->county != '\0' && g_strcmp0 (claim->county, row->county) != 0)
    claim->county = g_string_chunk_insert_const (self->texts, row->county);
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

/* What tells the claim of @row from others: its claimant, and the key where the measure has one. */
static char *
identify (AwardImport *self, const AwardRowValues *row)
{
  int key = rules_measure_get_claim_key (self->measure);

  if (key < 0)
    return g_strdup (row->claimant);
  return g_strdup_printf (
      "%s\n%" G_GINT64_FORMAT, row->claimant,
      stage_value (self, rules_measure_get_fact (self->measure, (guint) key), row->facts[key]));
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
  g_autofree char *identity = NULL;
  guint item;
  gboolean is_new;

  g_return_val_if_fail (self != NULL && row != NULL && merge != NULL && first_row != NULL, FALSE);
  g_return_val_if_fail (row->claimant != NULL && *row->claimant != '\0', FALSE);

  if (self->claims->len >= G_MAXINT32 / 2 || self->lines->len >= G_MAXINT32 / 2)
    {
      g_set_error (error, AWARD_LEDGER_ERROR, AWARD_LEDGER_ERROR_FAILED, _ ("“%s” has too many rows."),
                   self->file_name);
      return FALSE;
    }
  *merge = AWARD_MERGE_NEW;
  *first_row = 0;
  self->n_rows++;
  identity = identify (self, row);
  item = GPOINTER_TO_UINT (g_hash_table_lookup (self->claim_index, identity));
  is_new = item == 0;
  if (is_new)
    {
      char *known = g_string_chunk_insert (self->texts, identity);
      AwardStagedClaim claim = { .code = strlen (identity) == strlen (row->claimant)
                                             ? known
                                             : g_string_chunk_insert (self->texts, row->claimant),
                                 .row = row->row };

      g_array_append_val (self->claims, claim);
      item = self->claims->len;
      g_hash_table_insert (self->claim_index, known, GUINT_TO_POINTER (item));
      for (guint i = 0; i < self->n_facts; i++)
        {
          gint64 value = stage_value (self, rules_measure_get_fact (self->measure, i), row->facts[i]);

          g_array_append_val (self->values, value);
        }
    }
  item--;
  stage_names (self, item, row);
  if (self->n_line_facts > 0)
    *merge = stage_line (self, item, row, first_row);
  if (is_new)
    return TRUE;

  if (!agree_with_claim (self, item, row))
    {
      AwardStagedClaim *claim = &g_array_index (self->claims, AwardStagedClaim, item);

      claim->conflict = TRUE;
      *merge = AWARD_MERGE_CONFLICT;
      *first_row = claim->row;
    }
  else if (self->n_line_facts == 0)
    {
      *merge = AWARD_MERGE_DUPLICATE;
      *first_row = g_array_index (self->claims, AwardStagedClaim, item).row;
    }
  return TRUE;
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

  *result =
      (AwardImportResult){ .rows = self->n_rows, .claims = self->claims->len, .lines = self->lines->len };
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
